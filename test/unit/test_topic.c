/*
 * test_topic.c - what a text is about, and how it feels about each
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit.h"

#include "senti_site_topic.h"

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

/* What the model sees in each clause. */
typedef struct Seen
{
	int64_t		features[8];
	int			count;
} Seen;

static void
see_clause(void *arg, const SentiClause *clause)
{
	Seen	   *seen = arg;

	seen->features[seen->count++] = clause->votes.features;
}

/* The wording of a clause that names nothing goes on with the sentence before, also where a later one has a topic of its own. */
static void
test_wording_goes_on(void)
{
	static const char text[] = "Here is the invoice. We opened it on Monday, but it crashes.";
	Seen		seen = {.count = 0};
	SentiScan	scan;

	senti_scan_init(&scan, &senti_scorer_builtin, (const uint8_t *) text, strlen(text), NULL, &seen, NULL);
	scan.clause_sink = see_clause;
	CHECK_EQ(senti_scan_run(&scan), SENTI_DONE);
	CHECK_EQ(seen.count, 3);
	CHECK_EQ(scan.topic_votes[SENTI_TOPIC_PRICING].features, seen.features[0] + seen.features[1]);
	CHECK_EQ(scan.topic_votes[SENTI_TOPIC_PRODUCT].features, seen.features[2]);
}

/* ---- a site's own topics ---- */

enum
{
	BILLING = SENTI_TOPIC_COUNT,
	SHIPPING
};

static const char *const own_names[] = {"billing runs", "shipping"};

static SentiSiteTerm
topic_term(const char *text, SentiInflect inflect, int topic)
{
	return (SentiSiteTerm) {
		.text = (const uint8_t *) text, .len = strlen(text), .inflect = inflect, .entry = {.topic = (uint8_t) topic}
	};
}

/* The built-in lexicon with topics of a site; for free(). */
static const SentiLexicon *
with_topics(const SentiSiteTerm *terms, size_t count)
{
	return senti_site_topics_build(&senti_lexicon_builtin, own_names, 2, terms, count, malloc(senti_site_topics_size(terms, count)));
}

static void
score_with(const SentiLexicon *lexicon, bool is_score_only, const char *text, SentiResult *result)
{
	size_t		len = strlen(text);
	uint8_t    *copy = unit_copy(text, len);
	SentiScan	scan;

	senti_scan_init(&scan, &(SentiScorer) {lexicon, &senti_model_builtin, false}, copy, len, NULL, NULL, NULL);
	scan.is_score_only = is_score_only;
	(void) senti_scan_run(&scan);
	senti_scan_finish(&scan, result);
	free(copy);
}

static void
test_own_topics(void)
{
	SentiSiteTerm terms[] = {
		topic_term("courier", SENTI_INFLECT_NOUN, SHIPPING),
		topic_term("pick up point", SENTI_INFLECT_NONE, SHIPPING),
		topic_term("pick up", SENTI_INFLECT_NONE, BILLING),
		topic_term("dashboard", SENTI_INFLECT_NONE, BILLING),
		topic_term("hotline", SENTI_INFLECT_NONE, SENTI_TOPIC_NONE),
	};
	static const struct
	{
		const char *text;
		int			topic;
		int			label;		/* SentiLabel, or -1: the text does not have the topic */
	}			cases[] = {
		{"The couriers were horrible, the app is excellent.", SHIPPING, SENTI_NEGATIVE},
		{"The couriers were horrible, the app is excellent.", SENTI_TOPIC_PRODUCT, SENTI_POSITIVE},
		{"Horrible pick up point!", SHIPPING, SENTI_NEGATIVE},	/* the longest term */
		{"Horrible pick up point!", BILLING, -1},
		{"Horrible pick up!", BILLING, SENTI_NEGATIVE},
		{"Horrible dashboard!", BILLING, SENTI_NEGATIVE},	/* over what is built in */
		{"Horrible dashboard!", SENTI_TOPIC_PRODUCT, -1},
		{"The hotline of the courier.", SENTI_TOPIC_SUPPORT, -1},
		{"A courier came. It was horrible.", SHIPPING, SENTI_NEGATIVE},
		{"See you on Tuesday.", SHIPPING, -1},
	};
	const SentiLexicon *lexicon = with_topics(terms, sizeof(terms) / sizeof(terms[0]));

	CHECK_EQ(senti_topic_count(lexicon), SHIPPING + 1);
	CHECK_EQ(senti_topic_count(&senti_lexicon_builtin), SENTI_TOPIC_COUNT);
	CHECK_STR(senti_lexicon_topic_name(lexicon, SHIPPING), "shipping");
	CHECK_STR(senti_lexicon_topic_name(lexicon, SENTI_TOPIC_PRICING), "pricing");
	CHECK(strcmp(lexicon->version, senti_lexicon_builtin.version) != 0);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		SentiResult result;

		score_with(lexicon, false, cases[i].text, &result);
		unit_about(cases[i].text);
		CHECK_EQ(result.has_topic[cases[i].topic], cases[i].label >= 0);
		if (cases[i].label >= 0)
			CHECK_EQ(result.topic[cases[i].topic].label, cases[i].label);
	}
	unit_about(NULL);
	free((void *) lexicon);
}

/* Whatever words are topics, the whole text feels the same, and shows the same. */
static void
test_same_feeling(void)
{
	static const char *const words[] = {
		"not", "never", "support", "crashed", "the app", "still waiting", "answer", "great", "thanks", "and we", "but",
		"price", "no answer", "horrible support", "fixed", "again", "zzz", "is", "cancel our contract", "please"
	};
	static const char *const texts[] = {
		"The app crashed again and support is still waiting for an answer. Great, thanks.",
		"Not great, but the price is fair. Horrible support! No answer, never. Please cancel our contract.",
		"It was down. Fixed again, thanks. And we still wait.",
		"I am waiting for the refund.",
	};
	uint64_t	state = 7;

	for (int round = 0; round < 200; round++)
	{
		SentiSiteTerm terms[6];
		const SentiLexicon *lexicon;
		size_t		first = (size_t) unit_between(&state, 0, 14);

		for (size_t i = 0; i < 6; i++)
			terms[i] = topic_term(words[first + i], SENTI_INFLECT_NONE, (int) unit_between(&state, 0, SHIPPING));
		lexicon = with_topics(terms, 6);
		for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		{
			SentiResult plain;
			SentiResult own;
			SentiResult brief;

			score_with(&senti_lexicon_builtin, false, texts[i], &plain);
			score_with(lexicon, false, texts[i], &own);
			score_with(lexicon, true, texts[i], &brief);
			CHECK_EQ(brief.whole.score_e4, plain.whole.score_e4);
			CHECK_EQ(own.whole.score_e4, plain.whole.score_e4);
			CHECK_EQ(own.whole.quote_start, plain.whole.quote_start);
			CHECK(memcmp(own.signal, plain.signal, sizeof(own.signal)) == 0);
			CHECK_EQ(own.is_sarcastic, plain.is_sarcastic);
		}
		free((void *) lexicon);
	}
}

const UnitTest topic_tests[] = {
	{"topics by clause and position", test_clause_and_position},
	{"a topic goes on until another is named", test_goes_on},
	{"topics that are implied", test_implied},
	{"the score of an only topic", test_only_topic},
	{"the wording of a clause without a topic", test_wording_goes_on},
	{"a site's own topics", test_own_topics},
	{"a site's topics leave the feeling as it is", test_same_feeling},
	{NULL, NULL}
};
