/*
 * finding_list.c - all findings and clauses of a text
 */
#include "postgres.h"

#include "finding_list.h"

#define FIRST_SIZE 32

/* Make room for one more of count items of a size. */
static void *
grow(void *items, int count, int *room, Size item)
{
	if (count < *room)
		return items;
	*room = *room ? *room * 2 : FIRST_SIZE;
	return items ? repalloc_huge(items, item * *room) : palloc(item * *room);
}

static void
append_finding(void *arg, const SentiFinding *finding)
{
	FindingList *list = arg;

	list->items = grow(list->items, list->count, &list->size, sizeof(SentiFinding));
	list->items[list->count++] = *finding;
}

static void
append_clause(void *arg, const SentiClause *clause)
{
	FindingList *list = arg;

	list->clauses = grow(list->clauses, list->clause_count, &list->clause_size, sizeof(SentiClause));
	list->clauses[list->clause_count++] = *clause;
}

void
finding_list_hear(FindingList *list, SentiScan *scan)
{
	scan->sink = append_finding;
	scan->clause_sink = append_clause;
	scan->sink_arg = list;
}
