/*
 * test_model.c - models as bytes, and what they make of a text
 *
 * The oracle computes in double precision what senti_model.h states.
 */
#include "unit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "senti_fixed.h"

/* ---- bytes ---- */

/* The built-in model as bytes, for free(). */
static uint8_t *
write_builtin(void)
{
	uint8_t    *bytes = malloc(SENTI_MODEL_BYTES);

	memcpy(bytes + SENTI_MODEL_HEADER, senti_model_builtin.weights, SENTI_MODEL_BYTES - SENTI_MODEL_HEADER);
	senti_model_write_header(&senti_model_builtin, bytes);
	return bytes;
}

/* From an exact-size copy, which the sanitizer guards. */
static SentiModelStatus
read_copy(const uint8_t *bytes, size_t len)
{
	uint8_t    *copy = unit_copy(bytes, len);
	SentiModel	model;
	SentiModelStatus status = senti_model_read(copy, len, &model);

	free(copy);
	return status;
}

static void
test_round_trip(void)
{
	uint8_t    *bytes = write_builtin();
	SentiModel	model;

	CHECK_EQ(senti_model_read(bytes, SENTI_MODEL_BYTES, &model), SENTI_MODEL_OK);
	CHECK(memcmp(model.scale_q26, senti_model_builtin.scale_q26, sizeof(model.scale_q26)) == 0);
	CHECK(memcmp(model.bias_q16, senti_model_builtin.bias_q16, sizeof(model.bias_q16)) == 0);
	CHECK(memcmp(model.rules_mille, senti_model_builtin.rules_mille, sizeof(model.rules_mille)) == 0);
	CHECK(memcmp(model.weights, senti_model_builtin.weights, SENTI_MODEL_BYTES - SENTI_MODEL_HEADER) == 0);
	CHECK_STR(model.version, senti_model_builtin.version);
	CHECK_EQ(strspn(model.version, "0123456789abcdef"), 16);
	free(bytes);
}

/* Each bit of the header, and of some weights: none is ignored. */
static void
test_flipped_bits(void)
{
	uint8_t    *bytes = write_builtin();

	for (size_t i = 0; i < SENTI_MODEL_BYTES; i += i < SENTI_MODEL_HEADER ? 1 : 32749)
		for (int bit = 0; bit < 8; bit += i < SENTI_MODEL_HEADER && i % 8 ? 7 : 1)
		{
			SentiModel	model;
			SentiModelStatus status;

			bytes[i] ^= (uint8_t) (1 << bit);
			status = senti_model_read(bytes, SENTI_MODEL_BYTES, &model);
			CHECK_EQ(status, i < 8 ? SENTI_MODEL_WRONG_MAGIC : i < 20 ? SENTI_MODEL_WRONG_FEATURES : SENTI_MODEL_DAMAGED);
			bytes[i] ^= (uint8_t) (1 << bit);
		}
	CHECK_EQ(read_copy(bytes, SENTI_MODEL_BYTES), SENTI_MODEL_OK);
	free(bytes);
}

static void
test_length(void)
{
	uint8_t    *bytes = realloc(write_builtin(), SENTI_MODEL_BYTES + 1);

	bytes[SENTI_MODEL_BYTES] = 0;
	CHECK_EQ(read_copy(bytes, 0), SENTI_MODEL_WRONG_MAGIC);
	CHECK_EQ(read_copy(bytes, 7), SENTI_MODEL_WRONG_MAGIC);
	CHECK_EQ(read_copy(bytes, SENTI_MODEL_HEADER - 1), SENTI_MODEL_WRONG_MAGIC);
	CHECK_EQ(read_copy(bytes, SENTI_MODEL_HEADER), SENTI_MODEL_WRONG_LENGTH);
	CHECK_EQ(read_copy(bytes, SENTI_MODEL_BYTES - 1), SENTI_MODEL_WRONG_LENGTH);
	CHECK_EQ(read_copy(bytes, SENTI_MODEL_BYTES + 1), SENTI_MODEL_WRONG_LENGTH);
	free(bytes);
}

/* A header with a right hash and values that cannot be. */
static void
test_out_of_range(void)
{
	const int32_t logit_max = 20 * SENTI_FIXED_ONE;

	for (int o = 0; o < SENTI_OUTPUT_COUNT; o++)
		for (int i = 0; i < 8; i++)
		{
			const int32_t values[] = {
				-1, SENTI_SCALE_MAX_Q26 + 1,	/* scales */
				-logit_max - 1, logit_max + 1, INT32_MIN, INT32_MAX,	/* biases */
				-1, 100001	/* factors on the rules */
			};
			uint8_t    *bytes = write_builtin();
			SentiModel	model = senti_model_builtin;

			if (i < 2)
				model.scale_q26[o] = values[i];
			else if (i < 6)
				model.bias_q16[o] = values[i];
			else
				model.rules_mille[o] = values[i];
			/* both sides alike, so that it is not that which is wrong */
			model.bias_q16[SENTI_OUTPUT_NEGATIVE] = model.bias_q16[SENTI_OUTPUT_POSITIVE];
			model.rules_mille[SENTI_OUTPUT_NEGATIVE] = model.rules_mille[SENTI_OUTPUT_POSITIVE];
			senti_model_write_header(&model, bytes);
			if (o != SENTI_OUTPUT_NEGATIVE || i < 2)
				CHECK_EQ(senti_model_read(bytes, SENTI_MODEL_BYTES, &model), SENTI_MODEL_DAMAGED);
			free(bytes);
		}
}

/* One side may not be favoured. */
static void
test_uneven(void)
{
	uint8_t    *bytes = write_builtin();
	SentiModel	model = senti_model_builtin;

	model.bias_q16[SENTI_OUTPUT_NEGATIVE]++;
	senti_model_write_header(&model, bytes);
	CHECK_EQ(senti_model_read(bytes, SENTI_MODEL_BYTES, &model), SENTI_MODEL_DAMAGED);
	model = senti_model_builtin;
	model.rules_mille[SENTI_OUTPUT_POSITIVE]++;
	senti_model_write_header(&model, bytes);
	CHECK_EQ(senti_model_read(bytes, SENTI_MODEL_BYTES, &model), SENTI_MODEL_DAMAGED);
	free(bytes);
}

static void
test_messages(void)
{
	for (int i = SENTI_MODEL_OK; i <= SENTI_MODEL_DAMAGED; i++)
	{
		CHECK(strlen(senti_model_message((SentiModelStatus) i)) > 10);
		for (int j = SENTI_MODEL_OK; j < i; j++)
			CHECK(strcmp(senti_model_message((SentiModelStatus) i), senti_model_message((SentiModelStatus) j)) != 0);
	}
}

/* ---- votes ---- */

static SentiWeights weights[SENTI_FEATURE_ROWS];

/* A model of random weights; the largest in the first rows. */
static SentiModel
random_model(uint64_t *seed)
{
	SentiModel	model = {.weights = weights, .sides = weights[0], .sides_step = SENTI_OUTPUT_COUNT};

	for (int r = 0; r < SENTI_FEATURE_ROWS; r++)
		for (int o = 0; o < SENTI_OUTPUT_COUNT; o++)
			weights[r][o] = (int8_t) (r == 0 ? 127 : r == 1 ? -128 : unit_between(seed, -128, 127));
	for (int o = 0; o < SENTI_OUTPUT_COUNT; o++)
	{
		model.scale_q26[o] = (int32_t) unit_between(seed, 0, SENTI_SCALE_MAX_Q26);
		model.bias_q16[o] = (int32_t) unit_between(seed, -3 * SENTI_FIXED_ONE, 3 * SENTI_FIXED_ONE);
		model.rules_mille[o] = (int32_t) unit_between(seed, 0, 3000);
	}
	model.bias_q16[SENTI_OUTPUT_NEGATIVE] = model.bias_q16[SENTI_OUTPUT_POSITIVE];
	model.rules_mille[SENTI_OUTPUT_NEGATIVE] = model.rules_mille[SENTI_OUTPUT_POSITIVE];
	return model;
}

static void
check_weigh(const SentiModel *model, const SentiFeature *features, int count, int clause_count)
{
	SentiVotes	votes[SENTI_SENTENCE_MAX];

	memset(votes, 0xA5, sizeof(votes));
	senti_model_weigh(model, features, count, votes, clause_count);
	for (int c = 0; c < clause_count; c++)
	{
		SentiVotes	right = {0};

		for (int f = 0; f < count; f++)
			if (features[f].clause == c)
			{
				for (int o = 0; o < SENTI_OUTPUT_COUNT; o++)
					right.sum[o] += weights[features[f].row][o];
				right.features++;
			}
		CHECK(memcmp(&votes[c], &right, sizeof(right)) == 0);
	}
}

static void
test_weigh(void)
{
	static SentiFeature features[SENTI_FEATURES_MAX];
	uint64_t	seed = 1;
	SentiModel	model = random_model(&seed);

	check_weigh(&model, features, 0, 1);
	for (int round = 0; round < 50; round++)
	{
		int			count = (int) unit_between(&seed, 1, SENTI_FEATURES_MAX);
		int			clause_count = (int) unit_between(&seed, 1, round % 2 ? 4 : SENTI_SENTENCE_MAX);

		for (int f = 0; f < count; f++)
			features[f] = (SentiFeature) {
				(uint16_t) unit_between(&seed, 0, SENTI_FEATURE_ROWS - 1), (uint16_t) unit_between(&seed, 0, clause_count - 1)
			};
		check_weigh(&model, features, count, clause_count);
	}
	/* the largest and the smallest weights, as often as a sentence can have them */
	for (unsigned row = 0; row < 2; row++)
	{
		for (int f = 0; f < SENTI_FEATURES_MAX; f++)
			features[f] = (SentiFeature) {(uint16_t) row, 0};
		for (int count = 250; count < 262; count++)
			check_weigh(&model, features, count, 1);
		check_weigh(&model, features, SENTI_FEATURES_MAX, 2);
	}
}

/* What the features of a text's sentences weigh, and those of the last sentence that count besides. */
typedef struct SideSums
{
	SentiVotes	all;
	SentiVotes	last;
	int			sentences;
} SideSums;

static void
sum_features(void *arg, const SentiFeatures *features)
{
	SideSums   *sums = arg;

	sums->last = (SentiVotes) {.features = features->last_count};
	sums->all.features += features->count;
	sums->sentences++;
	for (int o = SENTI_OUTPUT_POSITIVE; o <= SENTI_OUTPUT_NEGATIVE; o++)
	{
		for (int f = 0; f < features->count; f++)
			sums->all.sum[o] += weights[features->items[f].row][o];
		for (int f = 0; f < features->last_count; f++)
			sums->last.sum[o] += weights[features->last[f].row][o];
	}
}

static void
check_sides(const SentiModel *model, const char *text)
{
	const SentiScorer scorer = {.lexicon = &senti_lexicon_builtin, .model = model};
	SideSums	sums = {.sentences = 0};
	SentiScan	scan;

	senti_scan_init(&scan, &scorer, (const uint8_t *) text, strlen(text), NULL, &sums, NULL);
	scan.feature_sink = sum_features;
	CHECK_EQ(senti_scan_run(&scan), SENTI_DONE);
	if (sums.sentences > 1)
		senti_votes_add(&sums.all, &sums.last);
	senti_scan_init(&scan, &scorer, (const uint8_t *) text, strlen(text), NULL, NULL, NULL);
	scan.is_score_only = true;
	CHECK_EQ(senti_scan_run(&scan), SENTI_DONE);
	for (int o = SENTI_OUTPUT_POSITIVE; o <= SENTI_OUTPUT_NEGATIVE; o++)
		CHECK_EQ(scan.votes.sum[o], sums.all.sum[o]);
	CHECK_EQ(scan.votes.features, sums.all.features);
}

/* A score alone sums up the features that are listed for others, with a dense copy of the weights or without. */
static void
test_sides(void)
{
	static const char *const texts[] = {
		"Great", "Not bad, but the new export never really works and I cannot log in!", "Why? Because. ...",
		"It is down again. We are not happy with 3 outages in two weeks :( Could you help? !!",
		"Thanks.\n\nThe import was fine\nand then it hung, no error, nothing.\n?"
	};
	static int8_t sides[SENTI_SIDES_BYTES];
	uint64_t	seed = 5;
	SentiModel	model = random_model(&seed);
	SentiModel	dense = model;

	senti_model_copy_sides(&dense, sides);
	CHECK_EQ(dense.sides_step, 2);
	for (size_t t = 0; t < sizeof(texts) / sizeof(texts[0]); t++)
	{
		check_sides(&model, texts[t]);
		check_sides(&dense, texts[t]);
	}
}

/* ---- probabilities ---- */

/* Log odds of a label against neutral, above those of a score of 0. */
static double
log_odds(int32_t rules_e4, SentiLabel label)
{
	int32_t		now[3];
	int32_t		zero[3];

	senti_probabilities(rules_e4, now);
	senti_probabilities(0, zero);
	return log((double) now[label] / now[SENTI_NEUTRAL]) - log((double) zero[label] / zero[SENTI_NEUTRAL]);
}

static double
logit(const SentiModel *model, const SentiVotes *votes, int output, double rules)
{
	double		sum = (double) votes->sum[output] * model->scale_q26[output] / 0x1p26;
	double		logit = sum / sqrt((double) votes->features + SENTI_MODEL_SILENT_FEATURES) +
		(double) model->bias_q16[output] / SENTI_FIXED_ONE + rules * model->rules_mille[output] / 1000.0;

	return fmax(-20.0, fmin(20.0, logit));
}

static SentiVotes
random_votes(uint64_t *seed)
{
	SentiVotes	votes = {.features = unit_between(seed, 0, 300)};

	for (int o = 0; o < SENTI_OUTPUT_COUNT; o++)
		votes.sum[o] = unit_between(seed, -20 * votes.features, 20 * votes.features);
	return votes;
}

static void
test_log_odds(void)
{
	int32_t		last_positive = INT32_MIN;
	int32_t		last_negative = INT32_MAX;

	for (int32_t score = -SENTI_SCORE_ONE; score <= SENTI_SCORE_ONE; score += 50)
	{
		int32_t		positive;
		int32_t		negative;

		senti_rules_log_odds(score, &positive, &negative);
		CHECK_NEAR((double) positive / SENTI_FIXED_ONE, log_odds(score, SENTI_POSITIVE), 4 * 0x1p-14);
		CHECK_NEAR((double) negative / SENTI_FIXED_ONE, log_odds(score, SENTI_NEGATIVE), 4 * 0x1p-14);
		CHECK(score < 0 || (positive >= 0 && positive >= last_positive));
		CHECK(score > 0 || (negative >= 0 && negative <= last_negative));
		CHECK(score != 0 || (positive == 0 && negative == 0));
		last_positive = score < 0 ? INT32_MIN : positive;
		last_negative = negative;
	}
}

static void
test_polarity(void)
{
	uint64_t	seed = 2;

	for (int round = 0; round < 200; round++)
	{
		SentiModel	model = {.weights = weights};
		SentiVotes	votes = random_votes(&seed);
		int32_t		rules_e4 = round % 3 ? (int32_t) unit_between(&seed, -SENTI_SCORE_ONE, SENTI_SCORE_ONE) : 0;
		int32_t		probability_e4[3];
		double		positive;
		double		negative;
		double		sum;

		for (int o = 0; o < SENTI_OUTPUT_EMOTION; o++)
		{
			model.scale_q26[o] = (int32_t) unit_between(&seed, 0, SENTI_SCALE_MAX_Q26 / 8);
			model.bias_q16[o] = -SENTI_FIXED_ONE / 2;
			model.rules_mille[o] = 800;
		}
		positive = exp(logit(&model, &votes, SENTI_OUTPUT_POSITIVE, log_odds(rules_e4, SENTI_POSITIVE)));
		negative = exp(logit(&model, &votes, SENTI_OUTPUT_NEGATIVE, log_odds(rules_e4, SENTI_NEGATIVE)));
		sum = 1.0 + positive + negative;
		senti_model_polarity(&model, &votes, rules_e4, probability_e4);
		/* the root is rounded down to 2^-10: of a logit of 20, 0.02 in all, and a probability changes by a quarter of it */
		CHECK_NEAR(probability_e4[SENTI_POSITIVE], 10000.0 * positive / sum, 50.0);
		CHECK_NEAR(probability_e4[SENTI_NEGATIVE], 10000.0 * negative / sum, 50.0);
		CHECK_EQ(probability_e4[0] + probability_e4[1] + probability_e4[2], 10000);
		for (int l = 0; l < 3; l++)
			CHECK(probability_e4[l] >= 0 && probability_e4[l] <= 10000);
	}
}

/* By hand: 48 features and 16 silent ones, root 8; sums 32 and -32 of weights of 1/8: logits 1/2 and -1/2.  e^.5 = 1.6487, e^-.5 = .6065. */
static void
test_polarity_by_hand(void)
{
	SentiModel	model = {.weights = weights, .scale_q26 = {1 << 23, 1 << 23, 1 << 23}, .rules_mille = {1000, 1000, 1000}};
	SentiVotes	votes = {.sum = {32, -32, 64}, .features = 48};
	int32_t		probability_e4[3];
	int32_t		intensity_e4[SENTI_EMOTION_COUNT] = {0};

	senti_model_polarity(&model, &votes, 0, probability_e4);
	CHECK_NEAR(probability_e4[SENTI_POSITIVE], 5065, 1);	/* 1.6487 / 3.2552 */
	CHECK_NEAR(probability_e4[SENTI_NEGATIVE], 1863, 1);
	CHECK_NEAR(probability_e4[SENTI_NEUTRAL], 3072, 1);
	/* a text without features, of which nothing is known */
	senti_model_polarity(&model, &(SentiVotes) {.features = 0}, 0, probability_e4);
	CHECK_NEAR(probability_e4[SENTI_NEUTRAL], 3334, 1);
	CHECK_EQ(probability_e4[SENTI_POSITIVE], probability_e4[SENTI_NEGATIVE]);
	/* 64 / 8 / 8 = 1 by the words, 1/2 by the rules: 1 / (1 + e^-1.5); nothing: 1/2 */
	intensity_e4[1] = 5000;
	senti_model_emotions(&model, &votes, intensity_e4);
	CHECK_NEAR(intensity_e4[1], 8176, 1);
	CHECK_EQ(intensity_e4[2], 5000);
}

/* What votes for one side votes for the other when its sign is changed. */
static void
test_symmetry(void)
{
	uint64_t	seed = 3;
	SentiModel	model = random_model(&seed);

	model.scale_q26[SENTI_OUTPUT_NEGATIVE] = model.scale_q26[SENTI_OUTPUT_POSITIVE];
	for (int round = 0; round < 100; round++)
	{
		SentiVotes	votes = random_votes(&seed);
		SentiVotes	other = votes;
		int32_t		probability_e4[3];
		int32_t		mirrored_e4[3];

		other.sum[0] = votes.sum[1];
		other.sum[1] = votes.sum[0];
		senti_model_polarity(&model, &votes, 0, probability_e4);
		senti_model_polarity(&model, &other, 0, mirrored_e4);
		CHECK_EQ(probability_e4[SENTI_POSITIVE], mirrored_e4[SENTI_NEGATIVE]);
		CHECK_EQ(probability_e4[SENTI_NEGATIVE], mirrored_e4[SENTI_POSITIVE]);
		CHECK_EQ(senti_model_leaning(&model, &votes), -senti_model_leaning(&model, &other));
	}
}

static void
test_emotions(void)
{
	uint64_t	seed = 4;

	for (int round = 0; round < 100; round++)
	{
		SentiModel	model = random_model(&seed);
		SentiVotes	votes = random_votes(&seed);
		int32_t		before_e4[SENTI_EMOTION_COUNT];
		int32_t		after_e4[SENTI_EMOTION_COUNT];

		for (int e = 0; e < SENTI_EMOTION_COUNT; e++)
			before_e4[e] = after_e4[e] = (int32_t) unit_between(&seed, 0, 9999);
		senti_model_emotions(&model, &votes, after_e4);
		for (int e = SENTI_EMOTION_NONE + 1; e < SENTI_EMOTION_COUNT; e++)
		{
			double		x = logit(&model, &votes, SENTI_OUTPUT_EMOTION + e - 1, before_e4[e] / 10000.0);

			CHECK_NEAR(after_e4[e], 10000.0 / (1.0 + exp(-x)), 50.0);
			CHECK(after_e4[e] >= 0 && after_e4[e] < 10000);
		}
	}
}

/* Sums as a text of 1 GiB may have them: 2^32 - 1 features, all as strong as can be.  The sanitizer tells an overflow. */
static void
test_huge(void)
{
	for (int side = 0; side < 4; side++)
	{
		SentiModel	model = {.weights = weights};
		SentiVotes	votes = {.features = UINT32_MAX};
		int32_t		probability_e4[3];
		int32_t		intensity_e4[SENTI_EMOTION_COUNT];
		int64_t		leaning;

		for (int o = 0; o < SENTI_OUTPUT_COUNT; o++)
		{
			model.scale_q26[o] = SENTI_SCALE_MAX_Q26;
			model.bias_q16[o] = 20 * SENTI_FIXED_ONE;
			model.rules_mille[o] = 100000;
			votes.sum[o] = votes.features * ((o == 1 ? side & 1 : side >> 1) ? 127 : -128);
		}
		for (int32_t rules = -SENTI_SCORE_ONE; rules <= SENTI_SCORE_ONE; rules += SENTI_SCORE_ONE)
		{
			senti_model_polarity(&model, &votes, rules, probability_e4);
			CHECK_EQ(probability_e4[0] + probability_e4[1] + probability_e4[2], 10000);
			CHECK(probability_e4[0] >= 0 && probability_e4[1] >= 0 && probability_e4[2] >= 0);
			leaning = senti_model_leaning(&model, &votes);
			CHECK((leaning > 0) == (votes.sum[0] > votes.sum[1]));
			CHECK(senti_model_rules_leaning(&model, rules, votes.features) / (1 << 30) < INT32_MAX);
		}
		for (int e = 0; e < SENTI_EMOTION_COUNT; e++)
			intensity_e4[e] = 9999;
		senti_model_emotions(&model, &votes, intensity_e4);
		for (int e = SENTI_EMOTION_NONE + 1; e < SENTI_EMOTION_COUNT; e++)
			CHECK(intensity_e4[e] == 0 || intensity_e4[e] == 9999);
	}
}

const UnitTest model_tests[] = {
	{"a model is read as it was written", test_round_trip},
	{"every flipped bit is noticed", test_flipped_bits},
	{"cut and longer bytes are refused", test_length},
	{"values out of range are refused", test_out_of_range},
	{"a model that favours a side is refused", test_uneven},
	{"each fault has a message of its own", test_messages},
	{"votes are the sums of weights, by clause", test_weigh},
	{"votes of a score alone are those of the features", test_sides},
	{"log odds of the rules", test_log_odds},
	{"probabilities worked out by hand", test_polarity_by_hand},
	{"probabilities agree with double precision", test_polarity},
	{"the two sides are treated alike", test_symmetry},
	{"emotions agree with double precision", test_emotions},
	{"the largest text overflows nothing", test_huge},
	{NULL, NULL}
};
