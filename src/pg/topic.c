/*
 * topic.c - tables topic and topic_term: read, checked, compiled
 *
 * They are read as table lexicon is, and with it; a change of theirs is sent to
 * all sessions as one of table lexicon.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/table.h"
#include "storage/lmgr.h"
#include "utils/builtins.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"

#include "config_table.h"
#include "lexicon_row.h"
#include "pg_compat.h"
#include "text_scan.h"
#include "topic.h"

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *) a, *(const char *const *) b);
}

/* ---- reading ---- */

static void
take_topic(void *arg, const Datum *values, const bool *nulls)
{
	SiteTopics *topics = arg;

	if (DatumGetBool(values[TOPIC_IS_BUILTIN]))
		return;
	if (topics->name_count == SENTI_OWN_TOPIC_MAX)
		elog(ERROR, "table topic holds more than %d topics", SENTI_TOPIC_MAX);
	topics->names[topics->name_count++] = TextDatumGetCString(values[TOPIC_NAME]);
}

/* The number of a topic, 0 when there is none such. */
static int
find_topic(const SiteTopics *topics, text *value)
{
	const char *name = text_to_cstring(value);
	const char *const *own = bsearch(&name, topics->names, topics->name_count, sizeof(topics->names[0]), compare_names);
	SentiTopic	builtin;

	if (own)
		return SENTI_TOPIC_COUNT + (int) (own - topics->names);
	return senti_topic_find(VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value), &builtin) ? (int) builtin : SENTI_TOPIC_NONE;
}

/* Term and inflection of a row as one of the lexicon. */
static bool
read_term(Datum term, Datum inflect, bool no_inflect, SentiSiteTerm *out, int level)
{
	Datum		values[LEXICON_SAYING_COLUMNS] = {0};
	bool		nulls[LEXICON_SAYING_COLUMNS];

	memset(nulls, true, sizeof(nulls));
	nulls[LEXICON_TERM] = false;
	values[LEXICON_TERM] = term;
	nulls[LEXICON_INFLECT] = no_inflect;
	values[LEXICON_INFLECT] = inflect;
	if (!lexicon_row_read(values, nulls, out, level))
		return false;
	out->is_removed = false;
	if (memchr(out->text, '*', out->len) == NULL)
		return true;
	ereport(level,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("invalid sentiment term \"%s\"", TextDatumGetCString(term)),
			 errdetail("The term of a topic has no gap.")));
	return false;
}

static void
take_topic_term(void *arg, const Datum *values, const bool *nulls)
{
	SiteTopics *topics = arg;
	SentiSiteTerm term;
	int			topic = SENTI_TOPIC_NONE;

	if (!nulls[TOPIC_TERM_TOPIC])
		topic = find_topic(topics, DatumGetTextPP(values[TOPIC_TERM_TOPIC]));
	/* replication may bring a term before its topic */
	if ((topic == SENTI_TOPIC_NONE && !nulls[TOPIC_TERM_TOPIC]) ||
		!read_term(values[TOPIC_TERM_TERM], values[TOPIC_TERM_INFLECT], nulls[TOPIC_TERM_INFLECT], &term, WARNING))
		return;
	if (topics->terms.count == SENTI_TOPIC_TERMS_MAX)
		elog(ERROR, "table topic_term holds more than %d terms", SENTI_TOPIC_TERMS_MAX);
	term.entry.topic = (uint8_t) topic;
	site_terms_append(&topics->terms, &term);
}

void
site_topics_read(Oid schema, SiteTopics *topics)
{
	Oid			topic_id = get_relname_relid("topic", schema);
	Oid			term_id = get_relname_relid("topic_term", schema);
	Relation	table;

	memset(topics, 0, sizeof(*topics));
	if (!OidIsValid(topic_id) || !OidIsValid(term_id))
		return;
	table = table_open(topic_id, AccessShareLock);
	config_table_read(table, TOPIC_COLUMNS, NULL, take_topic, topics);
	qsort(topics->names, topics->name_count, sizeof(topics->names[0]), compare_names);
	table_close(table, AccessShareLock);
	table = table_open(term_id, AccessShareLock);
	config_table_read(table, TOPIC_TERM_COLUMNS, NULL, take_topic_term, topics);
	table_close(table, AccessShareLock);
}

void
site_topics_put(SiteTopics *topics, text *term, text *topic)
{
	SentiSiteTerm new_term;
	int			number = topic ? find_topic(topics, topic) : SENTI_TOPIC_NONE;

	if (topic && number == SENTI_TOPIC_NONE)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("unknown topic \"%s\"", text_to_cstring(topic)),
				 errhint("Topics are the rows of table topic.")));
	(void) read_term(PointerGetDatum(term), (Datum) 0, true, &new_term, ERROR);
	new_term.entry.topic = (uint8_t) number;
	site_terms_set(&topics->terms, &new_term);
}

const SentiLexicon *
site_topics_compile(const SentiLexicon *lexicon, const SiteTopics *topics)
{
	if (topics->name_count == 0 && topics->terms.count == 0)
		return lexicon;
	return senti_site_topics_build(lexicon, topics->names, topics->name_count, topics->terms.items, topics->terms.count,
								   MemoryContextAllocHuge(CurrentMemoryContext,
														  senti_site_topics_size(topics->terms.items, topics->terms.count)));
}

/* ---- triggers ---- */

static void
check_name(const char *name)
{
	size_t		len = strlen(name);
	const char *fault = NULL;

	if (len == 0)
		fault = "It is empty.";
	else if (len >= SENTI_TOPIC_NAME_BYTES)
		fault = psprintf("It is longer than %d bytes.", SENTI_TOPIC_NAME_BYTES - 1);
	else if (name[0] == ' ' || name[len - 1] == ' ')
		fault = "It begins or ends with a blank.";
	for (size_t i = 0; i < len && !fault; i++)
		if ((unsigned char) name[i] < ' ' || name[i] == 0x7F)
			fault = "It holds a control character.";
	if (fault)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("invalid topic \"%s\"", name),
				 errdetail("%s", fault)));
}

/* BEFORE trigger: checks a row of table topic; what is built in stays as it is.  Also before TRUNCATE, which it refuses. */
PG_FUNCTION_INFO_V1(sentiment_topic_check);
Datum
sentiment_topic_check(PG_FUNCTION_ARGS)
{
	TriggerData *trigger;
	TupleDesc	tuple_desc;
	bool		is_update;
	Datum		values[TOPIC_COLUMNS];
	bool		nulls[TOPIC_COLUMNS];
	SentiTopic	builtin;
	text	   *name;

	if (CALLED_AS_TRIGGER(fcinfo) && TRIGGER_FIRED_BY_TRUNCATE(((TriggerData *) fcinfo->context)->tg_event))
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("table topic cannot be truncated"),
				 errdetail("It holds topics that are built in."),
				 errhint("Use DELETE ... WHERE NOT is_builtin.")));
	trigger = config_row_trigger(fcinfo, "topic_check", TOPIC_COLUMNS);
	tuple_desc = RelationGetDescr(trigger->tg_relation);
	is_update = TRIGGER_FIRED_BY_UPDATE(trigger->tg_event);
	heap_deform_tuple(trigger->tg_trigtuple, tuple_desc, values, nulls);
	if (!TRIGGER_FIRED_BY_INSERT(trigger->tg_event) && DatumGetBool(values[TOPIC_IS_BUILTIN]))
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("topic \"%s\" is built in", TextDatumGetCString(values[TOPIC_NAME])),
				 errhint("Table topic_term adds terms to it, and takes terms out.")));
	if (TRIGGER_FIRED_BY_DELETE(trigger->tg_event))
		return PointerGetDatum(trigger->tg_trigtuple);
	if (is_update)
		heap_deform_tuple(trigger->tg_newtuple, tuple_desc, values, nulls);
	if (nulls[TOPIC_NAME])
		return PointerGetDatum(config_new_row(trigger));	/* its column refuses that */
	check_name(TextDatumGetCString(values[TOPIC_NAME]));
	name = DatumGetTextPP(values[TOPIC_NAME]);
	values[TOPIC_IS_BUILTIN] = BoolGetDatum(senti_topic_find(VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name), &builtin) &&
											builtin != SENTI_TOPIC_NONE);
	nulls[TOPIC_IS_BUILTIN] = false;
	if (is_update)
		config_stamp(&values[TOPIC_CHANGED_AT], &values[TOPIC_CHANGED_BY]);
	return PointerGetDatum(heap_form_tuple(tuple_desc, values, nulls));
}

/* BEFORE trigger: checks a row of table topic_term, and stores the term folded. */
PG_FUNCTION_INFO_V1(sentiment_topic_term_check);
Datum
sentiment_topic_term_check(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = config_row_trigger(fcinfo, "topic_term_check", TOPIC_TERM_COLUMNS);
	TupleDesc	tuple_desc = RelationGetDescr(trigger->tg_relation);
	bool		is_update = TRIGGER_FIRED_BY_UPDATE(trigger->tg_event);
	HeapTuple	row = config_new_row(trigger);
	Datum		values[TOPIC_TERM_COLUMNS];
	bool		nulls[TOPIC_TERM_COLUMNS];
	SentiSiteTerm term;

	heap_deform_tuple(row, tuple_desc, values, nulls);
	if (nulls[TOPIC_TERM_TERM])
		return PointerGetDatum(row);	/* its column refuses that */
	(void) read_term(values[TOPIC_TERM_TERM], values[TOPIC_TERM_INFLECT], nulls[TOPIC_TERM_INFLECT], &term, ERROR);
	values[TOPIC_TERM_TERM] = PointerGetDatum(server_text((const char *) term.text, (int) term.len));
	if (is_update)
		config_stamp(&values[TOPIC_TERM_CHANGED_AT], &values[TOPIC_TERM_CHANGED_BY]);
	return PointerGetDatum(heap_form_tuple(tuple_desc, values, nulls));
}

/* AFTER STATEMENT trigger of both tables: tells all sessions, and this one, that what scores has changed. */
PG_FUNCTION_INFO_V1(sentiment_topics_changed);
Datum
sentiment_topics_changed(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = config_statement_trigger(fcinfo, "topics_changed");
	Relation	table = trigger->tg_relation;
	Oid			lexicon_id = get_relname_relid("lexicon", RelationGetNamespace(table));
	int			most;

	if (OidIsValid(lexicon_id))
		CacheInvalidateRelcacheByRelid(lexicon_id);
	if (!TRIGGER_FIRED_BY_INSERT(trigger->tg_event))
		return PointerGetDatum(NULL);
	most = RelationGetNumberOfAttributes(table) == TOPIC_COLUMNS ? SENTI_TOPIC_MAX : SENTI_TOPIC_TERMS_MAX;
	/* whoever adds at the same time waits, and then counts these rows, too */
	LockRelation(table, ShareUpdateExclusiveLock);
	if (config_table_count(table) > most)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("table %s holds more than %d rows", RelationGetRelationName(table), most)));
	return PointerGetDatum(NULL);
}
