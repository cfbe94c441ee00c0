/*
 * senti_token.h - the scanner: from text to tokens, without a copy
 *
 * Tokens are spans of the input.  Lines that are not the customer's own words
 * are passed over; they count in the offsets only.
 */
#ifndef SENTI_TOKEN_H
#define SENTI_TOKEN_H

#include "senti_segment.h"
#include "senti_structure.h"
#include "senti_text.h"

/* A longer word is cut: it is in no lexicon, and the scan stays cancellable. */
#define SENTI_WORD_MAX 4096

typedef enum SentiTokenKind
{
	SENTI_TOKEN_WORD,			/* letters, with inner apostrophes */
	SENTI_TOKEN_NUMBER,			/* digits, with inner points and commas, and a unit glued on */
	SENTI_TOKEN_EMOJI,			/* an emoji or an emoticon */
	SENTI_TOKEN_OPAQUE,			/* link, address, path, identifier, inline code: carries no words */
	SENTI_TOKEN_CLAUSE,			/* punctuation or line end inside a sentence */
	SENTI_TOKEN_SENTENCE		/* end of a sentence */
} SentiTokenKind;

#define SENTI_TOKEN_CAPS		0x01	/* all letters are capitals, at least three */
#define SENTI_TOKEN_ELONGATED	0x02	/* three or more equal letters in a row */
#define SENTI_TOKEN_QUESTION	0x04	/* the end mark contains a question mark */
#define SENTI_TOKEN_EXCLAIM		0x08	/* the end mark contains an exclamation mark */
#define SENTI_TOKEN_ACCENTED	0x10	/* has Latin letters beyond ASCII */
#define SENTI_TOKEN_SCARE		0x20	/* opens a quotation of a few words: 'smart' */
#define SENTI_TOKEN_LARGE		0x40	/* a number of SENTI_LARGE_NUMBER or more */
#define SENTI_TOKEN_SCRIPT		0x80	/* has letters of a script other than Latin */

typedef struct SentiToken
{
	uint32_t	start;			/* byte offset in the text */
	uint32_t	end;			/* byte offset after the token */
	uint8_t		kind;			/* SentiTokenKind */
	uint8_t		flags;
} SentiToken;

typedef struct SentiScanner
{
	const uint8_t *text;
	uint32_t	len;
	uint32_t	pos;
	uint32_t	line_end;		/* where the current line of the customer's ends */
	uint32_t	last_start;		/* of the text's last bytes, as last has them */
	uint8_t		last[2 * SENTI_BLOCK + 1];	/* the last block of the text, zeros behind it: a block may begin anywhere in it */
	uint32_t	segment_start;	/* of the piece of an unspaced run that segment_ends cuts */
	uint8_t		segment_count;	/* words of it */
	uint8_t		segment_next;	/* the word that comes next */
	uint8_t		segment_ends[SENTI_SEGMENT_BYTES];
	uint32_t	hashtag_end;	/* end of the last hashtag met */
	bool		has_lines;		/* a line that is not blank was met, whoever's it is */
	SentiStructure structure;
} SentiScanner;

/* Start scanning; len must be below 2^32.  The text must outlive the scanner. */
extern void senti_scanner_init(SentiScanner *scanner, const uint8_t *text, size_t len);

/* The same for a text of which every line is the customer's. */
extern void senti_scanner_init_whole(SentiScanner *scanner, const uint8_t *text, size_t len);

/* The next token; false at the end of the text. */
extern bool senti_token_next(SentiScanner *scanner, SentiToken *token);

/* What a step by the long way came to. */
typedef enum SentiStep
{
	SENTI_STEP_END,				/* the text has no more */
	SENTI_STEP_TOKEN,
	SENTI_STEP_OVER				/* went over something that is no token */
} SentiStep;

/* The long way, which reads any text; the short way of senti_plain.h leaves to it what is no plain word. */
extern SentiStep senti_token_step(SentiScanner *scanner, SentiToken *token);

/* One word of a script without spaces that begins at token->start; where nothing cuts them, a run of letters. */
extern void senti_token_scan_unspaced(SentiScanner *scanner, SentiToken *token);

#endif							/* SENTI_TOKEN_H */
