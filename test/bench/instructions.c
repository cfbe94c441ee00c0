/*
 * instructions.c - score the texts of a corpus file, one at a time, for a profiler to count
 *
 * usage: counted FILE.tsv ...		the column "text" of each row
 *
 * Prints the number of bytes scored.  What the core costs lies inside
 * score_text, which test/bench/instructions has callgrind count.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "senti_score.h"

#define LINE_MAX_BYTES 65536

/* What score() does with one text. */
__attribute__((noinline)) static int32_t
score_text(const uint8_t *text, size_t len)
{
	SentiScan	scan;
	SentiResult result;

	senti_scan_init(&scan, &senti_scorer_builtin, text, len, NULL, NULL, NULL);
	scan.is_score_only = true;
	senti_scan_run(&scan);
	senti_scan_finish(&scan, &result);
	return result.whole.score_e4;
}

/* The nth column of a line, ended by a NUL; NULL when there are fewer. */
static char *
column(char *line, int n)
{
	for (; n > 0 && line; n--)
	{
		line = strchr(line, '\t');
		line += line != NULL;
	}
	if (line)
		line[strcspn(line, "\t\n")] = '\0';
	return line;
}

/* "\n" and "\\" as COPY writes them, in place; returns the length. */
static size_t
unescape(char *text)
{
	char	   *out = text;

	for (const char *in = text; *in; in++)
	{
		if (*in == '\\' && in[1] != '\0')
			*out++ = *++in == 'n' ? '\n' : *in;
		else
			*out++ = *in;
	}
	return (size_t) (out - text);
}

int
main(int argc, char **argv)
{
	static char line[LINE_MAX_BYTES];
	size_t		bytes = 0;
	volatile int32_t result;

	for (int i = 1; i < argc; i++)
	{
		FILE	   *file = fopen(argv[i], "r");
		int			text_column = -1;

		if (!file)
		{
			perror(argv[i]);
			return 1;
		}
		while (fgets(line, sizeof(line), file))
		{
			char	   *text;
			size_t		len;

			if (text_column < 0)
			{
				char	   *end = strstr(line, "\ttext\t");

				text_column = end != NULL;
				for (const char *p = line; end && p < end; p++)
					text_column += *p == '\t';
				continue;
			}
			text = column(line, text_column);
			if (!text)
				continue;
			len = unescape(text);
			result = score_text((const uint8_t *) text, len);
			(void) result;
			bytes += len;
		}
		fclose(file);
	}
	printf("%zu\n", bytes);
	return 0;
}
