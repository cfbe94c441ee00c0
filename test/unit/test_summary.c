/*
 * test_summary.c - exact sums, and what is read from them
 */
#include "unit.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "senti_summary.h"

#define DAY INT64_C(86400)
#define ROW_MAX 300

static bool
same(const SentiSummary *a, const SentiSummary *b)
{
	return memcmp(a, b, sizeof(*a)) == 0;	/* 152 bytes without padding */
}

static SentiSummary
empty(void)
{
	SentiSummary summary;

	senti_summary_init(&summary);
	return summary;
}

static SentiRow
random_row(uint64_t *seed)
{
	static const int32_t edges[] = {-10000, -1501, -1500, 0, 1500, 1501, 10000};
	SentiRow	row;

	row.score_e4 = (int32_t) unit_between(seed, -10000, 10000);
	if (unit_random(seed) % 4 == 0)
		row.score_e4 = edges[unit_random(seed) % 7];
	row.weight_mille = (int32_t) unit_between(seed, 1, unit_random(seed) % 2 ? SENTI_WEIGHT_MAX : 2 * SENTI_WEIGHT_ONE);
	row.has_time = unit_random(seed) % 5 > 0;
	row.seconds = unit_random(seed) % 8 == 0 ? unit_between(seed, -SENTI_SECONDS_MAX, SENTI_SECONDS_MAX) :
		unit_between(seed, 0, 900000000);
	return row;
}

static SentiSummary
sum_of(const SentiRow *rows, int from, int to)
{
	SentiSummary summary = empty();

	for (int i = from; i < to; i++)
		CHECK(senti_summary_add(&summary, &rows[i]));
	return summary;
}

static void
test_layout(void)
{
	SentiSummary summary = empty();
	SentiSummary zero;

	CHECK_EQ(sizeof(SentiSummary), 152);
	memset(&zero, 0, sizeof(zero));
	zero.version = SENTI_SUMMARY_VERSION;
	CHECK(same(&summary, &zero));
	CHECK(senti_summary_is_valid(&summary));
}

/* The fields by hand, for two rows. */
static void
test_fields(void)
{
	SentiRow	rows[] = {{-7000, 2000, -86400, true}, {1501, 500, 99, false}, {1500, 1, 0, false}, {-1500, 3, 0, false}};
	SentiSummary s = sum_of(rows, 0, 4);

	CHECK_EQ(s.n, 4);
	CHECK_EQ(s.positives, 1);	/* the neutral band is closed */
	CHECK_EQ(s.negatives, 1);
	CHECK_EQ(s.weight, 2504);
	CHECK_EQ(s.positive_weight, 500);
	CHECK_EQ(s.negative_weight, 2000);
	CHECK_EQ(s.sum_ws, -14000000 + 750500 + 1500 - 4500);
	CHECK_EQ(s.sum_wss.high, 0);
	CHECK_EQ(s.sum_wss.low, INT64_C(98000000000) + 1126500500 + 2250000 + 6750000);
	CHECK_EQ(s.timed_n, 1);
	CHECK_EQ(s.timed_weight, 2000);
	CHECK_EQ(s.timed_ws, -14000000);
	CHECK_EQ((int64_t) s.sum_wt.low, -172800000);
	CHECK_EQ(s.sum_wt.high, -1);
	CHECK_EQ(s.sum_wtt.low, INT64_C(14929920000000));
	CHECK_EQ(s.sum_wst.low, INT64_C(1209600000000));
	CHECK_EQ(s.sum_wst.high, 0);
}

static void
test_add_remove(void)
{
	uint64_t	seed = 3;

	for (int round = 0; round < 2000; round++)
	{
		SentiRow	rows[20];
		int			n = (int) unit_between(&seed, 0, 20);
		SentiRow	row = random_row(&seed);
		SentiSummary summary;
		SentiSummary before;

		for (int i = 0; i < n; i++)
			rows[i] = random_row(&seed);
		summary = before = sum_of(rows, 0, n);
		CHECK(senti_summary_is_valid(&summary));
		CHECK(senti_summary_add(&summary, &row));
		CHECK(!same(&summary, &before));
		CHECK(senti_summary_is_valid(&summary));
		CHECK(senti_summary_remove(&summary, &row));
		CHECK(same(&summary, &before));
		/* all removed, in the order of their coming: as if there had been none */
		for (int i = 0; i < n; i++)
			CHECK(senti_summary_remove(&summary, &rows[i]));
		before = empty();
		CHECK(same(&summary, &before));
	}
}

static void
test_merge(void)
{
	uint64_t	seed = 4;

	for (int round = 0; round < 2000; round++)
	{
		SentiRow	rows[60];
		int			n = (int) unit_between(&seed, 0, 60);
		int			i = (int) unit_between(&seed, 0, n);
		int			j = (int) unit_between(&seed, i, n);
		SentiSummary all;
		SentiSummary a;
		SentiSummary b;
		SentiSummary c;
		SentiSummary ab;
		SentiSummary ba;
		SentiSummary bc;

		for (int k = 0; k < n; k++)
			rows[k] = random_row(&seed);
		all = sum_of(rows, 0, n);
		ab = a = sum_of(rows, 0, i);
		ba = bc = b = sum_of(rows, i, j);
		c = sum_of(rows, j, n);

		CHECK(senti_summary_merge(&ab, &b));
		CHECK(senti_summary_merge(&ba, &a));
		CHECK(same(&ab, &ba));	/* commutes */
		CHECK(senti_summary_merge(&bc, &c));
		CHECK(senti_summary_merge(&ab, &c));
		CHECK(senti_summary_merge(&bc, &a));
		CHECK(same(&ab, &bc));	/* associates */
		CHECK(same(&ab, &all)); /* and is the sum of all rows */
		CHECK(senti_summary_is_valid(&ab));
		CHECK(senti_summary_unmerge(&ab, &c));
		CHECK(same(&ab, &ba));
		CHECK(senti_summary_unmerge(&ab, &a));
		CHECK(same(&ab, &b));
		CHECK(senti_summary_unmerge(&ab, &b));
		a = empty();
		CHECK(same(&ab, &a));
	}
}

/* Scaling is adding the same rows with the product of the weights. */
static void
test_scale(void)
{
	static const int32_t weights[] = {0, 1, 7, 250, 500, 999, 1000, 1500, 3000, SENTI_WEIGHT_MAX};
	uint64_t	seed = 17;

	for (int round = 0; round < 2000; round++)
	{
		SentiSummary scaled = empty();
		SentiSummary expected = empty();
		int32_t		by = weights[unit_random(&seed) % 10];
		int			n = (int) unit_between(&seed, 0, 60);
		bool		is_exact = true;

		if (round % 2)
			by = (int32_t) unit_between(&seed, 0, SENTI_WEIGHT_MAX);
		for (int i = 0; i < n; i++)
		{
			SentiRow	row = random_row(&seed);
			int64_t		product;

			/* rows of weight 1 in most rounds, else of any */
			if (round % 3)
				row.weight_mille = SENTI_WEIGHT_ONE;
			CHECK(senti_summary_add(&scaled, &row));
			product = (int64_t) row.weight_mille * by;
			is_exact = is_exact && product % SENTI_WEIGHT_ONE == 0 && product / SENTI_WEIGHT_ONE <= SENTI_WEIGHT_MAX;
			row.weight_mille = (int32_t) (product / SENTI_WEIGHT_ONE);
			if (is_exact && row.weight_mille > 0)
				CHECK(senti_summary_add(&expected, &row));
		}
		/* sums may be whole where a row is not: then nothing is promised */
		if (is_exact)
			CHECK(senti_summary_scale(&scaled, by) && same(&scaled, &expected));
	}
}

/* What is not whole, too heavy or too large is refused, in each field. */
static void
test_scale_refuses(void)
{
	SentiRow	row = {5000, 1, 86400, true};
	SentiSummary one = empty();
	SentiSummary s;

	CHECK(senti_summary_add(&one, &row));
	s = one;
	CHECK(!senti_summary_scale(&s, 500));	/* half a thousandth */
	s = one;
	CHECK(senti_summary_scale(&s, SENTI_WEIGHT_MAX) && s.weight == 100 && s.n == 1);
	row.weight_mille = 2000;
	s = empty();
	CHECK(senti_summary_add(&s, &row));
	CHECK(!senti_summary_scale(&s, SENTI_WEIGHT_MAX));	/* 200 is too heavy for a row */
	/* a whole sum of weights, of scores that are not: 1 * 3333 + 1 * 3334 in thousandths by a half */
	row = (SentiRow) {3333, 1, 0, false};
	s = empty();
	CHECK(senti_summary_add(&s, &row));
	row.score_e4 = 3334;
	CHECK(senti_summary_add(&s, &row) && s.weight == 2);
	CHECK(!senti_summary_scale(&s, 500));
	/* sums beyond 64 bits */
	s = empty();
	s.n = INT64_C(90000000000000000);
	s.weight = s.n * 100;
	CHECK(senti_summary_is_valid(&s) && !senti_summary_scale(&s, 2000));
}

static void
add_rows(SentiSummary *summary, int count, int32_t score_e4, int32_t weight_mille)
{
	SentiRow	row = {score_e4, weight_mille, 0, false};

	for (int i = 0; i < count; i++)
		CHECK(senti_summary_add(summary, &row));
}

static void
test_net(void)
{
	SentiSummary summary = empty();
	double		net = 7;

	CHECK(!senti_summary_net(&summary, &net));
	add_rows(&summary, 120, 6000, SENTI_WEIGHT_ONE);
	add_rows(&summary, 50, -6000, SENTI_WEIGHT_ONE);
	add_rows(&summary, 30, 1500, SENTI_WEIGHT_ONE);
	CHECK(senti_summary_net(&summary, &net));
	CHECK(net == 35.0);			/* 100 * (120 - 50) / 200 */

	summary = empty();
	add_rows(&summary, 3, -1501, SENTI_WEIGHT_ONE);
	CHECK(senti_summary_net(&summary, &net) && net == -100.0);
	add_rows(&summary, 1, 10000, 3 * SENTI_WEIGHT_ONE);
	CHECK(senti_summary_net(&summary, &net) && net == 0.0);
	add_rows(&summary, 1, 10000, 2 * SENTI_WEIGHT_ONE);
	CHECK(senti_summary_net(&summary, &net) && net == 25.0);	/* 100 * (5 - 3) / 8 */
}

static void
test_mean_variance_by_hand(void)
{
	SentiSummary summary = empty();
	double		value;

	CHECK(!senti_summary_mean(&summary, &value) && !senti_summary_variance(&summary, &value));
	add_rows(&summary, 1, 5000, SENTI_WEIGHT_ONE);
	CHECK(senti_summary_mean(&summary, &value) && value == 0.5);
	CHECK(senti_summary_variance(&summary, &value) && value == 0.0);
	add_rows(&summary, 1, -5000, SENTI_WEIGHT_ONE);
	CHECK(senti_summary_mean(&summary, &value) && value == 0.0);
	CHECK(senti_summary_variance(&summary, &value) && value == 0.25);
	add_rows(&summary, 1, 10000, 2 * SENTI_WEIGHT_ONE);
	CHECK(senti_summary_mean(&summary, &value) && value == 0.5);
	/* (0 + 1 + 2 * 0.25) / 4 */
	CHECK(senti_summary_variance(&summary, &value) && value == 0.375);
	/* scores that are equal have no variance, however many */
	summary = empty();
	add_rows(&summary, 1000, 3333, 777);
	CHECK(senti_summary_variance(&summary, &value) && value == 0.0);
	summary = empty();
	add_rows(&summary, 1, 10000, SENTI_WEIGHT_ONE);
	add_rows(&summary, 1, -10000, SENTI_WEIGHT_ONE);
	CHECK(senti_summary_variance(&summary, &value) && value == 1.0);
}

/* Two passes in long double: the textbook way, with the rows at hand. */
static void
test_against_rows(void)
{
	uint64_t	seed = 5;

	for (int round = 0; round < 500; round++)
	{
		SentiRow	rows[ROW_MAX];
		int			n = (int) unit_between(&seed, 2, ROW_MAX);
		int64_t		range = DAY << unit_between(&seed, 0, 11);
		int64_t		origin = unit_between(&seed, -1000000000, 1000000000);
		long double weight = 0;
		long double sum = 0;
		long double sum_time = 0;
		long double square = 0;
		long double spread = 0;
		long double shared = 0;
		SentiSummary summary;
		double		value;

		for (int i = 0; i < n; i++)
		{
			rows[i] = random_row(&seed);
			rows[i].has_time = true;
			rows[i].seconds = origin + unit_between(&seed, 0, range);
			weight += rows[i].weight_mille;
			sum += (long double) rows[i].weight_mille * rows[i].score_e4;
			sum_time += (long double) rows[i].weight_mille * rows[i].seconds;
		}
		for (int i = 0; i < n; i++)
		{
			long double w = rows[i].weight_mille;
			long double ds = rows[i].score_e4 - sum / weight;
			long double dt = rows[i].seconds - sum_time / weight;

			square += w * ds * ds;
			spread += w * dt * dt;
			shared += w * ds * dt;
		}
		summary = sum_of(rows, 0, n);
		CHECK(senti_summary_mean(&summary, &value));
		CHECK_NEAR(value, (double) (sum / weight / 10000), 1e-15);
		CHECK(senti_summary_variance(&summary, &value));
		CHECK_NEAR(value, (double) (square / weight / 1e8L), 1e-14);
		CHECK(value >= 0 && value <= 1);
		if (spread <= 0)
			continue;
		CHECK(senti_summary_trend(&summary, &value));
		/* beside the slope itself: what the scores' spread allows over this range */
		CHECK_NEAR(value, (double) (shared / spread / 10000 * DAY),
				   1e-12 * (fabs(value) + sqrt((double) (square / spread)) / 10000 * DAY));
	}
}

/* A score that goes up by 0.01 a day, wherever it starts and whatever the weights. */
static void
test_exact_line(void)
{
	static const int64_t origins[] = {0, -20000 * DAY, 9000 * DAY + 12345, 3000000 * DAY};

	for (int o = 0; o < 4; o++)
	{
		SentiSummary up = empty();
		SentiSummary down = empty();
		double		trend;

		for (int day = 0; day <= 90; day++)
		{
			SentiRow	row = {100 * day - 4000, 1 + 997 * day % 5000, origins[o] + day * DAY, true};

			CHECK(senti_summary_add(&up, &row));
			row.score_e4 = -row.score_e4;
			CHECK(senti_summary_add(&down, &row));
		}
		CHECK(senti_summary_trend(&up, &trend));
		CHECK_NEAR(trend, 0.01, 1e-16);
		CHECK(senti_summary_trend(&down, &trend));
		CHECK_NEAR(trend, -0.01, 1e-16);
	}
}

static void
test_no_trend(void)
{
	static const int64_t times[] = {0, 1, -1, 800000000, -SENTI_SECONDS_MAX, SENTI_SECONDS_MAX};
	SentiSummary summary = empty();
	double		trend;

	CHECK(!senti_summary_trend(&summary, &trend));
	add_rows(&summary, 5, 3000, SENTI_WEIGHT_ONE);	/* no times */
	CHECK(!senti_summary_trend(&summary, &trend));
	for (int t = 0; t < 6; t++)
	{
		uint64_t	seed = 6;

		summary = empty();
		for (int i = 0; i < 50; i++)
		{
			SentiRow	row = random_row(&seed);

			row.has_time = true;
			row.seconds = times[t];
			CHECK(senti_summary_add(&summary, &row));
			CHECK(!senti_summary_trend(&summary, &trend));	/* all times are equal */
		}
	}
	/* one second apart is enough; equal scores have slope 0 */
	summary = empty();
	for (int i = 0; i < 2; i++)
	{
		SentiRow	row = {2000, SENTI_WEIGHT_ONE, 800000000 + i, true};

		CHECK(senti_summary_add(&summary, &row));
	}
	CHECK(senti_summary_trend(&summary, &trend) && trend == 0.0);
}

/* Every field of a merge at its edges. */
static void
test_merge_overflow(void)
{
	const SentiWide most = {INT64_MAX, UINT64_MAX};
	const SentiWide least = {INT64_MIN, 0};
	SentiSummary a = empty();
	SentiSummary b = empty();

#define EDGES(field, big, small, one, minus_one) \
	unit_about(#field); \
	a = b = empty(); a.field = big; b.field = one; CHECK(!senti_summary_merge(&a, &b)); \
	a = b = empty(); a.field = small; b.field = minus_one; CHECK(!senti_summary_merge(&a, &b)); \
	a = b = empty(); a.field = one; b.field = big; CHECK(!senti_summary_merge(&a, &b)); \
	a = b = empty(); a.field = big; b.field = minus_one; CHECK(senti_summary_merge(&a, &b)); \
	CHECK(senti_summary_unmerge(&a, &b)); CHECK(memcmp(&a.field, &(__typeof__(a.field)){big}, sizeof(a.field)) == 0); \
	a = b = empty(); a.field = small; b.field = one; CHECK(!senti_summary_unmerge(&a, &b)); \
	a = b = empty(); a.field = minus_one; b.field = small; CHECK(senti_summary_unmerge(&a, &b)); CHECK_EQ(a.field, INT64_MAX);
#define INT_EDGES(field) EDGES(field, INT64_MAX, INT64_MIN, 1, -1)
#define WIDE_EDGES(field) \
	unit_about(#field); \
	a = b = empty(); a.field = most; b.field.low = 1; CHECK(!senti_summary_merge(&a, &b)); \
	a = b = empty(); a.field = least; b.field = (SentiWide) {-1, UINT64_MAX}; CHECK(!senti_summary_merge(&a, &b)); \
	a = b = empty(); a.field = most; CHECK(senti_summary_merge(&a, &b)); \
	CHECK(memcmp(&a.field, &most, sizeof(most)) == 0); \
	a = b = empty(); a.field = least; b.field.low = 1; CHECK(!senti_summary_unmerge(&a, &b));
	SENTI_SUMMARY_FIELDS(INT_EDGES, WIDE_EDGES)
#undef EDGES
#undef WIDE_EDGES
	unit_about(NULL);
}

/* And of adding a row. */
static void
test_add_overflow(void)
{
	const SentiWide most = {INT64_MAX, UINT64_MAX};
	SentiRow	row = {10000, 1000, 500, true};
	SentiRow	negative = {-10000, 1000, -500, true};
	SentiSummary s;

#define FAILS(field, value, the_row) \
	unit_about(#field); s = empty(); s.field = value; CHECK(!senti_summary_add(&s, &the_row));
#define FITS(field, value, the_row) \
	unit_about(#field); s = empty(); s.field = value; CHECK(senti_summary_add(&s, &the_row));
	FAILS(n, INT64_MAX, row)
	FITS(n, INT64_MAX - 1, row)
	FAILS(weight, INT64_MAX - 999, row)
	FITS(weight, INT64_MAX - 1000, row)
	FAILS(sum_ws, INT64_MAX - 9999999, row)
	FITS(sum_ws, INT64_MAX - 10000000, row)
	FAILS(sum_ws, INT64_MIN + 9999999, negative)
	FITS(sum_ws, INT64_MIN + 10000000, negative)
	FAILS(timed_ws, INT64_MAX - 9999999, row)
	FAILS(sum_wss, most, row)
	FAILS(sum_wt, most, row)
	FAILS(sum_wtt, most, row)
	FAILS(sum_wst, most, row)
	FITS(sum_wt, most, negative)
#undef FAILS
#undef FITS
	unit_about(NULL);
	/* the largest row there is, often */
	s = empty();
	for (int i = 0; i < 1000; i++)
	{
		SentiRow	largest = {i % 2 ? 10000 : -10000, SENTI_WEIGHT_MAX, i % 3 ? SENTI_SECONDS_MAX : -SENTI_SECONDS_MAX, true};

		CHECK(senti_summary_add(&s, &largest));
		CHECK(senti_summary_is_valid(&s));
	}
}

const UnitTest summary_tests[] = {
	{"152 bytes; init is all zero but the version", test_layout},
	{"fields by hand", test_fields},
	{"adding and then removing a row is the identity", test_add_remove},
	{"merging commutes, associates, equals adding all rows, and is undone", test_merge},
	{"scaling is adding rows of the product of the weights", test_scale},
	{"scaling refuses what is not exact or does not fit", test_scale_refuses},
	{"net of 120, 50 and 30 is exactly 35", test_net},
	{"mean and variance by hand", test_mean_variance_by_hand},
	{"mean, variance and trend agree with long double over the rows", test_against_rows},
	{"the trend of a line is its slope", test_exact_line},
	{"no trend without two times", test_no_trend},
	{"merge tells overflow of every field", test_merge_overflow},
	{"add tells overflow", test_add_overflow},
	{NULL, NULL}
};
