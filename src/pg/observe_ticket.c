/*
 * observe_ticket.c - what rules see of tickets
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "utils/date.h"

#include "observe.h"

#define POST_RESOLUTION_DAYS 14

/* A customer's message that has a score. */
typedef struct TicketMessage
{
	const char *contact_role;
	int64		at;
	int32		day;
	int32		turn;
	uint32		stage;
	uint32		emotion;
	double		values[SENTI_METRIC_ESCALATION_RISK + 1];	/* by metric */
} TicketMessage;

/* Columns of the query. */
enum
{
	TICKET_SOURCE, TICKET_TICKET, TICKET_ACCOUNT, TICKET_SEGMENT, TICKET_RESOLVED_AT, TICKET_IS_RESOLVED, TICKET_TELLS_AGENTS,
	TICKET_IS_CUSTOMER, TICKET_ROLE, TICKET_DAY, TICKET_AT,
	TICKET_SCORE, TICKET_URGENCY, TICKET_CHURN_RISK, TICKET_ESCALATION_RISK, TICKET_EMOTION, TICKET_IS_SCORED
};

static uint32
stage_of(int row, int32 turn)
{
	if (row_flag(row, TICKET_IS_RESOLVED))
	{
		int64		behind = row_integer(row, TICKET_AT) - row_integer(row, TICKET_RESOLVED_AT);

		if (behind > 0)
			return behind <= POST_RESOLUTION_DAYS * USECS_PER_DAY ? STAGE_POST_RESOLUTION : 0;
	}
	return turn == 1 ? STAGE_INTAKE : STAGE_MID;
}

/* The scored customer messages among rows of one ticket, with their turns: a customer's messages until an agent answers. */
static int
read_thread(int from, int to, TicketMessage *thread)
{
	int32		turn = 0;
	bool		continues = false;	/* the row before is of the same turn */
	int			n = 0;

	for (int i = from; i < to; i++)
	{
		TicketMessage *message = &thread[n];

		if (!row_flag(i, TICKET_IS_CUSTOMER))
		{
			continues = false;
			continue;
		}
		turn += !continues;
		/* where a source does not tell agents from customers, each message is a turn */
		continues = row_flag(i, TICKET_TELLS_AGENTS);
		if (!row_flag(i, TICKET_IS_SCORED))
			continue;
		*message = (TicketMessage) {
			.contact_role = row_string(i, TICKET_ROLE), .at = row_integer(i, TICKET_AT), .day = (int32) row_integer(i, TICKET_DAY),
			.turn = turn, .stage = stage_of(i, turn), .emotion = rule_emotion_bit(row_string(i, TICKET_EMOTION))
		};
		for (int m = 0; m <= SENTI_METRIC_ESCALATION_RISK; m++)
			message->values[m] = row_number(i, TICKET_SCORE + m);
		n++;
	}
	return n;
}

static void
observe_thread(Observer *observer, const Subject *subject, const char *segment, const TicketMessage *thread, int n,
			   SentiInteraction *messages, TimestampTz *times)
{
	for (int i = 0; i < n; i++)
		times[i] = thread[i].at;
	for (int r = 0; r < observer->rules->count; r++)
	{
		const AlertRule *rule = &observer->rules->rules[r];
		const RuleFilter *filter = &rule->filter;
		int			metric = Min(rule->watch.metric, SENTI_METRIC_ESCALATION_RISK);
		Series		series = {.messages = messages,.times = times,.time_count = n};

		if (filter->scope != SCOPE_TICKET || !rule_lists(filter->segments, segment))
			continue;
		for (int i = 0; i < n; i++)
			if (rule_lists(filter->contact_roles, thread[i].contact_role))
				messages[series.n++] = (SentiInteraction) {
					.at = thread[i].at, .day = thread[i].day, .turn = thread[i].turn,
					.score = thread[i].values[SENTI_METRIC_SCORE], .value = thread[i].values[metric],
					.may_fire = (filter->stages == STAGE_ANY || (filter->stages & thread[i].stage) != 0) &&
						(filter->emotions == 0 || (filter->emotions & thread[i].emotion) != 0)
				};
		observe_series(observer, rule, subject, &series);
	}
}

void
observe_tickets(Observer *observer, Datum tickets)
{
	static SPIPlanPtr plan = NULL;
	Oid			types[] = {TEXTARRAYOID, TIMESTAMPTZOID};
	Datum		values[] = {tickets, TimestampTzGetDatum(observer->as_of)};
	TicketMessage *thread;
	SentiInteraction *messages;
	TimestampTz *times;
	int			n;

	observer_query(observer, &plan,
				   "SELECT j.source, j.ticket, j.account, a.segment, t.resolved_at, t.resolved_at IS NOT NULL, s.is_customer_column IS NOT NULL, "
				   "       j.is_customer, j.contact_role, %1$s.day(j.at), j.at, "
				   "       j.score, j.urgency, j.churn_risk, j.escalation_risk, j.emotion, j.score IS NOT NULL "
				   "  FROM (SELECT DISTINCT pg_catalog.unnest($1) AS ticket) u "
				   " CROSS JOIN LATERAL (SELECT * FROM %1$s.judged m "
				   "        WHERE m.ticket OPERATOR(pg_catalog.=) u.ticket AND m.topic IS NULL AND m.at OPERATOR(pg_catalog.<=) $2 OFFSET 0) j "
				   "  LEFT JOIN %1$s.source s ON s.name OPERATOR(pg_catalog.=) j.source "
				   "  LEFT JOIN %1$s.ticket t ON t.ticket OPERATOR(pg_catalog.=) u.ticket "
				   "  LEFT JOIN %1$s.account a ON a.account OPERATOR(pg_catalog.=) j.account "
				   " ORDER BY j.source COLLATE \"C\", j.ticket COLLATE \"C\", j.at, pg_catalog.length(j.key), j.key COLLATE \"C\"",
				   2, types, values);
	n = (int) SPI_processed;
	thread = palloc_extended(sizeof(TicketMessage) * (n + 1), MCXT_ALLOC_HUGE);
	messages = palloc_extended(sizeof(SentiInteraction) * (n + 1), MCXT_ALLOC_HUGE);
	times = palloc_extended(sizeof(TimestampTz) * (n + 1), MCXT_ALLOC_HUGE);
	for (int from = 0, to; from < n; from = to)
	{
		Subject		subject = {.source = row_string(from, TICKET_SOURCE),.ticket = row_string(from, TICKET_TICKET)};
		int			count;

		for (to = from + 1; to < n && strcmp(row_string(to, TICKET_TICKET), subject.ticket) == 0 &&
			 strcmp(row_string(to, TICKET_SOURCE), subject.source) == 0;)
			to++;
		subject.account = row_string(to - 1, TICKET_ACCOUNT);
		count = read_thread(from, to, thread);
		if (count > 0)
			observe_thread(observer, &subject, row_string(to - 1, TICKET_SEGMENT), thread, count, messages, times);
	}
	observer_done(observer);
}
