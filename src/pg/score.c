/*
 * score.c - score, analyze, explain, topics, emotions, risks
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"

#include "finding_list.h"
#include "model.h"
#include "polarity.h"
#include "senti_share.h"
#include "senti_site_topic.h"
#include "text_scan.h"

static Datum
return_score(FunctionCallInfo fcinfo, const SentiScorer *scorer)
{
	text	   *value = PG_GETARG_TEXT_PP(0);
	TextScan	scan;

	text_scan_score(&scan, value, scorer);
	PG_FREE_IF_COPY(value, 0);
	if (!scan.result.is_scored)
		PG_RETURN_NULL();
	return score_datum(scan.result.whole.score_e4);
}

PG_FUNCTION_INFO_V1(sentiment_score);
Datum
sentiment_score(PG_FUNCTION_ARGS)
{
	return return_score(fcinfo, call_scorer(fcinfo, 1));
}

PG_FUNCTION_INFO_V1(sentiment_score_builtin);
Datum
sentiment_score_builtin(PG_FUNCTION_ARGS)
{
	return return_score(fcinfo, &senti_scorer_builtin);
}

/* ---- analyze ---- */

/* Columns of the composite type analysis, in order. */
enum
{
	ANALYSIS_SCORE,
	ANALYSIS_LABEL,
	ANALYSIS_CONFIDENCE,
	ANALYSIS_NEGATIVE,
	ANALYSIS_NEUTRAL,
	ANALYSIS_POSITIVE,
	ANALYSIS_EMOTION,
	ANALYSIS_ANGER,				/* emotions, urgency and risks as the core numbers them */
	ANALYSIS_SARCASM = ANALYSIS_ANGER + SENTI_SIGNAL_COUNT - 1,
	ANALYSIS_QUOTE,
	ANALYSIS_MODEL,
	ANALYSIS_REASON,
	ANALYSIS_COLUMNS
};

static void
fill_analysis(const TextScan *scan, Oid polarity_type, Datum *values, bool *nulls)
{
	const SentiResult *result = &scan->result;
	const int32_t *probability_e4 = result->whole.probability_e4;

	memset(nulls, false, sizeof(bool) * ANALYSIS_COLUMNS);
	values[ANALYSIS_SCORE] = score_datum(result->whole.score_e4);
	values[ANALYSIS_LABEL] = ObjectIdGetDatum(polarity_value(polarity_type, result->whole.label));
	values[ANALYSIS_CONFIDENCE] = score_datum(probability_e4[result->whole.label]);
	values[ANALYSIS_NEGATIVE] = score_datum(probability_e4[SENTI_NEGATIVE]);
	values[ANALYSIS_NEUTRAL] = score_datum(probability_e4[SENTI_NEUTRAL]);
	values[ANALYSIS_POSITIVE] = score_datum(probability_e4[SENTI_POSITIVE]);
	nulls[ANALYSIS_EMOTION] = result->strongest_emotion == SENTI_EMOTION_NONE;
	values[ANALYSIS_EMOTION] = CStringGetTextDatum(senti_emotion_name(result->strongest_emotion));
	for (int s = SENTI_EMOTION_NONE + 1; s < SENTI_SIGNAL_COUNT; s++)
		values[ANALYSIS_ANGER + s - 1] = score_datum(result->signal[s].intensity_e4);
	values[ANALYSIS_SARCASM] = BoolGetDatum(result->is_sarcastic);
	nulls[ANALYSIS_QUOTE] = result->whole.quote_start == result->whole.quote_end;
	values[ANALYSIS_QUOTE] = PointerGetDatum(text_scan_slice(scan, result->whole.quote_start, result->whole.quote_end));
	nulls[ANALYSIS_REASON] = true;
}

PG_FUNCTION_INFO_V1(sentiment_analyze);
Datum
sentiment_analyze(PG_FUNCTION_ARGS)
{
	TupleDesc	tuple_desc;
	Datum		values[ANALYSIS_COLUMNS] = {0};
	bool		nulls[ANALYSIS_COLUMNS];
	const SentiScorer *scorer;
	TextScan	scan;

	if (get_call_result_type(fcinfo, NULL, &tuple_desc) != TYPEFUNC_COMPOSITE ||
		tuple_desc->natts != ANALYSIS_COLUMNS)
		elog(ERROR, "type analysis does not have %d columns", ANALYSIS_COLUMNS);
	scorer = call_scorer(fcinfo, 1);
	text_scan(&scan, PG_GETARG_TEXT_PP(0), scorer);
	memset(nulls, true, sizeof(nulls));
	if (scan.result.is_scored)
		fill_analysis(&scan, TupleDescAttr(tuple_desc, ANALYSIS_LABEL)->atttypid, values, nulls);
	else
	{
		nulls[ANALYSIS_REASON] = false;
		values[ANALYSIS_REASON] = CStringGetTextDatum(senti_unscored_name(scan.result.unscored));
	}
	nulls[ANALYSIS_MODEL] = false;
	values[ANALYSIS_MODEL] = CStringGetTextDatum(scorer_version(scorer));
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(tuple_desc), values, nulls)));
}

/* ---- explain ---- */

/* Puts rows into the result of explain(). */
typedef struct Explanation
{
	ReturnSetInfo *result_info;
	TextScan   *scan;
} Explanation;

static void
put_share(Explanation *explanation, uint32 start, uint32 end, const char *reason, int32 contribution_e4)
{
	ReturnSetInfo *result_info = explanation->result_info;
	int32		first = text_scan_char(explanation->scan, start);
	Datum		values[5];
	bool		nulls[5] = {false};

	values[0] = Int32GetDatum(first + 1);
	values[1] = Int32GetDatum(text_scan_char(explanation->scan, end) - first);
	values[2] = PointerGetDatum(text_scan_slice(explanation->scan, start, end));
	values[3] = CStringGetTextDatum(reason);
	values[4] = score_datum(contribution_e4);
	tuplestore_putvalues(result_info->setResult, result_info->setDesc, values, nulls);
}

/* Findings and the wording of clauses, merged by where they begin. */
PG_FUNCTION_INFO_V1(sentiment_explain);
Datum
sentiment_explain(PG_FUNCTION_ARGS)
{
	TextScan	scan;
	Explanation explanation = {(ReturnSetInfo *) fcinfo->resultinfo, &scan};
	FindingList list = {0};
	SentiShare	share;
	int			f = 0;

	InitMaterializedSRF(fcinfo, 0);
	text_scan_open(&scan, PG_GETARG_TEXT_PP(0), call_scorer(fcinfo, 1));
	finding_list_hear(&list, &scan.scan);
	text_scan_run(&scan);
	if (!scan.result.is_scored)
		return (Datum) 0;
	senti_share_init(&share, &scan.scan);
	for (int c = 0; c <= list.clause_count; c++)
	{
		const SentiClause *clause = c < list.clause_count ? &list.clauses[c] : NULL;
		int32		wording_e4;

		for (; f < list.count && (!clause || list.items[f].clause_start < clause->start); f++)
		{
			const SentiFinding *finding = &list.items[f];

			put_share(&explanation, finding->start, finding->end, senti_reason_name((SentiReason) finding->reason),
					  senti_share_finding(&share, finding));
		}
		wording_e4 = clause ? senti_share_clause(&share, clause) : 0;
		if (wording_e4 != 0)
			put_share(&explanation, clause->start, clause->end, "wording", wording_e4);
	}
	return (Datum) 0;
}

/* ---- topics ---- */

PG_FUNCTION_INFO_V1(sentiment_topics);
Datum
sentiment_topics(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result_info = (ReturnSetInfo *) fcinfo->resultinfo;
	Oid			polarity_type;
	TextScan	scan;

	InitMaterializedSRF(fcinfo, 0);
	polarity_type = TupleDescAttr(result_info->setDesc, 2)->atttypid;
	text_scan(&scan, PG_GETARG_TEXT_PP(0), call_scorer(fcinfo, 1));
	for (int t = SENTI_TOPIC_NONE + 1; t < scan.scan.topic_count; t++)
	{
		const SentiScore *topic = &scan.result.topic[t];
		int32		first;
		Datum		values[6];
		bool		nulls[6] = {false};

		if (!scan.result.has_topic[t])
			continue;
		first = text_scan_char(&scan, topic->quote_start);
		values[0] = CStringGetTextDatum(senti_lexicon_topic_name(scan.scan.lexicon, t));
		values[1] = score_datum(topic->score_e4);
		values[2] = ObjectIdGetDatum(polarity_value(polarity_type, topic->label));
		values[3] = Int32GetDatum(first + 1);
		values[4] = Int32GetDatum(text_scan_char(&scan, topic->quote_end) - first);
		values[5] = PointerGetDatum(text_scan_slice(&scan, topic->quote_start, topic->quote_end));
		/* a topic that is only implied, and no feeling about it */
		nulls[3] = nulls[4] = nulls[5] = topic->quote_start == topic->quote_end;
		tuplestore_putvalues(result_info->setResult, result_info->setDesc, values, nulls);
	}
	return (Datum) 0;
}

/* ---- emotions and risks ---- */

/* One row for each signal of [from, to) that the text shows. */
static Datum
return_signals(FunctionCallInfo fcinfo, int from, int to)
{
	ReturnSetInfo *result_info = (ReturnSetInfo *) fcinfo->resultinfo;
	TextScan	scan;

	InitMaterializedSRF(fcinfo, 0);
	text_scan(&scan, PG_GETARG_TEXT_PP(0), site_scorer(fcinfo->flinfo->fn_oid));
	for (int s = from; s < to; s++)
	{
		const SentiSignal *signal = &scan.result.signal[s];
		Datum		values[3];
		bool		nulls[3] = {false};

		if (signal->intensity_e4 == 0)
			continue;
		values[0] = CStringGetTextDatum(senti_signal_name(s));
		values[1] = score_datum(signal->intensity_e4);
		values[2] = PointerGetDatum(text_scan_slice(&scan, signal->quote_start, signal->quote_end));
		tuplestore_putvalues(result_info->setResult, result_info->setDesc, values, nulls);
	}
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(sentiment_emotions);
Datum
sentiment_emotions(PG_FUNCTION_ARGS)
{
	return return_signals(fcinfo, SENTI_EMOTION_NONE + 1, SENTI_SIGNAL_URGENCY + 1);
}

PG_FUNCTION_INFO_V1(sentiment_risks);
Datum
sentiment_risks(PG_FUNCTION_ARGS)
{
	return return_signals(fcinfo, SENTI_SIGNAL_CHURN_RISK, SENTI_SIGNAL_COUNT);
}
