/*
 * polarity.c - labels: negative, neutral, positive
 */
#include "postgres.h"

#include <math.h>

#include "access/htup_details.h"
#include "catalog/pg_enum.h"
#include "fmgr.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "model.h"
#include "polarity.h"
#include "senti_params.h"
#include "text_scan.h"

static const char *const label_names[] = {"negative", "neutral", "positive"};

Oid
polarity_value(Oid polarity_type, SentiLabel label)
{
	HeapTuple	tuple = SearchSysCache2(ENUMTYPOIDNAME, ObjectIdGetDatum(polarity_type),
										CStringGetDatum(label_names[label]));
	Oid			value;

	if (!HeapTupleIsValid(tuple))
		elog(ERROR, "type %u has no value \"%s\"", polarity_type, label_names[label]);
	value = ((Form_pg_enum) GETSTRUCT(tuple))->oid;
	ReleaseSysCache(tuple);
	return value;
}

SentiLabel
polarity_label(Oid value)
{
	HeapTuple	tuple = SearchSysCache1(ENUMOID, ObjectIdGetDatum(value));
	SentiLabel	label = SENTI_NEGATIVE;

	if (!HeapTupleIsValid(tuple))
		elog(ERROR, "cache lookup failed for enum value %u", value);
	while (label < SENTI_POSITIVE &&
		   strcmp(NameStr(((Form_pg_enum) GETSTRUCT(tuple))->enumlabel), label_names[label]) != 0)
		label++;
	ReleaseSysCache(tuple);
	return label;
}

void
score_out_of_range(float8 score)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("sentiment score %g is out of range", score),
			 errdetail("Scores must be between -1 and 1.")));
}

/* The three values of the function's result type, looked up once per query. */
static Datum
return_label(FunctionCallInfo fcinfo, SentiLabel label)
{
	Oid		   *values = fcinfo->flinfo->fn_extra;

	if (values == NULL)
	{
		Oid			type = get_func_rettype(fcinfo->flinfo->fn_oid);

		values = MemoryContextAlloc(fcinfo->flinfo->fn_mcxt, 3 * sizeof(Oid));
		for (int i = 0; i < 3; i++)
			values[i] = polarity_value(type, (SentiLabel) i);
		fcinfo->flinfo->fn_extra = values;
	}
	return ObjectIdGetDatum(values[label]);
}

PG_FUNCTION_INFO_V1(sentiment_label_score);
Datum
sentiment_label_score(PG_FUNCTION_ARGS)
{
	return return_label(fcinfo, senti_label(score_argument(PG_GETARG_FLOAT8(0)), SENTI_NEUTRAL_BAND_E4));
}

PG_FUNCTION_INFO_V1(sentiment_label_band);
Datum
sentiment_label_band(PG_FUNCTION_ARGS)
{
	int32		score = score_argument(PG_GETARG_FLOAT8(0));
	float8		band = PG_GETARG_FLOAT8(1);

	if (!(band >= 0.0 && band <= 1.0))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("neutral band %g is out of range", band),
				 errdetail("The band must be between 0 and 1: a score of at most that size is neutral.")));
	return return_label(fcinfo, senti_label(score, (int32) rint(band * SENTI_SCORE_ONE)));
}

PG_FUNCTION_INFO_V1(sentiment_label_text);
Datum
sentiment_label_text(PG_FUNCTION_ARGS)
{
	TextScan	scan;

	text_scan_score(&scan, PG_GETARG_TEXT_PP(0), site_scorer(fcinfo->flinfo->fn_oid));
	if (!scan.result.is_scored)
		PG_RETURN_NULL();
	return return_label(fcinfo, scan.result.whole.label);
}
