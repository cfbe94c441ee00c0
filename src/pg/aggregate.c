/*
 * aggregate.c - net, mean, stddev, trend, tally, rollup: one state, one set of transitions
 *
 * Transition functions are not strict and make the state on the first call,
 * also for a NULL score, because a moving transition may not return NULL.  They
 * change the state in place inside an aggregate.  The state holds no pointers.
 */
#include "postgres.h"

#include <math.h>

#include "datatype/timestamp.h"
#include "fmgr.h"
#include "utils/date.h"
#include "utils/timestamp.h"

#include "polarity.h"
#include "summary.h"

/* The state, which may be changed in place; a new one when there is none yet. */
static inline SentiSummary *
state_or_new(FunctionCallInfo fcinfo)
{
	SentiSummary *state;

	/* by hand one could take rows away that were never added */
	if (!AggCheckCallContext(fcinfo, NULL))
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("transition function of an aggregate cannot be called by itself")));
	if (!PG_ARGISNULL(0))
		return PG_GETARG_SUMMARY_P(0);
	state = palloc(sizeof(SentiSummary));
	senti_summary_init(state);
	return state;
}

Timestamp
time_argument(Datum at, bool is_date)
{
	DateADT		day;

	if (!is_date)
		return DatumGetTimestamp(at);
	day = DatumGetDateADT(at);
	/* infinite dates are outside, too */
	if (day < DATETIME_MIN_JULIAN - POSTGRES_EPOCH_JDATE || day >= TIMESTAMP_END_JULIAN - POSTGRES_EPOCH_JDATE)
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("date of a score is out of range"),
				 errdetail("It must be finite, and before the year 294277.")));
	return day * USECS_PER_DAY;
}

int64
score_seconds(Timestamp at)
{
	if (TIMESTAMP_NOT_FINITE(at))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("time of a score must be finite")));
	return at / USECS_PER_SEC - (at % USECS_PER_SEC < 0);
}

/* Apply a row to the state; sign is 1 for a row that comes, -1 for one that goes; an argument 0 is not in the list. */
static inline Datum
apply_row(FunctionCallInfo fcinfo, int time_arg, bool is_date, int weight_arg, int sign)
{
	SentiSummary *state = state_or_new(fcinfo);
	SentiRow	row = {.weight_mille = SENTI_WEIGHT_ONE};

	if (PG_ARGISNULL(1) || (weight_arg && PG_ARGISNULL(weight_arg)))
		PG_RETURN_POINTER(state);
	row.score_e4 = score_argument(PG_GETARG_FLOAT8(1));
	if (weight_arg)
		row.weight_mille = weight_mille_argument(PG_GETARG_FLOAT8(weight_arg));
	/* a weight that rounds to 0 does not count */
	if (row.weight_mille == 0)
		PG_RETURN_POINTER(state);
	if (time_arg && !PG_ARGISNULL(time_arg))
	{
		row.seconds = score_seconds(time_argument(PG_GETARG_DATUM(time_arg), is_date));
		row.has_time = true;
	}
	if (!(sign > 0 ? senti_summary_add(state, &row) : senti_summary_remove(state, &row)))
		summary_overflow();
	PG_RETURN_POINTER(state);
}

/* The transitions for one list of arguments: a row comes, and (_inv) a row goes. */
#define ROW_TRANSITIONS(name, time_arg, is_date, weight_arg) \
	PG_FUNCTION_INFO_V1(name); \
	Datum \
	name(PG_FUNCTION_ARGS) \
	{ \
		return apply_row(fcinfo, time_arg, is_date, weight_arg, 1); \
	} \
	PG_FUNCTION_INFO_V1(name##_inv); \
	Datum \
	name##_inv(PG_FUNCTION_ARGS) \
	{ \
		return apply_row(fcinfo, time_arg, is_date, weight_arg, -1); \
	}

ROW_TRANSITIONS(sentiment_accum, 0, false, 0)
ROW_TRANSITIONS(sentiment_accum_weight, 0, false, 2)
ROW_TRANSITIONS(sentiment_accum_at, 2, false, 0)
ROW_TRANSITIONS(sentiment_accum_at_weight, 2, false, 3)
ROW_TRANSITIONS(sentiment_accum_date, 2, true, 0)
ROW_TRANSITIONS(sentiment_accum_date_weight, 2, true, 3)

/* A label counts as a score of -1, 0 or 1; only net() is made of labels. */
static Datum
apply_label(FunctionCallInfo fcinfo, int sign)
{
	static const int32_t label_score_e4[] = {-SENTI_SCORE_ONE, 0, SENTI_SCORE_ONE};
	SentiSummary *state = state_or_new(fcinfo);
	SentiRow	row = {.weight_mille = SENTI_WEIGHT_ONE};

	if (PG_ARGISNULL(1))
		PG_RETURN_POINTER(state);
	row.score_e4 = label_score_e4[polarity_label(PG_GETARG_OID(1))];
	if (!(sign > 0 ? senti_summary_add(state, &row) : senti_summary_remove(state, &row)))
		summary_overflow();
	PG_RETURN_POINTER(state);
}

PG_FUNCTION_INFO_V1(sentiment_accum_label);
Datum
sentiment_accum_label(PG_FUNCTION_ARGS)
{
	return apply_label(fcinfo, 1);
}

PG_FUNCTION_INFO_V1(sentiment_accum_label_inv);
Datum
sentiment_accum_label_inv(PG_FUNCTION_ARGS)
{
	return apply_label(fcinfo, -1);
}

/* Merge: the combine function of all aggregates, and the transition of rollup. */
PG_FUNCTION_INFO_V1(sentiment_accum_summary);
Datum
sentiment_accum_summary(PG_FUNCTION_ARGS)
{
	SentiSummary *state = state_or_new(fcinfo);

	if (!PG_ARGISNULL(1) && !senti_summary_merge(state, PG_GETARG_SUMMARY_P(1)))
		summary_overflow();
	PG_RETURN_POINTER(state);
}

PG_FUNCTION_INFO_V1(sentiment_accum_summary_inv);
Datum
sentiment_accum_summary_inv(PG_FUNCTION_ARGS)
{
	SentiSummary *state = state_or_new(fcinfo);

	if (!PG_ARGISNULL(1) && !senti_summary_unmerge(state, PG_GETARG_SUMMARY_P(1)))
		summary_overflow();
	PG_RETURN_POINTER(state);
}

/* A copy, because a window goes on changing the state; NULL when no row counted. */
PG_FUNCTION_INFO_V1(sentiment_tally_final);
Datum
sentiment_tally_final(PG_FUNCTION_ARGS)
{
	SentiSummary *copy;

	if (PG_GETARG_SUMMARY_P(0)->n == 0)
		PG_RETURN_NULL();
	copy = palloc(sizeof(SentiSummary));
	*copy = *PG_GETARG_SUMMARY_P(0);
	PG_RETURN_POINTER(copy);
}
