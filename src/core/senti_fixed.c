/*
 * senti_fixed.c - exponential and logarithm of fixed-point numbers
 */
#include "senti_fixed.h"

#define STEP_BITS 6				/* log2 of the steps of a table */
#define FRACTION_BITS 24		/* of a position in a table; the upper STEP_BITS choose the step */
#define STEP (INT64_C(1) << (FRACTION_BITS - STEP_BITS))
#define LOG2_E_Q24 24204406		/* log2(e) */
#define LN_2_Q24 11629080		/* ln(2) */

/* 2^(-i/64) in units of 2^-30 */
static const int32_t power_of_half[65] = {
	1073741824, 1062175491, 1050733751, 1039415261, 1028218693, 1017142735, 1006186087, 995347464, 984625594,
	974019220, 963527098, 953147997, 942880699, 932724001, 922676710, 912737649, 902905651, 893179563, 883558244,
	874040567, 864625413, 855311680, 846098274, 836984114, 827968132, 819049271, 810226483, 801498734, 792865000,
	784324269, 775875538, 767517817, 759250125, 751071493, 742980960, 734977579, 727060411, 719228525, 711481005,
	703816941, 696235434, 688735596, 681316545, 673977412, 666717336, 659535466, 652430958, 645402981, 638450708,
	631573326, 624770026, 618040012, 611382493, 604796689, 598281827, 591837143, 585461881, 579155293, 572916640,
	566745190, 560640218, 554601009, 548626854, 542717053, 536870912,
};

/* log2(1 + i/64) in units of 2^-24 */
static const int32_t log2_above_one[65] = {
	0, 375270, 744810, 1108793, 1467383, 1820738, 2169009, 2512340, 2850868, 3184728, 3514044, 3838941, 4159533,
	4475935, 4788255, 5096595, 5401057, 5701737, 5998727, 6292118, 6581994, 6868440, 7151536, 7431359, 7707984,
	7981483, 8251926, 8519380, 8783912, 9045584, 9304457, 9560591, 9814042, 10064867, 10313120, 10558852,
	10802114, 11042956, 11281425, 11517568, 11751428, 11983051, 12212479, 12439752, 12664911, 12887994, 13109041,
	13328087, 13545168, 13760320, 13973576, 14184969, 14394532, 14602297, 14808293, 15012551, 15215099, 15415967,
	15615181, 15812769, 16008758, 16203172, 16396036, 16587377, 16777216,
};

/* Value of a table at a position in [0, 1). */
static int64_t
interpolate(const int32_t table[65], uint32_t position_q24)
{
	uint32_t	i = position_q24 >> (FRACTION_BITS - STEP_BITS);
	int64_t		rest = position_q24 & (STEP - 1);

	return table[i] + (table[i + 1] - table[i]) * rest / STEP;
}

int64_t
senti_exp_q30(int64_t x_q16)
{
	uint64_t	halvings_q24;	/* e^x = 2^-halvings */

	if (x_q16 < -30 * SENTI_FIXED_ONE)
		return 0;
	halvings_q24 = (uint64_t) -x_q16 * LOG2_E_Q24 >> 16;
	return interpolate(power_of_half, halvings_q24 & ((1 << FRACTION_BITS) - 1)) >> (halvings_q24 >> FRACTION_BITS);
}

int32_t
senti_ln_q16(uint32_t value)
{
	int			exponent = 31 - __builtin_clz(value);
	uint32_t	mantissa_q24 = (uint32_t) (((uint64_t) value << FRACTION_BITS) >> exponent) - (1 << FRACTION_BITS);
	int64_t		log2_q24 = ((int64_t) exponent << FRACTION_BITS) + interpolate(log2_above_one, mantissa_q24);

	return (int32_t) (log2_q24 * LN_2_Q24 >> 32);
}

/* Newton's method from above: the steps fall until they have it. */
uint64_t
senti_square_root(uint64_t value)
{
	uint64_t	root;

	if (value == 0)
		return 0;
	root = UINT64_C(1) << (65 - __builtin_clzll(value)) / 2;
	for (uint64_t next; (next = (root + value / root) / 2) < root;)
		root = next;
	return root;
}
