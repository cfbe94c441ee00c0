/*
 * unit.c - runs the unit tests; with arguments, those whose names contain one
 */
#include "unit.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct
{
	const char *area;
	const UnitTest *tests;
}			areas[] = {
	{"text", text_tests},
	{"token", token_tests},
	{"topic", topic_tests},
	{"separation", separation_tests},
	{"series", series_tests},
	{"structure", structure_tests},
	{"inflect", inflect_tests},
	{"term", term_tests},
	{"language", language_tests},
	{"lexicon", lexicon_tests},
	{"extend", extend_tests},
	{"oracle", oracle_tests},
	{"score", score_tests},
	{"fixed", fixed_tests},
	{"feature", feature_tests},
	{"model", model_tests},
	{"emotion", emotion_tests},
	{"belief", belief_tests},
	{"quantity", quantity_tests},
	{"fit", fit_tests}, {"identity", identity_tests},
	{"wide", wide_tests},
	{"summary", summary_tests},
	{"summary text", summary_text_tests},
	{"train", train_tests},
	{"trajectory", trajectory_tests},
	{"transcript", transcript_tests},
	{"alert", alert_tests},
	{"watch", watch_tests},
	{"confidence", confidence_tests},
};

#define SHOWN_FAILURES 8		/* of one test; a broken loop would fill the screen */

static int	failures;			/* of the running test */
static const char *about;

static bool
note(bool holds, const char *file, int line, const char *expr)
{
	if (holds)
		return true;
	if (++failures > SHOWN_FAILURES)
		return false;
	printf("%s:%d: %s", file, line, expr);
	if (about)
		printf("  [%s]", about);
	return false;
}

static bool
is_shown(void)
{
	return failures <= SHOWN_FAILURES;
}

bool
unit_check(bool holds, const char *file, int line, const char *expr)
{
	if (!note(holds, file, line, expr) && is_shown())
		printf("\n");
	return holds;
}

bool
unit_check_int(int64_t actual, int64_t expected, const char *file, int line, const char *expr)
{
	if (!note(actual == expected, file, line, expr) && is_shown())
		printf(": %" PRId64 ", expected %" PRId64 "\n", actual, expected);
	return actual == expected;
}

bool
unit_check_hex(uint64_t actual, uint64_t expected, const char *file, int line, const char *expr)
{
	if (!note(actual == expected, file, line, expr) && is_shown())
		printf(": 0x%" PRIx64 ", expected 0x%" PRIx64 "\n", actual, expected);
	return actual == expected;
}

bool
unit_check_str(const char *actual, const char *expected, const char *file, int line, const char *expr)
{
	bool		holds = strcmp(actual, expected) == 0;

	if (!note(holds, file, line, expr) && is_shown())
		printf("\n\tis       %s\n\texpected %s\n", actual, expected);
	return holds;
}

bool
unit_check_near(double actual, double expected, double tolerance, const char *file, int line, const char *expr)
{
	bool		holds = fabs(actual - expected) <= tolerance;	/* false for NaN */

	if (!note(holds, file, line, expr) && is_shown())
		printf(": %.17g, expected %.17g within %g\n", actual, expected, tolerance);
	return holds;
}

void
unit_about(const char *text)
{
	about = text;
}

uint8_t *
unit_copy(const void *bytes, size_t len)
{
	uint8_t    *copy = malloc(len);

	if (len > 0 && copy == NULL)
		abort();
	if (len > 0)
		memcpy(copy, bytes, len);
	return copy;
}

uint64_t
unit_random(uint64_t *state)
{
	uint64_t	z = (*state += UINT64_C(0x9E3779B97F4A7C15));

	z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
	return z ^ (z >> 31);
}

int64_t
unit_between(uint64_t *state, int64_t low, int64_t high)
{
	uint64_t	range = (uint64_t) high - (uint64_t) low + 1;

	return (int64_t) ((uint64_t) low + (range ? unit_random(state) % range : unit_random(state)));
}

void
unit_score(const char *text, size_t len, SentiResult *result)
{
	uint8_t    *copy = unit_copy(text, len);
	SentiScan	scan;

	senti_scan_init(&scan, &senti_scorer_rules, copy, len, NULL, NULL, NULL);
	CHECK_EQ(senti_scan_run(&scan), SENTI_DONE);
	senti_scan_finish(&scan, result);
	free(copy);
}

int32_t
unit_score_of(const char *text)
{
	SentiResult result;

	unit_score(text, strlen(text), &result);
	return result.whole.score_e4;
}

static bool
is_wanted(const char *area, const char *name, int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		if (strstr(area, argv[i]) || strstr(name, argv[i]))
			return true;
	return argc < 2;
}

/* Does the quote hold one of the words? */
static bool
quote_holds(const char *text, const SentiScore *score, const char *words)
{
	char		quote[300];
	size_t		len = score->quote_end - score->quote_start;

	if (len >= sizeof(quote))
		return false;
	memcpy(quote, text + score->quote_start, len);
	quote[len] = '\0';
	for (const char *p = words;; p++)
	{
		char		word[40];
		size_t		n = strcspn(p, "|");

		memcpy(word, p, n);
		word[n] = '\0';
		if (strstr(quote, word))
			return true;
		p += n;
		if (*p == '\0')
			return false;
	}
}

void
unit_check_scores(const ScoreCase *cases, size_t count)
{
	for (size_t i = 0; i < count; i++)
	{
		const char *text = cases[i].text;
		size_t		len = strlen(text);
		SentiResult result;
		SentiScore *whole = &result.whole;

		unit_about(text);
		unit_score(text, len, &result);
		CHECK(result.is_scored);
		CHECK(whole->score_e4 >= -SENTI_SCORE_ONE && whole->score_e4 <= SENTI_SCORE_ONE);
		CHECK(whole->quote_start <= whole->quote_end && whole->quote_end <= len);
		switch (cases[i].verdict)
		{
			case NEGATIVE:
				CHECK_EQ(whole->label, SENTI_NEGATIVE);
				CHECK(whole->score_e4 < 0);
				break;
			case POSITIVE:
				CHECK_EQ(whole->label, SENTI_POSITIVE);
				CHECK(whole->score_e4 > 0);
				break;
			case NEUTRAL:
				CHECK_EQ(whole->label, SENTI_NEUTRAL);
				break;
			case ZERO:
				CHECK_EQ(whole->score_e4, 0);
				CHECK_EQ(whole->label, SENTI_NEUTRAL);
				break;
			case NOT_POSITIVE:
				CHECK(whole->label != SENTI_POSITIVE);
				break;
			case NOT_NEGATIVE:
				CHECK(whole->label != SENTI_NEGATIVE);
				break;
		}
		if (whole->label == SENTI_NEUTRAL)
			CHECK_EQ(whole->quote_end - whole->quote_start, 0);
		else
			CHECK(whole->quote_end > whole->quote_start);
		if (cases[i].carries)
			CHECK(quote_holds(text, whole, cases[i].carries));
	}
}

int
main(int argc, char **argv)
{
	int			passed = 0;
	int			failed = 0;

	setvbuf(stdout, NULL, _IOLBF, 0);
	for (size_t a = 0; a < sizeof(areas) / sizeof(areas[0]); a++)
	{
		for (const UnitTest *test = areas[a].tests; test->name; test++)
		{
			if (!is_wanted(areas[a].area, test->name, argc, argv))
				continue;
			failures = 0;
			about = NULL;
			test->run();
			if (failures > SHOWN_FAILURES)
				printf("... and %d more\n", failures - SHOWN_FAILURES);
			if (failures > 0)
				printf("FAILED %s: %s\n", areas[a].area, test->name);
			failed += failures > 0;
			passed += failures == 0;
		}
	}
	printf("unit: %d passed, %d failed\n", passed, failed);
	return failed > 0 || passed == 0;
}
