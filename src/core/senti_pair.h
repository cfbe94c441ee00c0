/*
 * senti_pair.h - pairs of classes of which one governs the other
 *
 * Used by senti_rules.c only.
 */
#ifndef SENTI_PAIR_H
#define SENTI_PAIR_H

#include "senti_frame.h"

/* Terms whose effect is used up: a bit for each term of a sentence. */
static inline bool
senti_is_consumed(const uint64_t *consumed, int i)
{
	return consumed[i / 64] >> (i % 64) & 1;
}

static inline void
senti_consume(uint64_t *consumed, int i)
{
	consumed[i / 64] |= UINT64_C(1) << (i % 64);
}

/* Classes of the terms that a pair may end with. */
extern uint64_t senti_pair_targets(void);

/* Bits of the rules whose two sides the sentence has. */
extern uint64_t senti_pairs_possible(const SentiSentence *sentence);

/* The first of these rules that ends at term i and applies; false when none does. */
extern bool senti_pair_apply(const SentiSentence *sentence, const Frame *frame, uint64_t rules, int i,
							 uint64_t *consumed, SentiFinding *finding);

#endif							/* SENTI_PAIR_H */
