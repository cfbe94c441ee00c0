/*
 * senti_structure.c - whose voice a line is
 *
 * Works on ASCII bytes only: every mark it looks for is ASCII, and no byte of a
 * longer UTF-8 sequence can be mistaken for one.
 */
#include "senti_structure.h"

#include <string.h>

/* One line, or what is left of it. */
typedef struct Span
{
	const uint8_t *bytes;
	size_t		len;
} Span;

static bool
is_digit(uint8_t byte)
{
	return byte >= '0' && byte <= '9';
}

static Span
trim(const uint8_t *bytes, size_t len)
{
	while (len > 0 && (*bytes == ' ' || *bytes == '\t'))
	{
		bytes++;
		len--;
	}
	while (len > 0 && (bytes[len - 1] == ' ' || bytes[len - 1] == '\t' || bytes[len - 1] == '\r'))
		len--;
	return (Span) {bytes, len};
}

static bool
starts_with(Span span, const char *prefix)
{
	size_t		n = strlen(prefix);

	return span.len >= n && memcmp(span.bytes, prefix, n) == 0;
}

static bool
ends_with(Span span, const char *suffix)
{
	size_t		n = strlen(suffix);

	return span.len >= n && memcmp(span.bytes + span.len - n, suffix, n) == 0;
}

/* Does the span match a pattern in which 9 stands for any digit? */
static bool
matches_digits(Span span, const char *pattern)
{
	size_t		n = strlen(pattern);

	if (span.len < n)
		return false;
	for (size_t i = 0; i < n; i++)
		if (pattern[i] == '9' ? !is_digit(span.bytes[i]) : span.bytes[i] != (uint8_t) pattern[i])
			return false;
	return true;
}

static size_t
find_line_end(const uint8_t *text, size_t len)
{
	const uint8_t *newline = memchr(text, '\n', len);

	return newline ? (size_t) (newline - text) : len;
}

/* "2024-05-02T09:11", "[2024-05-02 09:11", "09:11:40.120 ERROR", "[ERROR]", "FATAL:" */
static bool
is_log_line(Span line)
{
	static const char levels[][8] = {"ERROR", "FATAL", "WARN", "WARNING", "INFO", "DEBUG", "TRACE"};
	bool		bracketed = starts_with(line, "[");
	Span		inner = bracketed ? (Span) {line.bytes + 1, line.len - 1} : line;
	size_t		time_len = 0;

	if (matches_digits(inner, "9999-99-99T99:99") || matches_digits(inner, "9999-99-99 99:99") ||
		matches_digits(inner, "9999/99/99 99:99"))
		return true;
	if (matches_digits(inner, "99:99:99"))
	{
		time_len = 8;
		while (time_len < inner.len && inner.bytes[time_len] != ' ')
			time_len++;
		inner = trim(inner.bytes + time_len, inner.len - time_len);
		if (starts_with(inner, "["))
			return true;
	}
	for (size_t i = 0; i < sizeof(levels) / sizeof(levels[0]); i++)
	{
		size_t		n = strlen(levels[i]);

		if (!starts_with(inner, levels[i]))
			continue;
		if (time_len > 0 || (bracketed && inner.len > n && inner.bytes[n] == ']'))
			return true;
	}
	return false;
}

/* "panic: ...", "psql: error: ...", "fatal: ...": a tool's complaint, pasted */
static bool
is_tool_message(Span line)
{
	static const char words[][10] = {"error: ", "fatal: ", "panic: ", "FATAL: ", "FATAL:  ", "ERROR: ", "ERROR:  "};
	size_t		name_len = 0;

	while (name_len < line.len && (is_digit(line.bytes[name_len]) || (line.bytes[name_len] >= 'a' && line.bytes[name_len] <= 'z') ||
								   line.bytes[name_len] == '-' || line.bytes[name_len] == '_'))
		name_len++;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
	{
		if (starts_with(line, words[i]))
			return true;
		if (name_len > 0 && name_len + 2 < line.len && memcmp(line.bytes + name_len, ": ", 2) == 0 &&
			starts_with((Span) {line.bytes + name_len + 2, line.len - name_len - 2}, words[i]))
			return true;
	}
	return starts_with(line, "goroutine ") && ends_with(line, ":");
}

/* "at com.acme.Job.run(Job.java:12)", "at save (/srv/app.js:3:7)": a place in brackets, not a remark */
static bool
is_trace_frame(Span line)
{
	const uint8_t *place;

	if (!starts_with(line, "at ") || !ends_with(line, ")"))
		return false;
	if (ends_with(line, "(Native Method)") || ends_with(line, "(Unknown Source)"))
		return true;
	for (place = line.bytes + line.len - 2; place > line.bytes && is_digit(*place); place--)
		;
	return *place == ':' && place < line.bytes + line.len - 2;
}

/* A frame or head of a stack trace, or a row of a drawn table. */
static bool
is_code_line(Span line)
{
	static const char python_line[] = "\", line ";

	if (is_trace_frame(line) || starts_with(line, "Caused by: "))
		return true;
	if (line.len > 6 && starts_with(line, "```") && ends_with(line, "```") && !memchr(line.bytes + 3, '`', line.len - 6))
		return true;
	if (starts_with(line, "File \""))
	{
		for (size_t i = 6; i + sizeof(python_line) - 1 <= line.len; i++)
			if (memcmp(line.bytes + i, python_line, sizeof(python_line) - 1) == 0)
				return true;
	}
	return line.len >= 3 && line.bytes[0] == '|' && line.bytes[line.len - 1] == '|';
}

/* A mail header block: "From:" now and another header in the next line. */
static bool
is_mail_header(Span line, const uint8_t *next, size_t len)
{
	Span		second = trim(next, find_line_end(next, len));

	if (!starts_with(line, "From:") && !starts_with(line, "*From:*"))
		return false;
	return starts_with(second, "Sent:") || starts_with(second, "Date:") ||
		starts_with(second, "To:") || starts_with(second, "*Sent:*");
}

/* "On 3 May 2024, Joanna wrote:", on one line or folded onto a second. */
static bool
is_attribution(Span line, const uint8_t *next, size_t len)
{
	if (!starts_with(line, "On "))
		return false;
	return ends_with(line, "wrote:") ||
		(line.len > 20 && ends_with(trim(next, find_line_end(next, len)), " wrote:"));
}

/* A line of three backticks or tildes and at most the name of a language. */
static bool
is_fence(Span line)
{
	return starts_with(line, "~~~") ||
		(starts_with(line, "```") && memchr(line.bytes + 3, '`', line.len - 3) == NULL);
}

/* Is the fence closed in what follows?  Without that it would swallow the text. */
static bool
has_closing_fence(const uint8_t *text, size_t len)
{
	while (len > 0)
	{
		size_t		end = find_line_end(text, len);

		if (is_fence(trim(text, end)))
			return true;
		end += end < len;
		text += end;
		len -= end;
	}
	return false;
}

/* A motto below the name, or words of somebody else: a whole line in quotation marks behind others. */
static bool
is_quotation(const SentiStructure *structure, Span line)
{
	return structure->has_spoken && line.len > 2 && line.bytes[0] == '"' && line.bytes[line.len - 1] == '"' &&
		memchr(line.bytes + 1, '"', line.len - 2) == NULL;
}

SentiVoice
senti_structure_line(SentiStructure *structure, const uint8_t *text, size_t len, size_t *line_len)
{
	size_t		end = find_line_end(text, len);
	const uint8_t *next = text + end + (end < len);
	size_t		next_len = (size_t) (text + len - next);
	Span		line = trim(text, end);
	bool		indented = line.len > 0 && line.bytes > text;
	bool		was_in_fence = structure->in_fence;

	*line_len = end;

	if (structure->rest != SENTI_VOICE_CUSTOMER)
		return structure->rest;

	if (is_fence(line))
	{
		/* the search for a closing fence fails once at most, so the whole stays linear */
		structure->in_fence = !structure->in_fence && !structure->fence_is_open &&
			has_closing_fence(next, next_len);
		structure->fence_is_open |= !structure->in_fence && !was_in_fence;
		return SENTI_VOICE_CODE;
	}
	if (structure->in_fence)
		return SENTI_VOICE_CODE;

	if (line.len == 0)
	{
		structure->in_trace = false;
		return SENTI_VOICE_BLANK;
	}

	if (structure->in_trace)
	{
		structure->in_trace = indented;
		return SENTI_VOICE_CODE;
	}
	if (line.bytes[0] == '>')
	{
		structure->after_wrote = false;
		return SENTI_VOICE_QUOTED;
	}
	if (structure->after_wrote)
	{
		/* the quoted text carries no marks: it reaches to the end */
		structure->rest = SENTI_VOICE_QUOTED;
		return SENTI_VOICE_QUOTED;
	}
	if (structure->in_attribution || is_attribution(line, next, next_len))
	{
		structure->after_wrote = ends_with(line, "wrote:");
		structure->in_attribution = !structure->after_wrote;
		return SENTI_VOICE_QUOTED;
	}
	if (line.len < 80 && ends_with(line, " wrote:") && starts_with((Span) {next, next_len}, ">"))
		return SENTI_VOICE_QUOTED;
	if (starts_with(line, "-----Original Message") || starts_with(line, "---------- Forwarded message") ||
		is_mail_header(line, next, next_len))
	{
		structure->rest = SENTI_VOICE_QUOTED;
		return SENTI_VOICE_QUOTED;
	}
	if (line.len == 2 && starts_with(line, "--"))
	{
		structure->rest = SENTI_VOICE_SIGNATURE;
		return SENTI_VOICE_SIGNATURE;
	}
	if (starts_with(line, "Traceback (most recent call last)"))
	{
		structure->in_trace = true;
		return SENTI_VOICE_CODE;
	}
	if (is_code_line(line))
		return SENTI_VOICE_CODE;
	if (is_log_line(line) || is_tool_message(line))
		return SENTI_VOICE_LOG;
	if (is_quotation(structure, line))
		return SENTI_VOICE_QUOTED;
	structure->has_spoken = true;
	return SENTI_VOICE_CUSTOMER;
}

static bool
is_white(uint8_t byte)
{
	return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

void
senti_trim(const uint8_t *text, uint32_t *start, uint32_t *end)
{
	while (*start < *end && is_white(text[*start]))
		(*start)++;
	while (*start < *end && is_white(text[*end - 1]))
		(*end)--;
}

uint32_t
senti_back_to_blank(const uint8_t *text, uint32_t from, uint32_t pos)
{
	while (pos > from && !is_white(text[pos - 1]))
		pos--;
	return pos;
}

const char *
senti_voice_name(SentiVoice voice)
{
	static const char *const names[] = {"customer", "quoted", "signature", "code", "log", "blank"};

	return names[voice];
}
