/*
 * senti_irony.h - praise that means its opposite
 *
 * Used by senti_frame.c and senti_score.c only.
 */
#ifndef SENTI_IRONY_H
#define SENTI_IRONY_H

#include "senti_frame.h"

/* Turn the praise of an ironic sentence round; its findings have been weighed. */
extern void senti_irony_apply(const SentiSentence *sentence, const Frame *frame, SentiFinding *findings, int count);

/* The same for praise alone behind a failure; before_mille: sum of the sentence before. */
extern void senti_irony_afterthought(const SentiSentence *sentence, int32_t before_mille,
									 SentiFinding *findings, int count);

#endif							/* SENTI_IRONY_H */
