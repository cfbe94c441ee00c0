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
 *	1. score, in an internal subtransaction that writes nothing (it takes no XID);
 *	2. delete and append mentions, in the statement itself: what fails here is the
 *	   database (disk full, cancel), and that fails the statement as always;
 *	3. decide the rules for the touched accounts and tickets, in a subtransaction
 *	   that writes only when an alert opens or closes.
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "executor/executor.h"
#include "executor/spi.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/datum.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/timestamp.h"

#include "guard.h"
#include "mention.h"

#define BATCH_SOURCE_ROWS 1000	/* rows scored in one subtransaction: bounds the memory of a bulk load */

/* Arguments of the trigger, as track() writes them; an absent column is ''. */
typedef enum TrackArgument
{
	TRACK_SOURCE,				/* name in table source */
	TRACK_ON_ERROR,				/* warn or fail */
	TRACK_CHANNEL,				/* constant channel */
	TRACK_TEXT,					/* from here: column names */
	TRACK_ACCOUNT,
	TRACK_AT,
	TRACK_KEY,
	TRACK_TICKET,
	TRACK_AUTHOR,
	TRACK_CONTACT_ROLE,
	TRACK_IS_CUSTOMER,
	TRACK_ARGUMENTS
} TrackArgument;

typedef struct TrackColumn
{
	AttrNumber	number;			/* 0: not mapped */
	Oid			type;
	bool		is_by_value;
	int16		length;
	bool		is_text;		/* its datum is a text already */
	FmgrInfo	output;			/* to text, for all other types */
} TrackColumn;

/* Everything about one firing; lives in the trigger's memory context. */
typedef struct Tracking
{
	TriggerData *trigger;
	char	  **arguments;
	Oid			schema;			/* of the extension */
	bool		fails_on_error;
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

static void
check_protocol(FunctionCallInfo fcinfo)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;

	if (!CALLED_AS_TRIGGER(fcinfo))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" was not called by trigger manager", "track_change")));
	if (!TRIGGER_FIRED_AFTER(trigger->tg_event))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" must be fired AFTER", "track_change")));
	if (!TRIGGER_FIRED_FOR_STATEMENT(trigger->tg_event))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" must be fired for each statement", "track_change")));
	if (trigger->tg_trigger->tgnargs != TRACK_ARGUMENTS)
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" must be called with %d arguments", "track_change", TRACK_ARGUMENTS),
				 errhint("Use sentiment.track() to create the triggers.")));
}

static void
resolve_columns(void *arg)
{
	Tracking   *tracking = arg;
	TupleDesc	desc = RelationGetDescr(tracking->trigger->tg_relation);

	for (int i = TRACK_TEXT; i < TRACK_ARGUMENTS; i++)
	{
		TrackColumn *column = &tracking->columns[i];
		Oid			output;
		bool		is_varlena;
		int			number;

		if (tracking->arguments[i][0] == '\0')
			continue;
		number = SPI_fnumber(desc, tracking->arguments[i]);
		if (number <= 0)
			ereport(ERROR,
					(errcode(ERRCODE_UNDEFINED_COLUMN),
					 errmsg("column \"%s\" of tracked table \"%s\" does not exist",
							tracking->arguments[i], RelationGetRelationName(tracking->trigger->tg_relation)),
					 errhint("Use sentiment.untrack() and sentiment.track() to map the table anew.")));
		column->number = (AttrNumber) number;
		column->type = SPI_gettypeid(desc, number);
		column->is_by_value = TupleDescAttr(desc, number - 1)->attbyval;
		column->length = TupleDescAttr(desc, number - 1)->attlen;
		column->is_text = column->type == TEXTOID || column->type == VARCHAROID;
		getTypeOutputInfo(column->type, &output, &is_varlena);
		fmgr_info(output, &column->output);
	}
}

/* A copy as text: the slot's own values go with the next row. */
static Datum
column_text(TrackColumn *column, TupleTableSlot *slot, bool *is_null)
{
	Datum		value = (Datum) 0;

	*is_null = true;
	if (column->number != 0)
		value = slot_getattr(slot, column->number, is_null);
	if (*is_null)
		return value;
	if (column->is_text)
		return datumCopy(value, false, -1);
	return CStringGetTextDatum(OutputFunctionCall(&column->output, value));
}

/* Days and times without a zone are taken as UTC, never as the session's zone. */
static Datum
column_time(TrackColumn *column, TupleTableSlot *slot, bool *is_null)
{
	Datum		value = slot_getattr(slot, column->number, is_null);

	if (*is_null || column->type != DATEOID)
		return value;
	if (DATE_NOT_FINITE(DatumGetDateADT(value)))
	{
		*is_null = true;
		return value;
	}
	return TimestampTzGetDatum((TimestampTz) DatumGetDateADT(value) * USECS_PER_DAY);
}

/* ---- step 1: score ---- */

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

/* Mentions of one source row; rows that lack key, account, time or text give none. */
static List *
read_source_row(Tracking *tracking, TupleTableSlot *slot, List *rows)
{
	TrackColumn *columns = tracking->columns;
	Datum		text_values[MENTION_ROWS_MAX][MENTION_TEXT_COLUMNS];
	bool		text_nulls[MENTION_ROWS_MAX][MENTION_TEXT_COLUMNS];
	MentionRow	head;
	Datum		body;
	bool		is_null;
	bool		is_customer = true;
	int			count;

	memset(&head, 0, sizeof(head));
	body = slot_getattr(slot, columns[TRACK_TEXT].number, &is_null);
	if (is_null)
		return rows;
	head.values[MENTION_SOURCE] = tracking->source;
	head.values[MENTION_KEY] = column_text(&columns[TRACK_KEY], slot, &head.nulls[MENTION_KEY]);
	head.values[MENTION_ACCOUNT] = column_text(&columns[TRACK_ACCOUNT], slot, &head.nulls[MENTION_ACCOUNT]);
	head.values[MENTION_AT] = column_time(&columns[TRACK_AT], slot, &head.nulls[MENTION_AT]);
	if (head.nulls[MENTION_KEY] || head.nulls[MENTION_ACCOUNT] || head.nulls[MENTION_AT])
		return rows;
	head.values[MENTION_TICKET] = column_text(&columns[TRACK_TICKET], slot, &head.nulls[MENTION_TICKET]);
	head.values[MENTION_AUTHOR] = column_text(&columns[TRACK_AUTHOR], slot, &head.nulls[MENTION_AUTHOR]);
	head.values[MENTION_CONTACT_ROLE] = column_text(&columns[TRACK_CONTACT_ROLE], slot, &head.nulls[MENTION_CONTACT_ROLE]);
	head.nulls[MENTION_CHANNEL] = tracking->arguments[TRACK_CHANNEL][0] == '\0';
	head.values[MENTION_CHANNEL] = CStringGetTextDatum(tracking->arguments[TRACK_CHANNEL]);
	if (columns[TRACK_IS_CUSTOMER].number != 0)
	{
		Datum		value = slot_getattr(slot, columns[TRACK_IS_CUSTOMER].number, &is_null);

		is_customer = is_null || DatumGetBool(value);
	}
	head.values[MENTION_IS_CUSTOMER] = BoolGetDatum(is_customer);
	head.values[MENTION_SCORED_AT] = tracking->scored_at;

	count = mention_read_text(DatumGetTextPP(body), is_customer, text_values, text_nulls);
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
	Datum		key = column_text(&tracking->columns[TRACK_KEY], slot, &is_null);

	if (!is_null)
		tracking->deleted_keys = accumArrayResult(tracking->deleted_keys, key, false, TEXTOID, CurrentMemoryContext);
}

/* A transition table that is read from its start, with a read pointer of its own. */
typedef struct Transition
{
	Tuplestorestate *store;		/* NULL: the event has no such table */
	TupleTableSlot *slot;
	int			pointer;
} Transition;

static void
open_transition(Transition *transition, Tuplestorestate *store, Relation relation)
{
	transition->store = store;
	if (store == NULL)
		return;
	transition->slot = MakeSingleTupleTableSlot(RelationGetDescr(relation), &TTSOpsMinimalTuple);
	transition->pointer = tuplestore_alloc_read_pointer(store, EXEC_FLAG_REWIND);
	tuplestore_select_read_pointer(store, transition->pointer);
	tuplestore_rescan(store);
}

static bool
next_transition(Transition *transition)
{
	MemoryContext caller;
	bool		found;

	if (transition->store == NULL)
		return false;
	/* a row that was spilled to disk is read into memory that must live as long as the slot */
	caller = MemoryContextSwitchTo(transition->slot->tts_mcxt);
	tuplestore_select_read_pointer(transition->store, transition->pointer);
	found = tuplestore_gettupleslot(transition->store, true, false, transition->slot);
	MemoryContextSwitchTo(caller);
	return found;
}

static void
close_transition(Transition *transition)
{
	if (transition->store != NULL)
		ExecDropSingleTupleTableSlot(transition->slot);
}

/* Read up to BATCH_SOURCE_ROWS changed rows; *rows receives their mentions, false at the end. */
static bool
read_batch(Tracking *tracking, Transition *old_rows, Transition *new_rows, List **rows)
{
	*rows = NIL;
	for (int i = 0; i < BATCH_SOURCE_ROWS; i++)
	{
		bool		has_old = next_transition(old_rows);
		bool		has_new = next_transition(new_rows);

		CHECK_FOR_INTERRUPTS();
		if (!has_old && !has_new)
			return false;
		/* the two tables of an UPDATE hold their rows in the same order */
		if (has_old && has_new && !is_changed(tracking, old_rows->slot, new_rows->slot))
			continue;
		if (has_old)
			note_deleted(tracking, old_rows->slot);
		if (has_new)
			*rows = read_source_row(tracking, new_rows->slot, *rows);
	}
	return true;
}

/* ---- step 2: write ---- */

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
delete_all_mentions(Tracking *tracking)
{
	Oid			types[1] = {TEXTOID};

	SPI_connect();
	if (SPI_execute_with_args(qualified(tracking, "DELETE FROM %s.mention WHERE source OPERATOR(pg_catalog.=) $1"),
							  1, types, &tracking->source, NULL, false, 0) != SPI_OK_DELETE)
		elog(ERROR, "could not delete mentions");
	SPI_finish();
}

/* ---- step 3: rules ---- */

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
	if (SPI_execute_with_args(qualified(tracking, "SELECT %s.evaluate_subjects(pg_catalog.now(), $1, $2)"),
							  2, types, values, NULL, false, 0) != SPI_OK_SELECT)
		elog(ERROR, "could not evaluate rules");
	SPI_finish();
}

/* ---- the trigger ---- */

typedef struct Batch
{
	Tracking   *tracking;
	Transition	old_rows;
	Transition	new_rows;
	List	   *rows;			/* of MentionRow */
	bool		has_more;
} Batch;

static void
score_batch(void *arg)
{
	Batch	   *batch = arg;

	MemoryContextSwitchTo(batch->tracking->batch_context);
	batch->has_more = read_batch(batch->tracking, &batch->old_rows, &batch->new_rows, &batch->rows);
}

/* Guarded work for this source: an error warns, unless the source wants it to fail. */
static bool
guard_source(Tracking *tracking, GuardedWork work, void *arg, const char *what)
{
	return guard(work, arg, tracking->fails_on_error, what, tracking->arguments[TRACK_SOURCE]);
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
write_changes(Tracking *tracking)
{
	TriggerData *trigger = tracking->trigger;
	MentionWriter *writer = NULL;
	Batch		batch = {.tracking = tracking, .has_more = true};

	open_transition(&batch.old_rows, trigger->tg_oldtable, trigger->tg_relation);
	open_transition(&batch.new_rows, trigger->tg_newtable, trigger->tg_relation);
	while (batch.has_more)
	{
		batch.rows = NIL;
		if (!guard_source(tracking, score_batch, &batch, "scoring of"))
			break;
		delete_mentions(tracking);
		if (batch.rows != NIL)
		{
			if (writer == NULL)
				writer = mention_writer_open(tracking->schema);
			append_batch(tracking, writer, batch.rows);
		}
		MemoryContextReset(tracking->batch_context);
	}
	if (writer != NULL)
		mention_writer_close(writer);
	close_transition(&batch.old_rows);
	close_transition(&batch.new_rows);
}

PG_FUNCTION_INFO_V1(sentiment_track_change);
Datum
sentiment_track_change(PG_FUNCTION_ARGS)
{
	Tracking	tracking = {0};
	Oid			user;
	int			security_context;

	check_protocol(fcinfo);
	tracking.trigger = (TriggerData *) fcinfo->context;
	tracking.arguments = tracking.trigger->tg_trigger->tgargs;
	tracking.schema = get_func_namespace(fcinfo->flinfo->fn_oid);
	tracking.fails_on_error = strcmp(tracking.arguments[TRACK_ON_ERROR], "fail") == 0;
	tracking.source = CStringGetTextDatum(tracking.arguments[TRACK_SOURCE]);
	tracking.scored_at = TimestampTzGetDatum(GetCurrentTransactionStartTimestamp());
	tracking.batch_context = AllocSetContextCreate(CurrentMemoryContext, "sentiment batch", ALLOCSET_DEFAULT_SIZES);

	GetUserIdAndSecContext(&user, &security_context);
	SetUserIdAndSecContext(RelationGetForm(tracking.trigger->tg_relation)->relowner,
						   security_context | SECURITY_LOCAL_USERID_CHANGE);
	if (TRIGGER_FIRED_BY_TRUNCATE(tracking.trigger->tg_event))
		delete_all_mentions(&tracking);
	else if (guard_source(&tracking, resolve_columns, &tracking, "tracking of"))
		write_changes(&tracking);
	if (tracking.accounts != NULL)
		guard_source(&tracking, evaluate_rules, &tracking, "evaluation of rules for");
	SetUserIdAndSecContext(user, security_context);
	return PointerGetDatum(NULL);
}
