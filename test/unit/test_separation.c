/*
 * test_separation.c - the area under the ROC curve
 */
#include "unit.h"

#include "senti_separation.h"

static void
test_by_hand(void)
{
	SentiSeparation s = {0};
	double		area = 7;

	CHECK(!senti_separation_area(&s, &area));
	senti_separation_add(&s, 0, 1);
	CHECK(!senti_separation_area(&s, &area));
	senti_separation_add(&s, 2, 1); /* each: one below, one tie */
	senti_separation_add(&s, 1, 0); /* two below */
	CHECK(senti_separation_area(&s, &area) && area == 5 / 6.0);
	s = (SentiSeparation) {0};
	senti_separation_add(&s, 3, 0);
	CHECK(!senti_separation_area(&s, &area));
	senti_separation_add(&s, 0, 4);
	CHECK(senti_separation_area(&s, &area) && area == 0.0);
}

/* Every pair looked at, and the outcomes exchanged. */
static void
test_against_pairs(void)
{
	uint64_t	seed = 12;

	for (int round = 0; round < 2000; round++)
	{
		int			scores = (int) unit_between(&seed, 2, 30);
		int			with[30];
		int			without[30];
		int64_t		twice = 0;
		int64_t		pairs = 0;
		SentiSeparation s = {0};
		SentiSeparation exchanged = {0};
		double		area;
		double		other;

		for (int i = 0; i < scores; i++)
		{
			with[i] = (int) unit_between(&seed, 0, 5);
			without[i] = (int) unit_between(&seed, 0, 5);
		}
		with[0]++;
		without[1]++;
		for (int i = 0; i < scores; i++)
		{
			senti_separation_add(&s, with[i], without[i]);
			senti_separation_add(&exchanged, without[i], with[i]);
			for (int j = 0; j < scores; j++)
			{
				twice += with[i] * without[j] * (i > j ? 2 : i == j);
				pairs += with[i] * without[j];
			}
		}
		CHECK(senti_separation_area(&s, &area));
		CHECK(area == (double) twice / (double) (2 * pairs));
		CHECK(senti_separation_area(&exchanged, &other));
		CHECK_NEAR(area + other, 1.0, 1e-15);
	}
}

/* Pairs beyond 64 bits. */
static void
test_many(void)
{
	const int64_t many = INT64_C(1) << 60;
	SentiSeparation s = {0};
	double		area;

	senti_separation_add(&s, many, many);
	CHECK(senti_separation_area(&s, &area) && area == 0.5);
	senti_separation_add(&s, many, 0);	/* (0.5 + 1) / 2 */
	CHECK(senti_separation_area(&s, &area) && area == 0.75);
}

const UnitTest separation_tests[] = {
	{"ties count half; no area without both outcomes", test_by_hand},
	{"agrees with every pair looked at", test_against_pairs},
	{"as many pairs as there can be rows for", test_many},
	{NULL, NULL}
};
