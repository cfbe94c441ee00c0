/*
 * senti_watch.c - what an alert rule measures of a subject
 */
#include "senti_watch.h"

#include <string.h>

#include "senti_params.h"

#define MICROSECONDS_PER_DAY INT64_C(86400000000)
#define STANDARD_ERRORS 2.0		/* a change that is not larger than this many is none */
#define ROUNDING 1e-9			/* scores have four places: what differs by less is equal */
#define FALL_E4 2000			/* of an account among those that fall together */

const char *const senti_metric_names[SENTI_METRIC_COUNT] = {
	[SENTI_METRIC_SCORE] = "score",
	[SENTI_METRIC_URGENCY] = "urgency",
	[SENTI_METRIC_CHURN_RISK] = "churn_risk",
	[SENTI_METRIC_ESCALATION_RISK] = "escalation_risk",
	[SENTI_METRIC_FIRST_SHIFT] = "first_shift",
	[SENTI_METRIC_WORSENING_TURNS] = "worsening_turns",
	[SENTI_METRIC_EMOTION] = "emotion",
	[SENTI_METRIC_MEAN] = "mean",
	[SENTI_METRIC_NET] = "net",
	[SENTI_METRIC_DROP] = "drop",
	[SENTI_METRIC_RELATIVE_CHANGE] = "relative_change",
	[SENTI_METRIC_TREND] = "trend",
	[SENTI_METRIC_OUTSIDE_BASELINE] = "outside_baseline",
	[SENTI_METRIC_DIVERGENCE] = "divergence",
	[SENTI_METRIC_SPREAD] = "spread"
};

bool
senti_metric_is_of_days(SentiMetric metric)
{
	return metric > SENTI_METRIC_WORSENING_TURNS;
}

int32_t
senti_watch_horizon(const SentiWatch *watch)
{
	if (!senti_metric_is_of_days(watch->metric))
		return watch->period_days + watch->max_gap_days + 1;
	if (watch->period_days > 0)
		return 2 * watch->period_days + watch->hold_days + watch->max_gap_days;
	/* room for a run of the asked length, however it lies in time, and to tell when it began */
	return 2 * watch->hold_days + 2 * watch->max_gap_days + 30;
}

/* How far a value lies beyond a limit in the direction of the threshold; 0.1 less 0.3 is -0.2, whatever doubles make of it. */
static double
excess(const SentiWatch *watch, double value, double limit)
{
	double		beyond = watch->is_above ? value - limit : limit - value;

	return beyond < ROUNDING && beyond > -ROUNDING ? 0 : beyond;
}

static bool
is_breached(const SentiWatch *watch, double value)
{
	double		beyond = excess(watch, value, watch->threshold);

	return watch->is_inclusive ? beyond >= 0 : beyond > 0;
}

static bool
is_cleared(const SentiWatch *watch, double value)
{
	return excess(watch, value, watch->clear) <= 0;
}

bool
senti_watch_may_fire(const SentiWatch *watch, double score, double value, bool has_emotion)
{
	double		band = SENTI_NEUTRAL_BAND_E4 / 10000.0;

	switch (watch->metric)
	{
		case SENTI_METRIC_SCORE:
		case SENTI_METRIC_URGENCY:
		case SENTI_METRIC_CHURN_RISK:
		case SENTI_METRIC_ESCALATION_RISK:
			return is_breached(watch, value) && has_emotion;
		case SENTI_METRIC_EMOTION:
			return has_emotion;
		case SENTI_METRIC_MEAN:
			return is_breached(watch, score);
		case SENTI_METRIC_DROP:
		case SENTI_METRIC_RELATIVE_CHANGE:
		case SENTI_METRIC_TREND:
		case SENTI_METRIC_OUTSIDE_BASELINE:
		case SENTI_METRIC_DIVERGENCE:
			return false;		/* a change of weeks is not one message's, and can wait for minutes */
		default:
			return watch->is_above == (watch->metric == SENTI_METRIC_WORSENING_TURNS) ? score < -band : score > band;
	}
}

/* ---- single messages ---- */

/* Mean score of the messages from `from` on that are of one turn; sets where the next begins. */
static double
turn_mean(const SentiInteraction *interactions, int n, int from, int *next)
{
	double		sum = 0;
	int			i = from;

	for (; i < n && interactions[i].turn == interactions[from].turn; i++)
		sum += interactions[i].score;
	*next = i;
	return sum / (i - from);
}

/* Metrics of a ticket's turns. */
static bool
watch_turns(const SentiWatch *watch, const SentiInteraction *interactions, int n, SentiObservation *seen)
{
	double		first = 0,
				second = 0,
				last = 0;
	bool		recovered = false;
	int			turns = 0,
				worsening = 0,
				second_end = 0,
				run_from = 0,
				last_from = 0;

	for (int i = 0, next; i < n; i = next)
	{
		double		mean = turn_mean(interactions, n, i, &next);

		if (++turns == 1)
			first = mean;
		if (turns == 2)
		{
			second = mean;
			second_end = next;
		}
		recovered |= turns > 2 && is_cleared(watch, mean - first);
		if (turns > 1 && mean < last)
		{
			if (worsening++ == 0)
				run_from = last_from;
		}
		else
			worsening = 0;
		last = mean;
		last_from = i;
	}
	if (watch->metric == SENTI_METRIC_FIRST_SHIFT)
	{
		if (turns < 2)
			return false;
		seen->value = second - first;
		seen->since = interactions[0].at;
		seen->until = interactions[second_end - 1].at;
		/* it is past; once the ticket is back where it began, it is over, whatever comes then */
		seen->cleared_days = recovered || is_cleared(watch, seen->value);
	}
	else
	{
		seen->value = worsening;
		seen->since = interactions[worsening > 0 ? run_from : last_from].at;
		seen->until = interactions[n - 1].at;
		seen->cleared_days = is_cleared(watch, seen->value);
	}
	seen->n = n;
	/* a shift stays what it was: once it is over it fires no more */
	seen->breached_days = seen->cleared_days == 0 && is_breached(watch, seen->value);
	return true;
}

/* Of the messages from `from` to before `to` the one that is furthest beyond the threshold; -1: none may fire. */
static int
find_worst(const SentiWatch *watch, const SentiInteraction *interactions, int from, int to, bool any)
{
	int			worst = -1;

	for (int i = from; i < to; i++)
	{
		if (!any && !interactions[i].may_fire)
			continue;
		if (worst < 0 || (watch->is_above ? interactions[i].value > interactions[worst].value :
						  interactions[i].value < interactions[worst].value))
			worst = i;
	}
	return worst;
}

/* First message of what is judged together with the last one before `to`. */
static int
find_window(const SentiWatch *watch, const SentiInteraction *interactions, int to, int64_t as_of)
{
	int			from = to - 1;

	if (watch->by_turn)
		while (from > 0 && interactions[from - 1].turn == interactions[from].turn)
			from--;
	else
		while (from > 0 && watch->period_days > 0 && interactions[from - 1].at > as_of - watch->period_days * MICROSECONDS_PER_DAY)
			from--;
	return from;
}

/* Is one of the turns from `from` on good throughout? */
static bool
has_good_turn(const SentiWatch *watch, const SentiInteraction *interactions, int from, int n)
{
	for (int next; from < n; from = next)
	{
		for (next = from + 1; watch->by_turn && next < n && interactions[next].turn == interactions[from].turn;)
			next++;
		if (is_cleared(watch, interactions[find_worst(watch, interactions, from, next, true)].value))
			return true;
	}
	return false;
}

bool
senti_watch_interactions(const SentiWatch *watch, const SentiInteraction *interactions, int n,
						 int64_t as_of, int32_t today, SentiObservation *seen)
{
	int			to = n,
				from,
				worst;

	memset(seen, 0, sizeof(*seen));
	seen->is_stale = today - interactions[n - 1].day > watch->max_gap_days;
	if (senti_metric_is_of_days(watch->metric))
		return false;
	if (watch->metric == SENTI_METRIC_FIRST_SHIFT || watch->metric == SENTI_METRIC_WORSENING_TURNS)
		return watch_turns(watch, interactions, n, seen);
	while (to > 0 && !interactions[to - 1].may_fire)
		to--;
	if (to == 0)
		return false;
	/* a turn is as bad as its worst message, and so is a period */
	from = find_window(watch, interactions, to, as_of);
	while (watch->by_turn && to < n && interactions[to].turn == interactions[to - 1].turn)
		to++;
	worst = find_worst(watch, interactions, from, to, false);
	seen->value = interactions[worst].value;
	seen->breached_days = is_breached(watch, seen->value);
	seen->since = interactions[from].at;
	seen->until = interactions[to - 1].at;
	seen->n = watch->by_turn ? n : to - from;
	/* whatever fired, the words that came last may be good again */
	worst = find_worst(watch, interactions, find_window(watch, interactions, n, as_of), n, true);
	seen->cleared_days = is_cleared(watch, interactions[worst].value);
	/* and once good words came behind it, it is over, whatever comes then */
	if (seen->breached_days > 0 && has_good_turn(watch, interactions, to, n))
		seen->breached_days = 0;
	return true;
}

/* ---- days ---- */

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
		mean_of(before) - mean_of(now) >= FALL_E4 / 10000.0 - ROUNDING && is_beyond_error(before, now);
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
		seen->breached_days = run_length(watch, days, n, points, today, background, is_breached, &first);
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
		seen->cleared_days = run_length(watch, days, n, n, today, background, is_cleared, &first);
	if (watch->metric == SENTI_METRIC_DIVERGENCE && !background->is_green)
		seen->cleared_days = watch->hold_days > 0 ? watch->hold_days : 1;	/* the signs agree again */
	seen->n = window.tally.n;
	seen->since = window.tally.n > 0 ? window.first_at : days[n - 1].first_at;
	seen->until = days[n - 1].last_at;
}

void
senti_watch_spread(const SentiWatch *watch, int64_t falling, int64_t until, int32_t last_day, int32_t today, SentiObservation *seen)
{
	memset(seen, 0, sizeof(*seen));
	seen->value = (double) falling;
	seen->n = falling;
	seen->until = until;
	seen->since = until - (int64_t) watch->period_days * MICROSECONDS_PER_DAY;
	seen->breached_days = is_breached(watch, seen->value);
	seen->cleared_days = is_cleared(watch, seen->value);
	seen->is_stale = today - last_day > watch->max_gap_days;
}
