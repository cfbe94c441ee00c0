/*
 * transition.h - rows of a transition table, read with a pointer of one's own
 */
#ifndef TRANSITION_H
#define TRANSITION_H

#include "executor/tuptable.h"
#include "utils/relcache.h"
#include "utils/tuplestore.h"

typedef struct Transition
{
	Tuplestorestate *store;		/* NULL: the event has no such table */
	TupleTableSlot *slot;		/* the row read last */
	int			pointer;		/* read pointer; other triggers have theirs */
	bool		is_single;		/* one row, of a row trigger; no store */
	bool		is_read;		/* the single row */
} Transition;

/* Begin before the first row; store may be NULL, which is a table without rows. */
extern void open_transition(Transition *transition, Tuplestorestate *store, Relation relation);

/* The one row of a row trigger; slot may be NULL, which is a table without rows. */
extern void open_single_row(Transition *transition, TupleTableSlot *slot);

/* Read the next row into the slot; false at the end. */
extern bool next_transition(Transition *transition);

/* Go back before the first row. */
extern void rewind_transition(Transition *transition);

extern void close_transition(Transition *transition);

#endif							/* TRANSITION_H */
