/*
 * track_column.c - the mapped columns of a tracked table
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/timestamp.h"

#include "track_column.h"
#include "zone.h"

/* May a column of this type stand for that argument? */
static bool
is_fit(TrackArgument argument, Oid type)
{
	switch (argument)
	{
		case TRACK_TEXT:
			return type == TEXTOID || type == VARCHAROID;
		case TRACK_AT:
			return type == TIMESTAMPTZOID || type == TIMESTAMPOID || type == DATEOID;
		case TRACK_IS_CUSTOMER:
			return type == BOOLOID;
		default:
			/* their text does not depend on a setting, and no user's code makes it */
			return type == TEXTOID || type == VARCHAROID || type == NAMEOID || type == UUIDOID ||
				type == INT2OID || type == INT4OID || type == INT8OID || type == NUMERICOID;
	}
}

void
track_columns_resolve(TrackColumn columns[TRACK_ARGUMENTS], char **arguments, Relation relation)
{
	TupleDesc	desc = RelationGetDescr(relation);

	for (int i = TRACK_TEXT; i < TRACK_ARGUMENTS; i++)
	{
		TrackColumn *column = &columns[i];
		Oid			output;
		bool		is_varlena;
		int			number;

		if (arguments[i][0] == '\0' && i >= TRACK_ACCOUNT)
			continue;
		number = SPI_fnumber(desc, arguments[i]);
		if (number <= 0)
			ereport(ERROR,
					(errcode(ERRCODE_UNDEFINED_COLUMN),
					 errmsg("column \"%s\" of tracked table \"%s\" does not exist",
							arguments[i], RelationGetRelationName(relation)),
					 errhint("Use sentiment.untrack() and sentiment.track() to map the table anew.")));
		column->number = (AttrNumber) number;
		column->type = SPI_gettypeid(desc, number);
		if (!is_fit((TrackArgument) i, column->type))
			ereport(ERROR,
					(errcode(ERRCODE_DATATYPE_MISMATCH),
					 errmsg("column \"%s\" of tracked table \"%s\" has type %s",
							arguments[i], RelationGetRelationName(relation),
							format_type_be(column->type)),
					 errhint("Use sentiment.untrack() and sentiment.track() to map the table anew.")));
		column->is_by_value = TupleDescAttr(desc, number - 1)->attbyval;
		column->length = TupleDescAttr(desc, number - 1)->attlen;
		column->is_text = column->type == TEXTOID || column->type == VARCHAROID;
		getTypeOutputInfo(column->type, &output, &is_varlena);
		fmgr_info(output, &column->output);
	}
}

Datum
track_column_text(TrackColumn *column, TupleTableSlot *slot, bool *is_null)
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

Datum
track_column_time(TrackColumn *column, pg_tz *zone, TupleTableSlot *slot, bool *is_null)
{
	Datum		value = slot_getattr(slot, column->number, is_null);
	TimestampTz moment;

	if (*is_null)
		return value;
	if (column->type == DATEOID)
		moment = zone_midnight(zone, DatumGetDateADT(value));
	else if (column->type == TIMESTAMPOID)
		moment = zone_moment(zone, DatumGetTimestamp(value));
	else
		moment = DatumGetTimestampTz(value);
	*is_null = TIMESTAMP_NOT_FINITE(moment);
	return TimestampTzGetDatum(moment);
}
