/*
 * test_fit.c - a model from somebody's own labels
 */
#include <stdlib.h>
#include <string.h>

#include "senti_fit.h"
#include "senti_params.h"
#include "unit.h"

#define WORDS 3					/* rows from 100, 110 and 120 on: said of what is bad, neither, good */
#define OTHERS 50				/* rows from 200 on: said of anything */
#define ROWS 8
#define WORD_ROWS 3				/* a word is several features: itself, its beginning, its classes */

typedef struct Packed
{
	uint8_t		bytes[SENTI_PACKED_HEADER + 2 * ROWS] __attribute__((aligned(8)));
} Packed;

typedef struct Source
{
	Packed	   *items;
	size_t		count;
	size_t		at;
} Source;

static const SentiWeights no_weights[SENTI_FEATURE_ROWS];
static const SentiModel knows_nothing = {.weights = no_weights};

static SentiTrainer trainer;
static uint8_t first[SENTI_MODEL_BYTES];
static uint8_t second[SENTI_MODEL_BYTES];

static void
rewind_source(void *arg)
{
	((Source *) arg)->at = 0;
}

static bool
next_of_source(void *arg, SentiExample *example)
{
	Source	   *source = arg;

	if (source->at == source->count)
		return false;
	senti_example_unpack(source->items[source->at++].bytes, sizeof(Packed), example);
	return true;
}

static int
compare(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(Packed));
}

/* Sorted, as the caller of senti_fit must. */
static uint64_t
fit(const SentiModel *base, Packed *items, size_t count, uint8_t *bytes)
{
	Source		source = {items, count, 0};
	SentiExamples examples = {rewind_source, next_of_source, &source};

	qsort(items, count, sizeof(Packed), compare);
	return senti_fit(&trainer, base, &examples, bytes);
}

static void
fill_rows(uint16_t rows[ROWS], size_t word, uint64_t *random)
{
	for (int r = 0; r < ROWS; r++)
		rows[r] = (uint16_t) (r < WORD_ROWS ? 100 + 10 * word + (size_t) r : 200 + (size_t) unit_between(random, 0, OTHERS - 1));
}

/* Examples whose word tells the label, but for every tenth, which is neutral whatever it says. */
static Packed *
make_items(size_t count, float weight, uint64_t random)
{
	Packed	   *items = malloc(sizeof(Packed) * count);

	for (size_t i = 0; i < count; i++)
	{
		uint16_t	rows[ROWS];
		SentiExample example = {.count = ROWS, .rows = rows, .weight = weight};

		example.label = i % 10 == 9 ? SENTI_NEUTRAL : (uint8_t) (i % WORDS);
		fill_rows(rows, i % WORDS, &random);
		senti_example_pack(&example, items[i].bytes);
	}
	return items;
}

/* Label of a text that the examples do not have: the word, and others. */
static SentiLabel
label_of(const SentiModel *model, size_t word)
{
	uint16_t	rows[ROWS];
	uint64_t	random = 99;
	SentiVotes votes = {.features = ROWS};
	int32_t		p[3];

	fill_rows(rows, word, &random);
	for (int r = 0; r < ROWS; r++)
		for (int o = 0; o < SENTI_OUTPUT_COUNT; o++)
			votes.sum[o] += model->weights[rows[r]][o];
	senti_model_polarity(model, &votes, 0, p);
	return p[SENTI_NEGATIVE] > p[SENTI_NEUTRAL] ? SENTI_NEGATIVE : p[SENTI_POSITIVE] > p[SENTI_NEUTRAL] ? SENTI_POSITIVE : SENTI_NEUTRAL;
}

static void
test_learns(void)
{
	static const size_t counts[] = {60, SENTI_FIT_VALIDATED - 1, SENTI_FIT_VALIDATED, 600};

	for (size_t c = 0; c < sizeof(counts) / sizeof(counts[0]); c++)
	{
		Packed	   *items = make_items(counts[c], 1.0f, 1);
		SentiModel	model;

		CHECK_EQ(fit(&knows_nothing, items, counts[c], first), counts[c]);
		CHECK_EQ(senti_model_read(first, sizeof(first), &model), SENTI_MODEL_OK);
		for (int label = SENTI_NEGATIVE; label <= SENTI_POSITIVE; label++)
			CHECK_EQ(label_of(&model, (size_t) label), label);
		free(items);
	}
}

/* What the model says of emotions is what its base says. */
static void
test_emotions(void)
{
	Packed	   *items = make_items(60, 1.0f, 6);
	SentiModel	model;

	CHECK_EQ(fit(&senti_model_builtin, items, 60, first), 60);
	CHECK_EQ(senti_model_read(first, sizeof(first), &model), SENTI_MODEL_OK);
	for (int o = SENTI_OUTPUT_EMOTION; o < SENTI_OUTPUT_COUNT; o++)
	{
		int			changed = 0;

		CHECK_EQ(model.scale_q26[o], senti_model_builtin.scale_q26[o]);
		CHECK_EQ(model.bias_q16[o], senti_model_builtin.bias_q16[o]);
		CHECK_EQ(model.rules_mille[o], senti_model_builtin.rules_mille[o]);
		for (int r = 0; r < SENTI_FEATURE_ROWS; r++)
			changed += model.weights[r][o] != senti_model_builtin.weights[r][o];
		CHECK_EQ(changed, 0);
	}
	free(items);
}

/* Whatever the order, and the unit of the weights, the same bytes; another example, others. */
static void
test_same(void)
{
	const size_t count = 300;
	Packed	   *items = make_items(count, 1.0f, 2);
	Packed	   *heavy = make_items(count, 4.0f, 2);
	uint64_t	random = 3;

	CHECK_EQ(fit(&knows_nothing, items, count, first), count);
	for (size_t i = count - 1; i > 0; i--)
	{
		size_t		j = (size_t) unit_between(&random, 0, (int64_t) i);
		Packed		moved = items[i];

		items[i] = items[j];
		items[j] = moved;
	}
	CHECK_EQ(fit(&knows_nothing, items, count, second), count);
	CHECK(memcmp(first, second, sizeof(first)) == 0);
	CHECK_EQ(fit(&knows_nothing, heavy, count, second), count);
	CHECK(memcmp(first, second, sizeof(first)) == 0);
	CHECK_EQ(fit(&knows_nothing, items, count - 1, second), count - 1);
	CHECK(memcmp(first, second, sizeof(first)) != 0);
	free(items);
	free(heavy);
}

/* A label that comes once in ten times is still learnt. */
static void
test_rare(void)
{
	const size_t count = 400;
	Packed	   *items = make_items(count, 1.0f, 4);
	uint64_t	random = 5;
	SentiModel	model;

	for (size_t i = 0; i < count; i++)
	{
		bool		is_bad = i % 10 == 0;
		uint16_t	rows[ROWS];
		SentiExample example = {.count = ROWS, .rows = rows, .weight = 1.0f, .label = is_bad ? SENTI_NEGATIVE : SENTI_NEUTRAL};

		fill_rows(rows, is_bad ? 0 : 1, &random);
		senti_example_pack(&example, items[i].bytes);
	}
	CHECK_EQ(fit(&knows_nothing, items, count, first), count);
	CHECK_EQ(senti_model_read(first, sizeof(first), &model), SENTI_MODEL_OK);
	CHECK_EQ(label_of(&model, 0), SENTI_NEGATIVE);
	CHECK_EQ(label_of(&model, 1), SENTI_NEUTRAL);
	free(items);
}

static void
test_few(void)
{
	Packed	   *items = make_items(1, 1.0f, 5);
	SentiModel	model;

	memset(first, 7, sizeof(first));
	CHECK_EQ(fit(&knows_nothing, items, 0, first), 0);
	CHECK_EQ(first[0], 7);
	CHECK_EQ(fit(&knows_nothing, items, 1, first), 1);
	CHECK_EQ(senti_model_read(first, sizeof(first), &model), SENTI_MODEL_OK);
	free(items);
}

static void
test_pack(void)
{
	uint16_t	rows[ROWS] = {0, 1, 65503, 258, 4, 4, 4, 4};
	SentiExample example = {.count = ROWS, .rows = rows, .label = SENTI_POSITIVE, .weight = 0.1f, .rules_e4 = -10000};
	SentiExample read;
	Packed		one;
	Packed		other;

	CHECK_EQ(senti_packed_size(&example), sizeof(one.bytes));
	senti_example_pack(&example, one.bytes);
	senti_example_unpack(one.bytes, sizeof(one.bytes), &read);
	CHECK_EQ(read.count, ROWS);
	CHECK(memcmp(read.rows, rows, sizeof(rows)) == 0);
	CHECK_EQ(read.label, SENTI_POSITIVE);
	CHECK(read.weight == 0.1f);
	CHECK_EQ(read.rules_e4, -10000);
	CHECK_EQ(read.known_emotions, 0);
	/* the hash is of the text alone, so that its labels are held out together */
	example.label = SENTI_NEGATIVE;
	example.weight = 2.0f;
	senti_example_pack(&example, other.bytes);
	CHECK(memcmp(one.bytes, other.bytes, 8) == 0);
	CHECK(memcmp(one.bytes, other.bytes, sizeof(one.bytes)) != 0);
	rows[5] = 5;
	senti_example_pack(&example, other.bytes);
	CHECK(memcmp(one.bytes, other.bytes, 8) != 0);
}

const UnitTest fit_tests[] = {
	{"own words are learnt", test_learns},
	{"emotions stay", test_emotions},
	{"the same examples in any order give the same bytes", test_same},
	{"a rare label is learnt", test_rare},
	{"one example makes a model, none does not", test_few},
	{"an example comes back from its bytes", test_pack},
	{NULL, NULL}
};
