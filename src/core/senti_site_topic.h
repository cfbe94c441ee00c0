/*
 * senti_site_topic.h - a site's own topics, and terms that it adds to any
 *
 * They stand in a lexicon of their own beside the one that scores, and are laid
 * over its terms when a sentence is scored: so they change what a text is about,
 * and never how it feels.
 */
#ifndef SENTI_SITE_TOPIC_H
#define SENTI_SITE_TOPIC_H

#include "senti_extend.h"
#include "senti_rules.h"

#define SENTI_TOPIC_NAME_BYTES 64	/* a name and its NUL */
#define SENTI_TOPIC_TERMS_MAX 10000

typedef struct SentiSiteTopics
{
	const SentiLexicon *terms;	/* entries say a topic, SENTI_TOPIC_NONE that the term names none, and nothing else */
	int			count;
	char		names[SENTI_OWN_TOPIC_MAX][SENTI_TOPIC_NAME_BYTES]; /* of topic SENTI_TOPIC_COUNT and on */
} SentiSiteTopics;

/* A topic that the site's topics say for a place of the text. */
typedef struct SentiTopicMark
{
	uint32_t	start;			/* bytes */
	uint32_t	end;
	uint8_t		topic;
} SentiTopicMark;

typedef struct SentiTopicMarks
{
	SentiTopicMark items[SENTI_SENTENCE_MAX];
	int			count;
} SentiTopicMarks;

/* Numbers of topics are from 1 to below this. */
static inline int
senti_topic_count(const SentiLexicon *lexicon)
{
	return SENTI_TOPIC_COUNT + (lexicon->site_topics ? lexicon->site_topics->count : 0);
}

/* The name of a topic, built in or of the site's own; valid as long as the lexicon. */
static inline const char *
senti_lexicon_topic_name(const SentiLexicon *lexicon, int topic)
{
	return topic < SENTI_TOPIC_COUNT ? senti_topic_name((SentiTopic) topic) :
		lexicon->site_topics->names[topic - SENTI_TOPIC_COUNT];
}

/* Bytes that the block of senti_site_topics_build needs. */
extern size_t senti_site_topics_size(const SentiSiteTerm *terms, size_t count);

/*
 * The base with a site's topics: name_count names, at most SENTI_OWN_TOPIC_MAX,
 * in ascending order, and terms that say nothing but a topic, without a gap.  In a
 * block of that size, aligned to 8, which is returned; the base's tables are not
 * copied.  Its version is BASE+HASH.
 */
extern const SentiLexicon *senti_site_topics_build(const SentiLexicon *base, const char *const *names, int name_count,
												   const SentiSiteTerm *terms, size_t count, void *block);

/*
 * The longest terms of the site's topics among the words of a sentence whose
 * phrases are not yet joined; words[i] is the word of term i in topics->terms.
 */
extern void senti_topics_mark(const SentiSiteTopics *topics, const SentiSentence *sentence,
							  const uint32_t *words, SentiTopicMarks *marks);

/* Let the sentence's terms name what is marked; the last that is done with them before topics are assigned. */
extern void senti_topics_overlay(SentiSentence *sentence, const SentiTopicMarks *marks);

#endif							/* SENTI_SITE_TOPIC_H */
