/*
 * summary.h - the base type summary
 */
#ifndef SUMMARY_H
#define SUMMARY_H

#include <math.h>

#include "datatype/timestamp.h"

#include "pg_compat.h"
#include "senti_summary.h"

/* The error of sums that do not fit any more: 22003. */
pg_noreturn extern void summary_overflow(void);

/* The time of a score from an argument: timestamptz, timestamp (read as UTC), or date (its first moment in UTC; ERROR 22008 beyond timestamps). */
extern Timestamp time_argument(Datum at, bool is_date);

/* It in whole seconds since 2000-01-01, rounded down; ERROR 22008 when it is infinite. */
extern int64 score_seconds(Timestamp at);

/* A weight in thousandths, rounded; ERROR 22003 unless it is from 0 to 100. */
static inline int32
weight_mille_argument(float8 weight)
{
	if (!(weight >= 0.0 && weight <= SENTI_WEIGHT_MAX / SENTI_WEIGHT_ONE))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("weight %g is out of range", weight),
				 errdetail("Weights must be between 0 and %d.", SENTI_WEIGHT_MAX / SENTI_WEIGHT_ONE)));
	return (int32) rint(weight * SENTI_WEIGHT_ONE);
}

#define PG_GETARG_SUMMARY_P(n) ((SentiSummary *) PG_GETARG_POINTER(n))

#endif							/* SUMMARY_H */
