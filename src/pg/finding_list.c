/*
 * finding_list.c - all findings of a text
 */
#include "postgres.h"

#include "finding_list.h"

void
finding_list_append(void *arg, const SentiFinding *finding)
{
	FindingList *list = arg;

	if (list->count == list->size)
	{
		Size		old_size = sizeof(SentiFinding) * list->size;

		list->size = list->size ? list->size * 2 : 32;
		if (list->items == NULL)
			list->items = palloc(sizeof(SentiFinding) * list->size);
		else
			list->items = repalloc_huge(list->items, old_size * 2);
	}
	list->items[list->count++] = *finding;
}
