/*
 * senti_plain.h - the short way for plain words
 *
 * Most of a text is words of ASCII letters between blanks.  They are read and
 * folded in a block of bytes, in registers, and give the token and the key that
 * senti_token_scan and senti_fold_word would give; everything else is left to them.
 */
#ifndef SENTI_PLAIN_H
#define SENTI_PLAIN_H

#include "senti_token.h"

/* A word of less than SENTI_BLOCK bytes: ASCII letters and at most one apostrophe between. */
typedef struct SentiPlain
{
	SentiShortKey key;
	uint32_t	start;			/* bytes in the text */
	uint32_t	end;
	uint8_t		flags;			/* SENTI_TOKEN_CAPS or 0 */
} SentiPlain;

/*
 * A plain word of len letters by what stands behind them, letters being a bit
 * for each letter of the block: its length, which an apostrophe may add to, or 0.
 */
extern uint32_t senti_plain_length(const uint8_t *block, uint32_t letters, uint32_t len);

/* May a plain word begin with the byte at pos, where no blank stands before?  Not in quotation marks or a hashtag. */
extern bool senti_may_begin_plain(const uint8_t *text, uint32_t pos, uint8_t first);

/* Are the len bytes of a word, less than SENTI_BLOCK and more than two, without a small letter? */
extern bool senti_is_capitals(const uint8_t *block, uint32_t len);

/* The key of the first len bytes of a block, which has no NUL. */
static inline SentiShortKey
senti_fold_block(const uint8_t *block, uint32_t len)
{
	static const uint8_t ones_and_zeros[2 * SENTI_BLOCK] = {
		0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF
	};
	const uint8_t *mask = ones_and_zeros + SENTI_BLOCK - len;
	SentiShortKey key;

	key.head = (senti_chunk_load(block) | SENTI_CHUNK_OF(0x20)) & senti_chunk_load(mask);
	key.rest = (senti_chunk_load(block + SENTI_CHUNK) | SENTI_CHUNK_OF(0x20)) & senti_chunk_load(mask + SENTI_CHUNK);
	key.len = len;
	return key;
}

/*
 * The plain word that begins at the scanner's place, or behind one blank there;
 * false when there is none.  A word in which a letter stands three times in a row
 * is none either, but that is left to the caller, who may know it by its key.
 */
static inline bool
senti_plain_next(const SentiScanner *scanner, uint32_t pos, SentiPlain *plain)
{
	const uint8_t *block = pos < scanner->last_start ? scanner->text + pos : scanner->last + (pos - scanner->last_start);
	uint32_t	letters;
	uint32_t	len;

	if (*block == ' ')
	{
		block++;
		pos++;
	}
	else if (!senti_may_begin_plain(scanner->text, pos, *block))
		return false;
	letters = senti_block_letters(block);
	len = senti_trailing_ones(letters);
	if (len - 1 >= SENTI_BLOCK - 2)
		return false;			/* none, or too many */
	if (block[len] != ' ' && block[len] != ',' && (len = senti_plain_length(block, letters, len)) == 0)
		return false;
	plain->key = senti_fold_block(block, len);
	plain->start = pos;
	plain->end = pos + len;
	plain->flags = 0;
	/* the second letter tells for most */
	if (!(block[1] & 0x20) && len > 2 && senti_is_capitals(block, len))
		plain->flags = SENTI_TOKEN_CAPS;
	return true;
}

#endif							/* SENTI_PLAIN_H */
