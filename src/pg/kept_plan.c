/*
 * kept_plan.c - queries of the triggers, parsed once a session
 */
#include "postgres.h"

#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "kept_plan.h"

SPIPlanPtr
kept_plan(SPIPlanPtr *plan, const char *format, Oid schema, int nargs, Oid *types)
{
	SPIPlanPtr	prepared;

	if (*plan != NULL)
		return *plan;
	prepared = SPI_prepare(psprintf(format, quote_identifier(get_namespace_name(schema))), nargs, types);
	if (prepared == NULL || SPI_keepplan(prepared) != 0)
		elog(ERROR, "could not prepare a query: %s", SPI_result_code_string(SPI_result));
	return *plan = prepared;
}
