/*
 * text_scan.h - a text value on its way through the scorer
 *
 * The one bridge from a Datum to the core: encoding, interrupts, and byte
 * offsets turned into the 1-based characters that SQL's substring counts.
 */
#ifndef TEXT_SCAN_H
#define TEXT_SCAN_H

#include "senti_score.h"

typedef struct TextScan
{
	const uint8_t *bytes;		/* UTF-8, or raw bytes in a SQL_ASCII database */
	size_t		len;
	size_t		cursor_byte;	/* last position that was turned into characters */
	size_t		cursor_char;	/* characters before it */
	SentiScan	scan;
	SentiResult result;
} TextScan;

/* Are texts of this database converted to UTF-8 first, which a character that has no equivalent fails? */
extern bool text_scan_converts(void);

/*
 * Make a text ready to be scored, or read in another way.  bytes point into the
 * value where the database is UTF-8: it must stay as long as the scan is used.
 */
extern void text_scan_open(TextScan *scan, text *value, const SentiScorer *scorer);

/* Score what was opened.  Serves interrupts (and may so throw an ERROR). */
extern void text_scan_run(TextScan *scan);

/* Both. */
extern void text_scan(TextScan *scan, text *value, const SentiScorer *scorer);

/* The same for the score, its label and probabilities alone (is_score_only). */
extern void text_scan_score(TextScan *scan, text *value, const SentiScorer *scorer);

/* Is the text a transcript, in which staff is told from customers? */
extern bool text_has_speakers(text *value);

/* Characters before a byte offset. */
extern int32 text_scan_char(TextScan *scan, size_t byte);

/* The text between two byte offsets, palloc'd, in the server's encoding. */
extern text *text_scan_slice(const TextScan *scan, size_t start, size_t end);

/* UTF-8 bytes (of a SQL_ASCII database: any) as text in the server's encoding, palloc'd. */
extern text *server_text(const char *bytes, int len);

/* A value in 1/10000 as float8. */
static inline Datum
score_datum(int32_t score_e4)
{
	return Float8GetDatum(score_e4 / (float8) SENTI_SCORE_ONE);
}

#endif							/* TEXT_SCAN_H */
