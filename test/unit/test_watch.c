/*
 * test_watch.c - what an alert rule measures, worked out by hand; runs and windows against a plain recount
 */
#include "unit.h"

#include "senti_watch.h"

#define DAY INT64_C(86400000000)	/* microseconds */
#define NOON (DAY / 2)

/* ---- single messages ---- */

/* Messages of turns 1, 2, ...: each a letter for its turn's number and a score in hundredths; at noon of day `turn`. */
static int
thread(SentiInteraction *out, const int (*turns)[2], int n)
{
	for (int i = 0; i < n; i++)
		out[i] = (SentiInteraction) {
			.at = turns[i][0] * DAY + NOON + i, .day = turns[i][0], .turn = turns[i][0],
			.score = turns[i][1] / 100.0, .value = turns[i][1] / 100.0, .may_fire = true
		};
	return n;
}

static const SentiWatch hostile = {
	.metric = SENTI_METRIC_SCORE,.by_turn = true,.threshold = -0.7,.clear = -0.15,.max_gap_days = 14,.min_n = 1
};

static void
test_latest_turn(void)
{
	static const int calm[][2] = {{1, -80}, {2, 0}};
	static const int angry[][2] = {{1, 0}, {2, 10}, {2, -80}, {2, 20}};
	static const int between[][2] = {{1, -80}, {2, -40}};
	SentiInteraction m[4];
	SentiObservation seen;

	/* only the latest turn counts */
	CHECK(senti_watch_interactions(&hostile, m, thread(m, calm, 2), 3 * DAY, 3, &seen));
	CHECK_EQ(seen.breached_days, 0);
	CHECK_EQ(seen.cleared_days, 1);
	CHECK_EQ(seen.n, 2);
	/* which is as bad as its worst message */
	CHECK(senti_watch_interactions(&hostile, m, thread(m, angry, 4), 3 * DAY, 3, &seen));
	CHECK(seen.value == -0.8);
	CHECK_EQ(seen.breached_days, 1);
	CHECK_EQ(seen.cleared_days, 0);
	CHECK_EQ(seen.since, 2 * DAY + NOON + 1);
	CHECK_EQ(seen.until, 2 * DAY + NOON + 3);
	/* the worst of those that may fire: another has not the emotion that is asked for */
	m[2].may_fire = false;
	CHECK(senti_watch_interactions(&hostile, m, 4, 3 * DAY, 3, &seen));
	CHECK(seen.value == 0.1);
	/* between the thresholds: neither */
	CHECK(senti_watch_interactions(&hostile, m, thread(m, between, 2), 3 * DAY, 3, &seen));
	CHECK_EQ(seen.breached_days + seen.cleared_days, 0);
}

static void
test_stage(void)
{
	static const int later_calm[][2] = {{1, -80}, {2, 0}, {3, -80}};
	static const int still_hot[][2] = {{1, -80}, {2, -40}};
	SentiInteraction m[3];
	SentiObservation seen;

	/* a rule of the first turn: a hot one stays hot while nothing good came */
	thread(m, still_hot, 2);
	m[1].may_fire = false;
	CHECK(senti_watch_interactions(&hostile, m, 2, 3 * DAY, 3, &seen));
	CHECK(seen.value == -0.8);
	CHECK_EQ(seen.breached_days, 1);
	CHECK_EQ(seen.until, 1 * DAY + NOON);
	/* once a good turn came it is over, whatever comes then */
	thread(m, later_calm, 3);
	m[1].may_fire = m[2].may_fire = false;
	CHECK(senti_watch_interactions(&hostile, m, 2, 3 * DAY, 3, &seen));
	CHECK_EQ(seen.breached_days, 0);
	CHECK_EQ(seen.cleared_days, 1);
	CHECK(senti_watch_interactions(&hostile, m, 3, 3 * DAY, 3, &seen));
	CHECK_EQ(seen.breached_days, 0);
	CHECK_EQ(seen.cleared_days, 0);
	/* none of the stage */
	m[0].may_fire = false;
	CHECK(!senti_watch_interactions(&hostile, m, 3, 3 * DAY, 3, &seen));
}

static void
test_silence(void)
{
	static const int one[][2] = {{1, -80}};
	SentiInteraction m[1];
	SentiObservation seen;

	thread(m, one, 1);
	CHECK(senti_watch_interactions(&hostile, m, 1, 15 * DAY, 15, &seen));
	CHECK(!seen.is_stale);		/* 14 days */
	CHECK(senti_watch_interactions(&hostile, m, 1, 16 * DAY, 16, &seen));
	CHECK(seen.is_stale);
}

/* Of an account: the worst of the last period, without one the latest. */
static void
test_look_back(void)
{
	static const int said[][2] = {{1, 90}, {5, 10}, {6, 20}};
	SentiWatch	churn = {.metric = SENTI_METRIC_CHURN_RISK,.is_above = true,.is_inclusive = true,.threshold = 0.9,.clear = 0.3,.max_gap_days = 30,.min_n = 1};
	SentiInteraction m[3];
	SentiObservation seen;

	thread(m, said, 3);
	CHECK(senti_watch_interactions(&churn, m, 3, 7 * DAY, 7, &seen));
	CHECK(seen.value == 0.2);
	CHECK_EQ(seen.cleared_days, 1);
	churn.period_days = 5;		/* the first was at noon of day 1 */
	CHECK(senti_watch_interactions(&churn, m, 3, 6 * DAY + NOON - 1, 6, &seen));
	CHECK(seen.value == 0.9);	/* at the threshold, inclusive */
	CHECK_EQ(seen.breached_days, 1);
	CHECK_EQ(seen.n, 3);
	CHECK(senti_watch_interactions(&churn, m, 3, 6 * DAY + NOON, 6, &seen));
	CHECK(seen.value == 0.2);	/* the period begins behind it */
	CHECK_EQ(seen.n, 2);
	churn.is_inclusive = false;
	CHECK(senti_watch_interactions(&churn, m, 1, 2 * DAY, 2, &seen));
	CHECK_EQ(seen.breached_days, 0);
}

static void
test_turns(void)
{
	static const int fell[][2] = {{1, 40}, {1, 20}, {2, -50}, {3, 10}, {4, -90}};
	static const int sinks[][2] = {{1, 0}, {2, 30}, {3, 15}, {4, 10}, {4, -10}, {5, -20}};
	SentiWatch	shift = {.metric = SENTI_METRIC_FIRST_SHIFT,.by_turn = true,.is_inclusive = true,.threshold = -0.5,.clear = -0.25,.max_gap_days = 14,.min_n = 1};
	SentiWatch	worse = {.metric = SENTI_METRIC_WORSENING_TURNS,.by_turn = true,.is_above = true,.is_inclusive = true,.threshold = 3,.clear = 0,.max_gap_days = 14,.min_n = 1};
	SentiInteraction m[6];
	SentiObservation seen;

	/* 0.3 in the mean, then -0.5: -0.8 */
	thread(m, fell, 5);
	CHECK(!senti_watch_interactions(&shift, m, 2, 9 * DAY, 9, &seen));	/* one turn has no shift */
	CHECK(senti_watch_interactions(&shift, m, 3, 9 * DAY, 9, &seen));
	CHECK(seen.value > -0.801 && seen.value < -0.799);
	CHECK_EQ(seen.breached_days, 1);
	CHECK_EQ(seen.since, m[0].at);
	CHECK_EQ(seen.until, m[2].at);
	CHECK_EQ(seen.cleared_days, 0);
	/* the third is 0.2 below the first: recovered, and the fourth is not the first answer's doing */
	for (int n = 4; n <= 5; n++)
	{
		CHECK(senti_watch_interactions(&shift, m, n, 9 * DAY, 9, &seen));
		CHECK(seen.value > -0.801 && seen.value < -0.799);
		CHECK_EQ(seen.cleared_days, 1);
		CHECK_EQ(seen.breached_days, 0);
	}
	/* 0, 0.3, 0.15, 0, -0.2: three in a row were worse than the one before */
	thread(m, sinks, 6);
	CHECK(senti_watch_interactions(&worse, m, 6, 9 * DAY, 9, &seen));
	CHECK(seen.value == 3);
	CHECK_EQ(seen.breached_days, 1);
	CHECK_EQ(seen.since, m[1].at);
	CHECK_EQ(seen.until, m[5].at);
	/* two readers differ by 0.1 */
	m[2].score = m[2].value = 0.2;
	CHECK(senti_watch_interactions(&worse, m, 6, 9 * DAY, 9, &seen));
	CHECK(seen.value == 2);
	CHECK(senti_watch_interactions(&worse, m, 2, 9 * DAY, 9, &seen));
	CHECK(seen.value == 0);
	CHECK_EQ(seen.cleared_days, 1);
}

/* ---- days ---- */

/* A day with interactions of these scores, in 1/10000. */
static SentiDay
day_of(int32_t day, int n, const int32_t *scores)
{
	SentiDay	out = {.day = day,.first_at = day * DAY,.last_at = day * DAY + n};

	senti_summary_init(&out.tally);
	for (int i = 0; i < n; i++)
	{
		SentiRow	row = {.score_e4 = scores[i],.weight_mille = SENTI_WEIGHT_ONE};

		CHECK(senti_summary_add(&out.tally, &row));
	}
	return out;
}

static SentiDay
day_with(int32_t day, int32_t score)
{
	return day_of(day, 1, &score);
}

static const SentiWatch support = {
	.metric = SENTI_METRIC_MEAN,.threshold = -0.3,.clear = -0.15,.hold_days = 14,.max_gap_days = 4,.min_n = 1
};
static const SentiBackground unknown;

static void
test_streak(void)
{
	static const int32_t weekend[] = {1, 2, 3, 4, 8, 9, 10, 11, 12, 13, 14};
	SentiDay	days[16];
	SentiObservation seen;

	/* days without a word count while the gap is at most four days: from the first to the last, inclusive */
	for (int i = 0; i < 11; i++)
		days[i] = day_with(weekend[i], -5000);
	senti_watch_days(&support, days, 11, 14, &unknown, &seen);
	CHECK_EQ(seen.breached_days, 14);
	CHECK_EQ(seen.n, 11);
	CHECK_EQ(seen.since, 1 * DAY);
	CHECK_EQ(seen.until, 14 * DAY + 1);
	CHECK(seen.value == -0.5);
	CHECK_EQ(seen.cleared_days, 0);
	/* a gap of five does not */
	days[10].day = 18;
	senti_watch_days(&support, days, 11, 18, &unknown, &seen);
	CHECK_EQ(seen.breached_days, 1);
	CHECK_EQ(seen.n, 1);
	/* a day at the threshold ends it: below is below */
	days[10] = day_with(14, -3000);
	senti_watch_days(&support, days, 11, 14, &unknown, &seen);
	CHECK_EQ(seen.breached_days, 0);
	CHECK_EQ(seen.cleared_days, 0);
	/* the value of a run is its mean: ten of -0.5 and one of -0.94 */
	days[10] = day_with(14, -9400);
	senti_watch_days(&support, days, 11, 14, &unknown, &seen);
	CHECK(seen.value > -0.5401 && seen.value < -0.5399);
	/* good days count likewise, from -0.15 on */
	days[9] = day_with(13, -1500);
	days[10] = day_with(14, 2000);
	senti_watch_days(&support, days, 11, 14, &unknown, &seen);
	CHECK_EQ(seen.cleared_days, 2);
	CHECK(seen.value == 0.2);
	senti_watch_days(&support, days, 11, 18, &unknown, &seen);
	CHECK(!seen.is_stale);
	senti_watch_days(&support, days, 11, 19, &unknown, &seen);
	CHECK(seen.is_stale);
}

/* 2 * n interactions on each of two days, half of them `spread` above the mean and half below. */
static void
two_days(SentiDay days[2], int n, int32_t before, int32_t now, int32_t spread)
{
	int32_t		scores[64] = {0};

	for (int d = 0; d < 2; d++)
	{
		for (int i = 0; i < 2 * n; i++)
			scores[i] = (d == 0 ? before : now) + (i % 2 ? spread : -spread);
		days[d] = day_of(d == 0 ? 1 : 31, 2 * n, scores);
	}
}

static void
test_change(void)
{
	SentiWatch	fell = {.metric = SENTI_METRIC_RELATIVE_CHANGE,.is_inclusive = true,.threshold = -0.25,.clear = -0.1,.period_days = 30,.max_gap_days = 14,.min_n = 5};
	SentiDay	days[3];
	SentiObservation seen;

	/* 0.65 to 0.50 on the scale of 0 to 1 is -23.1 %: not a quarter */
	two_days(days, 5, 3000, 0, 0);
	senti_watch_days(&fell, days, 2, 31, &unknown, &seen);
	CHECK(seen.value > -0.2308 && seen.value < -0.2307);
	CHECK_EQ(seen.breached_days, 0);
	CHECK_EQ(seen.cleared_days, 0);
	/* 0.75 to 0.5625 is -25 % */
	two_days(days, 5, 5000, 1250, 0);
	senti_watch_days(&fell, days, 2, 31, &unknown, &seen);
	CHECK(seen.value == -0.25);
	CHECK_EQ(seen.breached_days, 1);
	CHECK_EQ(seen.n, 10);
	/*
	 * The same within its error: with 10 rows of +-s each variance is s^2, a mean's squared error s^2 / 9, that of the
	 * difference 2 s^2 / 9; 0.375 is more than twice its root while s < 0.3977.
	 */
	two_days(days, 5, 5000, 1250, 3970);
	senti_watch_days(&fell, days, 2, 31, &unknown, &seen);
	CHECK_EQ(seen.breached_days, 1);
	two_days(days, 5, 5000, 1250, 3980);
	senti_watch_days(&fell, days, 2, 31, &unknown, &seen);
	CHECK(seen.value == 0);
	CHECK_EQ(seen.breached_days, 0);
	/* four in one of the periods say nothing */
	two_days(days, 2, 5000, 1250, 0);
	senti_watch_days(&fell, days, 2, 31, &unknown, &seen);
	CHECK_EQ(seen.breached_days + seen.cleared_days, 0);
	/* what was before both periods does not matter */
	two_days(days + 1, 5, 5000, 1250, 0);
	days[1].day = 31;
	days[2].day = 61;
	days[0] = day_of(1, 5, (const int32_t[]) {-9000, -9000, -9000, -9000, -9000});
	senti_watch_days(&fell, days, 3, 61, &unknown, &seen);
	CHECK(seen.value == -0.25);
	/* time alone: on day 60 the first day has left both periods, and the second is still the last one */
	two_days(days, 5, 5000, 1250, 0);
	senti_watch_days(&fell, days, 2, 60, &unknown, &seen);
	CHECK(seen.is_stale);
	/* a drop is in points */
	fell.metric = SENTI_METRIC_DROP;
	fell.is_above = true;
	fell.threshold = 0.375;
	fell.clear = 0.1;
	senti_watch_days(&fell, days, 2, 31, &unknown, &seen);
	CHECK(seen.value == 0.375);
	CHECK_EQ(seen.breached_days, 1);
	/* what rises has not dropped */
	two_days(days, 5, 0, 3000, 0);
	senti_watch_days(&fell, days, 2, 31, &unknown, &seen);
	CHECK(seen.value == -0.3);
	CHECK_EQ(seen.cleared_days, 1);
}

static void
test_trend(void)
{
	SentiWatch	slides = {.metric = SENTI_METRIC_TREND,.threshold = -0.015,.clear = 0,.period_days = 42,.max_gap_days = 14,.min_n = 3};
	SentiDay	days[8];
	SentiObservation seen;

	/* from 0.3 by -0.1 each five days: -0.02 a day, a perfect line */
	for (int i = 0; i < 8; i++)
		days[i] = day_with(1 + 5 * i, 3000 - 1000 * i);
	senti_watch_days(&slides, days, 8, 36, &unknown, &seen);
	CHECK(seen.value > -0.02000001 && seen.value < -0.01999999);
	CHECK_EQ(seen.breached_days, 1);
	/* two interactions are always on a line, and no trend */
	slides.min_n = 1;
	senti_watch_days(&slides, days, 2, 6, &unknown, &seen);
	CHECK(seen.value == 0);
	/* up and down: the slope is within its error */
	for (int i = 0; i < 8; i++)
		days[i] = day_with(1 + 5 * i, i % 2 ? 5000 : -5000);
	senti_watch_days(&slides, days, 8, 36, &unknown, &seen);
	CHECK(seen.value == 0);
	CHECK_EQ(seen.breached_days, 0);
}

static void
test_falls(void)
{
	SentiDay	days[2];
	SentiSummary one;

	/* by 0.3, four on each side 0.1 from the mean: twice the error is 2 * sqrt(2 * 0.01 / 3) = 0.16 */
	two_days(days, 2, 3000, 0, 1000);
	CHECK(senti_watch_falls(&days[0].tally, &days[1].tally, 4));
	CHECK(!senti_watch_falls(&days[1].tally, &days[0].tally, 4));
	CHECK(!senti_watch_falls(&days[0].tally, &days[1].tally, 5));
	/* 0.4 from the mean: 0.65 */
	two_days(days, 2, 3000, 0, 4000);
	CHECK(!senti_watch_falls(&days[0].tally, &days[1].tally, 4));
	/* by 0.19, without any error */
	two_days(days, 2, 1900, 0, 0);
	CHECK(!senti_watch_falls(&days[0].tally, &days[1].tally, 4));
	/* of a single message there is no error to be beyond */
	one = day_of(1, 1, (const int32_t[]) {9000}).tally;
	CHECK(!senti_watch_falls(&one, &days[1].tally, 1));
}

static void
test_other_days(void)
{
	static const int32_t scores[] = {5000, 5000, -5000, 0};
	SentiWatch	watch = {.metric = SENTI_METRIC_NET,.threshold = 10,.clear = 20,.period_days = 7,.max_gap_days = 7,.min_n = 1};
	SentiBackground background = {.has_normal_low = true,.normal_low = 0.2};
	SentiDay	day = day_of(5, 4, scores);
	SentiObservation seen;

	senti_watch_days(&watch, &day, 1, 5, &unknown, &seen);
	CHECK(seen.value == 25);	/* two good, one bad, one neutral */
	watch.metric = SENTI_METRIC_EMOTION;
	day.emotional = 3;
	senti_watch_days(&watch, &day, 1, 5, &unknown, &seen);
	CHECK(seen.value == 0.75);
	/* mean 0.125: 0.075 below the normal range */
	watch = (SentiWatch) {.metric = SENTI_METRIC_OUTSIDE_BASELINE,.is_above = true,.threshold = 0.05,.clear = 0,.period_days = 7,.max_gap_days = 7,.min_n = 1};
	senti_watch_days(&watch, &day, 1, 5, &background, &seen);
	CHECK(seen.value > 0.07499 && seen.value < 0.07501);
	CHECK_EQ(seen.breached_days, 1);
	senti_watch_days(&watch, &day, 1, 5, &unknown, &seen);
	CHECK_EQ(seen.breached_days + seen.cleared_days, 0);
	/* words against other signs: only while these are green; when they turn, signs agree */
	watch = (SentiWatch) {.metric = SENTI_METRIC_DIVERGENCE,.threshold = 0.2,.clear = 0.3,.period_days = 7,.max_gap_days = 7,.min_n = 1};
	background.is_green = true;
	senti_watch_days(&watch, &day, 1, 5, &background, &seen);
	CHECK_EQ(seen.breached_days, 1);
	senti_watch_days(&watch, &day, 1, 5, &unknown, &seen);
	CHECK_EQ(seen.breached_days, 0);
	CHECK_EQ(seen.cleared_days, 1);
	/* four accounts fall, and five */
	watch = (SentiWatch) {.metric = SENTI_METRIC_SPREAD,.is_above = true,.is_inclusive = true,.threshold = 5,.clear = 2,.period_days = 14,.max_gap_days = 7};
	senti_watch_spread(&watch, 4, 19, 19, &seen);
	CHECK_EQ(seen.breached_days + seen.cleared_days, 0);
	senti_watch_spread(&watch, 5, 19, 19, &seen);
	CHECK_EQ(seen.breached_days, 1);
	senti_watch_spread(&watch, 2, 19, 27, &seen);
	CHECK_EQ(seen.cleared_days, 1);
	CHECK(seen.is_stale);
}

/* Is the rolling mean of the days (day - period, day] below the threshold, and has it min_n interactions?  Counted anew from scores. */
static bool
recount(const int32_t *day_of_score, const int32_t *scores, int n, int32_t day, const SentiWatch *watch)
{
	int64_t		sum = 0,
				count = 0;

	for (int i = 0; i < n; i++)
		if (day_of_score[i] > day - watch->period_days && day_of_score[i] <= day)
		{
			sum += scores[i];
			count++;
		}
	return count > 0 && count >= watch->min_n && sum < -3000 * count;
}

static void
test_against_recount(void)
{
	uint32_t	seed = 1;

	for (int round = 0; round < 3000; round++)
	{
		SentiWatch	watch = {.metric = SENTI_METRIC_MEAN,.threshold = -0.3,.clear = -0.1,.max_gap_days = 4};
		int32_t		when[40],
					scores[40];
		SentiDay	days[40];
		int			n = 1 + round % 40,
					count = 0;
		int32_t		day = 1,
					today,
					first;
		SentiObservation seen;

		watch.period_days = 1 + round % 9;
		watch.hold_days = 40;
		watch.min_n = 1 + round % 3;
		for (int i = 0; i < n; i++)
		{
			seed = seed * 1664525 + 1013904223;
			day += (seed >> 24) % 8 < 5 ? 0 : (int32_t) ((seed >> 20) % 4);
			when[i] = day;
			scores[i] = (int32_t) ((seed >> 8) % 8000) - 7000;
			if (count == 0 || days[count - 1].day != day)
				days[count++] = day_with(day, scores[i]);
			else
			{
				SentiRow	row = {.score_e4 = scores[i],.weight_mille = SENTI_WEIGHT_ONE};

				CHECK(senti_summary_add(&days[count - 1].tally, &row));
			}
		}
		today = day + round % 3;
		senti_watch_days(&watch, days, count, today, &unknown, &seen);
		/* back from today over the days with a word, none further than the gap from the next */
		first = today + 1;
		for (int32_t at = today; at > 0 && first - at <= (first > today ? 1 : watch.max_gap_days); at--)
		{
			bool		has_word = at == today;

			for (int i = 0; i < n; i++)
				has_word |= when[i] == at;
			if (!has_word)
				continue;
			if (!recount(when, scores, n, at, &watch))
				break;
			first = at;
		}
		CHECK_EQ(seen.breached_days, today + 1 - first);
	}
}

/* ---- the first look ---- */

static void
test_first_look(void)
{
	SentiWatch	watch = hostile;

	CHECK(senti_watch_may_fire(&watch, -0.71, -0.71, true));
	CHECK(!senti_watch_may_fire(&watch, -0.7, -0.7, true));
	CHECK(!senti_watch_may_fire(&watch, -0.9, -0.9, false));	/* not with the emotion that is asked for */
	watch.metric = SENTI_METRIC_MEAN;
	watch.threshold = -0.3;
	CHECK(senti_watch_may_fire(&watch, -0.31, -0.31, true));
	CHECK(!senti_watch_may_fire(&watch, -0.3, -0.3, true));
	/* days in a row wait for evaluate() */
	watch.hold_days = 14;
	CHECK(!senti_watch_may_fire(&watch, -0.31, -0.31, true));
	/* what is worse when it is low comes with a bad word, what is better with a good one; worsening turns count upwards */
	watch = (SentiWatch) {.metric = SENTI_METRIC_NET,.threshold = -20};
	CHECK(senti_watch_may_fire(&watch, -0.2, -0.2, true));
	CHECK(!senti_watch_may_fire(&watch, 0, 0, true));
	watch.is_above = true;
	CHECK(!senti_watch_may_fire(&watch, -0.2, -0.2, true));
	CHECK(senti_watch_may_fire(&watch, 0.2, 0.2, true));
	watch.metric = SENTI_METRIC_WORSENING_TURNS;
	CHECK(senti_watch_may_fire(&watch, -0.2, -0.2, true));
	/* a change of weeks waits for evaluate() */
	watch = (SentiWatch) {.metric = SENTI_METRIC_DROP,.is_above = true,.threshold = 0.3};
	CHECK(!senti_watch_may_fire(&watch, -1, -1, true));
	watch.metric = SENTI_METRIC_EMOTION;
	CHECK(senti_watch_may_fire(&watch, 0.9, 0.9, true));
	CHECK(!senti_watch_may_fire(&watch, 0.9, 0.9, false));
}

static void
test_horizon(void)
{
	SentiWatch	watch = support;

	/* a run of 14 days after two silences of four, and a month more to tell when it began */
	CHECK_EQ(senti_watch_horizon(&watch), 28 + 8 + 30);
	watch.period_days = 30;
	CHECK_EQ(senti_watch_horizon(&watch), 60 + 14 + 4);
	watch.metric = SENTI_METRIC_SCORE;
	CHECK_EQ(senti_watch_horizon(&watch), 30 + 4 + 1);
}

const UnitTest watch_tests[] = {
	{"a ticket is judged by the worst of its latest turn", test_latest_turn},
	{"a stage fires while nothing good came after it", test_stage},
	{"silence is stale", test_silence},
	{"an account is judged by the worst of the period", test_look_back},
	{"first shift and worsening turns", test_turns},
	{"runs of days, with gaps", test_streak},
	{"a change must exceed twice its standard error", test_change},
	{"an account falls", test_falls},
	{"trend", test_trend},
	{"net, emotion, baseline, divergence, spread", test_other_days},
	{"rolling runs against a recount", test_against_recount},
	{"the first look at a message", test_first_look},
	{"how far back a rule looks", test_horizon},
	{NULL, NULL}
};
