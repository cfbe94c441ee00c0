/*
 * senti_feature.h - what a sentence shows to the model
 *
 * A feature is something that a sentence has: a word, the beginning of a long
 * one, two words in a row, a word behind a negator, the words that open it, the classes of a term, of two in a row and of two with
 * one between, a finding, a mark at the end.  Words and classes of the text's last
 * sentence, and its findings, are features once more.  Each falls, by a hash, into one of
 * SENTI_FEATURE_ROWS rows of weights; that several share a row costs little
 * (Weinberger et al. 2009, "Feature hashing for large scale multitask learning").
 *
 * The trainer and the scorer have their features from here, so that a model sees
 * what it was trained on.  Whatever changes a feature's row must raise
 * SENTI_FEATURE_VERSION: models made before are then refused.
 */
#ifndef SENTI_FEATURE_H
#define SENTI_FEATURE_H

#include "senti_rules.h"

#define SENTI_FEATURE_VERSION 1
#define SENTI_FEATURE_ROWS 65504

/* Of a sentence: each word gives at most four, each term three, each finding two, its opening two and its end one. */
#define SENTI_FEATURES_MAX (9 * SENTI_SENTENCE_MAX + 3)
/* Those that count in the last sentence alone: each word and each finding gives one. */
#define SENTI_LAST_FEATURES_MAX (2 * SENTI_SENTENCE_MAX)

typedef struct SentiFeature
{
	uint16_t	row;
	uint16_t	clause;			/* of the sentence, ascending from 0 */
} SentiFeature;

/* What a sentence shows. */
typedef struct SentiFeatures
{
	int			clause_count;
	int			count;
	int			last_count;
	SentiFeature items[SENTI_FEATURES_MAX];
	SentiFeature last[SENTI_LAST_FEATURES_MAX]; /* counts besides in the last sentence of a text that has several */
} SentiFeatures;

/* The features of a sentence that has terms, whose phrases are joined and clauses numbered, with its findings. */
extern void senti_features_read(const SentiSentence *sentence, const SentiFinding *findings, int finding_count,
								SentiFeatures *features);

/* Rows that a sentence may add to those of a text. */
#define SENTI_SENTENCE_ROWS_MAX (SENTI_FEATURES_MAX + SENTI_LAST_FEATURES_MAX)

/* The rows of a text, collected sentence by sentence; starts as zeros. */
typedef struct SentiRows
{
	uint16_t   *rows;			/* the caller's, with room for SENTI_SENTENCE_ROWS_MAX more at each call */
	uint32_t	count;
	uint32_t	sentences;
	int			last_count;
	uint16_t	last[SENTI_LAST_FEATURES_MAX];	/* what counts if no sentence follows */
} SentiRows;

extern void senti_rows_add(SentiRows *rows, const SentiFeatures *features);

/* Add what counts in the last sentence; rows has room for SENTI_LAST_FEATURES_MAX more. */
extern void senti_rows_finish(SentiRows *rows);

#endif							/* SENTI_FEATURE_H */
