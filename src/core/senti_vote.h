/*
 * senti_vote.h - what a model says of a sentence for either side, and nothing else
 *
 * The same sums as senti_features_read and senti_model_weigh give, for a score alone:
 * no list of features, no clauses, no emotions.
 */
#ifndef SENTI_VOTE_H
#define SENTI_VOTE_H

#include "senti_model.h"

/* The sums of a sentence, or of a part of its features. */
typedef struct SentiSideVotes
{
	int32_t		positive;		/* of weights */
	int32_t		negative;
	int32_t		features;
} SentiSideVotes;

static inline void
senti_side_votes_add(SentiVotes *to, const SentiSideVotes *from)
{
	to->sum[SENTI_OUTPUT_POSITIVE] += from->positive;
	to->sum[SENTI_OUTPUT_NEGATIVE] += from->negative;
	to->features += from->features;
}

/*
 * The votes of the features of a sentence, as senti_features_read has it.  *last become those of its
 * findings that count besides in the last sentence of a text that has several.
 */
extern SentiSideVotes senti_vote_sentence(const SentiModel *model, const SentiSentence *sentence,
										  const SentiFinding *findings, int count, SentiSideVotes *last);

/* The votes of the last sentence's words that count besides. */
extern SentiSideVotes senti_vote_last_words(const SentiModel *model, const SentiWord *words, int count);

#endif							/* SENTI_VOTE_H */
