/*
 * senti_walk.h - all terms of a lexicon, as text
 */
#ifndef SENTI_WALK_H
#define SENTI_WALK_H

#include "senti_lexicon.h"

/* Receives a term of len bytes, folded, its gap as "*". */
typedef void (*SentiTermVisit) (void *arg, const uint8_t *term, size_t len, const SentiEntry *entry);

/*
 * Visit every term that says something, in no order; a word of which only the
 * language is known is none.  slot_of_word has room for node_count numbers; what
 * it holds before and after does not matter.
 */
extern void senti_lexicon_walk(const SentiLexicon *lexicon, uint32_t *slot_of_word, SentiTermVisit visit, void *arg);

#endif							/* SENTI_WALK_H */
