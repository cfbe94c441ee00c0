/*
 * senti_series.c - streak, decayed mean and cumulative sum, one step at a time
 */
#include "senti_series.h"

#define STEPS 64				/* of the table */
#define LN_2 0.69314718055994531

/* 2^(-i/64) */
static const double power_of_half[STEPS + 1] = {
	1.0, 0.9892280131939755, 0.9785720620877001, 0.9680308967461472, 0.9576032806985737, 0.9472879907934828,
	0.93708381705515, 0.9269895625416927, 0.9170040432046712, 0.9071260877501994, 0.8973545375015536,
	0.8876882462632606, 0.8781260801866497, 0.8686669176368531, 0.859309649061239, 0.8500531768592617,
	0.8408964152537145, 0.8318382901633682, 0.8228777390769825, 0.8140137109286739, 0.8052451659746271,
	0.7965710756711335, 0.7879904225539432, 0.7795022001189185, 0.7711054127039704, 0.7627990753722692,
	0.7545822137967114, 0.7464538641456324, 0.7384130729697497, 0.7304588970903235, 0.7225904034885233,
	0.714806669195985, 0.7071067811865476, 0.6994898362691556, 0.691954940981916, 0.6845012114872953,
	0.6771277734684463, 0.6698337620266515, 0.6626183215798707, 0.6554806057623822, 0.6484197773255048,
	0.6414350080393891, 0.6345254785958666, 0.6276903785123455, 0.620928906036742, 0.614240268053435,
	0.6076236799902345, 0.6010783657263515, 0.5946035575013605, 0.5881984958251406, 0.5818624293887887,
	0.5755946149764913, 0.5693943173783458, 0.5632608093041209, 0.5571933712979462, 0.5511912916539204,
	0.5452538663326288, 0.5393803988785599, 0.5335702003384118, 0.5278225891802786, 0.5221368912137069,
	0.5165124395106142, 0.5109485743270583, 0.5054446430258502, 0.5,
};

bool
senti_streak_step(SentiStreak *streak, bool is_true, bool is_false, int64_t at, uint64_t max_gap, uint64_t *length)
{
	/* unsigned: the ends of time are further apart than INT64_MAX */
	if ((uint64_t) at - (uint64_t) streak->last > max_gap)
		streak->is_known = streak->holds = false;
	if (is_true || is_false)
	{
		if (!streak->holds)
			streak->first = at;
		streak->last = at;
		streak->holds = !is_false;
		streak->is_known = true;
	}
	*length = streak->holds ? (uint64_t) streak->last - (uint64_t) streak->first : 0;
	return streak->is_known;
}

double
senti_decay(uint64_t elapsed, uint64_t half_life)
{
	uint64_t	halvings = elapsed / half_life;
	double		rest;			/* of a half-life */
	int			i;
	double		x;

	if (halvings >= 64)
		return 0;
	rest = (double) (elapsed % half_life) / (double) half_life;
	i = (int) (rest * STEPS);
	x = (rest - (double) i / STEPS) * LN_2;
	/* e^-x by its series; x is below 0.011 */
	return power_of_half[i] / (double) (UINT64_C(1) << halvings) *
		(1 - x * (1 - x / 2 * (1 - x / 3 * (1 - x / 4 * (1 - x / 5 * (1 - x / 6))))));
}

void
senti_ewma_step(SentiEwma *ewma, int64_t sum_e4, int64_t n, int64_t at, uint64_t half_life)
{
	if (ewma->weight > 0)
		ewma->weight *= senti_decay((uint64_t) at - (uint64_t) ewma->at, half_life);
	ewma->weight += (double) n;
	ewma->mean_e4 += ((double) sum_e4 - (double) n * ewma->mean_e4) / ewma->weight;
	ewma->at = at;
}

int64_t
senti_cusum_step(int64_t sum_e4, int32_t score_e4, int32_t target_e4, int32_t slack_e4)
{
	int64_t		sum = sum_e4 + target_e4 - slack_e4 - score_e4;

	return sum > 0 ? sum : 0;
}
