/*
 * rule.c - table rule, cached for the session
 *
 * The triggers ask of each message whether any rule might fire by it.  Most
 * messages are none such, and cost no query.
 */
#include "postgres.h"

#include "access/table.h"
#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/rel.h"

#include "config_table.h"
#include "rule.h"

/* Columns of table rule, in order. */
enum
{
	RULE_NAME,
	RULE_AUDIENCE,
	RULE_SCOPE,
	RULE_TOPIC,
	RULE_EMOTION,
	RULE_STAGE,
	RULE_CONTACT_ROLE,
	RULE_SEGMENT,
	RULE_METRIC,
	RULE_OP,
	RULE_THRESHOLD,
	RULE_CLEAR,
	RULE_HOLD,
	RULE_PERIOD,
	RULE_MIN_N,
	RULE_MAX_GAP,
	RULE_COOL_DOWN,
	RULE_SEVERITY,
	RULE_RAISE_AT_ARR,
	RULE_RAISE_BEFORE_RENEWAL,
	RULE_MUTES,
	RULE_NEEDS_REVIEW,
	RULE_PLAYBOOK,
	RULE_ENABLED,
	RULE_COLUMNS
};

static const char *const scope_names[] = {"ticket", "account", "account_topic", "person", "topic", "portfolio"};
static const char *const stage_names[] = {"intake", "mid", "post_resolution"};

/* The cache of this session. */
static Oid	table_id = InvalidOid;
static bool is_current = false;
static RuleSet current_set;
static MemoryContext current_context = NULL;

static void
forget_rules(Datum arg, Oid relation)
{
	if (relation != InvalidOid && relation != table_id)
		return;
	is_current = false;
	table_id = InvalidOid;
}

void
rule_init(void)
{
	CacheRegisterRelcacheCallback(forget_rules, (Datum) 0);
}

/* AFTER STATEMENT trigger: tells all sessions, and this one, that there are other rules. */
PG_FUNCTION_INFO_V1(sentiment_rules_changed);
Datum
sentiment_rules_changed(PG_FUNCTION_ARGS)
{
	CacheInvalidateRelcacheByRelid(RelationGetRelid(config_statement_trigger(fcinfo, "rules_changed")->tg_relation));
	return PointerGetDatum(NULL);
}

/* ---- reading ---- */

/* Position of a name in a list; its length when it is not there. */
static int
find_name(const char *const *names, int n, const char *name)
{
	for (int i = 0; i < n; i++)
		if (strcmp(names[i], name) == 0)
			return i;
	return n;
}

/* Whole days of an interval, rounded up; a month has 30. */
static int32
interval_days(const Interval *span)
{
	int64		days = (int64) span->month * DAYS_PER_MONTH + span->day + span->time / USECS_PER_DAY;

	return (int32) (days + (span->time % USECS_PER_DAY > 0 ? 1 : 0));
}

/* As extract(epoch) has it: a year has 365.25 days. */
static int64
interval_seconds(const Interval *span)
{
	int64		days = (int64) (span->month % MONTHS_PER_YEAR) * DAYS_PER_MONTH + span->day;

	return span->month / MONTHS_PER_YEAR * (int64) (DAYS_PER_YEAR * SECS_PER_DAY) + days * SECS_PER_DAY +
		(span->time + USECS_PER_SEC / 2) / USECS_PER_SEC;
}

PG_FUNCTION_INFO_V1(sentiment_days);
Datum
sentiment_days(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(interval_days(PG_GETARG_INTERVAL_P(0)));
}

/* The strings of a text[], in order, then NULL; NULLs in it are nobody's. */
static const char *const *
read_list(Datum value, bool is_null)
{
	Datum	   *items;
	bool	   *nulls;
	int			n,
				count = 0;
	const char **list;

	if (is_null)
		return NULL;
	deconstruct_array(DatumGetArrayTypeP(value), TEXTOID, -1, false, TYPALIGN_INT, &items, &nulls, &n);
	list = palloc0(sizeof(char *) * (n + 1));
	for (int i = 0; i < n; i++)
		if (!nulls[i])
			list[count++] = TextDatumGetCString(items[i]);
	return list;
}

static uint32
read_stages(const char *const *list)
{
	uint32		stages = 0;

	if (list == NULL)
		return STAGE_ANY;
	for (; *list; list++)
		stages |= 1u << find_name(stage_names, lengthof(stage_names), *list);
	return stages & STAGE_ANY;
}

uint32
rule_emotion_bit(const char *name)
{
	SentiEmotion emotion;

	return name && senti_emotion_find(name, strlen(name), &emotion) && emotion != SENTI_EMOTION_NONE ? 1u << emotion : 0;
}

static uint32
read_emotions(const char *const *list)
{
	uint32		emotions = 0;

	for (; list && *list; list++)
		emotions |= rule_emotion_bit(*list);
	return emotions;
}

typedef struct RuleReader
{
	const char *name;			/* of the only one that is asked for, enabled or not; NULL: all that are enabled */
	int			count;
	int			size;
	AlertRule  *rules;
} RuleReader;

static void
take_rule(void *arg, const Datum *values, const bool *nulls)
{
	RuleReader *reader = arg;
	AlertRule  *rule;
	char	   *op;

	if (reader->name ? strcmp(reader->name, TextDatumGetCString(values[RULE_NAME])) != 0 : !DatumGetBool(values[RULE_ENABLED]))
		return;
	if (reader->count == reader->size)
	{
		reader->size = Max(16, 2 * reader->size);
		reader->rules = reader->rules ? repalloc_huge(reader->rules, sizeof(AlertRule) * reader->size) :
			MemoryContextAllocHuge(CurrentMemoryContext, sizeof(AlertRule) * reader->size);
	}
	rule = &reader->rules[reader->count++];
	memset(rule, 0, sizeof(*rule));
	rule->name = TextDatumGetCString(values[RULE_NAME]);
	rule->filter.scope = (RuleScope) find_name(scope_names, lengthof(scope_names), TextDatumGetCString(values[RULE_SCOPE]));
	rule->filter.topic = nulls[RULE_TOPIC] ? NULL : TextDatumGetCString(values[RULE_TOPIC]);
	rule->filter.emotions = read_emotions(read_list(values[RULE_EMOTION], nulls[RULE_EMOTION]));
	rule->filter.stages = read_stages(read_list(values[RULE_STAGE], nulls[RULE_STAGE]));
	rule->filter.contact_roles = read_list(values[RULE_CONTACT_ROLE], nulls[RULE_CONTACT_ROLE]);
	rule->filter.segments = read_list(values[RULE_SEGMENT], nulls[RULE_SEGMENT]);
	op = TextDatumGetCString(values[RULE_OP]);
	rule->watch = (SentiWatch) {
		.metric = (SentiMetric) find_name(senti_metric_names, SENTI_METRIC_COUNT, TextDatumGetCString(values[RULE_METRIC])),
		.is_above = op[0] == '>',
		.is_inclusive = op[1] == '=',
		.by_turn = rule->filter.scope == SCOPE_TICKET,
		.threshold = DatumGetFloat8(values[RULE_THRESHOLD]),
		.clear = DatumGetFloat8(values[RULE_CLEAR]),
		.hold_days = interval_days(DatumGetIntervalP(values[RULE_HOLD])),
		.period_days = nulls[RULE_PERIOD] ? 0 : interval_days(DatumGetIntervalP(values[RULE_PERIOD])),
		.max_gap_days = interval_days(DatumGetIntervalP(values[RULE_MAX_GAP])),
		.min_n = DatumGetInt32(values[RULE_MIN_N])
	};
	rule->needs_review = DatumGetBool(values[RULE_NEEDS_REVIEW]);
	rule->cool_down = interval_seconds(DatumGetIntervalP(values[RULE_COOL_DOWN]));
	/* a row that replication brought from a later version */
	if (rule->watch.metric == SENTI_METRIC_COUNT || rule->filter.scope == lengthof(scope_names))
		reader->count--;
}

/* ---- the cache ---- */

static int
compare_strings(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		return (b == NULL) - (a == NULL);
	return strcmp(a, b);
}

static int
compare_lists(const char *const *a, const char *const *b)
{
	if (a == NULL || b == NULL)
		return (b == NULL) - (a == NULL);
	for (; *a && *b; a++, b++)
	{
		int			order = strcmp(*a, *b);

		if (order != 0)
			return order;
	}
	return compare_strings(*a, *b);
}

#define COMPARE(x, y) (((x) > (y)) - ((x) < (y)))

static int
compare_filters(const RuleFilter *a, const RuleFilter *b)
{
	int			order = COMPARE(a->scope, b->scope);

	order = order ? order : compare_strings(a->topic, b->topic);
	order = order ? order : COMPARE(a->emotions, b->emotions);
	order = order ? order : COMPARE(a->stages, b->stages);
	order = order ? order : compare_lists(a->contact_roles, b->contact_roles);
	return order ? order : compare_lists(a->segments, b->segments);
}

static int
compare_rules(const void *a, const void *b)
{
	const AlertRule *one = a,
			   *other = b;
	int			order = compare_filters(&one->filter, &other->filter);

	return order ? order : strcmp(one->name, other->name);
}

bool
rule_same_filter(const RuleFilter *a, const RuleFilter *b)
{
	return compare_filters(a, b) == 0;
}

static RuleSet
read_rules(Relation table, const char *name)
{
	RuleReader	reader = {.name = name};
	RuleSet		set = {0};

	config_table_read(table, RULE_COLUMNS, NULL, take_rule, &reader);
	if (reader.count > 1)
		qsort(reader.rules, reader.count, sizeof(AlertRule), compare_rules);
	set.count = reader.count;
	set.rules = reader.rules;
	for (int i = 0; i < set.count; i++)
	{
		int32		horizon = senti_watch_horizon(&set.rules[i].watch);
		RuleScope	scope = set.rules[i].filter.scope;
		int32	   *most = scope == SCOPE_TICKET ? &set.ticket_horizon :
			scope >= SCOPE_TOPIC ? &set.portfolio_horizon : &set.account_horizon;

		*most = Max(*most, horizon);
		if (most == &set.account_horizon && !senti_watch_waits(&set.rules[i].watch))
			set.message_horizon = Max(set.message_horizon, horizon);
	}
	return set;
}

static void
replace_rules(Relation table)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "sentiment rules", ALLOCSET_SMALL_SIZES);
	MemoryContext caller = MemoryContextSwitchTo(context);
	RuleSet		set = read_rules(table, NULL);

	MemoryContextSwitchTo(caller);
	if (current_context)
		MemoryContextDelete(current_context);
	MemoryContextSetParent(context, CacheMemoryContext);
	current_context = context;
	current_set = set;
}

static Relation
open_rules(Oid schema)
{
	Oid			id = get_relname_relid("rule", schema);

	if (!OidIsValid(id))
		elog(ERROR, "table rule is missing in schema %u", schema);
	return table_open(id, AccessShareLock);
}

RuleSet
rule_by_name(Oid schema, const char *name)
{
	Relation	table = open_rules(schema);
	RuleSet		set = read_rules(table, name);

	table_close(table, AccessShareLock);
	return set;
}

const RuleSet *
enabled_rules(Oid schema)
{
	Relation	table;

	if (likely(is_current))
		return &current_set;
	table = open_rules(schema);
	/* set before the scan: a change that is heard of meanwhile clears it again */
	table_id = RelationGetRelid(table);
	is_current = true;
	PG_TRY();
	{
		replace_rules(table);
	}
	PG_CATCH();
	{
		is_current = false;
		PG_RE_THROW();
	}
	PG_END_TRY();
	table_close(table, AccessShareLock);
	return &current_set;
}

bool
rule_lists(const char *const *list, const char *name)
{
	if (list == NULL)
		return true;
	for (; name && *list; list++)
		if (strcmp(*list, name) == 0)
			return true;
	return false;
}

/* ---- the first look ---- */

static const char *
mention_string(const Datum *values, const bool *nulls, int column)
{
	return nulls[column] ? NULL : TextDatumGetCString(values[column]);
}

void
rules_may_fire(const RuleSet *set, const Datum *values, const bool *nulls, bool *of_ticket, bool *of_account)
{
	const char *topic;
	const char *role;
	uint32		emotion;

	*of_ticket = *of_account = false;
	if (!DatumGetBool(values[MENTION_IS_CUSTOMER]) || nulls[MENTION_FIRST_TEXT_COLUMN + MENTION_SCORE])
		return;
	topic = mention_string(values, nulls, MENTION_FIRST_TEXT_COLUMN + MENTION_TOPIC);
	role = mention_string(values, nulls, MENTION_CONTACT_ROLE);
	emotion = rule_emotion_bit(mention_string(values, nulls, MENTION_FIRST_TEXT_COLUMN + MENTION_EMOTION));
	for (int i = 0; i < set->count; i++)
	{
		static const int columns[] = {
			[SENTI_METRIC_SCORE] = MENTION_SCORE,
			[SENTI_METRIC_URGENCY] = MENTION_URGENCY,
			[SENTI_METRIC_CHURN_RISK] = MENTION_CHURN_RISK,
			[SENTI_METRIC_ESCALATION_RISK] = MENTION_ESCALATION_RISK
		};
		const AlertRule *rule = &set->rules[i];
		SentiMetric metric = rule->watch.metric;
		int			column = MENTION_FIRST_TEXT_COLUMN + (metric < lengthof(columns) ? columns[metric] : MENTION_SCORE);
		bool	   *wants = rule->filter.scope == SCOPE_TICKET ? of_ticket : of_account;

		if (*wants || rule->filter.scope >= SCOPE_TOPIC || nulls[column])
			continue;
		if (rule->filter.topic != NULL ? topic == NULL || strcmp(topic, rule->filter.topic) != 0 :
			(topic != NULL) != (rule->filter.scope == SCOPE_ACCOUNT_TOPIC))
			continue;
		*wants = rule_lists(rule->filter.contact_roles, role) &&
			senti_watch_may_fire(&rule->watch, DatumGetFloat8(values[MENTION_FIRST_TEXT_COLUMN + MENTION_SCORE]),
								 DatumGetFloat8(values[column]), rule->filter.emotions == 0 || (rule->filter.emotions & emotion) != 0);
	}
}
