/*
 * senti_inflect.h - regular English inflection (build time)
 */
#ifndef SENTI_INFLECT_H
#define SENTI_INFLECT_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Append a suffix (s, ed, ing, er, est) to a stem by the regular spelling rules:
 * -es after a sibilant, y to i after a consonant, silent e dropped, the last
 * consonant doubled when asked.  out is zero-terminated and cut at size.
 */
extern void senti_inflect(char *out, size_t size, const char *stem, const char *suffix, bool doubled);

#endif							/* SENTI_INFLECT_H */
