/*
 * senti_sums.c - from the sums of a scan to the score by the rules alone
 */
#include "senti_sums.h"

#include "senti_fixed.h"
#include "senti_params.h"

/* Does the writer thank or praise, and say that the faults are small, or meant? */
static bool
is_trifle(const SentiScan *scan)
{
	return scan->report.is_drill && scan->whole.quote_value[1] > SENTI_MILD_MILLE;
}

static inline int32_t
bucket_factor(const SentiScan *scan, SentiBucket bucket, bool is_resolved)
{
	bool		is_small = is_trifle(scan);

	switch (bucket)
	{
		case SENTI_BUCKET_COURTESY:
			return scan->has_live_problem && !is_small ? SENTI_THANKS_WITH_PROBLEM_MILLE : 1000;
		case SENTI_BUCKET_PROBLEM:
		case SENTI_BUCKET_PAST:
			return is_resolved ? SENTI_PROBLEM_RESOLVED_MILLE : is_small ? SENTI_TRIFLE_MILLE : 1000;
		case SENTI_BUCKET_HINT:
			return is_small ? SENTI_TRIFLE_MILLE : 1000;
		case SENTI_BUCKET_FIXED:
			return scan->is_reopened ? SENTI_FIXED_REOPENED_MILLE : 1000;
		default:
			return 1000;
	}
}

int64_t
senti_sums_by_text(const SentiScan *scan, int64_t total, int64_t sum)
{
	if (total < 0 && senti_report_is_plain(&scan->report, scan->word_count))
		sum = sum * SENTI_REPORT_BAD_MILLE / 1000;
	return scan->is_balanced ? sum * SENTI_BALANCE_MILLE / 1000 : sum;
}

/* A bucket in micro, by the rest of the text; behind the last stands what is resolved.  Unrolled, it has few branches. */
static inline int64_t
weighed_bucket(const SentiScan *scan, const SentiSums *sums, int b)
{
	if (b == SENTI_BUCKET_COUNT)
		return sums->resolved * bucket_factor(scan, SENTI_BUCKET_PROBLEM, !scan->is_reopened);
	return sums->value[b] * bucket_factor(scan, (SentiBucket) b, false);
}

int64_t
senti_sums_micro(const SentiScan *scan, const SentiSums *sums)
{
	int64_t		total = 0;

#pragma GCC unroll 16
	for (int b = 0; b <= SENTI_BUCKET_COUNT; b++)
		total += weighed_bucket(scan, sums, b);
	return total;
}

/* Factor of the last sentence with a feeling, where it is not the only one. */
static int64_t
closing_mille(const SentiScan *scan)
{
	return scan->whole.sentences > 1 ? SENTI_CLOSING_MILLE : 1000;
}

int64_t
senti_rules_total(const SentiScan *scan)
{
	int64_t		total = senti_sums_micro(scan, &scan->whole) +
		senti_sums_micro(scan, &scan->closing) * (closing_mille(scan) - 1000) / 1000;

	return senti_sums_by_text(scan, total, total);
}

/* Add what is good and what is bad in sums to the two, in micro, each mille times. */
static void
add_sides(const SentiScan *scan, const SentiSums *sums, int64_t mille, int64_t *good, int64_t *bad)
{
	int64_t		side[2] = {sums->plain_good * 1000, (sums->plain_good - sums->value[SENTI_BUCKET_PLAIN]) * 1000};

#pragma GCC unroll 16
	for (int b = SENTI_BUCKET_PLAIN + 1; b <= SENTI_BUCKET_COUNT; b++)
	{
		int64_t		value = weighed_bucket(scan, sums, b);

		side[value < 0] += value < 0 ? -value : value;
	}
	*good += side[0] * mille / 1000;
	*bad += side[1] * mille / 1000;
}

int64_t
senti_rules_spread(const SentiScan *scan, int64_t total_micro)
{
	int64_t		size = (total_micro < 0 ? -total_micro : total_micro) +
		(int64_t) scan->whole.sentences * SENTI_PREVAIL_REST_MILLE * 1000;
	int64_t		good = 0;
	int64_t		bad = 0;

	if (scan->is_balanced || scan->report.is_drill || size == 0)
		return (int64_t) scan->whole.sentences * 1000;
	add_sides(scan, &scan->whole, 1000, &good, &bad);
	add_sides(scan, &scan->closing, closing_mille(scan) - 1000, &good, &bad);
	return scan->whole.sentences *
		(size * 1000 / (size + (good < bad ? good : bad) * SENTI_PREVAIL_MILLE / 1000));
}

int64_t
senti_sums_norm(int64_t total_micro, int64_t sentences_mille)
{
	uint64_t	size = (uint64_t) (total_micro < 0 ? -total_micro : total_micro) / 1000;
	uint64_t	number = (uint64_t) sentences_mille;
	int			shift = 0;

	/* squares of both must fit 64 bits */
	for (; size >= UINT64_C(1) << 31 || number >= UINT64_C(1) << 30; shift++)
	{
		size >>= 1;
		number >>= 1;
	}
	return (int64_t) ((senti_square_root(size * size + SENTI_SOFTNESS * number * number) + 1) << shift);
}

int32_t
senti_sums_divide(int64_t total_micro, int64_t norm)
{
	int64_t		scaled = total_micro * (SENTI_SCORE_ONE / 1000);

	return (int32_t) ((scaled >= 0 ? scaled + norm / 2 : scaled - norm / 2) / norm);
}

int32_t
senti_sums_score_e4(int64_t total, int64_t sentences_mille)
{
	return total == 0 ? 0 : senti_sums_divide(total, senti_sums_norm(total, sentences_mille));	/* mostly there is no need of the root */
}

int32_t
senti_rules_score_e4(const SentiScan *scan)
{
	int64_t		total = senti_rules_total(scan);

	return senti_sums_score_e4(total, total == 0 ? 0 : senti_rules_spread(scan, total));
}

int64_t
senti_weighted_micro(const SentiScan *scan, uint32_t number, const SentiFinding *finding)
{
	bool		is_resolved = number < scan->fixed_at && !scan->is_reopened;
	int64_t		weighted = (int64_t) finding->value_mille * bucket_factor(scan, (SentiBucket) finding->bucket, is_resolved);

	if (number >= scan->closing_start && number < scan->closing_end)
		weighted = weighted * closing_mille(scan) / 1000;
	return weighted;
}
