/*
 * test_fixed.c - exponential, logarithm and square root against the C library
 */
#include "unit.h"

#include <math.h>

#include "senti_fixed.h"

static double
exp_of(int64_t x_q16)
{
	return (double) senti_exp_q30(x_q16) / (double) (INT64_C(1) << 30);
}

static void
check_exp(int64_t x_q16)
{
	double		right = exp((double) x_q16 / SENTI_FIXED_ONE);

	CHECK_NEAR(exp_of(x_q16), right, right * 0x1p-15 + 0x1p-30);
}

static void
test_exp(void)
{
	CHECK_EQ(senti_exp_q30(0), INT64_C(1) << 30);
	for (int64_t x = 0; x >= -2 * SENTI_FIXED_ONE; x--)
		check_exp(x);
	for (int64_t x = -2 * SENTI_FIXED_ONE; x >= -31 * SENTI_FIXED_ONE; x -= 61)
		check_exp(x);
	CHECK_EQ(senti_exp_q30(-31 * SENTI_FIXED_ONE), 0);
	CHECK_EQ(senti_exp_q30(INT64_MIN), 0);
}

static void
test_exp_is_monotone(void)
{
	int64_t		last = senti_exp_q30(0);

	for (int64_t x = -1; x >= -31 * SENTI_FIXED_ONE; x--)
	{
		int64_t		now = senti_exp_q30(x);

		CHECK(now <= last && now >= 0);
		last = now;
	}
}

static void
check_ln(uint32_t value)
{
	CHECK_NEAR((double) senti_ln_q16(value) / SENTI_FIXED_ONE, log(value), 0x1p-14);
}

static void
test_ln(void)
{
	int32_t		last = 0;

	CHECK_EQ(senti_ln_q16(1), 0);
	for (uint32_t value = 1; value <= 200000; value++)
	{
		int32_t		now = senti_ln_q16(value);

		check_ln(value);
		CHECK(now >= last);
		last = now;
	}
	for (int bit = 1; bit < 32; bit++)
	{
		uint32_t	power = UINT32_C(1) << bit;

		check_ln(power);
		check_ln(power - 1);
		check_ln(power + 1);
		CHECK(senti_ln_q16(power - 1) <= senti_ln_q16(power) && senti_ln_q16(power) <= senti_ln_q16(power + 1));
	}
	check_ln(UINT32_MAX);
}

/* root is right for value: root^2 <= value < (root + 1)^2. */
static void
check_root(uint64_t value, uint64_t root)
{
	CHECK_EQ(senti_square_root(value), root);
}

static void
test_square_root(void)
{
	check_root(0, 0);
	check_root(UINT64_MAX, UINT32_MAX);
	for (uint64_t root = 1; root < 3000; root++)
	{
		check_root(root * root, root);
		check_root(root * root - 1, root - 1);
		check_root(root * root + 2 * root, root);
	}
	for (int bit = 13; bit < 32; bit++)
	{
		uint64_t	root = (UINT64_C(1) << bit) + 12345 % (UINT64_C(1) << bit);

		check_root(root * root, root);
		check_root(root * root - 1, root - 1);
		check_root(root * root + 2 * root, root);
	}
}

const UnitTest fixed_tests[] = {
	{"e^x is within the stated error, and 0 beyond its range", test_exp},
	{"e^x never falls", test_exp_is_monotone},
	{"ln is within the stated error and never falls", test_ln},
	{"square roots are rounded down", test_square_root},
	{NULL, NULL}
};
