/*
 * senti_trajectory.c - where a thread of scores goes
 */
#include "senti_params.h"
#include "senti_trajectory.h"

void
senti_trajectory_init(SentiTrajectory *trajectory)
{
	*trajectory = (SentiTrajectory) {0};
	senti_summary_init(&trajectory->summary);
}

static void
add_step(SentiTrajectory *trajectory, int32_t step_e4)
{
	trajectory->worsening_turns = step_e4 < -SENTI_WORSENING_STEP_E4 ? trajectory->worsening_turns + 1 : 0;
	if (step_e4 > -SENTI_LARGE_STEP_E4 && step_e4 < SENTI_LARGE_STEP_E4)
		return;
	trajectory->is_volatile |= trajectory->large_step_e4 != 0 && (trajectory->large_step_e4 < 0) != (step_e4 < 0);
	trajectory->large_step_e4 = step_e4;
}

bool
senti_trajectory_add(SentiTrajectory *trajectory, int32_t score_e4, int64_t seconds)
{
	SentiRow	row = {
		.score_e4 = score_e4, .weight_mille = SENTI_WEIGHT_ONE, .seconds = seconds, .has_time = true
	};

	if (trajectory->summary.n == 0)
		trajectory->first_e4 = trajectory->last_e4 = trajectory->low_e4 = trajectory->high_e4 = score_e4;
	else
		add_step(trajectory, score_e4 - trajectory->last_e4);
	if (trajectory->summary.n <= 1)
		trajectory->second_e4 = score_e4;
	trajectory->before_last_e4 = trajectory->last_e4;
	trajectory->last_e4 = score_e4;
	if (score_e4 < trajectory->low_e4)
		trajectory->low_e4 = score_e4;
	if (score_e4 > trajectory->high_e4)
		trajectory->high_e4 = score_e4;
	return senti_summary_add(&trajectory->summary, &row);
}

SentiShape
senti_trajectory_shape(const SentiTrajectory *trajectory)
{
	int32_t		twice_drift_e4 = trajectory->before_last_e4 + trajectory->last_e4 - trajectory->first_e4 - trajectory->second_e4;
	int64_t		band = SENTI_NEUTRAL_BAND_E4 * trajectory->summary.weight;

	if (trajectory->is_volatile)
		return SENTI_VOLATILE;
	if (twice_drift_e4 <= -2 * SENTI_DRIFT_E4)
		return SENTI_DETERIORATING;
	if (twice_drift_e4 >= 2 * SENTI_DRIFT_E4)
		return SENTI_RECOVERING;
	if (trajectory->summary.sum_ws > band)
		return SENTI_STABLE_POSITIVE;
	if (trajectory->summary.sum_ws < -band)
		return SENTI_STABLE_NEGATIVE;
	return SENTI_STABLE_NEUTRAL;
}

const char *
senti_shape_name(SentiShape shape)
{
	static const char *const names[] = {
		"volatile", "deteriorating", "recovering", "stable_neg", "stable_neu", "stable_pos"
	};

	return names[shape];
}
