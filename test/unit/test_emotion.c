/*
 * test_emotion.c - emotions, urgency and risks: their evidence, and in whole texts
 */
#include <string.h>

#include "senti_params.h"
#include "unit.h"

#define BIT(signal) (1u << (signal))

/* What a text must show, and must not, as bits of signals; above the floor both. */
typedef struct SignalCase
{
	const char *text;
	unsigned	shown;
	unsigned	absent;
} SignalCase;

static void
check_signals(const SignalCase *cases, size_t count)
{
	for (size_t i = 0; i < count; i++)
	{
		SentiResult result;

		unit_about(cases[i].text);
		unit_score(cases[i].text, strlen(cases[i].text), &result);
		for (int s = SENTI_EMOTION_NONE + 1; s < SENTI_SIGNAL_COUNT; s++)
		{
			bool		is_shown = result.signal[s].intensity_e4 > SENTI_EMOTION_FLOOR_E4;

			if (cases[i].shown & BIT(s) ? !is_shown : (cases[i].absent & BIT(s)) && is_shown)
				CHECK_STR(is_shown ? "shown" : "absent", senti_signal_name(s));
		}
	}
	unit_about(NULL);
}

#define CHECK_SIGNALS(cases) check_signals(cases, sizeof(cases) / sizeof(cases[0]))

#define ANGER BIT(SENTI_EMOTION_ANGER)
#define CONFUSION BIT(SENTI_EMOTION_CONFUSION)
#define DISAPPOINTMENT BIT(SENTI_EMOTION_DISAPPOINTMENT)
#define FRUSTRATION BIT(SENTI_EMOTION_FRUSTRATION)
#define JOY BIT(SENTI_EMOTION_JOY)
#define GRATITUDE BIT(SENTI_EMOTION_GRATITUDE)
#define URGENCY BIT(SENTI_SIGNAL_URGENCY)
#define CHURN BIT(SENTI_SIGNAL_CHURN_RISK)
#define ESCALATION BIT(SENTI_SIGNAL_ESCALATION_RISK)
#define UNPLEASANT (ANGER | CONFUSION | DISAPPOINTMENT | FRUSTRATION)
#define ALL (BIT(SENTI_SIGNAL_COUNT) - 2)

/* ---- evidence ---- */

static void
test_evidence(void)
{
	SentiEvidence evidence[SENTI_SIGNAL_COUNT] = {0};
	SentiSignal signal[SENTI_SIGNAL_COUNT] = {0};
	SentiFinding leaving = {.value_mille = -SENTI_SIGNAL_HALF_MILLE, .reason = SENTI_REASON_CHURN, .clause_start = 3, .clause_end = 9};
	SentiFinding pressing = {.reason = SENTI_REASON_URGENCY, .clause_start = 20, .clause_end = 30};

	senti_emotion_weigh(evidence, -1, signal);
	for (int s = 0; s < SENTI_SIGNAL_COUNT; s++)
		CHECK(signal[s].intensity_e4 == 0 && signal[s].quote_end == 0);
	CHECK_EQ(senti_emotion_strongest(signal), SENTI_EMOTION_NONE);

	senti_emotion_add(evidence, &leaving);
	leaving.value_mille++;		/* weaker, and so not the quote */
	leaving.clause_start = 10;
	senti_emotion_add(evidence, &leaving);
	senti_emotion_add(evidence, &pressing);
	senti_emotion_weigh(evidence, 0, signal);
	/* 2 * 1800 - 1 of evidence: 3599 / (3599 + 1800) */
	CHECK_EQ(signal[SENTI_SIGNAL_CHURN_RISK].intensity_e4, 6666);
	CHECK_EQ(signal[SENTI_SIGNAL_CHURN_RISK].quote_start, 3);
	CHECK_EQ(signal[SENTI_SIGNAL_CHURN_RISK].quote_end, 9);
	/* 1500 / (1500 + 1800) */
	CHECK_EQ(signal[SENTI_SIGNAL_URGENCY].intensity_e4, 4545);
	CHECK_EQ(signal[SENTI_SIGNAL_URGENCY].quote_start, 20);
	CHECK_EQ(signal[SENTI_SIGNAL_ESCALATION_RISK].intensity_e4, 0);
	/* urgency is no emotion, however strong; leaving names none, and is taken as disappointment */
	CHECK(signal[SENTI_EMOTION_DISAPPOINTMENT].intensity_e4 < signal[SENTI_SIGNAL_CHURN_RISK].intensity_e4);
	CHECK_EQ(senti_emotion_strongest(signal), SENTI_EMOTION_DISAPPOINTMENT);
}

/* The intensity of an emotion with one finding of it, and another of another emotion, in a text of a side. */
static int32_t
intensity(SentiEmotion emotion, int32_t value_mille, SentiEmotion other, int32_t other_mille, int side)
{
	SentiEvidence evidence[SENTI_SIGNAL_COUNT] = {0};
	SentiSignal signal[SENTI_SIGNAL_COUNT] = {0};
	SentiFinding one = {.value_mille = value_mille, .emotion = (uint8_t) emotion, .clause_end = 1};
	SentiFinding two = {.value_mille = other_mille, .emotion = (uint8_t) other, .clause_end = 1};

	senti_emotion_add(evidence, &one);
	senti_emotion_add(evidence, &two);
	senti_emotion_weigh(evidence, side, signal);
	return signal[emotion].intensity_e4;
}

static void
test_side(void)
{
	int32_t		thanks = intensity(SENTI_EMOTION_GRATITUDE, 1200, SENTI_EMOTION_NONE, 0, 0);
	int32_t		anger = intensity(SENTI_EMOTION_ANGER, -2000, SENTI_EMOTION_NONE, 0, 0);

	/* an emotion means more in a text of its own side, and less in one of the other */
	CHECK(intensity(SENTI_EMOTION_GRATITUDE, 1200, SENTI_EMOTION_NONE, 0, 1) > thanks);
	CHECK(intensity(SENTI_EMOTION_GRATITUDE, 1200, SENTI_EMOTION_NONE, 0, -1) < thanks);
	CHECK(intensity(SENTI_EMOTION_ANGER, -2000, SENTI_EMOTION_NONE, 0, 1) < anger);
	CHECK(intensity(SENTI_EMOTION_ANGER, -2000, SENTI_EMOTION_NONE, 0, -1) > anger);
	/* others of its side leave it less room, those of the other side none */
	CHECK(intensity(SENTI_EMOTION_ANGER, -2000, SENTI_EMOTION_FRUSTRATION, -2000, 0) < anger);
	CHECK_EQ(intensity(SENTI_EMOTION_ANGER, -2000, SENTI_EMOTION_JOY, 2000, 0), anger);
	/* what is turned round shows no joy, and praise no anger */
	CHECK_EQ(intensity(SENTI_EMOTION_JOY, -2000, SENTI_EMOTION_NONE, 0, 0), 0);
	CHECK_EQ(intensity(SENTI_EMOTION_ANGER, 2000, SENTI_EMOTION_NONE, 0, 0), 0);
}

/* ---- texts ---- */

static void
test_emotions(void)
{
	static const SignalCase cases[] = {
		{"The meeting is on Tuesday.", 0, ALL},
		{"Thank you so much, Ravi!", GRATITUDE, UNPLEASANT},
		{"We are furious about this.", ANGER, JOY | GRATITUDE},
		{"I don't understand the new invoice.", CONFUSION, ANGER | JOY},
		{"The export is still not working and nobody answers.", FRUSTRATION, JOY | ANGER},
		{"You promised a fix in May. We are very disappointed.", DISAPPOINTMENT, JOY | GRATITUDE},
		{"We are delighted with the new dashboard!", JOY, UNPLEASANT},
	};

	CHECK_SIGNALS(cases);
}

static void
test_risks(void)
{
	static const SignalCase cases[] = {
		{"We are evaluating alternatives.", CHURN, ESCALATION | URGENCY},
		{"As per my last email, I will escalate this to our lawyers.", ESCALATION, CHURN},
		{"We need this asap.", URGENCY, CHURN | ESCALATION},
	};

	CHECK_SIGNALS(cases);
}

const UnitTest emotion_tests[] = {
	{"evidence becomes intensity and quote", test_evidence},
	{"the text's side and other emotions weigh an emotion", test_side},
	{"emotions of whole texts", test_emotions},
	{"urgency, risk of churn and of escalation", test_risks},
	{NULL, NULL}
};
