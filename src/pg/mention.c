/*
 * mention.c - from a text to rows of mention, and into the table
 *
 * The writer goes to the heap and its indexes directly, in batches, as COPY
 * does: the table has no check that could fail and no trigger that it needs, so a
 * customer's INSERT cannot break on it, and its role needs no right there.
 */
#include "postgres.h"

#include "access/heapam.h"
#include "access/tableam.h"
#include "access/xact.h"
#include "catalog/pg_type.h"
#include "common/hashfn.h"
#include "executor/executor.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/xid8.h"

#include "model.h"
#include "mention.h"
#include "pg_compat.h"
#include "senti_site_topic.h"

#define BATCH_ROWS 500			/* rows that go to the heap at once, as in COPY */

struct MentionWriter
{
	MemoryContext context;		/* in which it was opened */
	Relation	relation;
	EState	   *estate;
	ResultRelInfo *result_rel;
	BulkInsertState bulk;
	CommandId	command;
	Datum		xid;			/* xid8 of the top-level transaction */
	TupleTableSlot *slots[BATCH_ROWS];
	int			slot_count;
	int			row_count;		/* rows in the slots */
};

int64
mention_text_hash(text *body)
{
	return DatumGetInt64(hash_any_extended((unsigned char *) VARDATA_ANY(body), VARSIZE_ANY_EXHDR(body), 0));
}

/* A row without a score. */
static void
set_unscored(text *body, const SentiScorer *scorer, Datum *values, bool *nulls)
{
	for (int i = 0; i < MENTION_TEXT_COLUMNS; i++)
	{
		values[i] = (Datum) 0;
		nulls[i] = true;
	}
	values[MENTION_TEXT_HASH] = Int64GetDatum(mention_text_hash(body));
	nulls[MENTION_TEXT_HASH] = false;
	values[MENTION_MODEL] = CStringGetTextDatum(scorer_version(scorer));
	nulls[MENTION_MODEL] = false;
}

static void
set_score(TextScan *scan, const SentiScore *score, Datum *values, bool *nulls)
{
	values[MENTION_SCORE] = score_datum(score->score_e4);
	nulls[MENTION_SCORE] = false;
	values[MENTION_CONFIDENCE] = score_datum(score->probability_e4[score->label]);
	nulls[MENTION_CONFIDENCE] = false;
	if (score->quote_start < score->quote_end)
	{
		int32		first = text_scan_char(scan, score->quote_start);

		values[MENTION_QUOTE_START] = Int32GetDatum(first + 1);
		nulls[MENTION_QUOTE_START] = false;
		values[MENTION_QUOTE_LENGTH] = Int32GetDatum(text_scan_char(scan, score->quote_end) - first);
		nulls[MENTION_QUOTE_LENGTH] = false;
	}
}

int
mention_read_text(text *body, bool is_customer, const SentiScorer *scorer,
				  Datum values[][MENTION_TEXT_COLUMNS], bool nulls[][MENTION_TEXT_COLUMNS])
{
	TextScan	scan;
	const SentiResult *result = &scan.result;
	int			count = 1;

	set_unscored(body, scorer, values[0], nulls[0]);
	if (!is_customer)
		return count;
	text_scan(&scan, body, scorer);
	if (!result->is_scored)
	{
		values[0][MENTION_REASON] = CStringGetTextDatum(senti_unscored_name(result->unscored));
		nulls[0][MENTION_REASON] = false;
		return count;
	}

	if (result->strongest_emotion != SENTI_EMOTION_NONE)
	{
		values[0][MENTION_EMOTION] = CStringGetTextDatum(senti_emotion_name(result->strongest_emotion));
		nulls[0][MENTION_EMOTION] = false;
	}
	values[0][MENTION_URGENCY] = score_datum(result->signal[SENTI_SIGNAL_URGENCY].intensity_e4);
	nulls[0][MENTION_URGENCY] = false;
	values[0][MENTION_CHURN_RISK] = score_datum(result->signal[SENTI_SIGNAL_CHURN_RISK].intensity_e4);
	nulls[0][MENTION_CHURN_RISK] = false;
	values[0][MENTION_ESCALATION_RISK] = score_datum(result->signal[SENTI_SIGNAL_ESCALATION_RISK].intensity_e4);
	nulls[0][MENTION_ESCALATION_RISK] = false;
	for (int t = SENTI_TOPIC_NONE + 1; t < scan.scan.topic_count; t++)
	{
		if (!result->has_topic[t])
			continue;
		memcpy(values[count], values[0], sizeof(values[0]));
		memcpy(nulls[count], nulls[0], sizeof(nulls[0]));
		values[count][MENTION_TOPIC] = CStringGetTextDatum(senti_lexicon_topic_name(scorer->lexicon, t));
		nulls[count][MENTION_TOPIC] = false;
		set_score(&scan, &result->topic[t], values[count], nulls[count]);
		count++;
	}
	set_score(&scan, &result->whole, values[0], nulls[0]);
	return count;
}

/* The same rows in SQL. */
PG_FUNCTION_INFO_V1(sentiment_mentions);
Datum
sentiment_mentions(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result_info = (ReturnSetInfo *) fcinfo->resultinfo;
	Datum		values[MENTION_ROWS_MAX][MENTION_TEXT_COLUMNS];
	bool		nulls[MENTION_ROWS_MAX][MENTION_TEXT_COLUMNS];
	int			count;

	InitMaterializedSRF(fcinfo, 0);
	count = mention_read_text(PG_GETARG_TEXT_PP(0), PG_GETARG_BOOL(1), call_scorer(fcinfo, 2), values, nulls);
	for (int i = 0; i < count; i++)
		tuplestore_putvalues(result_info->setResult, result_info->setDesc, values[i], nulls[i]);
	return (Datum) 0;
}

/* ---- the table ---- */

MentionWriter *
mention_writer_open(Oid schema)
{
	MentionWriter *writer = palloc0(sizeof(MentionWriter));
	Oid			relid = get_relname_relid("mention", schema);

	if (!OidIsValid(relid))
		elog(ERROR, "table mention is missing in schema %u", schema);
	writer->context = CurrentMemoryContext;
	writer->relation = table_open(relid, RowExclusiveLock);
	if (RelationGetNumberOfAttributes(writer->relation) != MENTION_COLUMNS)
		elog(ERROR, "table mention does not have %d columns", MENTION_COLUMNS);
	writer->estate = CreateExecutorState();
	writer->result_rel = makeNode(ResultRelInfo);
	InitResultRelInfo(writer->result_rel, writer->relation, 0, NULL, 0);
	ExecOpenIndices(writer->result_rel, false);
	writer->bulk = GetBulkInsertState();
	writer->command = GetCurrentCommandId(true);
	writer->xid = FullTransactionIdGetDatum(GetTopFullTransactionId());
	return writer;
}

void
mention_writer_append(MentionWriter *writer, const Datum *values, const bool *nulls)
{
	MemoryContext caller = MemoryContextSwitchTo(writer->context);
	TupleTableSlot *slot;

	if (writer->row_count == BATCH_ROWS)
		mention_writer_flush(writer);
	if (writer->row_count == writer->slot_count)
		writer->slots[writer->slot_count++] = table_slot_create(writer->relation, NULL);
	MemoryContextSwitchTo(caller);
	slot = writer->slots[writer->row_count++];
	ExecClearTuple(slot);
	memcpy(slot->tts_values, values, sizeof(Datum) * MENTION_COLUMNS);
	memcpy(slot->tts_isnull, nulls, sizeof(bool) * MENTION_COLUMNS);
	slot->tts_values[MENTION_XID] = writer->xid;
	slot->tts_isnull[MENTION_XID] = false;
	ExecStoreVirtualTuple(slot);
	/* the values may go before the batch does */
	ExecMaterializeSlot(slot);
}

void
mention_writer_flush(MentionWriter *writer)
{
	if (writer->row_count == 0)
		return;
	table_multi_insert(writer->relation, writer->slots, writer->row_count, writer->command, 0, writer->bulk);
	for (int i = 0; i < writer->row_count; i++)
	{
		if (writer->result_rel->ri_NumIndices > 0)
			list_free(InsertIndexTuples_compat(writer->result_rel, writer->slots[i], writer->estate));
		ExecClearTuple(writer->slots[i]);
	}
	ResetPerTupleExprContext(writer->estate);
	writer->row_count = 0;
}

void
mention_writer_close(MentionWriter *writer)
{
	mention_writer_flush(writer);
	for (int i = 0; i < writer->slot_count; i++)
		ExecDropSingleTupleTableSlot(writer->slots[i]);
	FreeBulkInsertState(writer->bulk);
	ExecCloseIndices(writer->result_rel);
	table_finish_bulk_insert(writer->relation, 0);
	table_close(writer->relation, NoLock);
	FreeExecutorState(writer->estate);
	pfree(writer);
}
