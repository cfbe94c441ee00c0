/*
 * senti_model.c - a linear model over hashed features
 */
#include "senti_model.h"

#include <string.h>

#include "senti_fixed.h"
#include "senti_score.h"

#define LOGIT_MAX_Q16 (20 * SENTI_FIXED_ONE)

/* ---- bytes ---- */

static const uint8_t magic[8] = {'S', 'E', 'N', 'T', 'I', 'M', 'D', 'L'};

/* Offsets in the header; between and behind what stands there it is zero. */
enum
{
	AT_MAGIC = 0,
	AT_FEATURES = 8,
	AT_ROWS = 12,
	AT_OUTPUTS = 16,
	AT_HASH = 24,				/* of all bytes behind it */
	AT_SCALE = 32,
	AT_BIAS = AT_SCALE + 4 * SENTI_OUTPUT_COUNT,
	AT_RULES = AT_BIAS + 4 * SENTI_OUTPUT_COUNT,
	AT_END = AT_RULES + 4 * SENTI_OUTPUT_COUNT
};

static uint32_t
load_32(const uint8_t *bytes)
{
	return (uint32_t) bytes[0] | (uint32_t) bytes[1] << 8 | (uint32_t) bytes[2] << 16 | (uint32_t) bytes[3] << 24;
}

static void
store_32(uint8_t *bytes, uint32_t value)
{
	for (int i = 0; i < 4; i++)
		bytes[i] = (uint8_t) (value >> 8 * i);
}

static uint64_t
hash_bytes(const uint8_t *bytes, size_t len)
{
	uint64_t	hash = len;

	for (size_t i = 0; i + SENTI_CHUNK <= len; i += SENTI_CHUNK)
		hash = senti_hash_chunk(hash, senti_chunk_load(bytes + i));
	return hash;
}

static uint64_t
hash_model(const uint8_t *bytes)
{
	return hash_bytes(bytes + AT_SCALE, SENTI_MODEL_BYTES - AT_SCALE);
}

static void
read_numbers(const uint8_t *bytes, int32_t *numbers)
{
	for (int o = 0; o < SENTI_OUTPUT_COUNT; o++)
		numbers[o] = (int32_t) load_32(bytes + 4 * o);
}

static void
write_numbers(uint8_t *bytes, const int32_t *numbers)
{
	for (int o = 0; o < SENTI_OUTPUT_COUNT; o++)
		store_32(bytes + 4 * o, (uint32_t) numbers[o]);
}

/* Limits that keep all sums within 64 bits, whatever the text's length; SENTI_FEATURE_LEANING_MAX is one of them. */
static bool
is_in_range(const SentiModel *model)
{
	for (int o = 0; o < SENTI_OUTPUT_COUNT; o++)
		if (model->scale_q26[o] < 0 || model->scale_q26[o] > SENTI_SCALE_MAX_Q26 ||
			model->bias_q16[o] < -SENTI_BIAS_MAX * SENTI_FIXED_ONE || model->bias_q16[o] > SENTI_BIAS_MAX * SENTI_FIXED_ONE ||
			model->rules_mille[o] < 0 || model->rules_mille[o] > SENTI_RULES_MAX * 1000)
			return false;
	return model->bias_q16[SENTI_OUTPUT_POSITIVE] == model->bias_q16[SENTI_OUTPUT_NEGATIVE] &&
		model->rules_mille[SENTI_OUTPUT_POSITIVE] == model->rules_mille[SENTI_OUTPUT_NEGATIVE];
}

static bool
is_zero(const uint8_t *bytes, int from, int to)
{
	for (int i = from; i < to; i++)
		if (bytes[i] != 0)
			return false;
	return true;
}

static void
write_version(uint64_t hash, char version[17])
{
	for (int i = 0; i < 16; i++)
		version[i] = "0123456789abcdef"[hash >> (60 - 4 * i) & 15];
	version[16] = '\0';
}

SentiModelStatus
senti_model_read(const uint8_t *bytes, size_t len, SentiModel *model)
{
	uint64_t	hash;

	if (len < SENTI_MODEL_HEADER || memcmp(bytes, magic, sizeof(magic)) != 0)
		return SENTI_MODEL_WRONG_MAGIC;
	if (load_32(bytes + AT_FEATURES) != SENTI_FEATURE_VERSION || load_32(bytes + AT_ROWS) != SENTI_FEATURE_ROWS ||
		load_32(bytes + AT_OUTPUTS) != SENTI_OUTPUT_COUNT)
		return SENTI_MODEL_WRONG_FEATURES;
	if (len != SENTI_MODEL_BYTES)
		return SENTI_MODEL_WRONG_LENGTH;
	hash = hash_model(bytes);
	if (senti_chunk_load(bytes + AT_HASH) != hash || !is_zero(bytes, AT_OUTPUTS + 4, AT_HASH) || !is_zero(bytes, AT_END, SENTI_MODEL_HEADER))
		return SENTI_MODEL_DAMAGED;
	model->weights = (const SentiWeights *) (bytes + SENTI_MODEL_HEADER);
	model->sides = model->weights[0];
	model->sides_step = SENTI_OUTPUT_COUNT;
	read_numbers(bytes + AT_SCALE, model->scale_q26);
	read_numbers(bytes + AT_BIAS, model->bias_q16);
	read_numbers(bytes + AT_RULES, model->rules_mille);
	write_version(hash, model->version);
	return is_in_range(model) ? SENTI_MODEL_OK : SENTI_MODEL_DAMAGED;
}

void
senti_model_copy_sides(SentiModel *model, int8_t *sides)
{
	for (int r = 0; r < SENTI_FEATURE_ROWS; r++)
	{
		sides[2 * r + SENTI_OUTPUT_POSITIVE] = model->weights[r][SENTI_OUTPUT_POSITIVE];
		sides[2 * r + SENTI_OUTPUT_NEGATIVE] = model->weights[r][SENTI_OUTPUT_NEGATIVE];
	}
	model->sides = sides;
	model->sides_step = 2;
}

void
senti_model_write_header(const SentiModel *model, uint8_t *bytes)
{
	memset(bytes, 0, SENTI_MODEL_HEADER);
	memcpy(bytes + AT_MAGIC, magic, sizeof(magic));
	store_32(bytes + AT_FEATURES, SENTI_FEATURE_VERSION);
	store_32(bytes + AT_ROWS, SENTI_FEATURE_ROWS);
	store_32(bytes + AT_OUTPUTS, SENTI_OUTPUT_COUNT);
	write_numbers(bytes + AT_SCALE, model->scale_q26);
	write_numbers(bytes + AT_BIAS, model->bias_q16);
	write_numbers(bytes + AT_RULES, model->rules_mille);
	senti_chunk_store(bytes + AT_HASH, hash_model(bytes));
}

const char *
senti_model_message(SentiModelStatus status)
{
	switch (status)
	{
		case SENTI_MODEL_OK:
			return "The model is valid.";
		case SENTI_MODEL_WRONG_LENGTH:
			return "The model is cut off or has bytes behind its end.";
		case SENTI_MODEL_WRONG_MAGIC:
			return "The bytes are no model.";
		case SENTI_MODEL_WRONG_FEATURES:
			return "The model was made by a version of the extension that reads texts in another way.";
		case SENTI_MODEL_DAMAGED:
			return "The model is damaged.";
	}
	return "";
}

/* ---- votes ---- */

/*
 * Sums of up to PACKED_MAX rows of weights: two numbers of four 16-bit fields hold those of all
 * outputs, each weight 128 more than it is, so that no field runs into the next.
 */
typedef struct PackedVotes
{
	uint64_t	even;			/* outputs 0, 2, 4, 6 from the lowest bits on */
	uint64_t	odd;
	int64_t		features;
} PackedVotes;

#define PACKED_MAX (UINT16_MAX / UINT8_MAX)
#define EVEN_BYTES UINT64_C(0x00FF00FF00FF00FF)

_Static_assert(SENTI_OUTPUT_COUNT == SENTI_CHUNK, "a row of weights is a chunk");

static void
unpack_votes(const PackedVotes *packed, SentiVotes *votes)
{
	int64_t		excess = 128 * packed->features;

	for (int i = 0; i < SENTI_OUTPUT_COUNT / 2; i++)
	{
		votes->sum[2 * i] += (int64_t) (packed->even >> (16 * i) & UINT16_MAX) - excess;
		votes->sum[2 * i + 1] += (int64_t) (packed->odd >> (16 * i) & UINT16_MAX) - excess;
	}
	votes->features += packed->features;
}

void
senti_model_weigh(const SentiModel *model, const SentiFeature *features, int count, SentiVotes *clauses, int clause_count)
{
	PackedVotes packed[SENTI_SENTENCE_MAX];

	memset(clauses, 0, sizeof(SentiVotes) * (size_t) clause_count);
	while (count > 0)
	{
		const SentiFeature *end = features + (count < PACKED_MAX ? count : PACKED_MAX);

		count -= (int) (end - features);
		memset(packed, 0, sizeof(PackedVotes) * (size_t) clause_count);
		while (features < end)
		{
			const SentiFeature *first = features;	/* of some in a row of one clause */
			PackedVotes *votes = &packed[first->clause];
			uint64_t	even = 0;
			uint64_t	odd = 0;

			do
			{
				uint64_t	weights = senti_chunk_load((const uint8_t *) model->weights[features->row]) ^ SENTI_CHUNK_OF(0x80);

				even += weights & EVEN_BYTES;
				odd += weights >> 8 & EVEN_BYTES;
			}
			while (++features < end && features->clause == first->clause);
			votes->even += even;
			votes->odd += odd;
			votes->features += features - first;
		}
		for (int c = 0; c < clause_count; c++)
			unpack_votes(&packed[c], &clauses[c]);
	}
}

int64_t
senti_model_root_q10(int64_t features)
{
	return (int64_t) senti_square_root((uint64_t) (features + SENTI_MODEL_SILENT_FEATURES) << 20);
}

int64_t
senti_model_leaning(const SentiModel *model, const SentiVotes *votes)
{
	return votes->sum[SENTI_OUTPUT_POSITIVE] * model->scale_q26[SENTI_OUTPUT_POSITIVE] -
		votes->sum[SENTI_OUTPUT_NEGATIVE] * model->scale_q26[SENTI_OUTPUT_NEGATIVE];
}

int64_t
senti_model_logit(int64_t features)
{
	return senti_model_root_q10(features) * SENTI_FIXED_ONE;
}

/* Log odds of either side against neutral. */
static void
log_odds(int32_t rules_e4, int32_t *positive_q16, int32_t *negative_q16)
{
	int32_t		probability_e4[3];
	int32_t		neutral_q16;

	senti_probabilities(rules_e4, probability_e4);	/* none is 0 */
	neutral_q16 = senti_ln_q16((uint32_t) probability_e4[SENTI_NEUTRAL]);
	*positive_q16 = senti_ln_q16((uint32_t) probability_e4[SENTI_POSITIVE]) - neutral_q16;
	*negative_q16 = senti_ln_q16((uint32_t) probability_e4[SENTI_NEGATIVE]) - neutral_q16;
}

void
senti_rules_log_odds(int32_t rules_e4, int32_t *positive_q16, int32_t *negative_q16)
{
	int32_t		zero_positive;
	int32_t		zero_negative;

	*positive_q16 = *negative_q16 = 0;
	if (rules_e4 == 0)
		return;
	log_odds(0, &zero_positive, &zero_negative);
	log_odds(rules_e4, positive_q16, negative_q16);
	*positive_q16 -= zero_positive;
	*negative_q16 -= zero_negative;
}

static void
rules_logits(const SentiModel *model, int32_t rules_e4, int64_t *positive_q16, int64_t *negative_q16)
{
	int32_t		positive;
	int32_t		negative;

	senti_rules_log_odds(rules_e4, &positive, &negative);
	*positive_q16 = (int64_t) positive * model->rules_mille[SENTI_OUTPUT_POSITIVE] / 1000;
	*negative_q16 = (int64_t) negative * model->rules_mille[SENTI_OUTPUT_NEGATIVE] / 1000;
}

int64_t
senti_model_rules_leaning(const SentiModel *model, int32_t rules_e4, int64_t features)
{
	int64_t		positive;
	int64_t		negative;

	rules_logits(model, rules_e4, &positive, &negative);
	return (positive - negative) * senti_model_root_q10(features);
}

/* root is that of the number of features. */
static int64_t
logit_q16(const SentiModel *model, const SentiVotes *votes, int64_t root, int output, int64_t rules_q16)
{
	int64_t		logit = votes->sum[output] * model->scale_q26[output] / root + model->bias_q16[output] + rules_q16;

	return logit > LOGIT_MAX_Q16 ? LOGIT_MAX_Q16 : logit < -LOGIT_MAX_Q16 ? -LOGIT_MAX_Q16 : logit;
}

void
senti_model_polarity(const SentiModel *model, const SentiVotes *votes, int32_t rules_e4, int32_t probability_e4[3])
{
	int64_t		root = senti_model_root_q10(votes->features);
	int64_t		logits[3] = {0};
	int64_t		odds[3];
	int64_t		largest = 0;
	int64_t		positive;
	int64_t		negative;
	int64_t		sum;

	rules_logits(model, rules_e4, &positive, &negative);
	logits[SENTI_POSITIVE] = logit_q16(model, votes, root, SENTI_OUTPUT_POSITIVE, positive);
	logits[SENTI_NEGATIVE] = logit_q16(model, votes, root, SENTI_OUTPUT_NEGATIVE, negative);
	for (int l = 0; l < 3; l++)
		largest = logits[l] > largest ? logits[l] : largest;
	for (int l = 0; l < 3; l++)
		odds[l] = senti_exp_q30(logits[l] - largest);
	sum = odds[0] + odds[1] + odds[2];
	probability_e4[SENTI_POSITIVE] = (int32_t) (odds[SENTI_POSITIVE] * SENTI_SCORE_ONE / sum);
	probability_e4[SENTI_NEGATIVE] = (int32_t) (odds[SENTI_NEGATIVE] * SENTI_SCORE_ONE / sum);
	probability_e4[SENTI_NEUTRAL] = SENTI_SCORE_ONE - probability_e4[SENTI_POSITIVE] - probability_e4[SENTI_NEGATIVE];
}

/* 1 / (1 + e^-logit) in 1/10000. */
static int32_t
sigmoid_e4(int64_t logit)
{
	int64_t		one = INT64_C(1) << 30;
	int64_t		odds = senti_exp_q30(logit > 0 ? -logit : logit);	/* of the less probable to the other */

	return (int32_t) ((logit > 0 ? one : odds) * SENTI_SCORE_ONE / (one + odds));
}

void
senti_model_emotions(const SentiModel *model, const SentiVotes *votes, int32_t intensity_e4[SENTI_EMOTION_COUNT])
{
	int64_t		root = senti_model_root_q10(votes->features);

	for (int e = SENTI_EMOTION_NONE + 1; e < SENTI_EMOTION_COUNT; e++)
	{
		int			output = SENTI_OUTPUT_EMOTION + e - 1;
		int64_t		rules_q16 = (int64_t) intensity_e4[e] * SENTI_FIXED_ONE / SENTI_SCORE_ONE * model->rules_mille[output] / 1000;

		intensity_e4[e] = sigmoid_e4(logit_q16(model, votes, root, output, rules_q16));
	}
}
