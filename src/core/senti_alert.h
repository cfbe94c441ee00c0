/*
 * senti_alert.h - the decision of an alert rule, pure
 *
 * The caller measures (value, how long it has held, how many interactions) and
 * stores the outcome; here is only the step from one state to the next.
 */
#ifndef SENTI_ALERT_H
#define SENTI_ALERT_H

#include <stdbool.h>
#include <stdint.h>

typedef enum SentiAlertState
{
	SENTI_ALERT_NONE,			/* never fired for this subject */
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
	SENTI_EDGE_STALE
} SentiAlertEdge;

/* What was measured for one rule and subject; days count inclusively. */
typedef struct SentiObservation
{
	bool		is_stale;		/* no value, or none for longer than the rule's max_gap */
	int64_t		breached_days;	/* length of the unbroken run beyond the threshold, 0: the last value is not */
	int64_t		cleared_days;	/* likewise on the good side of the clear threshold */
	int64_t		hold_days;		/* what the rule asks for; 0 or 1: at once */
	int64_t		n;				/* interactions in the run */
	int64_t		min_n;			/* what the rule asks for */
} SentiObservation;

/*
 * Next state.  seconds_closed: since the alert was resolved or went stale;
 * cool_down: seconds in which it is reopened instead of opened anew.
 */
extern SentiAlertState senti_alert_step(SentiAlertState state, const SentiObservation *seen,
										int64_t seconds_closed, int64_t cool_down,
										SentiAlertEdge *edge);

#endif							/* SENTI_ALERT_H */
