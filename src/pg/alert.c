/*
 * alert.c - the core's alert decision as a SQL function
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"

#include "senti_alert.h"

static const char *const state_names[] = {"none", "firing", "acknowledged", "resolved", "stale"};
static const char *const edge_names[] = {NULL, "open", "reopen", "resolve", "stale"};

static SentiAlertState
state_argument(text *argument)
{
	char	   *name = text_to_cstring(argument);

	for (int i = SENTI_ALERT_NONE; i <= SENTI_ALERT_STALE; i++)
		if (strcmp(name, state_names[i]) == 0)
			return (SentiAlertState) i;
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("invalid alert state \"%s\"", name),
			 errdetail("States are none, firing, acknowledged, resolved and stale.")));
}

/*
 * alert_step(state, is_stale, breached_days, cleared_days, hold_days, n, min_n,
 * seconds_closed, cool_down) -> (state, edge); edge is NULL when nothing happens.
 */
PG_FUNCTION_INFO_V1(sentiment_alert_step);
Datum
sentiment_alert_step(PG_FUNCTION_ARGS)
{
	TupleDesc	tuple_desc;
	SentiObservation seen;
	SentiAlertEdge edge;
	SentiAlertState state;
	Datum		values[2];
	bool		nulls[2] = {false, false};

	if (get_call_result_type(fcinfo, NULL, &tuple_desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	seen.is_stale = PG_GETARG_BOOL(1);
	seen.breached_days = PG_GETARG_INT32(2);
	seen.cleared_days = PG_GETARG_INT32(3);
	seen.hold_days = PG_GETARG_INT32(4);
	seen.n = PG_GETARG_INT64(5);
	seen.min_n = PG_GETARG_INT64(6);
	state = senti_alert_step(state_argument(PG_GETARG_TEXT_PP(0)), &seen,
							 PG_GETARG_INT64(7), PG_GETARG_INT64(8), &edge);
	values[0] = CStringGetTextDatum(state_names[state]);
	nulls[1] = edge == SENTI_EDGE_NONE;
	values[1] = nulls[1] ? (Datum) 0 : CStringGetTextDatum(edge_names[edge]);
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(tuple_desc), values, nulls)));
}
