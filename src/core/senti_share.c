/*
 * senti_share.c - what findings and wording contribute to a score
 */
#include "senti_share.h"

#include <string.h>

#include "senti_sums.h"

/*
 * A logit is worth at most half a score, because p - q <= tanh(logit / 2) <= logit / 2.  Only a
 * score that is lifted beyond the neutral band asks for more: then the last share bears it.
 */
#define LOGIT_WORTH_E4 (SENTI_SCORE_ONE / 2)

#define LEANING_MAX (INT64_C(1) << 47)	/* of one that is multiplied by a score */
#define RULES_MAX_E4 (1 << 18)	/* part of the rules' score; those of other sides may be beyond it */
#define SHARES_MAX_E4 1000000000	/* the difference of two such fits 32 bits */

static int64_t
limited(int64_t value, int64_t limit)
{
	return value > limit ? limit : value < -limit ? -limit : value;
}

/* How much of the score a leaning is worth. */
static void
set_worth(SentiShare *share, int64_t leaning, int64_t logit)
{
	int64_t		side = leaning < 0 ? -1 : 1;

	share->worth_e4 = share->score_e4;
	share->per = leaning;
	if (leaning == 0 || share->score_e4 * side < 0 || share->score_e4 * side * logit > LOGIT_WORTH_E4 * leaning * side)
	{
		share->worth_e4 = LOGIT_WORTH_E4;
		share->per = logit;
	}
}

void
senti_share_init(SentiShare *share, const SentiScan *scan)
{
	SentiScore	score;

	memset(share, 0, sizeof(*share));
	share->scan = scan;
	share->total = senti_rules_total(scan);
	share->norm = senti_sums_norm(share->total, senti_rules_spread(scan, share->total));
	share->rules_e4 = senti_rules_score_e4(scan);
	senti_score_part(scan, share->rules_e4, &scan->votes, &score);
	share->score_e4 = score.score_e4;
	share->scale = 1;
	if (scan->model)
	{
		int64_t		rules = senti_model_rules_leaning(scan->model, share->rules_e4, scan->votes.features);
		int64_t		leaning = senti_model_leaning(scan->model, &scan->votes) + rules;

		/* a part may lean further than the whole, but not beyond what so many features can */
		while (scan->votes.features / share->scale > LEANING_MAX / SENTI_FEATURE_LEANING_MAX)
			share->scale *= 2;
		share->rules_leaning = rules / share->scale;
		set_worth(share, leaning / share->scale, senti_model_logit(scan->votes.features) / share->scale);
	}
}

static bool
is_last(const SentiShare *share)
{
	return share->findings == share->scan->finding_count && (!share->scan->model || share->clauses == share->scan->clause_count);
}

/* What the parts so far are worth. */
static int32_t
worth_so_far(const SentiShare *share)
{
	int64_t		rules_e4 = senti_sums_divide(senti_sums_by_text(share->scan, share->total, share->sum), share->norm);
	int64_t		leaning = share->leaning / share->scale;

	if (is_last(share))
		return share->score_e4;
	if (!share->scan->model)
		return (int32_t) rules_e4;
	if (share->rules_e4 != 0)
		leaning += share->rules_leaning * limited(rules_e4, RULES_MAX_E4) / share->rules_e4;
	return (int32_t) limited(limited(leaning, LEANING_MAX * 2) * share->worth_e4 / share->per, SHARES_MAX_E4);
}

static int32_t
next_share(SentiShare *share)
{
	int32_t		now_e4 = worth_so_far(share);
	int32_t		share_e4 = now_e4 - share->done_e4;

	share->done_e4 = now_e4;
	return share_e4;
}

int32_t
senti_share_finding(SentiShare *share, const SentiFinding *finding)
{
	share->sum += senti_weighted_micro(share->scan, share->findings, finding);
	share->findings++;
	return next_share(share);
}

int32_t
senti_share_clause(SentiShare *share, const SentiClause *clause)
{
	const SentiScan *scan = share->scan;

	if (!scan->model)
		return 0;
	share->leaning += senti_model_leaning(scan->model, &clause->votes);
	if (scan->sentence_number > 1 && clause->sentence == scan->sentence_number)
		share->leaning += senti_model_leaning(scan->model, &clause->last);
	share->clauses++;
	return next_share(share);
}
