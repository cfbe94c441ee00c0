/*
 * test_oracle.c - the scanner against ICU, where both claim the same
 */
#include "unit.h"

#include <string.h>
#include <unicode/ubrk.h>

#define TEXT_MAX 2000

/* is_boundary[i]: a boundary of ICU stands before byte i; is_word[i]: the segment that begins there has letters. */
typedef struct Boundaries
{
	bool		is_boundary[TEXT_MAX + 1];
	bool		is_word[TEXT_MAX + 1];
} Boundaries;

static void
ask_icu(UBreakIteratorType type, const char *text, size_t len, Boundaries *boundaries)
{
	UErrorCode	status = U_ZERO_ERROR;
	UText		utext = UTEXT_INITIALIZER;
	UBreakIterator *iterator = ubrk_open(type, "", NULL, 0, &status);
	int32_t		from = 0;

	memset(boundaries, 0, sizeof(*boundaries));
	boundaries->is_boundary[0] = true;
	utext_openUTF8(&utext, text, (int64_t) len, &status);
	ubrk_setUText(iterator, &utext, &status);
	CHECK(U_SUCCESS(status));
	for (int32_t end = ubrk_next(iterator); end != UBRK_DONE; end = ubrk_next(iterator))
	{
		boundaries->is_boundary[end] = true;
		boundaries->is_word[from] = ubrk_getRuleStatus(iterator) >= UBRK_WORD_LETTER;
		from = end;
	}
	ubrk_close(iterator);
	utext_close(&utext);
}

/* A text of random pieces, none of which ends in half a character. */
static size_t
random_text(uint64_t *seed, const char *const *pieces, int count, int most, char *text)
{
	size_t		len = 0;

	for (int n = (int) unit_between(seed, 1, most); n > 0; n--)
	{
		const char *piece = pieces[unit_between(seed, 0, count - 1)];

		memcpy(text + len, piece, strlen(piece));
		len += strlen(piece);
	}
	text[len] = '\0';
	return len;
}

#define COUNT(pieces) ((int) (sizeof(pieces) / sizeof(pieces[0])))

/* Every token of a kind is one segment of ICU; every word of ICU is a token. */
static void
compare(const char *text, size_t len, SentiTokenKind kind, const Boundaries *icu, bool words_are_tokens)
{
	bool		is_token[TEXT_MAX + 1] = {false};
	SentiScanner scanner;
	SentiToken	token;

	unit_about(text);
	senti_scanner_init(&scanner, (const uint8_t *) text, len);
	while (senti_token_next(&scanner, &token))
	{
		if (token.kind != kind)
			continue;
		is_token[token.start] = true;
		CHECK(icu->is_boundary[token.start] && icu->is_boundary[token.end]);
		for (uint32_t i = token.start + 1; i < token.end; i++)
			CHECK(!icu->is_boundary[i]);
	}
	for (size_t i = 0; words_are_tokens && i < len; i++)
		CHECK(icu->is_word[i] == is_token[i]);
}

static void
test_words(void)
{
	static const char *const pieces[] = {
		"It", "isn't", "doesn\xE2\x80\x99t", "caf\xC3\xA9", "cafe\xCC\x81", "na\xC3\xAFve", "DOWN", "sooo", "a", "\xD0\x9C\xD0\xBE\xD1\x81\xD0\xBA\xD0\xB2\xD0\xB0",
		"\xCE\xB1\xCE\xB2", " ", "  ", ", ", " - ", "! ", "? ", " \xE2\x80\x94 ", " \"", "\" ", " (", ") ",
	};
	uint64_t	seed = 11;

	for (int round = 0; round < 3000; round++)
	{
		char		text[TEXT_MAX];
		Boundaries	icu;
		size_t		len = random_text(&seed, pieces, COUNT(pieces), 20, text);

		ask_icu(UBRK_WORD, text, len, &icu);
		compare(text, len, SENTI_TOKEN_WORD, &icu, true);
	}
}

/* "Its ends are boundaries of grapheme clusters": and none lies inside. */
static void
test_emoji(void)
{
	static const char *const pieces[] = {
		"\xF0\x9F\x98\x80", "\xF0\x9F\x91\xA9", "\xF0\x9F\x91\x8D", "\xE2\x9D\xA4", "\xE2\x99\x80", "\xF0\x9F\x92\xBB",	/* pictures */
		"\xE2\x80\x8D", "\xE2\x80\x8D", "\xEF\xB8\x8F", "\xF0\x9F\x8F\xBD",	/* joiner, selector, skin tone */
		"\xF0\x9F\x87\xA9", "\xF0\x9F\x87\xAA", "\xF0\x9F\x87\xAB",	/* letters of flags */
		"1\xEF\xB8\x8F\xE2\x83\xA3", " ", " x ",
		"\xF0\x9F\x8F\xB4\xF3\xA0\x81\xA7\xF3\xA0\x81\xA2\xF3\xA0\x81\xBF",	/* flag with tags */
	};
	uint64_t	seed = 12;

	for (int round = 0; round < 3000; round++)
	{
		char		text[TEXT_MAX];
		Boundaries	icu;
		size_t		len = random_text(&seed, pieces, COUNT(pieces), 12, text);

		ask_icu(UBRK_CHARACTER, text, len, &icu);
		compare(text, len, SENTI_TOKEN_EMOJI, &icu, false);
	}
}

static const char *const unspaced[] = {
	"\xE8\xAB\x8B\xE6\xB1\x82\xE6\x9B\xB8", "\xE3\x81\x8C", "\xE9\x96\x93\xE9\x81\x95\xE3\x81\xA3\xE3\x81\xA6", "\xE3\x82\xB5\xE3\x83\xBC\xE3\x83\x90\xE3\x83\xBC",
	"\xE5\x8F\x91\xE7\xA5\xA8", "\xE5\x8F\x88\xE9\x94\x99\xE4\xBA\x86",
	"\xE0\xB8\x82\xE0\xB8\xAD\xE0\xB8\x9A\xE0\xB8\x84\xE0\xB8\xB8\xE0\xB8\x93", "\xE0\xB8\xA1\xE0\xB8\xB2\xE0\xB8\x81",
	"\xE0\xBA\xA5\xE0\xBA\xB0\xE0\xBA\x9A\xE0\xBA\xBB\xE0\xBA\x9A", "\xE1\x9E\x94\xE1\x9F\x92\xE1\x9E\x9A\xE1\x9E\x96\xE1\x9F\x90\xE1\x9E\x93\xE1\x9F\x92\xE1\x9E\x92",
	"\xE1\x80\x85\xE1\x80\x94\xE1\x80\x85\xE1\x80\xBA",
};

/* Runs up to SENTI_SEGMENT_BYTES are cut as ICU cuts them, between other text, too. */
static void
test_unspaced(void)
{
	uint64_t	seed = 13;

	for (int round = 0; round < 2000; round++)
	{
		char		text[TEXT_MAX];
		Boundaries	icu;
		size_t		len;

		strcpy(text, "ok ");
		do
			len = 3 + random_text(&seed, unspaced, COUNT(unspaced), 12, text + 3);
		while (len > SENTI_SEGMENT_BYTES);
		strcpy(text + len, " ok");
		ask_icu(UBRK_WORD, text, len + 3, &icu);
		compare(text, len + 3, SENTI_TOKEN_WORD, &icu, true);
	}
}

/* A long run: words follow each other without a gap, and its middle is cut as ICU cuts the whole. */
static void
test_long_run(void)
{
	char		text[TEXT_MAX];
	Boundaries	icu;
	SentiScanner scanner;
	SentiToken	token;
	uint32_t	end = 0;
	size_t		len = 0;

	while (len + 9 < TEXT_MAX - 100)
	{
		memcpy(text + len, unspaced[0], 9);
		len += 9;
	}
	unit_about("long run");
	ask_icu(UBRK_WORD, text, len, &icu);
	senti_scanner_init(&scanner, (const uint8_t *) text, len);
	while (senti_token_next(&scanner, &token))
	{
		CHECK_EQ(token.start, end);
		CHECK(icu.is_boundary[token.end]);
		end = token.end;
	}
	CHECK_EQ(end, len);
}

const UnitTest oracle_tests[] = {
	{"words are ICU's words", test_words},
	{"emoji are ICU's grapheme clusters", test_emoji},
	{"words without spaces are ICU's words", test_unspaced},
	{"a long run is cut in pieces, without a gap", test_long_run},
	{NULL, NULL}
};
