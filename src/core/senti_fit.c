/*
 * senti_fit.c - a model from somebody's own labels
 */
#include "senti_fit.h"

#include <string.h>

#include "senti_params.h"

/* ---- examples as bytes ---- */

/* Offsets; the rows follow the header. */
enum
{
	AT_HASH = 0,
	AT_WEIGHT = 8,
	AT_RULES = 12,
	AT_LABEL = 14
};

/* The highest byte first, so that bytes are in the order of the numbers. */
static void
store(uint8_t *bytes, int len, uint64_t value)
{
	for (int i = 0; i < len; i++)
		bytes[i] = (uint8_t) (value >> 8 * (len - 1 - i));
}

static uint64_t
load(const uint8_t *bytes, int len)
{
	uint64_t	value = 0;

	for (int i = 0; i < len; i++)
		value = value << 8 | bytes[i];
	return value;
}

/* Of what the text shows, not of its label: a text that comes twice is held out twice, or never. */
static uint64_t
hash_of(const SentiExample *example)
{
	uint64_t	hash = senti_hash_chunk(example->count, (uint16_t) example->rules_e4);

	for (uint32_t i = 0; i < example->count; i++)
		hash = senti_hash_chunk(hash, example->rows[i]);
	return hash;
}

void
senti_example_pack(const SentiExample *example, uint8_t *bytes)
{
	uint32_t	weight;

	memcpy(&weight, &example->weight, sizeof(weight));
	memset(bytes, 0, SENTI_PACKED_HEADER);
	store(bytes + AT_HASH, 8, hash_of(example));
	store(bytes + AT_WEIGHT, 4, weight);
	store(bytes + AT_RULES, 2, (uint16_t) example->rules_e4);
	bytes[AT_LABEL] = example->label;
	memcpy(bytes + SENTI_PACKED_HEADER, example->rows, sizeof(uint16_t) * example->count);
}

void
senti_example_unpack(const uint8_t *bytes, size_t len, SentiExample *example)
{
	uint32_t	weight = (uint32_t) load(bytes + AT_WEIGHT, 4);

	memset(example, 0, sizeof(*example));
	example->hash = load(bytes + AT_HASH, 8);
	memcpy(&example->weight, &weight, sizeof(weight));
	example->rules_e4 = (int16_t) load(bytes + AT_RULES, 2);
	example->label = bytes[AT_LABEL];
	example->count = (uint32_t) ((len - SENTI_PACKED_HEADER) / sizeof(uint16_t));
	example->rows = (const uint16_t *) (bytes + SENTI_PACKED_HEADER);
}

/* ---- training ---- */

#define NO_FOLD (-1)

/* What a call of senti_fit works with. */
typedef struct Job
{
	SentiTrainer *trainer;
	const SentiModel *base;
	const SentiExamples *examples;
	float		label_weight[3];
} Job;

/* Texts that come twice are in one fold. */
static bool
is_in_fold(const SentiExample *example, int fold)
{
	return (int) (example->hash % SENTI_FIT_FOLDS) == fold;
}

/* Rare labels count more, to the power of 3/4; the mean weight of all is near 1.  Returns the number of examples. */
static uint64_t
weigh_labels(const SentiExamples *examples, float label_weight[3])
{
	SentiExample example;
	double		weight[3] = {0.0, 0.0, 0.0};
	double		total;
	uint64_t	count = 0;

	examples->rewind(examples->arg);
	for (; examples->next(examples->arg, &example); count++)
		weight[example.label] += (double) example.weight;
	total = weight[SENTI_NEGATIVE] + weight[SENTI_NEUTRAL] + weight[SENTI_POSITIVE];
	for (int l = 0; l < 3; l++)
	{
		float		root = weight[l] > 0.0 ? __builtin_sqrtf((float) (total / (3.0 * weight[l]))) : 1.0f;
		float		factor = root * __builtin_sqrtf(root);

		if (factor > SENTI_FIT_LABEL_WEIGHT_MAX)
			factor = SENTI_FIT_LABEL_WEIGHT_MAX;
		if (factor < 1.0f / SENTI_FIT_LABEL_WEIGHT_MAX)
			factor = 1.0f / SENTI_FIT_LABEL_WEIGHT_MAX;
		label_weight[l] = count == 0 ? 0.0f : factor * (float) ((double) count / total);
	}
	return count;
}

/* Several passes of one way to learn, at a falling rate, over all examples but those of a fold. */
static void
run_passes(const Job *job, void (*learn) (SentiTrainer *, const SentiExample *), int passes, int rate_mille, int without)
{
	const SentiExamples *examples = job->examples;
	SentiExample example;

	for (int pass = 0; pass < passes; pass++)
	{
		job->trainer->rate = (float) rate_mille / 1000.0f * (float) (passes - pass) / (float) passes;
		examples->rewind(examples->arg);
		while (examples->next(examples->arg, &example))
			if (!is_in_fold(&example, without))
				learn(job->trainer, &example);
	}
}

static void
train(const Job *job, int rate_mille, int without)
{
	senti_trainer_init(job->trainer, job->base);
	memcpy(job->trainer->label_weight, job->label_weight, sizeof(job->label_weight));
	run_passes(job, senti_trainer_adapt, SENTI_FIT_ADAPT_PASSES, SENTI_FIT_ADAPT_RATE_MILLE, without);
	senti_trainer_settle(job->trainer);
	run_passes(job, senti_trainer_learn, SENTI_FIT_PASSES, rate_mille, without);
}

/* How a model does on texts that it has not seen: each fold is asked of one that learnt from the others. */
static void
cross_validate(const Job *job, int rate_mille, SentiCalibration *calibration)
{
	const SentiExamples *examples = job->examples;
	SentiExample example;

	memset(calibration, 0, sizeof(*calibration));
	for (int fold = 0; fold < SENTI_FIT_FOLDS; fold++)
	{
		train(job, rate_mille, fold);
		examples->rewind(examples->arg);
		while (examples->next(examples->arg, &example))
			if (is_in_fold(&example, fold))
				senti_calibration_add(calibration, job->trainer, &example);
	}
}

uint64_t
senti_fit(SentiTrainer *trainer, const SentiModel *base, const SentiExamples *examples, uint8_t *bytes)
{
	static const float no_shift[SENTI_EMOTION_COUNT];
	Job			job = {trainer, base, examples, {0}};
	uint64_t	count = weigh_labels(examples, job.label_weight);
	int			rate_mille = SENTI_FIT_SLOW_MILLE;
	float		heat = 1.0f;

	if (count == 0)
		return 0;
	if (count >= SENTI_FIT_VALIDATED)
	{
		SentiCalibration slow;
		SentiCalibration fast;
		bool		is_fast;

		cross_validate(&job, SENTI_FIT_SLOW_MILLE, &slow);
		cross_validate(&job, SENTI_FIT_FAST_MILLE, &fast);
		is_fast = senti_calibration_loss(&fast) < senti_calibration_loss(&slow);
		rate_mille = is_fast ? SENTI_FIT_FAST_MILLE : SENTI_FIT_SLOW_MILLE;
		heat = senti_calibration_heat(is_fast ? &fast : &slow);
	}
	train(&job, rate_mille, NO_FOLD);
	senti_trainer_write(trainer, heat, no_shift, bytes);
	return count;
}
