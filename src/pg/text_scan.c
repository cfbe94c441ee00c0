/*
 * text_scan.c - a text value on its way through the scorer
 */
#include "postgres.h"

#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/builtins.h"

#include "pg_compat.h"
#include "text_scan.h"

bool
text_scan_converts(void)
{
	return GetDatabaseEncoding() != PG_UTF8 && GetDatabaseEncoding() != PG_SQL_ASCII;
}

void
text_scan_open(TextScan *scan, text *value, const SentiScorer *scorer)
{
	scan->bytes = (const uint8_t *) VARDATA_ANY(value);
	scan->len = VARSIZE_ANY_EXHDR(value);
	scan->cursor_byte = 0;
	scan->cursor_char = 0;
	if (text_scan_converts())
	{
		const char *source = (const char *) scan->bytes;
		char	   *converted = pg_server_to_any(source, scan->len, PG_UTF8);

		/* the conversion returns its argument when there is nothing to convert */
		if (converted != source)
		{
			scan->bytes = (const uint8_t *) converted;
			scan->len = strlen(converted);
		}
	}

	senti_scan_init(&scan->scan, scorer, scan->bytes, scan->len,
					NULL, NULL, &InterruptPending);
}

void
text_scan_run(TextScan *scan)
{
	while (senti_scan_run(&scan->scan) == SENTI_INTERRUPTED)
		CHECK_FOR_INTERRUPTS();
	senti_scan_finish(&scan->scan, &scan->result);
}

void
text_scan(TextScan *scan, text *value, const SentiScorer *scorer)
{
	text_scan_open(scan, value, scorer);
	text_scan_run(scan);
}

void
text_scan_score(TextScan *scan, text *value, const SentiScorer *scorer)
{
	text_scan_open(scan, value, scorer);
	scan->scan.is_score_only = true;
	text_scan_run(scan);
}

bool
text_has_speakers(text *value)
{
	TextScan	scan;

	/* its first line already asks who speaks in all of it */
	text_scan_open(&scan, value, &senti_scorer_rules);
	return scan.scan.scanner.structure.transcript.staff_count > 0;
}

/* Characters between two byte offsets; a SQL_ASCII database counts bytes. */
static size_t
count_between(const TextScan *scan, size_t from, size_t to)
{
	if (GetDatabaseEncoding() == PG_SQL_ASCII)
		return to - from;
	return senti_char_count(scan->bytes + from, to - from);
}

int32
text_scan_char(TextScan *scan, size_t byte)
{
	/* findings come nearly in order, so the cursor seldom goes far */
	if (byte >= scan->cursor_byte)
		scan->cursor_char += count_between(scan, scan->cursor_byte, byte);
	else
		scan->cursor_char -= count_between(scan, byte, scan->cursor_byte);
	scan->cursor_byte = byte;
	return (int32) scan->cursor_char;
}

text *
server_text(const char *bytes, int len)
{
	char	   *converted;

	if (!text_scan_converts())
		return cstring_to_text_with_len(bytes, len);
	converted = pg_any_to_server(bytes, len, PG_UTF8);
	if (converted == bytes)
		return cstring_to_text_with_len(bytes, len);
	return cstring_to_text(converted);
}

text *
text_scan_slice(const TextScan *scan, size_t start, size_t end)
{
	return server_text((const char *) scan->bytes + start, (int) (end - start));
}
