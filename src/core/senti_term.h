/*
 * senti_term.h - terms as people write them, cut into the keys that a text gives
 */
#ifndef SENTI_TERM_H
#define SENTI_TERM_H

#include "senti_text.h"

#define SENTI_TERM_WORDS_MAX 6	/* words of the longest term, its gap counted as one */
#define SENTI_TERM_BYTES_MAX (SENTI_TERM_WORDS_MAX * (SENTI_KEY_MAX + 1))	/* of its folded form */
#define SENTI_GAP_WORDS_MAX 3	/* words of a text that a gap takes; at least one */

/* The words of a term; the key of a gap is empty. */
typedef struct SentiTermWords
{
	SentiKey	keys[SENTI_TERM_WORDS_MAX];
	int			count;
} SentiTermWords;

typedef enum SentiTermStatus
{
	SENTI_TERM_OK,
	SENTI_TERM_EMPTY,
	SENTI_TERM_NOT_WORDS,
	SENTI_TERM_TOO_MANY_WORDS,
	SENTI_TERM_LONG_WORD,
	SENTI_TERM_BAD_GAP,
	SENTI_TERM_BAD_FORM			/* see senti_forms_check */
} SentiTermStatus;

/*
 * Cut a term into words and fold them, by the scanner that reads the texts.  A
 * "*" between two words is a gap.
 */
extern SentiTermStatus senti_term_cut(const uint8_t *text, size_t len, SentiTermWords *words);

/*
 * The folded form of a term: its keys separated by one space, the gap as "*".
 * Cutting it gives the same words.
 */
extern SentiTermStatus senti_term_fold(const uint8_t *text, size_t len,
									   uint8_t out[SENTI_TERM_BYTES_MAX], size_t *out_len);

/* What is wrong, as a sentence; static storage. */
extern const char *senti_term_message(SentiTermStatus status);

#endif							/* SENTI_TERM_H */
