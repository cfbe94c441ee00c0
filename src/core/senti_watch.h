/*
 * senti_watch.h - what an alert rule measures of a subject
 *
 * A subject is a ticket, an account, a person, a topic or all of them.  The
 * caller gives its interactions (single messages) or its days, in ascending
 * order, those up to the moment that is asked about; the answer says how long
 * the rule's condition has held, or its opposite.
 */
#ifndef SENTI_WATCH_H
#define SENTI_WATCH_H

#include <stdbool.h>

#include "senti_summary.h"

#define SENTI_MICROSECONDS_PER_DAY INT64_C(86400000000)
#define SENTI_WATCH_ROUNDING 1e-9	/* scores have four places: what differs by less is equal */

/* Those up to WORSENING_TURNS look at single messages, the others at days. */
typedef enum SentiMetric
{
	SENTI_METRIC_SCORE,			/* -1..1 */
	SENTI_METRIC_URGENCY,		/* 0..1, as the next two */
	SENTI_METRIC_CHURN_RISK,
	SENTI_METRIC_ESCALATION_RISK,
	SENTI_METRIC_FIRST_SHIFT,	/* mean of a ticket's second turn less that of its first, -2..2 */
	SENTI_METRIC_WORSENING_TURNS,	/* how many turns in a row, up to the last, were each more than 0.1 below the one before */
	SENTI_METRIC_EMOTION,		/* share of messages with one of the rule's emotions, 0..1 */
	SENTI_METRIC_MEAN,			/* -1..1 */
	SENTI_METRIC_NET,			/* -100..100 */
	SENTI_METRIC_DROP,			/* mean of the period before less that of the period, -2..2 */
	SENTI_METRIC_RELATIVE_CHANGE,	/* of the mean on a scale of 0 to 1, against the period before; from -1 */
	SENTI_METRIC_TREND,			/* least-squares slope per day within the period */
	SENTI_METRIC_OUTSIDE_BASELINE,	/* how far the mean lies below the normal range */
	SENTI_METRIC_DIVERGENCE,	/* mean, while every other sign of health is green */
	SENTI_METRIC_SPREAD,		/* how many accounts fall together */
	SENTI_METRIC_COUNT
} SentiMetric;

extern const char *const senti_metric_names[SENTI_METRIC_COUNT];

/* A rule's condition. */
typedef struct SentiWatch
{
	SentiMetric metric;
	bool		is_above;		/* fires above the threshold, else below */
	bool		is_inclusive;	/* also at it */
	bool		by_turn;		/* messages: judge the latest turn, of a ticket; else the last period */
	double		threshold;
	double		clear;			/* the good side begins here, inclusive */
	int32_t		hold_days;
	int32_t		period_days;	/* days: of the rolling window, 0: each day by itself; messages: how far to look back, 0: the latest */
	int32_t		max_gap_days;	/* a longer silence ends a run, and makes what is open stale */
	int64_t		min_n;			/* interactions in the period, and in the one before; without a period in the run */
} SentiWatch;

/* A customer's message. */
typedef struct SentiInteraction
{
	int64_t		at;				/* microseconds */
	int32_t		day;
	int32_t		turn;			/* of its ticket, from 1 */
	double		score;
	double		value;			/* of the metric; unused by those of turns */
	bool		may_fire;		/* has the stage and the emotion that the rule asks for */
} SentiInteraction;

/* A day with interactions. */
typedef struct SentiDay
{
	int32_t		day;
	int64_t		first_at;		/* microseconds */
	int64_t		last_at;
	int64_t		emotional;		/* interactions with one of the rule's emotions */
	SentiSummary tally;
} SentiDay;

/* What else is known of an account. */
typedef struct SentiBackground
{
	bool		has_normal_low;
	double		normal_low;		/* lower end of its normal range */
	bool		is_green;		/* all other signs of its health that are known, and at least one */
} SentiBackground;

/* What was measured; days count inclusively. */
typedef struct SentiObservation
{
	double		value;
	int64_t		n;				/* interactions that it rests on */
	int64_t		since;			/* first of them, microseconds */
	int64_t		until;			/* last */
	int64_t		breached_days;	/* length of the unbroken run beyond the threshold, 0: the last value is not, or there is none */
	int64_t		cleared_days;	/* likewise on the good side */
	bool		is_stale;		/* silent for longer than max_gap_days */
} SentiObservation;

extern bool senti_metric_is_of_days(SentiMetric metric);

/* Is a value beyond the threshold, or on the good side?  It may be neither. */
extern bool senti_watch_is_breached(const SentiWatch *watch, double value);
extern bool senti_watch_is_cleared(const SentiWatch *watch, double value);

/* How many days back interactions can matter. */
extern int32_t senti_watch_horizon(const SentiWatch *watch);

/* Is it left to an evaluation from time to time, whatever is said? */
extern bool senti_watch_waits(const SentiWatch *watch);

/* Could this message be the one by which the rule fires?  Errs where others decide: evaluation at a later time finds those. */
extern bool senti_watch_may_fire(const SentiWatch *watch, double score, double value, bool has_emotion);

/* Measure n > 0 messages, at a time and on its day; false: none is of the kind that the rule asks for. */
extern bool senti_watch_interactions(const SentiWatch *watch, const SentiInteraction *interactions, int n,
									 int64_t as_of, int32_t today, SentiObservation *seen);

/* Measure n > 0 days. */
extern void senti_watch_days(const SentiWatch *watch, const SentiDay *days, int n, int32_t today,
							 const SentiBackground *background, SentiObservation *seen);

/* Did an account fall: its mean by 0.2 or more, and beyond the error, with min_n interactions in each period, at least two? */
extern bool senti_watch_falls(const SentiSummary *before, const SentiSummary *now, int64_t min_n);

/* Measure how many accounts fall; the caller sets n, the interactions of those, and since and until, the period's. */
extern void senti_watch_spread(const SentiWatch *watch, int64_t falling, int32_t last_day, int32_t today, SentiObservation *seen);

#endif							/* SENTI_WATCH_H */
