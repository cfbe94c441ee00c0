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

	evidence[SENTI_EMOTION_JOY] = (SentiEvidence) {.sum_mille = 1, .peak_mille = 1, .end = 5};	/* too little to show */
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
	/* 2 * (1800 + 700) - 1 of evidence: 4999 / (4999 + 1800) */
	CHECK_EQ(signal[SENTI_SIGNAL_CHURN_RISK].intensity_e4, 7352);
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

/* The intensity of an emotion with one finding of it in a text of a side. */
static int32_t
intensity(SentiEmotion emotion, int32_t value_mille, int side)
{
	SentiEvidence evidence[SENTI_SIGNAL_COUNT] = {0};
	SentiSignal signal[SENTI_SIGNAL_COUNT] = {0};
	SentiFinding finding = {.value_mille = value_mille, .emotion = (uint8_t) emotion, .clause_end = 1};

	senti_emotion_add(evidence, &finding);
	senti_emotion_weigh(evidence, side, signal);
	return signal[emotion].intensity_e4;
}

static void
test_side(void)
{
	int32_t		thanks = intensity(SENTI_EMOTION_GRATITUDE, 1200, 0);
	int32_t		anger = intensity(SENTI_EMOTION_ANGER, -2000, 0);

	/* an emotion means more in a text of its own side, and less in one of the other */
	CHECK(intensity(SENTI_EMOTION_GRATITUDE, 1200, 1) > thanks);
	CHECK(intensity(SENTI_EMOTION_GRATITUDE, 1200, -1) < thanks);
	CHECK(intensity(SENTI_EMOTION_ANGER, -2000, 1) < anger);
	CHECK(intensity(SENTI_EMOTION_ANGER, -2000, -1) > anger);
	/* what is turned round shows no joy, and praise no anger */
	CHECK_EQ(intensity(SENTI_EMOTION_JOY, -2000, 0), 0);
	CHECK_EQ(intensity(SENTI_EMOTION_ANGER, 2000, 0), 0);
}

/* ---- texts ---- */

static void
test_emotions(void)
{
	static const SignalCase cases[] = {
		{"The meeting is on Tuesday.", 0, ALL},
		/* thanks for something done; not in advance, not as a form, not with a complaint */
		{"Thank you so much, Ravi!", GRATITUDE, UNPLEASANT},
		{"It works again. Thanks to all of you for staying on the line.", GRATITUDE, UNPLEASANT},
		{"Could you resend the invoice? Thanks in advance.", 0, GRATITUDE | JOY},
		{"Thanks for your message. The export is still broken, nobody answers, and this is the fourth week.", FRUSTRATION, GRATITUDE},
		/* warm words; sober praise shows no delight */
		{"We are delighted with the new dashboard!", JOY, UNPLEASANT},
		{"I love it, made my day!", JOY, UNPLEASANT},
		{"The report is fast and correct.", 0, JOY | GRATITUDE | UNPLEASANT},
		/* blocked, again, waiting, wasted effort */
		{"The export is still not working and nobody answers.", FRUSTRATION, JOY | ANGER},
		{"We have been waiting for three weeks.", FRUSTRATION, JOY | ANGER | GRATITUDE},
		{"The import failed again and we had to type it all by hand.", FRUSTRATION, JOY | ANGER | DISAPPOINTMENT},
		/* what was hoped for */
		{"You promised a fix in May. We are very disappointed.", DISAPPOINTMENT, JOY | GRATITUDE},
		{"This is not what we expected, and it is a pity.", DISAPPOINTMENT, JOY | ANGER | CONFUSION},
		/* he says that he does not understand; a question does not say so */
		{"I don't understand the new invoice.", CONFUSION, ANGER | JOY},
		{"I'm lost. The two pages contradict each other.", CONFUSION, ANGER | JOY},
		{"Where can I find the invoice?", 0, UNPLEASANT | JOY | GRATITUDE},
		/* hostility; the praise of something that others hated is none */
		{"We are furious about this.", ANGER, JOY | GRATITUDE},
		{"This is a disgrace. Shame on you!", ANGER, JOY | GRATITUDE},
	};

	CHECK_SIGNALS(cases);
}

static void
test_urgency(void)
{
	static const SignalCase cases[] = {
		{"We need this asap.", URGENCY, CHURN | ESCALATION},
		{"Demo in 20 min, could someone unlock the account?", URGENCY, UNPLEASANT},
		{"Please send the file before noon, the portal closes then.", URGENCY, CHURN},
		{"We go live tomorrow, please check the access today.", URGENCY, CHURN},
		{"Production is down.", URGENCY | FRUSTRATION, GRATITUDE},
		/* a date, a setting, a drill, an answer that came soon */
		{"The next review is on 14 March.", 0, URGENCY},
		{"The ticket was answered at 3.", 0, URGENCY},
		{"The alarm has three levels: low, high and critical.", 0, URGENCY},
		{"Fire drill tomorrow at 10, please ignore the alarms.", 0, URGENCY},
		{"No rush, whenever you find time.", 0, URGENCY},
	};

	CHECK_SIGNALS(cases);
}

static void
test_risks(void)
{
	static const SignalCase cases[] = {
		{"We are evaluating alternatives.", CHURN, ESCALATION | URGENCY},
		{"When does our contract end?", CHURN, ESCALATION | UNPLEASANT},
		{"Hereby we cancel the contract at the end of the year.", CHURN, URGENCY},
		{"We have signed with another vendor.", CHURN, ESCALATION},
		/* what ends is not the contract with us, or does not end */
		{"Please cancel the nightly job.", 0, CHURN | UNPLEASANT},
		{"I leave it to you which date you choose.", 0, CHURN},
		{"We renewed for another two years.", 0, CHURN},
		{"As per my last email, I will escalate this to our lawyers.", ESCALATION, CHURN},
		{"I am looping in my director.", ESCALATION, CHURN},
		{"This is the third time I ask.", ESCALATION | FRUSTRATION, CHURN},
		{"I'd like to speak to your manager.", ESCALATION, CHURN},
		/* praise that goes over somebody's head */
		{"I told your manager how wonderful you are. Excellent work!", 0, ESCALATION | UNPLEASANT},
		{"My director says hello.", 0, CHURN},
	};
	SentiResult result;

	CHECK_SIGNALS(cases);
	/* a question that prepares leaving is no complaint */
	unit_score("When does our contract end?", 27, &result);
	CHECK_EQ(result.whole.label, SENTI_NEUTRAL);
	CHECK_EQ(result.signal[SENTI_SIGNAL_CHURN_RISK].quote_start, 0);
	CHECK_EQ(result.signal[SENTI_SIGNAL_CHURN_RISK].quote_end, 26);
}

const UnitTest emotion_tests[] = {
	{"evidence becomes intensity and quote", test_evidence},
	{"the text's side weighs an emotion", test_side},
	{"emotions of whole texts", test_emotions},
	{"what presses, and what only names a time", test_urgency},
	{"risk of churn and of escalation", test_risks},
	{NULL, NULL}
};
