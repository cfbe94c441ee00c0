/*
 * senti_language.c - evidence for and against English
 */
#include "senti_language.h"

/* A word that no term begins with: letters are all there is to tell. */
static void
add_unknown(SentiLanguage *language, const SentiTerm *term)
{
	/* by bytes, so that it is the same however a script without spaces is cut into words */
	if (term->flags & SENTI_TOKEN_SCRIPT)
		language->foreign += (uint64_t) (term->end - term->start) * SENTI_LANGUAGE_SCRIPT_BYTE;
	else if (term->flags & SENTI_TOKEN_ACCENTED)
		language->foreign += SENTI_LANGUAGE_ACCENTED;
	else
		language->english += SENTI_LANGUAGE_UNKNOWN;
}

void
senti_language_add(SentiLanguage *language, const SentiLexicon *lexicon, const SentiSentence *sentence)
{
	uint64_t	acronyms = 0;	/* foreign words in capitals: EST, CET are none */
	int			capitals = 0;
	int			words = 0;

	for (int i = 0; i < sentence->term_count; i++)
	{
		const SentiTerm *term = &sentence->terms[i];
		const SentiEntry *entry;

		if (term->kind != SENTI_TOKEN_WORD)
			continue;
		words++;
		capitals += (term->flags & SENTI_TOKEN_CAPS) != 0;
		if (term->word == 0)
		{
			add_unknown(language, term);
			continue;
		}
		entry = senti_lexicon_entry(lexicon, term->word);
		if (!entry || entry->language == SENTI_WORD_ANY)
			language->english += SENTI_LANGUAGE_ANY;
		else if (entry->language == SENTI_WORD_ENGLISH)
			language->english += SENTI_LANGUAGE_WORD;
		else if (term->flags & SENTI_TOKEN_CAPS)
			acronyms += SENTI_LANGUAGE_WORD;
		else
			language->foreign += SENTI_LANGUAGE_WORD;
	}
	if (capitals > 2 && capitals * 2 > words)
		language->foreign += acronyms;
}
