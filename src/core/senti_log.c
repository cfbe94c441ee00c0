/*
 * senti_log.c - log lines, shell prompts, complaints of tools
 *
 * As in senti_code.c, a line that could be prose is one.
 */
#include "senti_line.h"

static bool
has_level(SentiSpan line)
{
	static const char levels[][8] = {"ERROR", "FATAL", "WARN", "INFO", "DEBUG", "TRACE", "level=", "[error]", "[warn]", "[info]"};

	if (line.len > 200)
		line.len = 200;
	for (size_t i = 0; i < SENTI_LENGTH(levels); i++)
		if (senti_contains(line, levels[i]))
			return true;
	return false;
}

/* Length of a date with a time to the second that the line begins with; 0: none. */
static size_t
stamp_length(SentiSpan line)
{
	static const char stamps[][24] = {
		"9999-99-99T99:99:99", "9999-99-99 99:99:99", "9999/99/99 99:99:99", "99.99.9999 99:99:99", "AAA 99 99:99:99", "AAA  9 99:99:99",
		"99-99 99:99:99"
	};

	/* the day of the month ends in the sixth byte */
	if (line.len < 14 || (!SENTI_IS_DIGIT(line.bytes[0]) && !SENTI_IS_DIGIT(line.bytes[5])))
		return 0;
	for (size_t i = 0; i < SENTI_LENGTH(stamps); i++)
		if (senti_matches(line, stamps[i]))
			return strlen(stamps[i]);
	return 0;
}

/* A date with a time, or a time with a level.  People write times before what they say, too. */
static bool
is_stamped(SentiSpan line)
{
	bool		is_bracketed = line.bytes[0] == '[';
	SentiSpan	inner = is_bracketed ? senti_span_after(line, 1) : line;

	if (stamp_length(inner) > 0)
		return has_level(inner) || !senti_has_speaker(inner);
	if (inner.len == 0 || !SENTI_IS_DIGIT(inner.bytes[0]))
		return false;
	if (senti_matches(inner, "9999-99-99T99:99") || senti_matches(inner, "9999-99-99 99:99"))
		return has_level(inner);
	if (senti_matches(inner, "99:99:99"))
	{
		size_t		n = 8;

		while (n < inner.len && inner.bytes[n] != ' ')
			n++;
		inner = senti_span_after(inner, n);
		return senti_starts_with(inner, "[") || senti_starts_with(inner, "ERROR") || senti_starts_with(inner, "FATAL") ||
			senti_starts_with(inner, "WARN") || senti_starts_with(inner, "INFO") || senti_starts_with(inner, "DEBUG") ||
			senti_starts_with(inner, "TRACE");
	}
	return false;
}

/* "[ERROR] disk full" */
static bool
is_bracketed_level(SentiSpan line)
{
	static const char levels[][12] = {"[ERROR]", "[FATAL]", "[WARN]", "[WARNING]", "[INFO]", "[DEBUG]", "[TRACE]", "[error]", "[warn]", "[info]", "[debug]"};

	for (size_t i = 0; i < SENTI_LENGTH(levels); i++)
		if (senti_starts_with(line, levels[i]))
			return !senti_has_speaker(line);
	return false;
}

/* "level=warn component=queue ...": the first two words are pairs */
static bool
is_pairs(SentiSpan line)
{
	for (int pairs = 0; pairs < 2; pairs++)
	{
		size_t		n;

		if (!senti_identifier_at(line, &n) || line.bytes[n] != '=' || n + 1 >= line.len || line.bytes[n + 1] == ' ')
			return false;
		if (line.bytes[++n] == '"')
		{
			const uint8_t *close = memchr(line.bytes + n + 1, '"', line.len - n - 1);

			n = close ? (size_t) (close - line.bytes) : line.len;
		}
		while (n < line.len && line.bytes[n] != ' ')
			n++;
		if (line.bytes[n - 1] == ',')
			return false;
		line = senti_span_after(line, n);
	}
	return true;
}

/* 203.0.113.7 - - [14/May/2024:02:00:01 +0200] "GET / HTTP/1.1" 502 */
static bool
is_access(SentiSpan line)
{
	return senti_contains(line, " - ") && senti_contains(line, "HTTP/") && memchr(line.bytes, '[', line.len) && memchr(line.bytes, '"', line.len);
}

/* "$ vendorctl sync", "jo@node1:~$ ls", "PS C:\x> dir" */
static bool
is_prompt(SentiSpan line)
{
	size_t		n = 0;

	if (senti_starts_with(line, "$ "))
		return line.len > 2 && (SENTI_IS_LOWER(line.bytes[2]) || line.bytes[2] == '.' || line.bytes[2] == '/') && !senti_has_speaker(line) &&
			(!senti_is_sentence(line) || senti_contains(line, " -") || memchr(line.bytes, '/', line.len));
	if (senti_starts_with(line, "PS ") || senti_matches(line, "A:\\"))
		return senti_contains(line, ":\\") && senti_contains(line, "> ");
	while (n < line.len && n < 80 && line.bytes[n] != ' ' && line.bytes[n] != '$' && line.bytes[n] != '#')
		n++;
	return n > 3 && n + 1 < line.len && line.bytes[n] != ' ' && line.bytes[n + 1] == ' ' && memchr(line.bytes, '@', n) && memchr(line.bytes, ':', n);
}

/* "psql: error: ...", "fatal: unable to ...", "x.sql:14: ERROR:  ...": a tool's complaint, pasted */
static bool
is_tool_message(SentiSpan line)
{
	static const char words[][16] = {"error: ", "fatal: ", "FATAL: ", "FATAL:  ", "ERROR: ", "ERROR:  ", "HTTP/1.9 999", "HTTP/2 999"};

	/* names of a tool, a file, a line in front */
	for (int names = 0; names < 4 && line.len > 0; names++)
	{
		size_t		n;

		for (size_t i = 0; i < SENTI_LENGTH(words); i++)
			if (line.bytes[0] == words[i][0] && senti_matches(line, words[i]))
				return !senti_has_speaker(line);
		if (!senti_identifier_at(line, &n) || line.bytes[n] != ':' || SENTI_IS_UPPER(line.bytes[0]))
			return false;
		line = senti_span_after(line, n + 1);
	}
	return false;
}

bool
senti_is_log(SentiSpan line)
{
	const uint8_t *bar;

	if (is_stamped(line))
		return true;
	if ((!senti_begins_with_words(line) || senti_starts_with(line, "PS ")) &&
		(is_pairs(line) || is_prompt(line) || is_tool_message(line)))
		return true;
	if (line.bytes[0] == '[')
		return is_bracketed_level(line);
	if (senti_starts_with(line, "{\"") && senti_ends_with(line, "}"))
		return true;
	if (SENTI_IS_DIGIT(line.bytes[0]) && is_access(line))
		return true;
	/* "agent-1  | 2024-05-14T02:00:01Z ...": the name of a container in front */
	if (line.len > 25 && (bar = memchr(line.bytes, '|', 40 < line.len ? 40 : line.len)) != NULL)
		return stamp_length(senti_span_after(line, (size_t) (bar - line.bytes) + 1)) > 0;
	if (senti_starts_with(line, "npm ERR!") || senti_starts_with(line, "npm WARN "))
		return true;
	return SENTI_IS_DIGIT(line.bytes[line.len - 1]) && senti_contains(line, " exited with code ") && !senti_has_speaker(line);
}

bool
senti_is_output(SentiSpan line, SentiLines rest)
{
	SentiSpan	next;

	if (senti_has_speaker(line) || senti_is_sentence(line) || senti_ends_with(line, ":"))
		return false;
	for (int n = 0; n < SENTI_LOOK_LINES && (next = senti_lines_take(&rest)).len > 0; n++)
		if (is_prompt(next))
			return true;
	return false;
}
