/*
 * measure.c - whose voice a line is, against what was authored
 *
 * usage: measure [-v] FILE     for the format of FILE see README.md; -v shows the lines that are missed
 *
 * Prints precision and recall of each voice, the share of customer lines that
 * were taken for another's (over) and of others' lines that were taken for the
 * customer's (under), and how many messages clean() would change when it is
 * applied to its own result.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "senti_score.h"

#define TEXT_MAX 20000
#define LINES_MAX 500

static const char letters[] = "CQSKLT.";	/* by SentiVoice */

typedef struct Message
{
	char		text[TEXT_MAX];
	size_t		len;
	char		voices[LINES_MAX];	/* as authored, one letter for each line */
	size_t		lines;
} Message;

static long counts[7][7];		/* [authored][found] */
static long messages;
static long unstable;			/* clean(clean(t)) <> clean(t), or another score */

/* The voice of each line of a text. */
static size_t
classify(const char *text, size_t len, SentiVoice *voices, size_t *starts)
{
	uint8_t    *copy = malloc(len + 1);	/* as long as the text, so that a sanitizer sees what reads beyond */
	SentiStructure structure = {0};
	size_t		lines = 0;
	size_t		pos = 0;
	size_t		line_len;

	memcpy(copy, text, len);
	for (; pos < len && lines < LINES_MAX; pos += line_len + 1)
	{
		starts[lines] = pos;
		voices[lines++] = senti_structure_line(&structure, copy + pos, len - pos, &line_len);
	}
	starts[lines] = pos;
	free(copy);
	return lines;
}

/* Score in 1/10000; beyond any for a text without one. */
static int
score_of(const char *text, size_t len)
{
	static SentiScan scan;
	SentiResult result;

	senti_scan_init(&scan, &senti_scorer_rules, (const uint8_t *) text, len, NULL, NULL, NULL);
	senti_scan_run(&scan);
	senti_scan_finish(&scan, &result);
	return result.is_scored ? result.whole.score_e4 : 2 * SENTI_SCORE_ONE;
}

/* Is the text without others' lines the customer's throughout, with the score that it had? */
static bool
is_clean_stable(const Message *message, const SentiVoice *voices, const size_t *starts, size_t lines)
{
	static char own[TEXT_MAX];
	static SentiVoice again[LINES_MAX + 1];
	static size_t own_starts[LINES_MAX + 1];
	size_t		len = 0;
	bool		is_apart = false;

	for (size_t i = 0; i < lines; i++)
	{
		size_t		n = starts[i + 1] - starts[i] - 1;

		if (voices[i] != SENTI_VOICE_CUSTOMER)
		{
			is_apart = len > 0;
			continue;
		}
		if (is_apart)
			own[len++] = '\n';
		is_apart = false;
		memcpy(own + len, message->text + starts[i], n);
		len += n;
		own[len++] = '\n';
	}
	lines = classify(own, len, again, own_starts);
	for (size_t i = 0; i < lines; i++)
		if (again[i] != SENTI_VOICE_CUSTOMER && again[i] != SENTI_VOICE_BLANK)
			return false;
	return score_of(own, len) == score_of(message->text, message->len);
}

static void
measure(const Message *message, const char *title, bool is_verbose)
{
	static SentiVoice voices[LINES_MAX + 1];
	static size_t starts[LINES_MAX + 1];
	size_t		lines = classify(message->text, message->len, voices, starts);

	for (size_t i = 0; i < lines; i++)
	{
		if (message->voices[i] == '.')
			continue;

		int			authored = (int) (strchr(letters, message->voices[i]) - letters);

		counts[authored][voices[i]]++;
		if (is_verbose && authored != (int) voices[i])
			printf("%.*s: %c taken for %c: %.*s\n", (int) strcspn(title, "\n"), title, message->voices[i], letters[voices[i]],
				   (int) (starts[i + 1] - starts[i] - 1), message->text + starts[i]);
	}
	messages++;
	if (!is_clean_stable(message, voices, starts, lines))
	{
		unstable++;
		if (is_verbose)
			printf("%.*s: clean changes its own result\n", (int) strcspn(title, "\n"), title);
	}
}

static void
append(Message *message, char *line)
{
	static const char blank[] = "\u2420";	/* stands for a blank at the end of a line */
	size_t		n;

	line[strcspn(line, "\n")] = '\0';
	message->voices[message->lines++] = line[0];
	for (char *p = line[0] == '.' ? line + 1 : line + 2; *p; p += n)
	{
		bool		is_blank = strncmp(p, blank, sizeof(blank) - 1) == 0;

		n = is_blank ? sizeof(blank) - 1 : 1;
		message->text[message->len++] = is_blank ? ' ' : *p;
	}
	message->text[message->len++] = '\n';
}

static void
report(void)
{
	static const char *const names[] = {"customer", "quoted", "signature", "code", "log", "staff"};
	long		own = 0;
	long		others = 0;
	long		over = 0;
	long		under = 0;

	printf("%-10s %6s %10s %7s\n", "voice", "lines", "precision", "recall");
	for (int v = 0; v < 6; v++)
	{
		long		authored = 0;
		long		found = 0;

		for (int w = 0; w < 6; w++)
		{
			authored += counts[v][w];
			found += counts[w][v];
		}
		printf("%-10s %6ld %10.4f %7.4f\n", names[v], authored, found ? (double) counts[v][v] / found : 1.0,
			   authored ? (double) counts[v][v] / authored : 1.0);
		own += v == 0 ? authored : 0;
		others += v == 0 ? 0 : authored;
		over += v == 0 ? authored - counts[v][v] : 0;
		under += v == 0 ? 0 : counts[v][0];
	}
	printf("messages %ld, changed by clean %ld\n", messages, unstable);
	printf("over-stripping %.4f (%ld of %ld customer lines), under-stripping %.4f (%ld of %ld other lines)\n",
		   (double) over / own, over, own, (double) under / others, under, others);
}

int
main(int argc, char **argv)
{
	static Message message;
	char		line[4000];
	char		title[4000] = "";
	bool		is_verbose = argc > 2 && strcmp(argv[1], "-v") == 0;
	FILE	   *file = fopen(argv[argc - 1], "r");

	if (file == NULL)
	{
		perror(argv[argc - 1]);
		return 1;
	}
	while (fgets(line, sizeof(line), file))
	{
		if (line[0] == '#')
		{
			if (message.lines > 0)
				measure(&message, title, is_verbose);
			message.len = message.lines = 0;
			strcpy(title, line);
		}
		else
			append(&message, line);
	}
	if (message.lines > 0)
		measure(&message, title, is_verbose);
	fclose(file);
	report();
	return 0;
}
