/*
 * senti_unspaced.c - the scanner's way through scripts without spaces
 */
#include "senti_token.h"

#define ZERO_WIDTH_SPACE 0x200B	/* ends a word where no other space does */

/* End of the run of unspaced letters at pos, or of the last that ends by limit. */
static uint32_t
unspaced_end(const SentiScanner *scanner, uint32_t pos, uint32_t limit)
{
	for (;;)
	{
		const SentiCharProperty *property;
		uint32_t	char_len;
		uint32_t	code;

		if (pos >= scanner->line_end)
			return pos;
		char_len = (uint32_t) senti_char_next(scanner->text + pos, scanner->line_end - pos, &code);
		property = senti_char_property(code);
		if ((!property->is_unspaced && property->char_class != SENTI_CHAR_MARK) || code == ZERO_WIDTH_SPACE || pos + char_len > limit)
			return pos;
		pos += char_len;
	}
}

/* Cut the next piece of a run into words; the last may go on behind the piece and is left to the next. */
static void
cut_unspaced(SentiScanner *scanner, uint32_t start)
{
	uint32_t	end = unspaced_end(scanner, start, start + SENTI_SEGMENT_BYTES);
	bool		goes_on = unspaced_end(scanner, end, end + 4) > end;

	scanner->segment_start = start;
	scanner->segment_next = 0;
	scanner->segment_count = (uint8_t) senti_segment(scanner->text + start, end - start, scanner->segment_ends);
	if (goes_on && scanner->segment_count > 1)
		scanner->segment_count--;
}

void
senti_token_scan_unspaced(SentiScanner *scanner, SentiToken *token)
{
	uint32_t	start = token->start;

	token->kind = SENTI_TOKEN_WORD;
	token->flags = SENTI_TOKEN_SCRIPT;
	token->end = 0;
	if (senti_segment)
	{
		if (scanner->segment_next == 0 || scanner->segment_next == scanner->segment_count ||
			scanner->segment_start + scanner->segment_ends[scanner->segment_next - 1] != start)
			cut_unspaced(scanner, start);
		if (scanner->segment_count > 0)
			token->end = scanner->segment_start + scanner->segment_ends[scanner->segment_next++];
	}
	if (token->end == 0)
		token->end = unspaced_end(scanner, start, start + SENTI_WORD_MAX);
	scanner->pos = token->end;
}
