/*
 * senti_result.c - from the sums of a scan to scores, risks and contributions
 *
 * A finding's weight may depend on what comes later in the text (thanks beside
 * a live problem, a fault that is fixed in the end, the last sentence).  Sums are
 * therefore kept by bucket and weighed once, at the end; so is each contribution.
 */
#include "senti_score.h"

#include <string.h>

#include "senti_params.h"

/* Rounded down.  Newton's method from above: the steps fall until they have it. */
static uint64_t
square_root(uint64_t value)
{
	uint64_t	root;

	if (value == 0)
		return 0;
	root = UINT64_C(1) << (65 - __builtin_clzll(value)) / 2;
	for (uint64_t next; (next = (root + value / root) / 2) < root;)
		root = next;
	return root;
}

/* Does the writer thank or praise, and say that the faults are small, or meant? */
static bool
is_trifle(const SentiScan *scan)
{
	return scan->report.is_drill && scan->whole.quote_value[1] > SENTI_MILD_MILLE;
}

static int32_t
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

/*
 * A sum in micro, by what the whole text is: in a plain report a fault is hardly a
 * complaint, and praise stays; a writer who says that good and bad are even is neither.
 */
static int64_t
weigh_text(const SentiScan *scan, int64_t total, int64_t sum)
{
	if (total < 0 && senti_report_is_plain(&scan->report, scan->word_count))
		sum = sum * SENTI_REPORT_BAD_MILLE / 1000;
	return scan->is_balanced ? sum * SENTI_BALANCE_MILLE / 1000 : sum;
}

/* A bucket in micro, by the rest of the text; behind the last stands what is resolved.  Most are empty. */
static inline int64_t
weighed_bucket(const SentiScan *scan, const SentiSums *sums, int b)
{
	bool		is_resolved = b == SENTI_BUCKET_COUNT;
	int64_t		value = is_resolved ? sums->resolved : sums->value[b];

	if (value == 0)
		return 0;
	return value * (is_resolved ? bucket_factor(scan, SENTI_BUCKET_PROBLEM, !scan->is_reopened) :
					bucket_factor(scan, (SentiBucket) b, false));
}

/* Sum of buckets in micro valence points; below 2^51 for any text. */
static int64_t
sum_micro(const SentiScan *scan, const SentiSums *sums)
{
	int64_t		total = 0;

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

/* Weighted total in micro valence points; below 2^52 for any text. */
static int64_t
weighted_total(const SentiScan *scan, const SentiSums *sums)
{
	int64_t		total = sum_micro(scan, sums);

	if (sums == &scan->whole)
		total += sum_micro(scan, &scan->closing) * (closing_mille(scan) - 1000) / 1000;
	return weigh_text(scan, total, total);
}

/* Add what is good and what is bad in sums to the two, in micro, each mille times. */
static void
add_sides(const SentiScan *scan, const SentiSums *sums, int64_t mille, int64_t *good, int64_t *bad)
{
	int64_t		side[2] = {sums->plain_good * 1000, (sums->plain_good - sums->value[SENTI_BUCKET_PLAIN]) * 1000};

	for (int b = SENTI_BUCKET_PLAIN + 1; b <= SENTI_BUCKET_COUNT; b++)
	{
		int64_t		value = weighed_bucket(scan, sums, b);

		side[value < 0] += value < 0 ? -value : value;
	}
	*good += side[0] * mille / 1000;
	*bad += side[1] * mille / 1000;
}

/*
 * The number of sentences, in mille, over which the whole text's feeling is spread.  A
 * writer who tells much good and much bad seldom means that it is even, so
 * what prevails counts as though there were fewer.
 */
static int64_t
spread_mille(const SentiScan *scan, int64_t total_micro)
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

/* sqrt(T^2 + SOFTNESS N^2) in mille, at least 1; T in micro, N in mille. */
static int64_t
norm_mille(int64_t total_micro, int64_t sentences_mille)
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
	return (int64_t) ((square_root(size * size + SENTI_SOFTNESS * number * number) + 1) << shift);
}

/* round(total / norm) in 1/10000, half away from zero. */
static int32_t
divide_e4(int64_t total_micro, int64_t norm)
{
	int64_t		scaled = total_micro * (SENTI_SCORE_ONE / 1000);

	return (int32_t) ((scaled >= 0 ? scaled + norm / 2 : scaled - norm / 2) / norm);
}

SentiLabel
senti_label(int32_t score_e4, int32_t band_e4)
{
	if (score_e4 < -band_e4)
		return SENTI_NEGATIVE;
	return score_e4 > band_e4 ? SENTI_POSITIVE : SENTI_NEUTRAL;
}

/* The score of a total in micro over a number of sentences in mille, with a quote of sums. */
static void
set_score(int64_t total, int64_t sentences_mille, const SentiSums *sums, SentiScore *score)
{
	score->score_e4 = total == 0 ? 0 : divide_e4(total, norm_mille(total, sentences_mille));
	score->label = senti_label(score->score_e4, SENTI_NEUTRAL_BAND_E4);
	if (score->label != SENTI_NEUTRAL)
	{
		int			side = score->label == SENTI_POSITIVE;

		score->quote_start = sums->quote_start[side];
		score->quote_end = sums->quote_end[side];
	}
}

static void
score_whole(const SentiScan *scan, SentiScore *score)
{
	int64_t		total = weighted_total(scan, &scan->whole);

	set_score(total, total == 0 ? 0 : spread_mille(scan, total), &scan->whole, score);
}

/* A topic's own findings; one of which nothing is said takes the tone of the rest. */
static void
score_topic(const SentiScan *scan, const SentiSums *sums, SentiScore *score)
{
	int64_t		own = sum_micro(scan, sums);
	int64_t		rest = sum_micro(scan, &scan->whole) - own;
	int64_t		rest_sentences = (int64_t) scan->whole.sentences - sums->sentences;
	int64_t		total = own + rest * SENTI_TOPIC_REST_MILLE / 1000;

	set_score(weigh_text(scan, total, total), (int64_t) sums->sentences * 1000 + rest_sentences * SENTI_TOPIC_REST_MILLE, sums, score);
}

/*
 * Topics that are named, or that findings imply.  Where none is named, a feeling
 * or a question is about the product.  An only topic has the text's score.
 */
static void
score_topics(const SentiScan *scan, SentiResult *result)
{
	const SentiSums *unnamed = &scan->topic[SENTI_TOPIC_NONE];
	bool		is_named = false;
	int			count = 0;

	for (int t = SENTI_TOPIC_NONE + 1; t < SENTI_TOPIC_COUNT; t++)
	{
		is_named |= scan->topic[t].mentions > 0;
		result->has_topic[t] = scan->topic[t].mentions > 0 || scan->topic[t].sentences > 0;
		count += result->has_topic[t];
	}
	if (!is_named && !result->has_topic[SENTI_TOPIC_PRODUCT] &&
		(unnamed->sentences > 0 || (count == 0 && scan->report.is_request)))
	{
		result->has_topic[SENTI_TOPIC_PRODUCT] = true;
		count++;
	}
	for (int t = SENTI_TOPIC_NONE + 1; t < SENTI_TOPIC_COUNT; t++)
	{
		const SentiSums *sums = &scan->topic[t];
		SentiScore *score = &result->topic[t];

		if (!result->has_topic[t])
			continue;
		if (sums->mentions == 0 && sums->sentences == 0)
			sums = unnamed;
		if (count == 1)
			*score = result->whole;
		else
			score_topic(scan, sums, score);
		if (score->quote_end == 0)
		{
			score->quote_start = sums->mention_start;
			score->quote_end = sums->mention_end;
		}
	}
}

static SentiUnscored
why_unscored(const SentiScan *scan)
{
	if (!scan->scanner.has_lines)
		return SENTI_UNSCORED_EMPTY;
	if (scan->word_count == 0)
		return SENTI_UNSCORED_NO_WORDS;
	return senti_language_is_foreign(&scan->language) ? SENTI_UNSCORED_LANGUAGE : SENTI_UNSCORED_NOT;
}

void
senti_scan_finish(const SentiScan *scan, SentiResult *result)
{
	memset(result, 0, sizeof(*result));
	result->unscored = why_unscored(scan);
	result->is_scored = result->unscored == SENTI_UNSCORED_NOT;
	if (!result->is_scored)
		return;
	result->is_sarcastic = scan->is_sarcastic;
	score_whole(scan, &result->whole);
	score_topics(scan, result);
	senti_emotion_weigh(scan->evidence, (int) result->whole.label - (int) SENTI_NEUTRAL, result->signal);
	result->strongest_emotion = senti_emotion_strongest(result->signal);
}

int32_t
senti_clause_score_e4(const SentiScan *scan, int64_t sum_micro)
{
	int64_t		weighed = weigh_text(scan, weighted_total(scan, &scan->whole), sum_micro);

	return divide_e4(weighed, norm_mille(weighed, 1000));
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

int32_t
senti_contribution_e4(const SentiScan *scan, SentiShare *share, const SentiFinding *finding)
{
	int64_t		total = weighted_total(scan, &scan->whole);
	int64_t		norm = norm_mille(total, spread_mille(scan, total));
	int32_t		before = divide_e4(weigh_text(scan, total, share->sum), norm);

	share->sum += senti_weighted_micro(scan, share->number, finding);
	share->number++;
	return divide_e4(weigh_text(scan, total, share->sum), norm) - before;
}
