/*
 * senti_separation.c - how well a score tells two outcomes apart
 */
#include "senti_separation.h"

/* Fewer than 2^62 rows have pairs that fit. */
void
senti_separation_add(SentiSeparation *separation, int64_t with, int64_t without)
{
	(void) senti_wide_add(&separation->twice_u, senti_wide_product(with, 2 * separation->without + without));
	separation->with += with;
	separation->without += without;
}

bool
senti_separation_area(const SentiSeparation *separation, double *area)
{
	SentiWide	pairs = senti_wide_product(separation->with, separation->without);

	if (separation->with == 0 || separation->without == 0)
		return false;
	*area = senti_wide_to_double(separation->twice_u) / (2 * senti_wide_to_double(pairs));
	return true;
}
