/*
 * senti_clause.h - what the model sees in the clauses of a text
 *
 * Inside the core: steps of the scan.
 */
#ifndef SENTI_CLAUSE_H
#define SENTI_CLAUSE_H

#include "senti_score.h"

/*
 * Read the sentence that is in the buffer, whose findings are told: its features go to the feature
 * sink, its clauses to the clause sink, their votes to those of the text and of the topics.
 */
extern void senti_clauses_read(SentiScan *scan, const SentiFinding *findings, int finding_count);

/* The text is over: add what counts in its last sentence alone. */
extern void senti_clauses_finish(SentiScan *scan);

#endif							/* SENTI_CLAUSE_H */
