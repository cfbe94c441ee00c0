/*
 * senti_belief.h - what the writer himself believes
 *
 * Denials and answers ("but it was not", "Is it fast? No.") and opinions that are
 * another's or no longer the writer's ("some people say", "in the past").  Used
 * by senti_rules.c only.
 */
#ifndef SENTI_BELIEF_H
#define SENTI_BELIEF_H

#include "senti_frame.h"

/*
 * Nearest negator in the clause that governs term i; -1: none.  A verb of
 * opinion carries a negation on: "I don't think that the new plan is good".
 */
extern int	senti_negator_of(const SentiSentence *sentence, int i);

/*
 * Term i ends a clause that only denies or affirms what was said before it, in
 * this sentence (findings[0 .. count - 1]) or in the one before: then *finding
 * is what that adds, and what it denies in this sentence is void.
 */
extern bool senti_belief_deny(const SentiSentence *sentence, SentiBefore *before, int i,
							  SentiFinding *findings, int count, SentiFinding *finding);

/*
 * Void the opinions that the writer contradicts with his own; true when there
 * are any.  The findings must not have been weighed yet.
 */
extern bool senti_belief_settle(const SentiSentence *sentence, SentiFinding *findings, int count);

/* What the sentence after this one has to know of it, but for what it counted. */
extern void senti_belief_remember(const SentiSentence *sentence, const SentiFinding *findings, int count,
								  SentiBefore *before);

#endif							/* SENTI_BELIEF_H */
