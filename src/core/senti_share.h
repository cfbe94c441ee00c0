/*
 * senti_share.h - what findings and wording contribute to a score
 *
 * Hand over every finding and, with a model, every clause once, the findings in the order in
 * which the sink had them.  What is returned adds up to the score exactly: each is the
 * difference of two rounded sums, and the last bears what is left.
 */
#ifndef SENTI_SHARE_H
#define SENTI_SHARE_H

#include "senti_score.h"

typedef struct SentiShare
{
	const SentiScan *scan;
	uint32_t	findings;		/* so far */
	uint32_t	clauses;
	/* the rules: a sum in micro, and what it is divided by */
	int64_t		total;
	int64_t		norm;
	int64_t		sum;			/* weighted values so far */
	int32_t		rules_e4;		/* the score by the rules alone */
	/* the model: leanings (senti_model.h) divided by scale */
	int64_t		scale;
	int64_t		rules_leaning;	/* the rules' part of the text's */
	int64_t		leaning;		/* of the clauses so far, not divided */
	int64_t		worth_e4;		/* a leaning of per is worth so much of the score */
	int64_t		per;
	int32_t		score_e4;
	int32_t		done_e4;		/* contributions so far */
} SentiShare;

/* The scan must be finished, and stay. */
extern void senti_share_init(SentiShare *share, const SentiScan *scan);

/* What a finding, and the wording of a clause (0 without a model), contribute to the score, in 1/10000. */
extern int32_t senti_share_finding(SentiShare *share, const SentiFinding *finding);
extern int32_t senti_share_clause(SentiShare *share, const SentiClause *clause);

#endif							/* SENTI_SHARE_H */
