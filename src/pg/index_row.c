/*
 * index_row.c - rows of the extension's tables by one index, without a plan
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/stratnum.h"
#include "access/table.h"
#include "catalog/pg_collation.h"
#include "executor/spi.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/snapmgr.h"

#include "index_row.h"

void
index_rows(Oid schema, const char *table, const char *index, AttrNumber column, Datum value, IndexRowSink sink, void *arg)
{
	Relation	relation = table_open(get_relname_relid(table, schema), AccessShareLock);
	bool		is_null = value == (Datum) 0;
	ScanKeyData key;
	SysScanDesc scan;
	HeapTuple	row;

	ScanKeyEntryInitialize(&key, is_null ? SK_ISNULL | SK_SEARCHNULL : 0, column, is_null ? InvalidStrategy : BTEqualStrategyNumber,
						   InvalidOid, DEFAULT_COLLATION_OID, is_null ? InvalidOid : F_TEXTEQ, value);
	scan = systable_beginscan(relation, get_relname_relid(index, schema), true, GetActiveSnapshot(), 1, &key);
	while (HeapTupleIsValid(row = systable_getnext(scan)))
		sink(arg, row, RelationGetDescr(relation));
	systable_endscan(scan);
	table_close(relation, NoLock);
}

Datum
tuple_column(HeapTuple row, TupleDesc desc, const char *column, bool *is_null)
{
	int			number = SPI_fnumber(desc, column);

	if (number <= 0)
		elog(ERROR, "column %s is missing", column);
	return heap_getattr(row, number, desc, is_null);
}

char *
tuple_text(HeapTuple row, TupleDesc desc, const char *column)
{
	bool		is_null;
	Datum		value = tuple_column(row, desc, column, &is_null);

	return is_null ? NULL : TextDatumGetCString(value);
}
