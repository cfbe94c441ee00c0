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
} SentiLanguage;

/* Add the words of a sentence whose words are looked up and not yet joined to phrases. */
extern void senti_language_add(SentiLanguage *language, const SentiLexicon *lexicon, const SentiSentence *sentence);

static inline bool
senti_language_is_foreign(const SentiLanguage *language)
{
	return !language->is_taught && language->foreign > language->english &&
		(language->foreign > SENTI_LANGUAGE_WORD || (language->foreign == SENTI_LANGUAGE_WORD && language->english == 0));
}

#endif							/* SENTI_LANGUAGE_H */
