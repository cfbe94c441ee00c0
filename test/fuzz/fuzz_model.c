/*
 * fuzz_model.c - any bytes as a model, and any model over any text
 *
 * Read as a model the bytes are refused.  The first are then the numbers of a header, the next weights, which
 * are repeated over all rows, and the rest is a text: such a model is refused or scores.
 */
#include "fuzz.h"
#include "senti_score.h"
#include "senti_share.h"

#define NUMBERS 24				/* in a header */
#define PATTERN 32				/* bytes of weights */

static uint8_t bytes[SENTI_MODEL_BYTES];

typedef struct Heard
{
	SentiFinding findings[4096];
	uint32_t	count;
	SentiClause clauses[4096];
	uint32_t	clause_count;
} Heard;

static void
hear(void *arg, const SentiFinding *finding)
{
	Heard	   *heard = arg;

	MUST(heard->count < 4096);
	heard->findings[heard->count++] = *finding;
}

static void
hear_clause(void *arg, const SentiClause *clause)
{
	Heard	   *heard = arg;

	MUST(heard->clause_count < 4096);
	heard->clauses[heard->clause_count++] = *clause;
}

/* Numbers in range, so that most models are taken; the two sides alike. */
static void
write_model(const int32_t numbers[NUMBERS], const uint8_t *pattern)
{
	SentiModel	model = {0};

	for (int o = 0; o < SENTI_OUTPUT_COUNT; o++)
	{
		model.scale_q26[o] = (int32_t) ((uint32_t) numbers[o] % (SENTI_SCALE_MAX_Q26 + 2));
		model.bias_q16[o] = numbers[8 + o] % (1 << 20);
		model.rules_mille[o] = (int32_t) ((uint32_t) numbers[16 + o] % 100002);
	}
	model.bias_q16[SENTI_OUTPUT_NEGATIVE] = model.bias_q16[SENTI_OUTPUT_POSITIVE];
	model.rules_mille[SENTI_OUTPUT_NEGATIVE] = model.rules_mille[SENTI_OUTPUT_POSITIVE];
	for (size_t i = SENTI_MODEL_HEADER; i < SENTI_MODEL_BYTES; i++)
		bytes[i] = pattern[i * 7 % PATTERN];
	senti_model_write_header(&model, bytes);
}

static void
check_text(const SentiModel *model, const uint8_t *text, size_t len)
{
	static SentiScan scan;
	static Heard heard;
	SentiScorer scorer = {&senti_lexicon_builtin, model, false};
	SentiResult result;
	SentiShare	share;
	int64_t		sum = 0;

	heard.count = heard.clause_count = 0;
	senti_scan_init(&scan, &scorer, text, len, hear, &heard, NULL);
	scan.clause_sink = hear_clause;
	MUST(senti_scan_run(&scan) == SENTI_DONE);
	senti_scan_finish(&scan, &result);
	if (!result.is_scored)
		return;
	MUST(result.whole.score_e4 >= -SENTI_SCORE_ONE && result.whole.score_e4 <= SENTI_SCORE_ONE);
	MUST(senti_label(result.whole.score_e4, 1500) == result.whole.label);
	MUST((result.whole.label == SENTI_NEUTRAL) == (result.whole.quote_start == result.whole.quote_end));
	MUST(result.whole.probability_e4[0] + result.whole.probability_e4[1] + result.whole.probability_e4[2] == SENTI_SCORE_ONE);
	for (int l = 0; l < 3; l++)
		MUST(result.whole.probability_e4[l] >= 0);
	for (int s = 0; s < SENTI_SIGNAL_COUNT; s++)
		MUST(result.signal[s].intensity_e4 >= 0 && result.signal[s].intensity_e4 < SENTI_SCORE_ONE &&
			 (result.signal[s].intensity_e4 > 0) == (result.signal[s].quote_end > result.signal[s].quote_start));
	senti_share_init(&share, &scan);
	for (uint32_t i = 0; i < heard.count; i++)
		sum += senti_share_finding(&share, &heard.findings[i]);
	for (uint32_t i = 0; i < heard.clause_count; i++)
		sum += senti_share_clause(&share, &heard.clauses[i]);
	MUST(sum == result.whole.score_e4);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int32_t		numbers[NUMBERS];
	SentiModel	model;
	SentiModelStatus status = senti_model_read(data, size, &model);

	MUST(status != SENTI_MODEL_OK && senti_model_message(status)[0] != '\0');
	if (size < sizeof(numbers) + PATTERN)
		return 0;
	memcpy(numbers, data, sizeof(numbers));
	write_model(numbers, data + sizeof(numbers));
	if (senti_model_read(bytes, SENTI_MODEL_BYTES, &model) == SENTI_MODEL_OK)
		check_text(&model, data + sizeof(numbers) + PATTERN, size - sizeof(numbers) - PATTERN);
	return 0;
}
