/*
 * kept_plan.c - queries of the triggers, parsed once a session
 */
#include "postgres.h"

#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"

#include "kept_plan.h"

SPIPlanPtr
kept_plan(SPIPlanPtr *plan, const char *format, Oid schema, int nargs, Oid *types)
{
	SPIPlanPtr	prepared;

	if (*plan != NULL)
		return *plan;
	/* planned once: with the arrays of these queries as arguments a custom plan would look cheaper each time */
	prepared = SPI_prepare_cursor(psprintf(format, quote_identifier(get_namespace_name(schema))), nargs, types, CURSOR_OPT_GENERIC_PLAN);
	if (prepared == NULL || SPI_keepplan(prepared) != 0)
		elog(ERROR, "could not prepare a query: %s", SPI_result_code_string(SPI_result));
	return *plan = prepared;
}

uint64
execute_kept(SPIPlanPtr *plan, const char *format, Oid schema, int nargs, Oid *types, Datum *values, const char *nulls)
{
	uint64		processed;

	SPI_connect();
	if (SPI_execute_plan(kept_plan(plan, format, schema, nargs, types), values, nulls, false, 0) < 0)
		elog(ERROR, "could not execute: %s", format);
	processed = SPI_processed;
	SPI_finish();
	return processed;
}

static void
set_here(const char *name, const char *value)
{
	(void) set_config_option(name, value, PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SAVE, true, 0, false);
}

int
pin_search_path(void)
{
	int			level = NewGUCNestLevel();

	set_here("search_path", "pg_catalog, pg_temp");
	/* what a name of two parts is must not depend on it, either */
	set_here("quote_all_identifiers", "off");
	return level;
}

int
plan_by_index(void)
{
	int			level = pin_search_path();

	set_here("enable_seqscan", "off");
	set_here("enable_hashjoin", "off");
	set_here("enable_mergejoin", "off");
	set_here("jit", "off");
	return level;
}
