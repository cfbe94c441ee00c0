/*
 * senti_plain.c - the scanner's short way for plain words
 *
 * Most of a text is words of ASCII letters between blanks.  They are read,
 * measured and folded in a block of bytes, and give the token and the key that
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

/* May a word go on with these two bytes behind it, or become a link, a call, a name of code? */
static inline bool
is_open_end(const uint8_t *behind)
{
	switch (behind[0])
	{
		case ' ':
			return false;
		case ':':
			return behind[1] == ':' || behind[1] == '/';
		case '(':
			return behind[1] == ')';
		case '@':
		case '=':
		case '\\':
			return true;
		case '.':
			return behind[1] > ' ';
		case '\'':
			return goes_on(behind[1]) || is_letter(behind[1]);
		default:
			return goes_on(behind[0]);
	}
}

/* May the word that begins at pos stand in quotation marks or a hashtag? */
static inline bool
is_behind_mark(Line line, uint32_t pos)
{
	uint8_t		before = pos > 0 ? line.text[pos - 1] : ' ';

	return before == '\'' || before == '"' || before == '#' || before == '_' || before >= 0x80 || is_letter(before);
}

/* The bytes from pos on, zeros behind the end of the line; copy has room for a block. */
static inline const uint8_t *
block_at(Line line, uint32_t pos, uint8_t *copy)
{
	if (line.end - pos >= SENTI_BLOCK)
		return line.text + pos;
	memset(copy, 0, SENTI_BLOCK);
	memcpy(copy, line.text + pos, line.end - pos);
	return copy;
}

/* Fold the first len bytes of a block into a key, which has no NUL; true when none of them is a small letter. */
static inline bool
fold_block(const uint8_t *block, uint32_t len, SentiKey *key)
{
	uint64_t	head = senti_chunk_load(block);
	uint64_t	rest = 0;
	uint64_t	head_mask = UINT64_MAX;
	uint64_t	rest_mask = 0;

	if (len < SENTI_CHUNK)
		head_mask >>= 64 - 8 * len;
	else
	{
		rest = senti_chunk_load(block + SENTI_CHUNK);
		rest_mask = (UINT64_C(1) << 8 * (len - SENTI_CHUNK)) - 1;
	}
	senti_chunk_store(key->bytes, (head | SENTI_CHUNK_OF(0x20)) & head_mask);
	senti_chunk_store(key->bytes + SENTI_CHUNK, (rest | SENTI_CHUNK_OF(0x20)) & rest_mask);
	key->len = len;
	return (((head & head_mask) | (rest & rest_mask)) & SENTI_CHUNK_OF(0x20)) == 0;
}

/* Does a letter of the key stand three times in a row? */
static inline bool
has_run(const SentiKey *key)
{
	for (size_t i = 0; i + 2 < key->len; i += SENTI_CHUNK - 2)
		if (senti_chunk_has_run(senti_chunk_load(key->bytes + i)))
			return true;
	return false;
}

/* The word of less than SENTI_BLOCK bytes, letters and at most one apostrophe between, at start; false when it is none. */
static inline bool
scan_plain_word(Line line, uint32_t start, SentiToken *token, SentiKey *key)
{
	uint8_t		copy[SENTI_BLOCK];
	const uint8_t *block = block_at(line, start, copy);
	uint32_t	letters = senti_block_letters(block);
	uint32_t	len = senti_trailing_ones(letters);

	if (letters >> len & 2 && block[len] == '\'')
	{
		/* equal letters around an apostrophe may be a run, and capitals a word in capitals */
		if (((block[len - 1] ^ block[len + 1]) & ~0x20) == 0 || ((block[len - 1] | block[len + 1]) & 0x20) == 0)
			return false;
		len += 1 + senti_trailing_ones(letters >> (len + 1));
	}
	if (len >= SENTI_BLOCK - 1 || is_open_end(block + len))
		return false;
	token->flags = fold_block(block, len, key) && len >= 3 ? SENTI_TOKEN_CAPS : 0;
	token->start = start;
	token->end = start + len;
	token->kind = SENTI_TOKEN_WORD;
	return !has_run(key);
}

bool
senti_token_next(SentiScanner *scanner, SentiToken *token)
{
	Line		line = {scanner->text, scanner->line_end};
	uint32_t	start = scanner->pos;

	while (byte_at(line, start) == ' ')
		start++;
	if (!is_letter(byte_at(line, start)) || (start == scanner->pos && is_behind_mark(line, start)) ||
		!scan_plain_word(line, start, token, &scanner->key))
	{
		scanner->pos = start;
		return senti_token_scan(scanner, token);
	}
	scanner->pos = token->end;
	return true;
}
