/*
 * senti_lexicon.c - look-up of words and phrases
 */
#include "senti_lexicon.h"

uint32_t
senti_lexicon_find_edge(const SentiLexicon *lexicon, uint32_t node, uint32_t word)
{
	const SentiNode *from = &lexicon->nodes[node];
	uint32_t	low = from->first_edge;
	uint32_t	high = low + from->edge_count;

	while (low < high)
	{
		uint32_t	middle = low + (high - low) / 2;
		const SentiEdge *edge = &lexicon->edges[middle];

		if (edge->word == word)
			return edge->node;
		if (edge->word < word)
			low = middle + 1;
		else
			high = middle;
	}
	return 0;
}
