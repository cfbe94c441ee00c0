/*
 * senti_segment.h - words of scripts without spaces: Han, kana, Thai, Lao, Khmer, Myanmar
 *
 * The one place where the core calls a library, ICU, which has dictionaries.
 * The reference is weak: what links the archive without senti_segment.c (the
 * lexicon's generator, the fuzzers) reads a run of such letters as one word.
 */
#ifndef SENTI_SEGMENT_H
#define SENTI_SEGMENT_H

#include <stddef.h>
#include <stdint.h>

#define SENTI_SEGMENT_BYTES 192	/* of a run that are looked at together: a long run is cut in bounded memory */

/*
 * Cut len (1 .. SENTI_SEGMENT_BYTES) bytes of valid UTF-8 into words.  Sets the
 * offsets behind each, the last of which is len; returns their number, 0 when
 * ICU cannot.  Not thread-safe: a backend has one thread.
 */
extern int senti_segment(const uint8_t *run, size_t len, uint8_t ends[SENTI_SEGMENT_BYTES]) __attribute__((weak));

#endif							/* SENTI_SEGMENT_H */
