/*
 * senti_watch_interactions.c - what an alert rule measures of single messages, and of a ticket's turns
 */
#include "senti_watch.h"

#include <string.h>

#include "senti_params.h"

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
		recovered |= turns > 2 && senti_watch_is_cleared(watch, mean - first);
		/* as ticket_trajectory counts them */
		if (turns > 1 && last - mean > SENTI_WORSENING_STEP_E4 / 10000.0 + SENTI_WATCH_ROUNDING)
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
		seen->cleared_days = recovered || senti_watch_is_cleared(watch, seen->value);
	}
	else
	{
		seen->value = worsening;
		seen->since = interactions[worsening > 0 ? run_from : last_from].at;
		seen->until = interactions[n - 1].at;
		seen->cleared_days = senti_watch_is_cleared(watch, seen->value);
	}
	seen->n = n;
	/* a shift stays what it was: once it is over it fires no more */
	seen->breached_days = seen->cleared_days == 0 && senti_watch_is_breached(watch, seen->value);
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
		while (from > 0 && watch->period_days > 0 && interactions[from - 1].at > as_of - watch->period_days * SENTI_MICROSECONDS_PER_DAY)
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
		if (senti_watch_is_cleared(watch, interactions[find_worst(watch, interactions, from, next, true)].value))
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
	seen->breached_days = senti_watch_is_breached(watch, seen->value);
	seen->since = interactions[from].at;
	seen->until = interactions[to - 1].at;
	seen->n = watch->by_turn ? n : to - from;
	/* whatever fired, the words that came last may be good again */
	worst = find_worst(watch, interactions, find_window(watch, interactions, n, as_of), n, true);
	seen->cleared_days = senti_watch_is_cleared(watch, interactions[worst].value);
	/* and once good words came behind it, it is over, whatever comes then */
	if (seen->breached_days > 0 && has_good_turn(watch, interactions, to, n))
		seen->breached_days = 0;
	return true;
}
