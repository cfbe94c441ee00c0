/*
 * touched.h - whose mentions a statement wrote, and the rules that this may concern
 */
#ifndef TOUCHED_H
#define TOUCHED_H

#include "rule.h"
#include "utils/array.h"

typedef struct TouchedSubjects
{
	const RuleSet *rules;		/* those that are enabled; its count is 0 where there are none */
	MemoryContext context;		/* of the names */
	ArrayBuildState *accounts;	/* of whom something was said by which a rule might fire; text */
	ArrayBuildState *tickets;	/* likewise */
	ArrayBuildState *calm_tickets;	/* the others, noted since they were last looked at; in the context in which they were noted */
	bool		has_changed;	/* mentions changed or went: what an alert rests on may not be there any more */
} TouchedSubjects;

/* Note the columns of a mention, one that was appended, or one that was changed or deleted. */
extern void note_new_mention(TouchedSubjects *touched, const Datum *values, const bool *nulls);
extern void note_changed_mention(TouchedSubjects *touched, const Datum *values, const bool *nulls);

/* Calm tickets that have an open alert join the others: their agent waits for it to close.  An account's can wait for evaluate(). */
extern void look_at_calm_tickets(TouchedSubjects *touched, Oid schema);

extern bool has_touched(const TouchedSubjects *touched);

/*
 * Decide the rules for them; writes only when an alert opens or closes, and into source_problem what kept one from it.
 * schema: of the extension; source: text; on_error: warn or fail.
 */
extern void evaluate_touched(TouchedSubjects *touched, Oid schema, Datum source, const char *on_error);

#endif							/* TOUCHED_H */
