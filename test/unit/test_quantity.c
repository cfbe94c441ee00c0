/*
 * test_quantity.c - how long and how many, then and now
 */
#include "unit.h"

static void
test_less_is_better(void)
{
	static const ScoreCase cases[] = {
		{"The old import was 12 minutes. With the new one it is 40 seconds.", POSITIVE, "40 seconds"},
		{"The old import was 40 seconds. With the new one it is 12 minutes.", NEGATIVE, "12 minutes"},
		{"Login is 3 seconds after the patch; before the patch it was about 20.", POSITIVE, "before"},
		{"A refund was two clicks before. Now it's nine.", NEGATIVE, "nine"},
		{"The overview used to fit on one page. Now we scroll through six tabs.", NEGATIVE, "six tabs"},
		{"The restore went from 2 h to 90 min.", POSITIVE, "90 min"},
		{"The other portal answers in 2 seconds. Here it is 30.", NEGATIVE, "30"},
		{"Last year the audit took eleven days. This year it took four.", POSITIVE, "four"},
	};

	CHECK_SCORES(cases);
}

/* Nothing is compared where nothing is told of both, where it is the same, of another kind, or far apart. */
static void
test_no_comparison(void)
{
	static const ScoreCase cases[] = {
		{"The old import was 40 seconds. With the new one it is 42 seconds.", NEUTRAL, NULL},
		{"The old import was 40 seconds. The new one makes 12 files.", NEUTRAL, NULL},
		{"The old import was 40 seconds. Could the new one be 12 minutes?", ZERO, NULL},
		{"The old plan was 40 euros, now it is the 12th.", NEUTRAL, NULL},
		{"It was at 10:40, now it is at 17:20.", NEUTRAL, NULL},
		{"The old import was 40 seconds. We moved. We grew. We hired. Now it is 12 minutes to the station.", NEUTRAL, NULL},
		{"Our plans run 12 and 24 months.", NEUTRAL, NULL},
	};

	CHECK_SCORES(cases);
}

const UnitTest quantity_tests[] = {
	{"less time and less work are better", test_less_is_better},
	{"quantities that are not to be compared", test_no_comparison},
	{NULL, NULL}
};
