/*
 * topic.h - the site's own topics: tables topic and topic_term
 */
#ifndef TOPIC_H
#define TOPIC_H

#include "lexicon.h"
#include "senti_site_topic.h"

/* Columns of table topic, in order. */
enum
{
	TOPIC_NAME,
	TOPIC_IS_BUILTIN,
	TOPIC_NOTE,
	TOPIC_CHANGED_AT,
	TOPIC_CHANGED_BY,
	TOPIC_COLUMNS
};

/* Columns of table topic_term, in order. */
enum
{
	TOPIC_TERM_TOPIC,
	TOPIC_TERM_TERM,
	TOPIC_TERM_INFLECT,
	TOPIC_TERM_NOTE,
	TOPIC_TERM_CHANGED_AT,
	TOPIC_TERM_CHANGED_BY,
	TOPIC_TERM_COLUMNS
};

/* A site's topics, in memory. */
typedef struct SiteTopics
{
	const char *names[SENTI_OWN_TOPIC_MAX]; /* of its own, ascending */
	int			name_count;
	SiteTerms	terms;			/* entries say nothing but a topic */
} SiteTopics;

/* The rows of both tables in a schema as they are now, palloc'd; none where the tables are not there. */
extern void site_topics_read(Oid schema, SiteTopics *topics);

/* Add a term, or put it in the place of the row of the same term.  ERROR when it or its topic is not valid; NULL: no topic. */
extern void site_topics_put(SiteTopics *topics, text *term, text *topic);

/* The lexicon with the topics, palloc'd; the lexicon itself when there are none. */
extern const SentiLexicon *site_topics_compile(const SentiLexicon *lexicon, const SiteTopics *topics);

#endif							/* TOPIC_H */
