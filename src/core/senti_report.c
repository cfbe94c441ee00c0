/*
 * senti_report.c - what tells a plain report of a fault from a complaint
 */
#include "senti_report.h"

#include "senti_frame.h"
#include "senti_params.h"

#define ANY(term, bits) (((term)->classes & (bits)) != 0)

/* classes of words that name a fault, that tell of more than one, that ask */
#define FAULTS (SENTI_CLASS(PROBLEM) | SENTI_CLASS(FAILURE) | SENTI_CLASS(INABILITY) | SENTI_CLASS(WAIT) | SENTI_CLASS(NEGATOR))
#define GRIEVANCES (SENTI_CLASS(SELF) | SENTI_CLASS(LENGTHY) | SENTI_CLASS(MANY))
#define REQUESTS (SENTI_CLASS(REQUEST) | SENTI_CLASS(QUESTION) | SENTI_CLASS(WHY))

/* Does the finding name a fault or a wait, and no feeling, promise, comparison or number of times? */
static bool
is_plain_fault(const SentiTerm *term, const SentiFinding *finding)
{
	switch (finding->reason)
	{
		case SENTI_REASON_WAITING:	/* for a thing; people are to blame for the wait for an answer */
			return finding->topic != SENTI_TOPIC_SUPPORT && finding->topic != SENTI_TOPIC_NONE;
		case SENTI_REASON_WORD:
		case SENTI_REASON_RECURRING:
			return ANY(term, FAULTS) && term->topic != SENTI_TOPIC_SUPPORT;
		case SENTI_REASON_NOT_WORKING:
			return !HAS(term, NEGATOR); /* "It isn't." contradicts */
		case SENTI_REASON_BLOCKED:
			return true;
		case SENTI_REASON_ESCALATION:
			return finding->value_mille >= -SENTI_REPORT_DEMAND_MILLE;
		default:
			return false;
	}
}

void
senti_report_read(SentiReport *report, const SentiSentence *sentence, const SentiFinding *findings, int count)
{
	for (int s = 0; (sentence->classes & GRIEVANCES) && s < sentence->speaker_count; s++)
	{
		const SentiTerm *term = &sentence->terms[sentence->speakers[s]];
		bool		is_stance = HAS(term, SELF) & HAS(term, STANCE);

		report->is_personal |= is_stance;
		report->is_grievance |= !is_stance & ANY(term, GRIEVANCES);
	}
	report->is_drill |= senti_is_drill(sentence);
	report->is_grievance |= (sentence->kinds & 1 << SENTI_TOKEN_NUMBER) != 0;
	report->names_supplier |= HAS(sentence, VENDOR);
	report->is_request |= ANY(sentence, REQUESTS) || (sentence->end_flags & SENTI_TOKEN_QUESTION);
	for (int f = 0; f < count; f++)
	{
		const SentiFinding *finding = &findings[f];

		/* a word of little weight tells neither way; an apology is no fault */
		if (finding->value_mille >= (finding->reason == SENTI_REASON_COURTESY ? 0 : -SENTI_REPORT_MILD_MILLE))
			continue;
		report->is_grievance |= finding->value_mille < -SENTI_REPORT_FAULT_MILLE ||
			!is_plain_fault(&sentence->terms[finding->term], finding);
	}
}

bool
senti_report_is_plain(const SentiReport *report, uint32_t word_count)
{
	if (report->is_drill)
		return true;
	if (!report->is_personal || report->is_grievance || (report->names_supplier && !report->is_request))
		return false;
	return word_count <= (report->is_request ? SENTI_REPORT_REQUEST_WORDS : SENTI_REPORT_WORDS);
}
