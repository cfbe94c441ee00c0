/*
 * polarity.h - the SQL enum polarity and the core's labels
 */
#ifndef POLARITY_H
#define POLARITY_H

#include "senti_score.h"

/* Oid of the enum value of type polarity that a label is; ERROR when it is missing. */
extern Oid	polarity_value(Oid polarity_type, SentiLabel label);

/* Label of an enum value. */
extern SentiLabel polarity_label(Oid value);

/* ERROR 22003 when a score is not within -1 and 1 (NaN and infinity are not). */
extern void check_score(float8 score);

/* A score argument in 1/10000, rounded; checked. */
extern int32 score_argument(float8 score);

#endif							/* POLARITY_H */
