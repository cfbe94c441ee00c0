/*
 * test_series.c - streak, decayed mean and cumulative sum
 */
#include "unit.h"

#include <math.h>

#include "senti_series.h"

/* A row of a streak and what it says after it; condition: 'y', 'n', '?' or 'b' for both in one step. */
typedef struct StreakRow
{
	char		condition;
	int64_t		at;
	int64_t		length;			/* -1: nothing is known */
} StreakRow;

static void
check_streak(const StreakRow *rows, uint64_t max_gap)
{
	SentiStreak streak = {0};

	for (; rows->condition; rows++)
	{
		uint64_t	length = 0;
		bool		is_known = senti_streak_step(&streak, rows->condition == 'y' || rows->condition == 'b',
												 rows->condition == 'n' || rows->condition == 'b', rows->at, max_gap, &length);

		CHECK_EQ(is_known ? (int64_t) length : -1, rows->length);
	}
}

static void
test_streak(void)
{
	static const StreakRow plain[] = {{'?', 0, -1}, {'y', 1, 0}, {'y', 3, 2}, {'?', 4, 2}, {'y', 7, 6}, {'n', 8, 0}, {'?', 12, 0}, {'?', 13, -1}, {'y', 31, 0}, {0}};
	static const StreakRow gap[] = {{'y', 10, 0}, {'y', 14, 4}, {'y', 19, 0}, {'?', 23, 0}, {'?', 24, -1}, {'?', 25, -1}, {'y', 26, 0}, {'n', 99, 0}, {0}};
	static const StreakRow both[] = {{'y', 0, 0}, {'b', 1, 0}, {'y', 2, 0}, {'y', 3, 1}, {0}};
	static const StreakRow far[] = {{'y', INT64_MIN, 0}, {'y', 0, 0}, {0}};

	check_streak(plain, 4);
	check_streak(gap, 4);		/* a gap of 4 does not end it, one of 5 does */
	check_streak(both, 4);
	check_streak(far, (UINT64_C(1) << 63) - 1);
}

static void
test_decay(void)
{
	static const uint64_t half_lives[] = {1, 3, 86400000000, 2592000000000, UINT64_C(9000000000000000000)};

	for (int h = 0; h < 5; h++)
	{
		uint64_t	half_life = half_lives[h];

		CHECK(senti_decay(0, half_life) == 1);
		for (int k = 1; k < 64 && (uint64_t) k <= UINT64_MAX / half_life; k++)
			CHECK(senti_decay((uint64_t) k * half_life, half_life) == ldexp(1, -k));
		for (int i = 0; i <= 6000; i++)
		{
			uint64_t	elapsed = half_life / 1000 * (uint64_t) i;
			double		right = exp2(-(double) elapsed / (double) half_life);

			if (i / 1000 >= 2 && h == 4)
				break;			/* past 2^64 */
			CHECK_NEAR(senti_decay(elapsed, half_life), right, right * 0x1p-50);
		}
	}
	CHECK(senti_decay(64, 1) == 0);
	CHECK(senti_decay(UINT64_MAX, 1) == 0);
}

static void
test_ewma(void)
{
	SentiEwma	ewma = {0};

	senti_ewma_step(&ewma, 6000, 1, INT64_C(-7000), 1000);
	CHECK(ewma.mean_e4 == 6000);
	/* one half-life later: (6000 / 2 + 0) / 1.5 */
	senti_ewma_step(&ewma, 0, 1, -6000, 1000);
	CHECK_NEAR(ewma.mean_e4, 2000, 1e-9);
	/* two at once, two half-lives later: weight 1.5 / 4, so (750 - 20000) / 2.375 */
	senti_ewma_step(&ewma, -20000, 2, -4000, 1000);
	CHECK_NEAR(ewma.mean_e4, -19250 / 2.375, 1e-9);
	/* long after, only the new one counts */
	senti_ewma_step(&ewma, 1234, 1, INT64_MAX, 1);
	CHECK(ewma.mean_e4 == 1234);
	/* a constant series has that mean */
	ewma = (SentiEwma) {0};
	for (int i = 0; i < 1000; i++)
		senti_ewma_step(&ewma, -3333, 1, i * i, 77);
	CHECK(ewma.mean_e4 == -3333);
}

static void
test_cusum(void)
{
	int64_t		sum = 0;

	/* target 0.1, slack 0.05: counted from 0.05 down */
	CHECK_EQ(sum = senti_cusum_step(sum, 1000, 1000, 500), 0);
	CHECK_EQ(sum = senti_cusum_step(sum, 400, 1000, 500), 100);
	CHECK_EQ(sum = senti_cusum_step(sum, -2000, 1000, 500), 2600);
	CHECK_EQ(sum = senti_cusum_step(sum, 2000, 1000, 500), 1100);
	CHECK_EQ(sum = senti_cusum_step(sum, 2000, 1000, 500), 0);
}

const UnitTest series_tests[] = {
	{"a streak is as long as the time from its first to its last yes", test_streak},
	{"decay halves with each half-life", test_decay},
	{"the weight of a score halves with each half-life", test_ewma},
	{"the cumulative sum is what is below target - slack, never under 0", test_cusum},
	{NULL, NULL}
};
