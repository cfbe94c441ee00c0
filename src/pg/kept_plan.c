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

int
plan_by_index(void)
{
	static const char *const settings[][2] = {
		{"search_path", "pg_catalog, pg_temp"}, {"enable_seqscan", "off"}, {"enable_hashjoin", "off"}, {"enable_mergejoin", "off"}, {"jit", "off"}
	};
	int			level = NewGUCNestLevel();

	for (int i = 0; i < (int) lengthof(settings); i++)
		(void) set_config_option(settings[i][0], settings[i][1], PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SAVE, true, 0, false);
	return level;
}
