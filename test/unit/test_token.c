/*
 * test_token.c - the scanner
 *
 * Tokens are written as kind and span: w word, n number, e emoji, o opaque,
 * c clause, s sentence.
 */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "senti_plain.h"

typedef struct TokenCase
{
	const char *text;
	const char *tokens;
} TokenCase;

/* All tokens of a text, from an exact-size buffer; also checks what holds for every text. */
static const char *
scan(const void *text, size_t len)
{
	static char out[4000];
	uint8_t    *copy = unit_copy(text, len);
	SentiScanner scanner;
	SentiToken	token;
	uint32_t	last_end = 0;
	size_t		n = 0;

	out[0] = '\0';
	senti_scanner_init(&scanner, copy, len);
	while (senti_token_next(&scanner, &token))
	{
		CHECK(token.start >= last_end && token.start <= token.end && token.end <= len);
		CHECK(token.start < token.end || token.kind == SENTI_TOKEN_SENTENCE);
		CHECK(token.kind <= SENTI_TOKEN_SENTENCE);
		last_end = token.end;
		if (n + (token.end - token.start) + 8 < sizeof(out))
			n += (size_t) sprintf(out + n, "%s%c(%.*s)", n ? " " : "", "wneocs"[token.kind],
								  (int) (token.end - token.start), (const char *) copy + token.start);
	}
	/* the end stays the end */
	CHECK(!senti_token_next(&scanner, &token));
	free(copy);
	return out;
}

static void
check_cases(const TokenCase *cases, size_t count)
{
	for (size_t i = 0; i < count; i++)
	{
		unit_about(cases[i].text);
		CHECK_STR(scan(cases[i].text, strlen(cases[i].text)), cases[i].tokens);
	}
}

#define CHECK_CASES(cases) check_cases(cases, sizeof(cases) / sizeof(cases[0]))

static void
test_words(void)
{
	static const TokenCase cases[] = {
		{"", ""}, {" \t ", ""}, {"\n\n", ""},
		{"It works", "w(It) w(works)"},
		{"It doesn't work", "w(It) w(doesn't) w(work)"},
		{"It doesn\xE2\x80\x99t work", "w(It) w(doesn\xE2\x80\x99t) w(work)"},
		{"rock'n'roll", "w(rock'n'roll)"},
		{"the users' data", "w(the) w(users) w(data)"},
		{"'quoted'", "w(quoted)"},
		{"well-known", "w(well) w(known)"},
		{"caf\xC3\xA9 cafe\xCC\x81", "w(caf\xC3\xA9) w(cafe\xCC\x81)"},
		{"(yes)", "c(() w(yes) c())"},
		{"bad\xFFgood", "w(bad) w(good)"},
		{"\xE2\x82", ""},
	};

	CHECK_CASES(cases);
}

/* "digits, with inner points and commas, and a unit glued on" */
static void
test_numbers(void)
{
	static const TokenCase cases[] = {
		{"5", "n(5)"}, {"1,234.50 and 12", "n(1,234.50) w(and) n(12)"},
		{"at 09:30.", "w(at) n(09:30) s(.)"}, {"2024/05/02", "n(2024/05/02)"},
		{"took 5, not 6", "w(took) n(5) c(,) w(not) n(6)"},
		{"100% down", "n(100) w(down)"},
	};

	CHECK_CASES(cases);
}

static void
test_glued_unit(void)
{
	static const TokenCase cases[] = {
		{"10ms", "n(10ms)"}, {"24h", "n(24h)"}, {"1.5s later", "n(1.5s) w(later)"}, {"5GB", "n(5GB)"},
	};

	CHECK_CASES(cases);
}

/* Links, addresses, paths, identifiers and code carry no words, whatever they spell. */
static void
test_opaque(void)
{
	static const TokenCase cases[] = {
		{"see https://bad.example/awful?x=1, thanks", "w(see) o(https://bad.example/awful?x=1) c(,) w(thanks)"},
		{"https://x.example/a.", "o(https://x.example/a) s(.)"},
		{"(http://x.example)", "c(() o(http://x.example) c())"},
		{"mail bad.awful@example.com now", "w(mail) o(bad.awful@example.com) w(now)"},
		{"/var/log/fatal.log is full", "o(/var/log/fatal.log) w(is) w(full)"},
		{"in @bad we trust", "w(in) o(@bad) w(we) w(trust)"},
		{"run `kill -9 bad` now", "w(run) o(`kill -9 bad`) w(now)"},
		{"run `kill now", "w(run) w(kill) w(now)"},
		{"max_bad_rows", "o(max_bad_rows)"},
		{"mode=bad", "o(mode=bad)"},
		{"bad::awful", "o(bad::awful)"},
		{"either/or", "w(either) w(or)"},
	};

	CHECK_CASES(cases);
}

static void
test_emoji(void)
{
	static const TokenCase cases[] = {
		{"good \xF0\x9F\x98\x80", "w(good) e(\xF0\x9F\x98\x80)"},
		{"\xF0\x9F\x98\x80!", "e(\xF0\x9F\x98\x80) s(!)"},
		/* repeated emoji count once */
		{"\xF0\x9F\x98\x80\xF0\x9F\x98\x80\xF0\x9F\x98\x80 x", "e(\xF0\x9F\x98\x80) w(x)"},
		{"fine :-) ok", "w(fine) e(:-)) w(ok)"}, {":(", "e(:()"}, {"<3", "e(<3)"}, {";) =D", "e(;)) e(=D)"},
		{":'(", "e(:'()"},
		/* words after punctuation are none */
		{"note:Please", "w(note) c(:) w(Please)"}, {"3:00", "n(3:00)"}, {"a: b", "w(a) c(:) w(b)"},
	};

	CHECK_CASES(cases);
}

/* What people see as one is one; what stands side by side is not. */
static void
test_emoji_clusters(void)
{
	static const TokenCase cases[] = {
		{"x \xE2\x9D\xA4\xEF\xB8\x8F y", "w(x) e(\xE2\x9D\xA4\xEF\xB8\x8F) w(y)"},	/* heart, emoji selector */
		{"\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD!", "e(\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD) s(!)"},	/* thumb, skin tone */
		/* flags of two letters: two, then one and a half */
		{"\xF0\x9F\x87\xA9\xF0\x9F\x87\xAA\xF0\x9F\x87\xAB\xF0\x9F\x87\xB7",
		"e(\xF0\x9F\x87\xA9\xF0\x9F\x87\xAA) e(\xF0\x9F\x87\xAB\xF0\x9F\x87\xB7)"},
		{"\xF0\x9F\x87\xA9\xF0\x9F\x87\xAA\xF0\x9F\x87\xAB", "e(\xF0\x9F\x87\xA9\xF0\x9F\x87\xAA) e(\xF0\x9F\x87\xAB)"},
		/* family of three; woman at a laptop */
		{"\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7",
		"e(\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7)"},
		{"\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB\xF0\x9F\x92\xBB",
		"e(\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB) e(\xF0\x9F\x92\xBB)"},
		/* keycaps; a digit alone is a number */
		{"1\xEF\xB8\x8F\xE2\x83\xA3 #\xEF\xB8\x8F\xE2\x83\xA3 2\xE2\x83\xA3 3",
		"e(1\xEF\xB8\x8F\xE2\x83\xA3) e(#\xEF\xB8\x8F\xE2\x83\xA3) e(2\xE2\x83\xA3) n(3)"},
		/* a cluster that is repeated counts once */
		{"\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD x", "e(\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD) w(x)"},
	};

	CHECK_CASES(cases);
}

/* Reversed ones need a blank before, since they look like the end of a bracket; eastern ones stand alone. */
static void
test_emoticons(void)
{
	static const TokenCase cases[] = {
		{"hi (: yo", "w(hi) e((:) w(yo)"}, {"sad ):", "w(sad) e():)"}, {"(-:", "e((-:)"},
		{"(see a): b", "c(() w(see) w(a) c()) c(:) w(b)"},
		{"ok ^_^", "w(ok) e(^_^)"}, {"T_T why", "e(T_T) w(why)"}, {"-_- ;_;", "e(-_-) e(;_;)"},
		{"\xC2\xAF\\_(\xE3\x83\x84)_/\xC2\xAF", "e(\xC2\xAF\\_(\xE3\x83\x84)_/\xC2\xAF)"},
	};

	CHECK_CASES(cases);
	CHECK(strstr(scan("GET_T_TYPE", 10), "e(") == NULL);
	CHECK(strstr(scan("a^_^b", 5), "e(") == NULL);
}

/* The words of a hashtag count; its other marks do not. */
static void
test_hashtags(void)
{
	static const TokenCase cases[] = {
		{"#fail", "w(fail)"}, {"#DownAgain!", "w(Down) w(Again) s(!)"}, {"#DownAgainToday now", "w(Down) w(Again) w(Today) w(now)"},
		{"#down_again", "w(down) w(again)"}, {"so #FAIL", "w(so) w(FAIL)"}, {"#API_down", "w(API) w(down)"},
		{"(#DownAgain)", "c(() w(Down) w(Again) c())"},
		{"DownAgain", "w(DownAgain)"}, {"C#", "w(C)"}, {"# one", "w(one)"}, {"ticket #4711", "w(ticket) n(4711)"},
	};

	char		tag[212] = "#";
	char		word[216];

	CHECK_CASES(cases);
	/* a tag beyond measure is one word */
	while (strlen(tag) < 210)
		strcat(tag, "aB");
	snprintf(word, sizeof(word), "w(%s)", tag + 1);
	unit_about(tag);
	CHECK_STR(scan(tag, strlen(tag)), word);
}

static uint8_t
first_flags(const char *text)
{
	SentiScanner scanner;
	SentiToken	token;

	unit_about(text);
	senti_scanner_init(&scanner, (const uint8_t *) text, strlen(text));
	return senti_token_next(&scanner, &token) ? token.flags : 0xFF;
}

#define HAS_FLAG(text, flag) ((first_flags(text) & SENTI_TOKEN_##flag) != 0)

static void
test_flags(void)
{
	CHECK(HAS_FLAG("DOWN", CAPS));
	CHECK(HAS_FLAG("DON'T", CAPS));
	CHECK(HAS_FLAG("\xC3\x89T\xC3\x89", CAPS));
	CHECK(!HAS_FLAG("OK", CAPS));	/* at least three */
	CHECK(!HAS_FLAG("Down", CAPS));
	CHECK(!HAS_FLAG("down", CAPS));
	CHECK(HAS_FLAG("sooo", ELONGATED));
	CHECK(HAS_FLAG("SoOo", ELONGATED));
	CHECK(HAS_FLAG("aaargh", ELONGATED));
	CHECK(!HAS_FLAG("soo", ELONGATED));
	CHECK(!HAS_FLAG("banana", ELONGATED));
	CHECK(HAS_FLAG("?!", QUESTION) && HAS_FLAG("?!", EXCLAIM));
	CHECK(HAS_FLAG("...", QUESTION) == false && HAS_FLAG("...", EXCLAIM) == false);
}

/* "three or more equal letters in a row": equal letters, not equal lead bytes. */
static void
test_elongation_unicode(void)
{
	CHECK(!HAS_FLAG("\xD0\xB8\xD0\xB2\xD0\xB5", ELONGATED));	/* three Cyrillic letters */
	CHECK(!HAS_FLAG("\xC3\xB0\xC3\xBE\xC3\xBF", ELONGATED));	/* eth, thorn, y */
	CHECK(HAS_FLAG("\xD0\xB8\xD0\xB8\xD0\xB8", ELONGATED));
	CHECK(HAS_FLAG("\xC3\xB6\xC3\xB6\xC3\xB6", ELONGATED)); /* NFC */
	CHECK(HAS_FLAG("o\xCC\x88o\xCC\x88o\xCC\x88", ELONGATED));	/* NFD */
}

static void
test_sentences(void)
{
	static const TokenCase cases[] = {
		{"Done. Next", "w(Done) s(.) w(Next)"},
		{"Done.", "w(Done) s(.)"}, {"Done. ", "w(Done) s(.)"}, {"Done!", "w(Done) s(!)"},
		{"Really?! Yes", "w(Really) s(?!) w(Yes)"},
		/* no capital follows: a pause */
		{"it is down. please", "w(it) w(is) w(down) c(.) w(please)"},
		{"wait... what", "w(wait) c(...) w(what)"},
		{"Stop! now", "w(Stop) s(!) w(now)"},
		{"a, b; c: d", "w(a) c(,) w(b) c(;) w(c) c(:) w(d)"},
		{"a - b", "w(a) c(-) w(b)"}, {"a -- b", "w(a) c(-) w(b)"},
		{"a \xE2\x80\x94 b\xE2\x80\xA6", "w(a) c(\xE2\x80\x94) w(b) c(\xE2\x80\xA6)"},
	};

	unit_about(NULL);
	/* two hyphens are one or two marks; what counts is that they part */
	CHECK(strstr(scan("a -- b", 6), "w(a) c(-") != NULL);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (strcmp(cases[i].text, "a -- b") != 0)
			check_cases(&cases[i], 1);
}

/* A line end ends the sentence, unless a mail program wrapped a long line. */
static void
test_lines(void)
{
	static const char words[] = "this line is filled up with words that say nothing at all to";	/* 60 bytes */
	const TokenCase cases[] = {
		{"one\ntwo", "w(one) s() w(two)"},
		{"one\r\ntwo", "w(one) s() w(two)"},
		{"one\n\n\ntwo", "w(one) s() w(two)"},
		{"\n\none", "w(one)"},
		{"one\n", "w(one)"},
	};
	char		text[100];

	CHECK_CASES(cases);
	unit_about("wrapped");
	CHECK_EQ(strlen(words), 60);
	snprintf(text, sizeof(text), "%s\nus", words);
	CHECK(strstr(scan(text, strlen(text)), "w(to) w(us)") != NULL);
	snprintf(text, sizeof(text), "%s\r\nus", words);
	CHECK(strstr(scan(text, strlen(text)), "w(to) w(us)") != NULL);
	/* a capital, a blank line or a short line before: a new sentence */
	snprintf(text, sizeof(text), "%s\nUs", words);
	CHECK(strstr(scan(text, strlen(text)), "w(to) s() w(Us)") != NULL);
	snprintf(text, sizeof(text), "%s\n\nus", words);
	CHECK(strstr(scan(text, strlen(text)), "w(to) s() w(us)") != NULL);
	snprintf(text, sizeof(text), "%s\nus", words + 5);
	CHECK(strstr(scan(text, strlen(text)), "w(to) s() w(us)") != NULL);
}

/* A long word comes in pieces of at most SENTI_WORD_MAX bytes that leave nothing out. */
static void
test_long_word(void)
{
	static const char *const letters[] = {"a", "\xC3\xA9", "\xE0\xA4\x95"};
	static const size_t sizes[] = {SENTI_WORD_MAX - 1, SENTI_WORD_MAX, SENTI_WORD_MAX + 1, 10000};

	for (int l = 0; l < 3; l++)
	{
		size_t		width = strlen(letters[l]);

		for (int s = 0; s < 4; s++)
		{
			size_t		len = sizes[s] / width * width;
			uint8_t    *text = malloc(len);
			SentiScanner scanner;
			SentiToken	token;
			uint32_t	end = 0;

			for (size_t i = 0; i < len; i++)
				text[i] = (uint8_t) letters[l][i % width];
			senti_scanner_init(&scanner, text, len);
			while (senti_token_next(&scanner, &token))
			{
				CHECK_EQ(token.kind, SENTI_TOKEN_WORD);
				CHECK_EQ(token.start, end);
				CHECK((token.end - token.start) % width == 0);
				/* the character that reaches the bound is kept whole */
				CHECK(token.end - token.start < SENTI_WORD_MAX + width);
				end = token.end;
			}
			CHECK_EQ(end, len);
			free(text);
		}
	}
}

/* Random texts from pieces that mean something to the scanner, and from bytes. */
static void
test_random(void)
{
	static const char *const pieces[] = {
		"good", "it's", "\xE2\x80\x99", "'", "\"", ".", "...", "!", "?", ",", ":", ";", "-", "--", " ", "  ", "\n", "\r\n",
		"\t", "`", "```", "~~~", "> ", "-- ", "On Monday ", " wrote:", "From: ", "To: ", "http://", "x@y.z", "/", "\\", "_",
		"(", ")", "()", "[", "]", "|", "=", "<3", ":)", ":-(", "\xF0\x9F\x98\x80", "\xE2\x80\x8D", "\xF0\x9F\x8F\xBD",
		"\xF0\x9F\x87\xA9", "e\xCC\x81", "\xC3\xA9", "\xE2\x80\x94", "\xFF", "\xE2\x82", "\xC0\x80", "1", "1,000.5", "10ms",
		"2024-05-02 09:11", "Traceback (most recent call last)", "at ", "ERROR", "sooo", "DOWN", "\xE2\x80\x9C", "\xE2\x80\x9D",
	};
	uint64_t	seed = 7;

	for (int round = 0; round < 20000; round++)
	{
		char		text[1200];
		size_t		len = 0;
		int			count = (int) unit_between(&seed, 0, 30);

		for (int i = 0; i < count; i++)
		{
			const char *piece = pieces[unit_between(&seed, 0, sizeof(pieces) / sizeof(pieces[0]) - 1)];

			memcpy(text + len, piece, strlen(piece));
			len += strlen(piece);
			if (round % 4 == 0)
				text[len++] = (char) unit_random(&seed);
		}
		scan(text, len);
	}
}

/* The next token by the long way alone. */
static bool
long_way(SentiScanner *scanner, SentiToken *token)
{
	SentiStep	step;

	do
		step = senti_token_step(scanner, token);
	while (step == SENTI_STEP_OVER);
	return step == SENTI_STEP_TOKEN;
}

/* Tokens and keys by the short way are those of the long one; returns the number of words that took it. */
static int
compare_ways(const char *text, size_t len)
{
	uint8_t    *copy = unit_copy(text, len);
	SentiScanner scanner;
	SentiScanner other;
	SentiToken	token;
	SentiToken	expected;
	int			short_ways = 0;

	senti_scanner_init(&scanner, copy, len);
	senti_scanner_init(&other, copy, len);
	while (long_way(&other, &expected))
	{
		SentiPlain	plain;
		SentiKey	key;
		bool		is_plain = senti_plain_next(&scanner, scanner.pos, &plain);

		CHECK(senti_token_next(&scanner, &token));
		CHECK(token.start == expected.start && token.end == expected.end);
		CHECK(token.kind == expected.kind && token.flags == expected.flags);
		if (!is_plain)
			continue;
		senti_fold_word(copy + token.start, token.end - token.start, 0, &key);
		CHECK_EQ(senti_short_key_has_run(&plain.key), (token.flags & SENTI_TOKEN_ELONGATED) != 0);
		if (token.flags & SENTI_TOKEN_ELONGATED)
			continue;
		short_ways++;
		CHECK(plain.start == token.start && plain.end == token.end && plain.flags == token.flags);
		CHECK_EQ(plain.key.len, key.len);
		CHECK_EQ(plain.key.head, senti_chunk_load(key.bytes));
		CHECK_EQ(plain.key.rest, key.len > SENTI_CHUNK ? senti_chunk_load(key.bytes + SENTI_CHUNK) : 0);
		CHECK_EQ(senti_short_key_hash(&plain.key), senti_key_hash(&key));
	}
	CHECK(!senti_token_next(&scanner, &token));
	free(copy);
	return short_ways;
}

static void
test_short_way(void)
{
	static const char *const pieces[] = {
		"It", "isn't", "WORKING", "incomprehensibilities", "sooo", "AAA", "a'a", "aa'a", "users'", "'smart'", "\"smart\"",
		"I'm", "I'LL", "DON'T", "e2e", "snake_case", "call()", "a.b", "end.", "caf\xC3\xA9", "don\xE2\x80\x99t", "naive\xCC\x88", "C:\\x", "x@y", "k=v",
		"3rd", ":)", "-", ",", "\n", "\t", "?", "'", "`x`", "http://x", "accessss", "bookkeepers"};
	uint64_t	seed = 7;
	int			short_ways = 0;

	CHECK_EQ(compare_ways("The export isn't working, PLEASE help", 37), 6);
	CHECK_EQ(compare_ways("e2e snake_case call() sooo 'smart' caf\xC3\xA9", 40), 0);
	for (int round = 0; round < 2000; round++)
	{
		char		text[400];
		size_t		len = 0;

		while (len < 300 && unit_random(&seed) % 12)
		{
			const char *piece = pieces[unit_random(&seed) % (sizeof(pieces) / sizeof(pieces[0]))];

			memcpy(text + len, piece, strlen(piece));
			len += strlen(piece);
			if (unit_random(&seed) % 4)
				text[len++] = ' ';
		}
		short_ways += compare_ways(text, len);
	}
	CHECK(short_ways > 2000);
	/* every length up to a block, in which the word and what stands behind it must be seen, and beyond */
	for (size_t n = 1; n < SENTI_BLOCK + 3; n++)
	{
		char		word[SENTI_BLOCK + 3];

		for (size_t i = 0; i < n; i++)
			word[i] = "abC"[i % 3];
		CHECK_EQ(compare_ways(word, n), n < SENTI_BLOCK - 1);
	}
}

const UnitTest token_tests[] = {
	{"words with inner apostrophes and accents", test_words},
	{"numbers with inner marks", test_numbers},
	{"a unit that is glued on belongs to its number", test_glued_unit},
	{"links, addresses, paths and code are opaque", test_opaque},
	{"emoji and emoticons", test_emoji},
	{"what people see as one emoji is one token", test_emoji_clusters},
	{"reversed and eastern emoticons", test_emoticons},
	{"the words of a hashtag", test_hashtags},
	{"capitals, elongation, end marks", test_flags},
	{"elongation compares letters, also beyond ASCII and decomposed", test_elongation_unicode},
	{"sentences and clauses end", test_sentences},
	{"lines end sentences unless wrapped", test_lines},
	{"a word beyond SENTI_WORD_MAX is cut, nothing is lost", test_long_word},
	{"the short way for plain words gives what the long way gives", test_short_way},
	{"spans ascend and stay inside, for random texts", test_random},
	{NULL, NULL}
};
