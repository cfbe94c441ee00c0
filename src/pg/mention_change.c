/*
 * mention_change.c - mentions of rows that changed or went, by the rows' keys
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/guc.h"
#include "utils/memutils.h"
#include "utils/plancache.h"
#include "utils/resowner.h"

#include "kept_plan.h"
#include "mention_change.h"

/*
 * Key by key, even when the plan is made while the table is empty.  The settings are for the planner alone: triggers on mention
 * run with the session's.
 */
static void
plan_by_key(SPIPlanPtr plan)
{
	static const char *const others[] = {"enable_seqscan", "enable_hashjoin", "enable_mergejoin"};
	int			level = NewGUCNestLevel();

	for (int i = 0; i < (int) lengthof(others); i++)
		(void) set_config_option(others[i], "off", PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SAVE, true, 0, false);
	ReleaseCachedPlan(SPI_plan_get_cached_plan(plan), CurrentResourceOwner);
	AtEOXact_GUC(true, level);
}

/* OFFSET 0 hides that the source is the same for all, or else all its rows might be read. */
void
mention_delete(Oid schema, Datum source, Datum keys)
{
	static SPIPlanPtr plan = NULL;
	Oid			types[] = {TEXTOID, TEXTARRAYOID};
	Datum		values[] = {source, keys};

	SPI_connect();
	kept_plan(&plan, "DELETE FROM %s.mention m "
			  "USING (SELECT $1 AS source, k.key FROM pg_catalog.unnest($2) AS k (key) OFFSET 0) AS gone "
			  "WHERE m.source OPERATOR(pg_catalog.=) gone.source AND m.key OPERATOR(pg_catalog.=) gone.key",
			  schema, lengthof(types), types);
	plan_by_key(plan);
	if (SPI_execute_plan(plan, values, NULL, false, 0) != SPI_OK_DELETE)
		elog(ERROR, "could not delete mentions");
	SPI_finish();
}

/* ---- moving ---- */

/* What follows the number of a row, in the order of the query's arguments. */
static const int move_columns[MENTION_MOVE_COLUMNS - 1] = {
	MENTION_KEY, MENTION_ACCOUNT, MENTION_TICKET, MENTION_CONTACT_ROLE, MENTION_PRODUCT, MENTION_TICKET_TYPE, MENTION_TICKET_TIER, MENTION_AT
};

static void
add_to_column(MentionMoves *moves, int column, Oid type, Datum value, bool is_null)
{
	ArrayBuildState **array = &moves->columns[column];

	if (*array == NULL)
		*array = initArrayResult(type, CurrentMemoryContext, false);
	accumArrayResult(*array, value, is_null, type, CurrentMemoryContext);
}

void
mention_moves_add(MentionMoves *moves, int number, const MentionRow *row)
{
	add_to_column(moves, 0, INT4OID, Int32GetDatum(number), false);
	for (int i = 1; i < MENTION_MOVE_COLUMNS; i++)
	{
		int			column = move_columns[i - 1];

		add_to_column(moves, i, column == MENTION_AT ? TIMESTAMPTZOID : TEXTOID, row->values[column], row->nulls[column]);
	}
}

/* The numbers that the query gave. */
static Bitmapset *
add_numbers(Bitmapset *numbers)
{
	for (uint64 i = 0; i < SPI_processed; i++)
	{
		bool		is_null;

		numbers = bms_add_member(numbers, DatumGetInt32(SPI_getbinval(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1, &is_null)));
	}
	return numbers;
}

Bitmapset *
mention_moves_write(MentionMoves *moves, Oid schema, Datum source, Bitmapset *without_mentions)
{
	static SPIPlanPtr plan = NULL;
	Oid			types[] = {TEXTOID, INT4ARRAYOID, TEXTARRAYOID, TEXTARRAYOID, TEXTARRAYOID, TEXTARRAYOID, TEXTARRAYOID, TEXTARRAYOID,
	TEXTARRAYOID, TIMESTAMPTZARRAYOID};
	Datum		values[1 + MENTION_MOVE_COLUMNS] = {source};
	MemoryContext caller = CurrentMemoryContext;

	if (moves->columns[0] == NULL)
		return without_mentions;
	SPI_connect();
	for (int i = 0; i < MENTION_MOVE_COLUMNS; i++)
		values[1 + i] = makeArrayResult(moves->columns[i], CurrentMemoryContext);
	/* xid: what mention_stamp would set, in a call for each row */
	kept_plan(&plan,
			  "WITH k AS MATERIALIZED "
			  "(SELECT $1 AS source, k.* FROM unnest($2, $3, $4, $5, $6, $7, $8, $9, $10) "
			  "AS k (number, key, account, ticket, contact_role, product, ticket_type, ticket_tier, at)), "
			  "moved AS "
			  "(UPDATE %s.mention m SET account = k.account, ticket = k.ticket, contact_role = k.contact_role, product = k.product, "
			  "ticket_type = k.ticket_type, ticket_tier = k.ticket_tier, at = k.at, xid = pg_catalog.pg_current_xact_id() "
			  "FROM k WHERE m.source OPERATOR(pg_catalog.=) k.source AND m.key OPERATOR(pg_catalog.=) k.key RETURNING k.key) "
			  "SELECT k.number FROM k WHERE NOT k.key OPERATOR(pg_catalog.=) ANY (SELECT moved.key FROM moved)",
			  schema, lengthof(types), types);
	plan_by_key(plan);
	if (SPI_execute_plan(plan, values, NULL, false, 0) != SPI_OK_SELECT)
		elog(ERROR, "could not move mentions");
	MemoryContextSwitchTo(caller);
	without_mentions = add_numbers(without_mentions);
	SPI_finish();
	memset(moves, 0, sizeof(*moves));
	return without_mentions;
}
