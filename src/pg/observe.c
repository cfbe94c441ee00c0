/*
 * observe.c - SQL's observe(): what the enabled rules see
 *
 * The queries are by subject and index, so the time grows with what is asked
 * about and not with history; the measuring is the core's (senti_watch), one pass
 * over a subject's interactions for all rules that select the same.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "common/hashfn.h"
#include "executor/spi.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/float.h"
#include "utils/guc.h"
#include "utils/hsearch.h"
#include "utils/lsyscache.h"

#include "kept_plan.h"
#include "observe.h"
#include "replay.h"
#include "senti_alert.h"
#include "zone.h"

#define SUBJECTS_AT_ONCE 128	/* bounds the memory of an evaluation of all accounts */

/* ---- queries ---- */

void
observer_query(Observer *observer, SPIPlanPtr *plan, const char *format, int nargs, Oid *types, Datum *values)
{
	SPI_connect();
	if (SPI_execute_plan(kept_plan(plan, format, observer->schema, nargs, types), values, NULL, true, 0) != SPI_OK_SELECT)
		elog(ERROR, "could not execute: %s", format);
}

void
observer_done(Observer *observer)
{
	SPI_finish();
}

static Datum
row_value(int row, int column, bool *is_null)
{
	return SPI_getbinval(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, column + 1, is_null);
}

const char *
row_string(int row, int column)
{
	bool		is_null;
	Datum		value = row_value(row, column, &is_null);

	return is_null ? NULL : TextDatumGetCString(value);
}

double
row_number(int row, int column)
{
	bool		is_null;
	Datum		value = row_value(row, column, &is_null);

	return is_null ? get_float8_nan() : DatumGetFloat8(value);
}

int64
row_integer(int row, int column)
{
	bool		is_null;
	Datum		value = row_value(row, column, &is_null);

	if (is_null)
		return 0;
	return SPI_gettypeid(SPI_tuptable->tupdesc, column + 1) == DATEOID ? DatumGetDateADT(value) : DatumGetInt64(value);
}

bool
row_flag(int row, int column)
{
	bool		is_null;
	Datum		value = row_value(row, column, &is_null);

	return !is_null && DatumGetBool(value);
}

/* ---- subjects ---- */

/* What stands before a blank is quoted where it has one. */
const char *
subject_name(RuleScope scope, const Subject *subject)
{
	switch (scope)
	{
		case SCOPE_TICKET:
			return psprintf("%s %s", subject->source, subject->ticket);
		case SCOPE_ACCOUNT:
			return subject->account;
		case SCOPE_ACCOUNT_TOPIC:
			return psprintf("%s %s", quote_identifier(subject->account), subject->topic);
		case SCOPE_PERSON:
			return psprintf("%s %s", quote_identifier(subject->account), subject->author);
		case SCOPE_TOPIC:
			return subject->topic;
		case SCOPE_PORTFOLIO:
			break;
	}
	return "portfolio";
}

static const char *
open_key(const char *rule, const char *subject)
{
	return psprintf("%s %s", quote_identifier(rule), subject);
}

static uint32
hash_key(const void *key, Size size)
{
	return string_hash(*(const char *const *) key, INT_MAX);
}

static int
match_keys(const void *a, const void *b, Size size)
{
	return strcmp(*(const char *const *) a, *(const char *const *) b);
}

/* Which alerts are open of these; arrays of text, with none also those of topics and the portfolio. */
static void
read_open_alerts(Observer *observer, Datum accounts, Datum tickets)
{
	static SPIPlanPtr plan = NULL;
	Oid			types[] = {TEXTARRAYOID, TEXTARRAYOID};
	Datum		values[] = {accounts, tickets};
	MemoryContext query;
	HASHCTL		info = {
		.keysize = sizeof(char *), .entrysize = sizeof(char *), .hash = hash_key, .match = match_keys, .hcxt = observer->context
	};

	observer->open = hash_create("open alerts", 64, &info, HASH_ELEM | HASH_FUNCTION | HASH_COMPARE | HASH_CONTEXT);
	observer_query(observer, &plan,
				   "SELECT rule, subject FROM %1$s.alert WHERE " ALERT_IS_OPEN " AND account OPERATOR(pg_catalog.=) ANY ($1) AND ticket IS NULL "
				   "UNION ALL "
				   "SELECT rule, subject FROM %1$s.alert WHERE " ALERT_IS_OPEN " AND ticket OPERATOR(pg_catalog.=) ANY ($2) "
				   "UNION ALL "
				   "SELECT rule, subject FROM %1$s.alert WHERE " ALERT_IS_OPEN " AND account IS NULL AND ticket IS NULL "
				   "   AND pg_catalog.cardinality($1) OPERATOR(pg_catalog.=) 0 AND pg_catalog.cardinality($2) OPERATOR(pg_catalog.=) 0",
				   2, types, values);
	query = MemoryContextSwitchTo(observer->context);
	for (int i = 0; i < (int) SPI_processed; i++)
	{
		const char *key = open_key(row_string(i, 0), row_string(i, 1));

		(void) hash_search(observer->open, &key, HASH_ENTER, NULL);
	}
	MemoryContextSwitchTo(query);
	observer_done(observer);
}

Datum
text_or_null(const char *string, bool *is_null)
{
	*is_null = string == NULL;
	return string ? CStringGetTextDatum(string) : (Datum) 0;
}

static bool
has_open_alert(const Observer *observer, const AlertRule *rule, const Subject *subject)
{
	const char *key;

	if (hash_get_num_entries(observer->open) == 0)
		return false;
	key = open_key(rule->name, subject_name(rule->filter.scope, subject));
	return hash_search(observer->open, &key, HASH_FIND, NULL) != NULL;
}

/* Would it open or close an alert? */
static bool
makes_edge(const Observer *observer, const AlertRule *rule, const Subject *subject, const SentiObservation *seen)
{
	SentiAlertTerms terms = {.hold_days = rule->watch.hold_days,.min_n = rule->watch.min_n};
	SentiAlertEdge edge;

	(void) senti_alert_step(has_open_alert(observer, rule, subject) ? SENTI_ALERT_FIRING : SENTI_ALERT_NONE, seen, &terms, &edge);
	return edge != SENTI_EDGE_NONE;
}

void
observer_emit(Observer *observer, const AlertRule *rule, const Subject *subject, const SentiObservation *seen)
{
	Datum		values[OBSERVED_COLUMNS];
	bool		nulls[OBSERVED_COLUMNS] = {false};
	const char *name;

	if (observer->replay)
	{
		replay_take(observer, rule, subject, seen);
		return;
	}
	if (observer->store == NULL)
	{
		observer->would_change = observer->would_change || makes_edge(observer, rule, subject, seen);
		return;
	}
	if (observer->open_only && seen->breached_days == 0 && !has_open_alert(observer, rule, subject))
		return;
	name = subject_name(rule->filter.scope, subject);
	values[OBSERVED_RULE] = CStringGetTextDatum(rule->name);
	values[OBSERVED_SUBJECT] = CStringGetTextDatum(name);
	values[OBSERVED_SOURCE] = text_or_null(subject->source, &nulls[OBSERVED_SOURCE]);
	values[OBSERVED_ACCOUNT] = text_or_null(subject->account, &nulls[OBSERVED_ACCOUNT]);
	values[OBSERVED_TICKET] = text_or_null(subject->ticket, &nulls[OBSERVED_TICKET]);
	values[OBSERVED_TOPIC] = text_or_null(subject->topic, &nulls[OBSERVED_TOPIC]);
	values[OBSERVED_AUTHOR] = text_or_null(subject->author, &nulls[OBSERVED_AUTHOR]);
	values[OBSERVED_VALUE] = Float8GetDatum(seen->value);
	values[OBSERVED_N] = Int64GetDatum(seen->n);
	values[OBSERVED_SINCE] = TimestampTzGetDatum(seen->since);
	values[OBSERVED_UNTIL] = TimestampTzGetDatum(seen->until);
	values[OBSERVED_BREACHED_DAYS] = Int32GetDatum((int32) seen->breached_days);
	values[OBSERVED_CLEARED_DAYS] = Int32GetDatum((int32) seen->cleared_days);
	values[OBSERVED_IS_STALE] = BoolGetDatum(seen->is_stale);
	tuplestore_putvalues(observer->store, observer->tuple_desc, values, nulls);
}

/* ---- measuring ---- */

int32
series_day(const Series *series, int i)
{
	return series->messages ? series->messages[i].day : series->days[i].day;
}

bool
series_measure(const AlertRule *rule, const Series *series, int *from, int n, TimestampTz as_of, int32 today, SentiObservation *seen)
{
	/* how far another rule looks back is not this one's business */
	if (!rule->watch.by_turn)
		while (*from < n && series_day(series, *from) < today - senti_watch_horizon(&rule->watch))
			(*from)++;
	if (*from == n)
		return false;
	if (series->messages)
		return senti_watch_interactions(&rule->watch, series->messages + *from, n - *from, as_of, today, seen);
	senti_watch_days(&rule->watch, series->days + *from, n - *from, today, &series->background, seen);
	return true;
}

void
observe_series(Observer *observer, const AlertRule *rule, const Subject *subject, const Series *series)
{
	SentiObservation seen;
	int			from = 0;

	if (observer->replay)
		replay_series(observer, rule, subject, series);
	else if (series_measure(rule, series, &from, series->n, observer->as_of, observer->today, &seen))
		observer_emit(observer, rule, subject, &seen);
}

void
observe_in_batches(Observer *observer, ArrayType *subjects, int batch, bool are_tickets)
{
	int			level = plan_by_index();
	Datum	   *names;
	bool	   *nulls;
	int			n,
				count = 0;

	deconstruct_array(subjects, TEXTOID, -1, false, TYPALIGN_INT, &names, &nulls, &n);
	for (int i = 0; i < n; i++)
		if (!nulls[i])
			names[count++] = names[i];
	for (int i = 0; i < count; i += batch)
	{
		MemoryContext caller = MemoryContextSwitchTo(observer->context);
		Datum		some = PointerGetDatum(construct_array(names + i, Min(batch, count - i), TEXTOID, -1, false, TYPALIGN_INT));
		Datum		none = PointerGetDatum(construct_empty_array(TEXTOID));

		CHECK_FOR_INTERRUPTS();
		if (observer->open_only)
			read_open_alerts(observer, are_tickets ? none : some, are_tickets ? some : none);
		if (are_tickets)
			observe_tickets(observer, some);
		else
			observe_accounts(observer, some);
		MemoryContextSwitchTo(caller);
		MemoryContextReset(observer->context);
	}
	AtEOXact_GUC(true, level);
}

/* ---- SQL ---- */

/* With its times, open_only and store set; false: there is no rule. */
static bool
observer_begin(Observer *observer, Oid schema)
{
	observer->schema = schema;
	observer->rules = enabled_rules(schema);
	if (observer->rules->count == 0)
		return false;
	observer->context = AllocSetContextCreate(CurrentMemoryContext, "sentiment observations", ALLOCSET_DEFAULT_SIZES);
	observer->today = zone_day(schema, observer->as_of);
	return true;
}

static void
observe_subjects(Observer *observer, Datum accounts, Datum tickets)
{
	if (observer->rules->account_horizon > 0)
		observe_in_batches(observer, DatumGetArrayTypeP(accounts), SUBJECTS_AT_ONCE, false);
	if (observer->rules->ticket_horizon > 0)
		observe_in_batches(observer, DatumGetArrayTypeP(tickets), SUBJECTS_AT_ONCE, true);
}

bool
observe_would_change(Oid schema, TimestampTz as_of, Datum accounts, Datum tickets)
{
	Observer	observer = {.since = as_of,.as_of = as_of,.open_only = true};

	if (observer_begin(&observer, schema))
	{
		observe_subjects(&observer, accounts, tickets);
		MemoryContextDelete(observer.context);
	}
	return observer.would_change;
}

/*
 * observe(as_of, accounts text[], tickets text[], portfolio boolean, open_only boolean):
 * SQL says what the columns are.
 */
PG_FUNCTION_INFO_V1(sentiment_observe);
Datum
sentiment_observe(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result_info = (ReturnSetInfo *) fcinfo->resultinfo;
	Observer	observer = {.since = PG_GETARG_TIMESTAMPTZ(0),.as_of = PG_GETARG_TIMESTAMPTZ(0),.open_only = PG_GETARG_BOOL(4)};

	InitMaterializedSRF(fcinfo, 0);
	if (result_info->setDesc->natts != OBSERVED_COLUMNS)
		elog(ERROR, "observe does not return %d columns", OBSERVED_COLUMNS);
	if (TIMESTAMP_NOT_FINITE(observer.as_of))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("time of an evaluation must be finite")));
	observer.store = result_info->setResult;
	observer.tuple_desc = result_info->setDesc;
	if (!observer_begin(&observer, get_func_namespace(fcinfo->flinfo->fn_oid)))
		return (Datum) 0;
	observe_subjects(&observer, PG_GETARG_DATUM(1), PG_GETARG_DATUM(2));
	if (observer.rules->portfolio_horizon > 0 && PG_GETARG_BOOL(3))
	{
		Datum		none = PointerGetDatum(construct_empty_array(TEXTOID));

		if (observer.open_only)
			read_open_alerts(&observer, none, none);
		observe_portfolio(&observer);
	}
	MemoryContextDelete(observer.context);
	return (Datum) 0;
}
