/*
 * agreement.c - Cohen's kappa of two labels, exact in any order
 *
 * kappa = (observed - expected) / (1 - expected): how much more often two
 * reviewers agree than they would by chance, each with a habit of their own.
 * J. Cohen, "A coefficient of agreement for nominal scales", Educational and
 * Psychological Measurement 20 (1960), 37-46.
 *
 * The state is a bigint array of how often each pair of labels came, first
 * label by first label.  All functions are strict, so a pair with a NULL is
 * skipped, and a parallel or moving aggregate needs nothing else.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "utils/array.h"

#include "polarity.h"

#define LABELS (SENTI_POSITIVE + 1)

static ArrayType *
agreement_state(FunctionCallInfo fcinfo, int n)
{
	ArrayType  *state;

	/* by hand one could take pairs away that never came */
	if (!AggCheckCallContext(fcinfo, NULL))
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("transition function of an aggregate cannot be called by itself")));
	state = PG_GETARG_ARRAYTYPE_P(n);
	if (ARR_NDIM(state) != 1 || ARR_DIMS(state)[0] != LABELS * LABELS || ARR_HASNULL(state) || ARR_ELEMTYPE(state) != INT8OID)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("state of agreement must be an array of %d counts", LABELS * LABELS)));
	return state;
}

static int64 *
pair_counts(ArrayType *state)
{
	return (int64 *) ARR_DATA_PTR(state);
}

/* Count the pair of arguments 1 and 2 once more, or once less. */
static Datum
apply_pair(FunctionCallInfo fcinfo, int sign)
{
	ArrayType  *state = agreement_state(fcinfo, 0);

	pair_counts(state)[LABELS * polarity_label(PG_GETARG_OID(1)) + polarity_label(PG_GETARG_OID(2))] += sign;
	PG_RETURN_POINTER(state);
}

PG_FUNCTION_INFO_V1(sentiment_agreement_accum);
Datum
sentiment_agreement_accum(PG_FUNCTION_ARGS)
{
	return apply_pair(fcinfo, 1);
}

PG_FUNCTION_INFO_V1(sentiment_agreement_accum_inv);
Datum
sentiment_agreement_accum_inv(PG_FUNCTION_ARGS)
{
	return apply_pair(fcinfo, -1);
}

PG_FUNCTION_INFO_V1(sentiment_agreement_combine);
Datum
sentiment_agreement_combine(PG_FUNCTION_ARGS)
{
	ArrayType  *state = agreement_state(fcinfo, 0);
	const int64 *other = pair_counts(agreement_state(fcinfo, 1));

	for (int i = 0; i < LABELS * LABELS; i++)
		pair_counts(state)[i] += other[i];
	PG_RETURN_POINTER(state);
}

/*
 * NULL without pairs, and when both only ever gave one and the same label:
 * chance alone would give that.  Products of counts below 2^53 are exact.
 */
PG_FUNCTION_INFO_V1(sentiment_agreement_final);
Datum
sentiment_agreement_final(PG_FUNCTION_ARGS)
{
	const int64 *counts = pair_counts(agreement_state(fcinfo, 0));
	double		n = 0;
	double		agreed = 0;
	double		expected = 0;	/* times n * n */

	for (int i = 0; i < LABELS; i++)
	{
		double		first = 0;	/* how often the first reviewer gave label i, and the second */
		double		second = 0;

		for (int j = 0; j < LABELS; j++)
		{
			first += counts[LABELS * i + j];
			second += counts[LABELS * j + i];
		}
		n += first;
		agreed += counts[LABELS * i + i];
		expected += first * second;
	}
	if (expected == n * n)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8((n * agreed - expected) / (n * n - expected));
}
