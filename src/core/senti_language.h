/*
 * senti_language.h - is a text English?
 *
 * Decided by the words that are met anyway: words that only English has, words
 * that only other languages have, and letters.  In doubt it is English: a
 * product's name, jargon and typing errors are no other language.
 */
#ifndef SENTI_LANGUAGE_H
#define SENTI_LANGUAGE_H

#include "senti_lexicon.h"
#include "senti_params.h"
#include "senti_rules.h"

/* Evidence so far, in units of SENTI_LANGUAGE_...; start with zeros. */
typedef struct SentiLanguage
{
	uint64_t	english;
	uint64_t	foreign;
	bool		is_taught;		/* a term of the site's own lexicon was met: read it whatever it is */
	uint32_t	acronyms;		/* foreign words in capitals, of the sentence that is read: EST, CET are none */
} SentiLanguage;

/* Add a word that tells for another language, or that no term begins with. */
extern void senti_language_add_doubtful(SentiLanguage *language, const SentiTerm *term);

/* Add words of the lexicon that are not foreign, of which some are English alone. */
static inline void
senti_language_add_known(SentiLanguage *language, uint32_t words, uint32_t english)
{
	language->english += (uint64_t) words * SENTI_LANGUAGE_ANY + (uint64_t) english * (SENTI_LANGUAGE_WORD - SENTI_LANGUAGE_ANY);
}

/* Add a word that is looked up and not yet joined to a phrase. */
static inline void
senti_language_add(SentiLanguage *language, const SentiTerm *term)
{
	if (term->word == 0 || term->language == SENTI_WORD_FOREIGN)
		senti_language_add_doubtful(language, term);
	else
		senti_language_add_known(language, 1, term->language == SENTI_WORD_ENGLISH);
}

/* The words of a sentence are all added, and not yet joined: capitals count where all is written so. */
extern void senti_language_end_sentence(SentiLanguage *language, const SentiSentence *sentence);

static inline bool
senti_language_is_foreign(const SentiLanguage *language)
{
	return !language->is_taught && language->foreign > language->english &&
		(language->foreign > SENTI_LANGUAGE_WORD || (language->foreign == SENTI_LANGUAGE_WORD && language->english == 0));
}

#endif							/* SENTI_LANGUAGE_H */
