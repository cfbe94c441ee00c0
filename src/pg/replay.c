/*
 * replay.c - SQL's replay(): what a rule would have done, had it been there
 *
 * Measured and decided as evaluate() does, by the same functions of the core, at
 * the end of each day; single messages also when they are sent, as the triggers
 * do.  Accounts and tickets are read once and taken through time, topics and the
 * portfolio day by day; nothing is written.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

#include "kept_plan.h"
#include "replay.h"
#include "senti_alert.h"

/* Bound the memory: all that they said in the time. */
#define ACCOUNTS_AT_ONCE 8
#define TICKETS_AT_ONCE 128
#define LONGEST_REPLAY_DAYS 36525

/* Columns of SQL's replay(), in order. */
enum
{
	REPLAYED_SUBJECT,
	REPLAYED_SOURCE,
	REPLAYED_ACCOUNT,
	REPLAYED_TICKET,
	REPLAYED_TOPIC,
	REPLAYED_AUTHOR,
	REPLAYED_STATE,
	REPLAYED_VALUE,
	REPLAYED_FIRED_AT,
	REPLAYED_CLOSED_AT,
	REPLAYED_COLUMNS
};

/* A subject's alert as time goes by; what table alert would hold. */
typedef struct Alert
{
	SentiAlertState state;
	double		value;
	TimestampTz until;
	TimestampTz fired_at;
	TimestampTz closed_at;		/* unless it is open */
} Alert;

/* The alert of a topic, or of the portfolio. */
typedef struct TopicAlert
{
	const char *topic;			/* NULL: of the portfolio */
	TimestampTz seen_at;		/* when it was measured last */
	Alert		alert;
} TopicAlert;

typedef struct Moment
{
	TimestampTz at;
	int32		day;
} Moment;

typedef struct Replay
{
	Moment	   *days;			/* the ends of all */
	int			count;
	List	   *topics;			/* of TopicAlert */
	MemoryContext context;		/* of what is kept until the end */
} Replay;

/* What is measured where nothing is left to measure. */
static const SentiObservation silence = {.is_stale = true};

/* ---- one alert ---- */

/* Append the alert, if there was one. */
static void
emit_alert(Observer *observer, const AlertRule *rule, const Subject *subject, const Alert *alert)
{
	Datum		values[REPLAYED_COLUMNS];
	bool		nulls[REPLAYED_COLUMNS] = {false};

	if (alert->state == SENTI_ALERT_NONE)
		return;
	values[REPLAYED_SUBJECT] = CStringGetTextDatum(subject_name(rule->filter.scope, subject));
	values[REPLAYED_SOURCE] = text_or_null(subject->source, &nulls[REPLAYED_SOURCE]);
	values[REPLAYED_ACCOUNT] = text_or_null(subject->account, &nulls[REPLAYED_ACCOUNT]);
	values[REPLAYED_TICKET] = text_or_null(subject->ticket, &nulls[REPLAYED_TICKET]);
	values[REPLAYED_TOPIC] = text_or_null(subject->topic, &nulls[REPLAYED_TOPIC]);
	values[REPLAYED_AUTHOR] = text_or_null(subject->author, &nulls[REPLAYED_AUTHOR]);
	values[REPLAYED_STATE] = CStringGetTextDatum(senti_alert_state_names[alert->state]);
	values[REPLAYED_VALUE] = Float8GetDatum(alert->value);
	values[REPLAYED_FIRED_AT] = TimestampTzGetDatum(alert->fired_at);
	nulls[REPLAYED_CLOSED_AT] = senti_alert_is_open(alert->state);
	values[REPLAYED_CLOSED_AT] = TimestampTzGetDatum(alert->closed_at);
	tuplestore_putvalues(observer->store, observer->tuple_desc, values, nulls);
}

/* What a measurement does to an alert: as evaluate_subjects() does it to its row. */
static void
step_alert(Observer *observer, const AlertRule *rule, const Subject *subject, Alert *alert, const SentiObservation *seen, TimestampTz as_of)
{
	bool		was_closed = alert->state != SENTI_ALERT_NONE && !senti_alert_is_open(alert->state);
	SentiAlertTerms terms = {
		.hold_days = rule->watch.hold_days, .min_n = rule->watch.min_n, .needs_review = rule->needs_review,
		.seconds_closed = was_closed ? (as_of - alert->closed_at + USECS_PER_SEC / 2) / USECS_PER_SEC : 0,
		.last_until = alert->until, .cool_down = rule->cool_down
	};
	SentiAlertEdge edge;
	SentiAlertState next = senti_alert_step(alert->state, seen, &terms, &edge);

	switch (edge)
	{
		case SENTI_EDGE_OPEN:
			emit_alert(observer, rule, subject, alert);
			alert->fired_at = as_of;
			/* fall through */
		case SENTI_EDGE_REOPEN:
			alert->value = seen->value;
			alert->until = seen->until;
			break;
		case SENTI_EDGE_RESOLVE:
		case SENTI_EDGE_STALE:
			alert->closed_at = as_of;
			break;
		default:
			break;
	}
	alert->state = next;
}

/* ---- tickets, accounts and people: one after the other ---- */

/* A subject on its way through time. */
typedef struct Walk
{
	const Series *series;
	int			from;			/* what can matter now begins here */
	int			to;				/* and what is not known yet here */
	Alert		alert;
} Walk;

static void
step_walk(Observer *observer, const AlertRule *rule, const Subject *subject, Walk *walk, Moment now)
{
	const Series *series = walk->series;
	SentiObservation seen;

	CHECK_FOR_INTERRUPTS();
	while (walk->to < series->n && (series->messages ? series->messages[walk->to].at <= now.at : series->days[walk->to].day <= now.day))
		walk->to++;
	/* nothing opens by silence */
	if (!senti_alert_is_open(walk->alert.state) &&
		(walk->to == 0 || now.day - series_day(series, walk->to - 1) > rule->watch.max_gap_days))
		return;
	if (!series_measure(rule, series, &walk->from, walk->to, now.at, now.day, &seen))
		seen = silence;
	step_alert(observer, rule, subject, &walk->alert, &seen, now.at);
}

void
replay_series(Observer *observer, const AlertRule *rule, const Subject *subject, const Series *series)
{
	const Replay *replay = observer->replay;
	Walk		walk = {.series = series};
	int			next = 0;

	for (int i = 0; i < replay->count; i++)
	{
		Moment		day = replay->days[i];

		/* each message finds all that came with it */
		for (; next < series->time_count && series->times[next] <= day.at; next++)
			if (series->times[next] >= observer->since)
				step_walk(observer, rule, subject, &walk, (Moment) {series->times[next], day.day});
		step_walk(observer, rule, subject, &walk, day);
	}
	emit_alert(observer, rule, subject, &walk.alert);
}

/* ---- topics and the portfolio: day by day ---- */

static TopicAlert *
find_topic(Replay *replay, const char *topic)
{
	ListCell   *cell;
	MemoryContext caller;
	TopicAlert *added;

	foreach(cell, replay->topics)
	{
		TopicAlert *known = lfirst(cell);

		if (topic == NULL || strcmp(known->topic, topic) == 0)
			return known;
	}
	caller = MemoryContextSwitchTo(replay->context);
	added = palloc0(sizeof(TopicAlert));
	added->topic = topic ? pstrdup(topic) : NULL;
	replay->topics = lappend(replay->topics, added);
	MemoryContextSwitchTo(caller);
	return added;
}

void
replay_take(Observer *observer, const AlertRule *rule, const Subject *subject, const SentiObservation *seen)
{
	TopicAlert *of_topic = find_topic(observer->replay, subject->topic);

	step_alert(observer, rule, subject, &of_topic->alert, seen, observer->as_of);
	of_topic->seen_at = observer->as_of;
}

static void
replay_portfolio(Observer *observer)
{
	const AlertRule *rule = observer->rules->rules;
	Replay	   *replay = observer->replay;
	ListCell   *cell;

	for (int i = 0; i < replay->count; i++)
	{
		MemoryContext caller = MemoryContextSwitchTo(observer->context);

		observer->as_of = replay->days[i].at;
		observer->today = replay->days[i].day;
		observe_portfolio(observer);
		foreach(cell, replay->topics)
		{
			TopicAlert *of_topic = lfirst(cell);

			if (of_topic->seen_at != observer->as_of)
				replay_take(observer, rule, &(Subject) {.topic = of_topic->topic}, &silence);
		}
		MemoryContextSwitchTo(caller);
		MemoryContextReset(observer->context);
	}
	foreach(cell, replay->topics)
	{
		TopicAlert *of_topic = lfirst(cell);

		emit_alert(observer, rule, &(Subject) {.topic = of_topic->topic}, &of_topic->alert);
	}
}

/* ---- SQL ---- */

/* The ends of all days that have begun before `until`, which itself ends the last one. */
static void
read_days(Observer *observer, TimestampTz until)
{
	Replay	   *replay = observer->replay;
	int32		first,
				last;

	observer->zone = zone_of_days(observer->schema);
	first = zone_day(observer->zone, observer->since);
	last = zone_day(observer->zone, until - 1);
	replay->count = last - first + 1;
	replay->days = palloc(sizeof(Moment) * replay->count);
	for (int i = 0; i < replay->count; i++)
	{
		replay->days[i].day = first + i;
		replay->days[i].at = Min(zone_midnight(observer->zone, first + i + 1), until) - 1;
	}
	observer->as_of = until - 1;
	observer->today = last;
}

/* Those of whom something was said in the time, or so long before it that it is not stale. */
static ArrayType *
read_subjects(Observer *observer, bool are_tickets)
{
	static SPIPlanPtr account_plan = NULL;
	static SPIPlanPtr ticket_plan = NULL;
	Oid			types[] = {TIMESTAMPTZOID, TIMESTAMPTZOID};
	Datum		values[] = {
		TimestampTzGetDatum(observer->since - (int64) (observer->rules->ticket_horizon + 2) * USECS_PER_DAY),
		TimestampTzGetDatum(observer->as_of)
	};
	bool		is_null;
	ArrayType  *subjects;
	MemoryContext query;

	if (are_tickets)
		observer_query(observer, &ticket_plan,
					   "SELECT ARRAY(SELECT DISTINCT m.ticket FROM %1$s.mention m "
					   "              WHERE m.topic IS NULL AND m.ticket IS NOT NULL "
					   "                AND m.at OPERATOR(pg_catalog.>) $1 AND m.at OPERATOR(pg_catalog.<=) $2)",
					   2, types, values);
	else
		observer_query(observer, &account_plan, "SELECT ARRAY(SELECT %1$s.known_accounts())", 0, NULL, NULL);
	query = MemoryContextSwitchTo(observer->replay->context);
	subjects = DatumGetArrayTypePCopy(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &is_null));
	MemoryContextSwitchTo(query);
	observer_done(observer);
	return subjects;
}

/* replay(rule_name, since, until): SQL says what the columns are. */
PG_FUNCTION_INFO_V1(sentiment_replay);
Datum
sentiment_replay(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result_info = (ReturnSetInfo *) fcinfo->resultinfo;
	const char *name = text_to_cstring(PG_GETARG_TEXT_PP(0));
	TimestampTz since = PG_GETARG_TIMESTAMPTZ(1);
	TimestampTz until = PG_GETARG_TIMESTAMPTZ(2);
	Replay		replay = {.context = CurrentMemoryContext};
	Observer	observer = {.since = since,.replay = &replay};
	RuleSet		rules;

	InitMaterializedSRF(fcinfo, 0);
	if (result_info->setDesc->natts != REPLAYED_COLUMNS)
		elog(ERROR, "replay does not return %d columns", REPLAYED_COLUMNS);
	if (TIMESTAMP_NOT_FINITE(since) || TIMESTAMP_NOT_FINITE(until) || until <= since ||
		until / USECS_PER_DAY - since / USECS_PER_DAY > LONGEST_REPLAY_DAYS)
	{
		const char *from = pstrdup(timestamptz_to_str(since));

		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a rule cannot be replayed from %s to %s", from, timestamptz_to_str(until)),
				 errhint("Let the time begin before it ends, at finite times, a hundred years before at most.")));
	}
	observer.schema = get_func_namespace(fcinfo->flinfo->fn_oid);
	rules = rule_by_name(observer.schema, name);
	if (rules.count == 0)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_OBJECT),
				 errmsg("there is no rule \"%s\"", name),
				 errhint("SELECT name FROM sentiment.rule; lists them, and sentiment.starter_rules() adds some.")));
	observer.rules = &rules;
	observer.store = result_info->setResult;
	observer.tuple_desc = result_info->setDesc;
	observer.context = AllocSetContextCreate(CurrentMemoryContext, "sentiment replay", ALLOCSET_DEFAULT_SIZES);
	read_days(&observer, until);
	if (rules.account_horizon > 0)
		observe_in_batches(&observer, read_subjects(&observer, false), ACCOUNTS_AT_ONCE, false);
	else if (rules.ticket_horizon > 0)
		observe_in_batches(&observer, read_subjects(&observer, true), TICKETS_AT_ONCE, true);
	else
		replay_portfolio(&observer);
	MemoryContextDelete(observer.context);
	return (Datum) 0;
}
