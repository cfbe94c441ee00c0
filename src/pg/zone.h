/*
 * zone.h - time zones by name: what a local time means
 */
#ifndef ZONE_H
#define ZONE_H

#include "datatype/timestamp.h"
#include "pgtime.h"
#include "utils/date.h"

/* A zone by its name, which stays for the session.  ERROR (22023) when the server does not know it. */
extern pg_tz *zone_by_name(const char *name);

/* The zone of table setting, in which days are; schema: of the extension. */
extern pg_tz *zone_of_days(Oid schema);

/* The day of a finite time in a zone; in that of table setting, as SQL's day(). */
extern DateADT zone_day(pg_tz *zone, TimestampTz at);

/*
 * When a local time is, or the midnight at which a day begins; infinite when that is, or when no timestamp can
 * hold it.  A time that the clock skips or repeats is read as PostgreSQL does: by standard time.
 */
extern TimestampTz zone_moment(pg_tz *zone, Timestamp local);
extern TimestampTz zone_midnight(pg_tz *zone, DateADT day);

#endif							/* ZONE_H */
