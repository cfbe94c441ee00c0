/*
 * senti_code.c - traces, code, markup, configuration, tables
 *
 * A line that could be prose is one: each mark is something that no sentence
 * has, and the weaker ones count only where nobody speaks of himself.
 */
#include "senti_line.h"

#define NESTED_LINES 8			/* names at the outer level above the first inner one */

/* ---- traces ---- */

/* "com.acme.AuthException: token expired", "TypeError: x is undefined" above its frames */
static bool
is_exception(SentiSpan line, SentiLines rest)
{
	static const char ends[][10] = {"Exception", "Error"};
	size_t		n;
	SentiSpan	name;

	if (senti_starts_with(line, "Uncaught "))
		line = senti_span_after(line, 9);
	n = senti_identifier_length(line);
	name = (SentiSpan) {line.bytes, n};
	if (n < 6 || (n < line.len && line.bytes[n] != ':'))
		return false;
	for (size_t i = 0; i < SENTI_LENGTH(ends); i++)
		if (senti_ends_with(name, ends[i]))
			return memchr(name.bytes, '.', name.len) != NULL ||
				(name.len > strlen(ends[i]) && senti_starts_with(senti_lines_peek(rest), "at "));
	return false;
}

/* "at com.acme.Job.run(Job.java:12)", "at save (app.js:3:7)", "at A.B(C c) in X.cs:line 4": a place, not a remark */
static bool
is_trace_frame(SentiSpan line)
{
	size_t		digits = 0;
	size_t		name_len;
	SentiSpan	place;

	if (!senti_starts_with(line, "at "))
		return false;
	place = senti_span_after(line, 3);
	name_len = senti_identifier_length(place);
	/* a dotted name and its bracket, without a blank between */
	if ((senti_ends_with(place, ")") || senti_contains(place, ") in ")) &&
		name_len < place.len && (place.bytes[name_len] == '(' || place.bytes[name_len] == '/') && memchr(place.bytes, '.', name_len))
		return true;
	if (senti_ends_with(place, ")"))
		place.len--;
	while (digits < place.len && SENTI_IS_DIGIT(place.bytes[place.len - 1 - digits]))
		digits++;
	return digits > 0 && digits < place.len && place.bytes[place.len - 1 - digits] == ':' &&
		(senti_ends_with(line, ")") || senti_contains(place, "://"));
}

/* "main.go:57", "sync.rb:14:in": a source file with the number of a line */
static bool
has_source_place(SentiSpan line)
{
	static const char marks[][8] = {".go:9", ".rb:9", ".py:9", ".php(9"};

	for (size_t i = 0; i + 6 < line.len && i < 300; i++)
		for (size_t m = 0; line.bytes[i] == '.' && m < SENTI_LENGTH(marks); m++)
			if (senti_matches((SentiSpan) {line.bytes + i, line.len - i}, marks[m]))
				return true;
	return false;
}

static bool
is_trace(SentiSpan line, SentiLines rest, bool is_indented, bool has_words)
{
	if (is_trace_frame(line) || ((!has_words || senti_starts_with(line, "Uncaught ")) && is_exception(line, rest)))
		return true;
	switch (line.bytes[0])
	{
		case 'C':
			return senti_starts_with(line, "Caused by: ") && is_exception(senti_span_after(line, 11), rest);
		case 'D':
			return senti_starts_with(line, "During handling of the above exception");
		case 'E':
			return senti_starts_with(line, "Exception in thread \"");
		case 'F':
			return (senti_starts_with(line, "File \"") && senti_contains(line, "\", line ")) ||
				(senti_starts_with(line, "Fatal error: ") && senti_contains(line, " on line "));
		case 'P':
			return senti_starts_with(line, "PHP ") && senti_contains(line, ": ") && senti_contains(line, ".php");
		case 'S':
			return senti_equals_any_case(line, "stack trace:");
		case 'T':
			return senti_starts_with(line, "The above exception was ");
		case '.':
			return senti_starts_with(line, "... ") && senti_ends_with(line, " more");
		case '-':
			return senti_starts_with(line, "--- End of ") && senti_contains(line, "stack trace");
		case '#':
			return line.len > 4 && SENTI_IS_DIGIT(line.bytes[1]) && line.bytes[2] == ' ' &&
				(senti_contains(line, "{main}") || line.bytes[3] == '/' || line.bytes[3] == '[');
		case '[':
			return senti_starts_with(line, "[signal SIG");
		case 'e':
			return senti_starts_with(line, "exit status ") && line.len < 16;
		case 'f':
			return senti_starts_with(line, "from ") && has_source_place(line) && senti_contains(line, ":in ");
		case 'g':
			return senti_starts_with(line, "goroutine ") && senti_ends_with(line, ":");
		case 'p':
			return senti_starts_with(line, "panic: ") && !senti_has_speaker(line);
		case 'n':
			return senti_starts_with(line, "note: run with `");
		case 't':
			return (senti_starts_with(line, "thread '") && senti_contains(line, "' panicked at ")) ||
				(senti_starts_with(line, "thrown in ") && senti_contains(line, " on line "));
		case '/':
			return has_source_place(line) && (senti_contains(line, ":in ") || !(senti_has_speaker(line) || senti_is_sentence(line)));
		default:
			/* "main.connect(0xc0000b4000, 0x10)", "main.main()" */
			return !is_indented && SENTI_IS_LOWER(line.bytes[0]) && senti_ends_with(line, ")") && has_source_place(senti_lines_peek(rest));
	}
}

/* ---- code ---- */

/* "<order id="1">", "<status>failed</status>": tags, and hardly a word between */
static bool
is_markup(SentiSpan line)
{
	static const char text_tags[][8] = {"<p", "<b", "<i", "<u", "<em", "<strong", "<br", "<h", "<li", "<td", "<a ", "<div", "<span"};
	size_t		outside = 0;
	int			depth = 0;

	if (line.len < 3 || line.bytes[0] != '<' || line.bytes[line.len - 1] != '>' || line.len > SENTI_LOOK_BYTES)
		return false;
	if (!SENTI_IS_LOWER(line.bytes[1]) && !SENTI_IS_UPPER(line.bytes[1]) && !strchr("/?!", line.bytes[1]))
		return false;
	for (size_t i = 0; i < line.len; i++)
	{
		depth += line.bytes[i] == '<';
		outside += depth == 0;
		if (line.bytes[i] == ' ' && depth == 0)
			return false;
		depth -= line.bytes[i] == '>';
	}
	/* what mail programs write around text is not code */
	for (size_t i = 0; outside > 0 && i < SENTI_LENGTH(text_tags); i++)
		if (senti_starts_with_any_case(line, text_tags[i]))
			return false;
	return memchr(line.bytes, '@', line.len) == NULL;
}

/* SELECT ... FROM, INSERT INTO ..., in capitals, and further lines of the statement or its semicolon */
static bool
is_sql(SentiSpan line, SentiLines rest)
{
	static const char starts[][16] = {
		"SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM ", "CREATE TABLE ", "CREATE INDEX ", "ALTER TABLE ", "DROP TABLE ", "WITH ", "EXPLAIN "
	};
	static const char clauses[][12] = {"SELECT", "FROM ", "WHERE ", "VALUES ", "SET ", "JOIN ", "GROUP BY ", "ORDER BY "};

	if (line.len < 2 || !SENTI_IS_UPPER(line.bytes[1]))
		return false;
	for (size_t i = 0; i < SENTI_LENGTH(starts); i++)
	{
		SentiSpan	next;

		if (!senti_starts_with(line, starts[i]))
			continue;
		next = senti_lines_peek(rest);
		if (senti_ends_with(line, ";"))
			return true;
		for (size_t c = 0; c < SENTI_LENGTH(clauses); c++)
			if (senti_starts_with(next, clauses[c]))
				return true;
	}
	return false;
}

/* "timeout = 30", "vendor.retry=false", "host: db1": a small name, and a short value that ends no sentence */
static bool
is_setting(SentiSpan line, char mark)
{
	size_t		n;
	size_t		blanks = 0;
	SentiSpan	value;

	if (!senti_identifier_at(line, &n) || line.len > 120 || senti_ends_with(line, ".") || senti_ends_with(line, "!") || senti_ends_with(line, "?"))
		return false;
	if (mark == ':' && SENTI_IS_UPPER(line.bytes[0]))
		return false;
	for (size_t i = 0; i < n; i++)
		if (SENTI_IS_UPPER(line.bytes[i]) && line.bytes[n] == ' ')
			return false;
	value = senti_span_after(line, n);
	if (value.len == 0 || value.bytes[0] != (uint8_t) mark || (mark == ':' && line.bytes[n] != ':'))
		return false;
	value = senti_span_after(value, 1);
	for (size_t i = 0; i < value.len; i++)
		blanks += value.bytes[i] == ' ';
	return blanks <= 2 && !senti_has_speaker(value);
}

/* "vendor.url=x", "retry = 3", "debug = false": nobody would rate so, as in "support=great" */
static bool
is_technical(SentiSpan setting)
{
	size_t		n = senti_identifier_length(setting);
	SentiSpan	value = senti_span_after(setting, n);

	value = value.len > 0 ? senti_span_after(value, 1) : value;
	if (memchr(setting.bytes, '_', n) || memchr(setting.bytes, '.', n) || memchr(setting.bytes, '-', n))
		return true;
	return value.len == 0 || SENTI_IS_DIGIT(value.bytes[0]) || strchr("/\"'$", value.bytes[0]) || senti_contains(value, "://") ||
		senti_equals_any_case(value, "true") || senti_equals_any_case(value, "false");
}

/* "kind: job", "section:" and so on, down to the first indented "key: value" */
static bool
is_nested_settings(SentiSpan line, SentiLines rest)
{
	for (int i = 0; i < NESTED_LINES; i++)
	{
		size_t		n = senti_identifier_length(line);
		SentiSpan	next = senti_lines_peek(rest);
		bool		is_section = n > 0 && n + 1 == line.len && line.bytes[n] == ':' && SENTI_IS_LOWER(line.bytes[0]);

		if (is_section && next.bytes > rest.bytes && is_setting(next, ':'))
			return true;
		if (!is_section && !is_setting(line, ':'))
			return false;
		senti_lines_take(&rest);
		line = next;
	}
	return false;
}

/* A bracket that opens right behind a name. */
static bool
has_call(SentiSpan line)
{
	for (size_t i = 1; i < line.len; i++)
		if (line.bytes[i] == '(' && SENTI_IS_LOWER(line.bytes[i - 1]))
			return true;
	return false;
}

/* The head of a block, known by the line below it. */
static bool
is_block_head(SentiSpan line, SentiLines rest, bool has_words)
{
	SentiSpan	next = senti_lines_peek(rest);
	bool		next_is_indented = next.len > 0 && next.bytes > rest.bytes;

	/* [section] and key = value */
	if (line.bytes[0] == '[' && line.bytes[line.len - 1] == ']' && is_setting(next, '='))
		return true;
	if (!has_words && SENTI_IS_LOWER(line.bytes[0]) && is_nested_settings(line, rest))
		return true;
	if (!has_words && is_setting(line, '=') && is_setting(next, '='))
		return is_technical(line) || is_technical(next);
	if ((senti_starts_with(line, "def ") && has_call(line)) || (senti_starts_with(line, "class ") && senti_matches(line, "class A")))
		return senti_ends_with(line, ":") && next_is_indented;
	if (line.len <= 2 && (line.bytes[0] == '{' || line.bytes[0] == '['))
		return next.len > 0 && strchr("\"{}[]", next.bytes[0]) != NULL;
	return senti_ends_with(line, "{") && next.len > 0 && (next_is_indented || next.bytes[0] == '}');
}

static bool
is_diff_head(SentiSpan line, SentiLines rest)
{
	return (senti_starts_with(line, "--- a/") && senti_starts_with(senti_lines_peek(rest), "+++ ")) ||
		senti_starts_with(line, "+++ b/") || (senti_matches(line, "@@ -9") && senti_contains(line, " @@"));
}

/* ---- tables ---- */

static size_t
count_byte(SentiSpan line, char byte)
{
	size_t		count = 0;

	for (size_t i = 0; i < line.len && i < SENTI_LOOK_BYTES; i++)
		count += line.bytes[i] == (uint8_t) byte;
	return count;
}

/* "---------+-------": the rule below the head of a table */
static bool
is_table_rule(SentiSpan line)
{
	for (size_t i = 0; i < line.len; i++)
		if (!strchr("-+=| ", line.bytes[i]))
			return false;
	return line.len >= 5 && memchr(line.bytes, '-', line.len) &&
		(memchr(line.bytes, '+', line.len) || memchr(line.bytes, '|', line.len));
}

/* Three blanks in a row cover every third place, and one beside it. */
static bool
may_have_gap(SentiSpan line)
{
	for (size_t i = 2; i + 1 < line.len; i += 3)
		if (line.bytes[i] == ' ' && (line.bytes[i - 1] == ' ' || line.bytes[i + 1] == ' '))
			return true;
	return false;
}

/* Gaps of three blanks or more: columns. */
static size_t
count_gaps(SentiSpan line)
{
	size_t		gaps = 0;
	size_t		run = 0;

	if (!may_have_gap(line))
		return 0;
	for (size_t i = 0; i < line.len && i < SENTI_LOOK_BYTES; i++)
	{
		run = line.bytes[i] == ' ' ? run + 1 : 0;
		gaps += run == 3;
	}
	return gaps;
}

/* Do both lines have the separator equally often, at least min times, and without a blank behind it? */
static bool
are_rows(SentiSpan line, SentiSpan other, char separator, size_t min)
{
	const uint8_t *first = memchr(line.bytes, separator, line.len);
	char		spaced[3] = {separator, ' ', '\0'};
	size_t		n;

	/* most commas have a blank behind, and most lines no other separator */
	if (!first || (separator != '\t' && senti_contains((SentiSpan) {first, line.len - (size_t) (first - line.bytes)}, spaced)))
		return false;
	n = count_byte(line, separator);
	return n >= min && count_byte(other, separator) == n;
}

bool
senti_is_row(SentiSpan line, SentiLines rest, bool as_before)
{
	SentiSpan	next;
	SentiSpan	second;

	if (is_table_rule(line))
		return true;
	if (as_before)
		return count_byte(line, '\t') >= 2 || count_gaps(line) >= 2 ||
			(count_byte(line, ';') >= 2 && !senti_contains(line, "; ")) ||
			(count_byte(line, ',') >= 2 && !senti_contains(line, ", ")) ||
			memchr(line.bytes, '|', line.len) ||
			(senti_starts_with(line, "(") && (senti_ends_with(line, " rows)") || senti_ends_with(line, " row)")));
	next = senti_lines_take(&rest);
	if (next.len == 0)
		return false;
	second = senti_lines_peek(rest);
	return (is_table_rule(next) && memchr(line.bytes, '|', line.len)) || are_rows(line, next, '\t', 2) ||
		(are_rows(line, next, ';', 2) && are_rows(next, second, ';', 2)) ||
		(are_rows(line, next, ',', 2) && are_rows(next, second, ',', 2)) ||
		(count_gaps(line) >= 2 && count_gaps(next) >= 2);
}

/* ---- code, all of it ---- */

bool
senti_is_code(SentiSpan line, SentiLines rest, bool is_indented)
{
	bool		has_words = senti_begins_with_words(line);

	if (is_trace(line, rest, is_indented, has_words))
		return true;
	switch (line.bytes[0])
	{
		case '|':
			return line.len >= 3 && line.bytes[line.len - 1] == '|';
		case '`':
			return line.len > 6 && senti_starts_with(line, "```") && senti_ends_with(line, "```") &&
				!memchr(line.bytes + 3, '`', line.len - 6);
		case '<':
			return is_markup(line);
		case '-':
		case '+':
		case '@':
			return is_diff_head(line, rest);
		default:
			break;
	}
	if (senti_starts_with(line, "export ") && senti_identifier_length(senti_span_after(line, 7)) > 0)
	{
		SentiSpan	name = senti_span_after(line, 7);
		size_t		n = senti_identifier_length(name);

		return n < name.len && name.bytes[n] == '=';
	}
	if (is_indented && !senti_is_sentence(line) &&
		(senti_ends_with(line, "{") || (senti_ends_with(line, ";") && (has_call(line) || memchr(line.bytes, '=', line.len)))))
		return true;
	return is_sql(line, rest) || is_block_head(line, rest, has_words);
}

bool
senti_continues_code(SentiSpan line, bool is_indented)
{
	static const char sql[][12] = {"FROM ", "WHERE ", "VALUES ", "SET ", "GROUP BY ", "ORDER BY ", "JOIN ", "LEFT JOIN ", "LIMIT ", "AND "};

	if (strchr("{}]", line.bytes[0]) && line.len <= 3)
		return true;
	if (is_setting(line, '=') || (is_indented && is_setting(line, ':')))
		return true;
	if (line.len > 1 && strchr("+-", line.bytes[0]) && is_setting(senti_span_after(line, 1), '='))
		return true;
	if (line.bytes[0] == '[' && line.bytes[line.len - 1] == ']' && memchr(line.bytes, ' ', line.len) == NULL)
		return true;
	/* "name": value */
	if (line.bytes[0] == '"' && senti_contains(line, "\":"))
		return true;
	for (size_t i = 0; i < SENTI_LENGTH(sql); i++)
		if (senti_starts_with(line, sql[i]))
			return true;
	return is_indented && (!senti_is_sentence(line) || has_call(line));
}
