/*
 * test_score.c - what the rules promise of single sentences
 *
 * Signs, labels and carrying words only: the numbers are tuned elsewhere.
 */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The sentences of issue 1. */
static void
test_issue_1(void)
{
	static const ScoreCase cases[] = {
		{"great, another week with no update", NEGATIVE, "update|great"},
		{"great, now my entire production environment is down", NEGATIVE, "down|great"},
		{"This is not the behavior we expected.", NEGATIVE, "expected"},
		{"Website is not working.", NEGATIVE, "not working"},
		{"The fix did not fix anything.", NEGATIVE, "not fix"},
		{"Still waiting.", NEGATIVE, "waiting"},
		{"We are evaluating alternatives.", NEGATIVE, "alternatives"},
		{"I'm not going to renew if this continues.", NEGATIVE, "renew"},
		{"As per my last email, please advise.", NOT_POSITIVE, NULL},
		{"Kindly provide the logs.", ZERO, NULL},
		{"Please kill the stuck process and abort the fatal job; the error log is attached.", ZERO, NULL},
		{"I don't like it", NEGATIVE, "don't like"},
		{"I don\xE2\x80\x99t like it", NEGATIVE, "like"},
		{"not bad at all", POSITIVE, "not bad"},
		{"no complaints", POSITIVE, "no complaints"},
		{"Things are resolved, thank you!", POSITIVE, "resolved|thank you"},
		{"It would be great if exports were faster", NOT_POSITIVE, NULL},
	};

	CHECK_SCORES(cases);
	CHECK_EQ(unit_score_of("I don't like it"), unit_score_of("I don\xE2\x80\x99t like it"));
}

/* Weak evidence: a lone word of it is not enough, and none counts where nothing is told. */
static void
test_hints(void)
{
	static const ScoreCase cases[] = {
		{"The export has been blank since Monday.", NEGATIVE, NULL},
		{"We called three times, nobody called us.", NEGATIVE, NULL},
		{"Closed as fixed. Page 3 shows page 2.", NEGATIVE, "as fixed"},
		{"The meeting has been moved to Friday.", NOT_NEGATIVE, NULL},
		{"Has the report been moved since May?", ZERO, NULL},
		{"Please send the file again.", ZERO, NULL},
		{"The list has not arrived.", ZERO, NULL},
		{"If the import runs again, it would help us.", NOT_NEGATIVE, NULL},
	};

	CHECK_SCORES(cases);
}

static void
test_negation(void)
{
	static const ScoreCase cases[] = {
		{"It is good.", POSITIVE, "good"},
		{"It is not good.", NEGATIVE, "not good"},
		{"It isn't good.", NEGATIVE, "isn't good"},
		{"The support was never helpful.", NEGATIVE, "never helpful"},
		{"It works without problems.", POSITIVE, "without problems"},
		{"The export no longer crashes.", NOT_NEGATIVE, NULL},
		{"We cannot log in.", NEGATIVE, "cannot log in"},
		{"No reply yet.", NEGATIVE, "No reply"},
	};

	CHECK_SCORES(cases);
}

static void
test_no_feeling(void)
{
	static const ScoreCase cases[] = {
		{"How do I add a second user?", ZERO, NULL},
		{"Please send me the invoice.", ZERO, NULL},
		{"The child process was killed by the parent.", ZERO, NULL},
		{"We run version 14 on Debian.", ZERO, NULL},
		{"See https://bad.example/terrible/awful for the log.", ZERO, NULL},
		{"Run `kill -9 terrible` first.", ZERO, NULL},
		/* words of the trade that sound good or bad */
		{"Lazy loading of the order lines is a setting.", ZERO, NULL},
		{"The success callback returns a bad request code.", ZERO, NULL},
		{"The critical vulnerability is on line 4 of the list, class high severity.", ZERO, NULL},
		{"Where is the error handler of the dead letter queue?", ZERO, NULL},
		{"The class can be extended.", ZERO, NULL},
		{"After a missed heartbeat the posting block is set, status rejected.", ZERO, NULL},
		{"When a sensor fails, the watchdog restarts it.", NEUTRAL, NULL},
		{"We need the list quickly.", NEUTRAL, NULL},
	};

	CHECK_SCORES(cases);
}

/* What was ordered, planned or made by the writer's side is no fault, wherever the text says so. */
static void
test_drill(void)
{
	static const ScoreCase cases[] = {
		{"Fire exercise on Monday. The gateway was down for an hour.", NEUTRAL, NULL},
		{"The gateway was down for an hour. As designed.", NEUTRAL, NULL},
		{"The gateway was down for an hour. No action needed on your side.", NEUTRAL, NULL},
		{"We pulled the cable, so the import crashed. The behaviour is intended.", NEUTRAL, NULL},
		{"The gateway was down for an hour. Not as designed.", NEGATIVE, "down"},
		{"The gateway was down for an hour. This was no exercise.", NEGATIVE, "down"},
		{"The gateway was down for an hour.", NEGATIVE, "down"},
		{"The exercise went perfectly, we are delighted.", POSITIVE, NULL},
	};

	CHECK_SCORES(cases);
}

/* Beside praise or thanks a fault that is called small takes little away; alone it is mild. */
static void
test_trifle(void)
{
	static const ScoreCase cases[] = {
		{"Thank you so much for the fast help. Two rows are still missing, no rush.", POSITIVE, "Thank"},
		{"Thank you so much for the fast help. Two rows are still missing.", NOT_POSITIVE, NULL},
		{"The new planner is great. One small thing: the export crashes for leap years.", POSITIVE, "great"},
		{"The footer is cut off, not urgent.", NEUTRAL, NULL},
	};

	CHECK_SCORES(cases);
}

/* An emoji is a clause of its own: what is denied before it is not denied to it. */
static void
test_emoji_clause(void)
{
	static const ScoreCase cases[] = {
		{"it didn't even ask me \xF0\x9F\x98\xA2", NEGATIVE, NULL},
		{"never seen before \xF0\x9F\x98\x80", POSITIVE, NULL},
	};

	CHECK_SCORES(cases);
}

/* The same words where they do tell a feeling; a smile is no part of the question it closes. */
static void
test_feeling(void)
{
	static const ScoreCase cases[] = {
		{"Your lazy support never calls back.", NEGATIVE, NULL},
		{"The sensor fails and the line stops.", NEGATIVE, NULL},
		{"Your team answered quickly.", POSITIVE, NULL},
		{"We will not extend our contract.", NEGATIVE, NULL},
		{"The import fails with a bad request, for the third time.", NEGATIVE, NULL},
		{"Could you switch on the beta for us? :-)", POSITIVE, NULL},
		{"Could you switch on the great beta for us?", NEUTRAL, NULL},
		{"Hope this helps!", POSITIVE, NULL},
		{"LGTM, nice catch.", POSITIVE, NULL},
		{"This cache is an ugly hack.", NEGATIVE, "ugly hack"},
		{"Sorry, I pushed the wrong branch.", NEGATIVE, NULL},
		{"Sorry for the late reply, the form is attached.", NEUTRAL, NULL},
		{"Please confirm the dates in writing.", NEUTRAL, NULL},
		{"I hope this helps us at all, it is terrible.", NEGATIVE, NULL},
	};

	CHECK_SCORES(cases);
}

/* What strengthens moves a score outwards, what weakens inwards, and no sign turns. */
static void
test_order(void)
{
	int32_t		good = unit_score_of("The support is good.");
	int32_t		bad = unit_score_of("The support is bad.");

	CHECK(good > 0 && bad < 0);
	CHECK(unit_score_of("The support is very good.") > good);
	/* an oath before praise strengthens it, and is a complaint otherwise */
	CHECK(unit_score_of("The support is damn good.") > good);
	CHECK(unit_score_of("The damn support!") < 0);
	CHECK(unit_score_of("The support is very bad.") < bad);
	CHECK(unit_score_of("The support is slightly bad.") > bad);
	CHECK(unit_score_of("The support is slightly bad.") < 0);
	CHECK(unit_score_of("The support is GOOD.") > good);
	CHECK(unit_score_of("The support is BAD.") < bad);
	CHECK(unit_score_of("The support is bad!") < bad);
	CHECK(unit_score_of("The support is baaaad.") < bad);
	CHECK(unit_score_of("The support is terrible.") < bad);
	CHECK(unit_score_of("The support is not good.") < 0);
	CHECK(unit_score_of("The support is not bad.") > bad);
	/* where a writer ends is where he stands, but for a mere thanks */
	CHECK(unit_score_of("The support is good. The portal is bad.") <
		  unit_score_of("The portal is bad. The support is good."));
	CHECK_EQ(unit_score_of("The support is good. The portal is bad. Regards, Ann"),
			 unit_score_of("The support is good. The portal is bad."));
	/* what follows "but" counts more */
	CHECK(unit_score_of("The support is good but the product is bad.") <
		  unit_score_of("The product is bad but the support is good."));
	/* a text all in capitals emphasises nothing */
	CHECK_EQ(unit_score_of("THE SUPPORT IS BAD"), unit_score_of("the support is bad"));
	/* thanks weigh less beside a live problem than alone, and cannot outweigh it */
	CHECK(unit_score_of("The export crashes and we lost everything. Thanks.") < 0);
	CHECK(unit_score_of("Thank you!") > 0);
	/* told and then repaired is better than told */
	CHECK(unit_score_of("The export crashed. It is fixed now.") > unit_score_of("The export crashed."));
}

static void
test_topics(void)
{
	static const char text[] = "Support answers quickly. The price is outrageous.";
	SentiResult result;

	unit_score(text, strlen(text), &result);
	CHECK(result.has_topic[SENTI_TOPIC_SUPPORT]);
	CHECK(result.has_topic[SENTI_TOPIC_PRICING]);
	CHECK(!result.has_topic[SENTI_TOPIC_ONBOARDING]);
	CHECK_EQ(result.topic[SENTI_TOPIC_PRICING].label, SENTI_NEGATIVE);
	CHECK(result.topic[SENTI_TOPIC_SUPPORT].label != SENTI_NEGATIVE);
	for (int t = SENTI_TOPIC_NONE + 1; t < SENTI_TOPIC_COUNT; t++)
	{
		CHECK(result.topic[t].quote_start <= result.topic[t].quote_end);
		CHECK(result.topic[t].quote_end <= strlen(text));
		CHECK_EQ(result.topic[t].quote_end > result.topic[t].quote_start, result.has_topic[t]);
	}
}

static void
score_string(const char *text, SentiResult *result)
{
	unit_about(text);
	unit_score(text, strlen(text), result);
}

static void
test_sarcasm(void)
{
	SentiResult result;

	score_string("great, another week with no update", &result);
	CHECK(result.is_sarcastic);
	score_string("Thank you!", &result);
	CHECK(!result.is_sarcastic);
}

/* Thanks alone behind a request close it; thanks for something, or behind a statement, are meant. */
static void
test_closing_thanks(void)
{
	static const ScoreCase cases[] = {
		{"Could you send the price list again? Thank you.", NEUTRAL, NULL},
		{"Please add two seats to our plan. Many thanks!", NEUTRAL, NULL},
		{"Could you send the list? Thank you for the good advice yesterday.", POSITIVE, "Thank you"},
		{"The list has arrived. Thank you.", POSITIVE, "Thank you"},
	};

	CHECK_SCORES(cases);
}

/* Praise that opens a sentence is given away by a fault; praise of one thing beside another is none of that. */
static void
test_ironic_opening(void)
{
	static const ScoreCase cases[] = {
		{"Awesome, you fixed the import and broke the export.", NEGATIVE, NULL},
		{"Perfect, the app crashes in front of the client, a nice touch.", NEGATIVE, NULL},
		{"Great, that fixed it.", POSITIVE, NULL},
		{"Import great, export great, maps slow.", POSITIVE, "great"},
		{"They used to call the planner useless. They're thrilled.", POSITIVE, "thrilled"},
		{"The kickoff was great, the handout was great, the room was cold.", POSITIVE, "great"},
	};

	CHECK_SCORES(cases);
}

/* Much good beside much bad is seldom meant as even: what is told last prevails. */
static void
test_prevailing(void)
{
	static const ScoreCase cases[] = {
		{"The planner is useful. The search is slow.", NEGATIVE, "slow"},
		{"The search is slow. The planner is useful.", POSITIVE, "useful"},
		{"The search is slow. The planner is useful. It is a wash.", NEUTRAL, NULL},
	};

	CHECK_SCORES(cases);
	/* there is nothing to prevail over where only one is told: both sentences count in full */
	CHECK(unit_score_of("The search is slow. The planner is useful.") < unit_score_of("The planner is useful."));
}

/* "and we" opens a clause of its own: what is denied before it is not denied in it. */
static void
test_second_clause(void)
{
	static const ScoreCase cases[] = {
		{"The parcel has not arrived and we could not find the number.", NEGATIVE, "could not find"},
		{"The form did not load and I lost my work.", NEGATIVE, NULL},
		{"There was no error and no delay.", POSITIVE, NULL},
	};

	CHECK_SCORES(cases);
}

/* A writer who says that good and bad are even is neutral, however strong his words are. */
static void
test_balance(void)
{
	static const ScoreCase cases[] = {
		{"The trainers were fantastic, the slides were awful. It is a wash.", NEUTRAL, NULL},
		{"I love the reports and hate the editor: 50/50.", NEUTRAL, NULL},
		{"The trainers were fantastic.", POSITIVE, "fantastic"},
		{"The slides were awful.", NEGATIVE, "awful"},
	};

	CHECK_SCORES(cases);
}

/* One person's plain fault is a request; a company, figures, blame, a feeling or repetition make it a complaint. */
static void
test_plain_report(void)
{
	static const ScoreCase cases[] = {
		{"My badge reader is not working.", NEUTRAL, NULL},
		{"I can't open my payslip, what should I do?", NEUTRAL, NULL},
		{"My parcel still hasn't arrived. Can you tell me where it is?", NEUTRAL, NULL},
		{"I was charged twice for one ticket.", NEUTRAL, NULL},
		{"My payment is still pending.", NEUTRAL, NULL},
		{"I need help, your terminal does not recognise my badge.", NEUTRAL, NULL},
		{"Your terminal does not recognise my badge.", NEGATIVE, NULL},
		{"I am still waiting for an answer.", NEGATIVE, NULL},
		{"I am still waiting.", NEGATIVE, NULL},
		{"Our badge reader is not working.", NEGATIVE, "not working"},
		{"The badge reader is not working.", NEGATIVE, "not working"},
		{"I can't open my payslip and all our users wait.", NEGATIVE, NULL},
		{"My badge reader is not working since 14 May.", NEGATIVE, NULL},
		{"Your app says my badge is not working.", NEGATIVE, NULL},
		{"Your team never replied to my ticket.", NEGATIVE, "never replied"},
		{"Nobody answers my ticket.", NEGATIVE, "Nobody answers"},
		{"My badge reader is not working, this is horrible.", NEGATIVE, NULL},
		{"My badge reader is not working for the third time.", NEGATIVE, NULL},
		{"Why does my badge reader fail every time?", NEGATIVE, NULL},
		{"My new badge reader is wonderful.", POSITIVE, NULL},
	};

	CHECK_SCORES(cases);
	/* it stays below zero: what is not working is no praise */
	CHECK(unit_score_of("My badge reader is not working.") < 0);
}

/* No word of the customer's: not scored, and nothing else is set. */
static void
test_not_scored(void)
{
	static const char *const texts[] = {
		"", " ", "\n\n", "\t \r\n", "...", "> great", "```\ngreat\n```", "12345", "https://great.example/love",
		"`great`", "-- \ngreat", "[ERROR] great", "On Mon, 3 May 2024, Jo <j@x.example> wrote:\n> great", "\xFF\xFE",
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
	{
		SentiResult result;
		SentiResult blank;

		unit_about(texts[i]);
		unit_score(texts[i], strlen(texts[i]), &result);
		CHECK(!result.is_scored);
		CHECK(result.unscored != SENTI_UNSCORED_EMPTY || strspn(texts[i], " \t\r\n") == strlen(texts[i]));
		memset(&blank, 0, sizeof(blank));
		blank.unscored = result.unscored;
		CHECK(memcmp(&result, &blank, sizeof(result)) == 0);
	}
	unit_about("an emoji is a word");
	CHECK(unit_score_of("\xF0\x9F\x98\x80") > 0);
	CHECK(unit_score_of(":(") < 0);
}

/* "empty text": not even a line: the text is blank */
static void
test_blank(void)
{
	static const char *const blank[] = {"", " ", "\n", " \t\r\n \n"};

	for (size_t i = 0; i < sizeof(blank) / sizeof(blank[0]); i++)
	{
		SentiResult result;

		unit_about(i == 0 ? "empty" : i == 1 ? "space" : i == 2 ? "newline" : "white space");
		unit_score(blank[i], strlen(blank[i]), &result);
		CHECK(result.unscored == SENTI_UNSCORED_EMPTY && !result.is_scored);
	}
}

/* A cluster is looked up whole, and then by its first element. */
static void
test_emoji_lookup(void)
{
	static const char shrugging_woman[] = "\xF0\x9F\xA4\xB7\xE2\x80\x8D\xE2\x99\x80";
	static const char angry_with_tone[] = "\xF0\x9F\x98\xA1\xF0\x9F\x8F\xBD";
	static const char angry_laptop[] = "\xF0\x9F\x98\xA1\xE2\x80\x8D\xF0\x9F\x92\xBB";

	CHECK(unit_score_of(shrugging_woman) < 0);
	CHECK(unit_score_of(angry_with_tone) < 0);
	CHECK_EQ(unit_score_of(angry_with_tone), unit_score_of(angry_laptop));
	CHECK(unit_score_of("#DownAgain") == unit_score_of("Down Again") && unit_score_of("#DownAgain") < 0);
}

const UnitTest score_tests[] = {
	{"the sentences of issue 1", test_issue_1},
	{"weak evidence adds up, and is silent in questions and requests", test_hints},
	{"negation turns round", test_negation},
	{"requests and technical talk are exactly 0", test_no_feeling},
	{"what is meant to fail is no fault", test_drill},
	{"the same words tell a feeling where there is one", test_feeling},
	{"emphasis, contrast and repair order the scores", test_order},
	{"one person's plain report is no complaint", test_plain_report},
	{"topics are scored apart", test_topics},
	{"good and bad that are told side by side", test_prevailing},
	{"a clause of its own is not denied", test_second_clause},
	{"good and bad are even", test_balance},
	{"a fault that is called small", test_trifle},
	{"an emoji is a clause of its own", test_emoji_clause},
	{"thanks that close a request", test_closing_thanks},
	{"praise that opens a fault", test_ironic_opening},
	{"sarcasm", test_sarcasm},
	{"without a word of the customer's nothing is scored", test_not_scored},
	{"white space is a blank text", test_blank},
	{"an emoji cluster says what it is known for, or its first element", test_emoji_lookup},
	{NULL, NULL}
};
