/*
 * senti_fixed.h - exponential and logarithm of fixed-point numbers
 *
 * The C library's differ between platforms in the last bits; these are integers
 * throughout, so that a stored number is the same everywhere.  Both interpolate
 * in a table of 64 steps; the relative error of exp is below 2^-15 (of small ones, the
 * error is below 2^-30), the absolute error of ln below 2^-14.
 */
#ifndef SENTI_FIXED_H
#define SENTI_FIXED_H

#include <stdint.h>

#define SENTI_FIXED_ONE (1 << 16)	/* 1.0 where a name ends in _q16 */

/* e^x for x <= 0, in units of 2^-30. */
extern int64_t senti_exp_q30(int64_t x_q16);

/* Natural logarithm of value > 0, in units of 2^-16. */
extern int32_t senti_ln_q16(uint32_t value);

/* Square root, rounded down. */
extern uint64_t senti_square_root(uint64_t value);

#endif							/* SENTI_FIXED_H */
