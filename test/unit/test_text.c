/*
 * test_text.c - UTF-8, folding, keys
 */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Decode from a buffer of exactly len bytes. */
static size_t
decode(const void *bytes, size_t len, uint32_t *code)
{
	uint8_t    *copy = unit_copy(bytes, len);
	size_t		used = senti_char_next(copy, len, code);

	free(copy);
	return used;
}

/* The test's own encoder, by table 3-6 of The Unicode Standard. */
static size_t
encode(uint32_t code, uint8_t out[4])
{
	size_t		n = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
	static const uint8_t lead[] = {0, 0x00, 0xC0, 0xE0, 0xF0};

	for (size_t i = n - 1; i > 0; i--)
	{
		out[i] = (uint8_t) (0x80 | (code & 0x3F));
		code >>= 6;
	}
	out[0] = (uint8_t) (lead[n] | code);
	return n;
}

/* Its own decoder, the long way round: a sequence is well-formed when encoding its value gives it back. */
static size_t
decode_slowly(const uint8_t *bytes, size_t len, uint32_t *code)
{
	size_t		n = bytes[0] < 0x80 ? 1 : bytes[0] >> 5 == 6 ? 2 : bytes[0] >> 4 == 14 ? 3 : bytes[0] >> 3 == 30 ? 4 : 0;
	uint32_t	value = n == 1 ? bytes[0] : n == 2 ? bytes[0] & 31u : n == 3 ? bytes[0] & 15u : bytes[0] & 7u;
	uint8_t		again[4];

	*code = SENTI_INVALID_CHAR;
	if (n == 0 || n > len)
		return 1;
	for (size_t i = 1; i < n; i++)
	{
		if (bytes[i] >> 6 != 2)
			return 1;
		value = value * 64 + (bytes[i] - 128u);
	}
	if (value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF) || encode(value, again) != n)
		return 1;
	*code = value;
	return n;
}

static void
test_well_formed(void)
{
	uint8_t		bytes[4];
	uint32_t	code;

	for (uint32_t c = 0; c <= 0x10FFFF; c++)
	{
		size_t		n;

		if (c >= 0xD800 && c <= 0xDFFF)
			continue;
		n = encode(c, bytes);
		if (!CHECK_EQ(senti_char_next(bytes, n, &code), n) || !CHECK_HEX(code, c) ||
			!CHECK_EQ(senti_char_count(bytes, n), 1))
			return;
	}
}

static void
test_ill_formed(void)
{
	static const struct
	{
		const char *about;
		size_t		len;
		const char *bytes;
	}			cases[] = {
		{"overlong, 2 bytes, lowest", 2, "\xC0\x80"},
		{"overlong, 2 bytes, highest", 2, "\xC1\xBF"},
		{"overlong, 3 bytes, lowest", 3, "\xE0\x80\x80"},
		{"overlong, 3 bytes, highest", 3, "\xE0\x9F\xBF"},
		{"overlong, 4 bytes, lowest", 4, "\xF0\x80\x80\x80"},
		{"overlong, 4 bytes, highest", 4, "\xF0\x8F\xBF\xBF"},
		{"surrogate U+D800", 3, "\xED\xA0\x80"},
		{"surrogate U+DFFF", 3, "\xED\xBF\xBF"},
		{"U+110000", 4, "\xF4\x90\x80\x80"},
		{"lead F5", 4, "\xF5\x80\x80\x80"},
		{"lead F8, 5 bytes", 5, "\xF8\x88\x80\x80\x80"},
		{"lead FC, 6 bytes", 6, "\xFC\x84\x80\x80\x80\x80"},
		{"byte FE", 1, "\xFE"},
		{"byte FF", 1, "\xFF"},
		{"stray continuation 80", 1, "\x80"},
		{"stray continuation BF before a letter", 2, "\xBF" "a"},
		{"truncated 1 of 2", 1, "\xC3"},
		{"truncated 1 of 3", 1, "\xE2"},
		{"truncated 2 of 3", 2, "\xE2\x82"},
		{"truncated 1 of 4", 1, "\xF0"},
		{"truncated 2 of 4", 2, "\xF0\x9F"},
		{"truncated 3 of 4", 3, "\xF0\x9F\x98"},
		{"2 bytes, then a letter", 2, "\xC3" "a"},
		{"3 bytes, second a letter", 3, "\xE2" "a\x80"},
		{"3 bytes, third a lead", 3, "\xE2\x82\xC3"},
		{"4 bytes, fourth a letter", 4, "\xF0\x9F\x98" "a"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		uint32_t	code = 0;

		unit_about(cases[i].about);
		CHECK_EQ(decode(cases[i].bytes, cases[i].len, &code), 1);
		CHECK_HEX(code, SENTI_INVALID_CHAR);
	}
}

/* Every lead and second byte with telling third and fourth bytes, at every length. */
static void
test_all_leads(void)
{
	static const uint8_t ends[] = {0x00, 0x41, 0x7F, 0x80, 0x9F, 0xBF, 0xC0, 0xFF};

	for (uint32_t i = 0; i < 0x10000 * sizeof(ends); i++)
	{
		uint8_t		bytes[4] = {(uint8_t) (i >> 8), (uint8_t) i, ends[i >> 16], 0x80};

		for (size_t len = 1; len <= 4; len++)
		{
			uint32_t	code;
			uint32_t	expected;

			if (!CHECK_EQ(senti_char_next(bytes, len, &code), decode_slowly(bytes, len, &expected)) ||
				!CHECK_HEX(code, expected))
				return;
		}
	}
}

static size_t
count(const char *text)
{
	uint8_t    *copy = unit_copy(text, strlen(text));
	size_t		n = senti_char_count(copy, strlen(text));

	free(copy);
	return n;
}

static void
test_count(void)
{
	CHECK_EQ(count(""), 0);
	CHECK_EQ(count("a"), 1);
	CHECK_EQ(count("abc"), 3);
	CHECK_EQ(count("caf\xC3\xA9"), 4);
	CHECK_EQ(count("\xE2\x82\xAC" "5"), 2);
	CHECK_EQ(count("\xF0\x9F\x98\x80\xF0\x9F\x98\x80"), 2);
	CHECK_EQ(count("e\xCC\x81"), 2);	/* characters as substring() counts them, not graphemes */
	/* each byte that is not UTF-8 counts as one */
	CHECK_EQ(count("\xFF\xFE"), 2);
	CHECK_EQ(count("a\xE2\x82"), 3);
	CHECK_EQ(count("\xED\xA0\x80"), 3);
	CHECK_EQ(count("\xC3" "a"), 2);
}

/* Counting is additive over well-formed pieces. */
static void
test_count_additive(void)
{
	uint64_t	seed = 1;

	for (int round = 0; round < 200; round++)
	{
		uint8_t		bytes[400];
		size_t		len = 0;
		size_t		chars = (size_t) unit_between(&seed, 0, 90);

		for (size_t i = 0; i < chars; i++)
		{
			uint32_t	c = (uint32_t) unit_between(&seed, 0, 0x10F7FF);

			len += encode(c < 0xD800 ? c : c + 0x800, bytes + len);
		}
		CHECK_EQ(senti_char_count(bytes, len), chars);
	}
}

static void
test_properties(void)
{
	static const struct
	{
		uint32_t	code;
		SentiCharClass class;
		bool		is_upper;
	}			cases[] = {
		{'A', SENTI_CHAR_LETTER, true}, {'z', SENTI_CHAR_LETTER, false}, {'7', SENTI_CHAR_DIGIT, false},
		{' ', SENTI_CHAR_SPACE, false}, {'\t', SENTI_CHAR_SPACE, false}, {'\n', SENTI_CHAR_NEWLINE, false},
		{'\'', SENTI_CHAR_APOSTROPHE, false}, {0x2018, SENTI_CHAR_APOSTROPHE, false},
		{0x2019, SENTI_CHAR_APOSTROPHE, false}, {'-', SENTI_CHAR_HYPHEN, false}, {'.', SENTI_CHAR_PUNCT, false},
		{0x00C9, SENTI_CHAR_LETTER, true}, {0x0434, SENTI_CHAR_LETTER, false}, {0x0414, SENTI_CHAR_LETTER, true},
		{0x0301, SENTI_CHAR_MARK, false}, {0x200D, SENTI_CHAR_MARK, false}, {0xFE0F, SENTI_CHAR_MARK, false},
		{0x1F600, SENTI_CHAR_EMOJI, false}, {SENTI_INVALID_CHAR, SENTI_CHAR_OTHER, false},
		{0x110000, SENTI_CHAR_OTHER, false},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		const SentiCharProperty *property = senti_char_property(cases[i].code);
		char		name[16];

		snprintf(name, sizeof(name), "U+%04X", (unsigned) cases[i].code);
		unit_about(name);
		CHECK_EQ(property->char_class, cases[i].class);
		CHECK_EQ(property->is_upper, cases[i].is_upper);
	}
}

/* Script by script; a letter of Greek or Cyrillic that looks like a Latin one is none. */
static void
test_latin(void)
{
	static const uint32_t latin[] = {'a', 'Z', 0xDF, 0xE9, 0x131, 0x142, 0x1EBF, 0xFB01, 0xFF21, 0x1D400};
	static const uint32_t other[] = {'1', '.', 0x3B1, 0x430, 0x5D0, 0x627, 0x915, 0xE01, 0x3042, 0x4E2D, 0xAC00};

	unit_about(NULL);
	for (size_t i = 0; i < sizeof(latin) / sizeof(latin[0]); i++)
		CHECK(senti_char_property(latin[i])->is_latin);
	for (size_t i = 0; i < sizeof(other) / sizeof(other[0]); i++)
		CHECK(!senti_char_property(other[i])->is_latin);
}

/* The key as a string, from an exact-size buffer. */
static const char *
fold(const char *text, int max_run)
{
	static char out[SENTI_KEY_MAX + 1];
	uint8_t    *copy = unit_copy(text, strlen(text));
	SentiKey	key;

	senti_fold_word(copy, strlen(text), max_run, &key);
	free(copy);
	memcpy(out, key.bytes, key.len);
	out[key.len] = '\0';
	return out;
}

static void
test_fold(void)
{
	CHECK_STR(fold("", 0), "");
	CHECK_STR(fold("Hello", 0), "hello");
	CHECK_STR(fold("DON'T", 0), "don't");
	CHECK_STR(fold("don\xE2\x80\x99t", 0), "don't");	/* U+2019 */
	CHECK_STR(fold("\xE2\x80\x98tis", 0), "'tis");	/* U+2018 */
	CHECK_STR(fold("\xEF\xBC\xA7\xEF\xBD\x8F\xEF\xBD\x8F\xEF\xBD\x84", 0), "good"); /* full-width */
	CHECK_STR(fold("CAF\xC3\x89", 0), "cafe");	/* NFC */
	CHECK_STR(fold("CAFE\xCC\x81", 0), "cafe"); /* NFD */
	CHECK_STR(fold("\xD0\x94\xD0\xB0", 0), "\xD0\xB4\xD0\xB0"); /* Cyrillic DA */
}

/* Capital letters with accents of Latin-1: composed and decomposed give one key. */
static void
test_fold_composed(void)
{
	static const char bases[] = "AAAAAA\0CEEEEIIII\0NOOOOO\0\0UUUUY";
	static const uint8_t marks[] = {
		0x80, 0x81, 0x82, 0x83, 0x88, 0x8A, 0, 0xA7, 0x80, 0x81, 0x82, 0x88, 0x80, 0x81, 0x82, 0x88, 0,
		0x83, 0x80, 0x81, 0x82, 0x83, 0x88, 0, 0, 0x80, 0x81, 0x82, 0x88, 0x81
	};

	for (unsigned i = 0; i < sizeof(marks); i++)
	{
		char		composed[] = {(char) 0xC3, (char) (0x80 + i), 'x', 0};
		char		decomposed[] = {bases[i], (char) 0xCC, (char) marks[i], 'x', 0};
		char		expected[] = {(char) (bases[i] + 32), 'x', 0};

		if (marks[i] == 0)
			continue;			/* AE, ETH, multiplication sign, O with stroke: no accent */
		unit_about(composed);
		CHECK_STR(fold(composed, 0), expected);
		CHECK_STR(fold(decomposed, 0), expected);
	}
}

static void
test_fold_runs(void)
{
	CHECK_STR(fold("soooo", 0), "soooo");
	CHECK_STR(fold("soooo", 2), "soo");
	CHECK_STR(fold("soooo", 1), "so");
	CHECK_STR(fold("SoOoO", 2), "soo");
	CHECK_STR(fold("good", 2), "good");
	CHECK_STR(fold("good", 1), "god");
	CHECK_STR(fold("yessss!", 1), "yes!");
	CHECK_STR(fold("\xC3\xA9\xC3\xA9\xC3\xA9", 1), "e");
	CHECK_STR(fold("e\xCC\x81" "e\xCC\x81" "e\xCC\x81", 1), "e");
}

/* What has been folded folds to itself: else a key of the lexicon could be out of reach. */
static void
test_fold_idempotent(void)
{
	for (uint32_t c = 0; c <= 0x10FFFF; c++)
	{
		uint8_t		bytes[4];
		SentiKey	once;
		SentiKey	twice;

		if (c >= 0xD800 && c <= 0xDFFF)
			continue;
		senti_fold_word(bytes, encode(c, bytes), 0, &once);
		senti_fold_word(once.bytes, once.len, 0, &twice);
		if (once.len != twice.len || memcmp(once.bytes, twice.bytes, once.len) != 0)
		{
			char		name[16];

			snprintf(name, sizeof(name), "U+%04X", (unsigned) c);
			unit_about(name);
			CHECK(!"folds to something that folds on");
		}
	}
}

/* A key has at most SENTI_KEY_MAX bytes, and all of them can be used. */
static void
test_key_bound(void)
{
	static const struct
	{
		const char *tail;
		size_t		letters;	/* before the tail */
		size_t		key_len;
	}			cases[] = {
		{"", 1, 1}, {"", 44, 44}, {"", 45, 45},
		{"", SENTI_KEY_MAX - 1, SENTI_KEY_MAX - 1},
		{"", SENTI_KEY_MAX, SENTI_KEY_MAX},
		{"", SENTI_KEY_MAX + 1, 0},
		{"\xD0\xB4", SENTI_KEY_MAX - 3, SENTI_KEY_MAX - 1},
		{"\xD0\xB4", SENTI_KEY_MAX - 2, SENTI_KEY_MAX},
		{"\xD0\xB4", SENTI_KEY_MAX - 1, 0},
		{"\xF0\x9F\x98\x80", SENTI_KEY_MAX - 4, SENTI_KEY_MAX},
		{"\xF0\x9F\x98\x80", SENTI_KEY_MAX - 3, 0},
		{"\xCC\x81", SENTI_KEY_MAX, SENTI_KEY_MAX}, /* a mark takes no room */
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		char		text[80];
		uint8_t    *copy;
		SentiKey   *key = malloc(sizeof(SentiKey));	/* exact, too */

		memset(text, 'q', cases[i].letters);
		strcpy(text + cases[i].letters, cases[i].tail);
		unit_about(text);
		copy = unit_copy(text, strlen(text));
		senti_fold_word(copy, strlen(text), 0, key);
		CHECK_EQ(key->len, cases[i].key_len);
		free(copy);
		free(key);
	}
}

static SentiKey
key_of(const char *text)
{
	SentiKey	key;

	senti_fold_word((const uint8_t *) text, strlen(text), 0, &key);
	return key;
}

/* Values of a program in another language, which follows the definition in unbounded integers. */
static void
test_hash(void)
{
	static const struct
	{
		const char *word;
		uint64_t	hash;
	}			cases[] = {
		{"a", UINT64_C(0xF3051F49C83C1CBC)},
		{"b", UINT64_C(0x913C99022BBF1908)},
		{"foobar", UINT64_C(0x488500DA92108B84)},
		{"crashing", UINT64_C(0x5E4D63E9864935F6)},
		{"crashings", UINT64_C(0x2EA3FC06C3FC33EF)},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		SentiKey	key = key_of(cases[i].word);

		CHECK_HEX(senti_key_hash(&key), cases[i].hash);
	}
}

/* Eight equal bytes, one of them replaced: each byte is judged by itself. */
static void
test_chunk_letters(void)
{
	for (int place = 0; place < SENTI_CHUNK; place++)
		for (int byte = 0; byte < 256; byte++)
		{
			bool		is_letter = (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
			uint64_t	here = UINT64_C(0x80) << 8 * place;
			uint8_t		text[SENTI_CHUNK];

			memset(text, 'q', sizeof(text));
			text[place] = (uint8_t) byte;
			CHECK_HEX(senti_chunk_letters(senti_chunk_load(text)),
					  is_letter ? SENTI_CHUNK_OF(0x80) : SENTI_CHUNK_OF(0x80) ^ here);
			memset(text, 0xFF, sizeof(text));
			text[place] = (uint8_t) byte;
			CHECK_HEX(senti_chunk_letters(senti_chunk_load(text)), is_letter ? here : 0);
		}
}

/* The same for a block, of which each byte gives one bit. */
static void
test_block_letters(void)
{
	for (int place = 0; place < SENTI_BLOCK; place++)
		for (int byte = 0; byte < 256; byte++)
		{
			bool		is_letter = (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
			uint32_t	here = UINT32_C(1) << place;
			uint8_t		text[SENTI_BLOCK];

			memset(text, 'q', sizeof(text));
			text[place] = (uint8_t) byte;
			CHECK_HEX(senti_block_letters(text), is_letter ? 0xFFFF : 0xFFFF ^ here);
			memset(text, 0xFF, sizeof(text));
			text[place] = (uint8_t) byte;
			CHECK_HEX(senti_block_letters(text), is_letter ? here : 0);
		}
	CHECK_EQ(senti_trailing_ones(0), 0);
	CHECK_EQ(senti_trailing_ones(0x17), 3);
	CHECK_EQ(senti_trailing_ones(0xFFFF), 16);
}

static void
test_chunk_load(void)
{
	static const uint8_t text[] = {1, 2, 3, 4, 5, 6, 7, 8};
	uint8_t		back[SENTI_CHUNK];

	CHECK_HEX(senti_chunk_load(text), UINT64_C(0x0807060504030201));
	senti_chunk_store(back, senti_chunk_load(text));
	CHECK(memcmp(back, text, sizeof(text)) == 0);
}

static void
test_chunk_run(void)
{
	static const struct
	{
		const char *text;
		bool		has_run;
	}			cases[] = {
		{"abcdefgh", false}, {"aaxaaxaa", false}, {"aabbccdd", false}, {"aaa", true}, {"sooo", true},
		{"so what!", false}, {"abcdeggg", true}, {"abcdefgg", false}, {"aa", false}, {"", false},
		{"'''", false}, {"a'''b", false}, {"zzzzzzzz", true}, {"good", false},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		uint8_t		chunk[SENTI_CHUNK] = {0};

		unit_about(cases[i].text);
		memcpy(chunk, cases[i].text, strlen(cases[i].text));
		CHECK_EQ(senti_chunk_has_run(senti_chunk_load(chunk)), cases[i].has_run);
	}
	unit_about(NULL);
}

static void
test_number(void)
{
	static const struct
	{
		const char *text;
		uint32_t	tenths;
		size_t		digits;
	}			cases[] = {
		{"20", 200, 2}, {"1,250", 12500, 5}, {"1.5", 15, 3}, {"0.25", 2, 4}, {"20min", 200, 2}, {"3rd", 30, 1}, {"17:00", 170, 2},
		{"7.", 70, 1}, {"min", 0, 0}, {"", 0, 0}, {"99999999999999999999", 9999990, 20},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		size_t		digits;

		unit_about(cases[i].text);
		CHECK_EQ(senti_number_tenths((const uint8_t *) cases[i].text, strlen(cases[i].text), &digits), cases[i].tenths);
		CHECK_EQ(digits, cases[i].digits);
	}
	unit_about(NULL);
}

const UnitTest text_tests[] = {
	{"numbers in tenths", test_number},
	{"every code point decodes from its encoding", test_well_formed},
	{"ill-formed bytes are one character each", test_ill_formed},
	{"decoding agrees with a slow decoder for all lead bytes", test_all_leads},
	{"characters are counted as substring counts them", test_count},
	{"counting is additive", test_count_additive},
	{"properties of telling code points", test_properties},
	{"letters of the Latin script", test_latin},
	{"a word folds case, width, accents and quotes", test_fold},
	{"composed and decomposed letters have one key", test_fold_composed},
	{"runs of a letter are cut", test_fold_runs},
	{"folding is idempotent for every code point", test_fold_idempotent},
	{"a key of SENTI_KEY_MAX bytes fits, a longer one does not", test_key_bound},
	{"hash of a key", test_hash},
	{"eight bytes are read in the order of the text", test_chunk_load},
	{"letters among eight bytes", test_chunk_letters},
	{"letters of a block", test_block_letters},
	{"a letter three times in a row among eight bytes", test_chunk_run},
	{NULL, NULL}
};
