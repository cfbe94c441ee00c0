/*
 * senti_confidence.c - how often a score's label is right
 *
 * Share of each label among texts with such a score, at knots 0.1 apart,
 * straight lines between.  Integers, because the result is stored.
 *
 * Fitted to the train part of test/corpus and, with the same weight in all, to
 * b2b_dev and threads_dev: near each knot the texts count with a normal weight of
 * width 0.1; made monotone by pooling neighbours, then averaged with them 1:2:1.
 * The corpus is harder than an ordinary queue, the other two were tuned on.
 */
#include "senti_score.h"

#define KNOT_STEP_E4 1000

typedef struct Knot
{
	int16_t		negative_e4;
	int16_t		positive_e4;	/* neutral is the rest */
} Knot;

/* from score -1.0 to 1.0 */
static const Knot knots[21] = {
	{9350, 250}, {9200, 300}, {8950, 350}, {8700, 400}, {8450, 450}, {8150, 500}, {7600, 650},
	{6600, 850}, {5100, 900}, {3700, 900}, {2850, 1000}, {2550, 1650}, {2450, 3250}, {2250, 5150},
	{1900, 6450}, {1500, 7300}, {1150, 8050}, {850, 8750}, {550, 9250}, {350, 9550}, {250, 9650},
};

static int32_t
between(int32_t from, int32_t to, int32_t part)
{
	return from + (to - from) * part / KNOT_STEP_E4;
}

void
senti_probabilities(int32_t score_e4, int32_t probability_e4[3])
{
	int32_t		offset = score_e4 + SENTI_SCORE_ONE;
	int32_t		i = offset / KNOT_STEP_E4;
	int32_t		part = offset % KNOT_STEP_E4;

	if (i >= 20)
	{
		i = 19;
		part = KNOT_STEP_E4;
	}
	probability_e4[SENTI_NEGATIVE] = between(knots[i].negative_e4, knots[i + 1].negative_e4, part);
	probability_e4[SENTI_POSITIVE] = between(knots[i].positive_e4, knots[i + 1].positive_e4, part);
	probability_e4[SENTI_NEUTRAL] = SENTI_SCORE_ONE - probability_e4[SENTI_NEGATIVE] - probability_e4[SENTI_POSITIVE];
}
