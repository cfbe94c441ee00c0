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
#include "utils/guc.h"
#include "utils/snapmgr.h"
#include "utils/timestamp.h"

#include "kept_plan.h"
#include "observe.h"
#include "touched.h"
#include "track_row.h"

/* Add a name, unless it is the one added last: rows of a thread come together. */
static void
add_name(TouchedSubjects *touched, TouchedNames *names, bool is_suspected, Datum name)
{
	ArrayBuildState **list = is_suspected ? &names->suspected : &names->all;

	if (*list != NULL && (*list)->nelems > 0 && datumIsEqual((*list)->dvalues[(*list)->nelems - 1], name, false, -1))
		return;
	*list = accumArrayResult(*list, name, false, TEXTOID, touched->context);
}

static void
note_mention(TouchedSubjects *touched, const Datum *values, const bool *nulls, bool of_account, bool of_ticket)
{
	if (!nulls[MENTION_ACCOUNT])
		add_name(touched, &touched->accounts, of_account, values[MENTION_ACCOUNT]);
	if (!nulls[MENTION_TICKET])
		add_name(touched, &touched->tickets, of_ticket, values[MENTION_TICKET]);
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
	return touched->accounts.all || touched->accounts.suspected || touched->tickets.all || touched->tickets.suspected;
}

/* Names as a text[]; they stay. */
static Datum
name_array(ArrayBuildState *names)
{
	if (names == NULL)
		return PointerGetDatum(construct_empty_array(TEXTOID));
	return PointerGetDatum(construct_array(names->dvalues, names->nelems, TEXTOID, -1, false, TYPALIGN_INT));
}

/* Suspect also tickets that have an open alert: their agent waits for it to close.  An account's can wait for evaluate(). */
static void
suspect_open_alerts(TouchedSubjects *touched, Oid schema)
{
	static SPIPlanPtr plan = NULL;
	Oid			types[] = {TEXTARRAYOID};
	Datum		values[] = {name_array(touched->tickets.all)};

	if (touched->tickets.all == NULL)
		return;
	SPI_connect();
	if (SPI_execute_plan(kept_plan(&plan, "SELECT ticket FROM %1$s.alert WHERE " ALERT_IS_OPEN " AND ticket OPERATOR(pg_catalog.=) ANY ($1)",
								   schema, lengthof(types), types),
						 values, NULL, false, 0) != SPI_OK_SELECT)
		elog(ERROR, "could not look for open alerts");
	for (uint64 i = 0; i < SPI_processed; i++)
	{
		bool		is_null;

		add_name(touched, &touched->tickets, true, SPI_getbinval(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1, &is_null));
	}
	SPI_finish();
}

/* Would an alert of those that are suspected open or close? */
static bool
would_change(TouchedSubjects *touched, Oid schema, TimestampTz as_of, Datum accounts, Datum tickets)
{
	bool		changes;

	if (touched->has_changed)
		return true;
	/* what the statement has just appended is seen */
	CommandCounterIncrement();
	PushActiveSnapshot(GetTransactionSnapshot());
	changes = observe_would_change(schema, as_of, accounts, tickets);
	PopActiveSnapshot();
	return changes;
}

void
evaluate_touched(TouchedSubjects *touched, Oid schema, Datum source, const char *on_error)
{
	static SPIPlanPtr plan = NULL;
	TimestampTz now = GetCurrentTimestamp();
	Oid			types[] = {TIMESTAMPTZOID, TEXTARRAYOID, TEXTARRAYOID, TEXTOID, TEXTOID, TEXTOID};
	Datum		values[lengthof(types)] = {TimestampTzGetDatum(now)};
	bool		changes = false;
	int			level = plan_by_index();

	suspect_open_alerts(touched, schema);
	if (touched->accounts.suspected || touched->tickets.suspected)
	{
		values[1] = name_array(touched->accounts.suspected);
		values[2] = name_array(touched->tickets.suspected);
		changes = would_change(touched, schema, now, values[1], values[2]);
	}
	AtEOXact_GUC(true, level);
	if (!changes)
		return;
	values[3] = CStringGetTextDatum(on_error);
	values[4] = source;
	values[5] = CStringGetTextDatum(track_problem_name(TRACK_ERROR));
	(void) execute_kept(&plan,
						"INSERT INTO %1$s.source_problem (source, problem, n, detail) "
						"SELECT $5, $6, 1, e.problem FROM %1$s.evaluate_subjects($1, $2, $3, false, $4) e WHERE e.problem IS NOT NULL",
						schema, lengthof(types), types, values, NULL);
}
