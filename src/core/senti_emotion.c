/*
 * senti_emotion.c - from findings to emotions, urgency and risks
 */
#include "senti_emotion.h"

#include "senti_params.h"

/* How much the evidence of a signal means in a negative, a neutral and a positive text, in mille; chosen on test/corpus/train-*.tsv. */
static const int16_t side_mille[SENTI_SIGNAL_COUNT][3] = {
	[SENTI_EMOTION_ANGER] = {1500, 700, 250},
	[SENTI_EMOTION_CONFUSION] = {1500, 700, 250},
	[SENTI_EMOTION_DISAPPOINTMENT] = {1500, 700, 250},
	[SENTI_EMOTION_FRUSTRATION] = {1500, 700, 250},
	[SENTI_EMOTION_JOY] = {400, 1000, 1400},
	[SENTI_EMOTION_GRATITUDE] = {400, 1700, 3500},
	[SENTI_SIGNAL_URGENCY] = {1000, 1000, 1000},
	[SENTI_SIGNAL_CHURN_RISK] = {1000, 1000, 400},
	[SENTI_SIGNAL_ESCALATION_RISK] = {1000, 700, 300},
};

static bool
is_pleasant(int emotion)
{
	return emotion == SENTI_EMOTION_JOY || emotion == SENTI_EMOTION_GRATITUDE;
}

static void
add(SentiEvidence *evidence, const SentiFinding *finding, int32_t mille)
{
	evidence->sum_mille += mille;
	if (mille > evidence->peak_mille)
	{
		evidence->peak_mille = mille;
		evidence->start = finding->clause_start;
		evidence->end = finding->clause_end;
	}
}

/* What is felt where neither the word nor the rule says it. */
static SentiEmotion
general_emotion(const SentiFinding *finding)
{
	switch (finding->reason)
	{
		case SENTI_REASON_CHURN:
		case SENTI_REASON_COMPARISON:
		case SENTI_REASON_NEGATED:	/* "not good" */
		case SENTI_REASON_BROKEN_PROMISE:
			return SENTI_EMOTION_DISAPPOINTMENT;
		case SENTI_REASON_COURTESY: /* "sorry" */
			return SENTI_EMOTION_NONE;
		default:
			return SENTI_EMOTION_FRUSTRATION;
	}
}

void
senti_emotion_add(SentiEvidence evidence[SENTI_SIGNAL_COUNT], const SentiFinding *finding)
{
	bool		is_good = finding->value_mille > 0;
	int32_t		size = is_good ? finding->value_mille : -finding->value_mille;

	if (finding->emotion != SENTI_EMOTION_NONE && is_pleasant(finding->emotion) == is_good)
		add(&evidence[finding->emotion], finding, size);
	else if (finding->value_mille < 0 && general_emotion(finding) != SENTI_EMOTION_NONE)
		add(&evidence[general_emotion(finding)], finding,
			size * (finding->bucket == SENTI_BUCKET_HINT ? SENTI_HINT_EMOTION_MILLE : SENTI_GENERAL_EMOTION_MILLE) / 1000);
	if (finding->reason == SENTI_REASON_URGENCY)
		add(&evidence[SENTI_SIGNAL_URGENCY], finding, SENTI_URGENCY_MILLE);
	else if (finding->reason == SENTI_REASON_CHURN)
		add(&evidence[SENTI_SIGNAL_CHURN_RISK], finding, size + SENTI_CHURN_MILLE);
	else if (finding->reason == SENTI_REASON_ESCALATION)
		add(&evidence[SENTI_SIGNAL_ESCALATION_RISK], finding, size + SENTI_ESCALATION_MILLE);
}

/* x / (x + half): 0 for nothing, 0.5 at half, towards 1. */
static int32_t
saturate_e4(int64_t value_mille)
{
	return (int32_t) (value_mille * 10000 / (value_mille + SENTI_SIGNAL_HALF_MILLE));
}

void
senti_emotion_weigh(const SentiEvidence evidence[SENTI_SIGNAL_COUNT], int side, SentiSignal signal[SENTI_SIGNAL_COUNT])
{
	for (int s = SENTI_EMOTION_NONE + 1; s < SENTI_SIGNAL_COUNT; s++)
	{
		if (evidence[s].sum_mille == 0)
			continue;
		signal[s].intensity_e4 = saturate_e4(evidence[s].sum_mille * side_mille[s][side + 1] / 1000);
		if (signal[s].intensity_e4 == 0)
			continue;
		signal[s].quote_start = evidence[s].start;
		signal[s].quote_end = evidence[s].end;
	}
}

SentiEmotion
senti_emotion_strongest(const SentiSignal signal[SENTI_SIGNAL_COUNT])
{
	int			strongest = SENTI_EMOTION_NONE;

	for (int e = SENTI_EMOTION_NONE + 1; e < SENTI_EMOTION_COUNT; e++)
		if (signal[e].intensity_e4 > SENTI_EMOTION_FLOOR_E4 &&
			(strongest == SENTI_EMOTION_NONE || signal[e].intensity_e4 > signal[strongest].intensity_e4))
			strongest = e;
	return (SentiEmotion) strongest;
}
