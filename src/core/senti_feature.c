/*
 * senti_feature.c - what a sentence shows to the model
 */
#include "senti_feature_walk.h"

#include <string.h>

/* A list on its way. */
typedef struct Writer
{
	const SentiSentence *sentence;
	SentiFeature *at;			/* where the next feature stands */
	SentiFeature *last;			/* and the next that counts in the last sentence alone */
} Writer;

static inline void
put(void *to, uint32_t row, uint16_t clause)
{
	Writer	   *writer = to;

	*writer->at++ = (SentiFeature) {(uint16_t) row, clause};
}

static inline void
put_last(void *to, uint32_t row, uint16_t clause)
{
	Writer	   *writer = to;

	*writer->last++ = (SentiFeature) {(uint16_t) row, clause};
}

static inline void
put_word(void *to, const SentiWord *word, uint16_t clause, bool is_negated)
{
	Writer	   *writer = to;

	senti_walk_word(writer->sentence, word, clause, put, writer);
	if (is_negated)
		put(writer, senti_feature_row(SENTI_SHOWS_WORD_NEGATED, word->hash, 0), clause);
	put_last(writer, senti_feature_row(SENTI_SHOWS_WORD_LAST, word->hash, 0), clause);
}

void
senti_features_read(const SentiSentence *sentence, const SentiFinding *findings, int finding_count, SentiFeatures *features)
{
	Writer		writer = {sentence, features->items, features->last};

	senti_walk_opening(sentence, put, &writer);
	senti_walk_terms(sentence, put_word, &writer);
	senti_walk_classes(sentence, put, &writer);
	senti_walk_findings(sentence, findings, finding_count, put, put_last, &writer);
	senti_walk_end(sentence, put, &writer);
	features->clause_count = sentence->terms[sentence->term_count - 1].clause + 1;
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
