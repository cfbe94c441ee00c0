/*
 * senti_extend.h - a lexicon with a site's own terms laid over it
 *
 * The result is a lexicon as the built-in one is: the same tables, read by the
 * same code.  Nothing of the base is changed; its tables are copied into one
 * block that the caller allocates, and patched there:
 *	- slots are filled anew, in a larger table when there are many new words;
 *	- keys, entries, nodes and edges are appended to; a node with new words
 *	  behind it gets its edges written again at the end;
 *	- the filter gets more bits.
 */
#ifndef SENTI_EXTEND_H
#define SENTI_EXTEND_H

#include "senti_lexicon.h"

/* Keeps indexes of entries and counts of edges within 16 bits. */
#define SENTI_SITE_TERMS_MAX 20000

/* One term of the site's; it replaces a term of the base as a whole. */
typedef struct SentiSiteTerm
{
	const uint8_t *text;		/* as senti_term_fold writes it; not kept by the result */
	size_t		len;
	SentiInflect inflect;
	bool		is_removed;		/* takes the term and its forms out; entry says nothing */
	SentiEntry	entry;			/* is_site is set in the result, whatever is here */
} SentiSiteTerm;

/* Bytes that the block needs, count being at most SENTI_SITE_TERMS_MAX. */
extern size_t senti_extend_size(const SentiLexicon *base, const SentiSiteTerm *terms, size_t count);

/*
 * Build the lexicon in a block of that size, aligned to 8.  A term beats a form
 * made by rule, and a form beats what the base has.  No two terms may be alike.
 * The result does not depend on the order of the terms; its version is
 * BASE+HASH.  Time n log n.  Returns the block.
 */
extern const SentiLexicon *senti_extend(const SentiLexicon *base, const SentiSiteTerm *terms, size_t count, void *block);

#endif							/* SENTI_EXTEND_H */
