/*
 * test_confidence.c - probabilities of the labels
 */
#include "unit.h"

static void
test_sum(void)
{
	for (int32_t score = -SENTI_SCORE_ONE; score <= SENTI_SCORE_ONE; score++)
	{
		int32_t		p[3] = {-1, -1, -1};

		senti_probabilities(score, p);
		CHECK_EQ(p[SENTI_NEGATIVE] + p[SENTI_NEUTRAL] + p[SENTI_POSITIVE], 10000);
		for (int label = 0; label < 3; label++)
			CHECK(p[label] >= 0 && p[label] <= 10000);
	}
}

/* A better score never makes "negative" likelier nor "positive" less likely. */
static void
test_monotone(void)
{
	int32_t		last[3];

	senti_probabilities(-SENTI_SCORE_ONE, last);
	for (int32_t score = -SENTI_SCORE_ONE + 1; score <= SENTI_SCORE_ONE; score++)
	{
		int32_t		p[3];

		senti_probabilities(score, p);
		CHECK(p[SENTI_NEGATIVE] <= last[SENTI_NEGATIVE]);
		CHECK(p[SENTI_POSITIVE] >= last[SENTI_POSITIVE]);
		/* straight lines between knots: no jump from one score to the next */
		CHECK(last[SENTI_NEGATIVE] - p[SENTI_NEGATIVE] <= 10);
		CHECK(p[SENTI_POSITIVE] - last[SENTI_POSITIVE] <= 10);
		for (int label = 0; label < 3; label++)
			last[label] = p[label];
	}
}

/* At the ends the label of the score is the likely one. */
static void
test_ends(void)
{
	int32_t		p[3];

	senti_probabilities(-SENTI_SCORE_ONE, p);
	CHECK(p[SENTI_NEGATIVE] > 5000);
	senti_probabilities(SENTI_SCORE_ONE, p);
	CHECK(p[SENTI_POSITIVE] > 5000);
	senti_probabilities(0, p);
	CHECK(p[SENTI_NEUTRAL] > p[SENTI_POSITIVE] && p[SENTI_NEUTRAL] > p[SENTI_NEGATIVE]);
}

/* "|score| up to this is neutral": the band is closed. */
static void
test_label(void)
{
	static const int32_t bands[] = {0, 1, 500, 1500, 9999};

	for (int i = 0; i < 5; i++)
	{
		int32_t		band = bands[i];

		CHECK_EQ(senti_label(-SENTI_SCORE_ONE, band), SENTI_NEGATIVE);
		CHECK_EQ(senti_label(-band - 1, band), SENTI_NEGATIVE);
		CHECK_EQ(senti_label(-band, band), SENTI_NEUTRAL);
		CHECK_EQ(senti_label(0, band), SENTI_NEUTRAL);
		CHECK_EQ(senti_label(band, band), SENTI_NEUTRAL);
		CHECK_EQ(senti_label(band + 1, band), SENTI_POSITIVE);
		CHECK_EQ(senti_label(SENTI_SCORE_ONE, band), SENTI_POSITIVE);
	}
	CHECK_EQ(senti_label(SENTI_SCORE_ONE, SENTI_SCORE_ONE), SENTI_NEUTRAL);
}

const UnitTest confidence_tests[] = {
	{"three probabilities add up to 1 for every score", test_sum},
	{"probabilities are monotone and without jumps", test_monotone},
	{"the ends are sure, the middle is neutral", test_ends},
	{"the neutral band is closed", test_label},
	{NULL, NULL}
};
