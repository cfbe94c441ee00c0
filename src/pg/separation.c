/*
 * separation.c - separation(score, outcome): the area under the ROC curve
 *
 * Scores count in steps of 0.0001, so there are few enough pairs of score and
 * outcome to count each.  The state has the rows themselves while they take less
 * room than that, for the many small groups of a GROUP BY; never more than 640 kB.
 */
#include "postgres.h"

#include "fmgr.h"

#include "polarity.h"
#include "senti_separation.h"

#define CODES (2 * (2 * SENTI_SCORE_ONE + 1))	/* pairs of score and outcome */
#define FIRST_ROWS 16
#define ROWS_MAX 65536

/* Lives in the aggregate's context; the final function changes nothing in it. */
typedef struct SeparationState
{
	int			count;			/* rows kept */
	int			size;			/* room in rows */
	int32	   *rows;			/* codes as they came: 2 * (score + 1) + outcome; until they pass ROWS_MAX */
	int64	   *counts;			/* rows of each code; NULL before */
} SeparationState;

static void
count_rows(MemoryContext context, SeparationState *state)
{
	state->counts = MemoryContextAllocZero(context, sizeof(int64) * CODES);
	for (int i = 0; i < state->count; i++)
		state->counts[state->rows[i]]++;
	pfree(state->rows);
	state->rows = NULL;
}

PG_FUNCTION_INFO_V1(sentiment_separation_accum);
Datum
sentiment_separation_accum(PG_FUNCTION_ARGS)
{
	MemoryContext context;
	SeparationState *state = PG_ARGISNULL(0) ? NULL : (SeparationState *) PG_GETARG_POINTER(0);
	int32		code;

	if (!AggCheckCallContext(fcinfo, &context))
		elog(ERROR, "called outside an aggregate");
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
	{
		if (state == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(state);
	}
	code = 2 * (score_argument(PG_GETARG_FLOAT8(1)) + SENTI_SCORE_ONE) + PG_GETARG_BOOL(2);
	if (state == NULL)
	{
		state = MemoryContextAllocZero(context, sizeof(SeparationState));
		state->size = FIRST_ROWS;
		state->rows = MemoryContextAlloc(context, sizeof(int32) * FIRST_ROWS);
	}
	if (state->counts == NULL && state->count == ROWS_MAX)
		count_rows(context, state);
	if (state->counts != NULL)
	{
		state->counts[code]++;
		PG_RETURN_POINTER(state);
	}
	if (state->count == state->size)
	{
		state->size *= 2;
		state->rows = repalloc(state->rows, sizeof(int32) * state->size);
	}
	state->rows[state->count++] = code;
	PG_RETURN_POINTER(state);
}

static int
compare_codes(const void *a, const void *b)
{
	return *(const int32 *) a - *(const int32 *) b;
}

static void
add_rows(const SeparationState *state, SentiSeparation *separation)
{
	int32	   *rows = palloc(sizeof(int32) * state->count);
	int			next;

	memcpy(rows, state->rows, sizeof(int32) * state->count);
	qsort(rows, state->count, sizeof(int32), compare_codes);
	for (int i = 0; i < state->count; i = next)
	{
		int			with = 0;

		for (next = i; next < state->count && rows[next] / 2 == rows[i] / 2; next++)
			with += rows[next] % 2;
		senti_separation_add(separation, with, next - i - with);
	}
	pfree(rows);
}

PG_FUNCTION_INFO_V1(sentiment_separation_final);
Datum
sentiment_separation_final(PG_FUNCTION_ARGS)
{
	SeparationState *state;
	SentiSeparation separation = {0};
	double		area;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	state = (SeparationState *) PG_GETARG_POINTER(0);
	if (state->counts == NULL)
		add_rows(state, &separation);
	else
		for (int code = 0; code < CODES; code += 2)
			senti_separation_add(&separation, state->counts[code + 1], state->counts[code]);
	if (!senti_separation_area(&separation, &area))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(area);
}
