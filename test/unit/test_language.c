/*
 * test_language.c - English or not
 *
 * What the words weigh is measured by test/language; here is what must hold
 * whatever they weigh.
 */
#include "unit.h"

#include <stdio.h>
#include <string.h>

static SentiUnscored
unscored(const char *text)
{
	SentiResult result;

	unit_about(text);
	unit_score(text, strlen(text), &result);
	return result.unscored;
}

static void
test_foreign(void)
{
	static const char *const texts[] = {
		"Das Dashboard ist down, bitte Support kontaktieren",
		"Bonjour, la facture de mars est encore fausse, merci de la corriger.",
		"El panel no funciona desde ayer, necesitamos ayuda urgente",
		"DAS IST SCHON WIEDER NICHT DAS WAS WIR BESTELLT HABEN",
		"\xD0\x9E\xD1\x82\xD1\x87\xD1\x91\xD1\x82 \xD0\xBD\xD0\xB5 \xD1\x80\xD0\xB0\xD0\xB1\xD0\xBE\xD1\x82\xD0\xB0\xD0\xB5\xD1\x82",	/* Cyrillic */
		"API \xE3\x81\x8C\xE5\x8B\x95\xE3\x81\x8D\xE3\x81\xBE\xE3\x81\x9B\xE3\x82\x93",	/* Japanese */
		"\xD9\x84\xD8\xA7 \xD9\x8A\xD8\xB9\xD9\x85\xD9\x84 \xD8\xA7\xD9\x84\xD9\x86\xD8\xB8\xD8\xA7\xD9\x85",	/* Arabic */
		"danke",
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		CHECK_EQ(unscored(texts[i]), SENTI_UNSCORED_LANGUAGE);
}

/* In doubt a text is English. */
static void
test_english(void)
{
	static const char *const texts[] = {
		"ok", "thx", "Error 500", ":(", "\xF0\x9F\x98\x80", "pls chek teh dashbord", "Kubernetes etcd kubelet", "2pm EST",
		"Jos\xC3\xA9phine?", "J\xC3\xBCrgen M\xC3\xBCller called about the invoice", "see \xCE\xB1 and \xCE\xB2 in the report",
		"Gracias, the export works again", "we re-sent the Rechnung, please check it",
		"Our customer writes \"Das geht schon wieder nicht\" and we do not know what to tell them.",
		"Our report shows \xD0\x9C\xD0\xBE\xD1\x81\xD0\xBA\xD0\xB2\xD0\xB0 in the wrong column and nobody can correct it", "42",
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		CHECK(unscored(texts[i]) != SENTI_UNSCORED_LANGUAGE);
}

/* The longer part decides, wherever it stands. */
static void
test_majority(void)
{
	static const char english[] = "The export fails again and nobody has told us why.";
	static const char german[] = "Der Export geht schon wieder nicht und niemand sagt uns warum.";
	char		text[400];

	snprintf(text, sizeof(text), "%s\n%s\n%s", english, german, english);
	CHECK_EQ(unscored(text), SENTI_UNSCORED_NOT);
	snprintf(text, sizeof(text), "%s\n%s\n%s", german, english, german);
	CHECK_EQ(unscored(text), SENTI_UNSCORED_LANGUAGE);
}

/* Accents and capitals of a word change nothing. */
static void
test_spelling(void)
{
	CHECK_EQ(unscored("probl\xC3\xA8me r\xC3\xA9solu aujourd'hui"), SENTI_UNSCORED_LANGUAGE);
	CHECK_EQ(unscored("probleme resolu aujourd'hui"), SENTI_UNSCORED_LANGUAGE);
	CHECK_EQ(unscored("Probl\xC3\xA8me R\xC3\xA9solu Aujourd\xE2\x80\x99hui"), SENTI_UNSCORED_LANGUAGE);
}

const UnitTest language_tests[] = {
	{"text of another language or script is not scored", test_foreign},
	{"names, jargon, typing errors and a foreign word are English", test_english},
	{"the longer part decides", test_majority},
	{"a foreign word is known with and without its accents", test_spelling},
	{NULL, NULL}
};
