/*
 * senti_lexicon.c - look-up of words and phrases
 */
#include "senti_lexicon.h"

/* Are two keys of len bytes, whose first chunks are equal, equal? */
static inline bool
is_same_rest(const uint8_t *a, const uint8_t *b, size_t len)
{
	for (size_t i = SENTI_CHUNK; i < len; i += SENTI_CHUNK)
		if (senti_chunk_load(a + i) != senti_chunk_load(b + i))
			return false;
	return true;
}

uint32_t
senti_lexicon_word(const SentiLexicon *lexicon, const SentiKey *key)
{
	uint64_t	head = senti_chunk_load(key->bytes);

	if (key->len == 0)
		return 0;
	for (uint32_t i = senti_first_slot(lexicon, key);; i = (i + 1) & lexicon->slot_mask)
	{
		const SentiSlot *slot = &lexicon->slots[i];

		if (slot->word == 0 || (slot->head == head && slot->key_len == key->len &&
								is_same_rest(lexicon->keys + slot->key_offset, key->bytes, key->len)))
			return slot->word;
	}
}

uint32_t
senti_lexicon_step(const SentiLexicon *lexicon, uint32_t node, uint32_t word)
{
	const SentiNode *from = &lexicon->nodes[node];
	uint32_t	low = from->first_edge;
	uint32_t	high = low + from->edge_count;

	if (!senti_lexicon_may_step(lexicon, node, word))
		return 0;
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

uint32_t
senti_lexicon_gap(const SentiLexicon *lexicon, uint32_t node)
{
	return senti_lexicon_step(lexicon, node, SENTI_GAP);
}
