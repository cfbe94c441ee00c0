/*
 * series.c - streak, ewma, cusum, shift: window functions over a series of scores
 *
 * Each row costs the same however long the partition: the state lives in memory
 * of the partition, and no row before the current one is asked for again.  The
 * window's frame plays no part, as with row_number().
 */
#include "postgres.h"

#include <math.h>

#include "common/int.h"
#include "fmgr.h"
#include "utils/date.h"
#include "utils/timestamp.h"
#include "windowapi.h"

#include "pg_compat.h"
#include "polarity.h"
#include "senti_series.h"
#include "text_scan.h"

/* ---- arguments ---- */

/* Microseconds since 2000-01-01, of a day its midnight; ERROR 22008 when it is infinite. */
static int64
time_argument(Datum at, bool is_day)
{
	if (is_day)
	{
		int			overflow = 0;
		Timestamp	midnight = date2timestamp_opt_overflow(DatumGetDateADT(at), &overflow);

		if (overflow || TIMESTAMP_NOT_FINITE(midnight))
			ereport(ERROR,
					(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
					 errmsg("day of a score is out of range")));
		return midnight;
	}
	if (TIMESTAMP_NOT_FINITE(DatumGetTimestamp(at)))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("time of a score must be finite")));
	return DatumGetTimestamp(at);
}

/* The current row's argument n, which may not be NULL. */
static Datum
required_argument(WindowObject window, int n, const char *name)
{
	bool		is_null;
	Datum		value = WinGetFuncArgCurrent(window, n, &is_null);

	if (is_null)
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("%s must not be null", name)));
	return value;
}

/* Microseconds of an interval, a day of 24 hours and a month of 30 days, as intervals are compared. */
static uint64
span_argument(WindowObject window, int n, const char *name, int64 least)
{
	Interval   *span = DatumGetIntervalP(required_argument(window, n, name));
	int64		days = (int64) span->month * DAYS_PER_MONTH + span->day;
	int64		length;

	if (pg_mul_s64_overflow(days, USECS_PER_DAY, &length) || pg_add_s64_overflow(length, span->time, &length))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("%s is out of range", name)));
	if (length < least)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg(least > 0 ? "%s must be longer than zero" : "%s must not be negative", name)));
	return (uint64) length;
}

/* These rows are not asked for again.  To say so takes longer than all else here, so it is said at every 64th row. */
static void
release_rows_before(WindowObject window, int64 position)
{
	if (position % 64 == 0)
		WinSetMarkPosition(window, position);
}

/* ---- steps: all rows of one time ---- */

/* Where the series is read; in the partition's memory, zero at its start. */
typedef struct Step
{
	int64		end;			/* position after the last row of the step */
	int64		at;				/* time of the last step */
	bool		has_time;		/* false: its row has no time, and there is no result */
	bool		has_begun;		/* a step with a time has been */
} Step;

/*
 * Go to the current row.  True when a step begins with it: its time is set, and
 * the caller reads its rows with next_in_step.  False when it belongs to the
 * step before, or has no time.
 */
static bool
begin_step(WindowObject window, Step *step, bool is_day)
{
	int64		position = WinGetCurrentPosition(window);
	bool		is_null;
	Datum		value;
	int64		at;

	release_rows_before(window, position);
	if (position < step->end)
		return false;
	step->end = position + 1;
	value = WinGetFuncArgCurrent(window, 1, &is_null);
	step->has_time = !is_null;
	if (is_null)
		return false;
	at = time_argument(value, is_day);
	if (step->has_begun && at < step->at)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("times of a series must ascend"),
				 errdetail("A row comes after one of a later time."),
				 errhint("Order the window by the time: OVER (PARTITION BY ... ORDER BY at).")));
	step->at = at;
	step->has_begun = true;
	return true;
}

/* Does the row after the step belong to it?  Then it is its last, and value is its first argument. */
static bool
next_in_step(WindowObject window, Step *step, bool is_day, Datum *value, bool *is_null)
{
	bool		is_out;
	Datum		at = WinGetFuncArgInPartition(window, 1, step->end, WINDOW_SEEK_HEAD, false, is_null, &is_out);

	if (is_out || *is_null || time_argument(at, is_day) != step->at)
		return false;
	*value = WinGetFuncArgInPartition(window, 0, step->end++, WINDOW_SEEK_HEAD, false, is_null, &is_out);
	return true;
}

/* ---- streak ---- */

typedef struct StreakState
{
	Step		step;
	SentiStreak streak;
	uint64		length;			/* of the step, when known */
	bool		is_known;
} StreakState;

#define MAX_GAP_DEFAULT (4 * USECS_PER_DAY)	/* a weekend and a holiday */

static Datum
streak(FunctionCallInfo fcinfo, bool is_day)
{
	WindowObject window = PG_WINDOW_OBJECT();
	StreakState *state = WinGetPartitionLocalMemory(window, sizeof(StreakState));
	Interval   *result;

	if (begin_step(window, &state->step, is_day))
	{
		uint64		max_gap = PG_NARGS() > 2 ? span_argument(window, 2, "max_gap", 0) : MAX_GAP_DEFAULT;
		bool		is_null;
		Datum		condition = WinGetFuncArgCurrent(window, 0, &is_null);
		bool		is_true = false;
		bool		is_false = false;

		do
		{
			if (!is_null && DatumGetBool(condition))
				is_true = true;
			else if (!is_null)
				is_false = true;
		} while (next_in_step(window, &state->step, is_day, &condition, &is_null));
		state->is_known = senti_streak_step(&state->streak, is_true, is_false, state->step.at, max_gap, &state->length);
		/* days count inclusively */
		if (is_day && state->streak.holds)
			state->length += USECS_PER_DAY;
	}
	if (!state->step.has_time || !state->is_known)
		PG_RETURN_NULL();
	result = palloc0(sizeof(Interval));
	result->day = (int32) (state->length / USECS_PER_DAY);
	result->time = (TimeOffset) (state->length % USECS_PER_DAY);
	PG_RETURN_INTERVAL_P(result);
}

/* The span for which a condition has held at each row: (condition, at [, max_gap]). */
PG_FUNCTION_INFO_V1(sentiment_streak);
Datum
sentiment_streak(PG_FUNCTION_ARGS)
{
	return streak(fcinfo, false);
}

/* The same of days, which count inclusively. */
PG_FUNCTION_INFO_V1(sentiment_streak_day);
Datum
sentiment_streak_day(PG_FUNCTION_ARGS)
{
	return streak(fcinfo, true);
}

/* ---- ewma ---- */

typedef struct EwmaState
{
	Step		step;
	SentiEwma	ewma;
} EwmaState;

static Datum
ewma(FunctionCallInfo fcinfo, bool is_day)
{
	WindowObject window = PG_WINDOW_OBJECT();
	EwmaState  *state = WinGetPartitionLocalMemory(window, sizeof(EwmaState));

	if (begin_step(window, &state->step, is_day))
	{
		uint64		half_life = span_argument(window, 2, "half_life", 1);
		bool		is_null;
		Datum		score = WinGetFuncArgCurrent(window, 0, &is_null);
		int64		sum_e4 = 0;
		int64		n = 0;

		do
		{
			if (is_null)
				continue;
			sum_e4 += score_argument(DatumGetFloat8(score));
			n++;
		} while (next_in_step(window, &state->step, is_day, &score, &is_null));
		if (n > 0)
			senti_ewma_step(&state->ewma, sum_e4, n, state->step.at, half_life);
	}
	if (!state->step.has_time || state->ewma.weight == 0)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(state->ewma.mean_e4 / SENTI_SCORE_ONE);
}

/* Exponentially weighted mean of all scores up to each row: (score, at, half_life). */
PG_FUNCTION_INFO_V1(sentiment_ewma);
Datum
sentiment_ewma(PG_FUNCTION_ARGS)
{
	return ewma(fcinfo, false);
}

PG_FUNCTION_INFO_V1(sentiment_ewma_day);
Datum
sentiment_ewma_day(PG_FUNCTION_ARGS)
{
	return ewma(fcinfo, true);
}

/* ---- cusum, shift: by row ---- */

typedef struct ScoreState
{
	bool		has_score;
	int32		score_e4;		/* the last */
	int64		sum_e4;			/* of cusum */
} ScoreState;

/* Lower cumulative sum: (score, target, slack). */
PG_FUNCTION_INFO_V1(sentiment_cusum);
Datum
sentiment_cusum(PG_FUNCTION_ARGS)
{
	WindowObject window = PG_WINDOW_OBJECT();
	ScoreState *state = WinGetPartitionLocalMemory(window, sizeof(ScoreState));
	bool		is_null;
	Datum		score = WinGetFuncArgCurrent(window, 0, &is_null);

	release_rows_before(window, WinGetCurrentPosition(window));
	if (!is_null)
	{
		int32		target_e4 = score_argument(DatumGetFloat8(required_argument(window, 1, "target")));
		float8		slack = DatumGetFloat8(required_argument(window, 2, "slack"));

		if (!(slack >= 0 && slack <= 2))
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("slack %g is out of range", slack),
					 errdetail("Slack must be between 0 and 2, the length of the score's scale.")));
		state->sum_e4 = senti_cusum_step(state->sum_e4, score_argument(DatumGetFloat8(score)), target_e4,
										 (int32) rint(slack * SENTI_SCORE_ONE));
		state->has_score = true;
	}
	if (!state->has_score)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8((float8) state->sum_e4 / SENTI_SCORE_ONE);
}

/* Change from the score before, past rows without one: (score). */
PG_FUNCTION_INFO_V1(sentiment_shift);
Datum
sentiment_shift(PG_FUNCTION_ARGS)
{
	WindowObject window = PG_WINDOW_OBJECT();
	ScoreState *state = WinGetPartitionLocalMemory(window, sizeof(ScoreState));
	bool		is_null;
	Datum		score = WinGetFuncArgCurrent(window, 0, &is_null);
	bool		has_before = state->has_score;
	int32		before_e4 = state->score_e4;

	release_rows_before(window, WinGetCurrentPosition(window));
	if (is_null)
		PG_RETURN_NULL();
	state->score_e4 = score_argument(DatumGetFloat8(score));
	state->has_score = true;
	if (!has_before)
		PG_RETURN_NULL();
	PG_RETURN_DATUM(score_datum(state->score_e4 - before_e4));
}
