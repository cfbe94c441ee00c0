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
	/* laid out as SentiEntry, so that it is copied at once */
	uint64_t	classes;		/* bits SENTI_CLASS(...) */
	int16_t		valence_mille;
	uint8_t		topic;			/* SentiTopic, or a site's own */
	uint8_t		emotion;		/* SentiEmotion */
	uint8_t		is_site;		/* 1: a term of the site's own lexicon */
	uint8_t		speaks;			/* 0: a plain word that no rule asks for */
	uint8_t		language:2;		/* SentiWordLanguage of its first word */
	uint8_t		quantity:6;		/* SENTI_QUANTITY_... */
	uint8_t		flags;			/* SENTI_TOKEN_... */
	/* what the entry does not tell */
	uint32_t	start;			/* bytes in the text */
	uint32_t	end;
	uint32_t	word;			/* lexicon's word id, 0: unknown */
	uint16_t	clause;			/* number of the clause, ascending from 0 */
	uint8_t		kind;			/* SentiTokenKind */
	uint8_t		is_named;		/* 1: the site's topics say what it names, whatever it feels */
} SentiTerm;

/* What stands in a word's place as its hash where there is no word. */
enum
{
	SENTI_WORD_NUMBER = 1,
	SENTI_WORD_MARK,			/* of punctuation */
	SENTI_WORD_OPAQUE
};

/* A word as the model sees it; phrases are not joined here. */
typedef struct SentiWord
{
	uint32_t	hash;			/* of its key */
	uint32_t	stem;			/* of the first SENTI_STEM bytes of a longer key, else 0 */
	uint32_t	start;			/* bytes in the text */
} SentiWord;

#define SENTI_STEM 5

/* The word of a key that begins with head, by the key's hash. */
static inline SentiWord
senti_word(uint64_t head, size_t len, uint64_t hash, uint32_t start)
{
	uint32_t	stem = (uint32_t) (senti_hash_chunk(0, head << (64 - 8 * SENTI_STEM)) >> 32);

	return (SentiWord) {(uint32_t) (hash >> 32), len > SENTI_STEM ? stem : 0, start};
}

typedef struct SentiSentence
{
	uint16_t	term_count;
	uint16_t	speaker_count;
	uint16_t	candidate_count;
	uint8_t		end_flags;		/* SENTI_TOKEN_QUESTION, _EXCLAIM */
	bool		is_shouted;		/* most words are capitals: they emphasise nothing */
	/* what the speaking terms have among them: what none has, no rule need look for */
	bool		has_site;		/* a term is of the site's own lexicon */
	uint8_t		kinds;			/* bits 1 << SentiTokenKind */
	uint8_t		flags;			/* SENTI_TOKEN_... */
	bool		has_topic;		/* a term names one */
	uint64_t	classes;		/* bits SENTI_CLASS(...) */
	uint64_t	quantities;		/* bits 1 << SENTI_QUANTITY_... */
	uint64_t	starts[(SENTI_SENTENCE_MAX + 63) / 64]; /* bits of terms behind one with which a phrase may begin */
	uint8_t		speakers[SENTI_SENTENCE_MAX];	/* indexes of the terms that speak: two of three do not */
	uint8_t		candidates[SENTI_SENTENCE_MAX]; /* of those with which a finding may end */
	SentiTerm	terms[SENTI_SENTENCE_MAX];
	uint16_t	word_count;
	SentiWord	words[SENTI_SENTENCE_MAX];
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
	uint8_t		topic;			/* SentiTopic: the last one that was named */
	int32_t		counted_mille;	/* sum of its findings */
	int32_t		stated_mille;	/* the same, had it stated all that it names */
	bool		is_question;
	bool		is_answer;		/* it answers the one before, and tells nothing of its own */
	bool		is_belief;		/* it says what is or was thought, not what is */
	bool		is_owed;		/* it names a function, an answer, a promise */
} SentiBefore;

/* The classes of a term with which a finding may end that has no valence. */
extern uint64_t senti_rules_classes(void);

/*
 * Apply all rules to a sentence, which is surveyed (senti_frame.h).  Writes
 * findings, but for their topics, in the order of the text, at most one for a
 * term; returns their number.  *before tells of the sentence before, and then, but for topic and
 * counted_mille, of this one.
 */
extern int	senti_rules_apply(const SentiSentence *sentence, SentiBefore *before,
							  SentiFinding findings[SENTI_SENTENCE_MAX]);

#endif							/* SENTI_RULES_H */
