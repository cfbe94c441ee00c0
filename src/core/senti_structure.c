/*
 * senti_structure.c - whose voice a line is
 */
#include "senti_structure.h"

#include "senti_line.h"
#include "senti_speaker.h"

/* A line of three backticks or tildes and at most the name of a language. */
static bool
is_fence(SentiSpan line)
{
	SentiSpan	name;

	if (!senti_starts_with(line, "~~~") && !senti_starts_with(line, "```"))
		return false;
	name = senti_span_after(line, 3);
	return memchr(name.bytes, '`', name.len) == NULL && memchr(name.bytes, ' ', name.len) == NULL;
}

/* Is the fence closed in what follows?  Without that it would swallow the text. */
static bool
has_closing_fence(SentiLines rest)
{
	while (rest.len > 0)
		if (is_fence(senti_lines_take(&rest)))
			return true;
	return false;
}

/* A motto below the name, or words of somebody else: a whole line in quotation marks behind others. */
static bool
is_quotation(const SentiStructure *structure, SentiSpan line)
{
	return structure->has_spoken && line.len > 2 && line.bytes[0] == '"' && line.bytes[line.len - 1] == '"' &&
		memchr(line.bytes + 1, '"', line.len - 2) == NULL;
}

static bool
begins_with(SentiLines rest, char mark)
{
	SentiSpan	next = senti_lines_peek(rest);

	return next.len > 0 && next.bytes[0] == (uint8_t) mark;
}

/* "> 10 seconds" alone compares; ">:(" is a face. */
static bool
is_marked_quote(const SentiStructure *structure, SentiSpan line, SentiLines rest)
{
	SentiSpan	behind;

	if (line.bytes[0] != '>')
		return false;
	if (structure->last == SENTI_VOICE_QUOTED || structure->after_wrote || begins_with(rest, '>'))
		return true;
	behind = senti_span_after(line, 1);
	return behind.len == 0 || (!SENTI_IS_DIGIT(behind.bytes[0]) && !senti_starts_with(behind, ":("));
}

/* "| quoted" in several lines; a row of a table ends in a bar as well */
static bool
is_barred_quote(const SentiStructure *structure, SentiSpan line, SentiLines rest)
{
	return senti_starts_with(line, "| ") && memchr(line.bytes + 1, '|', line.len - 1) == NULL &&
		(structure->last == SENTI_VOICE_QUOTED || begins_with(rest, '|'));
}

/* "Jo Doe wrote:" above a quotation with marks */
static bool
is_short_attribution(SentiSpan line, SentiLines rest)
{
	return line.len < 80 && senti_ends_with(line, " wrote:") && begins_with(rest, '>');
}

/* Quoted mail and its heads; what is not the customer's up to the end sets rest. */
static bool
is_quoted(SentiStructure *structure, SentiSpan line, SentiLines rest)
{
	if (is_marked_quote(structure, line, rest))
	{
		structure->after_wrote = false;
		return true;
	}
	if (structure->after_wrote)
	{
		/* the quoted text carries no marks: it reaches to the end */
		structure->rest = SENTI_VOICE_QUOTED;
		return true;
	}
	if (structure->attribution_lines == 0)
		structure->attribution_lines = senti_attribution_lines(line, rest);
	if (structure->attribution_lines > 0)
	{
		structure->after_wrote = --structure->attribution_lines == 0;
		return true;
	}
	if (senti_begins_quoted_mail(line, rest))
	{
		structure->rest = SENTI_VOICE_QUOTED;
		return true;
	}
	return is_short_attribution(line, rest) || is_barred_quote(structure, line, rest);
}

/* Signatures, and what machines add to a mail. */
static bool
is_signature(SentiStructure *structure, SentiSpan line, SentiLines rest, bool has_blank_behind)
{
	bool		is_added = senti_is_added_line(line, rest);

	structure->in_notice |= senti_is_legal_notice(line, rest);
	/* below the dashes somebody may go on to write */
	if (structure->in_signature && structure->last == SENTI_VOICE_BLANK && !structure->in_notice && !is_added && senti_is_sentence(line))
		structure->in_signature = false;
	if (line.len == 2 && senti_starts_with(line, "--"))
		structure->in_signature |= has_blank_behind || senti_is_card(rest);
	if (structure->has_spoken && senti_begins_signature(line, rest))
		structure->in_signature = true;
	return structure->in_signature || structure->in_notice || is_added;
}

/* Code, in runs that the line before and the line after support. */
static bool
is_code(SentiStructure *structure, SentiSpan line, SentiLines rest, bool is_indented)
{
	if (structure->in_traceback)
	{
		structure->in_traceback = is_indented;
		return true;
	}
	structure->in_traceback = senti_starts_with(line, "Traceback (most recent call last)");
	if (structure->in_traceback)
		return true;
	structure->in_rows = senti_is_row(line, rest, structure->in_rows);
	if (structure->in_rows)
		return true;
	return (structure->last == SENTI_VOICE_CODE && senti_continues_code(line, is_indented)) ||
		senti_is_code(line, rest, is_indented);
}

/* "2024-05-14 10:02:13 Visitor: the page is empty" */
static bool
has_customer_label(SentiSpan line)
{
	SentiLabel	label;

	return senti_read_label(line, &label) && label.role == SENTI_ROLE_CUSTOMER;
}

/* The voice of a line that is not blank and outside of fences. */
static SentiVoice
classify(SentiStructure *structure, SentiSpan line, SentiLines rest, bool is_indented, bool has_blank_behind)
{
	if (is_quoted(structure, line, rest))
	{
		structure->in_signature = false;
		return SENTI_VOICE_QUOTED;
	}
	if (is_signature(structure, line, rest, has_blank_behind))
		return SENTI_VOICE_SIGNATURE;
	if ((senti_is_log(line) && !has_customer_label(line)) || (structure->last == SENTI_VOICE_LOG && senti_is_output(line, rest)))
		return SENTI_VOICE_LOG;
	if (is_code(structure, line, rest, is_indented))
		return SENTI_VOICE_CODE;
	if (is_quotation(structure, line))
		return SENTI_VOICE_QUOTED;
	structure->in_signature = senti_is_thanks_above_signature(line, rest);
	return SENTI_VOICE_CUSTOMER;
}

/* Behind an empty line, and behind staff, which is left out like one. */
static void
end_paragraph(SentiStructure *structure)
{
	structure->in_traceback = structure->in_rows = structure->in_notice = false;
	structure->last = SENTI_VOICE_BLANK;
}

SentiVoice
senti_structure_line(SentiStructure *structure, const uint8_t *text, size_t len, size_t *line_len)
{
	size_t		end = senti_line_length(text, len);
	SentiLines	rest = {text + end + (end < len), len - end - (end < len)};
	SentiSpan	line = senti_span_trim(text, end);
	bool		was_in_fence = structure->in_fence;
	SentiVoice	voice;

	*line_len = end;
	if (structure->is_whole)
		return line.len > 0 ? SENTI_VOICE_CUSTOMER : SENTI_VOICE_BLANK;
	if (structure->rest != SENTI_VOICE_CUSTOMER)
		return structure->rest;
	if (!structure->transcript.is_open)
	{
		structure->transcript.is_open = true;
		if (rest.len > 0)
			senti_transcript_open(&structure->transcript, text, len);
	}
	if (structure->transcript.staff_count > 0 && !structure->in_fence)
	{
		if (senti_transcript_is_staff(&structure->transcript, line, rest))
		{
			end_paragraph(structure);
			return SENTI_VOICE_STAFF;
		}
		rest = senti_transcript_turn(&structure->transcript, rest);
		if (structure->transcript.is_label)
			structure->in_signature = structure->in_notice = false;
	}
	if (is_fence(line))
	{
		/* the search for a closing fence fails once at most, so the whole stays linear */
		structure->in_fence = !structure->in_fence && !structure->fence_is_open && has_closing_fence(rest);
		structure->fence_is_open |= !structure->in_fence && !was_in_fence;
		voice = SENTI_VOICE_CODE;
	}
	else if (structure->in_fence)
		voice = SENTI_VOICE_CODE;
	else if (line.len == 0)
	{
		end_paragraph(structure);
		voice = SENTI_VOICE_BLANK;
	}
	else
		voice = classify(structure, line, rest, line.bytes > text, (size_t) (line.bytes - text) + line.len < end &&
						 line.bytes[line.len] == ' ');
	structure->has_spoken |= voice == SENTI_VOICE_CUSTOMER;
	structure->last = voice;
	return voice;
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
	static const char *const names[] = {"customer", "quoted", "signature", "code", "log", "staff", "blank"};

	return names[voice];
}
