/*
 * senti_topic.c - which topic each term of a sentence counts for
 */
#include "senti_topic.h"

#include "senti_frame.h"
#include "senti_params.h"

void
senti_topic_names(const SentiSentence *sentence, uint8_t before, SentiTopicNames *names)
{
	names->count = 0;
	names->before = before;
	for (int i = 0; sentence->has_topic && i < sentence->term_count; i++)
	{
		const SentiTerm *term = &sentence->terms[i];

		/* a word with a feeling of its own names a topic only for itself */
		if (term->topic != SENTI_TOPIC_NONE && (term->valence_mille == 0 || HAS(term, HINT) || term->is_named))
			names->terms[names->count++] = (uint8_t) i;
	}
}

/* How far a name is from term i, in terms; another clause is far, and the next one farther than the one before. */
static int
distance(const SentiSentence *sentence, int name, int i)
{
	int			steps = name < i ? i - name : name - i;
	uint16_t	from = sentence->terms[name].clause;
	uint16_t	to = sentence->terms[i].clause;

	if (from < to)
		return steps + SENTI_TOPIC_CLAUSE_COST;
	return from > to ? steps + SENTI_TOPIC_CLAUSE_COST + SENTI_TOPIC_NEXT_CLAUSE_COST : steps;
}

uint8_t
senti_topic_of_term(const SentiSentence *sentence, const SentiTopicNames *names, int i)
{
	const SentiTerm *term = &sentence->terms[i];
	uint8_t		topic = term->topic;
	int			nearest = SENTI_TOPIC_OWN_COST;	/* a noun beside it says more than the word's own default */

	/* what is owed is support's, whatever else the sentence names */
	if (topic != SENTI_TOPIC_NONE && (term->is_named || (term->classes & (SENTI_CLASS(DELIVERABLE) | SENTI_CLASS(WAIT)))))
		return topic;
	for (int n = 0; n < names->count; n++)
	{
		int			far = distance(sentence, names->terms[n], i);

		if (topic == SENTI_TOPIC_NONE || far < nearest)
		{
			topic = sentence->terms[names->terms[n]].topic;
			nearest = far;
		}
	}
	return topic == SENTI_TOPIC_NONE ? names->before : topic;
}

uint8_t
senti_topic_last(const SentiSentence *sentence, uint8_t before)
{
	for (int i = sentence->term_count - 1; sentence->has_topic && i >= 0; i--)
		if (sentence->terms[i].topic != SENTI_TOPIC_NONE && !HAS(&sentence->terms[i], COURTESY))
			return sentence->terms[i].topic;
	return before;
}

void
senti_topics_assign(const SentiSentence *sentence, uint8_t before, SentiFinding *findings, int count)
{
	SentiTopicNames names;

	if (count == 0)
		return;
	senti_topic_names(sentence, before, &names);
	for (int f = 0; f < count; f++)
		findings[f].topic = senti_topic_of_term(sentence, &names, findings[f].term);
}

void
senti_topics_imply(SentiFinding *findings, int count)
{
	for (int f = 0; f < count; f++)
		if (findings[f].reason == SENTI_REASON_COURTESY && findings[f].value_mille > SENTI_MILD_MILLE &&
			(findings[f].topic == SENTI_TOPIC_NONE || findings[f].topic == SENTI_TOPIC_PRODUCT))
			findings[f].topic = SENTI_TOPIC_SUPPORT;
}
