/*
 * senti_report.h - a fault told without a complaint
 *
 * "My card was declined, what should I do?": one person, a fault named once, in
 * few words.  A support lead answers it as a request; a complaint has more: the
 * company that is hurt, figures, a long time, repetition, blame, a feeling.
 * Neither is it a complaint to tell of a drill, or of what is meant to fail.
 * Used by senti_score.c and senti_result.c only.
 */
#ifndef SENTI_REPORT_H
#define SENTI_REPORT_H

#include "senti_rules.h"

/* What the sentences so far have shown; all zero at the start of a text. */
typedef struct SentiReport
{
	bool		is_personal;	/* somebody speaks for himself: I, my */
	bool		is_request;		/* asks for something, or how, or why */
	bool		names_supplier; /* speaks of the supplier, you: blame, unless it is a request */
	bool		is_drill;		/* what fails is meant to, or is not the supplier's */
	bool		is_grievance;	/* more than a plain fault */
} SentiReport;

/* Take in a sentence and its findings. */
extern void senti_report_read(SentiReport *report, const SentiSentence *sentence,
							  const SentiFinding *findings, int count);

/* Is a text of so many words a plain report, or one of a drill? */
extern bool senti_report_is_plain(const SentiReport *report, uint32_t word_count);

#endif							/* SENTI_REPORT_H */
