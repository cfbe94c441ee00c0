/*
 * refresh.c - the procedure refresh: SQL does the work in batches, this commits between them
 *
 * In C, because PL/pgSQL cannot tell whether it may commit: called inside a
 * transaction block, all batches are one transaction.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "nodes/parsenodes.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

/* A query of ours with one argument; %s in it is the extension's schema.  The first column of its first row, or NULL. */
static char *
select_value(Oid schema, const char *format, Oid type, Datum argument)
{
	char	   *query = psprintf(format, quote_identifier(get_namespace_name(schema)));

	if (SPI_execute_with_args(query, 1, &type, &argument, NULL, false, 1) != SPI_OK_SELECT)
		elog(ERROR, "could not execute: %s", query);
	return SPI_processed == 0 ? NULL : SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1);
}

static void
refresh_relation(Oid schema, Oid relation, bool may_commit)
{
	/* SPI's own memory outlives a commit */
	Datum		source = CStringGetTextDatum(select_value(schema, "SELECT %s.refresh_begin($1)", REGCLASSOID, ObjectIdGetDatum(relation)));
	bool		has_more;

	do
	{
		CHECK_FOR_INTERRUPTS();
		if (may_commit)
			SPI_commit();
		has_more = strcmp(select_value(schema, "SELECT %s.refresh_batch($1)", TEXTOID, source), "t") == 0;
		SPI_freetuptable(SPI_tuptable);
	} while (has_more);
	if (may_commit)
		SPI_commit();
}

/* Is the table of a source the current user's?  If not, say that it is left out. */
static bool
is_own(Oid schema, Oid relation, const char *source)
{
	char	   *owner = select_value(schema, "SELECT pg_catalog.pg_get_userbyid(relowner) FROM pg_catalog.pg_class "
									 "WHERE oid OPERATOR(pg_catalog.=) $1 AND NOT pg_catalog.pg_has_role(relowner, 'USAGE')",
									 OIDOID, ObjectIdGetDatum(relation));

	if (owner == NULL)
		return true;
	ereport(WARNING,
			(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
			 errmsg("table %s is left out", source),
			 errdetail("It is refreshed by its owner, role \"%s\".", owner),
			 errhint("Call sentiment.refresh() as that role, too, or as a member of it.")));
	return false;
}

/* CALL refresh(table), or of all tables that are tracked and one's own, in the order of their names. */
PG_FUNCTION_INFO_V1(sentiment_refresh);
Datum
sentiment_refresh(PG_FUNCTION_ARGS)
{
	bool		may_commit = fcinfo->context && IsA(fcinfo->context, CallContext) && !castNode(CallContext, fcinfo->context)->atomic;
	Oid			schema = get_func_namespace(fcinfo->flinfo->fn_oid);

	SPI_connect_ext(may_commit ? SPI_OPT_NONATOMIC : 0);
	if (PG_NARGS() > 0)
	{
		if (PG_ARGISNULL(0))
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("table to refresh must not be null")));
		refresh_relation(schema, PG_GETARG_OID(0), may_commit);
	}
	else
	{
		char	   *name = "";

		/* a table that is gone has nothing to read; view source_health tells of it */
		while ((name = select_value(schema, "SELECT pg_catalog.min(name COLLATE pg_catalog.\"C\") FROM %1$s.source s "
									"WHERE name COLLATE pg_catalog.\"C\" OPERATOR(pg_catalog.>) $1 "
									"AND EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.oid OPERATOR(pg_catalog.=) %1$s.source_relation(s))",
									TEXTOID, CStringGetTextDatum(name))) != NULL)
		{
			Oid			relation = (Oid) strtoul(select_value(schema, "SELECT %1$s.source_relation(s)::pg_catalog.oid FROM %1$s.source s "
															  "WHERE name OPERATOR(pg_catalog.=) $1",
															  TEXTOID, CStringGetTextDatum(name)), NULL, 10);

			if (is_own(schema, relation, name))
				refresh_relation(schema, relation, may_commit);
		}
	}
	SPI_finish();
	return (Datum) 0;
}
