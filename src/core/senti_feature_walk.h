/*
 * senti_feature_walk.h - what is a feature of a sentence
 *
 * For senti_feature.c, which lists features, and for senti_vote.c, which adds up
 * their weights without a list.
 */
#ifndef SENTI_FEATURE_WALK_H
#define SENTI_FEATURE_WALK_H

#include "senti_feature.h"

/* The kinds of feature. */
enum
{
	SENTI_SHOWS_WORD = 1,
	SENTI_SHOWS_WORD_LAST,
	SENTI_SHOWS_WORD_START,
	SENTI_SHOWS_WORD_PAIR,
	SENTI_SHOWS_WORD_NEGATED,
	SENTI_SHOWS_OPENING,
	SENTI_SHOWS_OPENING_PAIR,
	SENTI_SHOWS_CLASSES,
	SENTI_SHOWS_CLASSES_PAIR,
	SENTI_SHOWS_CLASSES_SKIP,
	SENTI_SHOWS_FINDING,
	SENTI_SHOWS_FINDING_LAST,
	SENTI_SHOWS_FINDING_EMOTION,
	SENTI_SHOWS_END
};

#define SENTI_NEGATED_REACH 3	/* terms behind a negator, in its clause */
#define SENTI_SHOWN_STEP_MILLE 700	/* strengths of a finding are told apart by steps of this */
#define SENTI_SHOWN_STEPS 3
#define SENTI_SHOWN_CLEAR_MILLE 300	/* strengths of a term: hardly, weak, strong */
#define SENTI_SHOWN_STRONG_MILLE 1500

/* Takes a feature: its row, and its clause of the sentence. */
typedef void (*SentiTake) (void *to, uint32_t row, uint16_t clause);

/* The upper half of senti_hash_chunk(senti_hash_chunk(kind, first), second). */
static inline uint32_t
senti_feature_hash(uint64_t kind, uint64_t first, uint64_t second)
{
	return (uint32_t) ((senti_hash_chunk(kind, first) ^ second) * SENTI_HASH_FACTOR >> 32);
}

static inline uint32_t
senti_feature_row(uint64_t kind, uint64_t first, uint64_t second)
{
	return (uint32_t) ((uint64_t) senti_feature_hash(kind, first, second) * SENTI_FEATURE_ROWS >> 32);
}

/* How a sentence begins tells what it is: a question, a request, a report. */
static inline void
senti_walk_opening(const SentiSentence *sentence, SentiTake take, void *to)
{
	const SentiWord *words = sentence->words;
	uint16_t	clause = sentence->terms[0].clause;

	take(to, senti_feature_row(SENTI_SHOWS_OPENING, words[0].hash, sentence->end_flags & SENTI_TOKEN_QUESTION), clause);
	if (sentence->word_count > 1)
		take(to, senti_feature_row(SENTI_SHOWS_OPENING_PAIR, words[0].hash, words[1].hash), clause);
}

/* A word itself, in the clause of the term that holds it; a pair is in that of its second: "but" turns what came before. */
static inline void
senti_walk_word(const SentiSentence *sentence, const SentiWord *word, uint16_t clause, SentiTake take, void *to)
{
	take(to, senti_feature_row(SENTI_SHOWS_WORD, word->hash, 0), clause);
	if (word->stem != 0)
		take(to, senti_feature_row(SENTI_SHOWS_WORD_START, word->stem, 0), clause);
	if (word > sentence->words)
		take(to, senti_feature_row(SENTI_SHOWS_WORD_PAIR, word[-1].hash, word->hash), clause);
}

/* Sees a word with its clause, and whether a negator reaches it. */
typedef void (*SentiSeeWord) (void *to, const SentiWord *word, uint16_t clause, bool is_negated);

/* The words of the sentence by the terms that hold them. */
static inline void
senti_walk_terms(const SentiSentence *sentence, SentiSeeWord see, void *to)
{
	const SentiWord *word = sentence->words;
	const SentiWord *end = word + sentence->word_count;
	const SentiTerm *last_term = &sentence->terms[sentence->term_count - 1];
	int			reach = 0;		/* of the last negator, in terms from here on */
	uint16_t	negated_clause = 0;

	for (const SentiTerm *term = sentence->terms; term <= last_term; term++, reach--)
	{
		uint16_t	clause = term->clause;
		bool		is_negated = reach > 0 && clause == negated_clause;

		for (; word < end && (term == last_term || word->start < term[1].start); word++)
			see(to, word, clause, is_negated);
		if (term->classes & SENTI_CLASS(NEGATOR))
		{
			reach = SENTI_NEGATED_REACH + 1;
			negated_clause = clause;
		}
	}
}

/* What a term's entry says, as a number; 0: nothing. */
static inline uint32_t
senti_term_shows(const SentiTerm *term)
{
	int			valence = term->valence_mille;
	int			strength;		/* 1 .. 5, 3 in the middle */

	if (term->kind == SENTI_TOKEN_NUMBER)
		return SENTI_WORD_NUMBER;
	if (term->kind == SENTI_TOKEN_CLAUSE || (term->classes == 0 && valence == 0))
		return 0;
	strength = 3 + (valence > SENTI_SHOWN_CLEAR_MILLE) + (valence >= SENTI_SHOWN_STRONG_MILLE) -
		(valence < -SENTI_SHOWN_CLEAR_MILLE) - (valence <= -SENTI_SHOWN_STRONG_MILLE);
	return senti_feature_hash(0, term->classes, (uint64_t) strength);
}

/*
 * Classes of the terms that have any, as though the others were not there; those of a
 * pair count for its last.  Only terms that speak have any.
 */
static inline void
senti_walk_classes(const SentiSentence *sentence, SentiTake take, void *to)
{
	uint32_t	before[2] = {0};	/* the last that spoke, and the one before it */

	for (int s = 0; s < sentence->speaker_count; s++)
	{
		const SentiTerm *term = &sentence->terms[sentence->speakers[s]];
		uint32_t	classes = senti_term_shows(term);

		if (classes == 0)
			continue;
		take(to, senti_feature_row(SENTI_SHOWS_CLASSES, classes, 0), term->clause);
		if (before[0] != 0)
			take(to, senti_feature_row(SENTI_SHOWS_CLASSES_PAIR, before[0], classes), term->clause);
		if (before[1] != 0)
			take(to, senti_feature_row(SENTI_SHOWS_CLASSES_SKIP, before[1], classes), term->clause);
		before[1] = before[0];
		before[0] = classes;
	}
}

static inline void
senti_walk_findings(const SentiSentence *sentence, const SentiFinding *findings, int count,
					SentiTake take, SentiTake take_last, void *to)
{
	for (int f = 0; f < count; f++)
	{
		const SentiFinding *finding = &findings[f];
		uint16_t	clause = sentence->terms[finding->term].clause;
		int32_t		value = finding->value_mille;
		int32_t		steps = (value < 0 ? -value : value) / SENTI_SHOWN_STEP_MILLE;
		unsigned	strength = (unsigned) (steps < SENTI_SHOWN_STEPS ? steps : SENTI_SHOWN_STEPS);
		unsigned	side = value > 0 ? 1 : value < 0 ? 2 : 0;

		take(to, senti_feature_row(SENTI_SHOWS_FINDING, finding->reason, side << 8 | strength), clause);
		take(to, senti_feature_row(SENTI_SHOWS_FINDING_EMOTION, finding->reason, side << 8 | finding->emotion), clause);
		take_last(to, senti_feature_row(SENTI_SHOWS_FINDING_LAST, finding->reason, side), clause);
	}
}

static inline void
senti_walk_end(const SentiSentence *sentence, SentiTake take, void *to)
{
	take(to, senti_feature_row(SENTI_SHOWS_END, sentence->end_flags & (SENTI_TOKEN_QUESTION | SENTI_TOKEN_EXCLAIM), 0),
		 sentence->terms[sentence->term_count - 1].clause);
}

#endif							/* SENTI_FEATURE_WALK_H */
