/*
 * fuzz_score.c - any bytes through the scan
 *
 * Checked for every input: tokens and findings lie inside the text, the
 * contributions add up to the score, scores are in range, and neither a sink
 * nor interrupts change the result.
 */
#include "fuzz.h"
#include "senti_score.h"
#include "senti_share.h"

/* What the sink remembers, and the bounds it checks. */
typedef struct Heard
{
	SentiFinding *findings;
	uint32_t	count;
	uint32_t	room;
	SentiClause *clauses;
	uint32_t	clause_count;
	uint32_t	clause_room;
	size_t		len;			/* of the text */
} Heard;

static void
hear(void *arg, const SentiFinding *finding)
{
	Heard	   *heard = arg;

	MUST(finding->start < finding->end && finding->end <= heard->len);
	MUST(finding->clause_start < finding->clause_end && finding->clause_end <= heard->len);
	MUST(finding->clause_start <= finding->start);
	MUST(finding->reason < SENTI_REASON_COUNT && finding->bucket < SENTI_BUCKET_COUNT);
	MUST(finding->topic < SENTI_TOPIC_COUNT && finding->emotion < SENTI_EMOTION_COUNT);
	if (heard->count == heard->room)
	{
		heard->room = heard->room ? 2 * heard->room : 64;
		heard->findings = realloc(heard->findings, heard->room * sizeof(SentiFinding));
		MUST(heard->findings != NULL);
	}
	heard->findings[heard->count++] = *finding;
}

static void
hear_clause(void *arg, const SentiClause *clause)
{
	Heard	   *heard = arg;

	MUST(clause->start <= clause->end && clause->end <= heard->len);
	MUST(clause->sentence > 0);
	if (heard->clause_count == heard->clause_room)
	{
		heard->clause_room = heard->clause_room ? 2 * heard->clause_room : 64;
		heard->clauses = realloc(heard->clauses, heard->clause_room * sizeof(SentiClause));
		MUST(heard->clauses != NULL);
	}
	heard->clauses[heard->clause_count++] = *clause;
}

static void
check_tokens(const uint8_t *data, size_t size)
{
	SentiScanner scanner;
	SentiToken	token;
	uint32_t	end = 0;

	senti_scanner_init(&scanner, data, size);
	while (senti_token_next(&scanner, &token))
	{
		MUST(token.start >= end && token.start <= token.end && token.end <= size);
		MUST(token.start < token.end || token.kind == SENTI_TOKEN_SENTENCE);
		MUST(token.kind <= SENTI_TOKEN_SENTENCE);
		end = token.end;
	}
	MUST(!senti_token_next(&scanner, &token));
}

static bool
is_share(int32_t value)
{
	return value >= 0 && value <= SENTI_SCORE_ONE;
}

static void
check_score(const SentiScore *score, size_t size)
{
	MUST(score->score_e4 >= -SENTI_SCORE_ONE && score->score_e4 <= SENTI_SCORE_ONE);
	MUST(score->quote_start <= score->quote_end && score->quote_end <= size);
	MUST(score->label == SENTI_NEUTRAL || score->quote_start < score->quote_end);
	MUST((score->label == SENTI_NEGATIVE) == (score->score_e4 < 0 && score->label != SENTI_NEUTRAL));
}

static void
check_result(const SentiResult *result, size_t size)
{
	if (!result->is_scored)
	{
		SentiResult blank;

		/* "all else is 0" */
		memset(&blank, 0, sizeof(blank));
		blank.unscored = result->unscored;
		MUST(memcmp(result, &blank, sizeof(blank)) == 0);
		return;
	}
	check_score(&result->whole, size);
	MUST(result->whole.label != SENTI_NEUTRAL || result->whole.quote_start == result->whole.quote_end);
	for (int t = 0; t < SENTI_TOPIC_COUNT; t++)
	{
		if (result->has_topic[t])
			check_score(&result->topic[t], size);
	}
	for (int s = 0; s < SENTI_SIGNAL_COUNT; s++)
	{
		const SentiSignal *signal = &result->signal[s];

		MUST(is_share(signal->intensity_e4));
		MUST(signal->quote_start <= signal->quote_end && signal->quote_end <= size);
		MUST((signal->intensity_e4 > 0) == (signal->quote_end > signal->quote_start));
	}
}

static void
run_through(SentiScan *scan, SentiResult *result, size_t size)
{
	size_t		rounds = 0;

	while (senti_scan_run(scan) == SENTI_INTERRUPTED)
		MUST(++rounds <= size + 1);
	senti_scan_finish(scan, result);
}

/* One scan; the interrupt flag, when there is one, is always up. */
static void
scan_through(const SentiScorer *scorer, SentiScan *scan, SentiResult *result, const uint8_t *data, size_t size, Heard *heard,
			 const volatile sig_atomic_t *interrupt)
{
	senti_scan_init(scan, scorer, data, size, heard ? hear : NULL, heard, interrupt);
	scan->clause_sink = heard ? hear_clause : NULL;
	run_through(scan, result, size);
}

/* What is asked for the score alone is the same. */
static void
check_score_only(const SentiScorer *scorer, const uint8_t *data, size_t size, const SentiResult *whole)
{
	static SentiScan scan;
	SentiResult result;

	senti_scan_init(&scan, scorer, data, size, NULL, NULL, NULL);
	scan.is_score_only = true;
	run_through(&scan, &result, size);
	MUST(result.unscored == whole->unscored && result.is_sarcastic == whole->is_sarcastic);
	MUST(memcmp(&result.whole, &whole->whole, offsetof(SentiScore, quote_start)) == 0);
}

static void
check_scorer(const SentiScorer *scorer, const uint8_t *data, size_t size)
{
	static const volatile sig_atomic_t always = 1;
	static SentiScan scan;
	SentiResult result;
	SentiResult other;
	Heard		heard = {.len = size};
	SentiShare	share;
	int64_t		sum = 0;

	scan_through(scorer, &scan, &other, data, size, NULL, NULL);
	check_result(&other, size);
	scan_through(scorer, &scan, &result, data, size, NULL, &always);
	MUST(memcmp(&result, &other, sizeof(result)) == 0);
	scan_through(scorer, &scan, &result, data, size, &heard, NULL);
	MUST(memcmp(&result, &other, sizeof(result)) == 0);
	check_score_only(scorer, data, size, &other);

	senti_share_init(&share, &scan);
	for (uint32_t i = 0; i < heard.count; i++)
		sum += senti_share_finding(&share, &heard.findings[i]);
	for (uint32_t i = 0; i < heard.clause_count; i++)
		sum += senti_share_clause(&share, &heard.clauses[i]);
	MUST(!result.is_scored || sum == result.whole.score_e4);
	free(heard.findings);
	free(heard.clauses);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const SentiScorer whole = {&senti_lexicon_builtin, &senti_model_builtin, true};
	SentiKey	key;

	check_tokens(data, size);
	MUST(senti_char_count(data, size) <= size);
	for (int max_run = 0; max_run < 3; max_run++)
	{
		senti_fold_word(data, size, max_run, &key);
		MUST(key.len <= SENTI_KEY_MAX);
	}
	check_scorer(&senti_scorer_builtin, data, size);
	check_scorer(&senti_scorer_rules, data, size);
	check_scorer(&whole, data, size);
	return 0;
}
