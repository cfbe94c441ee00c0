/*
 * test_topic.c - what a text is about, and how it feels about each
 */
#include <stdio.h>
#include <string.h>

#include "unit.h"

typedef struct TopicCase
{
	const char *text;
	const char *topics;			/* each with the sign of its label, in the order of the list */
} TopicCase;

static void
check_topics(const TopicCase *cases, size_t count)
{
	for (size_t i = 0; i < count; i++)
	{
		SentiResult result;
		char		said[200] = "";

		unit_score(cases[i].text, strlen(cases[i].text), &result);
		for (int t = SENTI_TOPIC_NONE + 1; t < SENTI_TOPIC_COUNT; t++)
			if (result.has_topic[t])
				snprintf(said + strlen(said), sizeof(said) - strlen(said), "%s%s%c", said[0] ? " " : "",
						 senti_topic_name((SentiTopic) t), "-0+"[result.topic[t].label]);
		unit_about(cases[i].text);
		CHECK_STR(said, cases[i].topics);
	}
	unit_about(NULL);
}

#define CHECK_TOPICS(cases) check_topics(cases, sizeof(cases) / sizeof(cases[0]))

static void
test_clause_and_position(void)
{
	static const TopicCase cases[] = {
		{"Love the product, hate the support, price is fair.", "product+ support- pricing+"},
		{"The dashboard is horrible, but the hotline is excellent.", "product- support+"},
		{"The hotline is excellent, although the dashboard is horrible.", "product- support+"},
		{"Excellent hotline, horrible dashboard.", "product- support+"},
		{"Horrible invoices and an excellent app.", "product+ pricing-"},
		{"The onboarding was excellent because your support team was brilliant, but the price is outrageous.",
		"support+ pricing- onboarding+"},
	};

	CHECK_TOPICS(cases);
}

/* A clause without a topic goes on with the one before, and so does a sentence. */
static void
test_goes_on(void)
{
	static const TopicCase cases[] = {
		{"The dashboard is horrible, ugly and slow, the hotline is excellent.", "product- support+"},
		{"The dashboard is excellent. The hotline answered. They were rude and arrogant.", "product+ support-"},
		{"The invoice is a mess. The dashboard is excellent. It is so easy to use.", "product+ pricing-"},
	};

	CHECK_TOPICS(cases);
}

/* What is not named: thanks are for people, all else is about the product; a farewell is about nothing. */
static void
test_implied(void)
{
	static const TopicCase cases[] = {
		{"Absolutely horrible.", "product-"},
		{"How do I change the colour?", "product0"},
		{"Thank you so much!", "support+"},
		{"Thank you so much! It is excellent.", "product+ support+"},
		{"See you on Tuesday.", ""},
		{"Horrible. The price is outrageous.", "pricing-"},
	};

	CHECK_TOPICS(cases);
}

/* The score of a text's only topic is the score of the text. */
static void
test_only_topic(void)
{
	static const char text[] = "The dashboard is horrible. At least it is fast. Not bad, all in all.";
	SentiResult result;

	unit_score(text, strlen(text), &result);
	CHECK(result.has_topic[SENTI_TOPIC_PRODUCT]);
	CHECK_EQ(result.topic[SENTI_TOPIC_PRODUCT].score_e4, result.whole.score_e4);
}

const UnitTest topic_tests[] = {
	{"topics by clause and position", test_clause_and_position},
	{"a topic goes on until another is named", test_goes_on},
	{"topics that are implied", test_implied},
	{"the score of an only topic", test_only_topic},
	{NULL, NULL}
};
