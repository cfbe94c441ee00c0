/*
 * track.c - the triggers that score what arrives in a customer's table
 *
 * One trigger function for INSERT, UPDATE, DELETE and TRUNCATE, fired for each
 * statement, or for each row where logical replication writes.  Its arguments
 * hold the whole mapping (see TrackArgument), so the hot path reads no table but
 * the dimensions.  It runs as the owner of the tracked table, as foreign keys
 * do: never as the extension's owner, and the application's role needs no right
 * on ours.
 *
 * Order of work, so that the customer's statement does not fail for us:
 *	1. UPDATE and DELETE change or forget the mentions of the old rows, in a
 *	   subtransaction;
 *	2. score, in an internal subtransaction that writes nothing (it takes no XID),
 *	   and append mentions, in the statement itself: what fails there is the
 *	   database (disk full, cancel), and that fails the statement as always;
 *	3. decide the rules for the touched accounts and tickets, in a subtransaction
 *	   that writes only when an alert opens or closes;
 *	4. note in source_problem what could not be stored or decided, in a
 *	   subtransaction.
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "nodes/bitmapset.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/timestamp.h"

#include "guard.h"
#include "kept_plan.h"
#include "mention_change.h"
#include "model.h"
#include "touched.h"
#include "track_row.h"
#include "transition.h"
#include "trigger_call.h"

#define BATCH_SOURCE_ROWS 1000	/* rows settled, or scored, at a time: bounds the memory of a large statement */

/* Rows of one firing that were not stored, for one reason. */
typedef struct ProblemRows
{
	int64		n;
	Datum		key;			/* of the last, text; 0: not known */
	char	   *detail;			/* the last message; NULL: the reason says it all */
} ProblemRows;

/* Everything about one firing; lives in the trigger's memory context. */
typedef struct Tracking
{
	TriggerData *trigger;
	RowReader	reader;
	MemoryContext context;		/* the trigger's */
	bool		fails_on_error;
	bool		has_warned;		/* one warning a statement */
	Transition	old_rows;
	Transition	new_rows;
	int			step;			/* number of the row, in either pass over the tables */
	Bitmapset  *unknown;		/* rows that moved, but had no mentions, or can have none now: read as new ones */
	ArrayBuildState *deleted_keys;	/* text[]: of one batch */
	MentionMoves moves;			/* likewise; numbers are steps */
	TouchedSubjects touched;
	ProblemRows problems[TRACK_PROBLEMS];
	MemoryContext batch_context;	/* rows of one batch */
	List	   *batch;			/* of MentionRow */
	bool		has_more;		/* rows behind the batch */
} Tracking;

static TriggerData *
check_protocol(FunctionCallInfo fcinfo)
{
	TriggerData *trigger = trigger_call_any_level(fcinfo, "track_change", TRIGGER_EVENT_AFTER);

	if (trigger->tg_trigger->tgnargs != TRACK_ARGUMENTS)
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" must be called with %d arguments", "track_change", TRACK_ARGUMENTS),
				 errhint("Use sentiment.track() to create the triggers.")));
	return trigger;
}

/* ---- what is noted on the way ---- */

/* key may be 0, detail NULL. */
static void
note_problem(Tracking *tracking, TrackProblem problem, Datum key, const char *detail)
{
	ProblemRows *rows = &tracking->problems[problem];
	MemoryContext caller = MemoryContextSwitchTo(tracking->context);

	rows->n++;
	if (key != (Datum) 0)
		rows->key = datumCopy(key, false, -1);
	if (detail != NULL)
		rows->detail = pstrdup(detail);
	MemoryContextSwitchTo(caller);
}

/*
 * Guarded work for this source: an error warns, once a statement, unless the
 * source wants it to fail.
 */
static bool
guard_source(Tracking *tracking, GuardedWork work, const char *what)
{
	char	   *message = guard_message(work, tracking, tracking->fails_on_error, tracking->has_warned ? DEBUG1 : WARNING,
									   what, tracking->reader.arguments[TRACK_SOURCE]);

	if (message == NULL)
		return true;
	tracking->has_warned = true;
	note_problem(tracking, TRACK_ERROR, (Datum) 0, message);
	return false;
}

static void
open_reader(void *arg)
{
	Tracking   *tracking = arg;

	row_reader_open(&tracking->reader, tracking->trigger->tg_relation);
	tracking->touched.rules = enabled_rules(tracking->reader.schema);
	tracking->touched.context = tracking->context;
}

/* ---- the rows ---- */

static void
open_rows(Tracking *tracking)
{
	TriggerData *trigger = tracking->trigger;
	bool		is_insert = TRIGGER_FIRED_BY_INSERT(trigger->tg_event);

	if (TRIGGER_FIRED_FOR_ROW(trigger->tg_event))
	{
		open_single_row(&tracking->old_rows, is_insert ? NULL : trigger->tg_trigslot);
		open_single_row(&tracking->new_rows, is_insert ? trigger->tg_trigslot :
						TRIGGER_FIRED_BY_UPDATE(trigger->tg_event) ? trigger->tg_newslot : NULL);
	}
	else
	{
		open_transition(&tracking->old_rows, trigger->tg_oldtable, trigger->tg_relation);
		open_transition(&tracking->new_rows, trigger->tg_newtable, trigger->tg_relation);
	}
}

static void
rewind_rows(Tracking *tracking)
{
	rewind_transition(&tracking->old_rows);
	rewind_transition(&tracking->new_rows);
	tracking->step = 0;
}

/*
 * One step through both tables, which hold the rows of an UPDATE in the same
 * order; sets what happened to the row.  False at the end.
 */
static bool
next_row(Tracking *tracking, RowChange *change)
{
	bool		has_old = next_transition(&tracking->old_rows);
	bool		has_new = next_transition(&tracking->new_rows);

	CHECK_FOR_INTERRUPTS();
	tracking->step++;
	*change = has_old && has_new ? row_change(&tracking->reader, tracking->old_rows.slot, tracking->new_rows.slot) : ROW_REWRITTEN;
	return has_old || has_new;
}

/* ---- mentions of old rows ---- */

/* Note whose words the old row's were: an alert may rest on them. */
static void
note_old_subjects(Tracking *tracking)
{
	MentionRow	row;

	if (tracking->touched.rules->count > 0 && row_read_attributes(&tracking->reader, tracking->old_rows.slot, &row) == TRACK_STORABLE)
		note_changed_mention(&tracking->touched, row.values, row.nulls);
}

static void
note_deleted(Tracking *tracking)
{
	bool		is_null;
	Datum		key = track_column_text(&tracking->reader.columns[TRACK_KEY], tracking->old_rows.slot, &is_null);

	if (!is_null)
		tracking->deleted_keys = accumArrayResult(tracking->deleted_keys, key, false, TEXTOID, tracking->batch_context);
	note_old_subjects(tracking);
}

static void
settle_old_row(Tracking *tracking, RowChange change)
{
	MentionRow	row;

	if (change == ROW_SAME)
		return;
	if (change == ROW_MOVED)
	{
		MemoryContext caller;

		if (row_read_attributes(&tracking->reader, tracking->new_rows.slot, &row) == TRACK_STORABLE)
		{
			mention_moves_add(&tracking->moves, tracking->step, &row);
			note_old_subjects(tracking);
			note_changed_mention(&tracking->touched, row.values, row.nulls);
			return;
		}
		caller = MemoryContextSwitchTo(tracking->context);
		tracking->unknown = bms_add_member(tracking->unknown, tracking->step);
		MemoryContextSwitchTo(caller);
	}
	note_deleted(tracking);
}

/* Move and forget what is noted, and free what the batch took. */
static void
write_noted(Tracking *tracking)
{
	MemoryContextSwitchTo(tracking->context);
	tracking->unknown = mention_moves_write(&tracking->moves, tracking->reader.schema, tracking->reader.source, tracking->unknown);
	MemoryContextSwitchTo(tracking->batch_context);
	if (tracking->deleted_keys != NULL)
		mention_delete(tracking->reader.schema, tracking->reader.source, makeArrayResult(tracking->deleted_keys, tracking->batch_context));
	tracking->deleted_keys = NULL;
	MemoryContextReset(tracking->batch_context);
}

/* Move or forget what changed or went, before anything is appended: an UPDATE may move a key to where another was. */
static void
settle_old_rows(void *arg)
{
	Tracking   *tracking = arg;
	RowChange	change;

	MemoryContextSwitchTo(tracking->batch_context);
	while (next_row(tracking, &change))
	{
		settle_old_row(tracking, change);
		if (tracking->step % BATCH_SOURCE_ROWS == 0)
			write_noted(tracking);
	}
	write_noted(tracking);
}

static void
forget_all(void *arg)
{
	static SPIPlanPtr plan = NULL;
	Tracking   *tracking = arg;
	Oid			types[] = {TEXTOID};

	execute_kept(&plan, "DELETE FROM %s.mention WHERE source OPERATOR(pg_catalog.=) $1", tracking->reader.schema, 1, types, &tracking->reader.source, NULL);
}

/* ---- mentions of new rows ---- */

/* Add the mentions of the new row to the batch. */
static void
read_row(Tracking *tracking)
{
	RowReader  *reader = &tracking->reader;
	Datum		text_values[MENTION_ROWS_MAX][MENTION_TEXT_COLUMNS];
	bool		text_nulls[MENTION_ROWS_MAX][MENTION_TEXT_COLUMNS];
	MentionRow	attributes;
	TrackProblem problem = row_read_attributes(reader, tracking->new_rows.slot, &attributes);
	Datum		body;
	text	   *text_body;
	bool		is_null;
	int			count;

	if (problem == TRACK_TOO_LONG)
		ereport(ERROR,
				(errcode(ERRCODE_STRING_DATA_RIGHT_TRUNCATION),
				 errmsg("%s", TRACK_TOO_LONG_MESSAGE)));
	if (problem != TRACK_STORABLE)
	{
		if (problem != TRACK_NO_TEXT)
			note_problem(tracking, problem, attributes.nulls[MENTION_KEY] ? (Datum) 0 : attributes.values[MENTION_KEY], NULL);
		return;
	}
	body = slot_getattr(tracking->new_rows.slot, reader->columns[TRACK_TEXT].number, &is_null);
	text_body = DatumGetTextPP(body);
	row_read_voice(&attributes, text_body);
	count = mention_read_text(text_body, DatumGetBool(attributes.values[MENTION_IS_CUSTOMER]),
							  named_scorer(tracking->trigger->tg_trigger->tgfoid, reader->arguments[TRACK_MODEL], reader->cleans), text_values, text_nulls);
	/* a batch of long texts would fill the memory otherwise */
	if ((Pointer) text_body != DatumGetPointer(body))
		pfree(text_body);
	for (int i = 0; i < count; i++)
	{
		MentionRow *row = palloc(sizeof(MentionRow));

		*row = attributes;
		memcpy(row->values + MENTION_FIRST_TEXT_COLUMN, text_values[i], sizeof(text_values[i]));
		memcpy(row->nulls + MENTION_FIRST_TEXT_COLUMN, text_nulls[i], sizeof(text_nulls[i]));
		tracking->batch = lappend(tracking->batch, row);
	}
}

/* Read up to BATCH_SOURCE_ROWS rows; those read before an error stay in the batch. */
static void
read_batch(void *arg)
{
	Tracking   *tracking = arg;
	RowChange	change;

	MemoryContextSwitchTo(tracking->batch_context);
	for (int i = 0; i < BATCH_SOURCE_ROWS; i++)
	{
		if (!next_row(tracking, &change))
		{
			tracking->has_more = false;
			return;
		}
		if (change == ROW_REWRITTEN || (change == ROW_MOVED && bms_is_member(tracking->step, tracking->unknown)))
			read_row(tracking);
	}
}

static void
append_batch(Tracking *tracking, MentionWriter *writer)
{
	ListCell   *cell;

	foreach(cell, tracking->batch)
	{
		MentionRow *row = lfirst(cell);

		mention_writer_append(writer, row->values, row->nulls);
	}
	mention_writer_flush(writer);
}

static void
note_batch(void *arg)
{
	Tracking   *tracking = arg;
	ListCell   *cell;

	MemoryContextSwitchTo(tracking->batch_context);
	foreach(cell, tracking->batch)
	{
		MentionRow *row = lfirst(cell);

		note_new_mention(&tracking->touched, row->values, row->nulls);
	}
	look_at_calm_tickets(&tracking->touched, tracking->reader.schema);
}

static void
append_new_rows(Tracking *tracking)
{
	MentionWriter *writer = mention_writer_open(tracking->reader.schema);

	for (tracking->has_more = true; tracking->has_more;)
	{
		tracking->batch = NIL;
		/* after an error the next batch goes on behind the row that made it */
		guard_source(tracking, read_batch, "scoring of");
		append_batch(tracking, writer);
		if (tracking->batch != NIL && tracking->touched.rules->count > 0)
			guard_source(tracking, note_batch, "evaluation of rules for");
		MemoryContextReset(tracking->batch_context);
	}
	mention_writer_close(writer);
}

/* ---- what follows ---- */

static void
write_problems(void *arg)
{
	Tracking   *tracking = arg;

	for (TrackProblem problem = TRACK_NO_KEY; problem < TRACK_PROBLEMS; problem++)
	{
		ProblemRows *rows = &tracking->problems[problem];

		if (rows->n > 0)
			track_problem_write(tracking->reader.schema, tracking->reader.source, problem, rows->n, rows->key, rows->detail);
	}
}

static void
evaluate_rules(void *arg)
{
	Tracking   *tracking = arg;

	evaluate_touched(&tracking->touched, tracking->reader.schema, tracking->reader.source, tracking->reader.arguments[TRACK_ON_ERROR]);
}

static void
write_changes(Tracking *tracking)
{
	bool		is_settled = true;

	open_rows(tracking);
	if (!TRIGGER_FIRED_BY_INSERT(tracking->trigger->tg_event))
		is_settled = guard_source(tracking, settle_old_rows, "forgetting of");
	rewind_rows(tracking);
	/* what could not be forgotten must not be there twice */
	if (is_settled && !TRIGGER_FIRED_BY_DELETE(tracking->trigger->tg_event))
		append_new_rows(tracking);
	close_transition(&tracking->old_rows);
	close_transition(&tracking->new_rows);
}

PG_FUNCTION_INFO_V1(sentiment_track_change);
Datum
sentiment_track_change(PG_FUNCTION_ARGS)
{
	Tracking	tracking = {0};
	Oid			user;
	int			security_context;
	bool		has_problem = false;

	tracking.trigger = check_protocol(fcinfo);
	tracking.context = CurrentMemoryContext;
	tracking.reader.arguments = tracking.trigger->tg_trigger->tgargs;
	tracking.reader.schema = get_func_namespace(fcinfo->flinfo->fn_oid);
	tracking.reader.source = CStringGetTextDatum(tracking.reader.arguments[TRACK_SOURCE]);
	tracking.reader.scored_at = TimestampTzGetDatum(GetCurrentTransactionStartTimestamp());
	tracking.fails_on_error = strcmp(tracking.reader.arguments[TRACK_ON_ERROR], "fail") == 0;
	tracking.batch_context = AllocSetContextCreate(CurrentMemoryContext, "sentiment batch", ALLOCSET_DEFAULT_SIZES);

	GetUserIdAndSecContext(&user, &security_context);
	SetUserIdAndSecContext(RelationGetForm(tracking.trigger->tg_relation)->relowner,
						   security_context | SECURITY_LOCAL_USERID_CHANGE);
	if (TRIGGER_FIRED_BY_TRUNCATE(tracking.trigger->tg_event))
		guard_source(&tracking, forget_all, "forgetting of");
	else if (guard_source(&tracking, open_reader, "tracking of"))
		write_changes(&tracking);
	if (has_touched(&tracking.touched))
		guard_source(&tracking, evaluate_rules, "evaluation of rules for");
	for (int i = 0; i < TRACK_PROBLEMS; i++)
		has_problem |= tracking.problems[i].n > 0;
	if (has_problem)
		guard_source(&tracking, write_problems, "noting problems of");
	SetUserIdAndSecContext(user, security_context);
	return PointerGetDatum(NULL);
}
