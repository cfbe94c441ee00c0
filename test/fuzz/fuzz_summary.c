/*
 * fuzz_summary.c - any string to the parser, any rows to the sums
 *
 * As text: what parse accepts is what print writes, and its results do not
 * trap.  As rows: add and remove, merge and unmerge are identities.
 */
#include <math.h>
#include "fuzz.h"
#include "senti_summary.h"

#define ROW_MAX 200

static bool
same(const SentiSummary *a, const SentiSummary *b)
{
	return memcmp(a, b, sizeof(*a)) == 0;
}

/* There, and in range, whatever a valid state holds. */
static void
check_results(const SentiSummary *summary)
{
	bool		has_rows = summary->n > 0;
	double		value;

	MUST(senti_summary_net(summary, &value) == has_rows && (!has_rows || fabs(value) <= 100));
	MUST(senti_summary_mean(summary, &value) == has_rows && (!has_rows || fabs(value) <= 1 + 1e-15));
	MUST(senti_summary_variance(summary, &value) == has_rows && (!has_rows || (value >= 0 && value <= 1)));
	MUST(!senti_summary_trend(summary, &value) || isfinite(value));
}

/* Print, parse and compare. */
static void
check_round_trip(const SentiSummary *summary)
{
	char		text[SENTI_SUMMARY_TEXT_MAX];
	SentiSummary again;

	MUST(senti_summary_print(summary, text) < sizeof(text));
	MUST(senti_summary_parse(text, &again));
	MUST(same(summary, &again));
}

static void
fuzz_text(const uint8_t *data, size_t size)
{
	char	   *text = malloc(size + 1);
	char		again[SENTI_SUMMARY_TEXT_MAX];
	SentiSummary summary;

	MUST(text != NULL);
	memcpy(text, data, size);
	text[size] = '\0';
	if (senti_summary_parse(text, &summary))
	{
		MUST(senti_summary_is_valid(&summary));
		MUST(senti_summary_print(&summary, again) < sizeof(again));
		MUST(strcmp(text, again) == 0);
		check_results(&summary);
	}
	free(text);
}

/* A row in the documented ranges from 13 bytes. */
static SentiRow
row_of(const uint8_t *data)
{
	uint32_t	score;
	uint32_t	weight;
	uint64_t	seconds;
	SentiRow	row;

	score = (uint32_t) (data[0] | data[1] << 8);
	weight = (uint32_t) (data[2] | data[3] << 8 | data[4] << 16);
	memcpy(&seconds, data + 5, 8);
	row.score_e4 = (int32_t) (score % 20001) - 10000;
	row.weight_mille = (int32_t) (weight % SENTI_WEIGHT_MAX) + 1;
	row.seconds = (int64_t) (seconds % (2 * (uint64_t) SENTI_SECONDS_MAX + 1)) - SENTI_SECONDS_MAX;
	row.has_time = (data[4] & 0x80) == 0;
	return row;
}

static void
fuzz_rows(const uint8_t *data, size_t size)
{
	SentiRow	rows[ROW_MAX];
	SentiSummary states[ROW_MAX + 1];
	SentiSummary left;
	SentiSummary right;
	size_t		count = size / 13 < ROW_MAX ? size / 13 : ROW_MAX;
	size_t		half = count / 2;

	senti_summary_init(&states[0]);
	senti_summary_init(&right);
	for (size_t i = 0; i < count; i++)
	{
		rows[i] = row_of(data + 13 * i);
		states[i + 1] = states[i];
		MUST(senti_summary_add(&states[i + 1], &rows[i]));
		MUST(senti_summary_is_valid(&states[i + 1]));
		if (i >= half)
			MUST(senti_summary_add(&right, &rows[i]));
	}
	check_results(&states[count]);
	check_round_trip(&states[count]);
	left = states[half];
	MUST(senti_summary_merge(&left, &right) && same(&left, &states[count]));
	MUST(senti_summary_unmerge(&left, &right) && same(&left, &states[half]));
	left = states[count];
	if (senti_summary_scale(&left, 1 + (int32_t) (size * 7919 % SENTI_WEIGHT_MAX)))
		check_results(&left);
	left = states[count];
	for (size_t i = count; i > 0; i--)
	{
		MUST(senti_summary_remove(&left, &rows[i - 1]));
		MUST(same(&left, &states[i - 1]));
	}
}

/* Any bytes of the right size, as a binary value from outside might be. */
static void
fuzz_state(const uint8_t *data, size_t size)
{
	SentiSummary summary;

	if (size < sizeof(summary))
		return;
	memcpy(&summary, data, sizeof(summary));
	summary.version = SENTI_SUMMARY_VERSION;
	summary.reserved = 0;
	if (senti_summary_is_valid(&summary))
	{
		check_results(&summary);
		check_round_trip(&summary);
		if (senti_summary_scale(&summary, 1 + data[0] * 391))
			check_results(&summary);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_text(data, size);
	fuzz_rows(data, size);
	fuzz_state(data, size);
	return 0;
}
