/*
 * senti_summary.h - the one state behind all aggregates
 *
 * Integers only, so that adding and then subtracting a row is the identity, the
 * result does not depend on the order of rows, and partial states merge exactly.
 * It is stored in tables and sent between servers: its layout is a file format.
 */
#ifndef SENTI_SUMMARY_H
#define SENTI_SUMMARY_H

#include <stddef.h>

#include "senti_wide.h"

#define SENTI_SUMMARY_VERSION 1
#define SENTI_WEIGHT_ONE 1000			/* a weight of 1 in thousandths */
#define SENTI_WEIGHT_MAX 100000			/* a weight of 100 */
#define SENTI_SECONDS_MAX INT64_C(10000000000000)	/* beyond what timestamptz can hold */
#define SENTI_SUMMARY_TEXT_MAX 512		/* bytes of the text form, with its final zero */

/*
 * 152 bytes without padding; sums of products that pass 64 bits are wide.
 * Scores are in 1/10000 (-10000..10000), weights in 1/1000 (1..100000), times
 * in whole seconds since 2000-01-01 UTC (microseconds with weights would pass
 * 128 bits within hundreds of rows).  Rows without a time are in the first
 * block only.
 */
typedef struct SentiSummary
{
	uint32_t	version;		/* SENTI_SUMMARY_VERSION */
	uint32_t	reserved;		/* zero */
	int64_t		n;				/* rows */
	int64_t		positives;		/* rows above the neutral band */
	int64_t		negatives;		/* rows below it */
	int64_t		weight;			/* sum of weights */
	int64_t		positive_weight;
	int64_t		negative_weight;
	int64_t		sum_ws;			/* weight * score */
	SentiWide	sum_wss;		/* weight * score^2 */
	int64_t		timed_n;		/* rows with a time */
	int64_t		timed_weight;
	int64_t		timed_ws;		/* weight * score of rows with a time */
	SentiWide	sum_wt;			/* weight * time */
	SentiWide	sum_wtt;		/* weight * time^2 */
	SentiWide	sum_wst;		/* weight * score * time */
} SentiSummary;

/* All fields after the reserved one, in the order of every form; INT and WIDE are macros of a field's name. */
#define SENTI_SUMMARY_FIELDS(INT, WIDE) \
	INT(n) INT(positives) INT(negatives) \
	INT(weight) INT(positive_weight) INT(negative_weight) \
	INT(sum_ws) WIDE(sum_wss) \
	INT(timed_n) INT(timed_weight) INT(timed_ws) \
	WIDE(sum_wt) WIDE(sum_wtt) WIDE(sum_wst)

typedef struct SentiRow
{
	int32_t		score_e4;
	int32_t		weight_mille;
	int64_t		seconds;		/* since 2000-01-01; unused without has_time */
	bool		has_time;
} SentiRow;

extern void senti_summary_init(SentiSummary *summary);

/* Add a row, or take away one that was added; false on overflow, the state is then undefined. */
extern bool senti_summary_add(SentiSummary *summary, const SentiRow *row);
extern bool senti_summary_remove(SentiSummary *summary, const SentiRow *row);

/* Add all rows of another summary, or take them away; false on overflow. */
extern bool senti_summary_merge(SentiSummary *summary, const SentiSummary *other);
extern bool senti_summary_unmerge(SentiSummary *summary, const SentiSummary *other);

/*
 * Multiply the weight of each row by weight_mille / 1000, 0..SENTI_WEIGHT_MAX:
 * the same as adding rows of the product.  By 0 nothing remains, because rows
 * that weigh nothing do not count.  False, and the state is then undefined,
 * when a sum does not come to a whole number of thousandths, or is none that
 * rows can have; sums of rows of weight 1 always do.
 */
extern bool senti_summary_scale(SentiSummary *summary, int32_t weight_mille);

/*
 * Could rows have made this?  For bytes that come from outside: what passes has
 * results in range, and merges of it do, too.  Not every lie is found.
 */
extern bool senti_summary_is_valid(const SentiSummary *summary);

/*
 * Results; false when there is none (no rows; for the trend also when all times
 * are equal).  net: -100..100, 100 * (positive - negative) / all weight.
 * mean: -1..1.  variance: of the population, weighted, 0..1.
 * trend: least-squares slope of the score per day.
 */
extern bool senti_summary_net(const SentiSummary *summary, double *net);
extern bool senti_summary_mean(const SentiSummary *summary, double *mean);
extern bool senti_summary_variance(const SentiSummary *summary, double *variance);
extern bool senti_summary_trend(const SentiSummary *summary, double *trend);

/*
 * Text form: the fields in order, comma separated, in parentheses; wide sums in
 * hexadecimal with a sign.  print needs SENTI_SUMMARY_TEXT_MAX bytes and returns
 * the length; parse takes a zero-terminated string and returns false for
 * anything that print would not write.
 */
extern size_t senti_summary_print(const SentiSummary *summary, char *out);
extern bool senti_summary_parse(const char *text, SentiSummary *summary);

#endif							/* SENTI_SUMMARY_H */
