/*
 * senti_result.c - from the sums of a scan to scores, risks and contributions
 *
 * A finding's weight may depend on what comes later in the text (thanks beside
 * a live problem, a fault that is fixed in the end, the last sentence).  Sums are
 * therefore kept by bucket and weighed once, at the end; so is each contribution.
 */
#include "senti_score.h"

#include <string.h>

#include "senti_fixed.h"
#include "senti_params.h"

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
	return (int64_t) ((senti_square_root(size * size + SENTI_SOFTNESS * number * number) + 1) << shift);
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

/* The score of a total in micro over a number of sentences in mille. */
static int32_t
total_score_e4(int64_t total, int64_t sentences_mille)
{
	return total == 0 ? 0 : divide_e4(total, norm_mille(total, sentences_mille));	/* mostly there is no need of the root */
}

/* The score of the text by the rules alone. */
static int32_t
rules_score_e4(const SentiScan *scan)
{
	int64_t		total = weighted_total(scan, &scan->whole);

	return total_score_e4(total, total == 0 ? 0 : spread_mille(scan, total));
}

/* The label that is most probable; neutral, where it is as probable as another. */
static SentiLabel
most_probable(const int32_t probability_e4[3])
{
	SentiLabel	label = SENTI_NEUTRAL;

	if (probability_e4[SENTI_NEGATIVE] > probability_e4[label])
		label = SENTI_NEGATIVE;
	if (probability_e4[SENTI_POSITIVE] > probability_e4[label])
		label = SENTI_POSITIVE;
	return label;
}

/*
 * A score by the model's probabilities: how much more probable one side is than the
 * other, half of it only as far as the rules found strong words on that side, because a
 * score is intensity, not certainty; and within or beyond the neutral band as the label asks.
 */
static int32_t
model_score_e4(const int32_t probability_e4[3], SentiLabel label, int32_t rules_e4)
{
	int32_t		difference = probability_e4[SENTI_POSITIVE] - probability_e4[SENTI_NEGATIVE];
	int32_t		side = difference < 0 ? -1 : 1;
	int32_t		strength = rules_e4 * side > 0 ? rules_e4 * side : 0;
	int32_t		size = (int32_t) ((int64_t) difference * side * (SENTI_SCORE_ONE + strength) / (2 * SENTI_SCORE_ONE));

	if (label == SENTI_NEUTRAL)
		return side * (size < SENTI_NEUTRAL_BAND_E4 ? size : SENTI_NEUTRAL_BAND_E4);
	return side * (size > SENTI_NEUTRAL_BAND_E4 ? size : SENTI_NEUTRAL_BAND_E4 + 1);
}

/* Fill in all but the quote. */
static void
score_part(const SentiScan *scan, int32_t rules_e4, const SentiVotes *votes, SentiScore *score)
{
	if (!scan->model)
	{
		score->score_e4 = rules_e4;
		score->label = senti_label(rules_e4, SENTI_NEUTRAL_BAND_E4);
		senti_probabilities(rules_e4, score->probability_e4);
		return;
	}
	senti_model_polarity(scan->model, votes, rules_e4, score->probability_e4);
	score->label = most_probable(score->probability_e4);
	score->score_e4 = model_score_e4(score->probability_e4, score->label, rules_e4);
}

static void
quote_sums(const SentiSums *sums, SentiScore *score)
{
	int			side = score->label == SENTI_POSITIVE;

	if (score->label == SENTI_NEUTRAL)
		return;
	score->quote_start = sums->quote_start[side];
	score->quote_end = sums->quote_end[side];
}

static void
score_whole(const SentiScan *scan, SentiScore *score)
{
	int			side;

	score_part(scan, rules_score_e4(scan), &scan->votes, score);
	quote_sums(&scan->whole, score);
	side = score->label == SENTI_POSITIVE;
	/* no finding on this side: the clause whose wording leans most to it */
	if (score->label != SENTI_NEUTRAL && score->quote_end == 0)
	{
		score->quote_start = scan->leaning[side].start;
		score->quote_end = scan->leaning[side].end;
	}
}

/* What is said of a topic among others: its own findings, and the votes of its clauses. */
static void
score_topic(const SentiScan *scan, const SentiSums *sums, const SentiVotes *votes, SentiScore *score)
{
	int64_t		total = sum_micro(scan, sums);

	score_part(scan, total_score_e4(weigh_text(scan, total, total), (int64_t) sums->sentences * 1000), votes, score);
	quote_sums(sums, score);
}

/*
 * Topics that are named, or that findings imply.  Where none is named, a feeling
 * or a question is about the product.  An only topic has the text's score, and so
 * has one of which nothing is said that is good or bad.
 */
static void
score_topics(const SentiScan *scan, SentiResult *result)
{
	const SentiSums *unnamed = &scan->topic[SENTI_TOPIC_NONE];
	bool		is_named = false;
	int			count = 0;

	for (int t = SENTI_TOPIC_NONE + 1; t < scan->topic_count; t++)
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
	for (int t = SENTI_TOPIC_NONE + 1; t < scan->topic_count; t++)
	{
		const SentiSums *sums = &scan->topic[t];
		SentiScore *score = &result->topic[t];

		if (!result->has_topic[t])
			continue;
		if (sums->mentions == 0 && sums->sentences == 0)
			sums = unnamed;
		if (count > 1)
			score_topic(scan, sums, &scan->topic_votes[sums - scan->topic], score);
		if (score->label == SENTI_NEUTRAL || count == 1)
			*score = result->whole;
		if (score->quote_end == 0)
		{
			score->quote_start = sums->mention_start;
			score->quote_end = sums->mention_end;
		}
	}
}

/* The emotions by the model; the quote is the clause of the strongest finding, else the one whose wording shows it most. */
static void
judge_emotions(const SentiScan *scan, SentiSignal *signal)
{
	int32_t		intensity_e4[SENTI_EMOTION_COUNT];

	for (int e = 0; e < SENTI_EMOTION_COUNT; e++)
		intensity_e4[e] = signal[e].intensity_e4;
	senti_model_emotions(scan->model, &scan->votes, intensity_e4);
	for (int e = SENTI_EMOTION_NONE + 1; e < SENTI_EMOTION_COUNT; e++)
	{
		signal[e].intensity_e4 = intensity_e4[e];
		if (intensity_e4[e] < SENTI_EMOTION_LEAST_E4)
			signal[e] = (SentiSignal) {0};
		else if (signal[e].quote_end == 0)
		{
			signal[e].quote_start = scan->showing[e].start;
			signal[e].quote_end = scan->showing[e].end;
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
	int			side;

	memset(result, 0, sizeof(*result));
	result->unscored = why_unscored(scan);
	result->is_scored = result->unscored == SENTI_UNSCORED_NOT;
	if (!result->is_scored)
		return;
	result->is_sarcastic = scan->is_sarcastic;
	score_whole(scan, &result->whole);
	score_topics(scan, result);
	/* the model knows the emotions by what the rules alone say */
	side = scan->model ? (int) senti_label(rules_score_e4(scan), SENTI_NEUTRAL_BAND_E4) : (int) result->whole.label;
	senti_emotion_weigh(scan->evidence, side - (int) SENTI_NEUTRAL, result->signal);
	if (scan->model)
		judge_emotions(scan, result->signal);
	result->strongest_emotion = senti_emotion_strongest(result->signal);
}

int32_t
senti_part_score_e4(const SentiScan *scan, int64_t sum_micro, const SentiVotes *votes)
{
	int64_t		weighed = weigh_text(scan, weighted_total(scan, &scan->whole), sum_micro);
	SentiScore	score = {0};

	score_part(scan, divide_e4(weighed, norm_mille(weighed, 1000)), votes, &score);
	return score.score_e4;
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

/* ---- shares ---- */

#define LEANING_BITS 46			/* of a leaning that may be multiplied by a score */

void
senti_share_init(SentiShare *share, const SentiScan *scan)
{
	SentiScore	score = {0};

	memset(share, 0, sizeof(*share));
	share->scan = scan;
	share->total = weighted_total(scan, &scan->whole);
	share->norm = norm_mille(share->total, spread_mille(scan, share->total));
	share->rules_e4 = rules_score_e4(scan);
	score_part(scan, share->rules_e4, &scan->votes, &score);
	share->score_e4 = score.score_e4;
	if (scan->model)
	{
		share->rules_leaning = senti_model_rules_leaning(scan->model, share->rules_e4, scan->votes.features);
		share->leaning = senti_model_leaning(scan->model, &scan->votes) + share->rules_leaning;
		/* a part may lean further than the whole, but not beyond what so many features can */
		for (int64_t largest = scan->votes.features << 30; largest >> share->shift >> LEANING_BITS != 0;)
			share->shift++;
	}
}

/* What the parts so far contribute, less what was returned before. */
static int32_t
next_share(SentiShare *share)
{
	int32_t		rules_e4 = divide_e4(weigh_text(share->scan, share->total, share->sum), share->norm);
	int32_t		now_e4 = rules_e4;
	int32_t		share_e4;

	if (share->scan->model)
	{
		int64_t		leaning = share->clauses_leaning;
		int64_t		whole = share->leaning >> share->shift;

		if (share->rules_e4 != 0)
			leaning += share->rules_leaning * rules_e4 / share->rules_e4;
		now_e4 = whole == 0 ? 0 : (int32_t) ((leaning >> share->shift) * share->score_e4 / whole);
	}
	share_e4 = now_e4 - share->done_e4;
	share->done_e4 = now_e4;
	return share_e4;
}

int32_t
senti_share_finding(SentiShare *share, const SentiFinding *finding)
{
	share->sum += senti_weighted_micro(share->scan, share->number, finding);
	share->number++;
	return next_share(share);
}

int32_t
senti_share_clause(SentiShare *share, const SentiClause *clause)
{
	const SentiScan *scan = share->scan;

	if (!scan->model)
		return 0;
	share->clauses_leaning += senti_model_leaning(scan->model, &clause->votes);
	if (scan->sentence_number > 1 && clause->sentence == scan->sentence_number)
		share->clauses_leaning += senti_model_leaning(scan->model, &clause->last);
	return next_share(share);
}
