/*
 * lexicon.c - the site's own lexicon, cached for the session
 *
 * A trigger on table lexicon sends a relation cache invalidation, which reaches
 * every session at commit, standbys among them, and is undone by a rollback.  The
 * callback clears a flag; the next function that scores builds the lexicon anew.
 *
 * It reads the table by a scan with a fresh catalog snapshot, as the catalogs are
 * read, not by a query: a REPEATABLE READ transaction that consumed the message
 * would otherwise cache what its old snapshot shows, and later transactions of
 * the session would go on with it.  So it needs no right on the table, works in
 * parallel workers and security-restricted contexts, and the newest committed
 * rows count: a lexicon is configuration, not data.
 *
 * The site's topics (topic.c) are read and cached with it.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/table.h"
#include "storage/bufmgr.h"
#include "utils/builtins.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/rel.h"

#include "config_table.h"
#include "lexicon.h"
#include "lexicon_row.h"
#include "pg_compat.h"
#include "text_scan.h"
#include "topic.h"

/* The cache of this session. */
static Oid	table_id = InvalidOid;	/* table lexicon; InvalidOid: to be looked up */
static bool is_current = false; /* the table has not changed since it was read */
static const SentiLexicon *current_lexicon = &senti_lexicon_builtin;
static MemoryContext current_context = NULL;	/* of current_lexicon; NULL: built in */
static uint64 generation = 0;

/* Relation cache callback: does no work and no look-up. */
static void
forget_lexicon(Datum arg, Oid relation)
{
	if (relation != InvalidOid && relation != table_id)
		return;
	is_current = false;
	table_id = InvalidOid;
}

void
lexicon_init(void)
{
	CacheRegisterRelcacheCallback(forget_lexicon, (Datum) 0);
}

/* ---- terms ---- */

void
site_terms_append(SiteTerms *terms, const SentiSiteTerm *term)
{
	if (terms->count == terms->size)
	{
		terms->size = terms->size ? 2 * terms->size : 32;
		terms->items = terms->items ? repalloc(terms->items, sizeof(SentiSiteTerm) * terms->size) :
			palloc(sizeof(SentiSiteTerm) * terms->size);
	}
	terms->items[terms->count++] = *term;
}

void
site_terms_set(SiteTerms *terms, const SentiSiteTerm *term)
{
	for (int i = 0; i < terms->count; i++)
		if (terms->items[i].len == term->len && memcmp(terms->items[i].text, term->text, term->len) == 0)
		{
			terms->items[i] = *term;
			return;
		}
	site_terms_append(terms, term);
}

static void
refuse_too_many(int64 count)
{
	if (count > SENTI_SITE_TERMS_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("table lexicon holds more than %d terms", SENTI_SITE_TERMS_MAX)));
}

static void
take_row(void *arg, const Datum *values, const bool *nulls)
{
	SiteTerms  *terms = arg;
	SentiSiteTerm term;

	/* a row can have become invalid: a later version may know other classes */
	if (lexicon_row_read(values, nulls, &term, WARNING))
		site_terms_append(terms, &term);
	refuse_too_many(terms->count);
}

static Oid
find_table(Oid function)
{
	return get_relname_relid("lexicon", get_func_namespace(function));
}

void
site_terms_read(Oid function, SiteTerms *terms)
{
	Oid			id = find_table(function);

	memset(terms, 0, sizeof(*terms));
	if (OidIsValid(id))
	{
		Relation	table = table_open(id, AccessShareLock);

		config_table_read(table, LEXICON_COLUMNS, NULL, take_row, terms);
		table_close(table, AccessShareLock);
	}
}

void
site_terms_put(SiteTerms *terms, const Datum *values, const bool *nulls)
{
	SentiSiteTerm term;

	if (nulls[LEXICON_TERM])
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("a row of the lexicon has no term")));
	(void) lexicon_row_read(values, nulls, &term, ERROR);
	site_terms_set(terms, &term);
	refuse_too_many(terms->count);
}

const SentiLexicon *
site_terms_compile(const SiteTerms *terms)
{
	Size		size = senti_extend_size(&senti_lexicon_builtin, terms->items, terms->count);

	if (terms->count == 0)
		return &senti_lexicon_builtin;
	return senti_extend(&senti_lexicon_builtin, terms->items, terms->count,
						MemoryContextAllocHuge(CurrentMemoryContext, size));
}

/* ---- the cache ---- */

/* Build the lexicon in a context of its own, then put it in the place of the old one. */
static void
replace_lexicon(Relation table)
{
	MemoryContext scratch = AllocSetContextCreate(CurrentMemoryContext, "sentiment lexicon rows", ALLOCSET_DEFAULT_SIZES);
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "sentiment lexicon", ALLOCSET_DEFAULT_SIZES);
	MemoryContext caller = MemoryContextSwitchTo(scratch);
	SiteTerms	terms = {0};
	SiteTopics	topics;
	const SentiLexicon *lexicon;

	config_table_read(table, LEXICON_COLUMNS, NULL, take_row, &terms);
	site_topics_read(RelationGetNamespace(table), &topics);
	MemoryContextSwitchTo(context);
	lexicon = site_topics_compile(site_terms_compile(&terms), &topics);
	MemoryContextSwitchTo(caller);
	MemoryContextDelete(scratch);

	if (current_context)
		MemoryContextDelete(current_context);
	if (lexicon == &senti_lexicon_builtin)
	{
		MemoryContextDelete(context);
		context = NULL;
	}
	else
		MemoryContextSetParent(context, CacheMemoryContext);
	current_context = context;
	current_lexicon = lexicon;
	generation++;
}

/* Read the table anew; without one, as while the extension is created, what is built in scores. */
static void
refresh_lexicon(Oid function)
{
	Oid			id = find_table(function);
	Relation	table;

	if (!OidIsValid(id))
	{
		if (current_context)
			MemoryContextDelete(current_context);
		current_context = NULL;
		current_lexicon = &senti_lexicon_builtin;
		generation++;
		return;
	}
	table = table_open(id, AccessShareLock);
	/* set before the scan: a change that is heard of meanwhile clears it again */
	table_id = id;
	is_current = true;
	PG_TRY();
	{
		replace_lexicon(table);
	}
	PG_CATCH();
	{
		is_current = false;
		PG_RE_THROW();
	}
	PG_END_TRY();
	table_close(table, AccessShareLock);
}

const SentiLexicon *
site_lexicon(Oid function)
{
	if (unlikely(!is_current))
		refresh_lexicon(function);
	return current_lexicon;
}

bool
site_lexicon_is_current(void)
{
	return is_current;
}

uint64
site_lexicon_generation(void)
{
	return generation;
}

/* AFTER STATEMENT trigger: tells all sessions, and this one, that the lexicon has changed. */
PG_FUNCTION_INFO_V1(sentiment_lexicon_changed);
Datum
sentiment_lexicon_changed(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = config_statement_trigger(fcinfo, "lexicon_changed");
	Relation	table = trigger->tg_relation;

	CacheInvalidateRelcacheByRelid(RelationGetRelid(table));
	/* count only where there may be so many */
	if (TRIGGER_FIRED_BY_INSERT(trigger->tg_event) &&
		RelationGetNumberOfBlocks(table) > SENTI_SITE_TERMS_MAX / MaxHeapTuplesPerPage)
		refuse_too_many(config_table_count(table));
	return PointerGetDatum(NULL);
}
