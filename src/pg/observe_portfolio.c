/*
 * observe_portfolio.c - what rules see of topics and of all accounts together
 *
 * They look at complete days, which the rollup has ready: the last one is the day before.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/guc.h"

#include "kept_plan.h"
#include "observe.h"

#define SELECTION_ARGUMENTS 5

/* Days (from, to], topics and filters of a rule as arguments of a query; see the queries. */
static void
set_arguments(const Observer *observer, const RuleFilter *filter, int32 days, Datum *values)
{
	values[0] = DateADTGetDatum(observer->today - 1 - days);
	values[1] = DateADTGetDatum(observer->today - 1);
	/* none, the one, or all: of whole messages, of one topic, or of each topic by itself */
	values[2] = CStringGetTextDatum(filter->topic ? filter->topic : filter->scope == SCOPE_TOPIC ? "*" : "");
	values[3] = PointerGetDatum(construct_empty_array(TEXTOID));
	values[4] = PointerGetDatum(construct_empty_array(TEXTOID));
	for (int i = 0; i < 2; i++)
	{
		const char *const *list = i == 0 ? filter->contact_roles : filter->segments;
		int			n = 0;
		Datum	   *items;

		while (list && list[n])
			n++;
		items = palloc(sizeof(Datum) * (n + 1));
		for (int k = 0; k < n; k++)
			items[k] = CStringGetTextDatum(list[k]);
		if (list)
			values[3 + i] = PointerGetDatum(construct_array(items, n, TEXTOID, -1, false, TYPALIGN_INT));
	}
}

static Oid	selection_types[SELECTION_ARGUMENTS] = {DATEOID, DATEOID, TEXTOID, TEXTARRAYOID, TEXTARRAYOID};

/* Days of all accounts that a rule selects, with its topics; %1$s is the schema. */
#define SELECTED_DAYS \
	"SELECT d.account, d.topic, d.day, d.tally OPERATOR(%1$s.*) coalesce(w.weight, 1) AS tally " \
	"  FROM %1$s.mention_day d " \
	"  LEFT JOIN %1$s.channel_weight w ON w.channel OPERATOR(pg_catalog.=) d.channel " \
	"  LEFT JOIN %1$s.account a ON a.account OPERATOR(pg_catalog.=) d.account " \
	" WHERE d.day OPERATOR(pg_catalog.>) $1 AND d.day OPERATOR(pg_catalog.<=) $2 AND d.tally IS NOT NULL " \
	"   AND CASE $3 WHEN '' THEN d.topic IS NULL WHEN '*' THEN d.topic IS NOT NULL ELSE d.topic OPERATOR(pg_catalog.=) $3 END " \
	"   AND ($4 OPERATOR(pg_catalog.=) '{}' OR d.contact_role OPERATOR(pg_catalog.=) ANY ($4)) " \
	"   AND ($5 OPERATOR(pg_catalog.=) '{}' OR a.segment OPERATOR(pg_catalog.=) ANY ($5)) " \
	"   AND (w.weight IS NULL OR w.weight OPERATOR(pg_catalog.>) 0) "

static Subject
subject_of(const RuleFilter *filter, int row)
{
	return (Subject) {
		.topic = filter->topic ? filter->topic : filter->scope == SCOPE_TOPIC ? row_string(row, 0) : NULL
	};
}

/* The summary in a column of a row; false for NULL. */
static bool
row_summary(int row, int column, SentiSummary *summary)
{
	bool		is_null;
	Datum		value = SPI_getbinval(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, column + 1, &is_null);

	if (!is_null)
		memcpy(summary, DatumGetPointer(value), sizeof(*summary));
	return !is_null;
}

/* All rules from `first` to before `end`, which select the same, but those of spread. */
static void
observe_days(Observer *observer, const AlertRule *first, const AlertRule *end)
{
	static SPIPlanPtr plan = NULL;
	Datum		values[SELECTION_ARGUMENTS];
	SentiDay   *days;
	int			n;

	set_arguments(observer, &first->filter, observer->rules->portfolio_horizon + 1, values);
	observer_query(observer, &plan,
				   "SELECT topic, day, %1$s.rollup(tally) FROM (" SELECTED_DAYS ") d "
				   "GROUP BY topic, day ORDER BY topic COLLATE \"C\", day",
				   SELECTION_ARGUMENTS, selection_types, values);
	n = (int) SPI_processed;
	days = palloc_extended(sizeof(SentiDay) * (n + 1), MCXT_ALLOC_HUGE);
	for (int from = 0, to = 0; from < n; from = to)
	{
		Subject		subject = subject_of(&first->filter, from);
		const char *topic = row_string(from, 0);

		for (; to < n && (topic == NULL || strcmp(row_string(to, 0), topic) == 0); to++)
		{
			SentiDay   *day = &days[to];

			memset(day, 0, sizeof(*day));
			day->day = (int32) row_integer(to, 1);
			day->first_at = zone_midnight(observer->zone, day->day);
			day->last_at = zone_midnight(observer->zone, day->day + 1) - 1;
			(void) row_summary(to, 2, &day->tally);
		}
		for (const AlertRule *rule = first; rule < end; rule++)
		{
			Series		series = {.n = to - from,.days = days + from};
			SentiObservation seen;
			int			since = 0;

			if (rule->watch.metric != SENTI_METRIC_SPREAD &&
				series_measure(rule, &series, &since, series.n, observer->as_of, observer->today - 1, &seen))
				observer_emit(observer, rule, &subject, &seen);
		}
	}
	observer_done(observer);
}

/* A rule that counts the accounts that fell against the period before. */
static void
observe_spread(Observer *observer, const AlertRule *rule)
{
	static SPIPlanPtr plan = NULL;
	Oid			types[SELECTION_ARGUMENTS + 1];
	Datum		values[SELECTION_ARGUMENTS + 1];
	int			n;

	memcpy(types, selection_types, sizeof(selection_types));
	set_arguments(observer, &rule->filter, 2 * rule->watch.period_days, values);
	types[SELECTION_ARGUMENTS] = DATEOID;
	values[SELECTION_ARGUMENTS] = DateADTGetDatum(observer->today - 1 - rule->watch.period_days);
	observer_query(observer, &plan,
				   "SELECT topic, was, \"is\", last_day "
				   "  FROM (SELECT topic, %1$s.rollup(tally) FILTER (WHERE day OPERATOR(pg_catalog.<=) $6) AS was, "
				   "               %1$s.rollup(tally) FILTER (WHERE day OPERATOR(pg_catalog.>) $6) AS \"is\", "
				   "               max(max(day)) OVER (PARTITION BY topic) AS last_day "
				   "          FROM (" SELECTED_DAYS ") d GROUP BY account, topic) a "
				   " ORDER BY topic COLLATE \"C\"",
				   lengthof(types), types, values);
	n = (int) SPI_processed;
	for (int from = 0, to = 0; from < n; from = to)
	{
		Subject		subject = subject_of(&rule->filter, from);
		const char *topic = row_string(from, 0);
		int32		last_day = (int32) row_integer(from, 3);
		int64		falling = 0;
		SentiObservation seen = {0};

		for (; to < n && (topic == NULL || strcmp(row_string(to, 0), topic) == 0); to++)
		{
			SentiSummary was,
						is;

			if (!row_summary(to, 1, &was) || !row_summary(to, 2, &is) || !senti_watch_falls(&was, &is, rule->watch.min_n))
				continue;
			falling++;
			seen.n += is.n;
		}
		seen.since = zone_midnight(observer->zone, last_day + 1 - rule->watch.period_days);
		seen.until = zone_midnight(observer->zone, last_day + 1) - 1;
		senti_watch_spread(&rule->watch, falling, last_day, observer->today - 1, &seen);
		observer_emit(observer, rule, &subject, &seen);
	}
	observer_done(observer);
}

void
observe_portfolio(Observer *observer)
{
	const AlertRule *rules = observer->rules->rules;
	int			count = observer->rules->count;
	int			level = pin_search_path();

	for (int i = 0, end; i < count; i = end)
	{
		bool		has_days = false;

		CHECK_FOR_INTERRUPTS();
		for (end = i; end < count && rule_same_filter(&rules[end].filter, &rules[i].filter); end++)
			if (rules[end].filter.scope >= SCOPE_TOPIC)
			{
				if (rules[end].watch.metric == SENTI_METRIC_SPREAD)
					observe_spread(observer, &rules[end]);
				else
					has_days = true;
			}
		if (has_days)
			observe_days(observer, rules + i, rules + end);
	}
	AtEOXact_GUC(true, level);
}
