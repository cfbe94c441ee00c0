/*
 * senti_line.h - lines of a text, and what they look like
 *
 * Used by senti_structure.c, which decides, and by the files that know the
 * marks: senti_transcript.c, senti_mail.c, senti_signature.c, senti_code.c, senti_log.c.  All marks are ASCII or whole
 * UTF-8 sequences, compared as bytes; nothing here decodes.
 */
#ifndef SENTI_LINE_H
#define SENTI_LINE_H

#include <string.h>

#include "senti_structure.h"

/* A line without white space around, or a part of one. */
typedef struct SentiSpan
{
	const uint8_t *bytes;
	size_t		len;
} SentiSpan;

/* What is left of the text behind a line, from the start of the next. */
typedef struct SentiLines
{
	const uint8_t *bytes;
	size_t		len;
} SentiLines;

/* A look at the lines that follow goes this far, so that the whole stays linear. */
#define SENTI_LOOK_LINES 32
#define SENTI_LOOK_BYTES 2000

#define SENTI_LENGTH(array) (sizeof(array) / sizeof((array)[0]))
#define SENTI_IS_DIGIT(byte) ((byte) >= '0' && (byte) <= '9')
#define SENTI_IS_LOWER(byte) ((byte) >= 'a' && (byte) <= 'z')
#define SENTI_IS_UPPER(byte) ((byte) >= 'A' && (byte) <= 'Z')
#define SENTI_IS_BLANK(byte) ((byte) == ' ' || (byte) == '\t' || (byte) == '\r')

static inline SentiSpan
senti_span_trim(const uint8_t *bytes, size_t len)
{
	while (len > 0 && SENTI_IS_BLANK(*bytes))
	{
		bytes++;
		len--;
	}
	while (len > 0 && SENTI_IS_BLANK(bytes[len - 1]))
		len--;
	return (SentiSpan) {bytes, len};
}

/* The span without its first n bytes, trimmed. */
static inline SentiSpan
senti_span_after(SentiSpan span, size_t n)
{
	return senti_span_trim(span.bytes + n, span.len - n);
}

static inline uint8_t
senti_small(uint8_t byte)
{
	return SENTI_IS_UPPER(byte) ? (uint8_t) (byte + ('a' - 'A')) : byte;
}

/* Most comparisons end at the first byte. */
static inline bool
senti_starts_with(SentiSpan span, const char *prefix)
{
	size_t		i = 0;

	while (prefix[i] != '\0' && i < span.len && span.bytes[i] == (uint8_t) prefix[i])
		i++;
	return prefix[i] == '\0';
}

/* The same without regard to the case of ASCII letters; lower is in small letters. */
static inline bool
senti_starts_with_any_case(SentiSpan span, const char *lower)
{
	size_t		i = 0;

	while (lower[i] != '\0' && i < span.len && senti_small(span.bytes[i]) == (uint8_t) lower[i])
		i++;
	return lower[i] == '\0';
}

/* One of 64 bits for the first two bytes of a span or string, which has them, without regard to case; factor 5 or 11. */
static inline uint64_t
senti_start_bit(const uint8_t *bytes, unsigned factor)
{
	return UINT64_C(1) << (((bytes[0] | 0x20u) * factor + (bytes[1] | 0x20u)) & 63);
}

/*
 * Does the span begin, without regard to case, with one of count strings in
 * small letters, which lie width bytes apart?  Two bytes tell for most: the bits
 * of all strings, unrolled, are a constant.
 */
static inline bool
senti_starts_with_one(SentiSpan span, const char *starts, size_t width, size_t count)
{
	uint64_t	bits[2] = {0};

#pragma GCC unroll 128
	for (size_t i = 0; i < count; i++)
	{
		bits[0] |= senti_start_bit((const uint8_t *) starts + i * width, 5);
		bits[1] |= senti_start_bit((const uint8_t *) starts + i * width, 11);
	}
	if (span.len < 2 || !(senti_start_bit(span.bytes, 5) & bits[0]) || !(senti_start_bit(span.bytes, 11) & bits[1]))
		return false;
	for (; count > 0; count--, starts += width)
		if ((uint8_t) *starts == senti_small(*span.bytes) && senti_starts_with_any_case(span, starts))
			return true;
	return false;
}

static inline bool
senti_ends_with(SentiSpan span, const char *suffix)
{
	size_t		n = strlen(suffix);

	return span.len >= n && memcmp(span.bytes + span.len - n, suffix, n) == 0;
}

static inline size_t
senti_line_length(const uint8_t *text, size_t len)
{
	const uint8_t *newline = memchr(text, '\n', len);

	return newline ? (size_t) (newline - text) : len;
}

/* The next line, trimmed, and behind it; the first of an empty text is empty. */
static inline SentiSpan
senti_lines_take(SentiLines *lines)
{
	size_t		end = senti_line_length(lines->bytes, lines->len);
	SentiSpan	line = senti_span_trim(lines->bytes, end);

	end += end < lines->len;
	lines->bytes += end;
	lines->len -= end;
	return line;
}

/* The next line, trimmed; the lines stay. */
static inline SentiSpan
senti_lines_peek(SentiLines lines)
{
	return senti_lines_take(&lines);
}

/* ---- senti_line.c ---- */

extern bool senti_equals_any_case(SentiSpan span, const char *lower);
extern bool senti_contains_any_case(SentiSpan span, const char *lower);
extern bool senti_contains(SentiSpan span, const char *needle);

/* Does the span begin as the pattern, in which 9 stands for any digit and A for any letter? */
extern bool senti_matches(SentiSpan span, const char *pattern);

/* Length of the word [A-Za-z0-9_.$-] that the span begins with. */
extern size_t senti_identifier_length(SentiSpan span);

/* The same, when something stands behind the word. */
extern bool senti_identifier_at(SentiSpan span, size_t *n);

extern bool senti_has_digit(SentiSpan line);

/*
 * Does the line begin as prose mostly does, with a word of letters, a blank and
 * another letter, or else with "Hello, " or "It's "?  Then it begins with no name
 * of a setting, a tool or an exception.  False in doubt.
 */
extern bool senti_begins_with_words(SentiSpan line);

/* Does it end in . ! ? or a comma? */
extern bool senti_ends_sentence(SentiSpan line);

/* I, we, our, wir, nous ... */
extern bool senti_has_first_person(SentiSpan line);

/* Does somebody speak here, of himself or to somebody: these, you, your, please, vous, ...? */
extern bool senti_has_speaker(SentiSpan line);

/* ---- senti_transcript.c ---- */

/* Look at the whole text, once: is it a transcript, and who in it is staff? */
extern void senti_transcript_open(SentiTranscript *transcript, const uint8_t *text, size_t len);

/* In a transcript: is the line staff's, or the machine's?  Lines in order, blank ones too. */
extern bool senti_transcript_is_staff(SentiTranscript *transcript, SentiSpan line, SentiLines rest);

/* What follows up to where staff speaks: what is said there tells nothing about the customer's lines. */
extern SentiLines senti_transcript_turn(SentiTranscript *transcript, SentiLines rest);

/* ---- senti_mail.c ---- */

/* Lines of "On 3 May 2024, Jo Doe wrote:" that begin with this one, 0: none; rest is what follows the line. */
extern int	senti_attribution_lines(SentiSpan line, SentiLines rest);

/* "-----Original Message-----", "From: ..." with "Sent: ...", "reply above this line": all below is another's. */
extern bool senti_begins_quoted_mail(SentiSpan line, SentiLines rest);

/* ---- senti_signature.c ---- */

/* "Best regards" with nothing but names and addresses up to the end or to quoted mail. */
extern bool senti_begins_signature(SentiSpan line, SentiLines rest);

/* "Many thanks," above such a signature: the line itself is said to the reader. */
extern bool senti_is_thanks_above_signature(SentiSpan line, SentiLines rest);

/* Below a line of two dashes: nothing but names and addresses in the paragraph? */
extern bool senti_is_card(SentiLines rest);

/* A sentence, rather than a name or an address. */
extern bool senti_is_sentence(SentiSpan line);

/* "This e-mail is confidential ...": the first line of a paragraph of it */
extern bool senti_is_legal_notice(SentiSpan line, SentiLines rest);

/* "CAUTION: external sender", "Sent from my ...": a line that a machine added */
extern bool senti_is_added_line(SentiSpan line, SentiLines rest);

/* ---- senti_code.c ---- */

/* A line that cannot be but code: a frame of a trace, markup, a row of a drawn table. */
extern bool senti_is_code(SentiSpan line, SentiLines rest, bool is_indented);

/* Behind a line of code: may this one go on with it? */
extern bool senti_continues_code(SentiSpan line, bool is_indented);

/* A row of values; as_before: the line before was one. */
extern bool senti_is_row(SentiSpan line, SentiLines rest, bool as_before);

/* ---- senti_log.c ---- */

extern bool senti_is_log(SentiSpan line);

/* Behind a log line: what a command printed, known by the next prompt in the same paragraph? */
extern bool senti_is_output(SentiSpan line, SentiLines rest);

#endif							/* SENTI_LINE_H */
