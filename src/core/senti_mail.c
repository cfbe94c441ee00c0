/*
 * senti_mail.c - quoted and forwarded mail
 *
 * Wordings of the common mail programs in English, German, French, Spanish,
 * Dutch, Italian and Portuguese.
 */
#include "senti_line.h"

#define ATTRIBUTION_LINES 3		/* a mail program folds it onto so many lines at most */
#define HEADER_LINES 8			/* of a quoted mail */

/* ---- attributions ---- */

/* How it begins, the verb in it, the verb at its end; one of the verbs is enough. */
static const struct
{
	char		start[12];
	char		verb[12];
	char		end[16];
}			attributions[] = {
	{"On ", "\n", "wrote:"},
	{"Am ", " schrieb ", "schrieb:"},
	{"Le ", "\n", "a écrit :"},
	{"Le ", "\n", "a écrit:"},
	{"El ", "\n", "escribió:"},
	{"Op ", " schreef ", "schreef:"},
	{"Il ", "\n", "scritto:"},
	{"Em ", "\n", "escreveu:"},
};

/* Below it stands a quotation with marks. */
static bool
has_marked_quote(SentiLines rest)
{
	while (rest.len > 0)
	{
		SentiSpan	next = senti_lines_take(&rest);

		if (next.len > 0)
			return next.bytes[0] == '>';
	}
	return false;
}

/* An address or a time of day, as programs write: what follows may be quoted without marks. */
static bool
is_by_program(SentiSpan attribution)
{
	if (memchr(attribution.bytes, '@', attribution.len))
		return true;
	for (size_t i = 0; i + 4 < attribution.len; i++)
		if (senti_matches((SentiSpan) {attribution.bytes + i, attribution.len - i}, "9:99"))
			return !senti_has_speaker(attribution);
	return false;
}

int
senti_attribution_lines(SentiSpan line, SentiLines rest)
{
	if (line.len > 200 || line.len < 3)
		return 0;
	/* all but the numeric one begin with a word of two letters */
	if (!SENTI_IS_DIGIT(line.bytes[0]) && (line.bytes[2] != ' ' || !strchr("OALEI", line.bytes[0])))
		return 0;
	if (!senti_has_digit(line))
		return 0;
	/* "2024-05-14 9:12 GMT+02:00 Support <help@vendor.example>:" */
	if (senti_matches(line, "9999-99-99") && senti_ends_with(line, ">:") && memchr(line.bytes, '@', line.len))
		return 1;
	for (size_t a = 0; a < SENTI_LENGTH(attributions); a++)
	{
		SentiLines	behind = rest;
		SentiSpan	last = line;
		bool		has_verb = false;

		if (!senti_starts_with(line, attributions[a].start))
			continue;
		for (int n = 1; n <= ATTRIBUTION_LINES && last.len > 0 && last.len <= 200; n++)
		{
			has_verb |= senti_contains(last, attributions[a].verb);
			if (senti_ends_with(last, attributions[a].end) || (has_verb && senti_ends_with(last, ":")))
			{
				SentiSpan	all = {line.bytes, (size_t) (last.bytes - line.bytes) + last.len};

				return is_by_program(all) || has_marked_quote(behind) ? n : 0;
			}
			last = senti_lines_take(&behind);
		}
	}
	return 0;
}

/* ---- headers ---- */

/* Does the line begin as a header does: name, blanks, colon?  Bold in plain text has stars around. */
static bool
is_header(SentiSpan line, const char (*names)[12], size_t count)
{
	if (line.len > 0 && line.bytes[0] == '*')
		line = senti_span_after(line, 1);
	for (size_t i = 0; i < count; i++)
	{
		SentiSpan	behind;

		if (!senti_starts_with(line, names[i]))
			continue;
		behind = senti_span_after(line, strlen(names[i]));
		if (senti_starts_with(behind, "el:"))	/* "Enviado el:" */
			return true;
		if (behind.len > 0 && behind.bytes[0] == ':')
			return true;
	}
	return false;
}

static bool
is_header_block(SentiSpan line, SentiLines rest)
{
	static const char senders[][12] = {"From", "Von", "De", "Van", "Da"};
	static const char others[][12] = {
		"Sent", "To", "Cc", "CC", "Subject", "Date", "Reply-To", "Gesendet", "An", "Betreff", "Datum", "Envoyé", "À", "Objet",
		"Enviado", "Enviada", "Para", "Asunto", "Assunto", "Fecha", "Data", "Verzonden", "Aan", "Onderwerp", "Inviato", "A", "Oggetto"
	};
	int			sender_count = 0;
	int			other_count = 0;
	int			sentences = 0;
	bool		has_address = false;

	if (memchr(line.bytes, ':', line.len < 16 ? line.len : 16) == NULL)
		return false;
	for (int n = 0; n < HEADER_LINES; n++, line = senti_lines_take(&rest))
	{
		if (is_header(line, senders, SENTI_LENGTH(senders)))
			sender_count++;
		else if (is_header(line, others, SENTI_LENGTH(others)))
			other_count++;
		else
			break;
		sentences += senti_ends_sentence(line);
		has_address |= memchr(line.bytes, '@', line.len) != NULL;
	}
	return sender_count == 1 && (other_count >= 2 || (other_count == 1 && has_address && sentences == 0));
}

/* "-----Original Message-----" and its relatives, between dashes. */
static bool
is_mail_divider(SentiSpan line)
{
	static const char titles[][28] = {
		"original message", "forwarded message", "forwarded by", "ursprüngliche nachricht", "weitergeleitete nachricht",
		"original-nachricht", "message d'origine", "message original", "message transféré", "mensaje original", "mensaje reenviado",
		"oorspronkelijk bericht", "doorgestuurd bericht", "messaggio originale", "messaggio inoltrato", "mensagem original"
	};
	SentiSpan	title = line;

	if (!senti_starts_with(line, "--") || !senti_ends_with(line, "-") || line.len > 120)
		return false;
	while (title.len > 0 && (*title.bytes == '-' || *title.bytes == ' '))
		title = (SentiSpan) {title.bytes + 1, title.len - 1};
	for (size_t i = 0; i < SENTI_LENGTH(titles); i++)
		if (senti_starts_with_any_case(title, titles[i]))
			return true;
	return false;
}

/* "##- Please type your reply above this line -##" */
static bool
is_reply_marker(SentiSpan line)
{
	return line.len > 0 && line.len < 120 && strchr("#-=*_", line.bytes[0]) && senti_contains_any_case(line, "above this line") &&
		(senti_contains_any_case(line, "reply") || senti_contains_any_case(line, "type") || senti_contains_any_case(line, "write"));
}

/* A line of underscores above a header block. */
static bool
is_rule_above_headers(SentiSpan line, SentiLines rest)
{
	size_t		n = 0;
	SentiSpan	next;

	while (n < line.len && line.bytes[n] == '_')
		n++;
	if (n < 10 || n < line.len)
		return false;
	do
		next = senti_lines_take(&rest);
	while (next.len == 0 && rest.len > 0);
	return is_header_block(next, rest);
}

bool
senti_begins_quoted_mail(SentiSpan line, SentiLines rest)
{
	return is_mail_divider(line) || is_reply_marker(line) || is_rule_above_headers(line, rest) ||
		senti_equals_any_case(line, "begin forwarded message:") || is_header_block(line, rest);
}
