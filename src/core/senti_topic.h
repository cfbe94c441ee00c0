/*
 * senti_topic.h - which topic each term of a sentence counts for
 *
 * A topic is named by a term of the lexicon.  What is said in a clause is about
 * the topic that the clause names next to it; a clause that names none goes on
 * with the clause before, and a sentence with the sentence before.
 */
#ifndef SENTI_TOPIC_H
#define SENTI_TOPIC_H

#include "senti_rules.h"

/* The terms of a sentence that name a topic. */
typedef struct SentiTopicNames
{
	uint8_t		terms[SENTI_SENTENCE_MAX];	/* indexes, ascending */
	int			count;
	uint8_t		before;			/* topic named last before the sentence */
} SentiTopicNames;

/* The sentence is surveyed (senti_frame.h). */
extern void senti_topic_names(const SentiSentence *sentence, uint8_t before, SentiTopicNames *names);

/*
 * The topic that term i counts for, whether it says anything of it or not;
 * SENTI_TOPIC_NONE when none was named.  As many steps as there are names.
 */
extern uint8_t senti_topic_of_term(const SentiSentence *sentence, const SentiTopicNames *names, int i);

/* The topic that the sentence names last, before when it names none. */
extern uint8_t senti_topic_last(const SentiSentence *sentence, uint8_t before);

/* Set the topics of findings to those of their terms. */
extern void senti_topics_assign(const SentiSentence *sentence, uint8_t before, SentiFinding *findings, int count);

/* What is about a topic that need not be named: thanks go to people. */
extern void senti_topics_imply(SentiFinding *findings, int count);

#endif							/* SENTI_TOPIC_H */
