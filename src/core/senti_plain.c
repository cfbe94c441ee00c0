/*
 * senti_plain.c - the scanner's short way for plain words
 *
 * Most of a text is words of ASCII letters between blanks.  They are read,
 * measured and folded eight bytes at a time, and give the token and the key that
 * senti_token_scan and senti_fold_word would give; everything else is left to them.
 */
#include "senti_token.h"

/* A line, held in registers: a store into the key cannot change it. */
typedef struct Line
{
	const uint8_t *text;
	uint32_t	end;
} Line;

/* The byte at pos, 0 at the end of the line. */
static inline uint8_t
byte_at(Line line, uint32_t pos)
{
	return pos < line.end ? line.text[pos] : 0;
}

static inline bool
is_letter(uint8_t byte)
{
	return (uint8_t) ((byte | 0x20) - 'a') <= 'z' - 'a';
}

/* May a word go on with this byte, in a way that is not plain? */
static inline bool
goes_on(uint8_t byte)
{
	return byte >= 0x80 || byte == '_' || (byte >= '0' && byte <= '9');
}

/* May the word before pos, where byte stands, go on, or become a link, a call, a name of code? */
static inline bool
is_open_end(Line line, uint32_t pos, uint8_t byte)
{
	switch (byte)
	{
		case ' ':
			return false;
		case ':':
		case '@':
		case '=':
		case '\\':
		case '(':
			return true;
		case '.':
			return byte_at(line, pos + 1) > ' ';
		case '\'':
			return goes_on(byte_at(line, pos + 1));
		default:
			return goes_on(byte);
	}
}

/* May the word that begins at pos stand in quotation marks? */
static inline bool
is_behind_quote(Line line, uint32_t pos)
{
	uint8_t		before = pos > 0 ? line.text[pos - 1] : ' ';

	return before == '\'' || before == '"' || before >= 0x80;
}

/* Does a letter of a key that was read in several chunks stand three times in a row? */
static bool
has_run(const uint8_t *key, size_t len)
{
	for (size_t i = 0; i + 2 < len; i += SENTI_CHUNK - 2)
		if (senti_chunk_has_run(senti_chunk_load(key + i)))
			return true;
	return false;
}

/* The word of letters, and of apostrophes between them, at start; false when it is none that is plain. */
static inline bool
scan_plain_word(Line line, uint32_t start, SentiToken *token, SentiKey *key)
{
	uint32_t	pos = start;
	uint32_t	apostrophes = 0;
	size_t		len = 0;
	uint64_t	small = 0;		/* bit 0x20 of the letters that are not capitals */
	uint8_t		stop;			/* the byte behind the letters */

	for (;;)
	{
		uint64_t	chunk = senti_chunk_load_some(line.text + pos, line.end - pos);
		uint64_t	others = senti_chunk_letters(chunk) ^ SENTI_CHUNK_OF(0x80);
		uint64_t	letters = ((others & -others) >> 7) - 1;	/* all bits of the bytes before the first other */
		uint64_t	folded = (chunk | SENTI_CHUNK_OF(0x20)) & letters;
		uint32_t	count = others ? (uint32_t) __builtin_ctzll(others) / 8 : SENTI_CHUNK;

		small |= chunk & letters;
		senti_chunk_store(key->bytes + len, folded);
		len += count;
		pos += count;
		if (len >= SENTI_KEY_MAX || senti_chunk_has_run(folded))
			return false;
		if (others == 0)
			continue;
		stop = (uint8_t) (chunk >> 8 * count);
		if (stop != '\'' || !is_letter(byte_at(line, pos + 1)))
			break;
		/* equal letters around an apostrophe are a run */
		if ((byte_at(line, pos + 1) | 0x20) == key->bytes[len - 1])
			return false;
		key->bytes[len++] = '\'';
		apostrophes++;
		pos++;
	}
	if (is_open_end(line, pos, stop))
		return false;
	senti_chunk_store(key->bytes + len, 0);
	if (len > SENTI_CHUNK && has_run(key->bytes, len))
		return false;
	key->len = len;
	token->start = start;
	token->end = pos;
	token->kind = SENTI_TOKEN_WORD;
	token->flags = (small & SENTI_CHUNK_OF(0x20)) == 0 && len - apostrophes >= 3 ? SENTI_TOKEN_CAPS : 0;
	return true;
}

bool
senti_token_next(SentiScanner *scanner, SentiToken *token)
{
	Line		line = {scanner->text, scanner->line_end};
	uint32_t	start = scanner->pos;

	while (byte_at(line, start) == ' ')
		start++;
	if (!is_letter(byte_at(line, start)) || is_behind_quote(line, start) ||
		!scan_plain_word(line, start, token, &scanner->key))
	{
		scanner->pos = start;
		return senti_token_scan(scanner, token);
	}
	scanner->pos = token->end;
	return true;
}
