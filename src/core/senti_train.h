/*
 * senti_train.h - how a model learns
 *
 * Stochastic gradient descent with AdaGrad's step for each weight (Duchi, Hazan and
 * Singer 2011), starting from a model, several passes over the examples.  Only IEEE
 * single-precision additions, multiplications, divisions and square roots, and integers
 * for the exponential: the same examples in the same order give the same model on
 * every machine.
 */
#ifndef SENTI_TRAIN_H
#define SENTI_TRAIN_H

#include "senti_score.h"

/* What an example does not tell is not learnt from it. */
#define SENTI_LABEL_UNKNOWN 3

typedef struct SentiExample
{
	uint32_t	count;			/* of rows */
	int16_t		rules_e4;		/* score by the rules alone */
	int16_t		emotion_e4[SENTI_EMOTION_COUNT - 1];	/* intensities by the rules alone */
	uint8_t		label;			/* SentiLabel, or SENTI_LABEL_UNKNOWN */
	uint8_t		known_emotions; /* bits 1 << SentiEmotion: is it told whether there is some? */
	uint8_t		emotions;		/* bits 1 << SentiEmotion */
	float		weight;			/* > 0 */
	uint64_t	hash;			/* of what the text shows; chooses its fold in senti_fit */
	const uint16_t *rows;		/* of its features */
} SentiExample;

/* Fill in what the rules say, by a scan that is finished and had no model. */
extern void senti_example_rules(SentiExample *example, const SentiResult *result);

typedef struct SentiTrainer
{
	float		bias[SENTI_OUTPUT_COUNT];
	float		bias_square[SENTI_OUTPUT_COUNT];
	float		rules[SENTI_OUTPUT_COUNT];	/* factor on what the rules say; of the polarity it is given */
	float		rules_square[SENTI_OUTPUT_COUNT];
	float		trust;			/* factor on the polarity's weights, while senti_trainer_adapt learns */
	float		trust_square;
	float		rate;
	float		decay;			/* pull of a weight towards 0, for each step */
	float		label_weight[3];	/* by SentiLabel */
	float		weights[SENTI_FEATURE_ROWS][SENTI_OUTPUT_COUNT];
	float		squares[SENTI_FEATURE_ROWS][SENTI_OUTPUT_COUNT];	/* sums of squared gradients */
} SentiTrainer;

/* Start from a model; NULL: from nothing. */
extern void senti_trainer_init(SentiTrainer *trainer, const SentiModel *base);

/*
 * Learn from one example three numbers of the polarity alone: the factors on all weights and on what the rules
 * say, and the bias.  A few dozen examples tell them.  Before learning the weights, settle.
 */
extern void senti_trainer_adapt(SentiTrainer *trainer, const SentiExample *example);
extern void senti_trainer_settle(SentiTrainer *trainer);

/* Learn from one example all weights, the bias, and the factors on the emotions by the rules. */
extern void senti_trainer_learn(SentiTrainer *trainer, const SentiExample *example);

/*
 * Calibration: on examples that were not learnt from, how sure is the model and how
 * sure may it be?  All zero at the start.
 */
#define SENTI_HEATS 64			/* heats tried: 0.05, 0.10 .. 3.20 */
#define SENTI_LOGIT_BINS 80		/* of an emotion's logit, from -10 to 10 */

typedef struct SentiCalibration
{
	double		loss[SENTI_HEATS];	/* sum of -ln p of the right label, by heat */
	double		weight;
	double		hits;			/* weight of the texts whose label is right */
	double		shown[SENTI_EMOTION_COUNT][SENTI_LOGIT_BINS][2];	/* weight of texts by logit; [1] has the emotion */
} SentiCalibration;

extern void senti_calibration_add(SentiCalibration *calibration, const SentiTrainer *trainer, const SentiExample *example);

/* The divisor of the polarity's logits that fits best; 1 when nothing was added. */
extern float senti_calibration_heat(const SentiCalibration *calibration);

/* The sum of -ln p at that heat. */
extern double senti_calibration_loss(const SentiCalibration *calibration);

/*
 * What to add to the emotions' logits so that the floor of emotions lies where the
 * micro-averaged F1 of all is best; returns that, f1 becomes each one's own.  Where F1 is
 * best, 2 hits - F1 (said + there) is 0 and the most that any floors give (Dinkelbach 1967).
 */
extern double senti_calibration_shifts(const SentiCalibration *calibration, float shift[SENTI_EMOTION_COUNT],
									   double f1[SENTI_EMOTION_COUNT]);

/*
 * Write what was learnt as SENTI_MODEL_BYTES.  The polarity's logits are divided by heat;
 * shift is added to the logit of each emotion.
 */
extern void senti_trainer_write(const SentiTrainer *trainer, float heat, const float shift[SENTI_EMOTION_COUNT], uint8_t *bytes);

#endif							/* SENTI_TRAIN_H */
