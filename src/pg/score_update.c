/*
 * score_update.c - the trigger that keeps one column: the score of the text beside it
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "parser/parse_coerce.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/rel.h"

#include "guard.h"
#include "model.h"
#include "pg_compat.h"
#include "text_scan.h"
#include "trigger_call.h"

/* Arguments of the trigger. */
enum
{
	UPDATE_SCORE,				/* column that is written */
	UPDATE_TEXT,				/* column that is read */
	UPDATE_MODEL,				/* optional: name of the model */
	UPDATE_ARGUMENTS
};

/* What the arguments mean; kept for a statement, or for a partition of its table. */
typedef struct ScoreUpdate
{
	int			score_column;
	int			text_column;
	Oid			score_type;		/* float8 or real */
	const char *model;
	bool		has_warned;		/* one warning a statement */
} ScoreUpdate;

/* One text on its way. */
typedef struct ScoreWork
{
	Oid			function;
	const char *model;
	text	   *body;
	bool		is_scored;
	int32		score_e4;
} ScoreWork;

/* ---- arguments ---- */

/*
 * A column of the table, not a generated one: those are computed after BEFORE triggers,
 * so that one cannot be read here, nor written.
 */
static Form_pg_attribute
find_column(Relation relation, const char *name)
{
	int			number = SPI_fnumber(RelationGetDescr(relation), name);
	Form_pg_attribute column;

	if (number <= 0)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_COLUMN),
				 errmsg("column \"%s\" of table \"%s\" does not exist", name, RelationGetRelationName(relation)),
				 errhint("Create the trigger with score_update('score column', 'text column').")));
	column = TupleDescAttr(RelationGetDescr(relation), number - 1);
	if (column->attgenerated != '\0')
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_OBJECT_DEFINITION),
				 errmsg("column \"%s\" of table \"%s\" is a generated column", name, RelationGetRelationName(relation)),
				 errdetail("Generated columns are computed after BEFORE triggers.")));
	return column;
}

static void
refuse_type(Relation relation, Form_pg_attribute column, const char *allowed)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATATYPE_MISMATCH),
			 errmsg("column \"%s\" of table \"%s\" has type %s",
					NameStr(column->attname), RelationGetRelationName(relation), format_type_be(column->atttypid)),
			 errdetail("It must be %s.", allowed)));
}

static ScoreUpdate *
resolve_arguments(TriggerData *trigger, MemoryContext context)
{
	char	  **arguments = trigger->tg_trigger->tgargs;
	Relation	relation = trigger->tg_relation;
	ScoreUpdate *update = MemoryContextAllocZero(context, sizeof(ScoreUpdate));
	Form_pg_attribute score = find_column(relation, arguments[UPDATE_SCORE]);
	Form_pg_attribute body = find_column(relation, arguments[UPDATE_TEXT]);

	if (score->atttypid != FLOAT8OID && score->atttypid != FLOAT4OID)
		refuse_type(relation, score, "double precision or real");
	if (!IsBinaryCoercible(body->atttypid, TEXTOID))
		refuse_type(relation, body, "text or varchar");
	update->score_column = score->attnum;
	update->text_column = body->attnum;
	update->score_type = score->atttypid;
	update->model = MODEL_BUILTIN;
	if (trigger->tg_trigger->tgnargs > UPDATE_MODEL)
		update->model = MemoryContextStrdup(context, arguments[UPDATE_MODEL]);
	return update;
}

static TriggerData *
check_protocol(FunctionCallInfo fcinfo)
{
	TriggerData *trigger = trigger_call(fcinfo, "score_update", TRIGGER_EVENT_BEFORE, TRIGGER_EVENT_ROW);

	if (!TRIGGER_FIRED_BY_INSERT(trigger->tg_event) && !TRIGGER_FIRED_BY_UPDATE(trigger->tg_event))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" must be fired for INSERT or UPDATE", "score_update")));
	if (trigger->tg_trigger->tgnargs < UPDATE_MODEL || trigger->tg_trigger->tgnargs > UPDATE_ARGUMENTS)
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" must be called with 2 or 3 arguments", "score_update"),
				 errhint("They are: score column, text column and, optionally, model.")));
	return trigger;
}

/* ---- the row ---- */

static bool
is_same_text(Datum old_body, Datum new_body)
{
	/* an unchanged value that lies in a TOAST table is not fetched */
	return datumIsEqual(old_body, new_body, false, -1) || datum_image_eq(old_body, new_body, false, -1);
}

static void
score_text(void *arg)
{
	ScoreWork  *work = arg;
	TextScan	scan;

	text_scan_score(&scan, work->body, named_scorer(work->function, work->model, true));
	work->is_scored = scan.result.is_scored;
	work->score_e4 = scan.result.whole.score_e4;
}

static HeapTuple
set_score(ScoreUpdate *update, ScoreWork *work, HeapTuple row, TriggerData *trigger)
{
	bool		is_null = true;
	Datum		value = (Datum) 0;

	if (work->body != NULL)
	{
		/* a subtransaction for each row would cost as much as the score */
		if (named_scorer_is_ready(work->model) && !text_scan_converts())
			score_text(work);
		else
			update->has_warned |= !guard(score_text, work, false, update->has_warned ? DEBUG1 : WARNING,
										 "scoring of", RelationGetRelationName(trigger->tg_relation));
		is_null = !work->is_scored;
		if (update->score_type == FLOAT4OID)
			value = Float4GetDatum((float4) (work->score_e4 / (float8) SENTI_SCORE_ONE));
		else
			value = score_datum(work->score_e4);
	}
	return heap_modify_tuple_by_cols(row, RelationGetDescr(trigger->tg_relation), 1, &update->score_column, &value, &is_null);
}

PG_FUNCTION_INFO_V1(sentiment_score_update);
Datum
sentiment_score_update(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = check_protocol(fcinfo);
	bool		is_update = TRIGGER_FIRED_BY_UPDATE(trigger->tg_event);
	HeapTuple	row = is_update ? trigger->tg_newtuple : trigger->tg_trigtuple;
	ScoreUpdate *update = fcinfo->flinfo->fn_extra;
	ScoreWork	work = {.function = fcinfo->flinfo->fn_oid};
	Datum		body;
	bool		is_null;

	if (update == NULL)
		fcinfo->flinfo->fn_extra = update = resolve_arguments(trigger, fcinfo->flinfo->fn_mcxt);
	work.model = update->model;
	body = slot_getattr(is_update ? trigger->tg_newslot : trigger->tg_trigslot, update->text_column, &is_null);
	if (is_update)
	{
		bool		was_null;
		Datum		old_body = slot_getattr(trigger->tg_trigslot, update->text_column, &was_null);

		if (was_null ? is_null : !is_null && is_same_text(old_body, body))
			return PointerGetDatum(row);
	}
	if (!is_null)
		work.body = DatumGetTextPP(body);
	return PointerGetDatum(set_score(update, &work, row, trigger));
}
