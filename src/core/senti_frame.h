/*
 * senti_frame.h - what the frame of a sentence does to the findings in it
 *
 * Clauses, wishes, conditions, questions, requests, comparisons.  Used by the
 * files of rules only.
 */
#ifndef SENTI_FRAME_H
#define SENTI_FRAME_H

#include "senti_rules.h"

#define HAS(term, name) (((term)->classes & SENTI_CLASS(name)) != 0)

/* What the frame of a sentence is; term indexes, or the number of terms when absent. */
typedef struct Frame
{
	int			contrast;		/* last contrast word after the first clause */
	int			irrealis;		/* first wish or modal */
	int			condition;		/* first condition */
	int			concession;		/* first concession */
	int			question;		/* where the question begins: what is told before it is a statement */
	int			request;		/* first word that asks for something */
	int			habit;			/* first "used to" */
	bool		is_reproach;	/* the question, or what it contains, is a complaint */
	bool		is_turn;		/* it opens with a contrast to the sentence before, or sums up */
	bool		is_settled;		/* the writer contradicts an opinion that is not his own */
} Frame;

/* The kinds of term that no clause goes across. */
#define SENTI_BREAKS (1 << SENTI_TOKEN_CLAUSE | 1 << SENTI_TOKEN_SENTENCE)

static inline bool
senti_is_break(const SentiTerm *term)
{
	return term->kind == SENTI_TOKEN_CLAUSE || term->kind == SENTI_TOKEN_SENTENCE;
}

static inline int32_t
senti_scale(int32_t value_mille, int32_t factor_mille)
{
	return (int32_t) ((int64_t) value_mille * factor_mille / 1000);
}

/* Scale a finding by what its sign calls for. */
static inline void
senti_rate(SentiFinding *finding, int32_t good_mille, int32_t bad_mille)
{
	finding->value_mille = senti_scale(finding->value_mille, finding->value_mille > 0 ? good_mille : bad_mille);
}

/*
 * Number the clauses of the sentence's terms, from 0, list those that speak and
 * those with a valence or one of the classes, and note what they have among them.
 */
extern void senti_sentence_survey(SentiSentence *sentence, uint64_t candidate_classes);

/* Bytes of the clause around a term, without the marks that close it. */
extern void senti_clause_span(const SentiSentence *sentence, int i, uint32_t *start, uint32_t *end);

/*
 * Nearest term from i, in steps of 1 or -1, that has one of the classes, within
 * reach and within the clause (a connecting word may lie between, punctuation may
 * not); -1: none.  The sentence has the classes.
 */
extern int	senti_find_near(const SentiSentence *sentence, int i, uint64_t classes, int reach, int step);

/* The same before i, -1 also where the sentence has none of the classes, as most have not. */
static inline int
senti_find_before(const SentiSentence *sentence, int i, uint64_t classes, int reach)
{
	return sentence->classes & classes ? senti_find_near(sentence, i, classes, reach, -1) : -1;
}

/* Is the sentence about a drill, or a fault that is meant: "as designed", and not "not as designed"? */
extern bool senti_is_drill(const SentiSentence *sentence);

/* Has a term in [from, to) of this clause one of the classes, which the sentence has? */
extern bool senti_clause_has_some(const SentiSentence *sentence, uint16_t clause, int from, int to, uint64_t classes);

static inline bool
senti_clause_has(const SentiSentence *sentence, uint16_t clause, int from, int to, uint64_t classes)
{
	return (sentence->classes & classes) && senti_clause_has_some(sentence, clause, from, to, classes);
}

/* The sentence must be surveyed. */
extern void senti_frame_read(const SentiSentence *sentence, Frame *frame);

/* Let the frame change the findings of its sentence. */
extern void senti_frame_weigh(const SentiSentence *sentence, const Frame *frame, SentiFinding *findings, int count);

#endif							/* SENTI_FRAME_H */
