/*
 * senti_walk.c - all terms of a lexicon
 */
#include "senti_walk.h"

#include <string.h>

typedef struct Walk
{
	const SentiLexicon *lexicon;
	const uint32_t *slot_of_word;
	SentiTermVisit visit;
	void	   *arg;
	uint8_t		term[SENTI_TERM_BYTES_MAX];
} Walk;

/* Append the word that an edge or the table of words stands for; returns the new length. */
static size_t
append_word(Walk *walk, size_t len, uint32_t word)
{
	const SentiSlot *slot;

	if (len > 0)
		walk->term[len++] = ' ';
	if (word == SENTI_GAP)
	{
		walk->term[len++] = '*';
		return len;
	}
	slot = &walk->lexicon->slots[walk->slot_of_word[word]];
	memcpy(walk->term + len, walk->lexicon->keys + slot->key_offset, slot->key_len);
	return len + slot->key_len;
}

/* As deep as the longest term has words. */
static void
visit_node(Walk *walk, uint32_t node, size_t len)
{
	const SentiNode *from = &walk->lexicon->nodes[node];
	const SentiEntry *entry = senti_lexicon_entry(walk->lexicon, node);

	if (entry && (entry->classes != 0 || entry->valence_mille != 0 || entry->topic != SENTI_TOPIC_NONE ||
				  entry->emotion != SENTI_EMOTION_NONE || entry->is_site || entry->language == SENTI_WORD_ANY))
		walk->visit(walk->arg, walk->term, len, entry);
	for (uint32_t i = from->first_edge; i < from->first_edge + from->edge_count; i++)
		visit_node(walk, walk->lexicon->edges[i].node, append_word(walk, len, walk->lexicon->edges[i].word));
}

void
senti_lexicon_walk(const SentiLexicon *lexicon, uint32_t *slot_of_word, SentiTermVisit visit, void *arg)
{
	Walk		walk = {.lexicon = lexicon, .slot_of_word = slot_of_word, .visit = visit, .arg = arg};

	for (uint32_t i = 0; i <= lexicon->slot_mask; i++)
		if (lexicon->slots[i].key_len > 0)
			slot_of_word[lexicon->slots[i].word] = i;
	for (uint32_t i = 0; i <= lexicon->slot_mask; i++)
		if (lexicon->slots[i].key_len > 0)
			visit_node(&walk, lexicon->slots[i].word, append_word(&walk, 0, lexicon->slots[i].word));
}
