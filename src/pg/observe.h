/*
 * observe.h - what the enabled rules see of accounts, tickets and all accounts together
 */
#ifndef OBSERVE_H
#define OBSERVE_H

#include "rule.h"
#include "utils/array.h"
#include "utils/tuplestore.h"
#include "zone.h"

/* Columns of SQL's observe(), in order. */
enum
{
	OBSERVED_RULE,
	OBSERVED_SUBJECT,
	OBSERVED_SOURCE,
	OBSERVED_ACCOUNT,
	OBSERVED_TICKET,
	OBSERVED_TOPIC,
	OBSERVED_AUTHOR,
	OBSERVED_VALUE,
	OBSERVED_N,
	OBSERVED_SINCE,
	OBSERVED_UNTIL,
	OBSERVED_BREACHED_DAYS,
	OBSERVED_CLEARED_DAYS,
	OBSERVED_IS_STALE,
	OBSERVED_COLUMNS
};

/* Of whom a rule has an alert; what does not apply is NULL. */
typedef struct Subject
{
	const char *source;
	const char *account;
	const char *ticket;
	const char *topic;
	const char *author;
} Subject;

/* What can be measured of a subject, in ascending order. */
typedef struct Series
{
	int			n;
	const SentiInteraction *messages;	/* or NULL, then days */
	const SentiDay *days;
	SentiBackground background; /* with days */
	const TimestampTz *times;	/* with messages: when the account, or the ticket, had one; only a replay asks */
	int			time_count;
} Series;

/* An evaluation at one moment, or a replay of many. */
typedef struct Observer
{
	Oid			schema;			/* of the extension */
	TimestampTz since;			/* the first moment */
	TimestampTz as_of;			/* the last */
	pg_tz	   *zone;			/* of days */
	int32		today;			/* day of the last moment, as a DateADT */
	const RuleSet *rules;
	bool		open_only;		/* leave out what cannot change an alert: not breached, and none open; but add what is open and silent */
	Tuplestorestate *store;		/* of rows as above; NULL: only asked whether an alert would change */
	TupleDesc	tuple_desc;
	bool		would_change;	/* the answer */
	MemoryContext context;		/* of one batch of subjects */
	struct HTAB *open;			/* open alerts, by rule and subject */
	struct Replay *replay;		/* NULL: one moment */
} Observer;

/* The first look of an insert: whether an alert would change, of those that a message can change. */
static inline bool
observer_only_asks(const Observer *observer)
{
	return observer->store == NULL;
}

/* Run a query with arguments and read its rows; the result is valid until observer_done. */
extern void observer_query(Observer *observer, SPIPlanPtr *plan, const char *format, int nargs, Oid *types, Datum *values);
extern void observer_done(Observer *observer);

/* Columns of its row; strings are palloc'd, NULL for NULL. */
extern const char *row_string(int row, int column);
extern double row_number(int row, int column);	/* NaN for NULL */
extern int64 row_integer(int row, int column);	/* of date and timestamptz; 0 for NULL */
extern bool row_flag(int row, int column);

extern Datum text_or_null(const char *string, bool *is_null);

/* A name for the subject, the same for the same subject only. */
extern const char *subject_name(RuleScope scope, const Subject *subject);

extern int32 series_day(const Series *series, int i);

/* What a rule sees in *from to before n of a series at a time and on its day; false: nothing.  Moves *from to where it begins to matter. */
extern bool series_measure(const AlertRule *rule, const Series *series, int *from, int n, TimestampTz as_of, int32 today, SentiObservation *seen);

/* Measure a subject at the moment, or at all of a replay. */
extern void observe_series(Observer *observer, const AlertRule *rule, const Subject *subject, const Series *series);

/* A measurement: append a row, unless it is to be left out, answer what was asked, or in a replay take the step. */
extern void observer_emit(Observer *observer, const AlertRule *rule, const Subject *subject, const SentiObservation *seen);

/* Accounts, or tickets, of a text[], each once, so many at a time. */
extern void observe_in_batches(Observer *observer, ArrayType *subjects, int batch, bool are_tickets);

extern void observe_accounts(Observer *observer, Datum accounts);	/* text[] */
extern void observe_tickets(Observer *observer, Datum tickets);
extern void observe_portfolio(Observer *observer);

/*
 * Would evaluate_subjects() open or close an alert of these accounts, or tickets (text[]), at this time?  Says yes also where a
 * silence or another alert then keeps it from it; schema: of the extension.
 */
extern bool observe_would_change(Oid schema, TimestampTz as_of, ArrayType *names, bool are_tickets);

#endif							/* OBSERVE_H */
