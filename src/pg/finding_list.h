/*
 * finding_list.h - all findings of a text
 */
#ifndef FINDING_LIST_H
#define FINDING_LIST_H

#include "senti_score.h"

/* Start with zeros; items are palloc'd, in the order of the text. */
typedef struct FindingList
{
	SentiFinding *items;
	int			count;
	int			size;			/* items that fit */
} FindingList;

/* A SentiSink; arg is the FindingList. */
extern void finding_list_append(void *arg, const SentiFinding *finding);

#endif							/* FINDING_LIST_H */
