/*
 * senti_lexicon.c - look-up of words and phrases
 */
#include "senti_lexicon.h"

/* Halves the edges until one is left, without a branch that would be as likely taken as not. */
uint32_t
senti_lexicon_find_edge(const SentiLexicon *lexicon, uint32_t node, uint32_t word)
{
	const SentiEdge *edge = &lexicon->edges[lexicon->nodes[node].first_edge];
	uint32_t	count = lexicon->nodes[node].edge_count;

	if (count == 0)
		return 0;
	while (count > 1)
	{
		uint32_t	half = count / 2;

		edge += edge[half].word <= word ? half : 0;
		count -= half;
	}
	return edge->word == word ? edge->node : 0;
}
