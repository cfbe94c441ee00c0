/*
 * mention_lookup.h - the stored mentions of a row of a tracked table, by the key index
 */
#ifndef MENTION_LOOKUP_H
#define MENTION_LOOKUP_H

#include "executor/tuptable.h"
#include "utils/snapshot.h"

#include "track_row.h"

/* What its mentions are to a row. */
typedef enum MentionState
{
	MENTIONS_RIGHT,
	MENTIONS_MISSING,
	MENTIONS_MOVED,				/* an attribute differs; the words are the same */
	MENTIONS_WRONG
} MentionState;

typedef struct MentionLookup MentionLookup;

/* For the extension in this schema; palloc'd.  Locks the table mention as its writers do. */
extern MentionLookup *mention_lookup_open(Oid schema);
extern void mention_lookup_close(MentionLookup *lookup);

/* Between these, what the snapshot sees is looked up. */
extern void mention_lookup_begin(MentionLookup *lookup, Snapshot snapshot);
extern void mention_lookup_end(MentionLookup *lookup);

/* Look for the mentions of a row, by source and key, and read them one by one; NULL at the end.  A slot is good until the next call. */
extern void mention_lookup_find(MentionLookup *lookup, const MentionRow *row);
extern TupleTableSlot *mention_lookup_next(MentionLookup *lookup);

/* Compare a row, its text and what scores it (text) with its mentions, by the one for the whole text, of which there must be one. */
extern MentionState mention_lookup_state(MentionLookup *lookup, const MentionRow *row, text *body, Datum model);

#endif							/* MENTION_LOOKUP_H */
