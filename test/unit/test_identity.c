/*
 * test_identity.c - what holds for every text
 *
 * Forty sentences, alone and in all pairs, in three ways of joining them; by the rules alone
 * and by the model that is built in.
 */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "senti_params.h"
#include "senti_share.h"

static const char *const sentences[] = {
	"The export crashes every morning.", "It is fixed now.", "Thank you!", "Your team was great.",
	"great, another outage", "We don't like the new price.", "It isn't working again.", "Still no reply after two weeks.",
	"We're evaluating alternatives.", "Please send the logs.", "How do I add a user?", "The API is fast and reliable!",
	"It would be great if it were faster.", "If this continues we won't renew.", "Not bad at all.",
	"Although support is friendly, the product is slow.", "The import was slow but now it is fast.",
	"URGENT: production is DOWN!!!", "sooooo good :-)", "I can't log in, please help asap.",
	"Onboarding took three months.", "The invoice is wrong for the third time.", "No complaints.", "We waited nine hours.",
	"Version 2.1.3 runs on port 5432.", "See https://x.example/fatal?error=1 for details.", "Kill the stuck process `kill -9`.",
	"This is not what you promised.", "Your competitor is faster than yours.", "It used to be easy.",
	"We love how it loses our data.", "Why does nobody answer?", "The 'smart' schedule is useless.",
	"\xF0\x9F\x98\x80\xF0\x9F\x98\x80", "Caf\xC3\xA9 r\xC3\xA9sum\xC3\xA9 is awful.", "ok", "The crash is resolved, then it crashed again.",
	"From hours to minutes, wonderful.", "I regret to escalate this to our lawyer.", "it is down. please fix it",
};

#define SENTENCE_COUNT ((int) (sizeof(sentences) / sizeof(sentences[0])))
#define TEXT_MAX 400
#define FINDING_MAX 200
#define CLAUSE_MAX 100

static const char *const joins[] = {" ", "\n\n", ", "};

static const SentiScorer *scorer = &senti_scorer_rules;

static void
for_all_texts_of_scorer(void (*check) (const char *text))
{
	for (int i = 0; i < SENTENCE_COUNT; i++)
	{
		unit_about(sentences[i]);
		check(sentences[i]);
		for (int j = 0; j < SENTENCE_COUNT; j++)
		{
			for (int k = 0; k < 3; k++)
			{
				char		text[TEXT_MAX];

				snprintf(text, sizeof(text), "%s%s%s", sentences[i], joins[k], sentences[j]);
				unit_about(text);
				check(text);
			}
		}
	}
	unit_about(NULL);
}

/* Call for each sentence and each pair, by either scorer. */
static void
for_all_texts(void (*check) (const char *text))
{
	scorer = &senti_scorer_builtin;
	for_all_texts_of_scorer(check);
	scorer = &senti_scorer_rules;
	for_all_texts_of_scorer(check);
}

typedef struct Heard
{
	SentiFinding findings[FINDING_MAX];
	int			count;
	SentiClause clauses[CLAUSE_MAX];
	int			clause_count;
} Heard;

static void
hear(void *arg, const SentiFinding *finding)
{
	Heard	   *heard = arg;

	if (heard->count < FINDING_MAX)
		heard->findings[heard->count++] = *finding;
}

static void
hear_clause(void *arg, const SentiClause *clause)
{
	Heard	   *heard = arg;

	if (heard->clause_count < CLAUSE_MAX)
		heard->clauses[heard->clause_count++] = *clause;
}

static bool
same_result(const SentiResult *a, const SentiResult *b)
{
	return memcmp(a, b, sizeof(*a)) == 0;
}

/* The parts of a score that do not lie in the text, which another spelling moves. */
static bool
same_scores(const SentiResult *a, const SentiResult *b)
{
	bool		same = a->whole.score_e4 == b->whole.score_e4 && a->is_scored == b->is_scored &&
		a->is_sarcastic == b->is_sarcastic && a->strongest_emotion == b->strongest_emotion;

	for (int t = 0; t < SENTI_TOPIC_COUNT; t++)
		same = same && a->has_topic[t] == b->has_topic[t] && a->topic[t].score_e4 == b->topic[t].score_e4;
	for (int s = 0; s < SENTI_SIGNAL_COUNT; s++)
		same = same && a->signal[s].intensity_e4 == b->signal[s].intensity_e4;
	return same;
}

static void
score(const char *text, SentiResult *result)
{
	size_t		len = strlen(text);
	uint8_t    *copy = unit_copy(text, len);
	SentiScan	scan;

	senti_scan_init(&scan, scorer, copy, len, NULL, NULL, NULL);
	CHECK_EQ(senti_scan_run(&scan), SENTI_DONE);
	senti_scan_finish(&scan, result);
	free(copy);
}

static void
check_range(const char *text)
{
	SentiResult result;
	size_t		len = strlen(text);

	score(text, &result);
	CHECK(result.whole.score_e4 >= -SENTI_SCORE_ONE && result.whole.score_e4 <= SENTI_SCORE_ONE);
	CHECK_EQ(result.whole.label, senti_label(result.whole.score_e4, 1500));
	CHECK_EQ(result.whole.quote_end > result.whole.quote_start, result.whole.label != SENTI_NEUTRAL);
	CHECK_EQ(result.whole.probability_e4[0] + result.whole.probability_e4[1] + result.whole.probability_e4[2], 10000);
	for (int l = 0; l < 3 && scorer->model; l++)
		CHECK(result.whole.probability_e4[result.whole.label] >= result.whole.probability_e4[l]);
	CHECK(result.whole.quote_end <= len);
	for (int t = 0; t < SENTI_TOPIC_COUNT; t++)
	{
		CHECK(result.topic[t].score_e4 >= -SENTI_SCORE_ONE && result.topic[t].score_e4 <= SENTI_SCORE_ONE);
		CHECK(result.topic[t].quote_start <= result.topic[t].quote_end && result.topic[t].quote_end <= len);
		CHECK(result.has_topic[t] || result.topic[t].score_e4 == 0);
	}
	for (int s = 0; s < SENTI_SIGNAL_COUNT; s++)
	{
		const SentiSignal *signal = &result.signal[s];

		CHECK(signal->intensity_e4 >= 0 && signal->intensity_e4 < SENTI_SCORE_ONE);
		CHECK(signal->quote_end <= len);
		CHECK_EQ(signal->intensity_e4 > 0, signal->quote_end > signal->quote_start);
		if (s < SENTI_EMOTION_COUNT)
		{
			CHECK(signal->intensity_e4 <= SENTI_EMOTION_FLOOR_E4 || result.strongest_emotion != SENTI_EMOTION_NONE);
			CHECK(signal->intensity_e4 <= result.signal[result.strongest_emotion].intensity_e4 || result.strongest_emotion == SENTI_EMOTION_NONE);
		}
	}
}

static void
test_range(void)
{
	for_all_texts(check_range);
}

static void
check_contributions(const char *text)
{
	SentiResult silent;
	SentiResult result;
	SentiResult brief;
	SentiScan	scan;
	Heard		heard = {.count = 0};
	SentiShare	share;
	size_t		len = strlen(text);
	int32_t		sum = 0;
	int32_t		backwards = 0;
	uint32_t	last_start = 0;

	score(text, &silent);
	senti_scan_init(&scan, scorer, (const uint8_t *) text, len, NULL, NULL, NULL);
	scan.is_score_only = true;
	CHECK_EQ(senti_scan_run(&scan), SENTI_DONE);
	senti_scan_finish(&scan, &brief);
	CHECK(brief.is_scored == silent.is_scored && brief.is_sarcastic == silent.is_sarcastic);
	CHECK_EQ(brief.whole.score_e4, silent.whole.score_e4);
	CHECK_EQ(brief.whole.label, silent.whole.label);
	CHECK(memcmp(brief.whole.probability_e4, silent.whole.probability_e4, sizeof(brief.whole.probability_e4)) == 0);
	senti_scan_init(&scan, scorer, (const uint8_t *) text, len, hear, &heard, NULL);
	scan.clause_sink = hear_clause;
	CHECK_EQ(senti_scan_run(&scan), SENTI_DONE);
	senti_scan_finish(&scan, &result);
	CHECK(same_result(&result, &silent));
	CHECK_EQ(heard.count, scan.finding_count);
	senti_share_init(&share, &scan);
	for (int i = 0; i < heard.count; i++)
	{
		const SentiFinding *finding = &heard.findings[i];

		sum += senti_share_finding(&share, finding);
		CHECK(finding->start < finding->end && finding->end <= len);
		CHECK(finding->clause_start <= finding->start && finding->clause_start < finding->clause_end);
		CHECK(finding->clause_end <= len);
		CHECK(finding->end >= last_start);
		last_start = finding->start;
		CHECK(finding->reason < SENTI_REASON_COUNT && finding->bucket < SENTI_BUCKET_COUNT);
		CHECK(finding->topic < SENTI_TOPIC_COUNT && finding->emotion < SENTI_EMOTION_COUNT);
	}
	for (int i = 0; i < heard.clause_count; i++)
	{
		const SentiClause *clause = &heard.clauses[i];
		int32_t		share_e4 = senti_share_clause(&share, clause);

		CHECK(clause->start <= clause->end && clause->end <= len);
		CHECK(i == 0 || clause->start >= heard.clauses[i - 1].end);
		CHECK(scorer->model || share_e4 == 0);
		sum += share_e4;
	}
	CHECK_EQ(sum, result.whole.score_e4);
	/* in another order, clauses first */
	senti_share_init(&share, &scan);
	for (int i = 0; i < heard.clause_count; i++)
		backwards += senti_share_clause(&share, &heard.clauses[i]);
	for (int i = 0; i < heard.count; i++)
		backwards += senti_share_finding(&share, &heard.findings[i]);
	CHECK_EQ(backwards, result.whole.score_e4);
}

static void
test_contributions(void)
{
	for_all_texts(check_contributions);
}

/* Stopped after every sentence, and scored again: the same to the last byte. */
static void
check_interrupted(const char *text)
{
	static const volatile sig_atomic_t always = 1;
	SentiResult through;
	SentiResult stopped;
	SentiResult again;
	SentiScan	scan;
	Heard		heard = {.count = 0};
	Heard		heard_stopped = {.count = 0};
	int			rounds = 0;

	senti_scan_init(&scan, scorer, (const uint8_t *) text, strlen(text), hear, &heard, NULL);
	CHECK_EQ(senti_scan_run(&scan), SENTI_DONE);
	senti_scan_finish(&scan, &through);

	senti_scan_init(&scan, scorer, (const uint8_t *) text, strlen(text), hear, &heard_stopped, &always);
	while (senti_scan_run(&scan) == SENTI_INTERRUPTED && rounds < 1000)
		rounds++;
	senti_scan_finish(&scan, &stopped);
	score(text, &again);

	CHECK(same_result(&through, &stopped));
	CHECK(same_result(&through, &again));
	CHECK_EQ(heard.count, heard_stopped.count);
	for (int i = 0; i < heard.count && i < heard_stopped.count; i++)
	{
		const SentiFinding *a = &heard.findings[i];
		const SentiFinding *b = &heard_stopped.findings[i];

		CHECK(a->start == b->start && a->end == b->end && a->value_mille == b->value_mille);
		CHECK(a->clause_start == b->clause_start && a->clause_end == b->clause_end);
		CHECK(a->reason == b->reason && a->bucket == b->bucket && a->topic == b->topic && a->emotion == b->emotion);
	}
}

static void
test_interrupted(void)
{
	SentiScan	scan;
	static const volatile sig_atomic_t always = 1;

	for_all_texts(check_interrupted);
	/* the flag is looked at */
	senti_scan_init(&scan, &senti_scorer_rules, (const uint8_t *) "One. Two.", 9, NULL, NULL, &always);
	CHECK_EQ(senti_scan_run(&scan), SENTI_INTERRUPTED);
}

/* Lines that are not read take time, too. */
static void
test_interrupted_in_quotes(void)
{
	enum
	{
		LINES = 10000, LINE = 8
	};
	static const volatile sig_atomic_t always = 1;
	char	   *text = malloc(LINES * LINE);
	SentiResult result;
	SentiScan	scan;
	int			rounds = 0;

	for (int i = 0; i < LINES; i++)
		memcpy(text + i * LINE, "> awful\n", LINE);
	senti_scan_init(&scan, &senti_scorer_rules, (const uint8_t *) text, LINES * LINE, NULL, NULL, &always);
	while (senti_scan_run(&scan) == SENTI_INTERRUPTED)
		rounds++;
	CHECK(rounds > 5);
	senti_scan_finish(&scan, &result);
	CHECK_EQ(result.unscored, SENTI_UNSCORED_NO_WORDS);
	free(text);
}

/* Copy a text with every occurrence of one string replaced. */
static void
replace(const char *text, const char *from, const char *to, char *out)
{
	while (*text)
	{
		if (strncmp(text, from, strlen(from)) == 0)
		{
			strcpy(out, to);
			out += strlen(to);
			text += strlen(from);
		}
		else
			*out++ = *text++;
	}
	*out = '\0';
}

static void
check_spelling(const char *text)
{
	static const char *const variants[][2] = {
		{"'", "\xE2\x80\x99"},	/* U+2019 */
		{"\xC3\xA9", "e\xCC\x81"},	/* NFD */
		{"\n", "\r\n"},
	};
	SentiResult plain;

	score(text, &plain);
	for (int i = 0; i < 3; i++)
	{
		char		other[3 * TEXT_MAX];
		SentiResult result;

		replace(text, variants[i][0], variants[i][1], other);
		score(other, &result);
		CHECK(same_scores(&plain, &result));
	}
}

static void
test_spelling(void)
{
	for_all_texts(check_spelling);
}

/* The wrap of a long line is told by its width as seen, not by the bytes of its apostrophes. */
static void
test_spelling_wrapped(void)
{
	static const char text[] = "We don't know whether the import is done or not, it isn't\nworking.";
	char		other[2 * sizeof(text)];

	unit_about(text);
	CHECK(strchr(text, '\n') - text < 60);
	replace(text, "'", "\xE2\x80\x99", other);
	CHECK_EQ(unit_score_of(other), unit_score_of(text));
}

static void
check_trailing(const char *text)
{
	static const char *const tails[] = {" ", "   ", "\t", "\n", "\r\n", " \n", "\n\n\n"};
	SentiResult plain;

	score(text, &plain);
	for (size_t i = 0; i < sizeof(tails) / sizeof(tails[0]); i++)
	{
		char		longer[TEXT_MAX + 8];
		SentiResult result;

		snprintf(longer, sizeof(longer), "%s%s", text, tails[i]);
		score(longer, &result);
		CHECK(same_result(&plain, &result));
	}
}

static void
test_trailing(void)
{
	for_all_texts(check_trailing);
}

static SentiLabel
repeated_label(const char *sentence, int times)
{
	char		text[50 * TEXT_MAX];
	size_t		n = 0;
	SentiResult result;

	for (int i = 0; i < times; i++)
		n += (size_t) sprintf(text + n, "%s\n", sentence);
	score(text, &result);
	return result.whole.label;
}

static void
test_repeated(void)
{
	for (int i = 0; i < SENTENCE_COUNT; i++)
	{
		SentiResult once;

		score(sentences[i], &once);
		unit_about(sentences[i]);
		if (once.whole.label != SENTI_NEUTRAL || once.whole.score_e4 == 0)
			CHECK_EQ(repeated_label(sentences[i], 50), once.whole.label);
	}
}

/* "Keeps a long text an intensity instead of a count": a mild text does not grow strong by its length. */
static void
test_repeated_mild(void)
{
	static const char *const mild[] = {
		"The export is slightly slow.", "There was an issue.", "It is a bit slow but it is nice.", "We had a question about the bug.",
	};

	for (size_t i = 0; i < sizeof(mild) / sizeof(mild[0]); i++)
	{
		SentiResult once;

		score(mild[i], &once);
		unit_about(mild[i]);
		CHECK_EQ(repeated_label(mild[i], 50), once.whole.label);
	}
	for (int i = 0; i < SENTENCE_COUNT; i++)
	{
		SentiResult once;

		score(sentences[i], &once);
		unit_about(sentences[i]);
		/* told fifty times, a plain report is none */
		if (once.whole.label != SENTI_NEUTRAL || once.whole.score_e4 == 0)
			CHECK_EQ(repeated_label(sentences[i], 50), once.whole.label);
	}
}

/* Much text: no bound is passed, the score stays in range, the work stays linear. */
static void
test_long(void)
{
	static const char *const pieces[] = {"good ", "bad ", "not ", "crash, ", ". ", "(", "`", "'a ", ":", "\n", "a", "\xF0\x9F\x98\x80"};

	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++)
	{
		size_t		width = strlen(pieces[i]);
		size_t		len = 200000 / width * width;
		char	   *text = malloc(len);
		SentiResult result;

		for (size_t k = 0; k < len; k++)
			text[k] = pieces[i][k % width];
		unit_about(pieces[i]);
		unit_score(text, len, &result);
		CHECK(result.whole.score_e4 >= -SENTI_SCORE_ONE && result.whole.score_e4 <= SENTI_SCORE_ONE);
		CHECK(result.whole.quote_end <= len);
		free(text);
	}
}

const UnitTest identity_tests[] = {
	{"scores, quotes and intensities are in range", test_range},
	{"contributions add up to the score exactly, with a sink or without, and so it is when it is all that is asked", test_contributions},
	{"interrupted after every sentence, the result is the same", test_interrupted},
	{"interrupted among lines that are not read", test_interrupted_in_quotes},
	{"apostrophes, composed letters and line ends in any spelling score alike", test_spelling},
	{"a typographic apostrophe does not change where a line is wrapped", test_spelling_wrapped},
	{"trailing white space changes nothing", test_trailing},
	{"a text repeated fifty times keeps its label", test_repeated},
	{"a mild text repeated fifty times stays mild", test_repeated_mild},
	{"long texts of one piece stay in range", test_long},
	{NULL, NULL}
};
