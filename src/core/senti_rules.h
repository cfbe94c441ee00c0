/*
 * senti_rules.h - from the terms of one sentence to findings
 *
 * Rules see terms and their classes, never bytes and never words.
 */
#ifndef SENTI_RULES_H
#define SENTI_RULES_H

#include "senti_class.h"
#include "senti_token.h"

/*
 * Terms that are looked at together; a longer sentence is read in pieces.
 * Bounds the memory of the scan: it lies on the stack whatever the text's length.
 */
#define SENTI_SENTENCE_MAX 160

/* One token with what the lexicon says of it; a phrase is one term. */
typedef struct SentiTerm
{
	uint64_t	classes;		/* bits SENTI_CLASS(...) */
	uint32_t	start;			/* bytes in the text */
	uint32_t	end;
	uint32_t	word;			/* lexicon's word id, 0: unknown */
	int16_t		valence_mille;
	uint8_t		kind;			/* SentiTokenKind */
	uint8_t		flags;			/* SENTI_TOKEN_... */
	uint8_t		topic;			/* SentiTopic */
	uint8_t		emotion;		/* SentiEmotion */
	uint16_t	clause;			/* number of the clause, ascending from 0 */
	bool		is_site;		/* a term of the site's own lexicon */
} SentiTerm;

typedef struct SentiSentence
{
	uint16_t	term_count;
	uint8_t		end_flags;		/* SENTI_TOKEN_QUESTION, _EXCLAIM */
	bool		is_shouted;		/* most words are capitals: they emphasise nothing */
	/* what the terms have among them: what none has, no rule need look for */
	bool		has_site;		/* a term is of the site's own lexicon */
	uint8_t		kinds;			/* bits 1 << SentiTokenKind */
	uint8_t		flags;			/* SENTI_TOKEN_... */
	uint8_t		topics;			/* bits 1 << SentiTopic */
	uint64_t	classes;		/* bits SENTI_CLASS(...) */
	SentiTerm	terms[SENTI_SENTENCE_MAX];
} SentiSentence;

/* How the rest of the text may change a finding's weight. */
typedef enum SentiBucket
{
	SENTI_BUCKET_PLAIN,			/* counts as it is */
	SENTI_BUCKET_COURTESY,		/* thanks: weak beside a live problem */
	SENTI_BUCKET_PROBLEM,		/* a fault: weak once it is fixed */
	SENTI_BUCKET_PAST,			/* trouble told in the past: weak once it is over */
	SENTI_BUCKET_FIXED,			/* a repair: void when the fault is back */
	SENTI_BUCKET_TURN,			/* "now it is fast": ends the trouble told before */
	SENTI_BUCKET_HINT,			/* "since Monday": weak, and the frame leaves it alone */
	SENTI_BUCKET_COUNT
} SentiBucket;

/* Something in the text that carries sentiment, risk or urgency. */
typedef struct SentiFinding
{
	uint32_t	start;			/* bytes: the words that carry it */
	uint32_t	end;
	uint32_t	clause_start;	/* bytes: the clause around them */
	uint32_t	clause_end;
	int32_t		value_mille;	/* before the rest of the text is known */
	uint16_t	term;			/* index of its term in the sentence */
	uint8_t		reason;			/* SentiReason */
	uint8_t		bucket;			/* SentiBucket */
	uint8_t		topic;			/* SentiTopic that it is about */
	uint8_t		emotion;		/* SentiEmotion */
} SentiFinding;

/* What the rules know of the sentence before. */
typedef struct SentiBefore
{
	SentiTopic	topic;			/* the last one that was named */
	int32_t		counted_mille;	/* sum of its findings */
	int32_t		stated_mille;	/* the same, had it stated all that it names */
	bool		is_question;
	bool		is_answer;		/* it answers the one before, and tells nothing of its own */
	bool		is_belief;		/* it says what is or was thought, not what is */
	bool		is_owed;		/* it names a function, an answer, a promise */
} SentiBefore;

/*
 * Apply all rules to a sentence.  Numbers the clauses of its terms and writes
 * findings in the order of the text, at most one for a term; returns their
 * number.  *before tells of the sentence before, and then, but for topic and
 * counted_mille, of this one.
 */
extern int	senti_rules_apply(SentiSentence *sentence, SentiBefore *before,
							  SentiFinding findings[SENTI_SENTENCE_MAX]);

#endif							/* SENTI_RULES_H */
