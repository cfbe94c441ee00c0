/*
 * alert.c - the core's states of an alert as SQL functions
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "senti_alert.h"

static const char *const edge_names[] = {NULL, "open", "reopen", "resolve", "stale", "confirm", "dismiss", "acknowledge", "snooze"};

static SentiAlertState
state_argument(text *argument)
{
	char	   *name = text_to_cstring(argument);

	for (int i = SENTI_ALERT_NONE; i <= SENTI_ALERT_STALE; i++)
		if (strcmp(name, senti_alert_state_names[i]) == 0)
			return (SentiAlertState) i;
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("invalid alert state \"%s\"", name),
			 errdetail("States are none, review, firing, acknowledged, resolved and stale.")));
}

/*
 * alert_step(state, is_stale, breached_days, cleared_days, n, until, hold_days, min_n, needs_review,
 * seconds_closed, last_until, cool_down) -> (state, edge); edge is NULL when nothing happens.
 */
PG_FUNCTION_INFO_V1(sentiment_alert_step);
Datum
sentiment_alert_step(PG_FUNCTION_ARGS)
{
	TupleDesc	tuple_desc;
	SentiAlertTerms terms;
	SentiObservation seen = {0};
	SentiAlertEdge edge;
	SentiAlertState state;
	Datum		values[2];
	bool		nulls[2] = {false, false};

	if (get_call_result_type(fcinfo, NULL, &tuple_desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	seen.is_stale = PG_GETARG_BOOL(1);
	seen.breached_days = PG_GETARG_INT32(2);
	seen.cleared_days = PG_GETARG_INT32(3);
	seen.n = PG_GETARG_INT64(4);
	seen.until = PG_GETARG_TIMESTAMPTZ(5);
	terms.hold_days = PG_GETARG_INT32(6);
	terms.min_n = PG_GETARG_INT32(7);
	terms.needs_review = PG_GETARG_BOOL(8);
	terms.seconds_closed = PG_GETARG_INT64(9);
	terms.last_until = PG_GETARG_TIMESTAMPTZ(10);
	terms.cool_down = PG_GETARG_INT64(11);
	state = senti_alert_step(state_argument(PG_GETARG_TEXT_PP(0)), &seen, &terms, &edge);
	values[0] = CStringGetTextDatum(senti_alert_state_names[state]);
	nulls[1] = edge == SENTI_EDGE_NONE;
	values[1] = nulls[1] ? (Datum) 0 : CStringGetTextDatum(edge_names[edge]);
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(tuple_desc), values, nulls)));
}

/* alert_act(state, action): the next state after a person's action; NULL: it cannot be done in this state. */
PG_FUNCTION_INFO_V1(sentiment_alert_act);
Datum
sentiment_alert_act(PG_FUNCTION_ARGS)
{
	char	   *action = text_to_cstring(PG_GETARG_TEXT_PP(1));
	SentiAlertState next;

	for (int i = SENTI_EDGE_RESOLVE; i <= SENTI_EDGE_SNOOZE; i++)
		if (strcmp(action, edge_names[i]) == 0)
		{
			if (!senti_alert_act(state_argument(PG_GETARG_TEXT_PP(0)), (SentiAlertEdge) i, &next))
				PG_RETURN_NULL();
			PG_RETURN_TEXT_P(cstring_to_text(senti_alert_state_names[next]));
		}
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("invalid action \"%s\"", action)));
}
