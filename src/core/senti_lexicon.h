/*
 * senti_lexicon.h - words and phrases, looked up without allocation
 *
 * A lexicon is a trie over words.  A word that stands in any term has an id,
 * and the id is its node; a phrase is walked on from there, word by word.  Of
 * the words of a text five of six are in it, and half of these tell nothing but
 * their language: the look-up is made for the hit, and nodes and entries have
 * marks of what need not be looked at.
 * All tables are constant, hold offsets instead of pointers (a pointer would
 * cost every backend a private copy of its page) and are made at build time by
 * src/tools/senti_genlex.c.
 */
#ifndef SENTI_LEXICON_H
#define SENTI_LEXICON_H

#include "senti_class.h"
#include "senti_term.h"

/* What a word says of the language that it stands in: src/lexicon/language.tsv. */
typedef enum SentiWordLanguage
{
	SENTI_WORD_ANY,				/* English, and often the same in others: "server", "no" */
	SENTI_WORD_ENGLISH,			/* English alone: "the", "which" */
	SENTI_WORD_FOREIGN			/* of another language, and no English word */
} SentiWordLanguage;

/* What a term says; shared by all terms that say the same. */
typedef struct SentiEntry
{
	uint64_t	classes;		/* bits SENTI_CLASS(...) */
	int16_t		valence_mille;	/* -4000 .. 4000 */
	uint8_t		topic;			/* SentiTopic, or a site's own */
	uint8_t		emotion;		/* SentiEmotion */
	uint8_t		is_site;		/* 1: a term of the site's own, 0: built in */
	uint8_t		speaks;			/* 1: rules may ask for it; 0: it tells at most a language, or what stands beside a number */
	uint8_t		language:2;		/* SentiWordLanguage; of terms of one word */
	uint8_t		quantity:6;		/* SENTI_QUANTITY_...; of terms of one word */
	uint8_t		reserved;		/* zero; keeps the size a multiple of 8 */
} SentiEntry;

/* One slot of the word table: open addressing, linear probing from senti_first_slot. */
typedef struct SentiSlot
{
	uint64_t	head;			/* the key's first chunk: most keys are no longer */
	uint32_t	word;			/* id, which is also the node; 0: the slot is empty */
	uint32_t	key_len:6;
	uint32_t	key_offset:26;	/* of the whole key in the blob */
} SentiSlot;

typedef struct SentiNode
{
	uint32_t	first_edge:30;	/* index of the first edge */
	uint32_t	has_gap:1;		/* the last edge is SENTI_GAP */
	uint32_t	is_doubtful:1;	/* a word that may not be plain, or not English, and all that are unknown: node 0 */
	uint16_t	edge_count;
	uint16_t	entry;			/* index of the entry; 0: no term ends here */
} SentiNode;

typedef struct SentiEdge
{
	uint32_t	word;			/* ascending within a node; SENTI_GAP is the last */
	uint32_t	node;
} SentiEdge;

typedef struct SentiLexicon
{
	const uint64_t *filter;		/* bit set of edges: most pairs of words go on in no term */
	const SentiSlot *slots;
	const uint8_t *keys;		/* blob of folded keys, each in SENTI_KEY_ROOM bytes */
	const SentiNode *nodes;		/* node 0 is no node */
	const SentiEdge *edges;
	const SentiEntry *entries;	/* entry 0 is no entry */
	const char *version;		/* hash of the content, as text */
	uint32_t	slot_mask;		/* number of slots minus 1 */
	uint32_t	term_count;		/* terms, inflected forms included */
	uint32_t	key_bytes;		/* of the blob */
	uint32_t	node_count;		/* sizes of the tables: what senti_extend copies */
	uint32_t	edge_count;
	uint32_t	entry_count;
	const struct SentiSiteTopics *site_topics;	/* of a site's own, and their terms; NULL: none (senti_site_topic.h) */
} SentiLexicon;

#define SENTI_FILTER_BITS 18	/* log2 of the filter's bits: 32 KiB, of which a text touches little */
#define SENTI_GAP UINT32_MAX	/* the word of an edge over a gap: 1 to SENTI_GAP_WORDS_MAX words of a text */

extern const SentiLexicon senti_lexicon_builtin;

/* The slot where the search for a key begins. */
static inline uint32_t
senti_first_slot(const SentiLexicon *lexicon, const SentiKey *key)
{
	return (uint32_t) senti_key_hash(key) & lexicon->slot_mask;
}

/* The bit of the filter that is set for an edge. */
static inline uint32_t
senti_edge_bit(uint32_t node, uint32_t word)
{
	return (node * UINT32_C(0x9E3779B1) ^ word) * UINT32_C(0x85EBCA77) >> (32 - SENTI_FILTER_BITS);
}

/* May a term go on from a node by this word?  A few times it may and does not. */
static inline bool
senti_lexicon_may_step(const SentiLexicon *lexicon, uint32_t node, uint32_t word)
{
	uint32_t	bit = senti_edge_bit(node, word);

	return lexicon->filter[bit >> 6] >> (bit & 63) & 1;
}

/* Is the key the slot's?  Their heads and lengths are equal. */
static inline bool
senti_is_same_rest(const SentiLexicon *lexicon, const SentiSlot *slot, const SentiShortKey *key, const SentiKey *long_key)
{
	const uint8_t *bytes = lexicon->keys + slot->key_offset;

	return key->len == SENTI_CHUNK ||
		(senti_chunk_load(bytes + SENTI_CHUNK) == key->rest && (!long_key || memcmp(bytes, long_key->bytes, key->len) == 0));
}

/*
 * The word of the slot that has a key, 0 when none has.  Most keys are short;
 * long_key is the whole of one that is not, else NULL.
 */
static inline uint32_t
senti_find_slot(const SentiLexicon *lexicon, const SentiShortKey *key, uint64_t hash, const SentiKey *long_key)
{
	for (uint32_t i = (uint32_t) hash & lexicon->slot_mask;; i = (i + 1) & lexicon->slot_mask)
	{
		const SentiSlot *slot = &lexicon->slots[i];

		/* no key has a NUL, so that a head that is not full is all of it */
		if (slot->head == key->head &&
			(key->len < SENTI_CHUNK || (slot->key_len == key->len && senti_is_same_rest(lexicon, slot, key, long_key))))
			return slot->word;
		if (slot->word == 0)
			return 0;
	}
}

static inline uint32_t
senti_lexicon_short_word(const SentiLexicon *lexicon, const SentiShortKey *key)
{
	return senti_find_slot(lexicon, key, senti_short_key_hash(key), NULL);
}

/* Node of one folded word, 0 when it stands in no term. */
static inline uint32_t
senti_lexicon_word(const SentiLexicon *lexicon, const SentiKey *key)
{
	SentiShortKey start = {senti_chunk_load(key->bytes), senti_chunk_load(key->bytes + SENTI_CHUNK), (uint32_t) key->len};

	return key->len == 0 ? 0 : senti_find_slot(lexicon, &start, senti_key_hash(key), key->len > 2 * SENTI_CHUNK ? key : NULL);
}

/* senti_lexicon_step without the filter. */
extern uint32_t senti_lexicon_find_edge(const SentiLexicon *lexicon, uint32_t node, uint32_t word);

/* Node reached from a node by one more word, 0 when no term goes on so. */
static inline uint32_t
senti_lexicon_step(const SentiLexicon *lexicon, uint32_t node, uint32_t word)
{
	return senti_lexicon_may_step(lexicon, node, word) ? senti_lexicon_find_edge(lexicon, node, word) : 0;
}

/* Node reached over a gap, 0 when no term has one here. */
static inline uint32_t
senti_lexicon_gap(const SentiLexicon *lexicon, uint32_t node)
{
	const SentiNode *from = &lexicon->nodes[node];

	return from->has_gap ? lexicon->edges[from->first_edge + from->edge_count - 1].node : 0;
}

/* The entry that ends at a node, NULL when none does. */
static inline const SentiEntry *
senti_lexicon_entry(const SentiLexicon *lexicon, uint32_t node)
{
	uint16_t	entry = lexicon->nodes[node].entry;

	return entry ? &lexicon->entries[entry] : NULL;
}

#endif							/* SENTI_LEXICON_H */
