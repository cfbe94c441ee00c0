/*
 * test_summary_text.c - the text form, and states from outside
 */
#include "unit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "senti_summary.h"

static SentiSummary
sum_of(const SentiRow *rows, int n)
{
	SentiSummary summary;

	senti_summary_init(&summary);
	for (int i = 0; i < n; i++)
		CHECK(senti_summary_add(&summary, &rows[i]));
	return summary;
}

static SentiSummary
untimed(const SentiRow *rows, int n)
{
	SentiSummary summary;

	senti_summary_init(&summary);
	for (int i = 0; i < n; i++)
	{
		SentiRow	row = rows[i];

		row.has_time = false;
		CHECK(senti_summary_add(&summary, &row));
	}
	return summary;
}

static const char *
print(const SentiSummary *summary)
{
	static char out[SENTI_SUMMARY_TEXT_MAX];
	char	   *exact = malloc(SENTI_SUMMARY_TEXT_MAX);
	size_t		len = senti_summary_print(summary, exact);

	CHECK_EQ(len, strlen(exact));
	strcpy(out, exact);
	free(exact);
	return out;
}

/* Parse from an exact-size string. */
static bool
parse(const char *text, SentiSummary *summary)
{
	char	   *copy = (char *) unit_copy(text, strlen(text) + 1);
	bool		ok = senti_summary_parse(copy, summary);

	free(copy);
	return ok;
}

/* Is it printed, parsed, and the same? */
static void
check_round_trip(const SentiSummary *summary)
{
	SentiSummary again;
	const char *text = print(summary);

	unit_about(text);
	memset(&again, 0x55, sizeof(again));
	CHECK(parse(text, &again));
	CHECK(memcmp(&again, summary, sizeof(again)) == 0);
}

/* The form is documented; values by hand (and by Python). */
static void
test_print(void)
{
	static const SentiRow one[] = {{5000, 1000, 86400, true}};
	static const SentiRow three[] = {{-7000, 2000, -86400, true}, {100, 500, 0, false},
	{10000, 100000, SENTI_SECONDS_MAX, true}};
	SentiSummary summary = sum_of(one, 0);

	CHECK_STR(print(&summary), "(1,0,0,0,0,0,0,0,0,0,0,0,0,0,0)");
	summary = sum_of(one, 1);
	CHECK_STR(print(&summary), "(1,1,1,0,1000,1000,0,5000000,5d21dba00,1,1000,5000000,5265c00,6ca124a0000,649534e000)");
	summary = sum_of(three, 3);
	CHECK_STR(print(&summary), "(1,3,1,1,102500,100000,2000,986050000,92f20003f40,2,102000,986000000,"
			  "de0b6b39d174800,7e37be2022c09158baa4940000,21e19e0cad454074000)");
	summary = sum_of(three, 1);
	CHECK_STR(print(&summary), "(1,1,0,1,2000,0,2000,-14000000,16d1415400,1,2000,-14000000,-a4cb800,d9424940000,119a1c74000)");
}

static void
test_round_trip(void)
{
	uint64_t	seed = 8;

	for (int round = 0; round < 3000; round++)
	{
		SentiRow	rows[10];
		int			n = (int) unit_between(&seed, 0, 10);
		SentiSummary summary;

		for (int i = 0; i < n; i++)
		{
			int64_t		most = unit_random(&seed) % 2 ? SENTI_SECONDS_MAX : 900000000;

			rows[i] = (SentiRow) {
				(int32_t) unit_between(&seed, -10000, 10000), (int32_t) unit_between(&seed, 1, SENTI_WEIGHT_MAX),
				unit_between(&seed, -most, most), unit_random(&seed) % 2
			};
		}
		summary = sum_of(rows, n);
		CHECK(senti_summary_is_valid(&summary));
		check_round_trip(&summary);
	}
}

/* A valid state as large as it can be. */
static SentiSummary
largest(void)
{
	const SentiRow row = {10000, SENTI_WEIGHT_MAX, SENTI_SECONDS_MAX, true};
	SentiSummary summary = sum_of(&row, 1);

	/* doubled until the sum of weight * time^2 = 10^31 * 2^24 is above 2^126 and below 2^127 */
	for (int i = 0; i < 24; i++)
	{
		SentiSummary other = summary;

		CHECK(senti_summary_merge(&summary, &other));
	}
	return summary;
}

/* What can be valid can be dumped and restored, also beyond 2^126. */
static void
test_round_trip_large(void)
{
	SentiSummary summary = largest();
	SentiSummary negative = summary;

	CHECK(senti_summary_is_valid(&summary));
	CHECK(summary.sum_wtt.high >> 62 == 1);
	check_round_trip(&summary);
	negative.sum_wt = senti_wide_negate(summary.sum_wt);
	negative.sum_wst = senti_wide_negate(summary.sum_wst);
	CHECK(senti_summary_is_valid(&negative));
	check_round_trip(&negative);
}

static void
test_hostile(void)
{
	static const char *const texts[] = {
		"", "(", ")", "()", "0", "(1)", "(1,)", ",", "(,)", "NULL", "(1,0,0,0,0,0,0,0,0,0,0,0,0,0,0",
		"1,0,0,0,0,0,0,0,0,0,0,0,0,0,0)", " (1,0,0,0,0,0,0,0,0,0,0,0,0,0,0)", "(1,0,0,0,0,0,0,0,0,0,0,0,0,0,0) ",
		"(1,0,0,0,0,0,0,0,0,0,0,0,0,0,0))", "(1,0,0,0,0,0,0,0,0,0,0,0,0,0)", "(1,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0)",
		"(1, 0,0,0,0,0,0,0,0,0,0,0,0,0,0)", "(1,0,0,0,0,0,0,0,0,0,0,0,0,0,0\n)", "(1,,0,0,0,0,0,0,0,0,0,0,0,0,0)",
		"(0,0,0,0,0,0,0,0,0,0,0,0,0,0,0)", "(2,0,0,0,0,0,0,0,0,0,0,0,0,0,0)", "(-1,0,0,0,0,0,0,0,0,0,0,0,0,0,0)",
		"(18446744073709551617,0,0,0,0,0,0,0,0,0,0,0,0,0,0)",
		"(1,+0,0,0,0,0,0,0,0,0,0,0,0,0,0)", "(1,0x0,0,0,0,0,0,0,0,0,0,0,0,0,0)", "(1,-,0,0,0,0,0,0,0,0,0,0,0,0,0)",
		"(1,--0,0,0,0,0,0,0,0,0,0,0,0,0,0)", "(1,-1,0,0,0,0,0,0,0,0,0,0,0,0,0)", "(1,1e3,0,0,0,0,0,0,0,0,0,0,0,0,0)",
		"(1,9223372036854775808,0,0,0,0,0,0,0,0,0,0,0,0,0)", "(1,-9223372036854775809,0,0,0,0,0,0,0,0,0,0,0,0,0)",
		"(1,18446744073709551616,0,0,0,0,0,0,0,0,0,0,0,0,0)",
		"(1,340282366920938463463374607431768211457,0,0,0,0,0,0,0,0,0,0,0,0,0)",
		"(1,99999999999999999999999999999999999999999999999999999999999,0,0,0,0,0,0,0,0,0,0,0,0,0)",
		"(1,1,1,0,1000,1000,0,5000000,5D21DBA00,1,1000,5000000,5265c00,6ca124a0000,649534e000)",	/* capital digits */
		"(1,1,1,0,1000,1000,0,5000000,5d21dba00,1,1000,5000000,5265c00,6ca124a0000,649534e00g)",
		"(1,1,1,0,1000,1000,0,5000000,100000000000000000000000000000000,1,1000,5000000,5265c00,6ca124a0000,0)",
		"(1,1,1,0,1000,1000,0,5000000,5d21dba00,1,1000,5000000,5265c00,ffffffffffffffffffffffffffffffff,0)",
	};
	SentiSummary summary;

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
	{
		unit_about(texts[i]);
		CHECK(!parse(texts[i], &summary));
	}
	/* every proper beginning of a good text */
	for (size_t len = 0; len < 85; len++)
	{
		char		text[100] = "(1,1,1,0,1000,1000,0,5000000,5d21dba00,1,1000,5000000,5265c00,6ca124a0000,649534e000)";

		CHECK_EQ(strlen(text), 85);
		unit_about("beginning");
		CHECK(parse(text, &summary));
		text[len] = '\0';
		CHECK(!parse(text, &summary));
	}
}

/* "Returns false for anything that print would not write": one spelling for each state. */
static void
test_one_spelling(void)
{
	static const char *const texts[] = {
		"(01,0,0,0,0,0,0,0,0,0,0,0,0,0,0)", "(1,00,0,0,0,0,0,0,0,0,0,0,0,0,0)", "(1,-0,0,0,0,0,0,0,0,0,0,0,0,0,0)",
		"(1,0,0,0,0,0,0,0,00,0,0,0,0,0,0)", "(1,0,0,0,0,0,0,0,-0,0,0,0,0,0,0)",
		"(1,1,1,0,01000,1000,0,5000000,5d21dba00,1,1000,5000000,5265c00,6ca124a0000,649534e000)",
	};
	SentiSummary summary;

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
	{
		unit_about(texts[i]);
		CHECK(!parse(texts[i], &summary));
	}
}

/* States that no rows make. */
static void
test_invalid(void)
{
	static const SentiRow rows[] = {
		{5000, 1000, 86400, true}, {-5000, 2000, 90000, true}, {0, 500, 95000, true}, {8000, 1500, 0, false},
	};
	SentiSummary good = sum_of(rows, 4);
	SentiSummary s;

	CHECK(senti_summary_is_valid(&good));
#define REFUSES(change) \
	unit_about(#change); s = good; s.change; CHECK(!senti_summary_is_valid(&s));
#define ACCEPTS(change) \
	unit_about(#change); s = good; s.change; CHECK(senti_summary_is_valid(&s));
	REFUSES(version = 0)
	REFUSES(version = 2)
	REFUSES(reserved = 1)
	REFUSES(n = -1)
	REFUSES(n = 0)
	REFUSES(n = 2)				/* fewer than positives and negatives */
	REFUSES(n = INT64_MAX)
	REFUSES(positives = -1)
	REFUSES(positives = 4)
	REFUSES(positives = 0)		/* but they have weight */
	REFUSES(negatives = 3)
	REFUSES(negatives = 0)
	REFUSES(weight = 0)
	REFUSES(weight = -5000)
	REFUSES(weight = 3)			/* less than 1 a row */
	REFUSES(weight = 4 * INT64_C(100000) + 1)
	REFUSES(weight = 4000)		/* less than its parts */
	REFUSES(positive_weight = 200001)
	REFUSES(positive_weight = 1)
	REFUSES(negative_weight = -1)
	REFUSES(negative_weight = 5000)
	REFUSES(sum_wss.high = -1)
	REFUSES(sum_wss.high = 1)
	REFUSES(timed_n = -1)
	REFUSES(timed_n = 5)
	REFUSES(timed_n = 0)
	REFUSES(timed_weight = 5001)
	REFUSES(timed_weight = 2)
	REFUSES(timed_ws = 35000001)
	REFUSES(timed_ws = -35000001)
	REFUSES(sum_wt.high = 1 << 20)
	REFUSES(sum_wt.high = -(1 << 20))
	REFUSES(sum_wtt.high = -1)
	REFUSES(timed_n = 4)		/* the row without a time has weight */
	REFUSES(timed_weight = 5000)
	/* the row without a time has a score of at most 1, of 12 * 10^6 a weight of 1500 */
	ACCEPTS(timed_ws = -8000000)
	REFUSES(timed_ws = -8000001)
	/* times: pivot 89686, 3500 p^2 + 2 p * -1000 + 1000 */
	ACCEPTS(sum_wtt.low = UINT64_C(28152345715000))
	REFUSES(sum_wtt.low = UINT64_C(28152345714999))
	/* 3500 * 10^4 * 10^13 is 18.97 * 2^64 */
	ACCEPTS(sum_wst = ((SentiWide) {18, 0}))
	REFUSES(sum_wst = ((SentiWide) {19, 0}))
	ACCEPTS(sum_wst = ((SentiWide) {-18, 0}))
	REFUSES(sum_wst = ((SentiWide) {-19, 0}))
	/* the same rows without times: positive weight 2500, neutral 500, negative 2000 */
	good = untimed(rows, 4);
	REFUSES(n = 504)			/* more neutral rows than thousandths of weight */
	ACCEPTS(n = 503)
	ACCEPTS(sum_ws = 22748000)	/* 10000 * 2500 + 1500 * 500 - 1501 * 2000 */
	REFUSES(sum_ws = 22748001)
	ACCEPTS(sum_ws = -16997500) /* 1501 * 2500 - 1500 * 500 - 10000 * 2000 */
	REFUSES(sum_ws = -16997501)
	ACCEPTS(sum_wss.low = UINT64_C(10138504500))	/* 1501^2 * 4500 */
	REFUSES(sum_wss.low = UINT64_C(10138504499))
	ACCEPTS(sum_wss.low = UINT64_C(451125000000))	/* 10^8 * 4500 + 1500^2 * 500 */
	REFUSES(sum_wss.low = UINT64_C(451125000001))
	/* no variance below none: 5000 * 4000^2, and a thousandth of weight with 4001 */
	good.sum_ws = 20000000;
	ACCEPTS(sum_wss.low = UINT64_C(80000000000))
	REFUSES(sum_wss.low = UINT64_C(79999999999))
	good.sum_ws = 20000001;
	ACCEPTS(sum_wss.low = UINT64_C(80000008001))
	REFUSES(sum_wss.low = UINT64_C(80000008000))
#undef REFUSES
#undef ACCEPTS
	/* no rows with a time, but a sum of theirs */
#define REFUSES_UNTIMED(field) \
	unit_about(#field); s = sum_of(rows + 3, 1); CHECK(senti_summary_is_valid(&s)); \
	s.field = 1; CHECK(!senti_summary_is_valid(&s));
	REFUSES_UNTIMED(timed_weight)
	REFUSES_UNTIMED(timed_ws)
	REFUSES_UNTIMED(sum_wt.low)
	REFUSES_UNTIMED(sum_wtt.low)
	REFUSES_UNTIMED(sum_wst.low)
#undef REFUSES_UNTIMED
}

/* Up to 8 rows, doubled until a sum is about to overflow, or fewer times; then often a word of it is another. */
static SentiSummary
stranger(uint64_t *seed)
{
	SentiRow	rows[8];
	int			n = (int) unit_between(seed, 0, 8);
	int			doublings = (int) unit_between(seed, 0, 70);
	int64_t		most = unit_random(seed) % 2 ? SENTI_SECONDS_MAX : unit_between(seed, 1, 900000000);
	SentiSummary summary;

	for (int i = 0; i < n; i++)
		rows[i] = (SentiRow) {
			(int32_t) unit_between(seed, -10000, 10000), (int32_t) unit_between(seed, 1, SENTI_WEIGHT_MAX),
			unit_between(seed, most / 2, most), unit_random(seed) % 4 > 0
		};
	summary = sum_of(rows, n);
	for (int i = 0; i < doublings; i++)
	{
		SentiSummary twice = summary;

		if (!senti_summary_merge(&twice, &summary))
			break;
		summary = twice;
	}
	CHECK(senti_summary_is_valid(&summary));
	if (unit_random(seed) % 2)
	{
		uint64_t	words[sizeof(SentiSummary) / 8];

		memcpy(words, &summary, sizeof(words));
		words[unit_between(seed, 1, 18)] += (uint64_t) unit_between(seed, -2, 2) * (unit_random(seed) >> unit_between(seed, 0, 63));
		memcpy(&summary, words, sizeof(words));
	}
	return summary;
}

/* Results of a valid state are there, and in range; no trap on the way. */
static void
check_results(const SentiSummary *s)
{
	double		value;

	CHECK_EQ(senti_summary_net(s, &value), s->n > 0);
	CHECK(s->n == 0 || fabs(value) <= 100);
	CHECK_EQ(senti_summary_mean(s, &value), s->n > 0);
	CHECK(s->n == 0 || fabs(value) <= 1 + 1e-15);
	CHECK_EQ(senti_summary_variance(s, &value), s->n > 0);
	CHECK(s->n == 0 || (value >= 0 && value <= 1));
	CHECK(!senti_summary_trend(s, &value) || isfinite(value));
}

static void
test_results_of_strangers(void)
{
	uint64_t	seed = 9;
	int			changed = 0;
	int			merged = 0;

	for (int round = 0; round < 100000; round++)
	{
		SentiSummary a = stranger(&seed);
		SentiSummary b = stranger(&seed);

		if (!senti_summary_is_valid(&a) || !senti_summary_is_valid(&b))
		{
			changed++;
			continue;
		}
		check_results(&a);
		if (!senti_summary_merge(&a, &b))
			continue;
		merged++;
		CHECK(senti_summary_is_valid(&a));
		check_results(&a);
		if (round % 10 == 0)
			check_round_trip(&a);
	}
	CHECK(changed > 10000);
	CHECK(merged > 10000);
}

const UnitTest summary_text_tests[] = {
	{"the text form is the documented one", test_print},
	{"printing and parsing is the identity", test_round_trip},
	{"the largest valid states can be dumped and restored", test_round_trip_large},
	{"parse refuses what is no summary", test_hostile},
	{"parse refuses a second spelling of a number", test_one_spelling},
	{"is_valid refuses states that no rows make", test_invalid},
	{"results of any valid state, and of merges of them, are in range", test_results_of_strangers},
	{NULL, NULL}
};
