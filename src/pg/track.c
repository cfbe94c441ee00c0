/*
 * track.c - the triggers that score what arrives in a customer's table
 *
 * One statement-level trigger function for INSERT, UPDATE, DELETE and TRUNCATE.
 * Its arguments hold the whole mapping (see TrackArgument), so the hot path
 * reads no table.  It runs as the owner of the tracked table, as foreign keys
 * do: never as the extension's owner, and the application's role needs no right
 * on ours.
 *
 * Order of work, so that the customer's statement does not fail for us:
 *	1. UPDATE and DELETE forget the mentions of the old rows, in a subtransaction;
 *	2. score, in an internal subtransaction that writes nothing (it takes no XID),
 *	   and append mentions, in the statement itself: what fails there is the
 *	   database (disk full, cancel), and that fails the statement as always;
 *	3. decide the rules for the touched accounts and tickets, in a subtransaction
 *	   that writes only when an alert opens or closes.
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "executor/spi.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/timestamp.h"

#include "guard.h"
#include "model.h"
#include "mention.h"
#include "track_column.h"
#include "transition.h"
#include "trigger_call.h"

#define IDENTIFIER_MAX 500		/* bytes; what the indexes of mention hold with ease */
#define BATCH_SOURCE_ROWS 1000	/* rows scored in one subtransaction: bounds the memory of a bulk load */

/* Everything about one firing; lives in the trigger's memory context. */
typedef struct Tracking
{
	TriggerData *trigger;
	char	  **arguments;
	Oid			function;		/* the trigger's, of the extension */
	Oid			schema;			/* of the extension */
	bool		fails_on_error;
	bool		has_warned;		/* one warning a statement */
	TrackColumn columns[TRACK_ARGUMENTS];
	ArrayBuildState *deleted_keys;	/* text[] */
	ArrayBuildState *accounts;	/* touched */
	ArrayBuildState *tickets;
	MemoryContext batch_context;	/* rows of one batch */
	Datum		source;
	Datum		scored_at;
} Tracking;

/* A row that is ready to be appended. */
typedef struct MentionRow
{
	Datum		values[MENTION_COLUMNS];
	bool		nulls[MENTION_COLUMNS];
} MentionRow;

/* ---- the mapping ---- */

static TriggerData *
check_protocol(FunctionCallInfo fcinfo)
{
	TriggerData *trigger = trigger_call(fcinfo, "track_change", TRIGGER_EVENT_AFTER, TRIGGER_EVENT_STATEMENT);

	if (trigger->tg_trigger->tgnargs != TRACK_ARGUMENTS)
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" must be called with %d arguments", "track_change", TRACK_ARGUMENTS),
				 errhint("Use sentiment.track() to create the triggers.")));
	return trigger;
}

static void
resolve_columns(void *arg)
{
	Tracking   *tracking = arg;

	track_columns_resolve(tracking->columns, tracking->arguments, tracking->trigger->tg_relation);
}

/* ---- reading ---- */

/* Add a subject, unless it is the one added last: rows of a thread come together. */
static void
note_subject(ArrayBuildState **subjects, Datum value)
{
	ArrayBuildState *state = *subjects;

	if (state != NULL && state->nelems > 0 &&
		datumIsEqual(state->dvalues[state->nelems - 1], value, false, -1))
		return;
	*subjects = accumArrayResult(state, value, false, TEXTOID, CurrentMemoryContext);
}

static bool
is_too_long(Datum value, bool is_null)
{
	return !is_null && VARSIZE_ANY_EXHDR(DatumGetPointer(value)) > IDENTIFIER_MAX;
}

/* Mentions of one source row; rows that lack key, account, time or text give none. */
static List *
read_source_row(Tracking *tracking, TupleTableSlot *slot, List *rows)
{
	TrackColumn *columns = tracking->columns;
	Datum		text_values[MENTION_ROWS_MAX][MENTION_TEXT_COLUMNS];
	bool		text_nulls[MENTION_ROWS_MAX][MENTION_TEXT_COLUMNS];
	MentionRow	head;
	Datum		body;
	text	   *text_body;
	bool		is_null;
	bool		is_customer = true;
	int			count;

	memset(&head, 0, sizeof(head));
	body = slot_getattr(slot, columns[TRACK_TEXT].number, &is_null);
	if (is_null)
		return rows;
	head.values[MENTION_SOURCE] = tracking->source;
	head.values[MENTION_KEY] = track_column_text(&columns[TRACK_KEY], slot, &head.nulls[MENTION_KEY]);
	head.values[MENTION_ACCOUNT] = track_column_text(&columns[TRACK_ACCOUNT], slot, &head.nulls[MENTION_ACCOUNT]);
	head.values[MENTION_AT] = track_column_time(&columns[TRACK_AT], slot, &head.nulls[MENTION_AT]);
	if (head.nulls[MENTION_KEY] || head.nulls[MENTION_ACCOUNT] || head.nulls[MENTION_AT])
		return rows;
	head.values[MENTION_TICKET] = track_column_text(&columns[TRACK_TICKET], slot, &head.nulls[MENTION_TICKET]);
	if (is_too_long(head.values[MENTION_KEY], false) || is_too_long(head.values[MENTION_ACCOUNT], false) ||
		is_too_long(head.values[MENTION_TICKET], head.nulls[MENTION_TICKET]))
		ereport(ERROR,
				(errcode(ERRCODE_STRING_DATA_RIGHT_TRUNCATION),
				 errmsg("key, account or ticket is longer than %d bytes", IDENTIFIER_MAX)));
	head.values[MENTION_AUTHOR] = track_column_text(&columns[TRACK_AUTHOR], slot, &head.nulls[MENTION_AUTHOR]);
	head.values[MENTION_CONTACT_ROLE] = track_column_text(&columns[TRACK_CONTACT_ROLE], slot, &head.nulls[MENTION_CONTACT_ROLE]);
	head.nulls[MENTION_CHANNEL] = tracking->arguments[TRACK_CHANNEL][0] == '\0';
	head.values[MENTION_CHANNEL] = CStringGetTextDatum(tracking->arguments[TRACK_CHANNEL]);
	if (columns[TRACK_IS_CUSTOMER].number != 0)
	{
		Datum		value = slot_getattr(slot, columns[TRACK_IS_CUSTOMER].number, &is_null);

		is_customer = is_null || DatumGetBool(value);
	}
	head.values[MENTION_IS_CUSTOMER] = BoolGetDatum(is_customer);
	head.values[MENTION_SCORED_AT] = tracking->scored_at;

	text_body = DatumGetTextPP(body);
	count = mention_read_text(text_body, is_customer, named_scorer(tracking->function, tracking->arguments[TRACK_MODEL]), text_values, text_nulls);
	/* a batch of long texts would fill the memory otherwise */
	if ((Pointer) text_body != DatumGetPointer(body))
		pfree(text_body);
	for (int i = 0; i < count; i++)
	{
		MentionRow *row = palloc(sizeof(MentionRow));

		*row = head;
		memcpy(row->values + MENTION_FIRST_TEXT_COLUMN, text_values[i], sizeof(text_values[i]));
		memcpy(row->nulls + MENTION_FIRST_TEXT_COLUMN, text_nulls[i], sizeof(text_nulls[i]));
		rows = lappend(rows, row);
	}
	return rows;
}

/* Did any mapped column change? */
static bool
is_changed(Tracking *tracking, TupleTableSlot *old_slot, TupleTableSlot *new_slot)
{
	for (int i = TRACK_TEXT; i < TRACK_ARGUMENTS; i++)
	{
		TrackColumn *column = &tracking->columns[i];
		bool		old_null;
		bool		new_null;
		Datum		old_value;
		Datum		new_value;

		if (column->number == 0)
			continue;
		old_value = slot_getattr(old_slot, column->number, &old_null);
		new_value = slot_getattr(new_slot, column->number, &new_null);
		if (old_null != new_null)
			return true;
		if (!old_null && !datum_image_eq(old_value, new_value, column->is_by_value, column->length))
			return true;
	}
	return false;
}

static void
note_deleted(Tracking *tracking, TupleTableSlot *slot)
{
	bool		is_null;
	Datum		key = track_column_text(&tracking->columns[TRACK_KEY], slot, &is_null);

	if (!is_null)
		tracking->deleted_keys = accumArrayResult(tracking->deleted_keys, key, false, TEXTOID, CurrentMemoryContext);
}

/*
 * One step through both tables, which hold the rows of an UPDATE in the same
 * order; sets whether the row changed.  False at the end.
 */
static bool
next_change(Tracking *tracking, Transition *old_rows, Transition *new_rows, bool *changed)
{
	bool		has_old = next_transition(old_rows);
	bool		has_new = next_transition(new_rows);

	CHECK_FOR_INTERRUPTS();
	*changed = !(has_old && has_new) || is_changed(tracking, old_rows->slot, new_rows->slot);
	return has_old || has_new;
}

/* ---- forgetting ---- */

static char *
qualified(Tracking *tracking, const char *format)
{
	return psprintf(format, quote_identifier(get_namespace_name(tracking->schema)));
}

/* Delete the mentions of the keys noted so far. */
static void
delete_mentions(Tracking *tracking)
{
	Oid			types[2] = {TEXTOID, TEXTARRAYOID};
	Datum		values[2];

	if (tracking->deleted_keys == NULL)
		return;
	values[0] = tracking->source;
	values[1] = makeArrayResult(tracking->deleted_keys, CurrentMemoryContext);
	SPI_connect();
	if (SPI_execute_with_args(qualified(tracking, "DELETE FROM %s.mention WHERE source OPERATOR(pg_catalog.=) $1 AND key OPERATOR(pg_catalog.=) ANY ($2)"),
							  2, types, values, NULL, false, 0) != SPI_OK_DELETE)
		elog(ERROR, "could not delete mentions");
	SPI_finish();
	tracking->deleted_keys = NULL;
}

static void
delete_all_mentions(void *arg)
{
	Tracking   *tracking = arg;
	Oid			types[1] = {TEXTOID};

	SPI_connect();
	if (SPI_execute_with_args(qualified(tracking, "DELETE FROM %s.mention WHERE source OPERATOR(pg_catalog.=) $1"),
							  1, types, &tracking->source, NULL, false, 0) != SPI_OK_DELETE)
		elog(ERROR, "could not delete mentions");
	SPI_finish();
}

/* ---- rules ---- */

static void
evaluate_rules(void *arg)
{
	Tracking   *tracking = arg;
	Oid			types[2] = {TEXTARRAYOID, TEXTARRAYOID};
	Datum		values[2];

	values[0] = tracking->accounts ? makeArrayResult(tracking->accounts, CurrentMemoryContext) :
		PointerGetDatum(construct_empty_array(TEXTOID));
	values[1] = tracking->tickets ? makeArrayResult(tracking->tickets, CurrentMemoryContext) :
		PointerGetDatum(construct_empty_array(TEXTOID));
	SPI_connect();
	if (SPI_execute_with_args(qualified(tracking, "SELECT %s.evaluate_subjects(pg_catalog.clock_timestamp(), $1, $2)"),
							  2, types, values, NULL, false, 0) != SPI_OK_SELECT)
		elog(ERROR, "could not evaluate rules");
	SPI_finish();
}

/* ---- the trigger ---- */

typedef struct Changes
{
	Tracking   *tracking;
	Transition	old_rows;
	Transition	new_rows;
	List	   *rows;			/* of MentionRow: one batch */
	bool		has_more;
} Changes;

/*
 * Guarded work for this source: an error warns, once a statement, unless the
 * source wants it to fail.
 */
static bool
guard_source(Tracking *tracking, GuardedWork work, void *arg, const char *what)
{
	bool		ok = guard(work, arg, tracking->fails_on_error, tracking->has_warned ? DEBUG1 : WARNING,
						   what, tracking->arguments[TRACK_SOURCE]);

	tracking->has_warned |= !ok;
	return ok;
}

/* Forget what changed or went, before anything is appended: an UPDATE may move a key to where another was. */
static void
forget_changes(void *arg)
{
	Changes    *changes = arg;
	Tracking   *tracking = changes->tracking;
	bool		changed;

	while (next_change(tracking, &changes->old_rows, &changes->new_rows, &changed))
		if (changed)
			note_deleted(tracking, changes->old_rows.slot);
	delete_mentions(tracking);
}

/* Read up to BATCH_SOURCE_ROWS rows; those read before an error stay in the batch. */
static void
score_batch(void *arg)
{
	Changes    *changes = arg;
	bool		changed;

	MemoryContextSwitchTo(changes->tracking->batch_context);
	for (int i = 0; i < BATCH_SOURCE_ROWS; i++)
	{
		if (!next_change(changes->tracking, &changes->old_rows, &changes->new_rows, &changed))
		{
			changes->has_more = false;
			return;
		}
		if (changed)
			changes->rows = read_source_row(changes->tracking, changes->new_rows.slot, changes->rows);
	}
}

static void
append_batch(Tracking *tracking, MentionWriter *writer, List *rows)
{
	ListCell   *cell;

	foreach(cell, rows)
	{
		MentionRow *row = lfirst(cell);

		mention_writer_append(writer, row->values, row->nulls);
		if (!row->nulls[MENTION_FIRST_TEXT_COLUMN + MENTION_TOPIC])
			continue;
		note_subject(&tracking->accounts, row->values[MENTION_ACCOUNT]);
		if (!row->nulls[MENTION_TICKET])
			note_subject(&tracking->tickets, row->values[MENTION_TICKET]);
	}
	mention_writer_flush(writer);
}

static void
append_changes(Tracking *tracking, Changes *changes)
{
	MentionWriter *writer = mention_writer_open(tracking->schema);

	for (changes->has_more = true; changes->has_more;)
	{
		changes->rows = NIL;
		/* after an error the next batch goes on behind the row that made it */
		guard_source(tracking, score_batch, changes, "scoring of");
		append_batch(tracking, writer, changes->rows);
		MemoryContextReset(tracking->batch_context);
	}
	mention_writer_close(writer);
}

static void
write_changes(Tracking *tracking)
{
	TriggerData *trigger = tracking->trigger;
	Changes		changes = {.tracking = tracking};

	open_transition(&changes.old_rows, trigger->tg_oldtable, trigger->tg_relation);
	open_transition(&changes.new_rows, trigger->tg_newtable, trigger->tg_relation);
	if (trigger->tg_oldtable != NULL)
		guard_source(tracking, forget_changes, &changes, "forgetting of");
	rewind_transition(&changes.old_rows);
	rewind_transition(&changes.new_rows);
	if (trigger->tg_newtable != NULL)
		append_changes(tracking, &changes);
	close_transition(&changes.old_rows);
	close_transition(&changes.new_rows);
}

PG_FUNCTION_INFO_V1(sentiment_track_change);
Datum
sentiment_track_change(PG_FUNCTION_ARGS)
{
	Tracking	tracking = {0};
	Oid			user;
	int			security_context;

	tracking.trigger = check_protocol(fcinfo);
	tracking.arguments = tracking.trigger->tg_trigger->tgargs;
	tracking.function = fcinfo->flinfo->fn_oid;
	tracking.schema = get_func_namespace(tracking.function);
	tracking.fails_on_error = strcmp(tracking.arguments[TRACK_ON_ERROR], "fail") == 0;
	tracking.source = CStringGetTextDatum(tracking.arguments[TRACK_SOURCE]);
	tracking.scored_at = TimestampTzGetDatum(GetCurrentTransactionStartTimestamp());
	tracking.batch_context = AllocSetContextCreate(CurrentMemoryContext, "sentiment batch", ALLOCSET_DEFAULT_SIZES);

	GetUserIdAndSecContext(&user, &security_context);
	SetUserIdAndSecContext(RelationGetForm(tracking.trigger->tg_relation)->relowner,
						   security_context | SECURITY_LOCAL_USERID_CHANGE);
	if (TRIGGER_FIRED_BY_TRUNCATE(tracking.trigger->tg_event))
		guard_source(&tracking, delete_all_mentions, &tracking, "forgetting of");
	else if (guard_source(&tracking, resolve_columns, &tracking, "tracking of"))
		write_changes(&tracking);
	if (tracking.accounts != NULL)
		guard_source(&tracking, evaluate_rules, &tracking, "evaluation of rules for");
	SetUserIdAndSecContext(user, security_context);
	return PointerGetDatum(NULL);
}
