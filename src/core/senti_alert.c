/*
 * senti_alert.c - the decision of an alert rule
 *
 * Two thresholds and two holds, so that a value that trembles around one of
 * them does not flicker.  Silence is never recovery.
 */
#include "senti_alert.h"

static bool
has_held(int64_t days, const SentiObservation *seen)
{
	return days > 0 && days >= seen->hold_days;
}

SentiAlertState
senti_alert_step(SentiAlertState state, const SentiObservation *seen,
				 int64_t seconds_closed, int64_t cool_down, SentiAlertEdge *edge)
{
	bool		is_open = state == SENTI_ALERT_FIRING || state == SENTI_ALERT_ACKNOWLEDGED;

	*edge = SENTI_EDGE_NONE;
	if (is_open)
	{
		if (seen->is_stale)
		{
			*edge = SENTI_EDGE_STALE;
			return SENTI_ALERT_STALE;
		}
		if (has_held(seen->cleared_days, seen))
		{
			*edge = SENTI_EDGE_RESOLVE;
			return SENTI_ALERT_RESOLVED;
		}
		return state;
	}
	if (seen->is_stale || seen->n < seen->min_n || !has_held(seen->breached_days, seen))
		return state;
	*edge = state != SENTI_ALERT_NONE && seconds_closed <= cool_down ? SENTI_EDGE_REOPEN : SENTI_EDGE_OPEN;
	return SENTI_ALERT_FIRING;
}
