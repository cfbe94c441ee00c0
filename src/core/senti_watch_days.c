/*
 * senti_watch_days.c - what an alert rule measures of days: rolling windows, changes, runs
 */
#include "senti_watch.h"

#include <string.h>

#define STANDARD_ERRORS 2.0		/* a change that is not larger than this many is none */
#define FALL 0.2				/* of the mean, of an account among those that fall together */

/* The days of a window (from, to], summed up. */
typedef struct Window
{
	SentiSummary tally;
	int64_t		emotional;
	int64_t		first_at;		/* 0 and n = 0: none */
	int64_t		last_at;
} Window;

static void
window_sum(const SentiDay *days, int n, int32_t from, int32_t to, Window *window)
{
	memset(window, 0, sizeof(*window));
	senti_summary_init(&window->tally);
	/* from the end: what is asked for is recent */
	for (int i = n - 1; i >= 0 && days[i].day > from; i--)
	{
		if (days[i].day > to)
			continue;
		if (window->tally.n == 0)
			window->last_at = days[i].last_at;
		window->first_at = days[i].first_at;
		window->emotional += days[i].emotional;
		(void) senti_summary_merge(&window->tally, &days[i].tally);
	}
}

/* Squared standard error of a mean; n > 1. */
static double
squared_error(const SentiSummary *tally)
{
	double		variance = 0;

	(void) senti_summary_variance(tally, &variance);
	return variance / (double) (tally->n - 1);
}

static double
mean_of(const SentiSummary *tally)
{
	double		mean = 0;

	(void) senti_summary_mean(tally, &mean);
	return mean;
}

/* Is the change between two means, of at least two interactions each, beyond its error? */
static bool
is_beyond_error(const SentiSummary *before, const SentiSummary *now)
{
	double		change = mean_of(now) - mean_of(before);

	return change * change > STANDARD_ERRORS * STANDARD_ERRORS * (squared_error(now) + squared_error(before));
}

bool
senti_watch_falls(const SentiSummary *before, const SentiSummary *now, int64_t min_n)
{
	int64_t		least = min_n > 2 ? min_n : 2;

	return before->n >= least && now->n >= least &&
		mean_of(before) - mean_of(now) >= FALL - SENTI_WATCH_ROUNDING && is_beyond_error(before, now);
}

/* Mean now and before, the same when the change is within the error; false: not enough in one of them to tell. */
static bool
compare_periods(const SentiWatch *watch, const SentiDay *days, int n, int32_t day, const Window *now, double *mean, double *mean_before)
{
	Window		before;

	window_sum(days, n, day - 2 * watch->period_days, day - watch->period_days, &before);
	if (now->tally.n < 2 || before.tally.n < 2 || before.tally.n < watch->min_n)
		return false;
	*mean = mean_of(&now->tally);
	*mean_before = mean_of(&before.tally);
	if (!is_beyond_error(&before.tally, &now->tally))
		*mean = *mean_before;
	return true;
}

/* Slope of the score over the days of a window, 0 within the error; false with fewer than three interactions or two days. */
static bool
slope_of(const SentiDay *days, int n, int32_t from, int32_t to, const SentiSummary *tally, double *slope)
{
	double		center = 0,
				mean = mean_of(tally),
				sum_xx = 0,
				sum_xy = 0,
				sum_yy = 0,
				rest;

	/* x from the window's start, each day as heavy as its interactions */
	for (int i = n - 1; i >= 0 && days[i].day > from; i--)
		if (days[i].day <= to)
			center += (double) days[i].tally.n * (days[i].day - from);
	center /= (double) tally->n;
	for (int i = n - 1; i >= 0 && days[i].day > from; i--)
	{
		double		x = days[i].day - from - center,
					y = mean_of(&days[i].tally) - mean,
					weight = (double) days[i].tally.n,
					variance = 0;

		if (days[i].day > to)
			continue;
		(void) senti_summary_variance(&days[i].tally, &variance);
		sum_xx += weight * x * x;
		sum_xy += weight * x * y;
		sum_yy += weight * (y * y + variance);
	}
	if (tally->n < 3 || !(sum_xx > 0))
		return false;
	*slope = sum_xy / sum_xx;
	rest = sum_yy - *slope * sum_xy;
	/* squares on both sides; a perfect line leaves nothing, or less by rounding */
	if (!(*slope * *slope * sum_xx * (double) (tally->n - 2) > STANDARD_ERRORS * STANDARD_ERRORS * (rest > 0 ? rest : 0)))
		*slope = 0;
	return true;
}

/* The metric as of a day; false when it has no value. */
static bool
value_at(const SentiWatch *watch, const SentiDay *days, int n, int32_t day,
		 const SentiBackground *background, Window *window, double *value)
{
	int32_t		from = day - (watch->period_days > 0 ? watch->period_days : 1);
	double		now = 0,
				before = 0;

	window_sum(days, n, from, day, window);
	*value = 0;
	if (window->tally.n == 0 || (watch->period_days > 0 && window->tally.n < watch->min_n))
		return false;
	switch (watch->metric)
	{
		case SENTI_METRIC_MEAN:
			return senti_summary_mean(&window->tally, value);
		case SENTI_METRIC_NET:
			return senti_summary_net(&window->tally, value);
		case SENTI_METRIC_EMOTION:
			*value = (double) window->emotional / (double) window->tally.n;
			return true;
		case SENTI_METRIC_DROP:
			if (!compare_periods(watch, days, n, day, window, &now, &before))
				return false;
			*value = before - now;
			return true;
		case SENTI_METRIC_RELATIVE_CHANGE:
			if (!compare_periods(watch, days, n, day, window, &now, &before) || before <= -1)
				return false;
			*value = (now - before) / (before + 1);
			return true;
		case SENTI_METRIC_TREND:
			return slope_of(days, n, from, day, &window->tally, value);
		case SENTI_METRIC_OUTSIDE_BASELINE:
			*value = background->normal_low - mean_of(&window->tally);
			return background->has_normal_low;
		case SENTI_METRIC_DIVERGENCE:
			*value = mean_of(&window->tally);
			return background->is_green;
		default:
			return false;
	}
}

/* Position of the day in point i of a series that has today behind its last day, when time alone can move the value. */
static int32_t
point_day(const SentiDay *days, int n, int i, int32_t today)
{
	return i < n ? days[i].day : today;
}

/* Length in days of the run of points that ends with the last one, while `holds`; sets the tally and start of it. */
static int64_t
run_length(const SentiWatch *watch, const SentiDay *days, int n, int points, int32_t today, const SentiBackground *background,
		   bool (*holds) (const SentiWatch *, double), int *first)
{
	int32_t		last_day = point_day(days, n, points - 1, today);

	*first = points;
	for (int i = points - 1; i >= 0; i--)
	{
		Window		window;
		double		value;

		if (i < points - 1 && point_day(days, n, i + 1, today) - point_day(days, n, i, today) > watch->max_gap_days)
			break;
		if (!value_at(watch, days, n, point_day(days, n, i, today), background, &window, &value) || !holds(watch, value))
			break;
		*first = i;
		/* longer than asked is as good; a run without a period is measured to its start, because it is the evidence */
		if (watch->period_days > 0 && last_day - point_day(days, n, i, today) + 1 >= watch->hold_days)
			break;
	}
	return *first < points ? last_day - point_day(days, n, *first, today) + 1 : 0;
}

void
senti_watch_days(const SentiWatch *watch, const SentiDay *days, int n, int32_t today,
				 const SentiBackground *background, SentiObservation *seen)
{
	int			points = watch->period_days > 0 && days[n - 1].day < today ? n + 1 : n;
	int32_t		last_day = point_day(days, n, points - 1, today);
	Window		window;
	int			first;

	memset(seen, 0, sizeof(*seen));
	seen->is_stale = today - days[n - 1].day > watch->max_gap_days;
	if (value_at(watch, days, n, last_day, background, &window, &seen->value))
	{
		seen->breached_days = run_length(watch, days, n, points, today, background, senti_watch_is_breached, &first);
		if (seen->breached_days > 0 && watch->period_days == 0)
		{
			/* the run is the evidence, so its value is that of the whole run */
			SentiWatch	whole = *watch;

			whole.period_days = (int32_t) seen->breached_days;
			whole.min_n = 0;
			(void) value_at(&whole, days, n, last_day, background, &window, &seen->value);
		}
	}
	/* judged on the last day with words: silence moves windows, and is no recovery */
	if (seen->breached_days == 0)
		seen->cleared_days = run_length(watch, days, n, n, today, background, senti_watch_is_cleared, &first);
	if (watch->metric == SENTI_METRIC_DIVERGENCE && !background->is_green)
		seen->cleared_days = watch->hold_days > 0 ? watch->hold_days : 1;	/* the signs agree again */
	seen->n = window.tally.n;
	seen->since = window.tally.n > 0 ? window.first_at : days[n - 1].first_at;
	seen->until = days[n - 1].last_at;
}
