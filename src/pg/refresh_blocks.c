/*
 * refresh_blocks.c - one batch of refresh: the rows in some blocks of a tracked table, compared with their mentions
 *
 * Rows are read as the triggers read them (track_row.c) and written as they
 * write (mention.c).  A row that is not as it should be is locked before
 * anything is written of it, so that no trigger writes of it at the same time;
 * one that was changed before we had the lock is looked at again as it is then,
 * or in the partition to which it was moved, where its trigger has written of it.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/table.h"
#include "access/tableam.h"
#include "access/xact.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"
#include "parser/parse_func.h"
#include "utils/acl.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/rls.h"
#include "utils/snapmgr.h"

#include "mention.h"
#include "mention_change.h"
#include "mention_lookup.h"
#include "model.h"
#include "track_row.h"

typedef struct Refresh
{
	Oid			function;
	RowReader	reader;
	Relation	part;			/* the table, or one of its partitions */
	Snapshot	snapshot;
	TupleTableSlot *row_slot;
	text	   *body;			/* of the row in row_slot */
	TupleTableSlot *lock_slot;
	Datum		model;			/* text: what scores */
	MentionLookup *lookup;
	MentionWriter *writer;		/* NULL: nothing to write yet */
	MemoryContext context;		/* the batch's */
	MemoryContext row_context;
	ArrayBuildState *replaced_keys; /* text[]: of the rows whose mentions are written anew */
	List	   *replaced;		/* those rows, ItemPointer */
	List	   *overtaken;		/* rows that were changed before we had them, as they are now */
	int64		rows_too_long;
	Datum		too_long_key;	/* text: of the last of them */
	int64		rows_read;
	int64		rows_scored;
	int64		rows_moved;
} Refresh;

/* ---- what is there ---- */

/* The trigger's arguments say how rows are read. */
static void
open_reader(Refresh *refresh, Oid relid)
{
	RowReader  *reader = &refresh->reader;
	Relation	relation = table_open(relid, AccessShareLock);
	Oid			function = LookupFuncName(list_make2(makeString(get_namespace_name(reader->schema)), makeString("track_change")), 0, NULL, false);

	for (int i = 0; relation->trigdesc != NULL && i < relation->trigdesc->numtriggers; i++)
	{
		Trigger    *trigger = &relation->trigdesc->triggers[i];

		if (trigger->tgfoid != function || trigger->tgnargs != TRACK_ARGUMENTS)
			continue;
		reader->arguments = palloc(sizeof(char *) * TRACK_ARGUMENTS);
		for (int n = 0; n < TRACK_ARGUMENTS; n++)
			reader->arguments[n] = pstrdup(trigger->tgargs[n]);
		break;
	}
	if (reader->arguments == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_OBJECT),
				 errmsg("table \"%s\" is not tracked", RelationGetRelationName(relation)),
				 errhint("Use sentiment.track() first.")));
	table_close(relation, NoLock);
	reader->source = CStringGetTextDatum(reader->arguments[TRACK_SOURCE]);
	reader->scored_at = TimestampTzGetDatum(GetCurrentTransactionStartTimestamp());
	row_reader_open(reader, refresh->part);
}

/* What SELECT ... FOR SHARE of the whole table needs. */
static void
open_part(Refresh *refresh, Oid relid)
{
	static const AclMode needed[] = {ACL_SELECT, ACL_UPDATE};

	refresh->part = table_open(relid, RowShareLock);
	if (refresh->part->rd_rel->relkind != RELKIND_RELATION)
		ereport(ERROR,
				(errcode(ERRCODE_WRONG_OBJECT_TYPE),
				 errmsg("\"%s\" is not a table that holds rows", RelationGetRelationName(refresh->part))));
	for (int i = 0; i < (int) lengthof(needed); i++)
	{
		AclResult	result = pg_class_aclcheck(relid, GetUserId(), needed[i]);

		if (result != ACLCHECK_OK)
			aclcheck_error(result, OBJECT_TABLE, RelationGetRelationName(refresh->part));
	}
	if (check_enable_rls(relid, InvalidOid, false) == RLS_ENABLED)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("rows of table \"%s\" would be hidden by row-level security", RelationGetRelationName(refresh->part))));
	refresh->row_slot = table_slot_create(refresh->part, NULL);
	refresh->lock_slot = table_slot_create(refresh->part, NULL);
}

static void
close_relations(Refresh *refresh)
{
	mention_lookup_close(refresh->lookup);
	ExecDropSingleTupleTableSlot(refresh->lock_slot);
	ExecDropSingleTupleTableSlot(refresh->row_slot);
	table_close(refresh->part, NoLock);
}

/* ---- a row and its mentions ---- */

static const SentiScorer *
pinned_scorer(Refresh *refresh)
{
	return named_scorer(refresh->function, refresh->reader.arguments[TRACK_MODEL], refresh->reader.cleans);
}

/* The row in row_slot, as a trigger would read it. */
static TrackProblem
read_row(Refresh *refresh, MentionRow *row)
{
	TrackProblem problem = row_read_attributes(&refresh->reader, refresh->row_slot, row);
	bool		is_null;

	if (problem != TRACK_STORABLE)
		return problem;
	refresh->body = DatumGetTextPP(slot_getattr(refresh->row_slot, refresh->reader.columns[TRACK_TEXT].number, &is_null));
	row_read_voice(row, refresh->body);
	return problem;
}

/* ---- writing ---- */

static MentionWriter *
opened_writer(Refresh *refresh)
{
	MemoryContext caller = MemoryContextSwitchTo(refresh->context);

	if (refresh->writer == NULL)
		refresh->writer = mention_writer_open(refresh->reader.schema);
	MemoryContextSwitchTo(caller);
	return refresh->writer;
}

static void
score_row(Refresh *refresh, MentionRow *row)
{
	Datum		text_values[MENTION_ROWS_MAX][MENTION_TEXT_COLUMNS];
	bool		text_nulls[MENTION_ROWS_MAX][MENTION_TEXT_COLUMNS];
	int			count = mention_read_text(refresh->body, DatumGetBool(row->values[MENTION_IS_CUSTOMER]), pinned_scorer(refresh),
										  text_values, text_nulls);

	for (int i = 0; i < count; i++)
	{
		memcpy(row->values + MENTION_FIRST_TEXT_COLUMN, text_values[i], sizeof(text_values[i]));
		memcpy(row->nulls + MENTION_FIRST_TEXT_COLUMN, text_nulls[i], sizeof(text_nulls[i]));
		mention_writer_append(opened_writer(refresh), row->values, row->nulls);
	}
	refresh->rows_scored++;
}

/* What the text said stays, with the attributes that the row has now. */
static void
move_row(Refresh *refresh, MentionRow *row)
{
	TupleTableSlot *mention;

	mention_lookup_find(refresh->lookup, row);
	while ((mention = mention_lookup_next(refresh->lookup)) != NULL)
	{
		memcpy(row->values + MENTION_FIRST_TEXT_COLUMN, mention->tts_values + MENTION_FIRST_TEXT_COLUMN,
			   sizeof(Datum) * (MENTION_COLUMNS - MENTION_FIRST_TEXT_COLUMN));
		memcpy(row->nulls + MENTION_FIRST_TEXT_COLUMN, mention->tts_isnull + MENTION_FIRST_TEXT_COLUMN,
			   sizeof(bool) * (MENTION_COLUMNS - MENTION_FIRST_TEXT_COLUMN));
		mention_writer_append(opened_writer(refresh), row->values, row->nulls);
	}
	refresh->rows_moved++;
}

static void
remember(Refresh *refresh, List **rows, ItemPointer tid)
{
	MemoryContext caller = MemoryContextSwitchTo(refresh->context);
	ItemPointer copy = palloc(sizeof(ItemPointerData));

	*copy = *tid;
	*rows = lappend(*rows, copy);
	MemoryContextSwitchTo(caller);
}

static TM_Result
lock_version(Refresh *refresh, ItemPointer tid, TM_FailureData *failure)
{
	TM_Result	result = table_tuple_lock(refresh->part, tid, refresh->snapshot, refresh->lock_slot, GetCurrentCommandId(true),
										  LockTupleShare, LockWaitBlock, TUPLE_LOCK_FLAG_LOCK_UPDATE_IN_PROGRESS, failure);

	ExecClearTuple(refresh->lock_slot);
	if (IsolationUsesXactSnapshot() && (result == TM_Updated || result == TM_Deleted))
		ereport(ERROR,
				(errcode(ERRCODE_T_R_SERIALIZATION_FAILURE),
				 errmsg("could not serialize access due to concurrent update")));
	return result;
}

/*
 * Lock the row in row_slot against writers until the end of the transaction; false when it is another one by now, or
 * gone from this part.  TUPLE_LOCK_FLAG_FIND_LAST_VERSION would take a row that was moved to another partition for an
 * error; the versions that it would follow are newer than our snapshot, for which none of them is removed.
 */
static bool
lock_row(Refresh *refresh)
{
	TM_FailureData failure;
	ItemPointerData tid = refresh->row_slot->tts_tid;
	TM_Result	result = lock_version(refresh, &tid, &failure);
	bool		is_overtaken = false;

	while (result == TM_Updated && !ItemPointerIndicatesMovedPartitions(&failure.ctid))
	{
		tid = failure.ctid;
		is_overtaken = true;
		result = lock_version(refresh, &tid, &failure);
	}
	if (result == TM_Ok && is_overtaken)
		remember(refresh, &refresh->overtaken, &tid);
	return result == TM_Ok && !is_overtaken;
}

static void
note_too_long(Refresh *refresh, MentionRow *row)
{
	MemoryContext caller = MemoryContextSwitchTo(refresh->context);

	if (refresh->rows_too_long++ > 0)
		pfree(DatumGetPointer(refresh->too_long_key));
	refresh->too_long_key = datumCopy(row->values[MENTION_KEY], false, -1);
	MemoryContextSwitchTo(caller);
}

/* Warn of rows that are too long to be stored, and count them as the triggers do. */
static void
tell_too_long(Refresh *refresh)
{
	if (refresh->rows_too_long == 0)
		return;
	ereport(WARNING,
			(errmsg("rows of table \"%s\" that cannot be stored: " INT64_FORMAT, RelationGetRelationName(refresh->part), refresh->rows_too_long),
			 errdetail("A %s.", TRACK_TOO_LONG_MESSAGE)));
	track_problem_write(refresh->reader.schema, refresh->reader.source, TRACK_ERROR, refresh->rows_too_long, refresh->too_long_key,
						TRACK_TOO_LONG_MESSAGE);
}

/* Look at the row in row_slot: write the mentions that it has not, remember it when it has some that are not right. */
static void
settle_row(Refresh *refresh)
{
	MemoryContext caller = MemoryContextSwitchTo(refresh->row_context);
	MentionRow	row;
	MentionState state = MENTIONS_RIGHT;
	TrackProblem problem = read_row(refresh, &row);

	CHECK_FOR_INTERRUPTS();
	if (problem == TRACK_STORABLE)
	{
		refresh->rows_read++;
		state = mention_lookup_state(refresh->lookup, &row, refresh->body, refresh->model);
	}
	else if (problem == TRACK_TOO_LONG)
		note_too_long(refresh, &row);
	if (state != MENTIONS_RIGHT && lock_row(refresh))
	{
		if (state == MENTIONS_MISSING)
			score_row(refresh, &row);
		else
		{
			refresh->replaced_keys = accumArrayResult(refresh->replaced_keys, row.values[MENTION_KEY], false, TEXTOID, refresh->context);
			remember(refresh, &refresh->replaced, &refresh->row_slot->tts_tid);
		}
	}
	MemoryContextSwitchTo(caller);
	MemoryContextReset(refresh->row_context);
}

/* A row that is locked, as the snapshot sees it, into row_slot. */
static void
fetch_row(Refresh *refresh, ItemPointer tid)
{
	if (!table_tuple_fetch_row_version(refresh->part, tid, refresh->snapshot, refresh->row_slot))
		elog(ERROR, "a row that was locked is gone");
}

/* Write the mentions of a row anew; those that it had are deleted, but the snapshot is from before that. */
static void
replace_row(Refresh *refresh)
{
	MemoryContext caller = MemoryContextSwitchTo(refresh->row_context);
	MentionRow	row;

	CHECK_FOR_INTERRUPTS();
	if (read_row(refresh, &row) != TRACK_STORABLE)
		elog(ERROR, "a row that was locked has changed");
	if (mention_lookup_state(refresh->lookup, &row, refresh->body, refresh->model) == MENTIONS_MOVED)
		move_row(refresh, &row);
	else
		score_row(refresh, &row);
	MemoryContextSwitchTo(caller);
	MemoryContextReset(refresh->row_context);
}

static void
replace_mentions(Refresh *refresh)
{
	ListCell   *cell;

	if (refresh->replaced == NIL)
		return;
	mention_delete(refresh->reader.schema, refresh->reader.source, makeArrayResult(refresh->replaced_keys, refresh->context));
	foreach(cell, refresh->replaced)
	{
		fetch_row(refresh, lfirst(cell));
		replace_row(refresh);
	}
	refresh->replaced = NIL;
	refresh->replaced_keys = NULL;
}

/* ---- the batch ---- */

static void
settle_block_rows(Refresh *refresh, BlockNumber first, BlockNumber end)
{
	ItemPointerData low;
	ItemPointerData high;
	TableScanDesc scan;

	ItemPointerSet(&low, first, FirstOffsetNumber);
	ItemPointerSet(&high, end - 1, PG_UINT16_MAX);
	scan = table_beginscan_tidrange(refresh->part, refresh->snapshot, &low, &high);
	while (table_scan_getnextslot_tidrange(scan, ForwardScanDirection, refresh->row_slot))
		settle_row(refresh);
	table_endscan(scan);
}

/* Rows of the blocks, or those given, all by one snapshot. */
static void
settle_rows(Refresh *refresh, Snapshot snapshot, BlockNumber first, BlockNumber end, List *rows)
{
	ListCell   *cell;

	refresh->snapshot = snapshot;
	mention_lookup_begin(refresh->lookup, snapshot);
	if (rows == NIL)
		settle_block_rows(refresh, first, end);
	foreach(cell, rows)
	{
		fetch_row(refresh, lfirst(cell));
		settle_row(refresh);
	}
	replace_mentions(refresh);
	mention_lookup_end(refresh->lookup);
	if (refresh->writer != NULL)
		mention_writer_close(refresh->writer);
	refresh->writer = NULL;
}

static void
settle_blocks(Refresh *refresh, BlockNumber first, BlockNumber end)
{
	MemoryContext caller = MemoryContextSwitchTo(refresh->context);
	int64		rows_read;

	settle_rows(refresh, GetActiveSnapshot(), first, end, NIL);
	rows_read = refresh->rows_read;
	if (refresh->overtaken != NIL)
	{
		/* locked by now, so that nothing overtakes them again */
		CommandCounterIncrement();
		PushActiveSnapshot(GetTransactionSnapshot());
		settle_rows(refresh, GetActiveSnapshot(), 0, 0, refresh->overtaken);
		PopActiveSnapshot();
	}
	refresh->rows_read = rows_read;
	MemoryContextSwitchTo(caller);
}

/* refresh_blocks(relation, part, first_block, end_block, OUT rows_read, OUT rows_scored, OUT rows_moved) */
PG_FUNCTION_INFO_V1(sentiment_refresh_blocks);
Datum
sentiment_refresh_blocks(PG_FUNCTION_ARGS)
{
	Refresh		refresh = {0};
	int64		first = PG_GETARG_INT64(2);
	int64		end = PG_GETARG_INT64(3);
	TupleDesc	desc;
	Datum		values[3];
	bool		nulls[3] = {false};

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	if (first < 0 || end <= first || end > MaxBlockNumber)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("blocks to read must be a range, not " INT64_FORMAT " to " INT64_FORMAT, first, end)));
	refresh.function = fcinfo->flinfo->fn_oid;
	refresh.reader.schema = get_func_namespace(refresh.function);
	refresh.context = AllocSetContextCreate(CurrentMemoryContext, "sentiment refresh", ALLOCSET_DEFAULT_SIZES);
	refresh.row_context = AllocSetContextCreate(CurrentMemoryContext, "sentiment refresh row", ALLOCSET_DEFAULT_SIZES);
	open_part(&refresh, PG_GETARG_OID(1));
	open_reader(&refresh, PG_GETARG_OID(0));
	refresh.lookup = mention_lookup_open(refresh.reader.schema);
	refresh.model = CStringGetTextDatum(scorer_version(pinned_scorer(&refresh)));
	settle_blocks(&refresh, (BlockNumber) first, (BlockNumber) end);
	tell_too_long(&refresh);
	close_relations(&refresh);
	MemoryContextDelete(refresh.row_context);
	MemoryContextDelete(refresh.context);
	values[0] = Int64GetDatum(refresh.rows_read);
	values[1] = Int64GetDatum(refresh.rows_scored);
	values[2] = Int64GetDatum(refresh.rows_moved);
	return HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), values, nulls));
}
