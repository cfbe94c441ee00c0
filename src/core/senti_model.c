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

/* Offsets in the header; what follows the last is zero. */
enum
{
	AT_MAGIC = 0,
	AT_FEATURES = 8,
	AT_ROWS = 12,
	AT_OUTPUTS = 16,
	AT_HASH = 24,				/* of all bytes behind it */
	AT_SCALE = 32,
	AT_BIAS = AT_SCALE + 4 * SENTI_OUTPUT_COUNT,
	AT_RULES = AT_BIAS + 4 * SENTI_OUTPUT_COUNT
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

/* Limits that keep all sums within 64 bits, whatever the text's length. */
static bool
is_in_range(const SentiModel *model)
{
	for (int o = 0; o < SENTI_OUTPUT_COUNT; o++)
		if (model->scale_q26[o] < 0 || model->scale_q26[o] > SENTI_SCALE_MAX_Q26 ||
			model->bias_q16[o] < -LOGIT_MAX_Q16 || model->bias_q16[o] > LOGIT_MAX_Q16 ||
			model->rules_mille[o] < 0 || model->rules_mille[o] > 100000)
			return false;
	return model->bias_q16[SENTI_OUTPUT_POSITIVE] == model->bias_q16[SENTI_OUTPUT_NEGATIVE] &&
		model->rules_mille[SENTI_OUTPUT_POSITIVE] == model->rules_mille[SENTI_OUTPUT_NEGATIVE];
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
	if (senti_chunk_load(bytes + AT_HASH) != hash)
		return SENTI_MODEL_DAMAGED;
	model->weights = (const SentiWeights *) (bytes + SENTI_MODEL_HEADER);
	read_numbers(bytes + AT_SCALE, model->scale_q26);
	read_numbers(bytes + AT_BIAS, model->bias_q16);
	read_numbers(bytes + AT_RULES, model->rules_mille);
	write_version(hash, model->version);
	return is_in_range(model) ? SENTI_MODEL_OK : SENTI_MODEL_DAMAGED;
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
			return "the model is valid";
		case SENTI_MODEL_WRONG_LENGTH:
			return "the model is cut off or has bytes behind its end";
		case SENTI_MODEL_WRONG_MAGIC:
			return "the bytes are no model";
		case SENTI_MODEL_WRONG_FEATURES:
			return "the model was made by a version of the extension that reads texts in another way";
		case SENTI_MODEL_DAMAGED:
			return "the model is damaged";
	}
	return "";
}

/* ---- votes ---- */

void
senti_model_weigh(const SentiModel *model, const SentiFeature *features, int count,
				  SentiVotes *clauses, SentiVotes *last)
{
	for (int f = 0; f < count; f++)
	{
		const int8_t *weights = model->weights[features[f].row];
		SentiVotes *votes = &(features[f].is_last ? last : clauses)[features[f].clause];

		for (int o = 0; o < SENTI_OUTPUT_COUNT; o++)
			votes->sum[o] += weights[o];
		votes->features++;
	}
}

/* Square root of the number of features, in units of 2^-10. */
static int64_t
root_q10(int64_t features)
{
	return features == 0 ? 1 << 10 : (int64_t) senti_square_root((uint64_t) features << 20);
}

int64_t
senti_model_leaning(const SentiModel *model, const SentiVotes *votes)
{
	return votes->sum[SENTI_OUTPUT_POSITIVE] * model->scale_q26[SENTI_OUTPUT_POSITIVE] -
		votes->sum[SENTI_OUTPUT_NEGATIVE] * model->scale_q26[SENTI_OUTPUT_NEGATIVE];
}

void
senti_rules_log_odds(int32_t rules_e4, int64_t *positive_q16, int64_t *negative_q16)
{
	int32_t		now[3];
	int32_t		zero[3];

	senti_probabilities(rules_e4, now);
	senti_probabilities(0, zero);
#define LOG_ODDS(p, label) ((int64_t) senti_ln_q16((uint32_t) p[label]) - senti_ln_q16((uint32_t) p[SENTI_NEUTRAL]))
	*positive_q16 = LOG_ODDS(now, SENTI_POSITIVE) - LOG_ODDS(zero, SENTI_POSITIVE);
	*negative_q16 = LOG_ODDS(now, SENTI_NEGATIVE) - LOG_ODDS(zero, SENTI_NEGATIVE);
#undef LOG_ODDS
}

static void
rules_logits(const SentiModel *model, int32_t rules_e4, int64_t *positive_q16, int64_t *negative_q16)
{
	senti_rules_log_odds(rules_e4, positive_q16, negative_q16);
	*positive_q16 = *positive_q16 * model->rules_mille[SENTI_OUTPUT_POSITIVE] / 1000;
	*negative_q16 = *negative_q16 * model->rules_mille[SENTI_OUTPUT_NEGATIVE] / 1000;
}

int64_t
senti_model_rules_leaning(const SentiModel *model, int32_t rules_e4, int64_t features)
{
	int64_t		positive;
	int64_t		negative;

	rules_logits(model, rules_e4, &positive, &negative);
	return (positive - negative) * root_q10(features);
}

static int64_t
logit_q16(const SentiModel *model, const SentiVotes *votes, int output, int64_t rules_q16)
{
	int64_t		logit = votes->sum[output] * model->scale_q26[output] / root_q10(votes->features) +
		model->bias_q16[output] + rules_q16;

	return logit > LOGIT_MAX_Q16 ? LOGIT_MAX_Q16 : logit < -LOGIT_MAX_Q16 ? -LOGIT_MAX_Q16 : logit;
}

void
senti_model_polarity(const SentiModel *model, const SentiVotes *votes, int32_t rules_e4, int32_t probability_e4[3])
{
	int64_t		logits[3] = {0};
	int64_t		odds[3];
	int64_t		largest = 0;
	int64_t		positive;
	int64_t		negative;
	int64_t		sum;

	rules_logits(model, rules_e4, &positive, &negative);
	logits[SENTI_POSITIVE] = logit_q16(model, votes, SENTI_OUTPUT_POSITIVE, positive);
	logits[SENTI_NEGATIVE] = logit_q16(model, votes, SENTI_OUTPUT_NEGATIVE, negative);
	for (int l = 0; l < 3; l++)
		largest = logits[l] > largest ? logits[l] : largest;
	for (int l = 0; l < 3; l++)
		odds[l] = senti_exp_q30(logits[l] - largest);
	sum = odds[0] + odds[1] + odds[2];
	probability_e4[SENTI_POSITIVE] = (int32_t) (odds[SENTI_POSITIVE] * SENTI_SCORE_ONE / sum);
	probability_e4[SENTI_NEGATIVE] = (int32_t) (odds[SENTI_NEGATIVE] * SENTI_SCORE_ONE / sum);
	probability_e4[SENTI_NEUTRAL] = SENTI_SCORE_ONE - probability_e4[SENTI_POSITIVE] - probability_e4[SENTI_NEGATIVE];
}

int32_t
senti_model_emotion(const SentiModel *model, const SentiVotes *votes, int emotion, int32_t rules_e4)
{
	int			output = SENTI_OUTPUT_EMOTION + emotion - 1;
	int64_t		rules_q16 = (int64_t) rules_e4 * SENTI_FIXED_ONE / SENTI_SCORE_ONE * model->rules_mille[output] / 1000;
	int64_t		logit = logit_q16(model, votes, output, rules_q16);
	int64_t		odds = senti_exp_q30(logit > 0 ? -logit : logit);	/* of the less probable to the other */
	int64_t		one = INT64_C(1) << 30;

	return (int32_t) ((logit > 0 ? one : odds) * SENTI_SCORE_ONE / (one + odds));
}
