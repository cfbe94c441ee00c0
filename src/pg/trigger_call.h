/*
 * trigger_call.h - how a trigger function of the extension must have been called
 */
#ifndef TRIGGER_CALL_H
#define TRIGGER_CALL_H

#include "commands/trigger.h"
#include "fmgr.h"

#define TRIGGER_EVENT_STATEMENT 0	/* commands/trigger.h has no name for it */

/*
 * The trigger that a function of that name was called for.  timing is TRIGGER_EVENT_BEFORE or
 * TRIGGER_EVENT_AFTER, level TRIGGER_EVENT_ROW or TRIGGER_EVENT_STATEMENT; ERROR (39P01) when
 * it was called by hand or fires at another time or level.
 */
extern TriggerData *trigger_call(FunctionCallInfo fcinfo, const char *name, TriggerEvent timing, TriggerEvent level);

/* The same for a function that may be called for each row and for each statement. */
extern TriggerData *trigger_call_any_level(FunctionCallInfo fcinfo, const char *name, TriggerEvent timing);

#endif							/* TRIGGER_CALL_H */
