/*
 * lexicon_view.c - the built-in lexicon as rows, and what a change would do
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "fmgr.h"
#include "funcapi.h"
#include "lib/stringinfo.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/typcache.h"

#include "lexicon.h"
#include "model.h"
#include "pg_compat.h"
#include "polarity.h"
#include "senti_walk.h"
#include "text_scan.h"
#include "topic.h"

/* ---- lexicon_builtin ---- */

/* Names of classes, separated by commas. */
static text *
class_list(uint64 classes)
{
	StringInfoData list;

	initStringInfo(&list);
	for (int bit = 0; bit < SENTI_CLASS_COUNT; bit++)
		if (classes >> bit & 1)
			appendStringInfo(&list, "%s%s", list.len ? "," : "", senti_class_name(bit));
	return cstring_to_text_with_len(list.data, list.len);
}

static void
put_term(void *arg, const uint8_t *term, size_t len, const SentiEntry *entry)
{
	ReturnSetInfo *result_info = arg;
	Datum		values[5];
	bool		nulls[5] = {false};

	values[0] = PointerGetDatum(server_text((const char *) term, (int) len));
	values[1] = Float4GetDatum((float4) (entry->valence_mille / 1000.0));
	values[2] = PointerGetDatum(class_list(entry->classes));
	nulls[2] = entry->classes == 0;
	values[3] = CStringGetTextDatum(senti_topic_name((SentiTopic) entry->topic));
	nulls[3] = entry->topic == SENTI_TOPIC_NONE;
	values[4] = CStringGetTextDatum(senti_emotion_name((SentiEmotion) entry->emotion));
	nulls[4] = entry->emotion == SENTI_EMOTION_NONE;
	tuplestore_putvalues(result_info->setResult, result_info->setDesc, values, nulls);
}

PG_FUNCTION_INFO_V1(sentiment_builtin_terms);
Datum
sentiment_builtin_terms(PG_FUNCTION_ARGS)
{
	const SentiLexicon *lexicon = &senti_lexicon_builtin;

	InitMaterializedSRF(fcinfo, 0);
	senti_lexicon_walk(lexicon, palloc(sizeof(uint32_t) * lexicon->node_count), put_term, fcinfo->resultinfo);
	return (Datum) 0;
}

/* ---- preview ---- */

/* The lexicon with the changes of one call, kept for the next call with the same. */
typedef struct Preview
{
	MemoryContext context;		/* of what follows; reset when the changes differ */
	uint64		generation;		/* of the site's lexicon */
	const SentiLexicon *lexicon;	/* NULL: none yet */
	Datum		changes;		/* an array, or a term */
	bool		no_changes;
	float4		valence;		/* of the term */
	bool		no_valence;
} Preview;

static Preview *
get_preview(FunctionCallInfo fcinfo)
{
	Preview    *preview = fcinfo->flinfo->fn_extra;

	if (preview == NULL)
	{
		preview = MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(Preview));
		preview->context = AllocSetContextCreate(fcinfo->flinfo->fn_mcxt, "sentiment preview", ALLOCSET_DEFAULT_SIZES);
		fcinfo->flinfo->fn_extra = preview;
	}
	return preview;
}

static void
put_rows(SiteTerms *terms, ArrayType *rows)
{
	Datum	   *elements;
	bool	   *element_nulls;
	int			count;
	int16		length;
	bool		by_value;
	char		align;

	get_typlenbyvalalign(ARR_ELEMTYPE(rows), &length, &by_value, &align);
	deconstruct_array(rows, ARR_ELEMTYPE(rows), length, by_value, align, &elements, &element_nulls, &count);
	for (int i = 0; i < count; i++)
	{
		HeapTupleHeader header;
		HeapTupleData row;
		TupleDesc	tuple_desc;
		Datum		values[LEXICON_COLUMNS];
		bool		nulls[LEXICON_COLUMNS];

		if (element_nulls[i])
			continue;
		header = DatumGetHeapTupleHeader(elements[i]);
		tuple_desc = lookup_rowtype_tupdesc(HeapTupleHeaderGetTypeId(header), HeapTupleHeaderGetTypMod(header));
		if (tuple_desc->natts != LEXICON_COLUMNS)
			elog(ERROR, "a row of the lexicon does not have %d columns", LEXICON_COLUMNS);
		row.t_len = HeapTupleHeaderGetDatumLength(header);
		row.t_data = header;
		ItemPointerSetInvalid(&row.t_self);
		row.t_tableOid = InvalidOid;
		heap_deform_tuple(&row, tuple_desc, values, nulls);
		ReleaseTupleDesc(tuple_desc);
		site_terms_put(terms, values, nulls);
	}
}

/* The changes of this call: an array of rows, or a term with a valence. */
static void
put_changes(FunctionCallInfo fcinfo, bool is_term, SiteTerms *terms)
{
	Datum		values[LEXICON_COLUMNS] = {0};
	bool		nulls[LEXICON_COLUMNS];

	if (!is_term)
	{
		if (!PG_ARGISNULL(1))
			put_rows(terms, PG_GETARG_ARRAYTYPE_P(1));
		return;
	}
	memset(nulls, true, sizeof(nulls));
	nulls[LEXICON_TERM] = PG_ARGISNULL(1);
	values[LEXICON_TERM] = PG_GETARG_DATUM(1);
	nulls[LEXICON_VALENCE] = PG_ARGISNULL(2);
	values[LEXICON_VALENCE] = PG_GETARG_DATUM(2);
	site_terms_put(terms, values, nulls);
}

static bool
is_same_preview(FunctionCallInfo fcinfo, bool is_term, const Preview *preview)
{
	return preview->lexicon != NULL && preview->generation == site_lexicon_generation() &&
		preview->no_changes == PG_ARGISNULL(1) &&
		(preview->no_changes || datum_image_eq(preview->changes, PG_GETARG_DATUM(1), false, -1)) &&
		(!is_term || (preview->no_valence == PG_ARGISNULL(2) &&
					  (preview->no_valence || preview->valence == PG_GETARG_FLOAT4(2))));
}

static const SentiLexicon *
preview_lexicon(FunctionCallInfo fcinfo, bool is_term)
{
	Preview    *preview = get_preview(fcinfo);
	MemoryContext caller;
	SiteTerms	terms;

	if (is_same_preview(fcinfo, is_term, preview))
		return preview->lexicon;
	preview->lexicon = NULL;
	MemoryContextReset(preview->context);
	caller = MemoryContextSwitchTo(preview->context);
	site_terms_read(fcinfo->flinfo->fn_oid, &terms);
	put_changes(fcinfo, is_term, &terms);
	preview->generation = site_lexicon_generation();
	preview->no_changes = PG_ARGISNULL(1);
	preview->changes = PG_ARGISNULL(1) ? (Datum) 0 : datumCopy(PG_GETARG_DATUM(1), false, -1);
	preview->no_valence = is_term && PG_ARGISNULL(2);
	preview->valence = is_term && !PG_ARGISNULL(2) ? PG_GETARG_FLOAT4(2) : 0;
	preview->lexicon = site_terms_compile(&terms);
	MemoryContextSwitchTo(caller);
	return preview->lexicon;
}

/* Score and label by a lexicon into columns score and score + 2. */
static void
fill_columns(text *body, const SentiScorer *scorer, Oid polarity_type, int score, Datum *values, bool *nulls)
{
	TextScan	scan;

	text_scan_score(&scan, body, scorer);
	if (!scan.result.is_scored)
		return;
	nulls[score] = nulls[score + 2] = false;
	values[score] = score_datum(scan.result.whole.score_e4);
	values[score + 2] = ObjectIdGetDatum(polarity_value(polarity_type, scan.result.whole.label));
}

static Datum
preview_row(FunctionCallInfo fcinfo, bool is_term)
{
	TupleDesc	tuple_desc;
	Datum		values[4] = {0};
	bool		nulls[4] = {true, true, true, true};
	const SentiLexicon *now = site_lexicon(fcinfo->flinfo->fn_oid);

	if (get_call_result_type(fcinfo, NULL, &tuple_desc) != TYPEFUNC_COMPOSITE || tuple_desc->natts != lengthof(values))
		elog(ERROR, "preview does not return %d columns", (int) lengthof(values));
	if (!PG_ARGISNULL(0))
	{
		text	   *body = PG_GETARG_TEXT_PP(0);
		Oid			polarity_type = TupleDescAttr(tuple_desc, 2)->atttypid;
		SentiScorer before = preview_scorer(fcinfo->flinfo->fn_oid, now);
		SentiScorer after = preview_scorer(fcinfo->flinfo->fn_oid, preview_lexicon(fcinfo, is_term));

		fill_columns(body, &before, polarity_type, 0, values, nulls);
		fill_columns(body, &after, polarity_type, 1, values, nulls);
	}
	return HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(tuple_desc), values, nulls));
}

PG_FUNCTION_INFO_V1(sentiment_preview_term);
Datum
sentiment_preview_term(PG_FUNCTION_ARGS)
{
	return preview_row(fcinfo, true);
}

PG_FUNCTION_INFO_V1(sentiment_preview_rows);
Datum
sentiment_preview_rows(PG_FUNCTION_ARGS)
{
	return preview_row(fcinfo, false);
}

/* ---- preview_topic ---- */

/* One row for each topic that the text has now, or would have. */
PG_FUNCTION_INFO_V1(sentiment_preview_topic);
Datum
sentiment_preview_topic(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result_info = (ReturnSetInfo *) fcinfo->resultinfo;
	const SentiLexicon *now = site_lexicon(fcinfo->flinfo->fn_oid);
	const SentiLexicon *then;
	SentiScorer scorers[2];
	Oid			polarity_type;
	SiteTopics	topics;
	TextScan	scans[2];

	InitMaterializedSRF(fcinfo, 0);
	if (PG_ARGISNULL(1))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("a row of topic_term has no term")));
	if (PG_ARGISNULL(0))
		return (Datum) 0;
	polarity_type = TupleDescAttr(result_info->setDesc, 3)->atttypid;
	site_topics_read(get_func_namespace(fcinfo->flinfo->fn_oid), &topics);
	site_topics_put(&topics, PG_GETARG_TEXT_PP(1), PG_ARGISNULL(2) ? NULL : PG_GETARG_TEXT_PP(2));
	then = site_topics_compile(now, &topics);
	scorers[0] = preview_scorer(fcinfo->flinfo->fn_oid, now);
	scorers[1] = preview_scorer(fcinfo->flinfo->fn_oid, then);
	for (int i = 0; i < 2; i++)
		text_scan(&scans[i], PG_GETARG_TEXT_PP(0), &scorers[i]);
	for (int t = SENTI_TOPIC_NONE + 1; t < senti_topic_count(then); t++)
	{
		Datum		values[5] = {0};
		bool		nulls[5] = {false, true, true, true, true};

		for (int i = 0; i < 2; i++)
		{
			const SentiResult *result = &scans[i].result;

			if (!result->has_topic[t])
				continue;
			values[1 + i] = score_datum(result->topic[t].score_e4);
			values[3 + i] = ObjectIdGetDatum(polarity_value(polarity_type, result->topic[t].label));
			nulls[1 + i] = nulls[3 + i] = false;
		}
		if (nulls[1] && nulls[2])
			continue;
		values[0] = CStringGetTextDatum(senti_lexicon_topic_name(then, t));
		tuplestore_putvalues(result_info->setResult, result_info->setDesc, values, nulls);
	}
	return (Datum) 0;
}
