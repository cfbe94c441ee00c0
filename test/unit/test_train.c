/*
 * test_train.c - steps of learning that were worked out by hand, and what is written
 *
 * From nothing all three labels have a probability of 1/3.  A step of AdaGrad is
 * rate * g / sqrt(0.01 + g^2) when it is the first.
 */
#include <math.h>
#include <string.h>

#include "senti_params.h"
#include "senti_train.h"
#include "unit.h"

static SentiTrainer trainer;
static uint8_t bytes[SENTI_MODEL_BYTES];

static double
first_step(double gradient)
{
	return gradient / sqrt(0.01 + gradient * gradient);
}

/* What a weight counts for in a text of so many features. */
static double
share(int features)
{
	return 1 / sqrt(features + SENTI_MODEL_SILENT_FEATURES);
}

/* A negative text of one feature: the gradients are 1/3 for positive and -2/3 for negative. */
static void
test_learn(void)
{
	static const uint16_t rows[] = {5};
	SentiExample example = {.count = 1, .rows = rows, .label = SENTI_NEGATIVE, .weight = 1.0f};

	senti_trainer_init(&trainer, NULL);
	trainer.rate = 0.5f;
	senti_trainer_learn(&trainer, &example);
	CHECK_NEAR(trainer.weights[5][SENTI_OUTPUT_POSITIVE], -0.5 * first_step(share(1) / 3), 1e-4);
	CHECK_NEAR(trainer.weights[5][SENTI_OUTPUT_NEGATIVE], 0.5 * first_step(share(1) * 2 / 3), 1e-4);
	/* the bias has the sum, -1/3, for both sides */
	CHECK_NEAR(trainer.bias[SENTI_OUTPUT_POSITIVE], 0.5 * first_step(1.0 / 3), 1e-4);
	CHECK(trainer.bias[SENTI_OUTPUT_POSITIVE] == trainer.bias[SENTI_OUTPUT_NEGATIVE]);
	/* nothing was told of emotions, and no other feature was there */
	for (int o = SENTI_OUTPUT_EMOTION; o < SENTI_OUTPUT_COUNT; o++)
		CHECK(trainer.weights[5][o] == 0.0f && trainer.bias[o] == 0.0f);
	CHECK(trainer.weights[4][SENTI_OUTPUT_NEGATIVE] == 0.0f && trainer.weights[6][SENTI_OUTPUT_NEGATIVE] == 0.0f);
}

/* Four features share what one would have; a weight of the example or of its label multiplies the gradient. */
static void
test_shares(void)
{
	static const uint16_t rows[] = {5, 6, 7, 8};
	SentiExample example = {.count = 4, .rows = rows, .label = SENTI_POSITIVE, .weight = 3.0f};

	senti_trainer_init(&trainer, NULL);
	trainer.rate = 1.0f;
	trainer.label_weight[SENTI_POSITIVE] = 0.5f;
	senti_trainer_learn(&trainer, &example);
	for (int i = 0; i < 4; i++)
		CHECK_NEAR(trainer.weights[rows[i]][SENTI_OUTPUT_POSITIVE], first_step(2.0 / 3 * 3 * 0.5 * share(4)), 1e-4);
}

/*
 * Logits of 2 and 0 and a neutral text without a score by the rules: p(positive) = e^2 / (e^2 + 2).  The
 * gradient by the factor on all weights is 2 p.
 */
static void
test_adapt(void)
{
	static const uint16_t rows[] = {9};
	SentiExample example = {.count = 1, .rows = rows, .label = SENTI_NEUTRAL, .weight = 1.0f};
	double		p = exp(2) / (exp(2) + 2);
	double		negative = 1 / (exp(2) + 2);

	senti_trainer_init(&trainer, NULL);
	trainer.weights[9][SENTI_OUTPUT_POSITIVE] = (float) (2 / share(1));
	trainer.rules[SENTI_OUTPUT_POSITIVE] = trainer.rules[SENTI_OUTPUT_NEGATIVE] = 0.25f;
	trainer.rate = 0.3f;
	senti_trainer_adapt(&trainer, &example);
	CHECK_NEAR(trainer.trust, 1 - 0.3 * first_step(2 * p), 1e-4);
	CHECK_NEAR(trainer.bias[SENTI_OUTPUT_POSITIVE], -0.3 * first_step(p + negative), 1e-4);
	CHECK(trainer.rules[SENTI_OUTPUT_POSITIVE] == 0.25f);
	CHECK(trainer.weights[9][SENTI_OUTPUT_POSITIVE] == (float) (2 / share(1)));

	trainer.trust = 0.75f;
	senti_trainer_settle(&trainer);
	CHECK(trainer.trust == 1.0f);
	CHECK_NEAR(trainer.weights[9][SENTI_OUTPUT_POSITIVE], 0.75 * 2 / share(1), 1e-5);
	CHECK_NEAR(trainer.rules[SENTI_OUTPUT_POSITIVE], 0.25 * SENTI_FIT_RULES_MILLE / 1000, 1e-6);
}

/* What is bad by the rules and labelled positive: the rules are trusted less, and never less than nothing. */
static void
test_rules(void)
{
	SentiExample example = {.label = SENTI_POSITIVE, .rules_e4 = -9000, .weight = 1.0f};

	senti_trainer_init(&trainer, NULL);
	trainer.rules[SENTI_OUTPUT_POSITIVE] = trainer.rules[SENTI_OUTPUT_NEGATIVE] = 0.25f;
	trainer.rate = 0.1f;
	senti_trainer_adapt(&trainer, &example);
	CHECK(trainer.rules[SENTI_OUTPUT_POSITIVE] < 0.25f);
	for (int i = 0; i < 100; i++)
		senti_trainer_adapt(&trainer, &example);
	CHECK(trainer.rules[SENTI_OUTPUT_POSITIVE] == 0.0f);
	CHECK(trainer.rules[SENTI_OUTPUT_NEGATIVE] == 0.0f);
}

/* p = 1 / (1 + e^(-2 / heat)) is 3/4 when heat is 2 / ln 3 = 1.82. */
static void
test_heat(void)
{
	static const uint16_t rows[] = {3};
	SentiExample example = {.count = 1, .rows = rows, .weight = 1.0f};
	SentiCalibration calibration = {0};

	senti_trainer_init(&trainer, NULL);
	trainer.weights[3][SENTI_OUTPUT_POSITIVE] = (float) (2 / share(1));
	trainer.weights[3][SENTI_OUTPUT_NEGATIVE] = -100.0f;
	for (int i = 0; i < 4; i++)
	{
		example.label = i == 0 ? SENTI_NEUTRAL : SENTI_POSITIVE;
		senti_calibration_add(&calibration, &trainer, &example);
	}
	CHECK_NEAR(senti_calibration_heat(&calibration), 1.82, 0.05);
	CHECK_NEAR(calibration.hits / calibration.weight, 0.75, 1e-9);
}

/* What learnt nothing is written as what it started from. */
static void
test_write(void)
{
	static const float no_shift[SENTI_EMOTION_COUNT];
	SentiModel	model;

	senti_trainer_init(&trainer, &senti_model_builtin);
	senti_trainer_write(&trainer, 1.0f, no_shift, bytes);
	CHECK_EQ(senti_model_read(bytes, sizeof(bytes), &model), SENTI_MODEL_OK);
	CHECK_STR(model.version, senti_model_builtin.version);
	/* and what learnt too much still can be read */
	for (int o = 0; o < SENTI_OUTPUT_COUNT; o++)
	{
		trainer.bias[o] = -1e6f;
		trainer.rules[o] = 1e6f;
		trainer.weights[o][o] = 1e6f;
	}
	senti_trainer_write(&trainer, 0.05f, no_shift, bytes);
	CHECK_EQ(senti_model_read(bytes, sizeof(bytes), &model), SENTI_MODEL_OK);
}

const UnitTest train_tests[] = {
	{"a first step is what AdaGrad says", test_learn},
	{"features share a gradient, weights multiply it", test_shares},
	{"trust and bias adapt, weights stay until it settles", test_adapt},
	{"rules that are wrong are trusted less, down to nothing", test_rules},
	{"heat is what makes the probability right", test_heat},
	{"what learnt nothing is written as its base", test_write},
	{NULL, NULL}
};
