/*
 * dimension.c - attributes of tickets, accounts and contacts: the trigger that copies them, and the look-up
 */
#include "postgres.h"

#include "access/table.h"
#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"

#include "config_table.h"
#include "dimension.h"
#include "guard.h"
#include "kept_plan.h"
#include "trigger_call.h"

/* ---- look-up ---- */

/* Run a query of one text argument; true when it found a row, which is in SPI_tuptable until SPI_finish. */
static bool
find_row(SPIPlanPtr *plan, const char *query, Oid schema, Datum argument)
{
	Oid			type = TEXTOID;

	if (SPI_execute_plan(kept_plan(plan, query, schema, 1, &type), &argument, NULL, true, 1) != SPI_OK_SELECT)
		elog(ERROR, "could not look up a dimension");
	return SPI_processed == 1;
}

/* Text column n of the row found, copied to where it outlives the query; 0 when NULL. */
static Datum
found_text(int n)
{
	bool		is_null;
	Datum		value = SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, n, &is_null);

	return is_null ? (Datum) 0 : SPI_datumTransfer(value, false, -1);
}

TicketAttributes
dimension_ticket(Oid schema, Datum ticket)
{
	static SPIPlanPtr plan = NULL;
	TicketAttributes found = {0};

	SPI_connect();
	if (find_row(&plan, "SELECT account, ticket_type, ticket_tier FROM %s.ticket WHERE ticket OPERATOR(pg_catalog.=) $1", schema, ticket))
	{
		found.account = found_text(1);
		found.type = found_text(2);
		found.tier = found_text(3);
	}
	SPI_finish();
	return found;
}

ContactAttributes
dimension_contact(Oid schema, Datum author)
{
	static SPIPlanPtr plan = NULL;
	ContactAttributes found = {0};

	SPI_connect();
	if (find_row(&plan, "SELECT account, contact_role, is_customer FROM %s.contact WHERE contact OPERATOR(pg_catalog.=) $1", schema, author))
	{
		bool		is_null;

		found.account = found_text(1);
		found.role = found_text(2);
		found.is_customer = DatumGetBool(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 3, &is_null));
		found.has_is_customer = !is_null;
	}
	SPI_finish();
	return found;
}

/* Columns of table dimension, in order. */
enum
{
	DIMENSION_KIND = 2,
	DIMENSION_ATTRIBUTES = 4,
	DIMENSION_COLUMNS = 9
};

static void
take_dimension(void *tells_customers, const Datum *values, const bool *nulls)
{
	if (strcmp(TextDatumGetCString(values[DIMENSION_KIND]), "contact") == 0 &&
		DatumGetBool(DirectFunctionCall2(jsonb_exists, values[DIMENSION_ATTRIBUTES], CStringGetTextDatum("is_customer"))))
		*(bool *) tells_customers = true;
}

bool
dimension_tells_customers(Oid schema)
{
	Relation	table = table_open(get_relname_relid("dimension", schema), AccessShareLock);
	bool		tells_customers = false;

	config_table_read(table, DIMENSION_COLUMNS, GetActiveSnapshot(), take_dimension, &tells_customers);
	table_close(table, NoLock);
	return tells_customers;
}

/* ---- the trigger ---- */

/* A transition table of one row; slot may be NULL, which is no table. */
static Tuplestorestate *
table_of_row(TupleTableSlot *slot)
{
	Tuplestorestate *table;

	if (slot == NULL)
		return NULL;
	table = tuplestore_begin_heap(false, false, work_mem);
	tuplestore_puttupleslot(table, slot);
	return table;
}

/* The trigger with its transition tables; a trigger for each row has none, and gets some of one row. */
static TriggerData *
with_transition_tables(TriggerData *trigger)
{
	bool		is_insert = TRIGGER_FIRED_BY_INSERT(trigger->tg_event);
	TriggerData *result;

	if (!TRIGGER_FIRED_FOR_ROW(trigger->tg_event))
		return trigger;
	result = palloc(sizeof(TriggerData));
	*result = *trigger;
	result->tg_trigger = palloc(sizeof(Trigger));
	*result->tg_trigger = *trigger->tg_trigger;
	result->tg_trigger->tgoldtable = "sentiment_old";
	result->tg_trigger->tgnewtable = "sentiment_new";
	result->tg_oldtable = is_insert ? NULL : table_of_row(trigger->tg_trigslot);
	result->tg_newtable = table_of_row(is_insert ? trigger->tg_trigslot :
									   TRIGGER_FIRED_BY_UPDATE(trigger->tg_event) ? trigger->tg_newslot : NULL);
	return result;
}

/* Carry the changed rows over; the statements are made from the dimension's mapping. */
static void
copy_changes(void *arg)
{
	FunctionCallInfo fcinfo = arg;
	TriggerData *trigger = with_transition_tables((TriggerData *) fcinfo->context);
	Oid			type = TEXTOID;
	Datum		name = CStringGetTextDatum(trigger->tg_trigger->tgargs[0]);
	int			guc_level = NewGUCNestLevel();
	char	   *upsert;
	char	   *prune;

	/* this runs as the owner: no operator or function of the caller's may stand in for the server's */
	(void) set_config_option("search_path", "pg_catalog, pg_temp", PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SAVE, true, 0, false);
	SPI_connect();
	if (SPI_execute_with_args(psprintf("SELECT upsert, prune FROM %s.dimension_statements($1)",
									   quote_identifier(get_namespace_name(get_func_namespace(fcinfo->flinfo->fn_oid)))),
							  1, &type, &name, NULL, true, 1) != SPI_OK_SELECT || SPI_processed != 1)
		elog(ERROR, "could not read the mapping of a dimension");
	upsert = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1);
	prune = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 2);
	if (SPI_register_trigger_data(trigger) != SPI_OK_TD_REGISTER)
		elog(ERROR, "could not register transition tables");
	if (trigger->tg_oldtable != NULL && SPI_execute(prune, false, 0) != SPI_OK_DELETE)
		elog(ERROR, "could not delete from a dimension");
	if (trigger->tg_newtable != NULL && SPI_execute(upsert, false, 0) != SPI_OK_INSERT)
		elog(ERROR, "could not write to a dimension");
	SPI_finish();
	AtEOXact_GUC(true, guc_level);
}

/* Forget the rows of the table, which is about to be truncated: afterwards nobody knows which they were. */
static void
clear_copies(void *arg)
{
	FunctionCallInfo fcinfo = arg;
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	Oid			types[] = {TEXTOID, REGCLASSOID};
	Datum		values[] = {CStringGetTextDatum(trigger->tg_trigger->tgargs[0]), ObjectIdGetDatum(RelationGetRelid(trigger->tg_relation))};

	SPI_connect();
	if (SPI_execute_with_args(psprintf("SELECT %s.clear_dimension($1, $2)",
									   quote_identifier(get_namespace_name(get_func_namespace(fcinfo->flinfo->fn_oid)))),
							  2, types, values, NULL, false, 0) != SPI_OK_SELECT)
		elog(ERROR, "could not delete from a dimension");
	SPI_finish();
}

/*
 * AFTER trigger, of TRUNCATE a BEFORE trigger, with one argument, the dimension's name; runs as the owner of the
 * table that it is on.
 */
PG_FUNCTION_INFO_V1(sentiment_dimension_change);
Datum
sentiment_dimension_change(PG_FUNCTION_ARGS)
{
	bool		is_truncate = CALLED_AS_TRIGGER(fcinfo) && TRIGGER_FIRED_BY_TRUNCATE(((TriggerData *) fcinfo->context)->tg_event);
	TriggerData *trigger = trigger_call_any_level(fcinfo, "dimension_change", is_truncate ? TRIGGER_EVENT_BEFORE : TRIGGER_EVENT_AFTER);
	Oid			user;
	int			security_context;

	if (trigger->tg_trigger->tgnargs != 1)
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" must be called with %d arguments", "dimension_change", 1),
				 errhint("Use sentiment.dimension() to create the triggers.")));
	GetUserIdAndSecContext(&user, &security_context);
	SetUserIdAndSecContext(RelationGetForm(trigger->tg_relation)->relowner, security_context | SECURITY_LOCAL_USERID_CHANGE);
	guard(is_truncate ? clear_copies : copy_changes, fcinfo, false, WARNING, "copying of dimension", trigger->tg_trigger->tgargs[0]);
	SetUserIdAndSecContext(user, security_context);
	return PointerGetDatum(NULL);
}
