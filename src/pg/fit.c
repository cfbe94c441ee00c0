/*
 * fit.c - fit(text, polarity [, weight]): a model from the site's own labels
 *
 * The transition function reads a text once and keeps what it shows to the model, a few
 * hundred bytes, in a sort that goes to disk beyond work_mem.  The final function
 * trains in the order of the sort, which is that of the examples' bytes: plans, workers and the
 * order of rows make no difference.
 */
#include "postgres.h"

#include "catalog/pg_operator.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "utils/tuplesort.h"

#include "model.h"
#include "pg_compat.h"
#include "polarity.h"
#include "senti_fit.h"
#include "text_scan.h"

#define WEIGHT_LEAST 1e-6
#define WEIGHT_MOST 1e6
#define ROWS_MAX (1 << 27)		/* of a text; room that has doubled still fits a bytea */

/* Lives in the aggregate's context. */
typedef struct FitState
{
	Tuplesortstate *sort;		/* of packed examples, as bytea */
	SentiRows	rows;			/* of the text at hand */
	Size		room;			/* for rows */
	bytea	   *example;		/* read last, in the final function */
} FitState;

static void
end_sort(Datum state)
{
	tuplesort_end(((FitState *) DatumGetPointer(state))->sort);
}

static FitState *
new_state(FunctionCallInfo fcinfo, MemoryContext context)
{
	MemoryContext caller = MemoryContextSwitchTo(context);
	FitState   *state = palloc0(sizeof(FitState));

	state->sort = tuplesort_begin_datum(BYTEAOID, ByteaLessOperator, InvalidOid, false, work_mem, NULL, TUPLESORT_RANDOMACCESS);
	AggRegisterCallback(fcinfo, end_sort, PointerGetDatum(state));
	MemoryContextSwitchTo(caller);
	return state;
}

static pg_noreturn void
report_too_long(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
			 errmsg("text is too long to train on"),
			 errdetail("It shows more than %d features.", ROWS_MAX),
			 errhint("Leave it out.")));
}

static void
add_features(void *arg, const SentiFeatures *features)
{
	FitState   *state = arg;

	if (state->rows.count + SENTI_SENTENCE_ROWS_MAX > state->room)
	{
		if (state->rows.count > ROWS_MAX)
			report_too_long();
		state->room = 2 * state->room;
		state->rows.rows = repalloc_huge(state->rows.rows, sizeof(uint16_t) * state->room);
	}
	senti_rows_add(&state->rows, features);
}

/* What a text shows to the model, but for its label; false when it is not scored. */
static bool
read_text(FitState *state, FunctionCallInfo fcinfo, MemoryContext context, SentiExample *example)
{
	text	   *value = PG_GETARG_TEXT_PP(1);
	uint16_t   *rows = state->rows.rows;
	TextScan	scan;

	if (rows == NULL)
	{
		state->room = SENTI_SENTENCE_ROWS_MAX;
		rows = MemoryContextAlloc(context, sizeof(uint16_t) * state->room);
	}
	state->rows = (SentiRows) {.rows = rows};
	text_scan_open(&scan, value, named_scorer(fcinfo->flinfo->fn_oid, MODEL_RULES, true));
	scan.scan.feature_sink = add_features;
	scan.scan.sink_arg = state;
	text_scan_run(&scan);
	senti_rows_finish(&state->rows);
	PG_FREE_IF_COPY(value, 1);
	memset(example, 0, sizeof(*example));
	senti_example_rules(example, &scan.result);
	example->count = state->rows.count;
	example->rows = state->rows.rows;
	return scan.result.is_scored;
}

static float
weight_argument(float8 weight)
{
	if (!(weight >= WEIGHT_LEAST && weight <= WEIGHT_MOST))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("weight %g is out of range", weight),
				 errdetail("Weights must be between %g and %g.", WEIGHT_LEAST, WEIGHT_MOST),
				 errhint("Leave out with FILTER (WHERE ...) what must not count.")));
	return (float) weight;
}

/* Transition: (state, text, polarity [, weight]). */
PG_FUNCTION_INFO_V1(sentiment_fit_accum);
Datum
sentiment_fit_accum(PG_FUNCTION_ARGS)
{
	MemoryContext context;
	FitState   *state = PG_ARGISNULL(0) ? NULL : (FitState *) PG_GETARG_POINTER(0);
	SentiExample example;
	bool		is_complete = true;
	float		weight = 1.0f;

	if (AggCheckCallContext(fcinfo, &context) != AGG_CONTEXT_AGGREGATE)
		elog(ERROR, "called outside an aggregate");
	if (state == NULL)
		state = new_state(fcinfo, context);
	for (int i = 1; i < PG_NARGS(); i++)
		is_complete &= !PG_ARGISNULL(i);
	if (is_complete && PG_NARGS() > 3)
		weight = weight_argument(PG_GETARG_FLOAT8(3));
	if (is_complete && read_text(state, fcinfo, context, &example))
	{
		Size		size = senti_packed_size(&example);
		bytea	   *packed = palloc(VARHDRSZ + size);

		example.label = polarity_label(PG_GETARG_OID(2));
		example.weight = weight;
		SET_VARSIZE(packed, VARHDRSZ + size);
		senti_example_pack(&example, (uint8_t *) VARDATA(packed));
		tuplesort_putdatum(state->sort, PointerGetDatum(packed), false);
		pfree(packed);
	}
	PG_RETURN_POINTER(state);
}

static void
rewind_examples(void *arg)
{
	FitState   *state = arg;

	tuplesort_rescan(state->sort);
}

static bool
next_example(void *arg, SentiExample *example)
{
	FitState   *state = arg;
	Datum		value;
	bool		is_null;

	CHECK_FOR_INTERRUPTS();
	if (state->example)
		pfree(state->example);
	state->example = NULL;
	if (!tuplesort_getdatum_compat(state->sort, &value, &is_null))
		return false;
	state->example = DatumGetByteaP(value);
	senti_example_unpack((const uint8_t *) VARDATA(state->example), VARSIZE(state->example) - VARHDRSZ, example);
	return true;
}

/* NULL when there was nothing to learn from. */
PG_FUNCTION_INFO_V1(sentiment_fit_final);
Datum
sentiment_fit_final(PG_FUNCTION_ARGS)
{
	FitState   *state = PG_ARGISNULL(0) ? NULL : (FitState *) PG_GETARG_POINTER(0);
	SentiExamples examples = {rewind_examples, next_example, state};
	SentiTrainer *trainer;
	bytea	   *weights;
	uint64_t	count;

	if (state == NULL)
		PG_RETURN_NULL();
	tuplesort_performsort(state->sort);
	trainer = palloc(sizeof(SentiTrainer));
	weights = palloc(VARHDRSZ + SENTI_MODEL_BYTES);
	SET_VARSIZE(weights, VARHDRSZ + SENTI_MODEL_BYTES);
	count = senti_fit(trainer, &senti_model_builtin, &examples, (uint8_t *) VARDATA(weights));
	pfree(trainer);
	if (count == 0)
		PG_RETURN_NULL();
	PG_RETURN_BYTEA_P(weights);
}
