/*
 * senti_trajectory.h - where a thread of scores goes
 *
 * One pass over the turns in order of time, in constant memory; integers, but
 * for the slope that senti_summary_trend() reads from the sums.
 */
#ifndef SENTI_TRAJECTORY_H
#define SENTI_TRAJECTORY_H

#include "senti_summary.h"

/*
 * The first that matches:
 * volatile: of the steps of at least 0.6 between turns, two that follow each
 * other go in opposite directions;
 * deteriorating, recovering: the mean of the last two turns is at least 0.4
 * below, above that of the first two (with two turns or one these are the same);
 * stable: the mean of all turns is over 0.15, under -0.15, or between.
 */
typedef enum SentiShape
{
	SENTI_VOLATILE,
	SENTI_DETERIORATING,
	SENTI_RECOVERING,
	SENTI_STABLE_NEGATIVE,
	SENTI_STABLE_NEUTRAL,
	SENTI_STABLE_POSITIVE
} SentiShape;

/* Scores and steps in 1/10000; the fields of scores mean nothing without a turn. */
typedef struct SentiTrajectory
{
	SentiSummary summary;		/* number, mean and slope of the turns, each of weight 1 */
	int32_t		first_e4;
	int32_t		second_e4;		/* with one turn: the same as the first */
	int32_t		before_last_e4; /* likewise */
	int32_t		last_e4;
	int32_t		low_e4;
	int32_t		high_e4;
	int32_t		large_step_e4;	/* the latest step of at least 0.6; 0: none yet */
	bool		is_volatile;
	int64_t		worsening_turns;	/* turns in a row, up to the last, each more than 0.1 below the one before */
} SentiTrajectory;

extern void senti_trajectory_init(SentiTrajectory *trajectory);

/*
 * Add the next turn: its score in 1/10000 (-10000..10000), its time in seconds
 * since 2000-01-01, not before that of the turn before.  False on overflow of
 * the sums, the state is then undefined.
 */
extern bool senti_trajectory_add(SentiTrajectory *trajectory, int32_t score_e4, int64_t seconds);

/* The shape of at least one turn. */
extern SentiShape senti_trajectory_shape(const SentiTrajectory *trajectory);

/* "volatile", "deteriorating", "recovering", "stable_neg", "stable_neu", "stable_pos" */
extern const char *senti_shape_name(SentiShape shape);

#endif							/* SENTI_TRAJECTORY_H */
