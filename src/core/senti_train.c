/*
 * senti_train.c - how a model learns
 */
#include "senti_train.h"

#include <string.h>

#include "senti_fixed.h"
#include "senti_params.h"

_Static_assert(SENTI_EMOTION_FLOOR_E4 == 2500, "FLOOR_LOGIT goes with the floor");

#define FLOOR_LOGIT (-1.0986123f)	/* of SENTI_EMOTION_FLOOR_E4: ln(0.25 / 0.75) */
#define LOGIT_MAX 10.0f			/* the bins of an emotion's logit end here, either side */
#define SHIFT_ROUNDS 20			/* far more than it takes until nothing changes */
#define WEIGHT_MAX 15.0f		/* of a weight; beyond it, it is cut */
#define FIRST_SQUARE 0.01f		/* keeps the first steps small */

static float
exp_of(float x)
{
	if (x < -20.0f)
		return 0.0f;
	return (float) senti_exp_q30((int64_t) (x * SENTI_FIXED_ONE)) / (float) (1 << 30);
}

static float
inverse_root(uint32_t count)
{
	return 1024.0f / (float) senti_model_root_q10(count);
}

static float
sigmoid(float x)
{
	float		odds = exp_of(x > 0 ? -x : x);

	return (x > 0 ? 1.0f : odds) / (1.0f + odds);
}

void
senti_trainer_init(SentiTrainer *trainer, const SentiModel *base)
{
	memset(trainer, 0, sizeof(*trainer));
	trainer->trust = 1.0f;
	trainer->trust_square = FIRST_SQUARE;
	for (int l = 0; l < 3; l++)
		trainer->label_weight[l] = 1.0f;
	for (int o = 0; o < SENTI_OUTPUT_COUNT; o++)
	{
		trainer->bias_square[o] = trainer->rules_square[o] = FIRST_SQUARE;
		if (base)
		{
			trainer->bias[o] = (float) base->bias_q16[o] / SENTI_FIXED_ONE;
			trainer->rules[o] = (float) base->rules_mille[o] / 1000.0f;
		}
		for (int r = 0; r < SENTI_FEATURE_ROWS; r++)
		{
			trainer->squares[r][o] = FIRST_SQUARE;
			if (base)
				trainer->weights[r][o] = (float) base->weights[r][o] * (float) base->scale_q26[o] / (float) (1 << SENTI_MODEL_SCALE_BITS);
		}
	}
}

void
senti_example_rules(SentiExample *example, const SentiResult *result)
{
	example->rules_e4 = (int16_t) result->whole.score_e4;
	for (int e = SENTI_EMOTION_NONE + 1; e < SENTI_EMOTION_COUNT; e++)
		example->emotion_e4[e - 1] = (int16_t) result->signal[e].intensity_e4;
}

/* Inputs of the outputs besides the features: what the rules say. */
static void
rules_inputs(const SentiExample *example, float inputs[SENTI_OUTPUT_COUNT])
{
	int32_t		positive;
	int32_t		negative;

	senti_rules_log_odds(example->rules_e4, &positive, &negative);
	inputs[SENTI_OUTPUT_POSITIVE] = (float) positive / SENTI_FIXED_ONE;
	inputs[SENTI_OUTPUT_NEGATIVE] = (float) negative / SENTI_FIXED_ONE;
	for (int e = 0; e < SENTI_EMOTION_COUNT - 1; e++)
		inputs[SENTI_OUTPUT_EMOTION + e] = (float) example->emotion_e4[e] / SENTI_SCORE_ONE;
}

static void
logits_of(const SentiTrainer *trainer, const SentiExample *example, const float inputs[SENTI_OUTPUT_COUNT], float logits[SENTI_OUTPUT_COUNT])
{
	float		scale = inverse_root(example->count);

	for (int o = 0; o < SENTI_OUTPUT_COUNT; o++)
		logits[o] = 0.0f;
	for (uint32_t i = 0; i < example->count; i++)
	{
		const float *weights = trainer->weights[example->rows[i]];

		for (int o = 0; o < SENTI_OUTPUT_COUNT; o++)
			logits[o] += weights[o];
	}
	for (int o = 0; o < SENTI_OUTPUT_COUNT; o++)
		logits[o] = logits[o] * scale + trainer->bias[o] + trainer->rules[o] * inputs[o];
}

static void
polarity_of(const float logits[SENTI_OUTPUT_EMOTION], float polarity[3])
{
	float		all[3];
	float		largest = 0.0f;
	float		sum = 0.0f;

	all[SENTI_NEUTRAL] = 0.0f;
	all[SENTI_POSITIVE] = logits[SENTI_OUTPUT_POSITIVE];
	all[SENTI_NEGATIVE] = logits[SENTI_OUTPUT_NEGATIVE];
	for (int l = 0; l < 3; l++)
		largest = all[l] > largest ? all[l] : largest;
	for (int l = 0; l < 3; l++)
		sum += polarity[l] = exp_of(all[l] - largest);
	for (int l = 0; l < 3; l++)
		polarity[l] /= sum;
}

/* A step of AdaGrad. */
static void
step(float rate, float gradient, float *weight, float *square)
{
	*square += gradient * gradient;
	*weight -= rate * gradient / __builtin_sqrtf(*square);
}

/* From the polarity's logits to the gradient of the loss by them. */
static void
polarity_gradient(const SentiTrainer *trainer, const SentiExample *example, float logits[SENTI_OUTPUT_EMOTION])
{
	float		weight;
	float		polarity[3];

	if (example->label == SENTI_LABEL_UNKNOWN)
	{
		logits[SENTI_OUTPUT_POSITIVE] = logits[SENTI_OUTPUT_NEGATIVE] = 0.0f;
		return;
	}
	weight = example->weight * trainer->label_weight[example->label];
	polarity_of(logits, polarity);
	logits[SENTI_OUTPUT_POSITIVE] = weight * (polarity[SENTI_POSITIVE] - (float) (example->label == SENTI_POSITIVE));
	logits[SENTI_OUTPUT_NEGATIVE] = weight * (polarity[SENTI_NEGATIVE] - (float) (example->label == SENTI_NEGATIVE));
}

/* One bias for both sides: without evidence none is favoured. */
static void
step_polarity_bias(SentiTrainer *trainer, const float gradient[SENTI_OUTPUT_EMOTION])
{
	step(trainer->rate, gradient[SENTI_OUTPUT_POSITIVE] + gradient[SENTI_OUTPUT_NEGATIVE],
		 &trainer->bias[SENTI_OUTPUT_POSITIVE], &trainer->bias_square[SENTI_OUTPUT_POSITIVE]);
	trainer->bias[SENTI_OUTPUT_NEGATIVE] = trainer->bias[SENTI_OUTPUT_POSITIVE];
}

void
senti_trainer_adapt(SentiTrainer *trainer, const SentiExample *example)
{
	float		scale = inverse_root(example->count);
	float		inputs[SENTI_OUTPUT_COUNT];
	float		wording[SENTI_OUTPUT_EMOTION] = {0.0f, 0.0f};
	float		gradient[SENTI_OUTPUT_EMOTION];
	float		by_wording = 0.0f;
	float		by_rules = 0.0f;

	rules_inputs(example, inputs);
	for (uint32_t i = 0; i < example->count; i++)
		for (int o = 0; o < SENTI_OUTPUT_EMOTION; o++)
			wording[o] += trainer->weights[example->rows[i]][o];
	for (int o = 0; o < SENTI_OUTPUT_EMOTION; o++)
	{
		wording[o] *= scale;
		gradient[o] = trainer->trust * wording[o] + trainer->rules[o] * inputs[o] + trainer->bias[o];
	}
	polarity_gradient(trainer, example, gradient);
	for (int o = 0; o < SENTI_OUTPUT_EMOTION; o++)
	{
		by_wording += gradient[o] * wording[o];
		by_rules += gradient[o] * inputs[o];
	}
	step(trainer->rate, by_wording, &trainer->trust, &trainer->trust_square);
	step(trainer->rate, by_rules, &trainer->rules[SENTI_OUTPUT_POSITIVE], &trainer->rules_square[SENTI_OUTPUT_POSITIVE]);
	step_polarity_bias(trainer, gradient);
	if (trainer->trust < 0.0f)
		trainer->trust = 0.0f;
	if (trainer->rules[SENTI_OUTPUT_POSITIVE] < 0.0f)
		trainer->rules[SENTI_OUTPUT_POSITIVE] = 0.0f;
	trainer->rules[SENTI_OUTPUT_NEGATIVE] = trainer->rules[SENTI_OUTPUT_POSITIVE];
}

void
senti_trainer_settle(SentiTrainer *trainer)
{
	for (int o = 0; o < SENTI_OUTPUT_EMOTION; o++)
	{
		/* the weights will learn part of what the rules say */
		trainer->rules[o] = trainer->rules[o] * SENTI_FIT_RULES_MILLE / 1000.0f;
		trainer->bias_square[o] = FIRST_SQUARE;
		for (int r = 0; r < SENTI_FEATURE_ROWS; r++)
			trainer->weights[r][o] *= trainer->trust;
	}
	trainer->trust = 1.0f;
}

void
senti_trainer_learn(SentiTrainer *trainer, const SentiExample *example)
{
	float		scale = inverse_root(example->count);
	float		inputs[SENTI_OUTPUT_COUNT];
	float		gradient[SENTI_OUTPUT_COUNT];	/* of the logits */

	rules_inputs(example, inputs);
	logits_of(trainer, example, inputs, gradient);
	polarity_gradient(trainer, example, gradient);
	for (int e = SENTI_EMOTION_NONE + 1; e < SENTI_EMOTION_COUNT; e++)
	{
		float	   *g = &gradient[SENTI_OUTPUT_EMOTION + e - 1];

		*g = example->known_emotions >> e & 1 ? example->weight * (sigmoid(*g) - (float) (example->emotions >> e & 1)) : 0.0f;
	}
	step_polarity_bias(trainer, gradient);
	for (int o = SENTI_OUTPUT_EMOTION; o < SENTI_OUTPUT_COUNT; o++)
	{
		step(trainer->rate, gradient[o], &trainer->bias[o], &trainer->bias_square[o]);
		step(trainer->rate, gradient[o] * inputs[o], &trainer->rules[o], &trainer->rules_square[o]);
		if (trainer->rules[o] < 0.0f)
			trainer->rules[o] = 0.0f;
	}
	for (int o = 0; o < SENTI_OUTPUT_COUNT; o++)
		gradient[o] *= scale;
	for (uint32_t i = 0; i < example->count; i++)
	{
		uint32_t	row = example->rows[i];

		for (int o = 0; o < SENTI_OUTPUT_COUNT; o++)
			if (gradient[o] != 0.0f)
				step(trainer->rate, gradient[o] + trainer->decay * trainer->weights[row][o], &trainer->weights[row][o], &trainer->squares[row][o]);
	}
}

/* ---- calibration ---- */

static float
heat_of(int h)
{
	return (float) (h + 1) / 20.0f;
}

/* The bin of an emotion's logit, and where a bin begins. */
static int
bin_of_logit(float logit)
{
	int			bin = (int) ((logit + LOGIT_MAX) * SENTI_LOGIT_BINS / (2.0f * LOGIT_MAX));

	return bin < 0 ? 0 : bin < SENTI_LOGIT_BINS ? bin : SENTI_LOGIT_BINS - 1;
}

static float
logit_of_bin(int bin)
{
	return (float) bin * 2.0f * LOGIT_MAX / SENTI_LOGIT_BINS - LOGIT_MAX;
}

void
senti_calibration_add(SentiCalibration *calibration, const SentiTrainer *trainer, const SentiExample *example)
{
	float		inputs[SENTI_OUTPUT_COUNT];
	float		logits[SENTI_OUTPUT_COUNT];
	float		polarity[3];

	rules_inputs(example, inputs);
	logits_of(trainer, example, inputs, logits);
	for (int h = 0; h < SENTI_HEATS && example->label != SENTI_LABEL_UNKNOWN; h++)
	{
		float		heated[SENTI_OUTPUT_EMOTION] = {logits[0] / heat_of(h), logits[1] / heat_of(h)};
		float		right;

		polarity_of(heated, polarity);
		right = polarity[example->label] * (1 << 20);
		calibration->loss[h] -= (double) example->weight * (senti_ln_q16(right < 1.0f ? 1 : (uint32_t) right) - senti_ln_q16(1 << 20)) / SENTI_FIXED_ONE;
	}
	if (example->label != SENTI_LABEL_UNKNOWN)
	{
		calibration->weight += example->weight;
		calibration->hits += example->weight *
			(polarity[example->label] >= polarity[0] && polarity[example->label] >= polarity[1] && polarity[example->label] >= polarity[2]);
	}
	for (int e = SENTI_EMOTION_NONE + 1; e < SENTI_EMOTION_COUNT; e++)
	{
		int			bin = bin_of_logit(logits[SENTI_OUTPUT_EMOTION + e - 1]);

		if (example->known_emotions >> e & 1)
			calibration->shown[e][bin][example->emotions >> e & 1] += example->weight;
	}
}

static int
best_heat(const SentiCalibration *calibration)
{
	int			best = 0;

	for (int h = 1; h < SENTI_HEATS; h++)
		if (calibration->loss[h] < calibration->loss[best])
			best = h;
	return best;
}

float
senti_calibration_heat(const SentiCalibration *calibration)
{
	return calibration->weight == 0.0 ? 1.0f : heat_of(best_heat(calibration));
}

double
senti_calibration_loss(const SentiCalibration *calibration)
{
	return calibration->loss[best_heat(calibration)];
}

typedef struct Counts
{
	double		hits;			/* weight of the texts in which an emotion is seen, and is there */
	double		said;			/* is seen */
	double		there;			/* is there */
} Counts;

static double
f1_of(const Counts *counts)
{
	return counts->hits > 0.0 ? 2.0 * counts->hits / (counts->said + counts->there) : 0.0;
}

/* The lowest bin in which to see an emotion, if 2 hits - price said is to be most; none: SENTI_LOGIT_BINS. */
static int
best_floor(const double shown[SENTI_LOGIT_BINS][2], double price, Counts *counts)
{
	Counts		here = {0};
	double		most = 0.0;
	int			best = SENTI_LOGIT_BINS;

	for (int b = 0; b < SENTI_LOGIT_BINS; b++)
		here.there += shown[b][1];
	*counts = here;
	for (int b = SENTI_LOGIT_BINS - 1; b >= 0; b--)
	{
		here.hits += shown[b][1];
		here.said += shown[b][0] + shown[b][1];
		if (2.0 * here.hits - price * here.said > most)
		{
			most = 2.0 * here.hits - price * here.said;
			best = b;
			*counts = here;
		}
	}
	return best;
}

double
senti_calibration_shifts(const SentiCalibration *calibration, float shift[SENTI_EMOTION_COUNT], double f1[SENTI_EMOTION_COUNT])
{
	double		price = 0.0;

	for (int round = 0; round < SHIFT_ROUNDS; round++)
	{
		Counts		all = {0};

		for (int e = SENTI_EMOTION_NONE + 1; e < SENTI_EMOTION_COUNT; e++)
		{
			Counts		counts;
			int			bin = best_floor(calibration->shown[e], price, &counts);

			shift[e] = counts.hits > 0.0 ? FLOOR_LOGIT - logit_of_bin(bin) : 0.0f;
			f1[e] = f1_of(&counts);
			all.hits += counts.hits;
			all.said += counts.said;
			all.there += counts.there;
		}
		price = f1_of(&all);
	}
	return price;
}

/* ---- writing ---- */

static int32_t
rounded(float value)
{
	return (int32_t) (value + (value < 0.0f ? -0.5f : 0.5f));
}

static float
limited(float value, float most)
{
	return value > most ? most : value < -most ? -most : value;
}

static int8_t
weight_byte(float weight, float scale)
{
	int32_t		byte = scale > 0.0f ? rounded(weight / scale) : 0;

	return (int8_t) (byte > 127 ? 127 : byte < -127 ? -127 : byte);
}

void
senti_trainer_write(const SentiTrainer *trainer, float heat, const float shift[SENTI_EMOTION_COUNT], uint8_t *bytes)
{
	SentiModel	model = {0};

	for (int o = 0; o < SENTI_OUTPUT_COUNT; o++)
	{
		bool		is_polarity = o < SENTI_OUTPUT_EMOTION;
		float		divisor = is_polarity ? heat : 1.0f;
		float		largest = 0.0f;
		float		scale;

		for (int r = 0; r < SENTI_FEATURE_ROWS; r++)
		{
			float		size = trainer->weights[r][o] < 0.0f ? -trainer->weights[r][o] : trainer->weights[r][o];

			largest = size > largest ? size : largest;
		}
		scale = largest / 127.0f;
		if (scale / divisor > WEIGHT_MAX / 127.0f)
			scale = WEIGHT_MAX / 127.0f * divisor;
		model.scale_q26[o] = rounded(scale / divisor * (float) (1 << SENTI_MODEL_SCALE_BITS));
		model.bias_q16[o] = rounded(limited(trainer->bias[o] / divisor + (is_polarity ? 0.0f : shift[o - SENTI_OUTPUT_EMOTION + 1]), SENTI_BIAS_MAX) *
									SENTI_FIXED_ONE);
		model.rules_mille[o] = rounded(limited(trainer->rules[o] / divisor, SENTI_RULES_MAX) * 1000.0f);
		for (int r = 0; r < SENTI_FEATURE_ROWS; r++)
			bytes[SENTI_MODEL_HEADER + r * SENTI_OUTPUT_COUNT + o] =
				(uint8_t) weight_byte(trainer->weights[r][o], scale);
	}
	senti_model_write_header(&model, bytes);
}
