/*
 * senti_feature.c - what a sentence shows to the model
 */
#include "senti_feature.h"

#include <string.h>

/* The kinds of feature. */
enum
{
	WORD = 1,
	WORD_LAST,
	WORD_START,
	WORD_PAIR,
	WORD_NEGATED,
	OPENING,
	OPENING_PAIR,
	CLASSES,
	CLASSES_PAIR,
	CLASSES_SKIP,
	FINDING,
	FINDING_LAST,
	FINDING_EMOTION,
	SENTENCE_END
};

#define NEGATED_REACH 3			/* terms behind a negator, in its clause */
#define FINDING_STEP_MILLE 700	/* strengths of a finding are told apart by steps of this */
#define FINDING_STEPS 3
#define CLEAR_MILLE 300			/* strengths of a term: hardly, weak, strong */
#define STRONG_MILLE 1500

/* The upper half of senti_hash_chunk(senti_hash_chunk(kind, first), second). */
static inline uint32_t
hash_of(uint64_t kind, uint64_t first, uint64_t second)
{
	return (uint32_t) ((senti_hash_chunk(kind, first) ^ second) * SENTI_HASH_FACTOR >> 32);
}

/* Write a feature; returns where the next stands. */
static inline SentiFeature *
put(SentiFeature *at, uint32_t hash, uint16_t clause)
{
	*at = (SentiFeature) {(uint16_t) ((uint64_t) hash * SENTI_FEATURE_ROWS >> 32), clause};
	return at + 1;
}

/* Where the next features stand. */
typedef struct Writer
{
	SentiFeature *at;
	SentiFeature *last;
} Writer;

/* How a sentence begins tells what it is: a question, a request, a report. */
static void
put_opening(const SentiSentence *sentence, Writer *writer)
{
	const SentiWord *words = sentence->words;
	uint16_t	clause = sentence->terms[0].clause;

	writer->at = put(writer->at, hash_of(OPENING, words[0].hash, sentence->end_flags & SENTI_TOKEN_QUESTION), clause);
	if (sentence->word_count > 1)
		writer->at = put(writer->at, hash_of(OPENING_PAIR, words[0].hash, words[1].hash), clause);
}

/* A word has the clause of the term that holds it; a pair, that of its second: "but" turns what came before. */
static void
put_words(const SentiSentence *sentence, Writer *writer)
{
	const SentiWord *word = sentence->words;
	const SentiWord *end = word + sentence->word_count;
	const SentiTerm *last_term = &sentence->terms[sentence->term_count - 1];
	int			reach = 0;		/* of the last negator, in terms from here on */
	uint16_t	negated_clause = 0;
	SentiFeature *at = writer->at;
	SentiFeature *last = writer->last;

	for (const SentiTerm *term = sentence->terms; term <= last_term; term++, reach--)
	{
		uint16_t	clause = term->clause;
		bool		is_negated = reach > 0 && clause == negated_clause;

		for (; word < end && (term == last_term || word->start < term[1].start); word++)
		{
			at = put(at, hash_of(WORD, word->hash, 0), clause);
			last = put(last, hash_of(WORD_LAST, word->hash, 0), clause);
			if (word->stem != 0)
				at = put(at, hash_of(WORD_START, word->stem, 0), clause);
			if (word > sentence->words)
				at = put(at, hash_of(WORD_PAIR, word[-1].hash, word->hash), clause);
			if (is_negated)
				at = put(at, hash_of(WORD_NEGATED, word->hash, 0), clause);
		}
		if (term->classes & SENTI_CLASS(NEGATOR))
		{
			reach = NEGATED_REACH + 1;
			negated_clause = clause;
		}
	}
	writer->at = at;
	writer->last = last;
}

/* What a term's entry says, as a number; 0: nothing. */
static inline uint32_t
says(const SentiTerm *term)
{
	int			valence = term->valence_mille;
	unsigned	strength;

	if (term->kind == SENTI_TOKEN_NUMBER)
		return SENTI_WORD_NUMBER;
	if (term->kind == SENTI_TOKEN_CLAUSE || (term->classes == 0 && valence == 0))
		return 0;
	strength = valence >= STRONG_MILLE ? 5 : valence > CLEAR_MILLE ? 4 :
		valence <= -STRONG_MILLE ? 1 : valence < -CLEAR_MILLE ? 2 : 3;
	return hash_of(0, term->classes, strength);
}

/* Classes of the terms that have any, as though the others were not there; those of a pair count for its last. */
static void
put_classes(const SentiSentence *sentence, Writer *writer)
{
	uint32_t	before[2] = {0};	/* the last that spoke, and the one before it */
	SentiFeature *at = writer->at;

	for (int i = 0; i < sentence->term_count; i++)
	{
		const SentiTerm *term = &sentence->terms[i];
		uint32_t	classes = says(term);

		if (classes == 0)
			continue;
		at = put(at, hash_of(CLASSES, classes, 0), term->clause);
		if (before[0] != 0)
			at = put(at, hash_of(CLASSES_PAIR, before[0], classes), term->clause);
		if (before[1] != 0)
			at = put(at, hash_of(CLASSES_SKIP, before[1], classes), term->clause);
		before[1] = before[0];
		before[0] = classes;
	}
	writer->at = at;
}

static void
put_findings(const SentiSentence *sentence, const SentiFinding *findings, int count, Writer *writer)
{
	for (int f = 0; f < count; f++)
	{
		const SentiFinding *finding = &findings[f];
		uint16_t	clause = sentence->terms[finding->term].clause;
		int32_t		value = finding->value_mille;
		int32_t		steps = (value < 0 ? -value : value) / FINDING_STEP_MILLE;
		unsigned	strength = (unsigned) (steps < FINDING_STEPS ? steps : FINDING_STEPS);
		unsigned	side = value > 0 ? 1 : value < 0 ? 2 : 0;

		writer->at = put(writer->at, hash_of(FINDING, finding->reason, side << 8 | strength), clause);
		writer->at = put(writer->at, hash_of(FINDING_EMOTION, finding->reason, side << 8 | finding->emotion), clause);
		writer->last = put(writer->last, hash_of(FINDING_LAST, finding->reason, side), clause);
	}
}

void
senti_features_read(const SentiSentence *sentence, const SentiFinding *findings, int finding_count, SentiFeatures *features)
{
	uint16_t	last_clause = sentence->terms[sentence->term_count - 1].clause;
	Writer		writer = {features->items, features->last};

	put_opening(sentence, &writer);
	put_words(sentence, &writer);
	put_classes(sentence, &writer);
	put_findings(sentence, findings, finding_count, &writer);
	writer.at = put(writer.at, hash_of(SENTENCE_END, sentence->end_flags & (SENTI_TOKEN_QUESTION | SENTI_TOKEN_EXCLAIM), 0), last_clause);
	features->clause_count = last_clause + 1;
	features->count = (int) (writer.at - features->items);
	features->last_count = (int) (writer.last - features->last);
}

void
senti_rows_add(SentiRows *rows, const SentiFeatures *features)
{
	for (int f = 0; f < features->count; f++)
		rows->rows[rows->count++] = features->items[f].row;
	for (int f = 0; f < features->last_count; f++)
		rows->last[f] = features->last[f].row;
	rows->last_count = features->last_count;
	rows->sentences++;
}

void
senti_rows_finish(SentiRows *rows)
{
	if (rows->sentences < 2)
		return;
	memcpy(rows->rows + rows->count, rows->last, sizeof(uint16_t) * (size_t) rows->last_count);
	rows->count += (uint32_t) rows->last_count;
}
