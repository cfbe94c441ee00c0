/*
 * senti_speaker.h - labels of speakers in a transcript, and what its machine adds
 *
 * Used by senti_transcript.c, which decides who is staff.  A line alone shows
 * little: "Error: ..." and "Support: ..." look like labels as well.
 */
#ifndef SENTI_SPEAKER_H
#define SENTI_SPEAKER_H

#include "senti_line.h"

/* In the order in which one in a label beats another. */
typedef enum SentiRole
{
	SENTI_ROLE_NONE,
	SENTI_ROLE_CUSTOMER,
	SENTI_ROLE_TOPIC,			/* staff, or what is reviewed: "Support: slow" */
	SENTI_ROLE_STAFF
} SentiRole;

/* What stands in front of what is said. */
typedef struct SentiLabel
{
	uint32_t	name;			/* hash, without case, company and role */
	SentiRole	role;
	bool		has_time;
	SentiSpan	speech;			/* behind it on its line; empty: the label stands alone */
} SentiLabel;

/*
 * Does the line begin with a label: "Agent: ...", "[10:02:13] Jo - ...",
 * "**Dana (Acme Support):** ...", "<v Jo>...", or is it one, "10:02 AM Dana [Agent]"?
 */
extern bool senti_read_label(SentiSpan line, SentiLabel *label);

/* Does the line, in a transcript, tell what happened: "*** Dana has joined the chat ***", "Call duration 12:03"? */
extern bool senti_is_system_line(SentiSpan line);

#endif							/* SENTI_SPEAKER_H */
