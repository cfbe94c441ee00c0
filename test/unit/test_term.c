/*
 * test_term.c - terms as people write them; words and verdicts written by hand
 */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "senti_inflect.h"

static SentiTermStatus
cut(const char *term, SentiTermWords *words)
{
	size_t		len = strlen(term);
	uint8_t    *copy = unit_copy(term, len);
	SentiTermStatus status = senti_term_cut(copy, len, words);

	free(copy);
	return status;
}

static void
test_words(void)
{
	static const struct
	{
		const char *term;
		const char *keys[4];	/* "" is the gap */
		int			count;
	}			cases[] = {
		{"great", {"great"}, 1},
		{"  Great ", {"great"}, 1},
		{"DON\xE2\x80\x99T like", {"don't", "like"}, 2},
		{"half-baked", {"half", "baked"}, 2},
		{"caf\xC3\xA9", {"cafe"}, 1},
		{"24 7", {"24", "7"}, 2},
		{"\xF0\x9F\x98\x80", {"\xF0\x9F\x98\x80"}, 1},
		{"take * seriously", {"take", "", "seriously"}, 3},
		{"Go out  *  Way", {"go", "out", "", "way"}, 4},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		SentiTermWords words;

		unit_about(cases[i].term);
		CHECK_EQ(cut(cases[i].term, &words), SENTI_TERM_OK);
		if (!CHECK_EQ(words.count, cases[i].count))
			continue;
		for (int w = 0; w < words.count; w++)
		{
			CHECK_EQ(words.keys[w].len, strlen(cases[i].keys[w]));
			CHECK(memcmp(words.keys[w].bytes, cases[i].keys[w], words.keys[w].len) == 0);
		}
	}
}

static void
test_refused(void)
{
	static const struct
	{
		const char *term;
		SentiTermStatus status;
	}			cases[] = {
		{"", SENTI_TERM_EMPTY},
		{"   ", SENTI_TERM_EMPTY},
		{"slow, very", SENTI_TERM_NOT_WORDS},
		{"https://example.com/a", SENTI_TERM_NOT_WORDS},
		{"c++", SENTI_TERM_NOT_WORDS},
		{"#fail", SENTI_TERM_NOT_WORDS},
		{"(slow", SENTI_TERM_NOT_WORDS},
		{"50 %", SENTI_TERM_NOT_WORDS},
		{"at wits' end", SENTI_TERM_OK},
		{"f*ck", SENTI_TERM_OK},
		{"one two three four five six", SENTI_TERM_OK},
		{"one two three four five six seven", SENTI_TERM_TOO_MANY_WORDS},
		{"one two * four five six", SENTI_TERM_OK},
		{"one two * four five six seven", SENTI_TERM_TOO_MANY_WORDS},
		{"one two three four five six * eight", SENTI_TERM_TOO_MANY_WORDS},
		{"qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq", SENTI_TERM_OK},	/* 48 */
		{"qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq", SENTI_TERM_LONG_WORD},	/* 49 */
		{"*", SENTI_TERM_BAD_GAP},
		{"* worse", SENTI_TERM_BAD_GAP},
		{"make *", SENTI_TERM_BAD_GAP},
		{"make * * worse", SENTI_TERM_BAD_GAP},
		{"make * it * worse", SENTI_TERM_BAD_GAP},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		SentiTermWords words;

		unit_about(cases[i].term);
		CHECK_EQ(cut(cases[i].term, &words), cases[i].status);
		CHECK(words.count <= SENTI_TERM_WORDS_MAX);
	}
	for (int status = SENTI_TERM_OK + 1; status <= SENTI_TERM_BAD_FORM; status++)
		CHECK(strlen(senti_term_message((SentiTermStatus) status)) > 0);
}

/* What is stored of a term: written by hand, and folded again it is the same. */
static void
test_fold(void)
{
	static const struct
	{
		const char *term;
		const char *folded;
	}			cases[] = {
		{"  SEV1 ", "sev1"},
		{"Half-Baked", "half baked"},
		{"We don\xE2\x80\x99t care", "we don't care"},
		{"Take  *  Seriously", "take * seriously"},
		{":-)", ":-)"},
	};
	uint8_t		folded[SENTI_TERM_BYTES_MAX];
	uint8_t		again[SENTI_TERM_BYTES_MAX];
	size_t		len;
	size_t		again_len;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		unit_about(cases[i].term);
		CHECK_EQ(senti_term_fold((const uint8_t *) cases[i].term, strlen(cases[i].term), folded, &len), SENTI_TERM_OK);
		CHECK_EQ(len, strlen(cases[i].folded));
		CHECK(memcmp(folded, cases[i].folded, len) == 0);
		CHECK_EQ(senti_term_fold(folded, len, again, &again_len), SENTI_TERM_OK);
		CHECK(len == again_len && memcmp(folded, again, len) == 0);
	}
	CHECK_EQ(senti_term_fold((const uint8_t *) "*", 1, folded, &len), SENTI_TERM_BAD_GAP);
}

/* Any bytes: a status, no byte beyond is read, and what is a term is one when folded. */
static void
test_random_bytes(void)
{
	static const char alphabet[] = "aAz '*-.:)3\xC3\xA9\xF0\x9F\x98\x80\xE2\x80\x99\n,/@";
	uint64_t	state = 7;

	for (int round = 0; round < 20000; round++)
	{
		uint8_t		text[80];
		size_t		len = (size_t) unit_between(&state, 0, sizeof(text));
		uint8_t    *copy;
		uint8_t		folded[SENTI_TERM_BYTES_MAX];
		size_t		folded_len;
		SentiTermWords words;

		for (size_t i = 0; i < len; i++)
			text[i] = (uint8_t) alphabet[unit_between(&state, 0, sizeof(alphabet) - 2)];
		copy = unit_copy(text, len);
		if (senti_term_fold(copy, len, folded, &folded_len) == SENTI_TERM_OK)
		{
			CHECK(folded_len > 0 && folded_len <= SENTI_TERM_BYTES_MAX);
			CHECK_EQ(senti_term_cut(folded, folded_len, &words), SENTI_TERM_OK);
			for (int inflect = 0; inflect < SENTI_INFLECT_COUNT; inflect++)
				(void) senti_forms_check(folded, folded_len, (SentiInflect) inflect);
		}
		free(copy);
	}
}

static void
test_forms_check(void)
{
	CHECK_EQ(senti_forms_check((const uint8_t *) "crash", 5, SENTI_INFLECT_NOUN), SENTI_TERM_OK);
	/* 48 bytes are a word, 49 are none */
	CHECK_EQ(senti_forms_check((const uint8_t *) "qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq", 48, SENTI_INFLECT_NONE), SENTI_TERM_OK);
	CHECK_EQ(senti_forms_check((const uint8_t *) "qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq", 48, SENTI_INFLECT_NOUN), SENTI_TERM_BAD_FORM);
}

const UnitTest term_tests[] = {
	{"a term is cut into folded words", test_words},
	{"what is no term is refused, each with its reason", test_refused},
	{"a term is stored folded", test_fold},
	{"any bytes are a term or are refused", test_random_bytes},
	{"forms that are no terms are refused", test_forms_check},
	{NULL, NULL}
};
