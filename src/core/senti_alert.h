/*
 * senti_alert.h - the states of an alert, pure
 *
 * senti_watch measures, the caller stores; here is only the step from one state
 * to the next, whether a measurement takes it or a person.
 */
#ifndef SENTI_ALERT_H
#define SENTI_ALERT_H

#include <stdbool.h>
#include <stdint.h>

#include "senti_watch.h"

typedef enum SentiAlertState
{
	SENTI_ALERT_NONE,			/* never fired for this subject */
	SENTI_ALERT_REVIEW,			/* waits for a person's word whether it is true */
	SENTI_ALERT_FIRING,
	SENTI_ALERT_ACKNOWLEDGED,
	SENTI_ALERT_RESOLVED,
	SENTI_ALERT_STALE			/* fell silent before it recovered */
} SentiAlertState;

typedef enum SentiAlertEdge
{
	SENTI_EDGE_NONE,
	SENTI_EDGE_OPEN,
	SENTI_EDGE_REOPEN,			/* within the cool-down: the same alert again */
	SENTI_EDGE_RESOLVE,
	SENTI_EDGE_STALE,
	SENTI_EDGE_CONFIRM,			/* from here on by persons: the review says that it is true */
	SENTI_EDGE_DISMISS,			/* that it is not */
	SENTI_EDGE_ACKNOWLEDGE,
	SENTI_EDGE_SNOOZE
} SentiAlertEdge;

/* What a rule asks of a measurement, and of what was before. */
typedef struct SentiAlertTerms
{
	int64_t		hold_days;		/* how long it must hold; 0 or 1: at once */
	int64_t		min_n;			/* interactions in the run */
	bool		needs_review;	/* opens in review */
	int64_t		seconds_closed; /* since the alert was resolved or went stale */
	int64_t		last_until;		/* last interaction that the alert before rested on, or until when a person settled it; microseconds */
	int64_t		cool_down;		/* seconds in which it is reopened instead of opened anew */
} SentiAlertTerms;

extern const char *const senti_alert_state_names[SENTI_ALERT_STALE + 1];

extern bool senti_alert_is_open(SentiAlertState state);

/* Next state after a measurement. */
extern SentiAlertState senti_alert_step(SentiAlertState state, const SentiObservation *seen,
										const SentiAlertTerms *terms, SentiAlertEdge *edge);

/* Next state after a person's action, an edge from RESOLVE on; false: it cannot be done in this state. */
extern bool senti_alert_act(SentiAlertState state, SentiAlertEdge action, SentiAlertState *next);

#endif							/* SENTI_ALERT_H */
