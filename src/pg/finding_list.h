/*
 * finding_list.h - all findings and clauses of a text
 */
#ifndef FINDING_LIST_H
#define FINDING_LIST_H

#include "senti_score.h"

/* Both palloc'd, in the order of the text. */
typedef struct FindingList
{
	SentiFinding *items;
	int			count;
	int			size;			/* items that fit */
	SentiClause *clauses;
	int			clause_count;
	int			clause_size;
} FindingList;

/* Let a scan that has not begun put all it finds into a list, which starts with zeros. */
extern void finding_list_hear(FindingList *list, SentiScan *scan);

#endif							/* FINDING_LIST_H */
