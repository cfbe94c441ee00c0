/*
 * test_trajectory.c - shapes and runs of threads, worked out by hand from the definition
 */
#include "unit.h"

#include <string.h>

#include "senti_trajectory.h"

#define DAY INT64_C(86400)
#define TURNS_MAX 12

/* A trajectory of scores in hundredths, a day apart. */
static SentiTrajectory
thread(const int *scores, int n)
{
	SentiTrajectory trajectory;

	senti_trajectory_init(&trajectory);
	for (int i = 0; i < n; i++)
		CHECK(senti_trajectory_add(&trajectory, scores[i] * 100, i * DAY));
	return trajectory;
}

#define THREAD(...) thread((const int[]) {__VA_ARGS__}, (int) (sizeof((const int[]) {__VA_ARGS__}) / sizeof(int)))

/* The shape of a thread. */
#define CHECK_SHAPE(shape, ...) \
	do { \
		SentiTrajectory checked = THREAD(__VA_ARGS__); \
		CHECK_STR(senti_shape_name(senti_trajectory_shape(&checked)), (shape)); \
	} while (0)

#define CHECK_WORSENING(turns, ...) \
	do { \
		SentiTrajectory checked = THREAD(__VA_ARGS__); \
		CHECK_EQ(checked.worsening_turns, (turns)); \
	} while (0)

static void
test_values(void)
{
	SentiTrajectory trajectory = THREAD(20, -30, 50, 10);
	double		slope;

	CHECK_EQ(trajectory.summary.n, 4);
	CHECK_EQ(trajectory.first_e4, 2000);
	CHECK_EQ(trajectory.second_e4, -3000);
	CHECK_EQ(trajectory.before_last_e4, 5000);
	CHECK_EQ(trajectory.last_e4, 1000);
	CHECK_EQ(trajectory.low_e4, -3000);
	CHECK_EQ(trajectory.high_e4, 5000);
	/* days -1.5, -0.5, 0.5, 1.5 from their mean: (-0.3 + 0.15 + 0.25 + 0.15) / 5 */
	CHECK(senti_summary_trend(&trajectory.summary, &slope));
	CHECK_NEAR(slope, 0.05, 1e-12);

	trajectory = THREAD(-40);
	CHECK_EQ(trajectory.first_e4, -4000);
	CHECK_EQ(trajectory.last_e4, -4000);
	CHECK_EQ(trajectory.low_e4, -4000);
	CHECK_EQ(trajectory.high_e4, -4000);
	CHECK_EQ(trajectory.worsening_turns, 0);
	CHECK(!senti_summary_trend(&trajectory.summary, &slope));
}

static void
test_stable(void)
{
	CHECK_SHAPE("stable_neu", 0);
	CHECK_SHAPE("stable_pos", 16);
	CHECK_SHAPE("stable_neu", 15);	/* the band belongs to neutral */
	CHECK_SHAPE("stable_neu", -15);
	CHECK_SHAPE("stable_neg", -16);
	/* by the mean: 0.45 / 3 is 0.15, 0.46 / 3 is over it */
	CHECK_SHAPE("stable_neu", 10, 20, 15);
	CHECK_SHAPE("stable_pos", 10, 20, 16);
	CHECK_SHAPE("stable_neg", -10, -20, -16);
	/* of two turns the first two are the last two */
	CHECK_SHAPE("stable_neu", 100, -100);
	CHECK_SHAPE("stable_neg", 50, -90);
}

static void
test_drift(void)
{
	/* three turns: half the way from the first to the last */
	CHECK_SHAPE("deteriorating", 40, 0, -40);
	CHECK_SHAPE("stable_neu", 40, 0, -39);
	CHECK_SHAPE("recovering", -40, 0, 40);
	CHECK_SHAPE("stable_neu", -39, 0, 40);
	/* 0.25 to -0.15 is 0.4 */
	CHECK_SHAPE("deteriorating", 30, 20, 40, -10, -20);
	CHECK_SHAPE("recovering", 0, 10, 45, 45);
	CHECK_SHAPE("stable_pos", 0, 10, 44, 45);
	/* what is between counts for nothing but the mean */
	CHECK_SHAPE("stable_neg", -60, -70, -90, -90, -50, -50);
}

static void
test_volatile(void)
{
	CHECK_SHAPE("volatile", 0, 60, 0);
	CHECK_SHAPE("volatile", 0, -60, 0);
	CHECK_SHAPE("stable_pos", 0, 60, 1);	/* a step of 0.59 */
	CHECK_SHAPE("stable_pos", 1, 60, 0);
	/* small steps between large ones do not part them */
	CHECK_SHAPE("volatile", 0, 70, 50, 60, -10);
	/* the same way twice */
	CHECK_SHAPE("recovering", -80, -10, 60);
	CHECK_SHAPE("deteriorating", 90, 20, 10, -60);
	/* before any drift */
	CHECK_SHAPE("volatile", -100, -20, -80, 60, 90);
	/* down, down, up */
	CHECK_SHAPE("volatile", 100, 30, -40, 20, 20);
}

static void
test_worsening(void)
{
	CHECK_WORSENING(1, 50, 0);
	CHECK_WORSENING(3, 50, 20, 0, -30);
	CHECK_WORSENING(2, 50, 20, 30, 0, -30);	/* anew after a better turn */
	CHECK_WORSENING(0, 50, 20, 0, 10);
	CHECK_WORSENING(0, 50, 20, 20);
	CHECK_WORSENING(0, 30, 20);		/* 0.1 is not more than the step */
	CHECK_WORSENING(1, 30, 19);
	CHECK_WORSENING(0, 0, 100);
	CHECK_WORSENING(1, 100, -100);
}

/* An independent account over whole arrays: the large steps first, then their neighbours. */
static const char *
shape_of(const int *scores, int n)
{
	int			large[TURNS_MAX];
	int			count = 0;
	int			pair = n > 1 ? 2 : 1;
	int			early = 0;
	int			late = 0;
	int			sum = 0;

	for (int i = 1; i < n; i++)
		if (scores[i] - scores[i - 1] >= 60 || scores[i - 1] - scores[i] >= 60)
			large[count++] = scores[i] > scores[i - 1] ? 1 : -1;
	for (int i = 1; i < count; i++)
		if (large[i] + large[i - 1] == 0)
			return "volatile";
	for (int i = 0; i < pair; i++)
	{
		early += scores[i];
		late += scores[n - 1 - i];
	}
	if (early - late >= 40 * pair)
		return "deteriorating";
	if (late - early >= 40 * pair)
		return "recovering";
	for (int i = 0; i < n; i++)
		sum += scores[i];
	return sum > 15 * n ? "stable_pos" : sum < -15 * n ? "stable_neg" : "stable_neu";
}

static void
test_random(void)
{
	uint64_t	seed = 5;

	for (int round = 0; round < 20000; round++)
	{
		int			scores[TURNS_MAX];
		int			n = (int) unit_between(&seed, 1, TURNS_MAX);
		int			unit = unit_random(&seed) % 2 ? 10 : 1;
		SentiTrajectory trajectory;

		for (int i = 0; i < n; i++)
			scores[i] = (int) unit_between(&seed, -100 / unit, 100 / unit) * unit;
		trajectory = thread(scores, n);
		if (!CHECK_STR(senti_shape_name(senti_trajectory_shape(&trajectory)), shape_of(scores, n)))
			return;
	}
}

const UnitTest trajectory_tests[] = {
	{"first, last, low, high and slope", test_values},
	{"stable by the mean of all turns", test_stable},
	{"drift from the first two turns to the last two", test_drift},
	{"volatile: large steps up and down", test_volatile},
	{"worsening turns up to the last", test_worsening},
	{"shapes of random threads as by the definition", test_random},
	{NULL, NULL}
};
