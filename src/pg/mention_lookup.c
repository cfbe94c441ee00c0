/*
 * mention_lookup.c - the stored mentions of a row of a tracked table, by the key index
 *
 * No query: refresh looks up the mentions of every row that it reads.
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/stratnum.h"
#include "access/table.h"
#include "access/tableam.h"
#include "catalog/pg_collation.h"
#include "catalog/pg_type.h"
#include "utils/datum.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"

#include "mention_lookup.h"
#include "pg_compat.h"

struct MentionLookup
{
	MemoryContext context;		/* in which it was opened: scans need one that stays */
	Relation	mentions;
	Relation	key_index;
	IndexScanDesc scan;
	TupleTableSlot *slot;		/* the mention found last */
};

MentionLookup *
mention_lookup_open(Oid schema)
{
	MentionLookup *lookup = palloc0(sizeof(MentionLookup));

	lookup->context = CurrentMemoryContext;
	lookup->mentions = table_open(get_relname_relid("mention", schema), RowExclusiveLock);
	lookup->key_index = index_open(get_relname_relid("mention_key_idx", schema), AccessShareLock);
	lookup->slot = table_slot_create(lookup->mentions, NULL);
	return lookup;
}

void
mention_lookup_close(MentionLookup *lookup)
{
	ExecDropSingleTupleTableSlot(lookup->slot);
	index_close(lookup->key_index, NoLock);
	table_close(lookup->mentions, NoLock);
	pfree(lookup);
}

void
mention_lookup_begin(MentionLookup *lookup, Snapshot snapshot)
{
	MemoryContext caller = MemoryContextSwitchTo(lookup->context);

	lookup->scan = index_beginscan_compat(lookup->mentions, lookup->key_index, snapshot, 2);
	MemoryContextSwitchTo(caller);
}

void
mention_lookup_end(MentionLookup *lookup)
{
	index_endscan(lookup->scan);
}

void
mention_lookup_find(MentionLookup *lookup, const MentionRow *row)
{
	ScanKeyData keys[2];

	ScanKeyEntryInitialize(&keys[0], 0, 1, BTEqualStrategyNumber, TEXTOID, C_COLLATION_OID, F_TEXTEQ, row->values[MENTION_SOURCE]);
	ScanKeyEntryInitialize(&keys[1], 0, 2, BTEqualStrategyNumber, TEXTOID, C_COLLATION_OID, F_TEXTEQ, row->values[MENTION_KEY]);
	index_rescan(lookup->scan, keys, lengthof(keys), NULL, 0);
}

TupleTableSlot *
mention_lookup_next(MentionLookup *lookup)
{
	MemoryContext caller = MemoryContextSwitchTo(lookup->context);
	bool		found = index_getnext_slot(lookup->scan, ForwardScanDirection, lookup->slot);

	MemoryContextSwitchTo(caller);
	if (!found)
		return NULL;
	slot_getallattrs(lookup->slot);
	return lookup->slot;
}

/* ---- comparing ---- */

static bool
has_equal(TupleTableSlot *mention, const MentionRow *row, int column)
{
	bool		is_time = column == MENTION_AT;

	if (mention->tts_isnull[column] || row->nulls[column])
		return mention->tts_isnull[column] == row->nulls[column];
	return datum_image_eq(mention->tts_values[column], row->values[column], is_time, is_time ? (int) sizeof(int64) : -1);
}

static bool
has_equal_attributes(TupleTableSlot *mention, const MentionRow *row)
{
	for (int column = MENTION_ACCOUNT; column <= MENTION_AT; column++)
		if (column != MENTION_IS_CUSTOMER && !has_equal(mention, row, column))
			return false;
	return true;
}

MentionState
mention_lookup_state(MentionLookup *lookup, const MentionRow *row, text *body, Datum model)
{
	MentionState state = MENTIONS_RIGHT;
	TupleTableSlot *mention;
	int			wholes = 0;
	bool		has_any = false;

	mention_lookup_find(lookup, row);
	while ((mention = mention_lookup_next(lookup)) != NULL)
	{
		Datum	   *text_values = mention->tts_values + MENTION_FIRST_TEXT_COLUMN;

		has_any = true;
		if (!mention->tts_isnull[MENTION_FIRST_TEXT_COLUMN + MENTION_TOPIC])
			continue;
		wholes++;
		if (DatumGetBool(mention->tts_values[MENTION_IS_CUSTOMER]) != DatumGetBool(row->values[MENTION_IS_CUSTOMER]) ||
			!datum_image_eq(text_values[MENTION_MODEL], model, false, -1) ||
			DatumGetInt64(text_values[MENTION_TEXT_HASH]) != mention_text_hash(body))
			state = MENTIONS_WRONG;
		else if (state == MENTIONS_RIGHT && !has_equal_attributes(mention, row))
			state = MENTIONS_MOVED;
	}
	if (!has_any)
		return MENTIONS_MISSING;
	return wholes == 1 ? state : MENTIONS_WRONG;
}
