/*
 * senti_text.h - UTF-8 in, folded keys out
 *
 * Only this file and senti_token.c look at the bytes of a text.  Every
 * function takes pointer and length and reads no byte beyond.  A byte that is
 * not UTF-8 (possible in a SQL_ASCII database) is one separator; nothing fails.
 */
#ifndef SENTI_TEXT_H
#define SENTI_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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
} SentiCharProperty;

#define SENTI_INVALID_CHAR UINT32_C(0xFFFFFFFF)	/* stands for a byte that is not UTF-8 */
#define SENTI_KEY_MAX 48		/* bytes of the longest key; a longer word is in no lexicon */

/* One word folded for look-up: case, compatibility forms, accents, quotes. */
typedef struct SentiKey
{
	uint8_t		bytes[SENTI_KEY_MAX];
	size_t		len;			/* 0 when the word does not fit */
} SentiKey;

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

/* Number of characters in len bytes; a byte that is not UTF-8 counts as one. */
extern size_t senti_char_count(const uint8_t *text, size_t len);

/*
 * Fold len bytes of one word into a key.  With max_run > 0 a run of equal
 * letters longer than max_run is cut to max_run ("soooo" -> "soo" -> "so").
 */
extern void senti_fold_word(const uint8_t *text, size_t len, int max_run, SentiKey *key);

/* 64-bit FNV-1a; part of the lexicon's file format. */
extern uint64_t senti_key_hash(const uint8_t *bytes, size_t len);

#endif							/* SENTI_TEXT_H */
