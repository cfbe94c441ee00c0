/*
 * test_wide.c - 128-bit sums
 *
 * The run under the sanitizers compiles the core's plain C twin, while the
 * compiler's own 128-bit integers stay the measure here.
 */
#include "unit.h"

#include <math.h>

#include "senti_wide.h"

static void
check_wide(SentiWide actual, int64_t high, uint64_t low)
{
	CHECK_EQ(actual.high, high);
	CHECK_HEX(actual.low, low);
}

/* Products and sums worked out by hand. */
static void
test_by_hand(void)
{
	SentiWide	sum = {0, UINT64_MAX};

	check_wide(senti_wide_product(0, -5), 0, 0);
	check_wide(senti_wide_product(3, 7), 0, 21);
	check_wide(senti_wide_product(-3, 7), -1, (uint64_t) -21);
	check_wide(senti_wide_product(-3, -7), 0, 21);
	check_wide(senti_wide_product(INT64_C(1) << 32, INT64_C(1) << 32), 1, 0);
	check_wide(senti_wide_product(-(INT64_C(1) << 32), INT64_C(1) << 32), -1, 0);
	check_wide(senti_wide_product(INT64_MIN, INT64_MIN), INT64_C(1) << 62, 0);
	check_wide(senti_wide_product(INT64_MIN, 1), -1, UINT64_C(1) << 63);
	check_wide(senti_wide_product(INT64_MIN, -1), 0, UINT64_C(1) << 63);
	/* (2^63 - 1)^2 = 2^126 - 2^64 + 1 */
	check_wide(senti_wide_product(INT64_MAX, INT64_MAX), (INT64_C(1) << 62) - 1, 1);
	/* 4294967295^2 = 18446744065119617025 */
	check_wide(senti_wide_product(UINT32_MAX, UINT32_MAX), 0, UINT64_C(18446744065119617025));

	CHECK(senti_wide_add(&sum, (SentiWide) {0, 1}));	/* the carry */
	check_wide(sum, 1, 0);
	CHECK(senti_wide_add(&sum, (SentiWide) {-1, UINT64_MAX}));	/* -1 */
	check_wide(sum, 0, UINT64_MAX);
	check_wide(senti_wide_negate((SentiWide) {0, 0}), 0, 0);
	check_wide(senti_wide_negate((SentiWide) {0, 1}), -1, UINT64_MAX);
	check_wide(senti_wide_negate((SentiWide) {1, 0}), -1, 0);
	check_wide(senti_wide_negate((SentiWide) {INT64_MIN, 0}), INT64_MIN, 0);
	check_wide(senti_wide_negate((SentiWide) {INT64_MAX, UINT64_MAX}), INT64_MIN, 1);
}

/* At the edges of 128 bits; a sum that overflows is left as it was. */
static void
test_overflow(void)
{
	const SentiWide most = {INT64_MAX, UINT64_MAX};
	const SentiWide least = {INT64_MIN, 0};
	const SentiWide one = {0, 1};
	const SentiWide minus_one = {-1, UINT64_MAX};
	SentiWide	sum = most;

	CHECK(!senti_wide_add(&sum, one));
	check_wide(sum, INT64_MAX, UINT64_MAX);
	CHECK(!senti_wide_add(&sum, most));
	check_wide(sum, INT64_MAX, UINT64_MAX);
	CHECK(senti_wide_add(&sum, (SentiWide) {0, 0}));
	CHECK(senti_wide_add(&sum, least));
	check_wide(sum, -1, UINT64_MAX);

	sum = least;
	CHECK(!senti_wide_add(&sum, minus_one));
	check_wide(sum, INT64_MIN, 0);
	CHECK(!senti_wide_add(&sum, least));
	CHECK(senti_wide_add(&sum, one));
	CHECK(senti_wide_add(&sum, minus_one));
	check_wide(sum, INT64_MIN, 0);

	CHECK(!senti_wide_subtract(&sum, one));
	check_wide(sum, INT64_MIN, 0);
	CHECK(senti_wide_subtract(&sum, least));
	check_wide(sum, 0, 0);
	CHECK(!senti_wide_subtract(&sum, least));
	CHECK(senti_wide_subtract(&sum, one));
	check_wide(sum, -1, UINT64_MAX);
	CHECK(senti_wide_subtract(&sum, least));
	check_wide(sum, INT64_MAX, UINT64_MAX);
	CHECK(!senti_wide_subtract(&sum, minus_one));

	sum = (SentiWide) {INT64_MAX, UINT64_MAX - 1};
	CHECK(senti_wide_add(&sum, one));
	check_wide(sum, INT64_MAX, UINT64_MAX);
}

static void
test_to_double(void)
{
	CHECK(senti_wide_to_double((SentiWide) {0, 0}) == 0.0);
	CHECK(senti_wide_to_double((SentiWide) {0, 1}) == 1.0);
	CHECK(senti_wide_to_double((SentiWide) {-1, UINT64_MAX}) == -1.0);
	CHECK(senti_wide_to_double((SentiWide) {1, 0}) == ldexp(1, 64));
	CHECK(senti_wide_to_double((SentiWide) {-1, 0}) == -ldexp(1, 64));
	CHECK(senti_wide_to_double((SentiWide) {INT64_MIN, 0}) == -ldexp(1, 127));
	CHECK(senti_wide_to_double((SentiWide) {INT64_MAX, UINT64_MAX}) == ldexp(1, 127));
	CHECK(senti_wide_to_double((SentiWide) {0, UINT64_C(1) << 63}) == ldexp(1, 63));
	CHECK(senti_wide_to_double(senti_wide_product(-3, 5)) == -15.0);
}

#ifdef __SIZEOF_INT128__

__extension__ typedef __int128 Int128;
__extension__ typedef unsigned __int128 UInt128;

static Int128
native(SentiWide wide)
{
	return (Int128) ((UInt128) (uint64_t) wide.high << 64 | wide.low);
}

/* Numbers of all sizes, the edges among them. */
static int64_t
any_int64(uint64_t *seed)
{
	static const int64_t edges[] = {0, 1, -1, INT64_MAX, INT64_MIN, INT64_MIN + 1, UINT32_MAX, INT64_C(1) << 32};

	if (unit_random(seed) % 4 == 0)
		return edges[unit_random(seed) % 8];
	return (int64_t) unit_random(seed) >> (unit_random(seed) % 64);
}

static void
test_against_compiler(void)
{
	uint64_t	seed = 2;

	for (int round = 0; round < 200000; round++)
	{
		int64_t		a = any_int64(&seed);
		int64_t		b = any_int64(&seed);
		SentiWide	product = senti_wide_product(a, b);
		SentiWide	x = {any_int64(&seed), (uint64_t) any_int64(&seed)};
		SentiWide	y = {any_int64(&seed), (uint64_t) any_int64(&seed)};
		SentiWide	sum = x;
		Int128		expected;
		bool		fits = !__builtin_add_overflow(native(x), native(y), &expected);
		double		value = senti_wide_to_double(x);
		double		nearest = (double) native(x);

		CHECK(native(product) == (Int128) a * b);
		CHECK_EQ(senti_wide_add(&sum, y), fits);
		CHECK(native(sum) == (fits ? expected : native(x)));
		sum = x;
		fits = !__builtin_sub_overflow(native(x), native(y), &expected);
		CHECK_EQ(senti_wide_subtract(&sum, y), fits);
		CHECK(native(sum) == (fits ? expected : native(x)));
		CHECK(native(senti_wide_negate(x)) == (Int128) (0 - (UInt128) native(x)));
		/* "nearest double but for the last bit" */
		CHECK(value == nearest || value == nextafter(nearest, INFINITY) || value == nextafter(nearest, -INFINITY));
	}
}

#else

static void
test_against_compiler(void)
{
}

#endif

const UnitTest wide_tests[] = {
	{"products, sums and negatives worked out by hand", test_by_hand},
	{"overflow is told and changes nothing", test_overflow},
	{"conversion to double", test_to_double},
	{"agrees with the compiler's 128-bit integers", test_against_compiler},
	{NULL, NULL}
};
