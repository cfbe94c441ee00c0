/*
 * senti_segment.c - ICU's word boundaries
 */
#include "senti_segment.h"

#include <unicode/ubrk.h>

/* Opened at the first run and kept as long as the process lives: opening reads ICU's data. */
static UBreakIterator *words;

int
senti_segment(const uint8_t *run, size_t len, uint8_t ends[SENTI_SEGMENT_BYTES])
{
	UErrorCode	status = U_ZERO_ERROR;
	UText		text = UTEXT_INITIALIZER;
	int			count = 0;

	if (words == NULL)
		words = ubrk_open(UBRK_WORD, "", NULL, 0, &status);
	utext_openUTF8(&text, (const char *) run, (int64_t) len, &status);
	if (words != NULL)
		ubrk_setUText(words, &text, &status);
	if (words != NULL && U_SUCCESS(status))
		for (int32_t end = ubrk_next(words); end != UBRK_DONE; end = ubrk_next(words))
			ends[count++] = (uint8_t) end;
	utext_close(&text);
	return count;
}
