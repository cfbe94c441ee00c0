/*
 * senti_token.c - the scanner
 *
 * Invariant: text[pos .. line_end) is left of a line that is the customer's
 * own; at pos == line_end the next line is classified.
 */
#include "senti_token.h"

#include <string.h>

#include "senti_emoji.h"
#include "senti_params.h"

#define HASHTAG_MAX 200			/* bytes; a longer one is no hashtag, and each of its words costs a look at the rest */
#define WRAP_COLUMN 60			/* characters; a line at least this long may have been wrapped by a mail program */
#define OTHERS_MAX 1000			/* lines read without a pause, in which an interrupt is served */

/* Class, length and properties of the character at pos; OTHER and 0 at the end of the line. */
static inline SentiCharClass
peek(const SentiScanner *scanner, uint32_t pos, uint32_t *char_len, uint32_t *code, const SentiCharProperty **property)
{
	*char_len = 0;
	*code = 0;
	*property = &senti_ascii_properties[0];
	if (pos >= scanner->line_end)
		return SENTI_CHAR_OTHER;
	*char_len = (uint32_t) senti_char_next(scanner->text + pos, scanner->line_end - pos, code);
	*property = senti_char_property(*code);
	return (SentiCharClass) (*property)->char_class;
}

static SentiCharClass
class_at(const SentiScanner *scanner, uint32_t pos)
{
	const SentiCharProperty *property;
	uint32_t	char_len;
	uint32_t	code;

	return peek(scanner, pos, &char_len, &code, &property);
}

/* The ASCII byte at pos, 0 at the end of the line. */
static inline uint8_t
byte_at(const SentiScanner *scanner, uint32_t pos)
{
	return pos < scanner->line_end ? scanner->text[pos] : 0;
}

/* A set of bytes below 64, as a number; NUL, which no text has, is in all. */
#define MARK(byte) (UINT64_C(1) << (byte))

static inline bool
is_mark(uint8_t byte, uint64_t marks)
{
	return byte < 64 && (marks | MARK(0)) >> byte & 1;
}

static bool
is_word_class(SentiCharClass class)
{
	return class == SENTI_CHAR_LETTER || class == SENTI_CHAR_DIGIT;
}

static bool
is_blank(uint8_t byte)
{
	return byte == 0 || byte == ' ' || byte == '\t' || byte == '\r';
}

static uint32_t
skip_to_blank(const SentiScanner *scanner, uint32_t pos)
{
	uint32_t	limit = pos + SENTI_WORD_MAX;

	while (pos < limit && !is_blank(byte_at(scanner, pos)))
		pos++;
	/* the mark that ends the sentence is not part of a link */
	while (pos > scanner->pos + 1 && strchr(".,;:!?)\"'", scanner->text[pos - 1]))
		pos--;
	return pos;
}

/* Letters and digits with inner apostrophes; sets caps and elongation. */
static uint32_t
scan_word(const SentiScanner *scanner, SentiToken *token, uint32_t start, bool *is_identifier)
{
	uint32_t	pos = start;
	uint32_t	letters = 0;
	uint32_t	capitals = 0;
	uint32_t	last = 0;		/* letter before, folded */
	int			run = 0;
	bool		has_digit = false;
	bool		has_underscore = false;

	while (pos - start < SENTI_WORD_MAX)
	{
		const SentiCharProperty *property;
		uint32_t	char_len;
		uint32_t	code;
		SentiCharClass class;
		uint8_t		byte = byte_at(scanner, pos);

		/* most characters are small letters */
		if (byte >= 'a' && byte <= 'z')
		{
			letters++;
			run = byte == last ? run + 1 : 1;
			last = byte;
			if (run >= 3)
				token->flags |= SENTI_TOKEN_ELONGATED;
			pos++;
			continue;
		}
		class = peek(scanner, pos, &char_len, &code, &property);
		if (class == SENTI_CHAR_APOSTROPHE && pos > start && byte_at(scanner, pos) != '`' &&
			is_word_class(class_at(scanner, pos + char_len)))
		{
			pos += char_len;
			continue;
		}
		if (property->is_unspaced || (!is_word_class(class) && (class != SENTI_CHAR_MARK || pos == start)))
			break;
		has_underscore |= scanner->text[pos] == '_';
		has_digit |= class == SENTI_CHAR_DIGIT;
		letters += class == SENTI_CHAR_LETTER;
		capitals += property->is_upper;
		if (class == SENTI_CHAR_LETTER)
		{
			if (char_len > 1)
				token->flags |= property->is_latin ? SENTI_TOKEN_ACCENTED : SENTI_TOKEN_SCRIPT;
			code = (uint32_t) ((int32_t) code + property->fold_delta);
			run = code == last ? run + 1 : 1;
			last = code;
			if (run >= 3)
				token->flags |= SENTI_TOKEN_ELONGATED;
		}
		pos += char_len;
	}
	if (letters >= 3 && capitals == letters)
		token->flags |= SENTI_TOKEN_CAPS;
	*is_identifier = has_underscore || (has_digit && letters > 3);
	return pos;
}

/* Does a word that ends at pos go on as a link, an address, a path or a call? */
static bool
is_opaque_tail(const SentiScanner *scanner, uint32_t pos)
{
	uint8_t		byte = byte_at(scanner, pos);
	uint8_t		next = byte_at(scanner, pos + 1);
	bool		lower_or_digit = (next >= 'a' && next <= 'z') || (next >= '0' && next <= '9');

	switch (byte)
	{
		case ':':
			return next == ':' || (next == '/' && byte_at(scanner, pos + 2) == '/');
		case '@':
		case '=':
		case '\\':
			return !is_blank(next);
		case '.':
			return lower_or_digit;
		case '(':
			return next == ')';
		default:
			return false;
	}
}

/* Digits with inner points, commas, colons and slashes. */
static uint32_t
scan_number(const SentiScanner *scanner, uint32_t pos)
{
	uint32_t	limit = pos + SENTI_WORD_MAX;

	while (pos < limit)
	{
		uint8_t		byte = byte_at(scanner, pos);

		if (byte >= '0' && byte <= '9')
			pos++;
		else if (is_mark(byte, MARK('.') | MARK(',') | MARK(':') | MARK('/')) && byte_at(scanner, pos + 1) >= '0' && byte_at(scanner, pos + 1) <= '9')
			pos++;
		else
			break;
	}
	return pos;
}

/* Is the number at pos, up to its first point or comma, a large one? */
static bool
is_large_number(const SentiScanner *scanner, uint32_t pos)
{
	uint32_t	value = 0;
	uint8_t		byte;

	for (; (byte = byte_at(scanner, pos)) >= '0' && byte <= '9' && value < SENTI_LARGE_NUMBER; pos++)
		value = value * 10 + (byte - '0');
	return value >= SENTI_LARGE_NUMBER;
}

/* Length of a quotation mark at pos, or 0: ' " and the curved ones, U+2018 .. U+201D. */
static uint32_t
quote_length(const SentiScanner *scanner, uint32_t pos)
{
	uint8_t		byte = byte_at(scanner, pos);
	uint8_t		third = byte_at(scanner, pos + 2);

	if (byte == '\'' || byte == '"')
		return 1;
	return byte == 0xE2 && byte_at(scanner, pos + 1) == 0x80 && third >= 0x98 && third <= 0x9D ? 3 : 0;
}

/*
 * Does the word open a quotation of a few words?  That is how people mark a word
 * as somebody else's: the 'smart' schedule, your "premium support".
 */
static bool
is_scare_quoted(const SentiScanner *scanner, const SentiToken *token)
{
	uint32_t	open = token->start;
	uint32_t	pos = token->end;

	/* labels of buttons and fields begin with a capital */
	if (open == 0 || (byte_at(scanner, open) >= 'A' && byte_at(scanner, open) <= 'Z'))
		return false;
	open -= open >= 3 && scanner->text[open - 1] >= 0x80 ? 3 : 1;
	if (quote_length(scanner, open) != token->start - open ||
		(open > 0 && !is_blank(scanner->text[open - 1]) && scanner->text[open - 1] != '\n'))
		return false;
	while (pos - token->end < SENTI_QUOTATION_MAX &&
		   (is_word_class(class_at(scanner, pos)) || byte_at(scanner, pos) == ' ' || byte_at(scanner, pos) == '-'))
		pos++;
	return quote_length(scanner, pos) > 0;
}

/* Does a blank, a bracket or nothing stand before pos? */
static bool
is_at_blank(const SentiScanner *scanner, uint32_t pos)
{
	return pos == 0 || is_mark(scanner->text[pos - 1], MARK(' ') | MARK('\t') | MARK('\r') | MARK('\n') |
							   MARK('(') | MARK('"') | MARK('\''));
}

/* Length of the face at pos, or 0. */
static uint32_t
face_length(const SentiScanner *scanner, uint32_t pos)
{
	return is_at_blank(scanner, pos) ? (uint32_t) senti_face_length(scanner->text + pos, scanner->line_end - pos) : 0;
}

/* A run of . ! ? at pos: the end of a sentence, or a mere pause. */
static void
scan_end_mark(const SentiScanner *scanner, SentiToken *token)
{
	uint32_t	pos = token->start;
	uint32_t	next;
	uint8_t		byte;
	bool		is_plain = true;

	for (; (byte = byte_at(scanner, pos)) == '.' || byte == '!' || byte == '?'; pos++)
	{
		if (byte == '!')
			token->flags |= SENTI_TOKEN_EXCLAIM;
		else if (byte == '?')
			token->flags |= SENTI_TOKEN_QUESTION;
		is_plain &= byte == '.';
	}
	token->end = pos;
	token->kind = SENTI_TOKEN_SENTENCE;
	if (!is_plain)
		return;

	/* "it is down. please fix": no capital follows, so it is only a pause */
	for (next = pos; (byte = byte_at(scanner, next)) == '"' || byte == ')' || (byte != 0 && is_blank(byte)); next++)
		;
	if (next == pos ? byte != 0 : byte >= 'a' && byte <= 'z')
		token->kind = SENTI_TOKEN_CLAUSE;
}

/* Does the line that ends at pos reach the wrap column? */
static bool
is_full_line(const SentiScanner *scanner, uint32_t pos)
{
	int			chars = 0;

	for (; pos > 0 && scanner->text[pos - 1] != '\n' && chars < WRAP_COLUMN; pos--)
		chars += (scanner->text[pos - 1] & 0xC0) != 0x80;
	return chars >= WRAP_COLUMN;
}

/*
 * Go to the next line that is the customer's.  Returns false at the end of the
 * text; *is_soft tells that the line was only wrapped, so that no break is due.
 * After OTHERS_MAX lines of others it pauses, as at an empty line.
 */
static bool
next_line(SentiScanner *scanner, bool *is_soft)
{
	uint32_t	left = scanner->pos;

	for (int skipped = 0;; skipped++)
	{
		size_t		line_len;
		SentiVoice	voice;
		uint8_t		first;

		if (scanner->pos < scanner->len && scanner->text[scanner->pos] == '\n')
			scanner->pos++;
		if (scanner->pos >= scanner->len)
		{
			scanner->line_end = scanner->pos;
			return false;
		}
		voice = senti_structure_line(&scanner->structure, scanner->text + scanner->pos,
									 scanner->len - scanner->pos, &line_len);
		scanner->line_end = scanner->pos + (uint32_t) line_len;
		first = byte_at(scanner, scanner->pos);
		scanner->has_lines |= voice != SENTI_VOICE_BLANK;
		if (voice == SENTI_VOICE_CUSTOMER)
		{
			*is_soft = skipped == 0 && first >= 'a' && first <= 'z' && is_full_line(scanner, left);
			return true;
		}
		scanner->pos = scanner->line_end;
		if (skipped == OTHERS_MAX)
		{
			*is_soft = false;
			return true;
		}
	}
}

static void
begin_text(SentiScanner *scanner, const uint8_t *text, size_t len, bool is_whole)
{
	bool		is_soft;

	memset(scanner, 0, sizeof(*scanner));
	scanner->structure.is_whole = is_whole;
	scanner->text = text;
	scanner->len = (uint32_t) len;
	scanner->last_start = len > SENTI_BLOCK ? (uint32_t) len - SENTI_BLOCK : 0;
	memcpy(scanner->last, text + scanner->last_start, len - scanner->last_start);
	next_line(scanner, &is_soft);
}

void
senti_scanner_init(SentiScanner *scanner, const uint8_t *text, size_t len)
{
	begin_text(scanner, text, len, false);
}

void
senti_scanner_init_whole(SentiScanner *scanner, const uint8_t *text, size_t len)
{
	begin_text(scanner, text, len, true);
}

static void
scan_opaque(SentiScanner *scanner, SentiToken *token)
{
	token->end = skip_to_blank(scanner, token->end);
	token->kind = SENTI_TOKEN_OPAQUE;
	token->flags = 0;
}

/* Words with underscores or digits: a face, the words of a hashtag, or a name of code. */
static void
scan_identifier(const SentiScanner *scanner, SentiToken *token)
{
	uint32_t	face = face_length(scanner, token->start);

	token->kind = face > 0 ? SENTI_TOKEN_EMOJI : SENTI_TOKEN_OPAQUE;
	if (face > 0)
		token->end = token->start + face;
}

/* Does the word belong to a hashtag?  Its first word stands behind the #, the others before the tag's end. */
static bool
is_in_hashtag(SentiScanner *scanner, const SentiToken *token)
{
	uint32_t	start = token->start;

	if (start > 0 && scanner->text[start - 1] == '#' && is_at_blank(scanner, start - 1) &&
		token->end - start <= HASHTAG_MAX)
		scanner->hashtag_end = token->end;
	return start < scanner->hashtag_end;
}

/*
 * Cut the first word off #DownAgain and #down_again.  Lower case stands before
 * the capital that begins the next, so that #API stays whole.
 */
static void
cut_hashtag(SentiScanner *scanner, SentiToken *token)
{
	const uint8_t *text = scanner->text;
	uint32_t	pos = token->start + 1;

	while (pos < token->end && text[pos] != '_' &&
		   !(text[pos] >= 'A' && text[pos] <= 'Z' && text[pos - 1] >= 'a' && text[pos - 1] <= 'z'))
		pos++;
	if (pos < token->end)
		token->flags = 0;
	token->end = pos;
	while (pos < scanner->hashtag_end && text[pos] == '_')
		pos++;
	scanner->pos = pos;
}

static void
scan_word_or_number(SentiScanner *scanner, SentiToken *token)
{
	bool		is_number = class_at(scanner, token->start) == SENTI_CHAR_DIGIT;
	bool		is_identifier = false;

	token->end = token->start;
	if (is_number)
		token->end = scan_number(scanner, token->start);
	/* a word, or the unit that is glued on a number; "3rd" is one, too */
	if (!is_number || is_word_class(class_at(scanner, token->end)))
		token->end = scan_word(scanner, token, token->end, &is_identifier);
	token->kind = is_number ? SENTI_TOKEN_NUMBER : SENTI_TOKEN_WORD;
	if (is_number && is_large_number(scanner, token->start))
		token->flags |= SENTI_TOKEN_LARGE;
	else if (is_scare_quoted(scanner, token))
		token->flags |= SENTI_TOKEN_SCARE;
	if (!is_number && is_in_hashtag(scanner, token))
	{
		cut_hashtag(scanner, token);
		return;
	}
	if (is_opaque_tail(scanner, token->end))
		scan_opaque(scanner, token);
	else if (is_identifier)
		scan_identifier(scanner, token);
	scanner->pos = token->end;
}

static uint32_t
emoji_length(const SentiScanner *scanner, uint32_t pos)
{
	return (uint32_t) senti_emoji_length(scanner->text + pos, scanner->line_end - pos);
}

/* An emoji of len bytes; repeated it counts once. */
static void
scan_emoji(SentiScanner *scanner, SentiToken *token, uint32_t len)
{
	token->kind = SENTI_TOKEN_EMOJI;
	token->flags = 0;
	token->end = token->start + len;
	scanner->pos = token->end;
	while (emoji_length(scanner, scanner->pos) == len &&
		   memcmp(scanner->text + token->start, scanner->text + scanner->pos, len) == 0)
		scanner->pos += len;
}

/* Closing backtick of inline code that opens at pos, or 0. */
static uint32_t
inline_code_end(const SentiScanner *scanner, uint32_t pos)
{
	const uint8_t *close = memchr(scanner->text + pos + 1, '`', scanner->line_end - pos - 1);

	return close ? (uint32_t) (close - scanner->text) + 1 : 0;
}

/* Punctuation and symbols; true when a token came of it. */
static bool
scan_punctuation(SentiScanner *scanner, SentiToken *token, uint32_t char_len)
{
	uint8_t		byte = byte_at(scanner, token->start);
	uint8_t		next = byte_at(scanner, token->start + 1);
	uint32_t	n;

	token->end = token->start + char_len;
	token->kind = SENTI_TOKEN_CLAUSE;
	/* the most frequent ones, which begin nothing else */
	switch (byte)
	{
		case ',':
			return true;
		case '.':
		case '!':
		case '?':
			scan_end_mark(scanner, token);
			return true;
		default:
			break;
	}
	if ((byte == '#' || byte == '*') && (n = emoji_length(scanner, token->start)) > 0)
	{
		token->kind = SENTI_TOKEN_EMOJI;
		token->end = token->start + n;
		return true;
	}
	n = face_length(scanner, token->start);
	if (n == 0)
		n = (uint32_t) senti_emoticon_length(scanner->text + token->start, scanner->line_end - token->start,
											 is_at_blank(scanner, token->start));
	if (n > 0)
	{
		token->kind = SENTI_TOKEN_EMOJI;
		token->end = token->start + n;
		return true;
	}
	switch (byte)
	{
		case '`':
			n = inline_code_end(scanner, token->start);
			token->kind = SENTI_TOKEN_OPAQUE;
			if (n > 0)
				token->end = n;
			return n > 0;
		case '/':
		case '@':
			if (!is_word_class(class_at(scanner, token->end)) ||
				(token->start > 0 && !is_blank(scanner->text[token->start - 1]) && scanner->text[token->start - 1] != '\n'))
				return false;
			scan_opaque(scanner, token);
			return true;
		case ';':
		case ':':
		case '(':
		case ')':
			return true;
		default:
			break;
	}
	/* a dash between blanks, or any long dash; an ellipsis */
	if (byte == '-')
		return next == '-' || (is_blank(next) && token->start > 0 && is_blank(scanner->text[token->start - 1]));
	if (char_len == 3 && byte == 0xE2 && next == 0x80)
	{
		uint8_t		third = byte_at(scanner, token->start + 2);

		return third == 0x93 || third == 0x94 || third == 0xA6;	/* en dash, em dash, ellipsis */
	}
	return false;
}

SentiStep
senti_token_step(SentiScanner *scanner, SentiToken *token)
{
	const SentiCharProperty *property;
	uint32_t	char_len;
	uint32_t	code;

	token->flags = 0;
	token->start = scanner->pos;
	if (scanner->pos >= scanner->line_end)
	{
		bool		is_soft = false;

		token->end = scanner->pos;
		token->kind = SENTI_TOKEN_SENTENCE;
		if (!next_line(scanner, &is_soft))
			return SENTI_STEP_END;
		return is_soft ? SENTI_STEP_OVER : SENTI_STEP_TOKEN;
	}
	switch (peek(scanner, scanner->pos, &char_len, &code, &property))
	{
		case SENTI_CHAR_DIGIT:
			if ((char_len = emoji_length(scanner, token->start)) > 0)
			{
				scan_emoji(scanner, token, char_len);
				return SENTI_STEP_TOKEN;
			}
			/* fall through */
		case SENTI_CHAR_LETTER:
			if (property->is_unspaced)
				senti_token_scan_unspaced(scanner, token);
			else
				scan_word_or_number(scanner, token);
			return SENTI_STEP_TOKEN;
		case SENTI_CHAR_EMOJI:
			scan_emoji(scanner, token, emoji_length(scanner, token->start));
			return SENTI_STEP_TOKEN;
		case SENTI_CHAR_PUNCT:
		case SENTI_CHAR_HYPHEN:
		case SENTI_CHAR_APOSTROPHE:
			if (scan_punctuation(scanner, token, char_len))
			{
				scanner->pos = token->end;
				return SENTI_STEP_TOKEN;
			}
			break;
		default:
			break;
	}
	scanner->pos += char_len;
	return SENTI_STEP_OVER;
}
