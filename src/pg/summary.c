/*
 * summary.c - the base type summary: input, output, operators, accessors
 */
#include "postgres.h"

#include <math.h>

#include "common/hashfn.h"
#include "fmgr.h"
#include "libpq/pqformat.h"

#include "summary.h"

StaticAssertDecl(sizeof(SentiSummary) == 152, "INTERNALLENGTH of type summary in sql/install/20-summary.sql");

void
summary_overflow(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("sentiment summary is out of range"),
			 errdetail("The sums of this many rows, weights and times do not fit.")));
}

PG_FUNCTION_INFO_V1(sentiment_summary_in);
Datum
sentiment_summary_in(PG_FUNCTION_ARGS)
{
	char	   *text = PG_GETARG_CSTRING(0);
	SentiSummary *summary = palloc(sizeof(SentiSummary));

	if (!senti_summary_parse(text, summary))
		ereturn(fcinfo->context, (Datum) 0,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid input syntax for type %s: \"%s\"", "summary", text),
				 errdetail("A summary is what tally() returns: %d numbers in parentheses that some rows can add up to.", 15)));
	PG_RETURN_POINTER(summary);
}

PG_FUNCTION_INFO_V1(sentiment_summary_out);
Datum
sentiment_summary_out(PG_FUNCTION_ARGS)
{
	char	   *text = palloc(SENTI_SUMMARY_TEXT_MAX);

	senti_summary_print(PG_GETARG_SUMMARY_P(0), text);
	PG_RETURN_CSTRING(text);
}

static SentiWide
receive_wide(StringInfo buffer)
{
	SentiWide	wide;

	wide.high = pq_getmsgint64(buffer);
	wide.low = (uint64_t) pq_getmsgint64(buffer);
	return wide;
}

static void
send_wide(StringInfo buffer, SentiWide wide)
{
	pq_sendint64(buffer, wide.high);
	pq_sendint64(buffer, wide.low);
}

PG_FUNCTION_INFO_V1(sentiment_summary_recv);
Datum
sentiment_summary_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buffer = (StringInfo) PG_GETARG_POINTER(0);
	SentiSummary *summary = palloc(sizeof(SentiSummary));

	summary->version = pq_getmsgint(buffer, 4);
	summary->reserved = pq_getmsgint(buffer, 4);
#define RECEIVE_INT(field) summary->field = pq_getmsgint64(buffer);
#define RECEIVE_WIDE(field) summary->field = receive_wide(buffer);
	SENTI_SUMMARY_FIELDS(RECEIVE_INT, RECEIVE_WIDE)
	if (!senti_summary_is_valid(summary))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid binary representation of type %s", "summary"),
				 errdetail("No rows can add up to these sums, or the version is not %d.", SENTI_SUMMARY_VERSION)));
	PG_RETURN_POINTER(summary);
}

PG_FUNCTION_INFO_V1(sentiment_summary_send);
Datum
sentiment_summary_send(PG_FUNCTION_ARGS)
{
	SentiSummary *summary = PG_GETARG_SUMMARY_P(0);
	StringInfoData buffer;

	pq_begintypsend(&buffer);
	pq_sendint32(&buffer, summary->version);
	pq_sendint32(&buffer, summary->reserved);
#define SEND_INT(field) pq_sendint64(&buffer, summary->field);
#define SEND_WIDE(field) send_wide(&buffer, summary->field);
	SENTI_SUMMARY_FIELDS(SEND_INT, SEND_WIDE)
	PG_RETURN_BYTEA_P(pq_endtypsend(&buffer));
}

/* ---- operators ---- */

PG_FUNCTION_INFO_V1(sentiment_summary_add);
Datum
sentiment_summary_add(PG_FUNCTION_ARGS)
{
	SentiSummary *sum = palloc(sizeof(SentiSummary));

	*sum = *PG_GETARG_SUMMARY_P(0);
	if (!senti_summary_merge(sum, PG_GETARG_SUMMARY_P(1)))
		summary_overflow();
	PG_RETURN_POINTER(sum);
}

PG_FUNCTION_INFO_V1(sentiment_summary_subtract);
Datum
sentiment_summary_subtract(PG_FUNCTION_ARGS)
{
	SentiSummary *rest = palloc(sizeof(SentiSummary));

	*rest = *PG_GETARG_SUMMARY_P(0);
	if (!senti_summary_unmerge(rest, PG_GETARG_SUMMARY_P(1)) || !senti_summary_is_valid(rest))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("cannot subtract a summary that is not part of the other"),
				 errdetail("What would remain are sums that no rows can have.")));
	PG_RETURN_POINTER(rest);
}

PG_FUNCTION_INFO_V1(sentiment_summary_multiply);
Datum
sentiment_summary_multiply(PG_FUNCTION_ARGS)
{
	SentiSummary *product = palloc(sizeof(SentiSummary));
	float8		weight = PG_GETARG_FLOAT8(1);

	*product = *PG_GETARG_SUMMARY_P(0);
	if (!senti_summary_scale(product, weight_mille_argument(weight)))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("cannot multiply the weights of this summary by %g", weight),
				 errdetail("Each must come to a whole number of thousandths, up to %d.", SENTI_WEIGHT_MAX / SENTI_WEIGHT_ONE),
				 errhint("A tally without weights can be multiplied by any weight.")));
	PG_RETURN_POINTER(product);
}

/* Equal summaries are equal byte by byte: there is no padding, and each number has one form. */
static bool
is_equal(FunctionCallInfo fcinfo)
{
	return memcmp(PG_GETARG_SUMMARY_P(0), PG_GETARG_SUMMARY_P(1), sizeof(SentiSummary)) == 0;
}

PG_FUNCTION_INFO_V1(sentiment_summary_equal);
Datum
sentiment_summary_equal(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(is_equal(fcinfo));
}

PG_FUNCTION_INFO_V1(sentiment_summary_differs);
Datum
sentiment_summary_differs(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(!is_equal(fcinfo));
}

PG_FUNCTION_INFO_V1(sentiment_summary_hash);
Datum
sentiment_summary_hash(PG_FUNCTION_ARGS)
{
	return hash_any((unsigned char *) PG_GETARG_SUMMARY_P(0), sizeof(SentiSummary));
}

PG_FUNCTION_INFO_V1(sentiment_summary_hash_extended);
Datum
sentiment_summary_hash_extended(PG_FUNCTION_ARGS)
{
	return hash_any_extended((unsigned char *) PG_GETARG_SUMMARY_P(0), sizeof(SentiSummary), PG_GETARG_INT64(1));
}

/* ---- accessors; also the final functions of the aggregates ---- */

PG_FUNCTION_INFO_V1(sentiment_summary_n);
Datum
sentiment_summary_n(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(PG_GETARG_SUMMARY_P(0)->n);
}

PG_FUNCTION_INFO_V1(sentiment_summary_positives);
Datum
sentiment_summary_positives(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(PG_GETARG_SUMMARY_P(0)->positives);
}

PG_FUNCTION_INFO_V1(sentiment_summary_negatives);
Datum
sentiment_summary_negatives(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(PG_GETARG_SUMMARY_P(0)->negatives);
}

PG_FUNCTION_INFO_V1(sentiment_summary_neutrals);
Datum
sentiment_summary_neutrals(PG_FUNCTION_ARGS)
{
	SentiSummary *summary = PG_GETARG_SUMMARY_P(0);

	PG_RETURN_INT64(summary->n - summary->positives - summary->negatives);
}

PG_FUNCTION_INFO_V1(sentiment_summary_weight);
Datum
sentiment_summary_weight(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8((float8) PG_GETARG_SUMMARY_P(0)->weight / SENTI_WEIGHT_ONE);
}

PG_FUNCTION_INFO_V1(sentiment_summary_net);
Datum
sentiment_summary_net(PG_FUNCTION_ARGS)
{
	double		net;

	if (!senti_summary_net(PG_GETARG_SUMMARY_P(0), &net))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(net);
}

PG_FUNCTION_INFO_V1(sentiment_summary_mean);
Datum
sentiment_summary_mean(PG_FUNCTION_ARGS)
{
	double		mean;

	if (!senti_summary_mean(PG_GETARG_SUMMARY_P(0), &mean))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(mean);
}

PG_FUNCTION_INFO_V1(sentiment_summary_variance);
Datum
sentiment_summary_variance(PG_FUNCTION_ARGS)
{
	double		variance;

	if (!senti_summary_variance(PG_GETARG_SUMMARY_P(0), &variance))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(variance);
}

PG_FUNCTION_INFO_V1(sentiment_summary_stddev);
Datum
sentiment_summary_stddev(PG_FUNCTION_ARGS)
{
	double		variance;

	if (!senti_summary_variance(PG_GETARG_SUMMARY_P(0), &variance))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(sqrt(variance));
}

PG_FUNCTION_INFO_V1(sentiment_summary_trend);
Datum
sentiment_summary_trend(PG_FUNCTION_ARGS)
{
	double		trend;

	if (!senti_summary_trend(PG_GETARG_SUMMARY_P(0), &trend))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(trend);
}
