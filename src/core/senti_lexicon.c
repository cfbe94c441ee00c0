/*
 * senti_lexicon.c - look-up of words and phrases
 */
#include "senti_lexicon.h"

/* Both keys have len bytes, and zeros up to a whole chunk. */
static inline bool
is_same_key(const uint8_t *a, const uint8_t *b, size_t len)
{
	for (size_t i = 0; i < len; i += SENTI_CHUNK)
		if (senti_chunk_load(a + i) != senti_chunk_load(b + i))
			return false;
	return true;
}

uint32_t
senti_lexicon_word(const SentiLexicon *lexicon, const SentiKey *key)
{
	uint64_t	hash;
	uint32_t	bit;
	uint16_t	fingerprint;

	if (key->len == 0)
		return 0;
	hash = senti_key_hash(key);
	bit = senti_filter_bit(hash);
	if (!(lexicon->filter[bit >> 6] >> (bit & 63) & 1))
		return 0;

	fingerprint = senti_fingerprint(hash);
	for (uint32_t i = senti_first_slot(lexicon, hash);; i = (i + 1) & lexicon->slot_mask)
	{
		const SentiSlot *slot = &lexicon->slots[i];

		if (slot->key_len == 0)
			return 0;
		if (slot->fingerprint == fingerprint && slot->key_len == key->len &&
			is_same_key(lexicon->keys + slot->key_offset, key->bytes, key->len))
			return slot->word;
	}
}

uint32_t
senti_lexicon_step(const SentiLexicon *lexicon, uint32_t node, uint32_t word)
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

uint32_t
senti_lexicon_gap(const SentiLexicon *lexicon, uint32_t node)
{
	const SentiNode *from = &lexicon->nodes[node];
	const SentiEdge *last;

	if (from->edge_count == 0)
		return 0;
	last = &lexicon->edges[from->first_edge + from->edge_count - 1];
	return last->word == SENTI_GAP ? last->node : 0;
}

const SentiEntry *
senti_lexicon_entry(const SentiLexicon *lexicon, uint32_t node)
{
	uint16_t	entry = lexicon->nodes[node].entry;

	return entry ? &lexicon->entries[entry] : NULL;
}
