/*
 * highlight.c - a text with marks around what drove its score
 */
#include "postgres.h"

#include "commands/defrem.h"
#include "fmgr.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "parser/scansup.h"
#include "utils/builtins.h"

#include "finding_list.h"
#include "model.h"
#include "senti_params.h"
#include "senti_share.h"
#include "text_scan.h"

/* Characters that must not reach the reader as they are. */
typedef enum Escape
{
	ESCAPE_NONE,
	ESCAPE_CONTROL,				/* for terminals: control characters but tab and line end */
	ESCAPE_HTML
} Escape;

typedef struct Style
{
	const char *name;
	const char *start[2];		/* [0] before what is negative, [1] positive */
	const char *stop[2];
	Escape		escape;
} Style;

/* The first is the default: the notation of word diffs. */
static const Style styles[] = {
	{"marker", {"[-", "{+"}, {"-]", "+}"}, ESCAPE_NONE},
	{"ansi", {"\033[1;31m", "\033[1;32m"}, {"\033[0m", "\033[0m"}, ESCAPE_CONTROL},
	{"html", {"<mark class=\"negative\" style=\"background:#ffc9c4\">", "<mark class=\"positive\" style=\"background:#c3ecc6\">"},
	{"</mark>", "</mark>"}, ESCAPE_HTML},
};

/* ---- options ---- */

/* What cannot be parsed is refused as an unknown option is. */
static void
explain_syntax(void *arg)
{
	if (geterrcode() != ERRCODE_SYNTAX_ERROR)
		return;
	errcode(ERRCODE_INVALID_PARAMETER_VALUE);
	errhint("Write options as in 'Style=html, StartNeg=\"<b>\", StopNeg=\"</b>\"'.");
}

static List *
parse_options(text *options)
{
	ErrorContextCallback callback = {error_context_stack, explain_syntax, NULL};
	List	   *list;

	error_context_stack = &callback;
	list = deserialize_deflist(PointerGetDatum(options));
	error_context_stack = callback.previous;
	return list;
}

static const Style *
find_style(const char *name)
{
	for (int i = 0; i < lengthof(styles); i++)
		if (strcmp(styles[i].name, name) == 0)
			return &styles[i];
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown highlight style \"%s\"", name),
			 errhint("Use marker, ansi or html.")));
}

static char *
folded(const char *name)
{
	return downcase_identifier(name, strlen(name), false, false);
}

/* As the bytes of a TextScan are. */
static const char *
to_utf8(const char *mark)
{
	return pg_server_to_any(mark, strlen(mark), PG_UTF8);
}

/* Marks of one's own replace those of the style, wherever Style stands. */
static void
read_options(text *options, Style *style)
{
	List	   *list = parse_options(options);
	ListCell   *cell;

	foreach(cell, list)
	{
		DefElem    *option = lfirst(cell);

		if (strcmp(folded(option->defname), "style") == 0)
			*style = *find_style(folded(defGetString(option)));
	}
	foreach(cell, list)
	{
		static const char *const names[] = {"startneg", "startpos", "stopneg", "stoppos"};
		const char **const marks[] = {&style->start[0], &style->start[1], &style->stop[0], &style->stop[1]};
		DefElem    *option = lfirst(cell);
		char	   *name = folded(option->defname);
		int			i = 0;

		while (i < lengthof(names) && strcmp(names[i], name) != 0)
			i++;
		if (i < lengthof(names))
			*marks[i] = to_utf8(defGetString(option));
		else if (strcmp(name, "style") != 0)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("unknown highlight option \"%s\"", option->defname),
					 errhint("The options are Style, StartNeg, StopNeg, StartPos and StopPos.")));
	}
}

/* ---- the text: escaping is the one place in the glue that sees bytes, and it reads nothing from them ---- */

static void
append_html(StringInfo out, const uint8 *bytes, int len)
{
	for (int i = 0; i < len; i++)
		switch (bytes[i])
		{
			case '&':
				appendStringInfoString(out, "&amp;");
				break;
			case '<':
				appendStringInfoString(out, "&lt;");
				break;
			case '>':
				appendStringInfoString(out, "&gt;");
				break;
			case '"':
				appendStringInfoString(out, "&quot;");
				break;
			case '\'':
				appendStringInfoString(out, "&#39;");
				break;
			default:
				appendStringInfoCharMacro(out, (char) bytes[i]);
		}
}

/* U+0000 .. U+001F and U+007F .. U+009F, in UTF-8, become question marks. */
static void
append_controlled(StringInfo out, const uint8 *bytes, int len)
{
	for (int i = 0; i < len; i++)
	{
		bool		is_c1 = bytes[i] == 0xC2 && i + 1 < len && bytes[i + 1] >= 0x80 && bytes[i + 1] < 0xA0;
		bool		is_c0 = (bytes[i] < ' ' && bytes[i] != '\t' && bytes[i] != '\n' && bytes[i] != '\r') || bytes[i] == 0x7F;

		appendStringInfoCharMacro(out, is_c0 || is_c1 ? '?' : (char) bytes[i]);
		i += is_c1;
	}
}

static void
append_escaped(StringInfo out, const Style *style, const TextScan *scan, size_t start, size_t end)
{
	const uint8 *bytes = scan->bytes + start;
	int			len = (int) (end - start);

	switch (style->escape)
	{
		case ESCAPE_NONE:
			appendBinaryStringInfo(out, (const char *) bytes, len);
			break;
		case ESCAPE_CONTROL:
			append_controlled(out, bytes, len);
			break;
		case ESCAPE_HTML:
			append_html(out, bytes, len);
			break;
	}
}

/* ---- marks ---- */

/* Wording this strong would by itself bring a neutral text beyond the neutral band. */
#define WORDING_LEAST_E4 SENTI_NEUTRAL_BAND_E4

typedef struct Mark
{
	uint32		start;			/* bytes */
	uint32		end;
	int32		share_e4;		/* not 0 */
} Mark;

static int
compare_start(const void *a, const void *b)
{
	uint32		left = ((const Mark *) a)->start;
	uint32		right = ((const Mark *) b)->start;

	return (left > right) - (left < right);
}

/* What drove the score, in the order of the text: findings, and clauses without any that are strong by their wording. */
static Mark *
find_marks(const SentiScan *scan, const FindingList *list, int *count)
{
	Mark	   *marks = palloc_extended(sizeof(Mark) * (Size) (list->count + list->clause_count + 1), MCXT_ALLOC_HUGE);
	SentiShare	share;
	int			first = 0;		/* the first finding's mark that ends behind the clause's beginning */
	int			finding_count;
	int			n = 0;

	senti_share_init(&share, scan);
	for (int i = 0; i < list->count; i++)
	{
		int32		share_e4 = senti_share_finding(&share, &list->items[i]);

		if (share_e4 != 0)
			marks[n++] = (Mark) {list->items[i].start, list->items[i].end, share_e4};
	}
	qsort(marks, n, sizeof(Mark), compare_start);
	finding_count = n;
	for (int i = 0; i < list->clause_count; i++)
	{
		const SentiClause *clause = &list->clauses[i];
		int32		share_e4 = senti_share_clause(&share, clause);

		while (first < finding_count && marks[first].end <= clause->start)
			first++;
		if (abs(share_e4) > WORDING_LEAST_E4 && !(first < finding_count && marks[first].start < clause->end))
			marks[n++] = (Mark) {clause->start, clause->end, share_e4};
	}
	qsort(marks, n, sizeof(Mark), compare_start);
	*count = n;
	return marks;
}

static text *
highlight(text *value, const SentiScorer *scorer, const Style *style)
{
	FindingList list = {0};
	StringInfoData out;
	TextScan	scan;
	size_t		pos = 0;
	Mark	   *marks;
	int			count;

	text_scan_open(&scan, value, scorer);
	finding_list_hear(&list, &scan.scan);
	text_scan_run(&scan);
	marks = find_marks(&scan.scan, &list, &count);
	initStringInfo(&out);
	for (int i = 0; i < count; i++)
	{
		const Mark *mark = &marks[i];
		size_t		start = Max(mark->start, pos);
		size_t		end = mark->end;
		int			side = mark->share_e4 > 0;

		/* findings may share words: one mark where they agree, else the first has them */
		while (i + 1 < count && mark[1].start < end && (mark[1].share_e4 > 0) == side)
		{
			i++;
			mark++;
			end = Max(end, mark->end);
		}
		if (start >= end)
			continue;
		append_escaped(&out, style, &scan, pos, start);
		appendStringInfoString(&out, style->start[side]);
		append_escaped(&out, style, &scan, start, end);
		appendStringInfoString(&out, style->stop[side]);
		pos = end;
	}
	append_escaped(&out, style, &scan, pos, scan.len);
	return server_text(out.data, out.len);
}

PG_FUNCTION_INFO_V1(sentiment_highlight);
Datum
sentiment_highlight(PG_FUNCTION_ARGS)
{
	PG_RETURN_TEXT_P(highlight(PG_GETARG_TEXT_PP(0), site_scorer(fcinfo->flinfo->fn_oid), &styles[0]));
}

PG_FUNCTION_INFO_V1(sentiment_highlight_options);
Datum
sentiment_highlight_options(PG_FUNCTION_ARGS)
{
	Style		style = styles[0];

	read_options(PG_GETARG_TEXT_PP(1), &style);
	PG_RETURN_TEXT_P(highlight(PG_GETARG_TEXT_PP(0), site_scorer(fcinfo->flinfo->fn_oid), &style));
}
