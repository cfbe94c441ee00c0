/*
 * drift.c - drift(score, at): the trajectory of a thread
 *
 * Rows count in the order of their time, and rows of one time in the order in
 * which they come.  Mostly they come in order: then the trajectory is made on
 * the way, and each row of a growing window costs the same.  Because an earlier
 * one may still come, all are kept, 16 bytes each.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "polarity.h"
#include "senti_trajectory.h"
#include "summary.h"
#include "text_scan.h"

#define FIRST_ROWS 8			/* room for most tickets */
#define ROWS_MAX (1 << 25)		/* the largest power of two that one allocation holds */

typedef struct DriftRow
{
	Timestamp	at;				/* UTC */
	int32		score_e4;
	uint32		arrival;		/* 0, 1, ...: decides among rows of one time */
} DriftRow;

/* Lives in the aggregate's context; a final function changes nothing in it. */
typedef struct DriftState
{
	SentiTrajectory trajectory; /* of all rows, while is_ascending */
	bool		is_ascending;	/* no row came after a later one */
	uint32		count;
	uint32		size;			/* room in rows */
	DriftRow   *rows;			/* as they came */
} DriftState;

/* Columns of the composite type trajectory, in order. */
enum
{
	TRAJECTORY_N,
	TRAJECTORY_FIRST,
	TRAJECTORY_LAST,
	TRAJECTORY_LOW,
	TRAJECTORY_HIGH,
	TRAJECTORY_DELTA,
	TRAJECTORY_FIRST_SHIFT,
	TRAJECTORY_WORSENING_TURNS,
	TRAJECTORY_SLOPE,
	TRAJECTORY_SHAPE,
	TRAJECTORY_COLUMNS
};

static DriftState *
new_state(MemoryContext context)
{
	DriftState *state = MemoryContextAlloc(context, sizeof(DriftState));

	senti_trajectory_init(&state->trajectory);
	state->is_ascending = true;
	state->count = 0;
	state->size = FIRST_ROWS;
	state->rows = MemoryContextAlloc(context, sizeof(DriftRow) * FIRST_ROWS);
	return state;
}

static void
add_turn(SentiTrajectory *trajectory, const DriftRow *row)
{
	if (!senti_trajectory_add(trajectory, row->score_e4, score_seconds(row->at)))
		summary_overflow();
}

static Datum
apply_turn(FunctionCallInfo fcinfo, bool is_date)
{
	MemoryContext context;
	DriftState *state = PG_ARGISNULL(0) ? NULL : (DriftState *) PG_GETARG_POINTER(0);
	DriftRow	row;

	if (!AggCheckCallContext(fcinfo, &context))
		elog(ERROR, "called outside an aggregate");
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
	{
		if (state == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(state);
	}
	row.score_e4 = score_argument(PG_GETARG_FLOAT8(1));
	row.at = time_argument(PG_GETARG_DATUM(2), is_date);
	if (state == NULL)
		state = new_state(context);
	if (state->count == ROWS_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("drift of more than %d scores", ROWS_MAX),
				 errhint("Group the rows, by ticket or by account, or take their daily means.")));
	if (state->count == state->size)
	{
		state->size *= 2;
		state->rows = repalloc(state->rows, sizeof(DriftRow) * state->size);
	}
	if (state->count > 0 && row.at < state->rows[state->count - 1].at)
		state->is_ascending = false;
	row.arrival = state->count;
	state->rows[state->count++] = row;
	if (state->is_ascending)
		add_turn(&state->trajectory, &row);
	PG_RETURN_POINTER(state);
}

PG_FUNCTION_INFO_V1(sentiment_drift_accum);
Datum
sentiment_drift_accum(PG_FUNCTION_ARGS)
{
	return apply_turn(fcinfo, false);
}

PG_FUNCTION_INFO_V1(sentiment_drift_accum_date);
Datum
sentiment_drift_accum_date(PG_FUNCTION_ARGS)
{
	return apply_turn(fcinfo, true);
}

static int
compare_rows(const void *a, const void *b)
{
	const DriftRow *one = a;
	const DriftRow *other = b;

	if (one->at != other->at)
		return one->at < other->at ? -1 : 1;
	return one->arrival < other->arrival ? -1 : 1;
}

/* The trajectory of rows that did not come in order. */
static void
sort_trajectory(const DriftState *state, SentiTrajectory *trajectory)
{
	DriftRow   *rows = palloc(sizeof(DriftRow) * state->count);

	memcpy(rows, state->rows, sizeof(DriftRow) * state->count);
	qsort(rows, state->count, sizeof(DriftRow), compare_rows);
	senti_trajectory_init(trajectory);
	for (uint32 i = 0; i < state->count; i++)
		add_turn(trajectory, &rows[i]);
	pfree(rows);
}

PG_FUNCTION_INFO_V1(sentiment_drift_final);
Datum
sentiment_drift_final(PG_FUNCTION_ARGS)
{
	DriftState *state;
	SentiTrajectory trajectory;
	TupleDesc	columns;
	Datum		values[TRAJECTORY_COLUMNS];
	bool		nulls[TRAJECTORY_COLUMNS] = {false};
	float8		slope;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	state = (DriftState *) PG_GETARG_POINTER(0);
	if (state->is_ascending)
		trajectory = state->trajectory;
	else
		sort_trajectory(state, &trajectory);
	if (get_call_result_type(fcinfo, NULL, &columns) != TYPEFUNC_COMPOSITE || columns->natts != TRAJECTORY_COLUMNS)
		elog(ERROR, "type trajectory does not have %d columns", TRAJECTORY_COLUMNS);

	values[TRAJECTORY_N] = Int64GetDatum(trajectory.summary.n);
	values[TRAJECTORY_FIRST] = score_datum(trajectory.first_e4);
	values[TRAJECTORY_LAST] = score_datum(trajectory.last_e4);
	values[TRAJECTORY_LOW] = score_datum(trajectory.low_e4);
	values[TRAJECTORY_HIGH] = score_datum(trajectory.high_e4);
	values[TRAJECTORY_DELTA] = score_datum(trajectory.last_e4 - trajectory.first_e4);
	values[TRAJECTORY_FIRST_SHIFT] = score_datum(trajectory.second_e4 - trajectory.first_e4);
	nulls[TRAJECTORY_FIRST_SHIFT] = trajectory.summary.n < 2;
	values[TRAJECTORY_WORSENING_TURNS] = Int64GetDatum(trajectory.worsening_turns);
	nulls[TRAJECTORY_SLOPE] = !senti_summary_trend(&trajectory.summary, &slope);
	values[TRAJECTORY_SLOPE] = nulls[TRAJECTORY_SLOPE] ? (Datum) 0 : Float8GetDatum(slope);
	values[TRAJECTORY_SHAPE] = CStringGetTextDatum(senti_shape_name(senti_trajectory_shape(&trajectory)));
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(columns), values, nulls)));
}
