/*
 * senti_language.c - evidence for and against English
 */
#include "senti_language.h"

void
senti_language_add_doubtful(SentiLanguage *language, const SentiTerm *term)
{
	if (term->word != 0 && (term->flags & SENTI_TOKEN_CAPS))
		language->acronyms++;
	else if (term->word != 0)
		language->foreign += SENTI_LANGUAGE_WORD;
	/* letters are all there is to tell; by bytes, so that it does not matter how a script without spaces is cut */
	else if (term->flags & SENTI_TOKEN_SCRIPT)
		language->foreign += (uint64_t) (term->end - term->start) * SENTI_LANGUAGE_SCRIPT_BYTE;
	else if (term->flags & SENTI_TOKEN_ACCENTED)
		language->foreign += SENTI_LANGUAGE_ACCENTED;
	else
		language->english += SENTI_LANGUAGE_UNKNOWN;
}

void
senti_language_end_sentence(SentiLanguage *language, const SentiSentence *sentence)
{
	int			capitals = 0;
	int			words = 0;

	if (language->acronyms == 0)
		return;
	for (int i = 0; i < sentence->term_count; i++)
	{
		if (sentence->terms[i].kind != SENTI_TOKEN_WORD)
			continue;
		words++;
		capitals += (sentence->terms[i].flags & SENTI_TOKEN_CAPS) != 0;
	}
	if (capitals > 2 && capitals * 2 > words)
		language->foreign += (uint64_t) language->acronyms * SENTI_LANGUAGE_WORD;
	language->acronyms = 0;
}
