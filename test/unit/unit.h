/*
 * unit.h - the frame of the unit tests
 *
 * A test is a function; it fails when one of its checks does, and goes on, so
 * that one run shows all.  Each test_*.c ends with its list of tests.
 */
#ifndef UNIT_H
#define UNIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "senti_score.h"

typedef struct UnitTest
{
	const char *name;			/* as a sentence about the core */
	void		(*run) (void);
} UnitTest;

/* The lists, each ended by a name of NULL. */
extern const UnitTest alert_tests[];
extern const UnitTest belief_tests[];
extern const UnitTest confidence_tests[];
extern const UnitTest emotion_tests[];
extern const UnitTest extend_tests[];
extern const UnitTest feature_tests[];
extern const UnitTest fit_tests[];
extern const UnitTest fixed_tests[];
extern const UnitTest identity_tests[];
extern const UnitTest inflect_tests[];
extern const UnitTest language_tests[];
extern const UnitTest lexicon_tests[];
extern const UnitTest model_tests[];
extern const UnitTest oracle_tests[];
extern const UnitTest quantity_tests[];
extern const UnitTest score_tests[];
extern const UnitTest separation_tests[];
extern const UnitTest series_tests[];
extern const UnitTest structure_tests[];
extern const UnitTest summary_tests[];
extern const UnitTest summary_text_tests[];
extern const UnitTest term_tests[];
extern const UnitTest text_tests[];
extern const UnitTest token_tests[];
extern const UnitTest topic_tests[];
extern const UnitTest train_tests[];
extern const UnitTest trajectory_tests[];
extern const UnitTest transcript_tests[];
extern const UnitTest watch_tests[];
extern const UnitTest wide_tests[];

#define CHECK(expr) unit_check((expr), __FILE__, __LINE__, #expr)
#define CHECK_EQ(actual, expected) \
	unit_check_int((int64_t) (actual), (int64_t) (expected), __FILE__, __LINE__, #actual)
#define CHECK_HEX(actual, expected) \
	unit_check_hex((actual), (expected), __FILE__, __LINE__, #actual)
#define CHECK_STR(actual, expected) \
	unit_check_str((actual), (expected), __FILE__, __LINE__, #actual)
#define CHECK_NEAR(actual, expected, tolerance) \
	unit_check_near((actual), (expected), (tolerance), __FILE__, __LINE__, #actual)

/* All return whether the check held. */
extern bool unit_check(bool holds, const char *file, int line, const char *expr);
extern bool unit_check_int(int64_t actual, int64_t expected, const char *file, int line, const char *expr);
extern bool unit_check_hex(uint64_t actual, uint64_t expected, const char *file, int line, const char *expr);
extern bool unit_check_str(const char *actual, const char *expected, const char *file, int line, const char *expr);
extern bool unit_check_near(double actual, double expected, double tolerance, const char *file, int line,
							const char *expr);

/* Text that is printed beside each failure from now on; NULL: none. */
extern void unit_about(const char *text);

/* A copy in a buffer of exactly len bytes, so that the sanitizer sees any read beyond; for free(). */
extern uint8_t *unit_copy(const void *bytes, size_t len);

/* Deterministic random numbers (splitmix64). */
extern uint64_t unit_random(uint64_t *state);
extern int64_t unit_between(uint64_t *state, int64_t low, int64_t high);

/* Score len bytes with the built-in lexicon, from an exact-size buffer, without a sink. */
extern void unit_score(const char *text, size_t len, SentiResult *result);

/* The score of a string. */
extern int32_t unit_score_of(const char *text);

/* What a text's score must be. */
typedef enum Verdict
{
	NEGATIVE, POSITIVE, NEUTRAL, ZERO, NOT_POSITIVE, NOT_NEGATIVE
} Verdict;

typedef struct ScoreCase
{
	const char *text;
	Verdict		verdict;
	const char *carries;		/* words of which the quote holds one, separated by '|' */
} ScoreCase;

/* Score each text and check label, sign and quote. */
extern void unit_check_scores(const ScoreCase *cases, size_t count);

#define CHECK_SCORES(cases) unit_check_scores(cases, sizeof(cases) / sizeof(cases[0]))

#endif							/* UNIT_H */
