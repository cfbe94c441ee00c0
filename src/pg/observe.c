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
#include "lib/qunique.h"
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
#include "open_alert.h"
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

/* An open alert of those that are asked about. */
typedef struct OpenAlert
{
	const char *key;			/* rule and subject */
	const char *rule;
	const char *subject;
	bool		is_seen;		/* its rule still sees something of its subject */
} OpenAlert;

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

static void
take_open_alert(void *arg, const char *rule, const char *subject)
{
	Observer   *observer = arg;
	const char *key = open_key(rule, subject);
	OpenAlert  *alert = hash_search(observer->open, &key, HASH_ENTER, NULL);

	alert->rule = rule;
	alert->subject = subject;
	alert->is_seen = false;
}

/* Which alerts are open of n accounts or tickets (text), or where the scope is of all. */
static void
read_open_alerts(Observer *observer, OpenAlertScope scope, const Datum *names, int n)
{
	HASHCTL		info = {
		.keysize = sizeof(char *), .entrysize = sizeof(OpenAlert), .hash = hash_key, .match = match_keys, .hcxt = observer->context
	};

	observer->open = hash_create("open alerts", 64, &info, HASH_ELEM | HASH_FUNCTION | HASH_COMPARE | HASH_CONTEXT);
	for (int i = 0; i < n; i++)
		open_alerts(observer->schema, scope, names[i], take_open_alert, observer);
}

Datum
text_or_null(const char *string, bool *is_null)
{
	*is_null = string == NULL;
	return string ? CStringGetTextDatum(string) : (Datum) 0;
}

/* It is seen from now on. */
static bool
has_open_alert(const Observer *observer, const AlertRule *rule, const Subject *subject)
{
	const char *key;
	OpenAlert  *alert;

	if (hash_get_num_entries(observer->open) == 0)
		return false;
	key = open_key(rule->name, subject_name(rule->filter.scope, subject));
	alert = hash_search(observer->open, &key, HASH_FIND, NULL);
	if (alert != NULL)
		alert->is_seen = true;
	return alert != NULL;
}

static bool
is_enabled(const Observer *observer, const char *rule)
{
	for (int i = 0; i < observer->rules->count; i++)
		if (strcmp(observer->rules->rules[i].name, rule) == 0)
			return true;
	return false;
}

/* Open alerts whose subject has been silent for longer than the rule looks back. */
static void
emit_silent(Observer *observer)
{
	HASH_SEQ_STATUS scan;
	OpenAlert  *alert;

	hash_seq_init(&scan, observer->open);
	while ((alert = hash_seq_search(&scan)) != NULL)
	{
		Datum		values[OBSERVED_COLUMNS] = {0};
		bool		nulls[OBSERVED_COLUMNS];

		if (alert->is_seen || !is_enabled(observer, alert->rule))
			continue;
		memset(nulls, true, sizeof(nulls));
		for (int i = OBSERVED_N; i < OBSERVED_COLUMNS; i++)
			nulls[i] = false;
		nulls[OBSERVED_RULE] = nulls[OBSERVED_SUBJECT] = false;
		values[OBSERVED_RULE] = CStringGetTextDatum(alert->rule);
		values[OBSERVED_SUBJECT] = CStringGetTextDatum(alert->subject);
		values[OBSERVED_SINCE] = values[OBSERVED_UNTIL] = TimestampTzGetDatum(DT_NOBEGIN);
		values[OBSERVED_IS_STALE] = BoolGetDatum(true);
		tuplestore_putvalues(observer->store, observer->tuple_desc, values, nulls);
	}
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
	bool		is_open;

	if (observer->replay)
	{
		replay_take(observer, rule, subject, seen);
		return;
	}
	if (observer_only_asks(observer))
	{
		observer->would_change = observer->would_change || makes_edge(observer, rule, subject, seen);
		return;
	}
	is_open = observer->open_only && has_open_alert(observer, rule, subject);
	if (observer->open_only && seen->breached_days == 0 && !is_open)
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

static int
compare_names(const void *a, const void *b)
{
	text	   *one = DatumGetTextPP(*(const Datum *) a),
			   *other = DatumGetTextPP(*(const Datum *) b);
	int			length = VARSIZE_ANY_EXHDR(one),
				other_length = VARSIZE_ANY_EXHDR(other);
	int			order = memcmp(VARDATA_ANY(one), VARDATA_ANY(other), Min(length, other_length));

	return order ? order : (length > other_length) - (length < other_length);
}

/* The names of an array, each once; returns how many. */
static int
distinct_names(ArrayType *array, Datum **names)
{
	bool	   *nulls;
	int			n,
				count = 0;

	deconstruct_array(array, TEXTOID, -1, false, TYPALIGN_INT, names, &nulls, &n);
	for (int i = 0; i < n; i++)
		if (!nulls[i])
			(*names)[count++] = (*names)[i];
	qsort(*names, count, sizeof(Datum), compare_names);
	return (int) qunique(*names, count, sizeof(Datum), compare_names);
}

void
observe_in_batches(Observer *observer, ArrayType *subjects, int batch, bool are_tickets)
{
	int			level = plan_by_index();
	int32		horizon = are_tickets ? observer->rules->ticket_horizon : observer->rules->account_horizon;
	Datum	   *names;
	int			count = distinct_names(subjects, &names);

	/* who only asks has the answer with the first that says yes */
	for (int i = 0; i < count && !observer->would_change; i += batch)
	{
		MemoryContext caller = MemoryContextSwitchTo(observer->context);
		int			some_count = Min(batch, count - i);
		Datum		some = PointerGetDatum(construct_array(names + i, some_count, TEXTOID, -1, false, TYPALIGN_INT));

		CHECK_FOR_INTERRUPTS();
		if (observer->open_only)
			read_open_alerts(observer, are_tickets ? OPEN_OF_TICKET : OPEN_OF_ACCOUNT, names + i, some_count);
		if (horizon > 0)
			(are_tickets ? observe_tickets : observe_accounts) (observer, some);
		/* no message makes a subject silent */
		if (observer->open_only && !observer_only_asks(observer))
			emit_silent(observer);
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
	observer->zone = zone_of_days(schema);
	observer->today = zone_day(observer->zone, observer->as_of);
	return true;
}

bool
observe_would_change(Oid schema, TimestampTz as_of, ArrayType *names, bool are_tickets)
{
	Observer	observer = {.since = as_of,.as_of = as_of,.open_only = true};

	if (observer_begin(&observer, schema))
	{
		observe_in_batches(&observer, names, SUBJECTS_AT_ONCE, are_tickets);
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
	observe_in_batches(&observer, PG_GETARG_ARRAYTYPE_P(1), SUBJECTS_AT_ONCE, false);
	observe_in_batches(&observer, PG_GETARG_ARRAYTYPE_P(2), SUBJECTS_AT_ONCE, true);
	if (PG_GETARG_BOOL(3))
	{
		Datum		none = (Datum) 0;

		if (observer.open_only)
			read_open_alerts(&observer, OPEN_OF_ALL, &none, 1);
		if (observer.rules->portfolio_horizon > 0)
			observe_portfolio(&observer);
		if (observer.open_only)
			emit_silent(&observer);
	}
	MemoryContextDelete(observer.context);
	return (Datum) 0;
}
