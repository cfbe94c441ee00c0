/*
 * senti_confidence.c - how often a score's label is right
 *
 * Share of each label among development texts with such a score, at knots 0.1
 * apart, straight lines between.  Integers, because the result is stored.
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
	{9600, 100}, {9600, 100}, {9500, 100}, {9400, 100}, {9200, 200}, {9000, 200}, {8600, 300},
	{8000, 400}, {7000, 500}, {5000, 700}, {2600, 1100}, {1200, 3500}, {900, 5500}, {700, 7200},
	{500, 8200}, {400, 8700}, {300, 9100}, {200, 9400}, {100, 9500}, {100, 9600}, {100, 9600},
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
