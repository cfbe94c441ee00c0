/*
 * guard.h - errors of ours that must not fail a customer's statement
 */
#ifndef GUARD_H
#define GUARD_H

typedef void (*GuardedWork) (void *arg);

/*
 * Do work in an internal subtransaction, which takes no transaction id unless
 * the work writes.  An ERROR in it is undone and becomes a message of the given
 * level, WHAT "NAME" failed: ..., and the result is false.  It is thrown on when
 * rethrow is set, and when it is the database's own: cancel, shutdown,
 * serialization failure, deadlock, lock timeout, lack of resources.
 */
extern bool guard(GuardedWork work, void *arg, bool rethrow, int level, const char *what, const char *name);

/* The same; NULL, or the message of the error, palloc'd. */
extern char *guard_message(GuardedWork work, void *arg, bool rethrow, int level, const char *what, const char *name);

#endif							/* GUARD_H */
