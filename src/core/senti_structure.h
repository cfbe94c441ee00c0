/*
 * senti_structure.h - whose voice a line is: the customer's, or something pasted
 *
 * Decides line by line, in one pass, from the line itself, what stands before it
 * and a bounded look at the lines behind it.  It is conservative: when unsure, a
 * line is the customer's own words, because losing a complaint is worse than
 * scoring a log line.  test/structure measures both.
 */
#ifndef SENTI_STRUCTURE_H
#define SENTI_STRUCTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum SentiVoice
{
	SENTI_VOICE_CUSTOMER,
	SENTI_VOICE_QUOTED,			/* "> ", "On ... wrote:", headers of forwarded mail, and what follows them */
	SENTI_VOICE_SIGNATURE,		/* below two dashes or "Best regards", legal notices, "Sent from my ..." */
	SENTI_VOICE_CODE,			/* fenced code, traces, tables, configuration, markup, SQL */
	SENTI_VOICE_LOG,				/* lines with a time stamp or a level, shell prompts, complaints of tools */
	SENTI_VOICE_STAFF,			/* what staff says in a transcript, and what its machine adds */
	SENTI_VOICE_BLANK			/* white space between paragraphs */
} SentiVoice;

#define SENTI_STAFF_MAX 8		/* of a transcript that are told from customers */

/* Who speaks, in a transcript. */
typedef struct SentiTranscript
{
	uint32_t	staff[SENTI_STAFF_MAX];	/* hashes of names */
	const uint8_t *turn_end;	/* where staff speaks next, as far as the text was read; NULL: not looked yet */
	uint8_t		staff_count;	/* 0: no transcript */
	bool		is_open;		/* the text was looked at */
	bool		has_wrapped;	/* turns go on in lines without a label */
	bool		is_staff;		/* staff speaks */
	bool		is_headed;		/* its label stands alone on its line */
	bool		is_label;		/* the line has a label */
	bool		is_behind_blank;
} SentiTranscript;

/* What the lines so far say about the next one; start with zeros. */
typedef struct SentiStructure
{
	bool		is_whole;		/* every line is the customer's: set by who knows, never here */
	SentiVoice	rest;			/* voice of all further lines, or CUSTOMER: decide for each */
	SentiVoice	last;			/* voice of the line before */
	int			attribution_lines;	/* lines of "On ... wrote:" still to come */
	bool		in_fence;		/* between ``` and ``` */
	bool		fence_is_open;	/* no fence closes any more: further fences are lines of their own */
	bool		in_traceback;	/* after "Traceback", until a line that is not indented */
	bool		in_rows;		/* the line before was a row of a table */
	bool		in_signature;	/* below two dashes or a closing formula */
	bool		in_notice;		/* in the paragraph of a legal notice */
	bool		after_wrote;	/* after "On ... wrote:", the next line decides */
	bool		has_spoken;		/* a line before this one was the customer's */
	SentiTranscript transcript;
} SentiStructure;

/*
 * Classify the line that starts at text; len is what is left of the whole
 * text, *line_len becomes the length of the line without its line end.
 */
extern SentiVoice senti_structure_line(SentiStructure *structure,
									   const uint8_t *text, size_t len, size_t *line_len);

/* Move start and end inwards over white space. */
extern void senti_trim(const uint8_t *text, uint32_t *start, uint32_t *end);

/* From pos back over what stands before it without a blank, such as an opening bracket; not before from. */
extern uint32_t senti_back_to_blank(const uint8_t *text, uint32_t from, uint32_t pos);

/* The voice as people see it; static storage. */
extern const char *senti_voice_name(SentiVoice voice);

#endif							/* SENTI_STRUCTURE_H */
