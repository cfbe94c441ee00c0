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
	CLASSES,
	CLASSES_PAIR,
	CLASSES_SKIP,
	FINDING,
	FINDING_LAST,
	FINDING_EMOTION,
	SENTENCE_END
};

#define FINDING_STEP_MILLE 700	/* strengths of a finding are told apart by steps of this */
#define FINDING_STEPS 3
#define CLEAR_MILLE 300			/* strengths of a term: hardly, weak, strong */
#define STRONG_MILLE 1500

typedef struct FeatureList
{
	SentiFeature *items;
	int			count;
} FeatureList;

static inline uint32_t
hash_of(uint64_t kind, uint64_t first, uint64_t second)
{
	return (uint32_t) (senti_hash_chunk(senti_hash_chunk(kind, first), second) >> 32);
}

static inline void
add(FeatureList *list, uint32_t hash, int clause, bool is_last)
{
	list->items[list->count++] = (SentiFeature) {
		(uint16_t) ((uint64_t) hash * SENTI_FEATURE_ROWS >> 32), (uint8_t) clause, is_last
	};
}

static void
add_words(const SentiSentence *sentence, FeatureList *list)
{
	int			term = 0;		/* that holds word i */

	for (int i = 0; i < sentence->word_count; i++)
	{
		uint32_t	word = sentence->words[i].hash;
		int			clause;

		while (term + 1 < sentence->term_count && sentence->terms[term + 1].start <= sentence->words[i].start)
			term++;
		clause = sentence->terms[term].clause;
		add(list, hash_of(WORD, word, 0), clause, false);
		add(list, hash_of(WORD_LAST, word, 0), clause, true);
		if (sentence->words[i].stem != 0)
			add(list, hash_of(WORD_START, sentence->words[i].stem, 0), clause, false);
		if (i + 1 < sentence->word_count)
			add(list, hash_of(WORD_PAIR, word, sentence->words[i + 1].hash), clause, false);
	}
}

/* What a term's entry says, as a number; 0: nothing. */
static uint32_t
says(const SentiTerm *term)
{
	int			valence = term->valence_mille;
	unsigned	strength = valence >= STRONG_MILLE ? 5 : valence > CLEAR_MILLE ? 4 :
		valence <= -STRONG_MILLE ? 1 : valence < -CLEAR_MILLE ? 2 : 3;

	if (term->kind == SENTI_TOKEN_NUMBER)
		return SENTI_WORD_NUMBER;
	if (term->kind == SENTI_TOKEN_CLAUSE || (term->classes == 0 && valence == 0))
		return 0;
	return hash_of(0, term->classes, strength);
}

/* Classes of the terms that have any, as though the others were not there. */
static void
add_classes(const SentiSentence *sentence, FeatureList *list)
{
	uint32_t	before[2] = {0};	/* the last that spoke, and the one before it */
	int			clauses[2] = {0};

	for (int i = 0; i < sentence->term_count; i++)
	{
		const SentiTerm *term = &sentence->terms[i];
		uint32_t	classes = says(term);

		if (classes == 0)
			continue;
		add(list, hash_of(CLASSES, classes, 0), term->clause, false);
		if (before[0] != 0)
			add(list, hash_of(CLASSES_PAIR, before[0], classes), clauses[0], false);
		if (before[1] != 0)
			add(list, hash_of(CLASSES_SKIP, before[1], classes), clauses[1], false);
		before[1] = before[0];
		clauses[1] = clauses[0];
		before[0] = classes;
		clauses[0] = term->clause;
	}
}

static void
add_findings(const SentiSentence *sentence, const SentiFinding *findings, int count, FeatureList *list)
{
	for (int f = 0; f < count; f++)
	{
		const SentiFinding *finding = &findings[f];
		int			clause = sentence->terms[finding->term].clause;
		int32_t		value = finding->value_mille;
		int32_t		steps = (value < 0 ? -value : value) / FINDING_STEP_MILLE;
		unsigned	side = (value > 0) + 2 * (value < 0);

		add(list, hash_of(FINDING, finding->reason, side << 8 | (unsigned) (steps < FINDING_STEPS ? steps : FINDING_STEPS)), clause, false);
		add(list, hash_of(FINDING_LAST, finding->reason, side), clause, true);
		add(list, hash_of(FINDING_EMOTION, finding->reason, side << 8 | finding->emotion), clause, false);
	}
}

int
senti_features_read(const SentiSentence *sentence, const SentiFinding *findings, int count,
					SentiFeature features[SENTI_FEATURES_MAX])
{
	FeatureList list = {features, 0};

	add_words(sentence, &list);
	add_classes(sentence, &list);
	add_findings(sentence, findings, count, &list);
	add(&list, hash_of(SENTENCE_END, sentence->end_flags & (SENTI_TOKEN_QUESTION | SENTI_TOKEN_EXCLAIM), 0),
		sentence->terms[sentence->term_count - 1].clause, false);
	return list.count;
}

void
senti_rows_add(SentiRows *rows, const SentiFeature *features, int count)
{
	rows->sentences++;
	rows->last_count = 0;
	for (int f = 0; f < count; f++)
		if (features[f].is_last)
			rows->last[rows->last_count++] = features[f].row;
		else
			rows->rows[rows->count++] = features[f].row;
}

void
senti_rows_finish(SentiRows *rows)
{
	if (rows->sentences < 2)
		return;
	memcpy(rows->rows + rows->count, rows->last, sizeof(uint16_t) * (size_t) rows->last_count);
	rows->count += (uint32_t) rows->last_count;
}
