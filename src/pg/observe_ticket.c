/*
 * observe_ticket.c - what rules see of tickets
 */
#include "postgres.h"

#include <math.h>

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "utils/builtins.h"
#include "utils/float.h"

#include "dimension.h"
#include "index_row.h"
#include "observe.h"

#define POST_RESOLUTION_DAYS 14

/* A message of a thread. */
typedef struct TicketMessage
{
	const char *source;
	const char *ticket;
	const char *key;
	const char *account;
	const char *contact_role;
	int64		at;
	int32		day;
	int32		turn;			/* this and the next are set for those of a customer that have a score */
	uint32		stage;
	uint32		emotion;
	bool		is_customer;
	bool		is_scored;
	double		values[SENTI_METRIC_ESCALATION_RISK + 1];	/* by metric */
} TicketMessage;

typedef struct TicketMessages
{
	Observer   *observer;
	TicketMessage *list;
	int			n;
	int			room;
} TicketMessages;

/* Where a row has what we read of it. */
enum
{
	FROM_SOURCE, FROM_TICKET, FROM_KEY, FROM_ACCOUNT, FROM_ROLE, FROM_IS_CUSTOMER, FROM_AT, FROM_EMOTION, FROM_SCORE,
	FROM_COLUMNS = FROM_SCORE + SENTI_METRIC_ESCALATION_RISK + 1
};

static const AttrNumber query_columns[FROM_COLUMNS] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};

#define TEXT_COLUMN(column) (MENTION_FIRST_TEXT_COLUMN + (column) + 1)
static const AttrNumber mention_columns[FROM_COLUMNS] = {
	MENTION_SOURCE + 1, MENTION_TICKET + 1, MENTION_KEY + 1, MENTION_ACCOUNT + 1, MENTION_CONTACT_ROLE + 1, MENTION_IS_CUSTOMER + 1, MENTION_AT + 1,
	TEXT_COLUMN(MENTION_EMOTION),
	TEXT_COLUMN(MENTION_SCORE), TEXT_COLUMN(MENTION_URGENCY), TEXT_COLUMN(MENTION_CHURN_RISK), TEXT_COLUMN(MENTION_ESCALATION_RISK)
};

static const char *
string_at(HeapTuple row, TupleDesc desc, AttrNumber column)
{
	bool		is_null;
	Datum		value = heap_getattr(row, column, desc, &is_null);

	return is_null ? NULL : TextDatumGetCString(value);
}

static void
take_message(TicketMessages *messages, HeapTuple row, TupleDesc desc, const AttrNumber *columns)
{
	TicketMessage *message;
	bool		is_null;
	TimestampTz at = DatumGetTimestampTz(heap_getattr(row, columns[FROM_AT], desc, &is_null));

	if (at > messages->observer->as_of)
		return;
	if (messages->n == messages->room)
	{
		messages->room = Max(2 * messages->room, 16);
		messages->list = messages->list == NULL ? palloc(sizeof(TicketMessage) * messages->room) :
			repalloc_huge(messages->list, sizeof(TicketMessage) * messages->room);
	}
	message = &messages->list[messages->n++];
	*message = (TicketMessage) {
		.source = string_at(row, desc, columns[FROM_SOURCE]), .ticket = string_at(row, desc, columns[FROM_TICKET]),
		.key = string_at(row, desc, columns[FROM_KEY]), .account = string_at(row, desc, columns[FROM_ACCOUNT]),
		.contact_role = string_at(row, desc, columns[FROM_ROLE]),
		.at = at, .day = zone_day(messages->observer->zone, at),
		.emotion = rule_emotion_bit(string_at(row, desc, columns[FROM_EMOTION])),
		.is_customer = DatumGetBool(heap_getattr(row, columns[FROM_IS_CUSTOMER], desc, &is_null))
	};
	for (int m = 0; m <= SENTI_METRIC_ESCALATION_RISK; m++)
	{
		Datum		value = heap_getattr(row, columns[FROM_SCORE + m], desc, &is_null);

		message->values[m] = is_null ? get_float8_nan() : DatumGetFloat8(value);
	}
	message->is_scored = !isnan(message->values[SENTI_METRIC_SCORE]);
}

/* Messages of the tickets (text[]), with the labels that people gave them. */
static void
read_judged(TicketMessages *messages, Datum tickets)
{
	static SPIPlanPtr plan = NULL;
	Oid			types[] = {TEXTARRAYOID, TIMESTAMPTZOID};
	Datum		values[] = {tickets, TimestampTzGetDatum(messages->observer->as_of)};

	observer_query(messages->observer, &plan,
				   "SELECT j.* FROM pg_catalog.unnest($1) u (ticket) "
				   " CROSS JOIN LATERAL (SELECT m.source, m.ticket, m.key, m.account, m.contact_role, m.is_customer, m.at, m.emotion, "
				   "                            m.score, m.urgency, m.churn_risk, m.escalation_risk "
				   "                       FROM %1$s.judged m "
				   "                      WHERE m.ticket OPERATOR(pg_catalog.=) u.ticket AND m.topic IS NULL AND m.at OPERATOR(pg_catalog.<=) $2 OFFSET 0) j",
				   2, types, values);
	MemoryContextSwitchTo(messages->observer->context);
	for (uint64 i = 0; i < SPI_processed; i++)
		take_message(messages, SPI_tuptable->vals[i], SPI_tuptable->tupdesc, query_columns);
	observer_done(messages->observer);
}

static void
take_mention(void *arg, HeapTuple row, TupleDesc desc)
{
	take_message(arg, row, desc, mention_columns);
}

/* Messages of the tickets as they were scored: what an insert looks at first. */
static void
read_scored(TicketMessages *messages, Datum tickets)
{
	Datum	   *names;
	int			n;

	deconstruct_array(DatumGetArrayTypeP(tickets), TEXTOID, -1, false, TYPALIGN_INT, &names, NULL, &n);
	for (int i = 0; i < n; i++)
		index_rows(messages->observer->schema, "mention", "mention_ticket_idx", MENTION_TICKET + 1, names[i], take_mention, messages);
}

/* Threads side by side; of messages at the same time the one with the smaller key comes first. */
static int
compare_messages(const void *a, const void *b)
{
	const TicketMessage *one = a,
			   *other = b;
	int			order = strcmp(one->source, other->source);

	order = order ? order : strcmp(one->ticket, other->ticket);
	order = order ? order : (one->at > other->at) - (one->at < other->at);
	order = order ? order : (int) strlen(one->key) - (int) strlen(other->key);
	return order ? order : strcmp(one->key, other->key);
}

/* ---- what is known of the ticket ---- */

typedef struct ResolvedAt
{
	bool		is_resolved;
	TimestampTz at;
} ResolvedAt;

static void
take_ticket(void *arg, HeapTuple row, TupleDesc desc)
{
	ResolvedAt *resolved = arg;
	bool		is_null;

	resolved->at = DatumGetTimestampTz(tuple_column(row, desc, "resolved_at", &is_null));
	resolved->is_resolved = !is_null;
}

/* What a source says of its authors. */
typedef struct SourceVoice
{
	bool		has_is_customer;
	bool		has_author;
} SourceVoice;

static void
take_source(void *arg, HeapTuple row, TupleDesc desc)
{
	SourceVoice *voice = arg;
	bool		is_null;

	tuple_column(row, desc, "is_customer_column", &is_null);
	voice->has_is_customer = !is_null;
	tuple_column(row, desc, "author_column", &is_null);
	voice->has_author = !is_null;
}

/* As view ticket_turn has it: by a column of its own, or because contacts are known by theirs. */
static bool
tells_agents(Observer *observer, const char *source)
{
	SourceVoice voice = {0};

	index_rows(observer->schema, "source", "source_pkey", 1, CStringGetTextDatum(source), take_source, &voice);
	return voice.has_is_customer || (voice.has_author && dimension_tells_customers(observer->schema));
}

static void
take_account(void *arg, HeapTuple row, TupleDesc desc)
{
	*(char **) arg = tuple_text(row, desc, "segment");
}

static uint32
stage_of(const TicketMessage *message, const ResolvedAt *resolved)
{
	int64		behind = message->at - resolved->at;

	if (resolved->is_resolved && behind > 0)
		return behind <= POST_RESOLUTION_DAYS * USECS_PER_DAY ? STAGE_POST_RESOLUTION : 0;
	return message->turn == 1 ? STAGE_INTAKE : STAGE_MID;
}

/* Keep, of n messages of one ticket, those of the customer that have a score, with their turns: a customer's messages until an agent answers. */
static int
number_turns(Observer *observer, TicketMessage *thread, int n)
{
	ResolvedAt	resolved = {0};
	bool		has_agents = tells_agents(observer, thread->source);
	int32		turn = 0;
	bool		continues = false;	/* the message before is of the same turn */
	int			count = 0;

	index_rows(observer->schema, "ticket", "ticket_pkey", 1, CStringGetTextDatum(thread->ticket), take_ticket, &resolved);
	for (int i = 0; i < n; i++)
	{
		if (!thread[i].is_customer)
		{
			continues = false;
			continue;
		}
		turn += !continues;
		/* where a source does not tell agents from customers, each message is a turn */
		continues = has_agents;
		if (!thread[i].is_scored)
			continue;
		thread[count] = thread[i];
		thread[count].turn = turn;
		thread[count].stage = stage_of(&thread[count], &resolved);
		count++;
	}
	return count;
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
	TicketMessages messages = {.observer = observer};
	SentiInteraction *interactions;
	TimestampTz *times;

	if (observer_only_asks(observer))
		read_scored(&messages, tickets);
	else
		read_judged(&messages, tickets);
	if (messages.n == 0)
		return;
	qsort(messages.list, messages.n, sizeof(TicketMessage), compare_messages);
	interactions = palloc_extended(sizeof(SentiInteraction) * messages.n, MCXT_ALLOC_HUGE);
	times = palloc_extended(sizeof(TimestampTz) * messages.n, MCXT_ALLOC_HUGE);
	for (int from = 0, to; from < messages.n; from = to)
	{
		TicketMessage *thread = messages.list + from;
		Subject		subject = {.source = thread->source,.ticket = thread->ticket};
		char	   *segment = NULL;
		int			count;

		for (to = from + 1; to < messages.n && strcmp(messages.list[to].ticket, subject.ticket) == 0 &&
			 strcmp(messages.list[to].source, subject.source) == 0;)
			to++;
		subject.account = messages.list[to - 1].account;
		if (subject.account != NULL)
			index_rows(observer->schema, "account", "account_pkey", 1, CStringGetTextDatum(subject.account), take_account, &segment);
		count = number_turns(observer, thread, to - from);
		if (count > 0)
			observe_thread(observer, &subject, segment, thread, count, interactions, times);
	}
}
