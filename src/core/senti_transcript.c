/*
 * senti_transcript.c - transcripts of calls and chats: who of the speakers is staff
 *
 * One look at the whole text collects the labels of the speakers; after it, each
 * line tells whether it is staff's.  Forms, surveys and lists of steps look
 * alike, so a role must be named, speakers must take turns, and somebody must
 * speak to somebody.  In doubt a speaker is the customer.
 */
#include "senti_speaker.h"

#define SPEAKERS 16				/* with more it is a meeting, not a call */

typedef struct Speaker
{
	uint32_t	name;
	SentiRole	role;
	bool		is_speech;		/* speaks to somebody, or asks */
	int			turns;
} Speaker;

typedef struct Speakers
{
	Speaker		all[SPEAKERS];
	int			count;
	int			last;			/* who spoke last; -1: nobody yet */
	bool		has_time;		/* each label has one */
	bool		is_full;		/* there are more */
} Speakers;

/* The line is said by who spoke last: does he speak to somebody, or ask? */
static void
add_speech(Speakers *speakers, SentiSpan line)
{
	Speaker    *speaker = &speakers->all[speakers->last];

	speaker->is_speech = speaker->is_speech || senti_has_speaker(line) || senti_ends_with(line, "?");
}

static void
add_label(Speakers *speakers, const SentiLabel *label)
{
	Speaker    *speaker;
	int			n = 0;

	while (n < speakers->count && speakers->all[n].name != label->name)
		n++;
	if (n == SPEAKERS)
	{
		speakers->is_full = true;
		return;
	}
	speaker = &speakers->all[n];
	if (n == speakers->count)
	{
		*speaker = (Speaker) {.name = label->name, .role = label->role};
		speakers->count++;
	}
	/* who was called both is the customer */
	if (label->role == SENTI_ROLE_CUSTOMER || (label->role > speaker->role && speaker->role != SENTI_ROLE_CUSTOMER))
		speaker->role = label->role;
	speaker->turns += speakers->last != n;
	speakers->last = n;
	speakers->has_time &= label->has_time;
	add_speech(speakers, label->speech);
}

/* What the speakers are together. */
typedef struct Cast
{
	int			with_role[SENTI_ROLE_STAFF + 1];	/* speakers */
	bool		returns;		/* somebody speaks again, behind another */
} Cast;

static bool
is_staff(const Speakers *speakers, const Cast *cast, const Speaker *speaker)
{
	int			customers = cast->with_role[SENTI_ROLE_CUSTOMER];

	switch (speaker->role)
	{
		case SENTI_ROLE_STAFF:
			return true;
		case SENTI_ROLE_TOPIC:
			return speakers->has_time || (customers > 0 && cast->returns);
		case SENTI_ROLE_NONE:
			/* beside the only customer; in a mail, one other who comes back */
			return customers == 1 && speaker->is_speech &&
				(speakers->has_time || (cast->with_role[SENTI_ROLE_NONE] == 1 && speaker->turns > 1));
		default:
			return false;
	}
}

/* The staff among the speakers, when the labels are a transcript's. */
static void
find_staff(SentiTranscript *transcript, const Speakers *speakers)
{
	Cast		cast = {0};
	bool		is_speech = false;

	for (int n = 0; n < speakers->count; n++)
	{
		cast.with_role[speakers->all[n].role]++;
		cast.returns |= speakers->all[n].turns > 1;
	}
	if (speakers->is_full || speakers->count < 2)
		return;
	if (!cast.returns && !speakers->has_time && (cast.with_role[SENTI_ROLE_CUSTOMER] == 0 || cast.with_role[SENTI_ROLE_STAFF] == 0))
		return;
	for (int n = 0; n < speakers->count && transcript->staff_count < SENTI_STAFF_MAX; n++)
		if (is_staff(speakers, &cast, &speakers->all[n]))
		{
			transcript->staff[transcript->staff_count++] = speakers->all[n].name;
			is_speech |= speakers->all[n].is_speech;
		}
	if (!is_speech)
		transcript->staff_count = 0;
}

/* Who speaks in the text, from its labels. */
static void
collect_speakers(SentiTranscript *transcript, SentiLines rest)
{
	Speakers	speakers = {.last = -1, .has_time = true};
	bool		is_headed = false;	/* in a turn below its label */
	bool		is_inline = false;	/* in a paragraph that began behind its label */
	int			unlabelled = 0;	/* lines of it since */

	while (rest.len > 0)
	{
		SentiSpan	line = senti_lines_take(&rest);
		SentiLabel	label;

		if (line.len == 0)
			is_inline = false;
		else if (senti_begins_quoted_mail(line, rest))
			break;
		else if (senti_read_label(line, &label))
		{
			add_label(&speakers, &label);
			transcript->has_wrapped |= unlabelled > 0;
			unlabelled = 0;
			is_inline = label.speech.len > 0;
			is_headed = !is_inline;
		}
		else if (is_headed)
			add_speech(&speakers, line);
		else
			unlabelled += is_inline;
	}
	find_staff(transcript, &speakers);
}

void
senti_transcript_open(SentiTranscript *transcript, const uint8_t *text, size_t len)
{
	/* a label, or a time in front of it, has a colon */
	if (memchr(text, ':', len) != NULL || memchr(text, '<', len) != NULL)
		collect_speakers(transcript, (SentiLines) {text, len});
}

static bool
is_staff_label(const SentiTranscript *transcript, const SentiLabel *label)
{
	for (int n = 0; n < transcript->staff_count; n++)
		if (transcript->staff[n] == label->name)
			return true;
	return false;
}

static bool
has_label_ahead(SentiLines rest)
{
	SentiLabel	label;

	for (int n = 0; n < SENTI_LOOK_LINES && rest.len > 0; n++)
		if (senti_read_label(senti_lines_take(&rest), &label))
			return true;
	return false;
}

bool
senti_transcript_is_staff(SentiTranscript *transcript, SentiSpan line, SentiLines rest)
{
	SentiLabel	label;

	if (line.len == 0)
	{
		transcript->is_behind_blank = true;
		return false;
	}
	transcript->is_label = senti_read_label(line, &label);
	if (transcript->is_label)
	{
		transcript->is_staff = is_staff_label(transcript, &label);
		transcript->is_headed = label.speech.len == 0;
	}
	else if (senti_is_system_line(line))
	{
		transcript->is_staff = false;
		return true;
	}
	else if (transcript->is_staff && transcript->is_behind_blank)
		transcript->is_staff = transcript->is_headed && has_label_ahead(rest);
	else if (transcript->is_staff)
		transcript->is_staff = transcript->is_headed || transcript->has_wrapped || has_label_ahead(rest);
	transcript->is_behind_blank = false;
	return transcript->is_staff;
}

SentiLines
senti_transcript_turn(SentiTranscript *transcript, SentiLines rest)
{
	if (transcript->turn_end == NULL || rest.bytes > transcript->turn_end)
	{
		SentiLines	behind = rest;
		SentiLabel	label;
		bool		is_found = false;

		while (!is_found && behind.len > 0)
		{
			SentiSpan	line;

			transcript->turn_end = behind.bytes;
			line = senti_lines_take(&behind);
			is_found = line.len > 0 && (senti_read_label(line, &label) ? is_staff_label(transcript, &label) : senti_is_system_line(line));
		}
		if (!is_found)
			transcript->turn_end = rest.bytes + rest.len;
	}
	rest.len = (size_t) (transcript->turn_end - rest.bytes);
	return rest;
}
