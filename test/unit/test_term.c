/*
 * test_term.c - terms as people write them; words and verdicts written by hand
 */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "senti_term.h"

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
	for (int status = SENTI_TERM_OK + 1; status <= SENTI_TERM_BAD_GAP; status++)
		CHECK(strlen(senti_term_message((SentiTermStatus) status)) > 0);
}

const UnitTest term_tests[] = {
	{"a term is cut into folded words", test_words},
	{"what is no term is refused, each with its reason", test_refused},
	{NULL, NULL}
};
