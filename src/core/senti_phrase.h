/*
 * senti_phrase.h - from the words of a sentence to terms of the lexicon
 */
#ifndef SENTI_PHRASE_H
#define SENTI_PHRASE_H

#include "senti_lexicon.h"
#include "senti_rules.h"

/* Let a term say what an entry says; its flags become 0. */
static inline void
senti_term_say(SentiTerm *term, const SentiEntry *entry)
{
	_Static_assert(offsetof(SentiTerm, speaks) == offsetof(SentiEntry, speaks) &&
				   offsetof(SentiTerm, flags) + 1 == sizeof(SentiEntry), "a term begins as an entry");

	memcpy(term, entry, sizeof(SentiEntry));
}

/* May a phrase begin with a word, whose node is given, now that the next is known?  Node 0 begins none. */
static inline bool
senti_phrase_may_begin(const SentiLexicon *lexicon, const SentiNode *node, uint32_t word, uint32_t next)
{
	/* as likely as not: no branch */
	return (node->edge_count > 0) & (senti_lexicon_may_step(lexicon, word, next) | node->has_gap);
}

/* Note whether one may begin with the term before term i. */
static inline void
senti_phrase_mark(SentiSentence *sentence, size_t i, bool may_begin)
{
	sentence->starts[i / 64] |= (uint64_t) may_begin << (i % 64);
}

/* Replace words by the longest terms of the lexicon, in place.  Each says already what its word alone says, and may begin phrases where it is marked. */
extern void senti_phrases_join(const SentiLexicon *lexicon, SentiSentence *sentence);

#endif							/* SENTI_PHRASE_H */
