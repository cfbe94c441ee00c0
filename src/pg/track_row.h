/*
 * track_row.h - what a row of a tracked table says before its text is read
 */
#ifndef TRACK_ROW_H
#define TRACK_ROW_H

#include "mention.h"
#include "track_column.h"

/* A row of mention that is ready to be appended. */
typedef struct MentionRow
{
	Datum		values[MENTION_COLUMNS];
	bool		nulls[MENTION_COLUMNS];
	bool		is_by_customer; /* the author is known to be one */
} MentionRow;

/* How rows of one source are read. */
typedef struct RowReader
{
	char	  **arguments;		/* of the trigger, by TrackArgument */
	TrackColumn columns[TRACK_ARGUMENTS];
	Oid			schema;			/* of the extension */
	bool		cleans;			/* score the customer's own words only */
	pg_tz	   *zone;			/* of times that have none */
	bool		asks_tickets;	/* there is a dimension of tickets, and a column to ask it by */
	bool		asks_contacts;
	Datum		source;
	Datum		scored_at;
} RowReader;

/* Why a row gives no mention; the names are in track_problem_name. */
typedef enum TrackProblem
{
	TRACK_STORABLE,
	TRACK_NO_TEXT,				/* nothing to read: not worth a word */
	TRACK_NO_KEY,
	TRACK_NO_ACCOUNT,
	TRACK_NO_TIME,
	TRACK_TOO_LONG,				/* key, account, ticket or author: more than MENTION_IDENTIFIER_MAX */
	TRACK_ERROR,				/* scoring or forgetting failed */
	TRACK_PROBLEMS
} TrackProblem;

/* What an UPDATE did to a row, for us. */
typedef enum RowChange
{
	ROW_SAME,
	ROW_MOVED,					/* other attributes, the same words: nothing to score */
	ROW_REWRITTEN
} RowChange;

extern const char *track_problem_name(TrackProblem problem);

/* What is said of TRACK_TOO_LONG. */
#define TRACK_TOO_LONG_MESSAGE "key, account, ticket or author is longer than " CppAsString2(MENTION_IDENTIFIER_MAX) " bytes"

/*
 * Add to source_problem that n rows of a source (text) were not stored, as the current user.  key: text of the
 * last one, or 0 when it is not known; detail: what else is to be said, or NULL.
 */
extern void track_problem_write(Oid schema, Datum source, TrackProblem problem, int64 n, Datum key, const char *detail);

/* Find the columns; ERROR as track_columns_resolve. */
extern void row_reader_open(RowReader *reader, Relation relation);

/*
 * Fill all columns of a mention but those that the text gives; values are
 * palloc'd.  Attributes that no column has come from the dimensions, read as
 * the current user.
 */
extern TrackProblem row_read_attributes(RowReader *reader, TupleTableSlot *slot, MentionRow *row);

/*
 * What the text itself says of whose voice it is.  A call's transcript is split by its speakers, whoever brings
 * it; any other text of a call is a note, unless a customer is known to have written it.
 */
extern void row_read_voice(MentionRow *row, text *body);

extern RowChange row_change(RowReader *reader, TupleTableSlot *old_slot, TupleTableSlot *new_slot);

#endif							/* TRACK_ROW_H */
