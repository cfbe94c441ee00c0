/*
 * zone.c - calendar days in the zone of table setting
 *
 * The zone is read with the snapshot of the query, once for each call of day() in
 * it, so that days it computes and days it finds stored are of one zone.
 */
#include "postgres.h"

#include "access/table.h"
#include "pgtime.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/datetime.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"
#include "utils/timestamp.h"

#include "config_table.h"

/* Columns of table setting, in order. */
enum
{
	SETTING_IS_ONLY,
	SETTING_ZONE,
	SETTING_COLUMNS
};

static void
take_zone(void *arg, const Datum *values, const bool *nulls)
{
	pg_tz	  **zone = arg;
	char	   *name = TextDatumGetCString(values[SETTING_ZONE]);

	/* an entry of a cache that stays */
	*zone = pg_tzset(name);
	if (*zone == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("time zone \"%s\" is not known to this server", name),
				 errhint("UPDATE sentiment.setting SET zone = ... to one of pg_timezone_names.")));
}

static pg_tz *
read_zone(Oid function)
{
	Oid			id = get_relname_relid("setting", get_func_namespace(function));
	pg_tz	   *zone = NULL;
	Relation	table;

	if (OidIsValid(id))
	{
		table = table_open(id, AccessShareLock);
		config_table_read(table, SETTING_COLUMNS, ActiveSnapshotSet() ? GetActiveSnapshot() : NULL, take_zone, &zone);
		table_close(table, AccessShareLock);
	}
	return zone != NULL ? zone : pg_tzset("UTC");
}

PG_FUNCTION_INFO_V1(sentiment_day);
Datum
sentiment_day(PG_FUNCTION_ARGS)
{
	TimestampTz at = PG_GETARG_TIMESTAMPTZ(0);
	pg_tz	   *zone = fcinfo->flinfo->fn_extra;
	struct pg_tm local;
	fsec_t		fraction;
	int			offset;

	if (TIMESTAMP_IS_NOBEGIN(at))
		PG_RETURN_DATEADT(DATEVAL_NOBEGIN);
	if (TIMESTAMP_IS_NOEND(at))
		PG_RETURN_DATEADT(DATEVAL_NOEND);
	if (zone == NULL)
		fcinfo->flinfo->fn_extra = zone = read_zone(fcinfo->flinfo->fn_oid);
	if (timestamp2tm(at, &offset, &local, &fraction, NULL, zone) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("timestamp out of range")));
	PG_RETURN_DATEADT(date2j(local.tm_year, local.tm_mon, local.tm_mday) - POSTGRES_EPOCH_JDATE);
}
