/*
 * senti_emotion.h - what a text shows besides its score: emotions, urgency, risks
 *
 * A finding is evidence of the emotion that its word or its rule names, and one
 * that names none of the general one of its reason.  How much the sum of it means
 * depends on the side of the whole text: thanks in a complaint are a form, a
 * fault told in praise is no frustration.
 */
#ifndef SENTI_EMOTION_H
#define SENTI_EMOTION_H

#include "senti_rules.h"

/* What speaks for one signal: the findings so far. */
typedef struct SentiEvidence
{
	int64_t		sum_mille;		/* valence points */
	int32_t		peak_mille;		/* of the strongest finding */
	uint32_t	start;			/* bytes: its clause */
	uint32_t	end;
} SentiEvidence;

/* How strongly a text shows an emotion, urgency or a risk. */
typedef struct SentiSignal
{
	int32_t		intensity_e4;	/* 0 .. 9999 */
	uint32_t	quote_start;	/* bytes: the clause that shows it most; equal to quote_end where the intensity is 0 */
	uint32_t	quote_end;
} SentiSignal;

extern void senti_emotion_add(SentiEvidence evidence[SENTI_SIGNAL_COUNT], const SentiFinding *finding);

/* side is that of the whole text: -1 negative, 0 neutral, 1 positive.  signal is all zero, and stays so where there is no evidence. */
extern void senti_emotion_weigh(const SentiEvidence evidence[SENTI_SIGNAL_COUNT], int side, SentiSignal signal[SENTI_SIGNAL_COUNT]);

/* The strongest of the six emotions, NONE below the floor; urgency and the risks are none. */
extern SentiEmotion senti_emotion_strongest(const SentiSignal signal[SENTI_SIGNAL_COUNT]);

#endif							/* SENTI_EMOTION_H */
