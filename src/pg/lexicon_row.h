/*
 * lexicon_row.h - one row of table lexicon, checked
 */
#ifndef LEXICON_ROW_H
#define LEXICON_ROW_H

#include "lexicon.h"

/*
 * What a row says, as the core takes it; the term's text is palloc'd.  values and
 * nulls are the LEXICON_SAYING_COLUMNS; the term is not NULL.  When the row is
 * not valid: a message of the given level (ERROR, or WARNING, which names the
 * term as left out), and false.
 */
extern bool lexicon_row_read(const Datum *values, const bool *nulls, SentiSiteTerm *term, int level);

#endif							/* LEXICON_ROW_H */
