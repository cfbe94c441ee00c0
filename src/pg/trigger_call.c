/*
 * trigger_call.c - how a trigger function of the extension must have been called
 */
#include "postgres.h"

#include "trigger_call.h"

static void
require(bool holds, const char *name, const char *what)
{
	if (!holds)
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" %s", name, what)));
}

TriggerData *
trigger_call_any_level(FunctionCallInfo fcinfo, const char *name, TriggerEvent timing)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;

	require(CALLED_AS_TRIGGER(fcinfo), name, "was not called by trigger manager");
	require((trigger->tg_event & TRIGGER_EVENT_TIMINGMASK) == timing, name,
			timing == TRIGGER_EVENT_BEFORE ? "must be fired BEFORE" : "must be fired AFTER");
	return trigger;
}

TriggerData *
trigger_call(FunctionCallInfo fcinfo, const char *name, TriggerEvent timing, TriggerEvent level)
{
	TriggerData *trigger = trigger_call_any_level(fcinfo, name, timing);

	require((trigger->tg_event & TRIGGER_EVENT_ROW) == level, name,
			level == TRIGGER_EVENT_ROW ? "must be fired for each row" : "must be fired for each statement");
	return trigger;
}
