/*
 * lexicon.h - the site's own lexicon: rows of table lexicon over what is built in
 */
#ifndef LEXICON_H
#define LEXICON_H

#include "senti_extend.h"

/* Columns of table lexicon that say something of a term, in order; others follow. */
enum
{
	LEXICON_TERM,
	LEXICON_VALENCE,
	LEXICON_CLASS,
	LEXICON_INFLECT,
	LEXICON_TOPIC,
	LEXICON_EMOTION,
	LEXICON_SAYING_COLUMNS,
	LEXICON_NOTE = LEXICON_SAYING_COLUMNS,
	LEXICON_CHANGED_AT,
	LEXICON_CHANGED_BY,
	LEXICON_COLUMNS
};

/* Terms of a site, in memory. */
typedef struct SiteTerms
{
	SentiSiteTerm *items;
	int			count;
	int			size;
} SiteTerms;

/*
 * What scores for a function of the extension: the lexicon built in, with the
 * rows of table lexicon in that function's schema over it.  Cached for the
 * session, and built anew after a change that is committed, or one's own.  Valid
 * until the next call.
 */
extern const SentiLexicon *site_lexicon(Oid function);

/* Will the next site_lexicon() read no table? */
extern bool site_lexicon_is_current(void);

/* Number that differs when site_lexicon does. */
extern uint64 site_lexicon_generation(void);

/* The rows of table lexicon as they are now, palloc'd. */
extern void site_terms_read(Oid function, SiteTerms *terms);

/* Add a term; in place of the one that is spelt the same, if there is one. */
extern void site_terms_append(SiteTerms *terms, const SentiSiteTerm *term);
extern void site_terms_set(SiteTerms *terms, const SentiSiteTerm *term);

/*
 * Add a row, or put it in the place of the row of the same term.  ERROR when it
 * is not valid.
 */
extern void site_terms_put(SiteTerms *terms, const Datum *values, const bool *nulls);

/* The lexicon that terms make over the built-in one, palloc'd. */
extern const SentiLexicon *site_terms_compile(const SiteTerms *terms);

/* Called when the library is loaded. */
extern void lexicon_init(void);

#endif							/* LEXICON_H */
