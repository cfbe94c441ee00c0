/*
 * senti_model.h - a linear model over hashed features
 *
 * Multinomial logistic regression for the polarity, and one logistic regression
 * for each emotion.  The logit of an output is its bias, plus the sum of its weights
 * over all features of the text divided by the square root of their number and SENTI_MODEL_SILENT_FEATURES
 * (so that texts of all lengths are comparable), plus what the rules say (the log odds that
 * their score alone would give, times a factor).  Neutral has the logit 0.
 *
 * Weights are bytes, integers from -127 to 127; the largest of an output has its
 * full range.  All arithmetic is in integers: the same text has the same
 * probabilities on every machine.
 *
 * As bytes, a model is a header of SENTI_MODEL_HEADER bytes, little-endian, and
 * SENTI_FEATURE_ROWS rows of SENTI_OUTPUT_COUNT weights.
 */
#ifndef SENTI_MODEL_H
#define SENTI_MODEL_H

#include "senti_feature.h"

/* What a model tells; the emotions in the order of SentiEmotion. */
typedef enum SentiOutput
{
	SENTI_OUTPUT_POSITIVE,
	SENTI_OUTPUT_NEGATIVE,
	SENTI_OUTPUT_EMOTION,
	SENTI_OUTPUT_COUNT = SENTI_OUTPUT_EMOTION + SENTI_EMOTION_COUNT - 1
} SentiOutput;

#define SENTI_MODEL_HEADER 256
#define SENTI_MODEL_BYTES (SENTI_MODEL_HEADER + SENTI_FEATURE_ROWS * SENTI_OUTPUT_COUNT)	/* 512 KiB */
#define SENTI_MODEL_SCALE_BITS 26	/* scale: units of 2^-26 */
#define SENTI_SCALE_MAX_Q26 (1 << 23)	/* a weight of 127 is then 15.9 */
#define SENTI_BIAS_MAX 20
#define SENTI_RULES_MAX 100

/*
 * So many features that say nothing count with those of every text: a text of a word or
 * two is read with care.  Chosen by test/corpus's parts, each read by a model trained without it.
 */
#define SENTI_MODEL_SILENT_FEATURES 16

typedef int8_t SentiWeights[SENTI_OUTPUT_COUNT];

typedef struct SentiModel
{
	const SentiWeights *weights;	/* SENTI_FEATURE_ROWS */
	const int8_t *sides;		/* a row's first weights, of the outputs positive and negative: those in weights, or a copy that is dense */
	size_t		sides_step;		/* bytes from one row's to the next */
	int32_t		scale_q26[SENTI_OUTPUT_COUNT];	/* logit of a weight of 1; >= 0 */
	int32_t		bias_q16[SENTI_OUTPUT_COUNT];	/* the first two are equal: without evidence no side is favoured */
	int32_t		rules_mille[SENTI_OUTPUT_COUNT];	/* factor on what the rules say */
	char		version[17];	/* hash of the bytes, as text */
} SentiModel;

extern const SentiModel senti_model_builtin;

typedef enum SentiModelStatus
{
	SENTI_MODEL_OK,
	SENTI_MODEL_WRONG_LENGTH,
	SENTI_MODEL_WRONG_MAGIC,
	SENTI_MODEL_WRONG_FEATURES, /* of another version of the features */
	SENTI_MODEL_DAMAGED			/* the checksum, or a value out of range */
} SentiModelStatus;

/* Read a model from bytes, which must stay as long as it is used.  Any bytes may come. */
extern SentiModelStatus senti_model_read(const uint8_t *bytes, size_t len, SentiModel *model);

/* Bytes of the weights of either side alone. */
#define SENTI_SIDES_BYTES (2 * SENTI_FEATURE_ROWS)

/* Copy the weights of either side to sides, SENTI_SIDES_BYTES that stay as long as the model: a score alone reads no others. */
extern void senti_model_copy_sides(SentiModel *model, int8_t *sides);

/* Write the header, whose weights stand behind it already: bytes has SENTI_MODEL_BYTES. */
extern void senti_model_write_header(const SentiModel *model, uint8_t *bytes);

/* What is wrong, as a sentence; static storage. */
extern const char *senti_model_message(SentiModelStatus status);

/* The sums of a text, or a part of it. */
typedef struct SentiVotes
{
	int64_t		sum[SENTI_OUTPUT_COUNT];	/* of weights */
	int64_t		features;
} SentiVotes;

static inline void
senti_votes_add(SentiVotes *to, const SentiVotes *from)
{
	for (int o = 0; o < SENTI_OUTPUT_COUNT; o++)
		to->sum[o] += from->sum[o];
	to->features += from->features;
}

/* The votes of features, by their clause; all clauses are written. */
extern void senti_model_weigh(const SentiModel *model, const SentiFeature *features, int count,
							  SentiVotes *clauses, int clause_count);

/* What sums of weights are divided by: the square root, in units of 2^-10, rounded down. */
extern int64_t senti_model_root_q10(int64_t features);

/*
 * What makes a text positive rather than negative, in units of 2^-26 logits times the
 * square root of the number of features; adds up over the parts of a text.
 */
extern int64_t senti_model_leaning(const SentiModel *model, const SentiVotes *votes);

/* No feature leans further; a text, below 2^30 bytes, has less than 2^32 of them. */
#define SENTI_FEATURE_LEANING_MAX (INT64_C(2) * 128 * SENTI_SCALE_MAX_Q26)

/* The leaning of a text with so many features that makes one logit. */
extern int64_t senti_model_logit(int64_t features);

/* Log odds of either side against neutral that the rules' score gives, above those of a score of 0; units of 2^-16. */
extern void senti_rules_log_odds(int32_t rules_e4, int32_t *positive_q16, int32_t *negative_q16);

/* The same of the rules' score, in a text with so many features. */
extern int64_t senti_model_rules_leaning(const SentiModel *model, int32_t rules_e4, int64_t features);

/* Probabilities of negative, neutral and positive (SentiLabel), in 1/10000; they add up to 10000. */
extern void senti_model_polarity(const SentiModel *model, const SentiVotes *votes, int32_t rules_e4, int32_t probability_e4[3]);

/* Intensities of the emotions: by the rules in, the model's probabilities out; in 1/10000. */
extern void senti_model_emotions(const SentiModel *model, const SentiVotes *votes, int32_t intensity_e4[SENTI_EMOTION_COUNT]);

#endif							/* SENTI_MODEL_H */
