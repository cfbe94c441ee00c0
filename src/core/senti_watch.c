/*
 * senti_watch.c - what an alert rule asks: its metrics, its limits, how far back it looks
 *
 * The measuring is in senti_watch_interactions.c and senti_watch_days.c.
 */
#include "senti_watch.h"

#include <string.h>

#include "senti_params.h"

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

	return beyond < SENTI_WATCH_ROUNDING && beyond > -SENTI_WATCH_ROUNDING ? 0 : beyond;
}

bool
senti_watch_is_breached(const SentiWatch *watch, double value)
{
	double		beyond = excess(watch, value, watch->threshold);

	return watch->is_inclusive ? beyond >= 0 : beyond > 0;
}

bool
senti_watch_is_cleared(const SentiWatch *watch, double value)
{
	return excess(watch, value, watch->clear) <= 0;
}

bool
senti_watch_waits(const SentiWatch *watch)
{
	/* a change over weeks, like a run of days, is not one message's, and can wait for minutes */
	return watch->metric > SENTI_METRIC_NET || (senti_metric_is_of_days(watch->metric) && watch->hold_days > 0);
}

bool
senti_watch_may_fire(const SentiWatch *watch, double score, double value, bool has_emotion)
{
	double		band = SENTI_NEUTRAL_BAND_E4 / 10000.0;

	if (senti_watch_waits(watch))
		return false;
	switch (watch->metric)
	{
		case SENTI_METRIC_SCORE:
		case SENTI_METRIC_URGENCY:
		case SENTI_METRIC_CHURN_RISK:
		case SENTI_METRIC_ESCALATION_RISK:
			return senti_watch_is_breached(watch, value) && has_emotion;
		case SENTI_METRIC_EMOTION:
			return has_emotion;
		case SENTI_METRIC_MEAN:
			return senti_watch_is_breached(watch, score);
		default:
			return watch->is_above == (watch->metric == SENTI_METRIC_WORSENING_TURNS) ? score < -band : score > band;
	}
}

void
senti_watch_spread(const SentiWatch *watch, int64_t falling, int32_t last_day, int32_t today, SentiObservation *seen)
{
	seen->value = (double) falling;
	seen->breached_days = senti_watch_is_breached(watch, seen->value);
	seen->cleared_days = senti_watch_is_cleared(watch, seen->value);
	seen->is_stale = today - last_day > watch->max_gap_days;
}
