/*
 * config_table.c - the tables that configure what scores: lexicon, topics, models
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/xact.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/rel.h"
#include "utils/timestamp.h"

#include "config_table.h"
#include "trigger_call.h"

static void
check_columns(Relation table, int columns)
{
	if (RelationGetNumberOfAttributes(table) != columns)
		elog(ERROR, "table %s does not have %d columns", RelationGetRelationName(table), columns);
}

void
config_table_read(Relation table, int columns, Snapshot snapshot, ConfigRowSink sink, void *arg)
{
	Datum		values[MaxHeapAttributeNumber];
	bool		nulls[MaxHeapAttributeNumber];
	SysScanDesc scan;
	HeapTuple	row;

	check_columns(table, columns);
	scan = systable_beginscan(table, InvalidOid, false, snapshot, 0, NULL);
	while (HeapTupleIsValid(row = systable_getnext(scan)))
	{
		heap_deform_tuple(row, RelationGetDescr(table), values, nulls);
		sink(arg, values, nulls);
	}
	systable_endscan(scan);
}

int64
config_table_count(Relation table)
{
	SysScanDesc scan;
	int64		count = 0;

	/* so that the scan sees the statement's rows */
	CommandCounterIncrement();
	scan = systable_beginscan(table, InvalidOid, false, NULL, 0, NULL);
	while (HeapTupleIsValid(systable_getnext(scan)))
		count++;
	systable_endscan(scan);
	return count;
}

TriggerData *
config_row_trigger(FunctionCallInfo fcinfo, const char *name, int columns)
{
	TriggerData *trigger = trigger_call(fcinfo, name, TRIGGER_EVENT_BEFORE, TRIGGER_EVENT_ROW);

	check_columns(trigger->tg_relation, columns);
	return trigger;
}

TriggerData *
config_statement_trigger(FunctionCallInfo fcinfo, const char *name)
{
	return trigger_call(fcinfo, name, TRIGGER_EVENT_AFTER, TRIGGER_EVENT_STATEMENT);
}

HeapTuple
config_new_row(const TriggerData *trigger)
{
	return TRIGGER_FIRED_BY_UPDATE(trigger->tg_event) ? trigger->tg_newtuple : trigger->tg_trigtuple;
}

void
config_stamp(Datum *at, Datum *by)
{
	NameData   *role = palloc0(sizeof(NameData));

	namestrcpy(role, GetUserNameFromId(GetUserId(), false));
	*at = TimestampTzGetDatum(GetCurrentTransactionStartTimestamp());
	*by = NameGetDatum(role);
}
