/*
 * touched.c - whose mentions a statement wrote, and the rules that this may concern
 *
 * Three looks, each dearer than the one before and for fewer messages: might a
 * rule fire by this message, or is an alert open that it might close?  Do the
 * subject's messages then make an edge?  Only then is evaluate_subjects() called,
 * which writes it.
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/snapmgr.h"
#include "utils/timestamp.h"

#include "kept_plan.h"
#include "observe.h"
#include "open_alert.h"
#include "touched.h"
#include "track_row.h"

/* Add a name, unless it is NULL, or the one added last: rows of a thread come together. */
static void
add_name(MemoryContext context, ArrayBuildState **names, const Datum *values, const bool *nulls, int column)
{
	ArrayBuildState *list = *names;

	if (nulls[column] || (list != NULL && datumIsEqual(list->dvalues[list->nelems - 1], values[column], false, -1)))
		return;
	*names = accumArrayResult(list, values[column], false, TEXTOID, context);
}

static void
note_mention(TouchedSubjects *touched, const Datum *values, const bool *nulls, bool of_account, bool of_ticket)
{
	if (of_account)
		add_name(touched->context, &touched->accounts, values, nulls, MENTION_ACCOUNT);
	if (of_ticket)
		add_name(touched->context, &touched->tickets, values, nulls, MENTION_TICKET);
	else if (touched->rules->ticket_horizon > 0)
		add_name(CurrentMemoryContext, &touched->calm_tickets, values, nulls, MENTION_TICKET);
}

void
note_new_mention(TouchedSubjects *touched, const Datum *values, const bool *nulls)
{
	bool		of_ticket,
				of_account;

	if (touched->rules->count == 0)
		return;
	rules_may_fire(touched->rules, values, nulls, &of_ticket, &of_account);
	note_mention(touched, values, nulls, of_account, of_ticket);
}

void
note_changed_mention(TouchedSubjects *touched, const Datum *values, const bool *nulls)
{
	if (touched->rules->count == 0)
		return;
	touched->has_changed = true;
	note_mention(touched, values, nulls, true, true);
}

bool
has_touched(const TouchedSubjects *touched)
{
	return touched->accounts != NULL || touched->tickets != NULL;
}

static void
take_open_alert(void *is_open, const char *rule, const char *subject)
{
	*(bool *) is_open = true;
}

void
look_at_calm_tickets(TouchedSubjects *touched, Oid schema)
{
	ArrayBuildState *calm = touched->calm_tickets;

	touched->calm_tickets = NULL;
	for (int i = 0; calm != NULL && i < calm->nelems; i++)
	{
		bool		is_open = false;

		open_alerts(schema, OPEN_OF_TICKET, calm->dvalues[i], take_open_alert, &is_open);
		if (is_open)
			touched->tickets = accumArrayResult(touched->tickets, calm->dvalues[i], false, TEXTOID, touched->context);
	}
}

/* The names, if an alert of theirs would open or close, else none; text[]. */
static ArrayType *
names_to_evaluate(TouchedSubjects *touched, Oid schema, TimestampTz as_of, ArrayBuildState *names, bool are_tickets)
{
	ArrayType  *array;
	bool		changes;

	if (names == NULL)
		return construct_empty_array(TEXTOID);
	array = construct_array(names->dvalues, names->nelems, TEXTOID, -1, false, TYPALIGN_INT);
	if (touched->has_changed)
		return array;
	/* what the statement has just appended is seen */
	CommandCounterIncrement();
	PushActiveSnapshot(GetTransactionSnapshot());
	changes = observe_would_change(schema, as_of, array, are_tickets);
	PopActiveSnapshot();
	return changes ? array : construct_empty_array(TEXTOID);
}

void
evaluate_touched(TouchedSubjects *touched, Oid schema, Datum source, const char *on_error)
{
	static SPIPlanPtr plan = NULL;
	TimestampTz now = GetCurrentTimestamp();
	ArrayType  *accounts = names_to_evaluate(touched, schema, now, touched->accounts, false);
	ArrayType  *tickets = names_to_evaluate(touched, schema, now, touched->tickets, true);
	Oid			types[] = {TIMESTAMPTZOID, TEXTARRAYOID, TEXTARRAYOID, TEXTOID, TEXTOID, TEXTOID};
	Datum		values[lengthof(types)] = {TimestampTzGetDatum(now), PointerGetDatum(accounts), PointerGetDatum(tickets)};

	if (ARR_NDIM(accounts) == 0 && ARR_NDIM(tickets) == 0)
		return;
	values[3] = CStringGetTextDatum(on_error);
	values[4] = source;
	values[5] = CStringGetTextDatum(track_problem_name(TRACK_ERROR));
	(void) execute_kept(&plan,
						"INSERT INTO %1$s.source_problem (source, problem, n, detail) "
						"SELECT $5, $6, 1, e.problem FROM %1$s.evaluate_subjects($1, $2, $3, false, $4) e WHERE e.problem IS NOT NULL",
						schema, lengthof(types), types, values, NULL);
}
