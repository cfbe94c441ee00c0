/*
 * senti_phrase.h - from the words of a sentence to terms of the lexicon
 */
#ifndef SENTI_PHRASE_H
#define SENTI_PHRASE_H

#include "senti_lexicon.h"
#include "senti_rules.h"

/* Let a term say what an entry says. */
static inline void
senti_term_say(SentiTerm *term, const SentiEntry *entry)
{
	term->classes = entry->classes;
	term->valence_mille = entry->valence_mille;
	term->topic = entry->topic;
	term->emotion = entry->emotion;
	term->is_site = entry->is_site;
}

/* Replace words by the longest terms of the lexicon, in place, and note what the terms have among them.  Each says already what its word alone says. */
extern void senti_phrases_join(const SentiLexicon *lexicon, SentiSentence *sentence);

#endif							/* SENTI_PHRASE_H */
