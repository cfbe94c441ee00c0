/*
 * transition.c - rows of a transition table
 */
#include "postgres.h"

#include "executor/executor.h"
#include "utils/rel.h"

#include "transition.h"

void
rewind_transition(Transition *transition)
{
	transition->is_read = false;
	if (transition->store == NULL)
		return;
	tuplestore_select_read_pointer(transition->store, transition->pointer);
	tuplestore_rescan(transition->store);
}

void
open_transition(Transition *transition, Tuplestorestate *store, Relation relation)
{
	transition->store = store;
	if (store == NULL)
		return;
	transition->slot = MakeSingleTupleTableSlot(RelationGetDescr(relation), &TTSOpsMinimalTuple);
	transition->pointer = tuplestore_alloc_read_pointer(store, EXEC_FLAG_REWIND);
	rewind_transition(transition);
}

void
open_single_row(Transition *transition, TupleTableSlot *slot)
{
	transition->slot = slot;
	transition->is_single = slot != NULL;
}

bool
next_transition(Transition *transition)
{
	MemoryContext caller;
	bool		found;

	if (transition->is_single)
	{
		found = !transition->is_read;
		transition->is_read = true;
		return found;
	}
	if (transition->store == NULL)
		return false;
	/* a row that was spilled to disk is read into memory that must live as long as the slot */
	caller = MemoryContextSwitchTo(transition->slot->tts_mcxt);
	tuplestore_select_read_pointer(transition->store, transition->pointer);
	found = tuplestore_gettupleslot(transition->store, true, false, transition->slot);
	MemoryContextSwitchTo(caller);
	return found;
}

void
close_transition(Transition *transition)
{
	if (transition->store != NULL)
		ExecDropSingleTupleTableSlot(transition->slot);
}
