/*
 * guard.c - errors of ours that must not fail a customer's statement
 */
#include "postgres.h"

#include "access/xact.h"
#include "utils/memutils.h"
#include "utils/resowner.h"

#include "guard.h"

/* What the database itself decides fails the statement as always. */
static bool
is_of_database(int sqlerrcode)
{
	return sqlerrcode == ERRCODE_T_R_SERIALIZATION_FAILURE ||
		sqlerrcode == ERRCODE_T_R_DEADLOCK_DETECTED ||
		sqlerrcode == ERRCODE_LOCK_NOT_AVAILABLE ||
		ERRCODE_TO_CATEGORY(sqlerrcode) == ERRCODE_OPERATOR_INTERVENTION ||
		ERRCODE_TO_CATEGORY(sqlerrcode) == ERRCODE_INSUFFICIENT_RESOURCES ||
		ERRCODE_TO_CATEGORY(sqlerrcode) == ERRCODE_SYSTEM_ERROR;
}

char *
guard_message(GuardedWork work, void *arg, bool rethrow, int level, const char *what, const char *name)
{
	MemoryContext context = CurrentMemoryContext;
	ResourceOwner owner = CurrentResourceOwner;
	char	   *volatile message = NULL;

	BeginInternalSubTransaction(NULL);
	/* what the work makes must outlive the subtransaction */
	MemoryContextSwitchTo(context);
	PG_TRY();
	{
		work(arg);
		ReleaseCurrentSubTransaction();
	}
	PG_CATCH();
	{
		ErrorData  *error;

		MemoryContextSwitchTo(context);
		error = CopyErrorData();
		FlushErrorState();
		RollbackAndReleaseCurrentSubTransaction();
		MemoryContextSwitchTo(context);
		CurrentResourceOwner = owner;
		if (rethrow || is_of_database(error->sqlerrcode))
			ReThrowError(error);
		ereport(level,
				(errcode(error->sqlerrcode),
				 errmsg("%s \"%s\" failed: %s", what, name, error->message),
				 errdetail("The statement goes on."),
				 error->context ? errcontext("%s", error->context) : 0));
		message = pstrdup(error->message);
		FreeErrorData(error);
	}
	PG_END_TRY();
	MemoryContextSwitchTo(context);
	CurrentResourceOwner = owner;
	return message;
}

bool
guard(GuardedWork work, void *arg, bool rethrow, int level, const char *what, const char *name)
{
	return guard_message(work, arg, rethrow, level, what, name) == NULL;
}
