/*
 * senti_emoji.c - emoji and emoticons
 */
#include "senti_emoji.h"

#include <string.h>

#define ZERO_WIDTH_JOINER 0x200D
#define KEYCAP_MARK 0x20E3
#define EMOJI_SELECTOR 0xFE0F

/* ---- emoji ---- */

/* The character at offset; its class, OTHER at the end. */
static SentiCharClass
char_at(const uint8_t *text, size_t len, size_t offset, uint32_t *code, size_t *char_len)
{
	*code = 0;
	*char_len = 0;
	if (offset >= len)
		return SENTI_CHAR_OTHER;
	*char_len = senti_char_next(text + offset, len - offset, code);
	return (SentiCharClass) senti_char_property(*code)->char_class;
}

/* One of the letters that make a flag. */
static bool
is_regional(uint32_t code)
{
	return code >= 0x1F1E6 && code <= 0x1F1FF;
}

static size_t
keycap_length(const uint8_t *text, size_t len)
{
	uint32_t	code;
	size_t		char_len;
	size_t		end = 1;

	if (len == 0 || !((text[0] >= '0' && text[0] <= '9') || text[0] == '#' || text[0] == '*'))
		return 0;
	char_at(text, len, end, &code, &char_len);
	if (code == EMOJI_SELECTOR)
	{
		end += char_len;
		char_at(text, len, end, &code, &char_len);
	}
	return code == KEYCAP_MARK ? end + char_len : 0;
}

/* UAX #29, rules GB9, GB11, GB12 */
size_t
senti_emoji_length(const uint8_t *text, size_t len)
{
	uint32_t	code;
	size_t		char_len;
	size_t		end;
	bool		is_picture = char_at(text, len, 0, &code, &end) == SENTI_CHAR_EMOJI && !is_regional(code);
	bool		wants_letter = is_regional(code);	/* one half of a flag so far */
	bool		can_join = is_picture;	/* no joiner since the last picture */
	bool		is_joined = false;	/* the first joiner since came last */

	if (!is_picture && !wants_letter && (end = keycap_length(text, len)) == 0)
		return 0;
	for (;;)
	{
		SentiCharClass class = char_at(text, len, end, &code, &char_len);

		if (class == SENTI_CHAR_EMOJI ? !(is_regional(code) ? wants_letter : is_joined) : class != SENTI_CHAR_MARK)
			return end;
		wants_letter = false;
		is_joined = can_join && code == ZERO_WIDTH_JOINER;
		can_join = class == SENTI_CHAR_EMOJI ? !is_regional(code) : can_join && code != ZERO_WIDTH_JOINER;
		end += char_len;
	}
}

size_t
senti_emoji_element_length(const uint8_t *text, size_t len)
{
	uint32_t	code;
	size_t		char_len;

	return char_at(text, len, 0, &code, &char_len) == SENTI_CHAR_EMOJI ? char_len : 0;
}

/* ---- emoticons ---- */

static bool
is_one_of(const char *set, const uint8_t *text, size_t len, size_t offset)
{
	return offset < len && text[offset] != '\0' && strchr(set, text[offset]) != NULL;
}

/* Does a word stand at offset? */
static bool
is_word_at(const uint8_t *text, size_t len, size_t offset)
{
	uint32_t	code;
	size_t		char_len;
	SentiCharClass class = char_at(text, len, offset, &code, &char_len);

	return class == SENTI_CHAR_LETTER || class == SENTI_CHAR_DIGIT;
}

/* (: and ): with or without a nose; the other way round it would close a bracket. */
static size_t
reversed_length(const uint8_t *text, size_t len)
{
	size_t		n = 1;

	if (!is_one_of("()", text, len, 0))
		return 0;
	n += is_one_of("-'", text, len, n);
	if (!is_one_of(":;=", text, len, n))
		return 0;
	n++;
	return n == len || is_one_of(" \t\r.,!?", text, len, n) ? n : 0;
}

size_t
senti_emoticon_length(const uint8_t *text, size_t len, bool is_at_blank)
{
	size_t		n = 1;

	if (len > 1 && text[0] == '<' && text[1] == '3')
		return 2;
	if (is_at_blank && (n = reversed_length(text, len)) > 0)
		return n;
	if (!is_one_of(":;=", text, len, 0))
		return 0;
	n = 1;
	n += is_one_of("-'", text, len, n);
	if (!is_one_of(")(DdPp/|*]oO[", text, len, n))
		return 0;
	n++;
	while (n < len && text[n] == text[n - 1])
		n++;
	/* ":Please" and "=Output" are words after punctuation */
	return is_word_at(text, len, n) ? 0 : n;
}

size_t
senti_face_length(const uint8_t *text, size_t len)
{
	static const char faces[][32] = {
		"^_^", "^-^", "^.^", "T_T", "t_t", ";_;", "-_-", "o_o", "O_O", "o_O", "O_o",
		"\xC2\xAF\\_(\xE3\x83\x84)_/\xC2\xAF",	/* shrug */
		"\xE0\xB2\xA0_\xE0\xB2\xA0",	/* disapproving look */
	};

	if (!is_one_of("^Tt;-oO\xC2\xE0", text, len, 0))
		return 0;
	for (size_t i = 0; i < sizeof(faces) / sizeof(faces[0]); i++)
	{
		size_t		face_len = strlen(faces[i]);

		if (face_len <= len && memcmp(text, faces[i], face_len) == 0 && !is_word_at(text, len, face_len))
			return face_len;
	}
	return 0;
}
