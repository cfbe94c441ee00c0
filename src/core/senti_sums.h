/*
 * senti_sums.h - from the sums of a scan to a score
 *
 * A finding's weight may depend on what comes later in the text (thanks beside
 * a live problem, a fault that is fixed in the end, the last sentence).  Sums are
 * therefore kept by bucket and weighed once, at the end; so is each contribution.
 * Inside the core; "micro" is millionths of a valence point.
 */
#ifndef SENTI_SUMS_H
#define SENTI_SUMS_H

#include "senti_score.h"

/* Sum of buckets in micro; below 2^51 for any text. */
extern int64_t senti_sums_micro(const SentiScan *scan, const SentiSums *sums);

/*
 * A sum in micro, by what the whole text is, whose sum is total: in a plain report a fault is hardly
 * a complaint, and praise stays; a writer who says that good and bad are even is neither.
 */
extern int64_t senti_sums_by_text(const SentiScan *scan, int64_t total, int64_t sum);

/* sqrt(T^2 + SOFTNESS N^2) in mille, at least 1; T in micro, N in mille. */
extern int64_t senti_sums_norm(int64_t total_micro, int64_t sentences_mille);

/* round(total / norm) in 1/10000, half away from zero. */
extern int32_t senti_sums_divide(int64_t total_micro, int64_t norm);

/* The score of a total in micro over a number of sentences in mille. */
extern int32_t senti_sums_score_e4(int64_t total_micro, int64_t sentences_mille);

/* The whole text's weighted total in micro; below 2^52 for any text. */
extern int64_t senti_rules_total(const SentiScan *scan);

/*
 * The number of sentences, in mille, over which the whole text's feeling is spread.  A
 * writer who tells much good and much bad seldom means that it is even, so
 * what prevails counts as though there were fewer.
 */
extern int64_t senti_rules_spread(const SentiScan *scan, int64_t total_micro);

/* The whole text's score by the rules alone. */
extern int32_t senti_rules_score_e4(const SentiScan *scan);

/* Score of a text or a part of it by what the rules say and the model sees; fills in all but the quote. */
extern void senti_score_part(const SentiScan *scan, int32_t rules_e4, const SentiVotes *votes, SentiScore *score);

#endif							/* SENTI_SUMS_H */
