/*
 * senti_plain.c - the short way for plain words: what is not met in every word
 */
#include "senti_plain.h"

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

uint32_t
senti_plain_length(const uint8_t *block, uint32_t letters, uint32_t len)
{
	if (letters >> len & 2 && block[len] == '\'')
	{
		/* equal letters around an apostrophe may be a run, and capitals a word in capitals */
		if (((block[len - 1] ^ block[len + 1]) & ~0x20) == 0 || ((block[len - 1] | block[len + 1]) & 0x20) == 0)
			return 0;
		len += 1 + senti_trailing_ones(letters >> (len + 1));
	}
	return len >= SENTI_BLOCK - 1 || is_open_end(block + len) ? 0 : len;
}

bool
senti_may_begin_plain(const uint8_t *text, uint32_t pos, uint8_t first)
{
	uint8_t		before = pos > 0 ? text[pos - 1] : ' ';

	if (!is_letter(first))
		return false;
	return !(before == '\'' || before == '"' || before == '#' || before == '_' || before >= 0x80 || is_letter(before));
}

bool
senti_is_capitals(const uint8_t *block, uint32_t len)
{
	for (uint32_t i = 0; i < len; i++)
		if (block[i] & 0x20)
			return false;
	return true;
}

bool
senti_token_next(SentiScanner *scanner, SentiToken *token)
{
	SentiStep	step;

	do
	{
		SentiPlain	plain;

		if (senti_plain_next(scanner, scanner->pos, &plain) && !senti_short_key_has_run(&plain.key))
		{
			*token = (SentiToken) {plain.start, plain.end, SENTI_TOKEN_WORD, plain.flags};
			scanner->pos = plain.end;
			return true;
		}
		step = senti_token_step(scanner, token);
	}
	while (step == SENTI_STEP_OVER);
	return step == SENTI_STEP_TOKEN;
}
