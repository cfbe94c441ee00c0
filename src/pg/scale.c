/*
 * scale.c - rescale, relative_change: a score on other scales
 */
#include "postgres.h"

#include <math.h>

#include "fmgr.h"

#include "polarity.h"

PG_FUNCTION_INFO_V1(sentiment_rescale);
Datum
sentiment_rescale(PG_FUNCTION_ARGS)
{
	float8		score = PG_GETARG_FLOAT8(0);
	float8		low = PG_GETARG_FLOAT8(1);
	float8		high = PG_GETARG_FLOAT8(2);

	check_score(score);
	if (!isfinite(low) || !isfinite(high))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("scale from %g to %g is not finite", low, high)));
	/* this form gives exactly low for -1 and exactly high for 1 */
	PG_RETURN_FLOAT8(low * ((1 - score) / 2) + high * ((1 + score) / 2));
}

PG_FUNCTION_INFO_V1(sentiment_relative_change);
Datum
sentiment_relative_change(PG_FUNCTION_ARGS)
{
	float8		now = PG_GETARG_FLOAT8(0);
	float8		before = PG_GETARG_FLOAT8(1);

	check_score(now);
	check_score(before);
	if (before == -1)
		PG_RETURN_NULL();
	/* both on 0..1: (now + 1) / 2 over (before + 1) / 2 */
	PG_RETURN_FLOAT8((now - before) / (before + 1));
}
