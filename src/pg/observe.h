/*
 * observe.h - what the enabled rules see of accounts, tickets and all accounts together
 */
#ifndef OBSERVE_H
#define OBSERVE_H

#include "rule.h"
#include "utils/tuplestore.h"

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

/* One evaluation. */
typedef struct Observer
{
	Oid			schema;			/* of the extension */
	TimestampTz as_of;
	int32		today;			/* its day, as a DateADT */
	const RuleSet *rules;
	bool		open_only;		/* leave out what cannot change an alert: not breached, and none open */
	Tuplestorestate *store;		/* of rows as above */
	TupleDesc	tuple_desc;
	MemoryContext context;		/* of one batch of subjects */
	struct HTAB *open;			/* rule and subject of open alerts */
} Observer;

/* Run a query with arguments and read its rows; the result is valid until observer_done. */
extern void observer_query(Observer *observer, SPIPlanPtr *plan, const char *format, int nargs, Oid *types, Datum *values);
extern void observer_done(Observer *observer);

/* Columns of its row; strings are palloc'd, NULL for NULL. */
extern const char *row_string(int row, int column);
extern double row_number(int row, int column);	/* NaN for NULL */
extern int64 row_integer(int row, int column);	/* of date and timestamptz; 0 for NULL */
extern bool row_flag(int row, int column);

/* Append a row, unless it is to be left out. */
extern void observer_emit(Observer *observer, const AlertRule *rule, const Subject *subject, const SentiObservation *seen);

extern void observe_accounts(Observer *observer, Datum accounts);	/* text[] */
extern void observe_tickets(Observer *observer, Datum tickets);
extern void observe_portfolio(Observer *observer);

#endif							/* OBSERVE_H */
