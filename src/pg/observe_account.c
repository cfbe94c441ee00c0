/*
 * observe_account.c - what rules see of accounts, their topics and their people
 */
#include "postgres.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "miscadmin.h"
#include "utils/date.h"

#include "observe.h"

/* A message, or a part of it about one topic. */
typedef struct Interaction
{
	const char *topic;			/* NULL: the whole message */
	const char *author;
	const char *contact_role;
	int32		day;
	int64		at;
	double		score;
	double		urgency;
	double		churn_risk;
	double		escalation_risk;
	double		weight;			/* of its channel */
	uint32		emotion;		/* its bit */
} Interaction;

/* What is known of the account itself. */
typedef struct Account
{
	const char *name;
	const char *segment;
	SentiBackground background;
	Interaction *interactions;	/* in order of time */
	int			n;
} Account;

/* Room for as many as the account has interactions. */
typedef struct Workspace
{
	const Interaction **selected;
	SentiInteraction *messages;
	SentiDay   *days;
	TimestampTz *times;
} Workspace;

static double
metric_of(SentiMetric metric, const Interaction *i)
{
	switch (metric)
	{
		case SENTI_METRIC_URGENCY:
			return i->urgency;
		case SENTI_METRIC_CHURN_RISK:
			return i->churn_risk;
		case SENTI_METRIC_ESCALATION_RISK:
			return i->escalation_risk;
		default:
			return i->score;
	}
}

/* Days of n selected interactions; returns how many. */
static int
sum_days(const Interaction *const *selected, int n, uint32 emotions, SentiDay *days)
{
	int			count = 0;

	for (int i = 0; i < n; i++)
	{
		const Interaction *one = selected[i];
		SentiRow	row = {
			.score_e4 = (int32) rint(one->score * 10000),
			.weight_mille = (int32) rint(one->weight * SENTI_WEIGHT_ONE)
		};
		SentiDay   *day;

		if (row.weight_mille == 0)
			continue;
		if (count == 0 || days[count - 1].day != one->day)
		{
			day = &days[count++];
			memset(day, 0, sizeof(*day));
			senti_summary_init(&day->tally);
			day->day = one->day;
			day->first_at = one->at;
		}
		day = &days[count - 1];
		day->last_at = one->at;
		day->emotional += (one->emotion & emotions) != 0;
		if (!senti_summary_add(&day->tally, &row))
			elog(ERROR, "sum of scores overflows");
	}
	return count;
}

/* One subject: n selected interactions, for the rules from `first` to before `end`, which select the same. */
static void
observe_subject(Observer *observer, const Account *account, const Subject *subject, const Interaction *const *selected, int n,
				const AlertRule *first, const AlertRule *end, Workspace *work)
{
	int			day_count = -1;

	for (const AlertRule *rule = first; rule < end; rule++)
	{
		Series		series = {.n = n,.background = account->background};

		if (observer_only_asks(observer) && senti_watch_waits(&rule->watch))
			continue;
		if (senti_metric_is_of_days(rule->watch.metric))
		{
			if (day_count < 0)
				day_count = sum_days(selected, n, rule->filter.emotions, work->days);
			series.n = day_count;
			series.days = work->days;
		}
		else
		{
			for (int i = 0; i < n; i++)
				work->messages[i] = (SentiInteraction) {
					.at = selected[i]->at, .day = selected[i]->day, .score = selected[i]->score,
					.value = metric_of(rule->watch.metric, selected[i]),
					.may_fire = rule->filter.emotions == 0 || (rule->filter.emotions & selected[i]->emotion) != 0
				};
			series.messages = work->messages;
			series.times = work->times;
			series.time_count = account->n;
		}
		observe_series(observer, rule, subject, &series);
	}
}

/* What the interaction belongs to, where an account has several subjects; NULL: none. */
static const char *
part_of(RuleScope scope, const Interaction *interaction)
{
	return scope == SCOPE_PERSON ? interaction->author : interaction->topic;
}

static bool
is_selected(const RuleFilter *filter, const Interaction *interaction)
{
	bool		of_topics = filter->scope == SCOPE_ACCOUNT_TOPIC;

	if (filter->topic != NULL ? interaction->topic == NULL || strcmp(filter->topic, interaction->topic) != 0 :
		(interaction->topic != NULL) != of_topics)
		return false;
	if (filter->scope == SCOPE_PERSON && interaction->author == NULL)
		return false;
	return rule_lists(filter->contact_roles, interaction->contact_role);
}

static int
compare_topics(const void *a, const void *b)
{
	const Interaction *one = *(const Interaction *const *) a,
			   *other = *(const Interaction *const *) b;
	int			order = strcmp(one->topic, other->topic);

	/* a sort that keeps the order of time */
	return order ? order : (one > other) - (one < other);
}

static int
compare_authors(const void *a, const void *b)
{
	const Interaction *one = *(const Interaction *const *) a,
			   *other = *(const Interaction *const *) b;
	int			order = strcmp(one->author, other->author);

	return order ? order : (one > other) - (one < other);
}

/* The rules from `first` to before `end`, which select the same. */
static void
observe_selection(Observer *observer, const Account *account, const AlertRule *first, const AlertRule *end, Workspace *work)
{
	const RuleFilter *filter = &first->filter;
	bool		has_parts = filter->scope != SCOPE_ACCOUNT;
	int			n = 0;

	if (!rule_lists(filter->segments, account->segment))
		return;
	for (int i = 0; i < account->n; i++)
		if (is_selected(filter, &account->interactions[i]))
			work->selected[n++] = &account->interactions[i];
	if (has_parts && n > 1)
		qsort(work->selected, n, sizeof(Interaction *), filter->scope == SCOPE_PERSON ? compare_authors : compare_topics);
	for (int from = 0, to; from < n; from = to)
	{
		const char *part = part_of(filter->scope, work->selected[from]);
		Subject		subject = {.account = account->name,.topic = filter->topic};

		to = n;
		if (has_parts)
			for (to = from + 1; to < n && strcmp(part_of(filter->scope, work->selected[to]), part) == 0;)
				to++;
		if (filter->scope == SCOPE_PERSON)
			subject.author = part;
		else if (has_parts)
			subject.topic = part;
		observe_subject(observer, account, &subject, work->selected + from, to - from, first, end, work);
	}
}

static void
observe_account(Observer *observer, const Account *account, Workspace *work)
{
	const AlertRule *rules = observer->rules->rules;
	int			count = observer->rules->count;

	CHECK_FOR_INTERRUPTS();
	for (int i = 0; i < account->n; i++)
		work->times[i] = account->interactions[i].at;
	for (int i = 0, end; i < count; i = end)
	{
		for (end = i + 1; end < count && rule_same_filter(&rules[end].filter, &rules[i].filter);)
			end++;
		if (rules[i].filter.scope != SCOPE_TICKET && rules[i].filter.scope < SCOPE_TOPIC)
			observe_selection(observer, account, rules + i, rules + end, work);
	}
}

/* Columns of the query. */
enum
{
	ACCOUNT_NAME, ACCOUNT_SEGMENT, ACCOUNT_IS_GREEN, ACCOUNT_NORMAL_LOW,
	ACCOUNT_TOPIC, ACCOUNT_AUTHOR, ACCOUNT_ROLE, ACCOUNT_DAY, ACCOUNT_AT,
	ACCOUNT_SCORE, ACCOUNT_URGENCY, ACCOUNT_CHURN_RISK, ACCOUNT_ESCALATION_RISK, ACCOUNT_WEIGHT, ACCOUNT_EMOTION
};

void
observe_accounts(Observer *observer, Datum accounts)
{
	static SPIPlanPtr plan = NULL;
	int32		horizon = observer_only_asks(observer) ? observer->rules->message_horizon : observer->rules->account_horizon;
	Oid			types[] = {TEXTARRAYOID, TIMESTAMPTZOID, TIMESTAMPTZOID};
	Datum		values[] = {
		accounts,
		/* whole days, however long the clock makes them */
		TimestampTzGetDatum(observer->since - (int64) (horizon + 2) * USECS_PER_DAY),
		TimestampTzGetDatum(observer->as_of)
	};
	Interaction *interactions;
	Workspace	work;
	int			n;

	observer_query(observer, &plan,
				   "SELECT s.account, s.segment, s.is_green, s.normal_low, "
				   "       j.topic, j.author, j.contact_role, j.day, j.at, "
				   "       j.score, j.urgency, j.churn_risk, j.escalation_risk, coalesce(w.weight, 1), j.emotion "
				   "  FROM (SELECT u.account, a.segment, b.low AS normal_low, "
				   "               CASE WHEN pg_catalog.num_nonnulls(a.health, a.usage, a.nps) OPERATOR(pg_catalog.>) 0 THEN %1$s.is_green(a) END AS is_green "
				   "          FROM pg_catalog.unnest($1) u (account) "
				   "          LEFT JOIN %1$s.account a ON a.account OPERATOR(pg_catalog.=) u.account "
				   "          LEFT JOIN LATERAL (SELECT b.low FROM %1$s.baseline b "
				   "                              WHERE b.segment OPERATOR(pg_catalog.=) a.segment OR b.segment IS NULL "
				   "                              ORDER BY b.segment IS NULL LIMIT 1) b ON true "
				   "        OFFSET 0) s "
				   " CROSS JOIN LATERAL ("
				   "       SELECT m.source, m.key, m.topic, m.author, m.contact_role, %1$s.day(m.at) AS day, m.at, m.channel, "
				   "              m.score, m.urgency, m.churn_risk, m.escalation_risk, m.emotion "
				   "         FROM %1$s.judged m "
				   "        WHERE m.account OPERATOR(pg_catalog.=) s.account AND m.is_customer AND m.score IS NOT NULL "
				   "          AND m.at OPERATOR(pg_catalog.>) $2 AND m.at OPERATOR(pg_catalog.<=) $3 OFFSET 0) j "
				   "  LEFT JOIN %1$s.channel_weight w ON w.channel OPERATOR(pg_catalog.=) j.channel "
				   " ORDER BY s.account COLLATE \"C\", j.at, j.source COLLATE \"C\", pg_catalog.length(j.key), j.key COLLATE \"C\", j.topic COLLATE \"C\"",
				   3, types, values);
	n = (int) SPI_processed;
	interactions = palloc_extended(sizeof(Interaction) * (n + 1), MCXT_ALLOC_HUGE);
	work.selected = palloc_extended(sizeof(Interaction *) * (n + 1), MCXT_ALLOC_HUGE);
	work.messages = palloc_extended(sizeof(SentiInteraction) * (n + 1), MCXT_ALLOC_HUGE);
	work.days = palloc_extended(sizeof(SentiDay) * (n + 1), MCXT_ALLOC_HUGE);
	work.times = palloc_extended(sizeof(TimestampTz) * (n + 1), MCXT_ALLOC_HUGE);
	for (int i = 0; i < n; i++)
		interactions[i] = (Interaction) {
			.topic = row_string(i, ACCOUNT_TOPIC), .author = row_string(i, ACCOUNT_AUTHOR), .contact_role = row_string(i, ACCOUNT_ROLE),
			.day = (int32) row_integer(i, ACCOUNT_DAY), .at = row_integer(i, ACCOUNT_AT),
			.score = row_number(i, ACCOUNT_SCORE), .urgency = row_number(i, ACCOUNT_URGENCY),
			.churn_risk = row_number(i, ACCOUNT_CHURN_RISK), .escalation_risk = row_number(i, ACCOUNT_ESCALATION_RISK),
			.weight = row_number(i, ACCOUNT_WEIGHT), .emotion = rule_emotion_bit(row_string(i, ACCOUNT_EMOTION))
		};
	for (int from = 0, to; from < n; from = to)
	{
		Account		account = {.name = row_string(from, ACCOUNT_NAME),.segment = row_string(from, ACCOUNT_SEGMENT)};
		double		normal_low = row_number(from, ACCOUNT_NORMAL_LOW);

		for (to = from + 1; to < n && strcmp(row_string(to, ACCOUNT_NAME), account.name) == 0;)
			to++;
		account.background = (SentiBackground) {
			.has_normal_low = !isnan(normal_low), .normal_low = normal_low, .is_green = row_flag(from, ACCOUNT_IS_GREEN)
		};
		account.interactions = interactions + from;
		account.n = to - from;
		observe_account(observer, &account, &work);
	}
	observer_done(observer);
}
