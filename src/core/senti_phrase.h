/*
 * senti_phrase.h - from the words of a sentence to terms of the lexicon
 */
#ifndef SENTI_PHRASE_H
#define SENTI_PHRASE_H

#include "senti_lexicon.h"
#include "senti_rules.h"

/* Replace words by the longest terms of the lexicon, in place, and note what the terms have among them. */
extern void senti_phrases_join(const SentiLexicon *lexicon, SentiSentence *sentence);

#endif							/* SENTI_PHRASE_H */
