/*
 * senti_term.c - terms as people write them
 */
#include "senti_term.h"

#include <string.h>

#include "senti_token.h"

/* May these bytes stand before or behind a term?  "c++" is not to be taken for "c". */
static bool
is_margin(const uint8_t *text, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (text[i] < 0x80 && text[i] != ' ' && text[i] != '-' && text[i] != '\'')
			return false;
	return true;
}

/* Cut a part without gap. */
static SentiTermStatus
cut_part(const uint8_t *text, size_t len, SentiTermWords *words)
{
	int			count = words->count;
	size_t		start = 0;		/* of the first word */
	size_t		end = 0;		/* of the last */
	SentiScanner scanner;
	SentiToken	token;

	senti_scanner_init(&scanner, text, len);
	while (senti_token_next(&scanner, &token))
	{
		SentiKey   *key = &words->keys[words->count];

		if (token.kind != SENTI_TOKEN_WORD && token.kind != SENTI_TOKEN_EMOJI && token.kind != SENTI_TOKEN_NUMBER)
			return SENTI_TERM_NOT_WORDS;
		if (words->count == count)
			start = token.start;
		end = token.end;
		if (words->count == SENTI_TERM_WORDS_MAX)
			return SENTI_TERM_TOO_MANY_WORDS;
		senti_fold_word(text + token.start, token.end - token.start, 0, key);
		if (key->len == 0)
			return SENTI_TERM_LONG_WORD;
		words->count++;
	}
	if (words->count == count)
		return SENTI_TERM_EMPTY;
	return is_margin(text, 0, start) && is_margin(text, end, len) ? SENTI_TERM_OK : SENTI_TERM_NOT_WORDS;
}

/* Does a "*" stand alone at i? */
static bool
is_gap(const uint8_t *text, size_t len, size_t i)
{
	return text[i] == '*' && (i == 0 || text[i - 1] == ' ') && (i + 1 == len || text[i + 1] == ' ');
}

SentiTermStatus
senti_term_cut(const uint8_t *text, size_t len, SentiTermWords *words)
{
	size_t		gap = 0;
	SentiTermStatus status;

	words->count = 0;
	while (gap < len && !is_gap(text, len, gap))
		gap++;
	status = cut_part(text, gap, words);
	if (gap == len)
		return status;

	for (size_t i = gap + 1; i < len; i++)
		if (is_gap(text, len, i))
			return SENTI_TERM_BAD_GAP;
	if (status == SENTI_TERM_OK)
	{
		if (words->count == SENTI_TERM_WORDS_MAX)
			return SENTI_TERM_TOO_MANY_WORDS;
		words->keys[words->count++].len = 0;
		status = cut_part(text + gap + 1, len - gap - 1, words);
	}
	return status == SENTI_TERM_EMPTY ? SENTI_TERM_BAD_GAP : status;
}

static size_t
join_words(const SentiTermWords *words, uint8_t out[SENTI_TERM_BYTES_MAX])
{
	size_t		len = 0;

	for (int i = 0; i < words->count; i++)
	{
		const SentiKey *key = &words->keys[i];

		if (i > 0)
			out[len++] = ' ';
		if (key->len == 0)
			out[len++] = '*';
		memcpy(out + len, key->bytes, key->len);
		len += key->len;
	}
	return len;
}

SentiTermStatus
senti_term_fold(const uint8_t *text, size_t len, uint8_t out[SENTI_TERM_BYTES_MAX], size_t *out_len)
{
	uint8_t		again[SENTI_TERM_BYTES_MAX];
	SentiTermWords words;
	SentiTermStatus status = senti_term_cut(text, len, &words);

	if (status != SENTI_TERM_OK)
		return status;
	*out_len = join_words(&words, out);
	/* what reads otherwise once it is folded is met by no text */
	if (senti_term_cut(out, *out_len, &words) != SENTI_TERM_OK ||
		join_words(&words, again) != *out_len || memcmp(again, out, *out_len) != 0)
		return SENTI_TERM_NOT_WORDS;
	return SENTI_TERM_OK;
}

const char *
senti_term_message(SentiTermStatus status)
{
	switch (status)
	{
		case SENTI_TERM_OK:
			break;
		case SENTI_TERM_EMPTY:
			return "It holds no word.";
		case SENTI_TERM_NOT_WORDS:
			return "It holds something that is read as punctuation, a link or an identifier, not as a word.";
		case SENTI_TERM_TOO_MANY_WORDS:
			return "A term has at most 6 words, a gap counted as one.";
		case SENTI_TERM_LONG_WORD:
			return "A word has at most 48 bytes.";
		case SENTI_TERM_BAD_GAP:
			return "A term has at most one gap, and it stands between two words.";
		case SENTI_TERM_BAD_FORM:
			return "A form that the rule makes of it is no term.";
	}
	return "";
}
