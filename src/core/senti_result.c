/*
 * senti_result.c - from the sums and votes of a scan to scores, emotions and risks
 */
#include "senti_score.h"

#include <string.h>

#include "senti_params.h"
#include "senti_sums.h"

SentiLabel
senti_label(int32_t score_e4, int32_t band_e4)
{
	if (score_e4 < -band_e4)
		return SENTI_NEGATIVE;
	return score_e4 > band_e4 ? SENTI_POSITIVE : SENTI_NEUTRAL;
}

/* The label that is most probable; neutral, where it is as probable as another, or both sides are even. */
static SentiLabel
most_probable(const int32_t probability_e4[3])
{
	int32_t		difference = probability_e4[SENTI_POSITIVE] - probability_e4[SENTI_NEGATIVE];
	SentiLabel	side = difference < 0 ? SENTI_NEGATIVE : SENTI_POSITIVE;

	return difference != 0 && probability_e4[side] > probability_e4[SENTI_NEUTRAL] ? side : SENTI_NEUTRAL;
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

void
senti_score_part(const SentiScan *scan, int32_t rules_e4, const SentiVotes *votes, SentiScore *score)
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
score_whole(const SentiScan *scan, int32_t rules_e4, SentiScore *score)
{
	int			side;

	senti_score_part(scan, rules_e4, &scan->votes, score);
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
	int64_t		total = senti_sums_micro(scan, sums);

	senti_score_part(scan, senti_sums_score_e4(senti_sums_by_text(scan, total, total), (int64_t) sums->sentences * 1000), votes, score);
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
		/* only implied: the clause of the text that leans most to this side */
		if (score->quote_end == 0 && score->label != SENTI_NEUTRAL)
		{
			const SentiPeak *peak = &scan->leaning[score->label == SENTI_POSITIVE];

			score->quote_start = peak->start;
			score->quote_end = peak->end;
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
	int32_t		rules_e4;
	SentiLabel	side;

	memset(result, 0, sizeof(*result));
	result->unscored = why_unscored(scan);
	result->is_scored = result->unscored == SENTI_UNSCORED_NOT;
	if (!result->is_scored)
		return;
	result->is_sarcastic = scan->is_sarcastic;
	rules_e4 = senti_rules_score_e4(scan);
	if (scan->is_score_only)
	{
		senti_score_part(scan, rules_e4, &scan->votes, &result->whole);
		return;
	}
	score_whole(scan, rules_e4, &result->whole);
	score_topics(scan, result);
	/* the model has learnt the emotions by what the rules alone say */
	side = senti_label(rules_e4, SENTI_NEUTRAL_BAND_E4);
	senti_emotion_weigh(scan->evidence, (int) side - (int) SENTI_NEUTRAL, result->signal);
	if (scan->model)
		judge_emotions(scan, result->signal);
	result->strongest_emotion = senti_emotion_strongest(result->signal);
}

int32_t
senti_part_score_e4(const SentiScan *scan, int64_t sum_micro, const SentiVotes *votes)
{
	int64_t		weighed = senti_sums_by_text(scan, senti_rules_total(scan), sum_micro);
	SentiScore	score = {0};

	senti_score_part(scan, senti_sums_divide(weighed, senti_sums_norm(weighed, 1000)), votes, &score);
	return score.score_e4;
}
