/*
 * senti_series.h - series of scores in the order of time: streak, decayed mean, drift from a target
 *
 * Each is a small state and a step.  Times are in microseconds; the caller gives
 * them in ascending order, all rows of one time as one step.
 */
#ifndef SENTI_SERIES_H
#define SENTI_SERIES_H

#include <stdbool.h>
#include <stdint.h>

/* How long a condition has held; all zero is the start. */
typedef struct SentiStreak
{
	int64_t		first;			/* when it began to hold */
	int64_t		last;			/* when it was last known whether it holds */
	bool		holds;
	bool		is_known;
} SentiStreak;

/*
 * The rows of a step: some say that the condition holds, some that it does not
 * (then it does not), some neither.  True with the length of the streak, last -
 * first, 0 when the condition does not hold; false when nothing is known: before
 * the first word, and after a silence of more than max_gap.
 */
extern bool senti_streak_step(SentiStreak *streak, bool is_true, bool is_false, int64_t at,
							  uint64_t max_gap, uint64_t *length);

/*
 * Exponentially weighted moving mean of a series with uneven steps: the weight
 * of a score halves with each half-life of its age.  All zero is the start.
 */
typedef struct SentiEwma
{
	int64_t		at;				/* of the last score */
	double		weight;			/* of all scores at that time; 0 before the first */
	double		mean_e4;
} SentiEwma;

/* n > 0 scores of a time; half_life > 0. */
extern void senti_ewma_step(SentiEwma *ewma, int64_t sum_e4, int64_t n, int64_t at, uint64_t half_life);

/* 2^(-elapsed / half_life) for half_life > 0, the same bits on every machine; relative error below 2^-50; 0 after 64 half-lives. */
extern double senti_decay(uint64_t elapsed, uint64_t half_life);

/*
 * Lower cumulative sum: how far scores have fallen below target - slack
 * altogether, never under 0.  E. S. Page, "Continuous inspection schemes",
 * Biometrika 41 (1954), 100-115.
 */
extern int64_t senti_cusum_step(int64_t sum_e4, int32_t score_e4, int32_t target_e4, int32_t slack_e4);

#endif							/* SENTI_SERIES_H */
