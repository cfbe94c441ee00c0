/*
 * senti_text.h - UTF-8 in, folded keys out
 *
 * Only this file, senti_token.c and senti_plain.h look at the bytes of a text
 * for its words; senti_line.h looks at what its lines are.
 * Every function takes pointer and length and reads no byte beyond; those of
 * chunks and blocks take as many bytes as their name says.  A byte that is
 * not UTF-8 (possible in a SQL_ASCII database) is one separator; nothing fails.
 */
#ifndef SENTI_TEXT_H
#define SENTI_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#if defined(__SSE2__) && !defined(SENTI_NO_SIMD)
#include <emmintrin.h>
#endif

/* What a code point is to the scanner. */
typedef enum SentiCharClass
{
	SENTI_CHAR_OTHER,			/* separates, carries nothing */
	SENTI_CHAR_SPACE,			/* white space within a line */
	SENTI_CHAR_NEWLINE,			/* ends a line */
	SENTI_CHAR_LETTER,
	SENTI_CHAR_DIGIT,
	SENTI_CHAR_MARK,			/* combining mark, joiner, selector: no width of its own */
	SENTI_CHAR_APOSTROPHE,		/* ' and its typographic relatives */
	SENTI_CHAR_HYPHEN,			/* - and the short dashes */
	SENTI_CHAR_PUNCT,
	SENTI_CHAR_EMOJI
} SentiCharClass;

/* Properties of one code point; the table is generated from utf8proc. */
typedef struct SentiCharProperty
{
	int32_t		fold_delta;		/* folded code point minus code point */
	uint8_t		char_class;		/* SentiCharClass */
	uint8_t		is_upper;		/* folds to another letter as capitals do */
	uint8_t		is_latin;		/* letter of the Latin script, or a symbol made of one */
	uint8_t		is_unspaced;	/* letter of a script that puts no spaces between words */
} SentiCharProperty;

#define SENTI_INVALID_CHAR UINT32_C(0xFFFFFFFF)	/* stands for a byte that is not UTF-8 */
#define SENTI_KEY_MAX 48		/* bytes of the longest key; a longer word is in no lexicon */
#define SENTI_CHUNK 8			/* bytes that are handled at once, as one number */

/* Bytes that a key takes where keys are stored: whole chunks, the last filled up with zeros. */
#define SENTI_KEY_ROOM(len) (((len) + SENTI_CHUNK - 1) / SENTI_CHUNK * SENTI_CHUNK)

/* One word folded for look-up: case, compatibility forms, accents, quotes. */
typedef struct SentiKey
{
	uint8_t		bytes[SENTI_KEY_MAX + SENTI_CHUNK]; /* zeros from len to SENTI_KEY_ROOM(len) */
	size_t		len;			/* 0 when the word does not fit */
} SentiKey;

/* A key of at most two chunks, held in registers. */
typedef struct SentiShortKey
{
	uint64_t	head;			/* its chunks, zeros behind the end */
	uint64_t	rest;
	uint32_t	len;			/* 1 .. 2 * SENTI_CHUNK */
} SentiShortKey;

/* Eight bytes, a chunk, as a number, the first lowest, whatever the machine's byte order. */
static inline uint64_t
senti_chunk_load(const uint8_t *bytes)
{
	uint64_t	chunk;

	memcpy(&chunk, bytes, sizeof(chunk));
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	chunk = __builtin_bswap64(chunk);
#endif
	return chunk;
}

static inline void
senti_chunk_store(uint8_t *bytes, uint64_t chunk)
{
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	chunk = __builtin_bswap64(chunk);
#endif
	memcpy(bytes, &chunk, sizeof(chunk));
}

/* A number with the same byte eight times. */
#define SENTI_CHUNK_OF(byte) (UINT64_C(0x0101010101010101) * (byte))

/* The top bit of each byte that is an ASCII letter. */
static inline uint64_t
senti_chunk_letters(uint64_t chunk)
{
	uint64_t	small = (chunk | SENTI_CHUNK_OF(0x20)) & SENTI_CHUNK_OF(0x7F);
	uint64_t	from_a = small + SENTI_CHUNK_OF(0x80 - 'a');
	uint64_t	beyond_z = small + SENTI_CHUNK_OF(0x80 - 'z' - 1);

	return from_a & ~beyond_z & ~chunk & SENTI_CHUNK_OF(0x80);
}

/* Bytes that one look takes in: the words of nearly all texts. */
#define SENTI_BLOCK 16

/* Bit i tells whether byte i of a block is an ASCII letter. */
static inline uint32_t
senti_block_letters(const uint8_t *bytes)
{
#if defined(__SSE2__) && !defined(SENTI_NO_SIMD)
	__m128i		small = _mm_or_si128(_mm_loadu_si128((const __m128i *) bytes), _mm_set1_epi8(0x20));

	/* a..z become the largest signed numbers */
	return (uint32_t) _mm_movemask_epi8(_mm_cmpgt_epi8(_mm_add_epi8(small, _mm_set1_epi8(0x7F - 'z')),
													   _mm_set1_epi8('a' - 1 + 0x7F - 'z')));
#else
	/* the multiplication gathers the top bits of eight bytes */
	uint64_t	low = (senti_chunk_letters(senti_chunk_load(bytes)) >> 7) * UINT64_C(0x0102040810204080) >> 56;
	uint64_t	high = (senti_chunk_letters(senti_chunk_load(bytes + SENTI_CHUNK)) >> 7) * UINT64_C(0x0102040810204080) >> 56;

	return (uint32_t) (low | high << SENTI_CHUNK);
#endif
}

/* Number of ones below the lowest zero of a number below 2^31. */
static inline uint32_t
senti_trailing_ones(uint32_t bits)
{
	return (uint32_t) __builtin_ctz(~bits);
}

/* Among ASCII characters, does a small letter stand three times in a row? */
static inline bool
senti_chunk_has_run(uint64_t chunk)
{
	uint64_t	differs = chunk ^ chunk >> 8;	/* byte i: from its next */

	differs |= differs >> 8;	/* or its next from the one behind */
	return (~(differs + SENTI_CHUNK_OF(0x7F)) & chunk << 1 & SENTI_CHUNK_OF(0x80)) != 0;
}

/* The same for characters beyond ASCII, and for bytes that are none. */
extern size_t senti_char_decode(const uint8_t *text, size_t len, uint32_t *code);
extern const SentiCharProperty *senti_char_property_beyond_ascii(uint32_t code);

/* Properties of ASCII, apart: most text is, and they fit 1 KiB. */
extern const SentiCharProperty senti_ascii_properties[128];

/* Decode the character at text (len > 0 bytes left); returns its length in bytes, at least 1. */
static inline size_t
senti_char_next(const uint8_t *text, size_t len, uint32_t *code)
{
	if (text[0] >= 0x80)
		return senti_char_decode(text, len, code);
	*code = text[0];
	return 1;
}

/* Properties of a code point; never NULL, also for SENTI_INVALID_CHAR. */
static inline const SentiCharProperty *
senti_char_property(uint32_t code)
{
	return code < 0x80 ? &senti_ascii_properties[code] : senti_char_property_beyond_ascii(code);
}

/*
 * The number that a text of len bytes begins with, in tenths, at most 10^7; commas
 * part thousands.  *digits becomes the bytes that it takes.
 */
extern uint32_t senti_number_tenths(const uint8_t *text, size_t len, size_t *digits);

/* Number of characters in len bytes; a byte that is not UTF-8 counts as one. */
extern size_t senti_char_count(const uint8_t *text, size_t len);

/*
 * Fold len bytes of one word into a key.  With max_run > 0 a run of equal
 * letters longer than max_run is cut to max_run ("soooo" -> "soo" -> "so").
 */
extern void senti_fold_word(const uint8_t *text, size_t len, int max_run, SentiKey *key);

#define SENTI_HASH_FACTOR UINT64_C(0x9E3779B97F4A7C15)	/* 2^64 / golden ratio */

/* One more chunk of a key: multiplies, and brings the upper bits, which depend on all, down to the lower. */
static inline uint64_t
senti_hash_chunk(uint64_t hash, uint64_t chunk)
{
	hash = (hash ^ chunk) * SENTI_HASH_FACTOR;
	return hash ^ hash >> 32;
}

static inline uint64_t
senti_key_hash(const SentiKey *key)
{
	uint64_t	hash = 0;

	for (size_t i = 0; i < key->len; i += SENTI_CHUNK)
		hash = senti_hash_chunk(hash, senti_chunk_load(key->bytes + i));
	return hash;
}

static inline uint64_t
senti_short_key_hash(const SentiShortKey *key)
{
	uint64_t	hash = senti_hash_chunk(0, key->head);
	uint64_t	longer = senti_hash_chunk(hash, key->rest);

	return key->len > SENTI_CHUNK ? longer : hash;
}

/* Does an ASCII character of a folded key stand three times in a row? */
extern bool senti_key_has_run(const SentiKey *key);

static inline bool
senti_short_key_has_run(const SentiShortKey *key)
{
	return senti_chunk_has_run(key->head) ||
		(key->rest != 0 && (senti_chunk_has_run(key->head >> 32 | key->rest << 32) || senti_chunk_has_run(key->rest)));
}

#endif							/* SENTI_TEXT_H */
