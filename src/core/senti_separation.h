/*
 * senti_separation.h - how well a score tells two outcomes apart
 *
 * The area under the ROC curve: the probability that a row with the outcome
 * has a higher score than one without, ties counting half.  It is U / (n1 n0),
 * U of H. B. Mann, D. R. Whitney, "On a test of whether one of two random
 * variables is stochastically larger than the other", Annals of Mathematical
 * Statistics 18 (1947), 50-60; that it is that area: J. A. Hanley, B. J. McNeil,
 * "The meaning and use of the area under a receiver operating characteristic
 * (ROC) curve", Radiology 143 (1982), 29-36.
 */
#ifndef SENTI_SEPARATION_H
#define SENTI_SEPARATION_H

#include "senti_wide.h"

/* Begin with zeros. */
typedef struct SentiSeparation
{
	int64_t		with;			/* rows with the outcome */
	int64_t		without;
	SentiWide	twice_u;		/* of all pairs of both: 2 where the one with it is higher, 1 where they tie */
} SentiSeparation;

/* Rows of the next higher score. */
extern void senti_separation_add(SentiSeparation *separation, int64_t with, int64_t without);

/* 0..1; false without rows of both kinds.  Exact but for the division. */
extern bool senti_separation_area(const SentiSeparation *separation, double *area);

#endif							/* SENTI_SEPARATION_H */
