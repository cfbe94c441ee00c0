/*
 * zone.c - calendar days in the zone of table setting; local times of a zone
 *
 * For day() the zone is read with the snapshot of the query, once for each place that
 * calls it, so that days it computes and days it finds stored are of one zone.
 *
 * Zones go by their names alone, in C and SQL alike: AT TIME ZONE takes 'CET' for an
 * abbreviation, of an offset that is the same all year.
 */
#include "postgres.h"

#include "access/table.h"
#include "utils/builtins.h"
#include "utils/datetime.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"
#include "utils/timestamp.h"

#include "config_table.h"
#include "zone.h"

/* Columns of table setting, in order. */
enum
{
	SETTING_IS_ONLY,
	SETTING_ZONE,
	SETTING_COLUMNS
};

pg_tz *
zone_by_name(const char *name)
{
	/* an entry of a cache that stays */
	pg_tz	   *zone = pg_tzset(name);

	if (zone == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("time zone \"%s\" is not known", name),
				 errhint("SELECT name FROM pg_timezone_names; lists those of this server.")));
	return zone;
}

static void
take_zone(void *arg, const Datum *values, const bool *nulls)
{
	*(pg_tz **) arg = zone_by_name(TextDatumGetCString(values[SETTING_ZONE]));
}

pg_tz *
zone_of_days(Oid schema)
{
	Oid			id = get_relname_relid("setting", schema);
	pg_tz	   *zone = NULL;
	Relation	table;

	if (OidIsValid(id))
	{
		table = table_open(id, AccessShareLock);
		config_table_read(table, SETTING_COLUMNS, ActiveSnapshotSet() ? GetActiveSnapshot() : NULL, take_zone, &zone);
		table_close(table, AccessShareLock);
	}
	return zone != NULL ? zone : zone_by_name("UTC");
}

DateADT
zone_day(pg_tz *zone, TimestampTz at)
{
	struct pg_tm local;
	fsec_t		fraction;
	int			offset;

	if (timestamp2tm(at, &offset, &local, &fraction, NULL, zone) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("timestamp out of range")));
	return date2j(local.tm_year, local.tm_mon, local.tm_mday) - POSTGRES_EPOCH_JDATE;
}

PG_FUNCTION_INFO_V1(sentiment_day);
Datum
sentiment_day(PG_FUNCTION_ARGS)
{
	TimestampTz at = PG_GETARG_TIMESTAMPTZ(0);

	if (TIMESTAMP_IS_NOBEGIN(at))
		PG_RETURN_DATEADT(DATEVAL_NOBEGIN);
	if (TIMESTAMP_IS_NOEND(at))
		PG_RETURN_DATEADT(DATEVAL_NOEND);
	if (fcinfo->flinfo->fn_extra == NULL)
		fcinfo->flinfo->fn_extra = zone_of_days(get_func_namespace(fcinfo->flinfo->fn_oid));
	PG_RETURN_DATEADT(zone_day(fcinfo->flinfo->fn_extra, at));
}

/* ---- local times ---- */

TimestampTz
zone_moment(pg_tz *zone, Timestamp local)
{
	struct pg_tm fields;
	fsec_t		fraction;
	int			offset;
	TimestampTz moment;

	if (TIMESTAMP_NOT_FINITE(local))
		return local;
	if (timestamp2tm(local, NULL, &fields, &fraction, NULL, NULL) == 0)
	{
		offset = DetermineTimeZoneOffset(&fields, zone);
		if (tm2timestamp(&fields, fraction, &offset, &moment) == 0)
			return moment;
	}
	return local < 0 ? DT_NOBEGIN : DT_NOEND;
}

TimestampTz
zone_midnight(pg_tz *zone, DateADT day)
{
	if (DATE_IS_NOBEGIN(day))
		return DT_NOBEGIN;
	if (day >= TIMESTAMP_END_JULIAN - POSTGRES_EPOCH_JDATE) /* or DATE_IS_NOEND */
		return DT_NOEND;
	return zone_moment(zone, (Timestamp) day * USECS_PER_DAY);
}

static pg_tz *
zone_argument(FunctionCallInfo fcinfo)
{
	return zone_by_name(text_to_cstring(PG_GETARG_TEXT_PP(1)));
}

PG_FUNCTION_INFO_V1(sentiment_moment);
Datum
sentiment_moment(PG_FUNCTION_ARGS)
{
	PG_RETURN_TIMESTAMPTZ(zone_moment(zone_argument(fcinfo), PG_GETARG_TIMESTAMP(0)));
}

PG_FUNCTION_INFO_V1(sentiment_moment_date);
Datum
sentiment_moment_date(PG_FUNCTION_ARGS)
{
	PG_RETURN_TIMESTAMPTZ(zone_midnight(zone_argument(fcinfo), PG_GETARG_DATEADT(0)));
}
