/*
 * test_inflect.c - English spelling rules; the forms were written by hand
 */
#include "unit.h"

#include "senti_inflect.h"

static const char *
inflect(const char *stem, const char *suffix, bool doubled)
{
	static char out[64];

	senti_inflect(out, sizeof(out), stem, suffix, doubled);
	return out;
}

static void
test_verbs(void)
{
	CHECK_STR(inflect("fail", "s", false), "fails");
	CHECK_STR(inflect("fail", "ed", false), "failed");
	CHECK_STR(inflect("delay", "s", false), "delays");
	CHECK_STR(inflect("delay", "ed", false), "delayed");
	CHECK_STR(inflect("deny", "s", false), "denies");
	CHECK_STR(inflect("deny", "ed", false), "denied");
	CHECK_STR(inflect("deny", "ing", false), "denying");
	CHECK_STR(inflect("praise", "ed", false), "praised");
	CHECK_STR(inflect("praise", "ing", false), "praising");
	CHECK_STR(inflect("agree", "ing", false), "agreeing");
	CHECK_STR(inflect("drop", "s", true), "drops");
	CHECK_STR(inflect("drop", "ed", true), "dropped");
	CHECK_STR(inflect("drop", "ing", true), "dropping");
}

static void
test_nouns_and_adjectives(void)
{
	CHECK_STR(inflect("glitch", "s", false), "glitches");
	CHECK_STR(inflect("crash", "s", false), "crashes");
	CHECK_STR(inflect("fix", "s", false), "fixes");
	CHECK_STR(inflect("loss", "s", false), "losses");
	CHECK_STR(inflect("penalty", "s", false), "penalties");
	CHECK_STR(inflect("slow", "er", false), "slower");
	CHECK_STR(inflect("nice", "est", false), "nicest");
	CHECK_STR(inflect("buggy", "er", false), "buggier");
	CHECK_STR(inflect("bad", "est", true), "baddest");
}

const UnitTest inflect_tests[] = {
	{"verbs", test_verbs},
	{"nouns and adjectives", test_nouns_and_adjectives},
	{NULL, NULL}
};
