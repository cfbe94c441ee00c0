/*
 * senti_inflect.h - regular English inflection
 */
#ifndef SENTI_INFLECT_H
#define SENTI_INFLECT_H

#include <stdbool.h>

#include "senti_class.h"
#include "senti_term.h"

#define SENTI_FORMS_MAX 3		/* forms that one rule makes, the term itself not counted */
#define SENTI_FORM_BYTES_MAX (SENTI_TERM_BYTES_MAX + 4)	/* the last consonant and "ing" */

/*
 * Append a suffix (s, ed, ing, er, est) to a stem of len bytes by the regular
 * spelling rules: -es after a sibilant, y to i after a consonant, silent e
 * dropped, the last consonant doubled when asked.  out has room for len + 4;
 * returns the form's length.
 */
extern size_t senti_inflect(const uint8_t *stem, size_t len, const char *suffix, bool doubled, uint8_t *out);

/* Forms that a rule makes of a term. */
extern int	senti_form_count(SentiInflect inflect);

/*
 * Form n of a term of at most SENTI_TERM_BYTES_MAX bytes whose words are
 * separated by one space: its first word is inflected, of a noun the last.
 * Returns the form's length.
 */
extern size_t senti_form(const uint8_t *term, size_t len, SentiInflect inflect, int n,
						 uint8_t out[SENTI_FORM_BYTES_MAX]);

/* Is every form that a rule makes of a folded term a term?  If not, SENTI_TERM_BAD_FORM. */
extern SentiTermStatus senti_forms_check(const uint8_t *term, size_t len, SentiInflect inflect);

#endif							/* SENTI_INFLECT_H */
