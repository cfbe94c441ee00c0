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

static void
check_columns(Relation table, int columns)
{
	if (RelationGetNumberOfAttributes(table) != columns)
		elog(ERROR, "table %s does not have %d columns", RelationGetRelationName(table), columns);
}

void
config_table_read(Relation table, int columns, ConfigRowSink sink, void *arg)
{
	Datum		values[MaxHeapAttributeNumber];
	bool		nulls[MaxHeapAttributeNumber];
	SysScanDesc scan;
	HeapTuple	row;

	check_columns(table, columns);
	scan = systable_beginscan(table, InvalidOid, false, NULL, 0, NULL);
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

static TriggerData *
get_trigger(FunctionCallInfo fcinfo, const char *name)
{
	if (!CALLED_AS_TRIGGER(fcinfo))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" was not called by trigger manager", name)));
	return (TriggerData *) fcinfo->context;
}

TriggerData *
config_row_trigger(FunctionCallInfo fcinfo, const char *name, int columns)
{
	TriggerData *trigger = get_trigger(fcinfo, name);

	if (!TRIGGER_FIRED_BEFORE(trigger->tg_event) || !TRIGGER_FIRED_FOR_ROW(trigger->tg_event))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" must be fired BEFORE, for each row", name)));
	check_columns(trigger->tg_relation, columns);
	return trigger;
}

TriggerData *
config_statement_trigger(FunctionCallInfo fcinfo, const char *name)
{
	TriggerData *trigger = get_trigger(fcinfo, name);

	if (!TRIGGER_FIRED_AFTER(trigger->tg_event) || !TRIGGER_FIRED_FOR_STATEMENT(trigger->tg_event))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" must be fired AFTER, for each statement", name)));
	return trigger;
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
