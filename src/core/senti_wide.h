/*
 * senti_wide.h - 128-bit signed sums, overflow-checked
 *
 * Stored as two 64-bit halves with the alignment of a double: palloc aligns to
 * 8, and a struct with a native __int128 wants 16.  Where the compiler has
 * __int128 it is used in local variables only; the plain C twin gives the same
 * results (-DSENTI_NO_INT128 tests it) and serves 32-bit builds.
 */
#ifndef SENTI_WIDE_H
#define SENTI_WIDE_H

#include <stdbool.h>
#include <stdint.h>

#if defined(__SIZEOF_INT128__) && !defined(SENTI_NO_INT128)
#define SENTI_HAVE_INT128 1
#endif

/* Two's complement: value = high * 2^64 + low. */
typedef struct SentiWide
{
	int64_t		high;
	uint64_t	low;
} SentiWide;

#ifdef SENTI_HAVE_INT128

__extension__ typedef __int128 SentiInt128;
__extension__ typedef unsigned __int128 SentiUInt128;

static inline SentiInt128
senti_wide_unpack(SentiWide wide)
{
	return (SentiInt128) (((SentiUInt128) (uint64_t) wide.high << 64) | wide.low);
}

static inline SentiWide
senti_wide_pack(SentiInt128 value)
{
	SentiWide	wide;

	wide.high = (int64_t) (value >> 64);
	wide.low = (uint64_t) value;
	return wide;
}

/* a * b, always exact */
static inline SentiWide
senti_wide_product(int64_t a, int64_t b)
{
	return senti_wide_pack((SentiInt128) a * b);
}

/* sum += value; false (and sum unchanged) on overflow */
static inline bool
senti_wide_add(SentiWide *sum, SentiWide value)
{
	SentiInt128 result;

	if (__builtin_add_overflow(senti_wide_unpack(*sum), senti_wide_unpack(value), &result))
		return false;
	*sum = senti_wide_pack(result);
	return true;
}

#else

static inline SentiWide
senti_wide_product(int64_t a, int64_t b)
{
	uint64_t	ua = a < 0 ? 0 - (uint64_t) a : (uint64_t) a;
	uint64_t	ub = b < 0 ? 0 - (uint64_t) b : (uint64_t) b;
	uint64_t	low_low = (ua & UINT32_MAX) * (ub & UINT32_MAX);
	uint64_t	low_high = (ua & UINT32_MAX) * (ub >> 32);
	uint64_t	high_low = (ua >> 32) * (ub & UINT32_MAX);
	uint64_t	middle = (low_low >> 32) + (low_high & UINT32_MAX) + (high_low & UINT32_MAX);
	uint64_t	high = (ua >> 32) * (ub >> 32) + (low_high >> 32) + (high_low >> 32) + (middle >> 32);
	uint64_t	low = (middle << 32) | (low_low & UINT32_MAX);
	SentiWide	wide;

	if ((a < 0) != (b < 0))
	{
		low = 0 - low;
		high = ~high + (low == 0);
	}
	wide.high = (int64_t) high;
	wide.low = low;
	return wide;
}

static inline bool
senti_wide_add(SentiWide *sum, SentiWide value)
{
	uint64_t	low = sum->low + value.low;
	uint64_t	high = (uint64_t) sum->high + (uint64_t) value.high + (low < value.low);

	/* overflow: both operands have the sign that the result lacks */
	if ((int64_t) (((uint64_t) sum->high ^ high) & ((uint64_t) value.high ^ high)) < 0)
		return false;
	sum->high = (int64_t) high;
	sum->low = low;
	return true;
}

#endif							/* SENTI_HAVE_INT128 */

/* sum -= value; false (and sum unchanged) on overflow */
static inline bool
senti_wide_subtract(SentiWide *sum, SentiWide value)
{
	uint64_t	low = sum->low - value.low;
	uint64_t	high = (uint64_t) sum->high - (uint64_t) value.high - (sum->low < value.low);

	/* overflow: the operands differ in sign, and the result has that of value */
	if ((int64_t) (((uint64_t) sum->high ^ (uint64_t) value.high) & ((uint64_t) sum->high ^ high)) < 0)
		return false;
	sum->high = (int64_t) high;
	sum->low = low;
	return true;
}

/* -value; the lowest value has no negative and gives itself */
static inline SentiWide
senti_wide_negate(SentiWide value)
{
	SentiWide	wide;

	wide.low = 0 - value.low;
	wide.high = (int64_t) (~(uint64_t) value.high + (wide.low == 0));
	return wide;
}

/* Nearest double but for the last bit: two roundings. */
static inline double
senti_wide_to_double(SentiWide value)
{
	if (value.high < 0)
	{
		value = senti_wide_negate(value);
		return -((double) (uint64_t) value.high * 18446744073709551616.0 + (double) value.low);
	}
	return (double) value.high * 18446744073709551616.0 + (double) value.low;
}

#endif							/* SENTI_WIDE_H */
