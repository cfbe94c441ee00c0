/*
 * track_column.h - the mapped columns of a tracked table
 */
#ifndef TRACK_COLUMN_H
#define TRACK_COLUMN_H

#include "executor/tuptable.h"
#include "fmgr.h"
#include "pgtime.h"
#include "utils/relcache.h"

/* Arguments of the trigger, as track() writes them; an absent column is ''. */
typedef enum TrackArgument
{
	TRACK_SOURCE,				/* name in table source */
	TRACK_ON_ERROR,				/* warn or fail */
	TRACK_CHANNEL,				/* of all rows, or '' */
	TRACK_MODEL,				/* name of the model that scores */
	TRACK_CLEAN,				/* true or false: the customer's own words only */
	TRACK_ZONE,					/* name of the zone of times that have none */
	TRACK_DIMENSIONS,			/* kinds that are looked up: contact, ticket, contact ticket */
	TRACK_TEXT,					/* from here: column names */
	TRACK_AT,
	TRACK_KEY,
	TRACK_ACCOUNT,				/* from here they may be absent */
	TRACK_TICKET,
	TRACK_AUTHOR,
	TRACK_CONTACT_ROLE,
	TRACK_IS_CUSTOMER,
	TRACK_CHANNEL_COLUMN,
	TRACK_PRODUCT,
	TRACK_ARGUMENTS
} TrackArgument;

typedef struct TrackColumn
{
	AttrNumber	number;			/* 0: not mapped */
	Oid			type;
	bool		is_by_value;
	int16		length;
	bool		is_text;		/* its datum is a text already */
	FmgrInfo	output;			/* to text, for all other types */
} TrackColumn;

/*
 * Find the columns that the arguments name; columns must be zeroed.  ERROR when
 * one is missing (42703) or has a type that does not fit (42804): track() has
 * checked that, but a column can change since, and a trigger can be made by hand.
 */
extern void track_columns_resolve(TrackColumn columns[TRACK_ARGUMENTS], char **arguments, Relation relation);

/* Value as text, palloc'd, because the slot's own values go with its row; NULL also when not mapped. */
extern Datum track_column_text(TrackColumn *column, TupleTableSlot *slot, bool *is_null);

/*
 * Value as timestamptz; days and times without a zone are those of the given one.  An infinite time, or
 * one that no timestamp can hold, is no time: NULL.
 */
extern Datum track_column_time(TrackColumn *column, pg_tz *zone, TupleTableSlot *slot, bool *is_null);

#endif							/* TRACK_COLUMN_H */
