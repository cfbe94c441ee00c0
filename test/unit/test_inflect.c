/*
 * test_inflect.c - English spelling rules; the forms were written by hand
 */
#include "unit.h"

#include <string.h>

#include "senti_inflect.h"

static const char *
inflect(const char *stem, const char *suffix, bool doubled)
{
	static char out[64];
	size_t		len = senti_inflect((const uint8_t *) stem, strlen(stem), suffix, doubled, (uint8_t *) out);

	out[len] = '\0';
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

/* All forms of a term, separated by a slash. */
static const char *
forms(const char *term, const char *rule)
{
	static char out[256];
	SentiInflect inflect = SENTI_INFLECT_NONE;

	CHECK(senti_inflect_find(rule, strlen(rule), &inflect));
	CHECK(senti_form_count(inflect) <= SENTI_FORMS_MAX);
	out[0] = '\0';
	for (int i = 0; i < senti_form_count(inflect); i++)
	{
		char		form[SENTI_FORM_BYTES_MAX + 1];

		form[senti_form((const uint8_t *) term, strlen(term), inflect, i, (uint8_t *) form)] = '\0';
		strcat(strcat(out, i ? "/" : ""), form);
	}
	return out;
}

static void
test_forms(void)
{
	SentiInflect inflect;

	CHECK_STR(forms("crash", "-"), "");
	CHECK_STR(forms("crash", "n"), "crashes");
	CHECK_STR(forms("dead end", "n"), "dead ends");
	CHECK_STR(forms("waste time", "v"), "wastes time/wasted time/wasting time");
	CHECK_STR(forms("rip * off", "vd"), "rips * off/ripped * off/ripping * off");
	CHECK_STR(forms("shabby", "a"), "shabbier/shabbiest");
	CHECK_STR(forms("dim", "ad"), "dimmer/dimmest");
	CHECK(!senti_inflect_find("x", 1, &inflect));
	CHECK(!senti_inflect_find("nx", 2, &inflect));
}

const UnitTest inflect_tests[] = {
	{"verbs", test_verbs},
	{"nouns and adjectives", test_nouns_and_adjectives},
	{"forms of terms and phrases", test_forms},
	{NULL, NULL}
};
