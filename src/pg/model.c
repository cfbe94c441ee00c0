/*
 * model.c - the site's own models, cached for the session
 *
 * Read and invalidated as the lexicon is (lexicon.c): a trigger on table model sends a
 * relation cache invalidation, and the next function that scores reads the row again, by a
 * scan with a fresh snapshot.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/table.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/rel.h"

#include "config_table.h"
#include "lexicon.h"
#include "model.h"
#include "pg_compat.h"

/* Columns of table model, in order. */
enum
{
	MODEL_NAME,
	MODEL_WEIGHTS,
	MODEL_NOTE,
	MODEL_CHANGED_AT,
	MODEL_CHANGED_BY,
	MODEL_COLUMNS
};

typedef struct SiteModel
{
	SentiModel	model;			/* first: a SentiModel of the site's is one of these */
	char		name[NAMEDATALEN];
	struct SiteModel *next;
} SiteModel;

static char *active_name = NULL;	/* setting sentiment.model */
static bool cleans_texts = true;	/* setting sentiment.clean */

/* The cache of this session. */
static Oid	table_id = InvalidOid;	/* table model; InvalidOid: to be looked up */
static bool is_current = false; /* the table has not changed since the models were read */
static MemoryContext models_context = NULL;
static SiteModel *models = NULL;

/* Relation cache callback: does no work and no look-up. */
static void
forget_models(Datum arg, Oid relation)
{
	if (relation != InvalidOid && relation != table_id)
		return;
	is_current = false;
	table_id = InvalidOid;
}

static bool
check_active_name(char **value, void **extra, GucSource source)
{
	if (**value != '\0' && strlen(*value) < NAMEDATALEN)
		return true;
	GUC_check_errdetail("The name of a model has 1 to %d bytes.", NAMEDATALEN - 1);
	return false;
}

void
model_init(void)
{
	DefineCustomStringVariable("sentiment.model",
							   "The model that scores.",
							   "A row of table sentiment.model, or builtin, or rules: lexicon and rules alone.",
							   &active_name,
							   MODEL_BUILTIN,
							   PGC_USERSET,
							   0, check_active_name, NULL, NULL);
	DefineCustomBoolVariable("sentiment.clean",
							 "Scores the customer's own words only.",
							 "Off: quoted mail, signatures, code, logs and staff's words count, too, as in a text that is clean already.",
							 &cleans_texts,
							 true,
							 PGC_USERSET,
							 0, NULL, NULL, NULL);
	CacheRegisterRelcacheCallback(forget_models, (Datum) 0);
}

/* ---- reading ---- */

static void
report_bad_weights(SentiModelStatus status)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
			 errmsg("invalid weights of a model"),
			 errdetail_internal("%s", senti_model_message(status)),
			 errhint("Weights are made by sentiment.fit().")));
}

/* The bytes of a model, which stay where they are. */
static void
read_weights(bytea *weights, SentiModel *model)
{
	SentiModelStatus status = senti_model_read((const uint8_t *) VARDATA_ANY(weights), VARSIZE_ANY_EXHDR(weights), model);

	if (status != SENTI_MODEL_OK)
		report_bad_weights(status);
}

/* What is looked for in table model, and what was found. */
typedef struct ModelSearch
{
	const char *name;
	SiteModel  *found;			/* in the models' context; NULL: none */
} ModelSearch;

static void
take_model(void *arg, const Datum *values, const bool *nulls)
{
	ModelSearch *search = arg;
	MemoryContext caller;

	if (strcmp(TextDatumGetCString(values[MODEL_NAME]), search->name) != 0)
		return;
	caller = MemoryContextSwitchTo(models_context);
	search->found = palloc0(sizeof(SiteModel));
	read_weights(DatumGetByteaPCopy(values[MODEL_WEIGHTS]), &search->found->model);
	senti_model_copy_sides(&search->found->model, palloc(SENTI_SIDES_BYTES));
	strlcpy(search->found->name, search->name, NAMEDATALEN);
	MemoryContextSwitchTo(caller);
}

static pg_noreturn void
report_no_model(const char *name)
{
	ereport(ERROR,
			(errcode(ERRCODE_UNDEFINED_OBJECT),
			 errmsg("model \"%s\" does not exist", name),
			 errdetail("Models are rows of table sentiment.model; \"%s\" and \"%s\" are built in.", MODEL_BUILTIN, MODEL_RULES),
			 errhint("Choose one with SET sentiment.model.")));
}

static const SentiModel *
load_model(Oid function, const char *name)
{
	Oid			id = get_relname_relid("model", get_func_namespace(function));
	Relation	table;
	ModelSearch search = {name, NULL};

	if (!OidIsValid(id))
		report_no_model(name);
	table = table_open(id, AccessShareLock);
	if (!is_current)
	{
		if (models_context)
			MemoryContextReset(models_context);
		else
			models_context = AllocSetContextCreate(CacheMemoryContext, "sentiment models", ALLOCSET_DEFAULT_SIZES);
		models = NULL;
		/* set before the scan: a change that is heard of meanwhile clears it again */
		table_id = id;
		is_current = true;
	}
	config_table_read(table, MODEL_COLUMNS, NULL, take_model, &search);
	table_close(table, AccessShareLock);
	if (!search.found)
		report_no_model(name);
	search.found->next = models;
	models = search.found;
	return &search.found->model;
}

/* A model that need not be read; false when it must be. */
static bool
find_ready_model(const char *name, const SentiModel **found)
{
	*found = NULL;
	if (strcmp(name, MODEL_RULES) == 0)
		return true;
	if (strcmp(name, MODEL_BUILTIN) == 0)
		*found = &senti_model_builtin;
	for (SiteModel *model = models; is_current && model && !*found; model = model->next)
		if (strcmp(model->name, name) == 0)
			*found = &model->model;
	return *found != NULL;
}

static const SentiModel *
find_model(Oid function, const char *name)
{
	const SentiModel *found;

	return find_ready_model(name, &found) ? found : load_model(function, name);
}

/* ---- scorers ---- */

SentiScorer
preview_scorer(Oid function, const SentiLexicon *lexicon)
{
	return (SentiScorer) {lexicon, find_model(function, active_name), !cleans_texts};
}

const SentiScorer *
named_scorer(Oid function, const char *name, bool cleans)
{
	static SentiScorer scorer;

	scorer.lexicon = site_lexicon(function);
	scorer.model = find_model(function, name);
	scorer.takes_whole = !cleans;
	return &scorer;
}

bool
named_scorer_is_ready(const char *name)
{
	const SentiModel *model;

	return site_lexicon_is_current() && find_ready_model(name, &model);
}

const SentiScorer *
site_scorer(Oid function)
{
	return named_scorer(function, active_name, cleans_texts);
}

const SentiScorer *
call_scorer(FunctionCallInfo fcinfo, int number)
{
	Oid			function = fcinfo->flinfo->fn_oid;

	if (PG_NARGS() <= number)
		return site_scorer(function);
	return named_scorer(function, text_to_cstring(PG_GETARG_TEXT_PP(number)),
						PG_NARGS() > number + 1 ? PG_GETARG_BOOL(number + 1) : cleans_texts);
}

const char *
scorer_version(const SentiScorer *scorer)
{
	static char version[NAMEDATALEN + 96];
	const char *name = MODEL_RULES;

	if (scorer->model)
		name = scorer->model == &senti_model_builtin ? MODEL_BUILTIN : ((const SiteModel *) scorer->model)->name;
	snprintf(version, sizeof(version), "%s-%s%s%s-%s%s", name, SENTIMENT_VERSION,
			 scorer->model ? "-" : "", scorer->model ? scorer->model->version : "", scorer->lexicon->version,
			 scorer->takes_whole ? "-whole" : "");
	return version;
}

PG_FUNCTION_INFO_V1(sentiment_model_version);
Datum
sentiment_model_version(PG_FUNCTION_ARGS)
{
	PG_RETURN_TEXT_P(cstring_to_text(scorer_version(&senti_scorer_builtin)));
}

PG_FUNCTION_INFO_V1(sentiment_config_fingerprint);
Datum
sentiment_config_fingerprint(PG_FUNCTION_ARGS)
{
	PG_RETURN_TEXT_P(cstring_to_text(scorer_version(call_scorer(fcinfo, 0))));
}

PG_FUNCTION_INFO_V1(sentiment_active_model);
Datum
sentiment_active_model(PG_FUNCTION_ARGS)
{
	(void) find_model(fcinfo->flinfo->fn_oid, active_name);
	PG_RETURN_TEXT_P(cstring_to_text(active_name));
}

/* ---- triggers of table model ---- */

static void
check_name(const char *name)
{
	if (*name == '\0' || strlen(name) >= NAMEDATALEN)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_NAME),
				 errmsg("invalid name of a model: \"%s\"", name),
				 errdetail("The name of a model has 1 to %d bytes.", NAMEDATALEN - 1)));
	if (strcmp(name, MODEL_BUILTIN) == 0 || strcmp(name, MODEL_RULES) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_RESERVED_NAME),
				 errmsg("model \"%s\" is built in", name),
				 errhint("Give your model a name of its own.")));
}

/* BEFORE ROW: refuses a row that could not score, and stores who changed it when. */
PG_FUNCTION_INFO_V1(sentiment_model_check);
Datum
sentiment_model_check(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = config_row_trigger(fcinfo, "model_check", MODEL_COLUMNS);
	TupleDesc	tuple_desc = RelationGetDescr(trigger->tg_relation);
	HeapTuple	row = config_new_row(trigger);
	Datum		values[MODEL_COLUMNS];
	bool		nulls[MODEL_COLUMNS];
	SentiModel	model;

	heap_deform_tuple(row, tuple_desc, values, nulls);
	if (nulls[MODEL_NAME] || nulls[MODEL_WEIGHTS])
		return PointerGetDatum(row);	/* its columns refuse that */
	check_name(TextDatumGetCString(values[MODEL_NAME]));
	read_weights(DatumGetByteaPP(values[MODEL_WEIGHTS]), &model);
	if (!TRIGGER_FIRED_BY_UPDATE(trigger->tg_event))
		return PointerGetDatum(row);
	config_stamp(&values[MODEL_CHANGED_AT], &values[MODEL_CHANGED_BY]);
	nulls[MODEL_CHANGED_AT] = nulls[MODEL_CHANGED_BY] = false;
	return PointerGetDatum(heap_form_tuple(tuple_desc, values, nulls));
}

/* AFTER STATEMENT: tells all sessions, and this one, that the models have changed. */
PG_FUNCTION_INFO_V1(sentiment_model_changed);
Datum
sentiment_model_changed(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = config_statement_trigger(fcinfo, "model_changed");

	CacheInvalidateRelcacheByRelid(RelationGetRelid(trigger->tg_relation));
	return PointerGetDatum(NULL);
}
