/*
 * senti_line.c - what a line looks like
 */
#include "senti_line.h"

#include "senti_text.h"

static bool
is_letter(uint8_t byte)
{
	return SENTI_IS_LOWER(senti_small(byte)) || byte >= 0x80;
}

bool
senti_equals_any_case(SentiSpan span, const char *lower)
{
	return span.len == strlen(lower) && senti_starts_with_any_case(span, lower);
}

bool
senti_contains_any_case(SentiSpan span, const char *lower)
{
	for (; span.len > 0; span.bytes++, span.len--)
		if (senti_small(*span.bytes) == (uint8_t) *lower && senti_starts_with_any_case(span, lower))
			return true;
	return false;
}

bool
senti_contains(SentiSpan span, const char *needle)
{
	const uint8_t *end = span.bytes + span.len;
	const uint8_t *found = span.bytes;

	while (found < end && (found = memchr(found, *needle, (size_t) (end - found))) != NULL)
	{
		if (senti_starts_with((SentiSpan) {found, (size_t) (end - found)}, needle))
			return true;
		found++;
	}
	return false;
}

bool
senti_matches(SentiSpan span, const char *pattern)
{
	for (size_t i = 0; pattern[i] != '\0'; i++)
	{
		uint8_t		byte;
		bool		fits;

		if (i >= span.len)
			return false;
		byte = span.bytes[i];
		fits = byte == (uint8_t) pattern[i];

		if (pattern[i] == '9')
			fits = SENTI_IS_DIGIT(byte);
		else if (pattern[i] == 'A')
			fits = SENTI_IS_LOWER(senti_small(byte));
		if (!fits)
			return false;
	}
	return true;
}

size_t
senti_identifier_length(SentiSpan span)
{
	size_t		n = 0;

	while (n < span.len && (SENTI_IS_LOWER(senti_small(span.bytes[n])) || SENTI_IS_DIGIT(span.bytes[n]) ||
							span.bytes[n] == '_' || span.bytes[n] == '.' || span.bytes[n] == '$' || span.bytes[n] == '-'))
		n++;
	return n;
}

bool
senti_identifier_at(SentiSpan span, size_t *n)
{
	*n = senti_identifier_length(span);
	return *n > 0 && *n < span.len;
}

bool
senti_begins_with_words(SentiSpan line)
{
	uint32_t	letters;
	uint32_t	n;

	if (line.len < SENTI_BLOCK)
		return false;
	letters = senti_block_letters(line.bytes);
	n = senti_trailing_ones(letters);
	if (n == 0 || n + 1 >= SENTI_BLOCK)
		return false;
	switch (line.bytes[n])
	{
		case ' ':
			return letters >> n >> 1 & 1;
		case ',':
			return line.bytes[n + 1] == ' ';
		case '\'':
			n += 1 + senti_trailing_ones(letters >> n >> 1);
			return n < SENTI_BLOCK && line.bytes[n] == ' ';
		default:
			return false;
	}
}

bool
senti_has_digit(SentiSpan line)
{
	for (size_t i = 0; i < line.len; i++)
		if (SENTI_IS_DIGIT(line.bytes[i]))
			return true;
	return false;
}

bool
senti_ends_sentence(SentiSpan line)
{
	return line.len > 0 && strchr(".!?,", line.bytes[line.len - 1]) != NULL;
}

static bool
has_word(SentiSpan line, const char *const *words, size_t count)
{
	size_t		limit = line.len < SENTI_LOOK_BYTES ? line.len : SENTI_LOOK_BYTES;

	for (size_t i = 0; i < limit;)
	{
		size_t		start = i;
		SentiSpan	word;

		while (i < limit && (is_letter(line.bytes[i]) || line.bytes[i] == '\''))
			i++;
		word = (SentiSpan) {line.bytes + start, i - start};
		for (size_t w = 0; word.len > 0 && word.len <= 8 && w < count; w++)
			if (senti_small(word.bytes[0]) == (uint8_t) words[w][0] && senti_equals_any_case(word, words[w]))
				return true;
		i += i == start;
	}
	return false;
}

bool
senti_has_first_person(SentiSpan line)
{
	static const char *const words[] = {
		"i", "i'm", "i've", "we", "we're", "we've", "us", "our", "ours", "me", "my", "mine", "ich", "mir", "mich", "mein", "meine", "wir", "uns",
		"unser", "unsere", "je", "nous", "notre", "nos", "nuestro", "nuestra", "nosotros", "wij", "ons", "onze"
	};

	return has_word(line, words, SENTI_LENGTH(words));
}

bool
senti_has_speaker(SentiSpan line)
{
	static const char *const words[] = {
		"you", "you're", "your", "yours", "ihr", "ihre", "ihnen", "sie", "vous", "votre", "usted", "jullie", "uw",
		"please", "thanks", "bitte", "danke", "merci", "gracias"
	};

	return senti_has_first_person(line) || has_word(line, words, SENTI_LENGTH(words));
}
