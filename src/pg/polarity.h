/*
 * polarity.h - the SQL enum polarity and the core's labels
 */
#ifndef POLARITY_H
#define POLARITY_H

#include <math.h>

#include "pg_compat.h"
#include "senti_score.h"

/* Oid of the enum value of type polarity that a label is; ERROR when it is missing. */
extern Oid	polarity_value(Oid polarity_type, SentiLabel label);

/* Label of an enum value. */
extern SentiLabel polarity_label(Oid value);

/* The error of a score that is not within -1 and 1: 22003. */
pg_noreturn extern void score_out_of_range(float8 score);

/* NaN and infinity are not within -1 and 1. */
static inline void
check_score(float8 score)
{
	if (!(score >= -1.0 && score <= 1.0))
		score_out_of_range(score);
}

/* A score argument in 1/10000, rounded; checked. */
static inline int32
score_argument(float8 score)
{
	check_score(score);
	return (int32) rint(score * SENTI_SCORE_ONE);
}

#endif							/* POLARITY_H */
