/*
 * mention_change.h - mentions of rows that changed or went, by the rows' keys
 *
 * All of it as the current user, and by the key index whatever the plan's statistics say; triggers on mention fire.
 */
#ifndef MENTION_CHANGE_H
#define MENTION_CHANGE_H

#include "nodes/bitmapset.h"
#include "utils/array.h"

#include "track_row.h"

/* Delete what is there of rows of a source, by their keys (text[]). */
extern void mention_delete(Oid schema, Datum source, Datum keys);

#define MENTION_MOVE_COLUMNS 9

/* Rows of one source whose attributes changed, but not their words; all NULL: none. */
typedef struct MentionMoves
{
	ArrayBuildState *columns[MENTION_MOVE_COLUMNS]; /* number, key and attributes of each */
} MentionMoves;

/* Add a row, copied into the current memory context; number: to tell it by. */
extern void mention_moves_add(MentionMoves *moves, int number, const MentionRow *row);

/*
 * Give the mentions of these rows their attributes, in one statement, and forget the rows; the numbers of those that have no
 * mentions are added to a set of the current memory context, which is returned.  Of rows with the same key any one counts.
 */
extern Bitmapset *mention_moves_write(MentionMoves *moves, Oid schema, Datum source, Bitmapset *without_mentions);

#endif							/* MENTION_CHANGE_H */
