/*
 * senti_quantity.h - how long and how many, then and now
 *
 * "It took 20 minutes, now it takes 2": what a customer counts (time, clicks,
 * calls, errors) is better when it is less.  Used by senti_score.c only.
 */
#ifndef SENTI_QUANTITY_H
#define SENTI_QUANTITY_H

#include "senti_lexicon.h"
#include "senti_rules.h"

/* The last quantity that the text told; all 0 before there is one. */
typedef struct SentiQuantity
{
	uint32_t	tenths;			/* ten times the number as it is written, at most 10^7 */
	uint32_t	scale;			/* seconds in the unit; 1 for what is no time */
	uint8_t		unit;			/* SentiQuantityKind: time, work, or none */
	uint8_t		side;			/* SentiQuantityKind: then .. now, or none */
	uint8_t		age;			/* sentences since */
} SentiQuantity;

/*
 * Compare the quantities of a sentence with each other and with *last, and let
 * *last be its last one.  Findings of a comparison join the count others in the order of the
 * text, in place of what their own words said; returns the new number.  Clauses must be numbered.
 */
extern int	senti_quantity_compare(const SentiLexicon *lexicon, const uint8_t *text, const SentiSentence *sentence,
								   SentiQuantity *last, SentiFinding findings[SENTI_SENTENCE_MAX], int count);

#endif							/* SENTI_QUANTITY_H */
