/*
 * spark.c - a line of block characters for psql
 */
#include "postgres.h"

#include <math.h>

#include "fmgr.h"
#include "mb/pg_wchar.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "lib/stringinfo.h"

#define LEVELS 8

/* Values so far; lives in the aggregate's context. */
typedef struct SparkState
{
	int			count;
	int			size;
	float8	   *values;			/* NaN stands for NULL */
} SparkState;

PG_FUNCTION_INFO_V1(sentiment_spark_accum);
Datum
sentiment_spark_accum(PG_FUNCTION_ARGS)
{
	MemoryContext context;
	SparkState *state;

	if (!AggCheckCallContext(fcinfo, &context))
		elog(ERROR, "called outside an aggregate");
	if (PG_ARGISNULL(0))
	{
		state = MemoryContextAllocZero(context, sizeof(SparkState));
		state->size = 32;
		state->values = MemoryContextAlloc(context, sizeof(float8) * state->size);
	}
	else
		state = (SparkState *) PG_GETARG_POINTER(0);
	if (state->count == state->size)
	{
		state->size *= 2;
		state->values = repalloc(state->values, sizeof(float8) * state->size);
	}
	state->values[state->count++] = PG_ARGISNULL(1) ? NAN : PG_GETARG_FLOAT8(1);
	PG_RETURN_POINTER(state);
}

/* Lowest value at the bottom block, highest at the top; a NULL, NaN or infinity is a gap. */
PG_FUNCTION_INFO_V1(sentiment_spark_final);
Datum
sentiment_spark_final(PG_FUNCTION_ARGS)
{
	bool		has_blocks = GetDatabaseEncoding() == PG_UTF8;
	SparkState *state;
	StringInfoData line;
	float8		low = INFINITY;
	float8		high = -INFINITY;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	state = (SparkState *) PG_GETARG_POINTER(0);
	for (int i = 0; i < state->count; i++)
		if (isfinite(state->values[i]))
		{
			low = fmin(low, state->values[i]);
			high = fmax(high, state->values[i]);
		}
	initStringInfo(&line);
	for (int i = 0; i < state->count; i++)
	{
		int			level;

		if (!isfinite(state->values[i]))
		{
			appendStringInfoChar(&line, ' ');
			continue;
		}
		/* halved first: the distance itself may not fit a double */
		level = high > low ? (int) ((state->values[i] / 2 - low / 2) / (high / 2 - low / 2) * (LEVELS - 1) + 0.5) : LEVELS / 2 - 1;
		if (has_blocks)
		{
			char		block[4] = "\xE2\x96\x81";	/* U+2581, the lowest of eight */

			block[2] += level;
			appendStringInfoString(&line, block);
		}
		else
			appendStringInfoChar(&line, "12345678"[level]);
	}
	PG_RETURN_TEXT_P(cstring_to_text_with_len(line.data, line.len));
}
