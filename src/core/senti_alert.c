/*
 * senti_alert.c - the states of an alert
 *
 * Two thresholds and two holds, so that a value that trembles around one of
 * them does not flicker.  Silence is never recovery.
 */
#include "senti_alert.h"

const char *const senti_alert_state_names[SENTI_ALERT_STALE + 1] = {"none", "review", "firing", "acknowledged", "resolved", "stale"};

bool
senti_alert_is_open(SentiAlertState state)
{
	return state == SENTI_ALERT_REVIEW || state == SENTI_ALERT_FIRING || state == SENTI_ALERT_ACKNOWLEDGED;
}

static bool
has_held(int64_t days, int64_t hold_days)
{
	return days > 0 && days >= hold_days;
}

/* Settled by a person, or stale: only something new opens it again.  What a rule closed, another word on the same message may open. */
static bool
is_news(SentiAlertState state, int64_t until, int64_t last_until)
{
	return state == SENTI_ALERT_NONE || until > last_until || (state == SENTI_ALERT_RESOLVED && until == last_until);
}

SentiAlertState
senti_alert_step(SentiAlertState state, const SentiObservation *seen,
				 const SentiAlertTerms *terms, SentiAlertEdge *edge)
{
	*edge = SENTI_EDGE_NONE;
	if (senti_alert_is_open(state))
	{
		if (seen->is_stale)
		{
			*edge = SENTI_EDGE_STALE;
			return SENTI_ALERT_STALE;
		}
		if (has_held(seen->cleared_days, terms->hold_days))
		{
			*edge = SENTI_EDGE_RESOLVE;
			return SENTI_ALERT_RESOLVED;
		}
		return state;
	}
	if (seen->is_stale || seen->n < terms->min_n || !has_held(seen->breached_days, terms->hold_days) ||
		!is_news(state, seen->until, terms->last_until))
		return state;
	*edge = state != SENTI_ALERT_NONE && terms->seconds_closed <= terms->cool_down ? SENTI_EDGE_REOPEN : SENTI_EDGE_OPEN;
	return terms->needs_review ? SENTI_ALERT_REVIEW : SENTI_ALERT_FIRING;
}

bool
senti_alert_act(SentiAlertState state, SentiAlertEdge action, SentiAlertState *next)
{
	*next = state;
	switch (action)
	{
		case SENTI_EDGE_CONFIRM:
			*next = SENTI_ALERT_FIRING;
			return state == SENTI_ALERT_REVIEW;
		case SENTI_EDGE_DISMISS:
			*next = SENTI_ALERT_RESOLVED;
			return state == SENTI_ALERT_REVIEW;
		case SENTI_EDGE_ACKNOWLEDGE:
			*next = SENTI_ALERT_ACKNOWLEDGED;
			return state == SENTI_ALERT_FIRING;
		case SENTI_EDGE_SNOOZE:
			return senti_alert_is_open(state);
		case SENTI_EDGE_RESOLVE:
			*next = SENTI_ALERT_RESOLVED;
			return senti_alert_is_open(state);
		default:
			return false;
	}
}
