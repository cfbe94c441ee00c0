/*
 * kept_plan.h - queries of the triggers, parsed once a session
 */
#ifndef KEPT_PLAN_H
#define KEPT_PLAN_H

#include "executor/spi.h"

/*
 * Prepare a query on first use, and keep it for the session; %s in it, or %1$s, is the name of
 * the extension's schema.  Needs SPI_connect.  Rights are checked at each execution, for whoever runs it then.
 */
extern SPIPlanPtr kept_plan(SPIPlanPtr *plan, const char *format, Oid schema, int nargs, Oid *types);

/* Execute it as a statement of its own; how many rows it wrote or read. */
extern uint64 execute_kept(SPIPlanPtr *plan, const char *format, Oid schema, int nargs, Oid *types, Datum *values, const char *nulls);

/*
 * From here to AtEOXact_GUC(true, the result) the search path is that of our SQL functions: no operator of the caller's stands in
 * for the server's, and no plan is made anew for another path.
 */
extern int	pin_search_path(void);

/* The same, and queries of few rows are planned as if tables were large: statistics may be of when they were empty, and plans stay. */
extern int	plan_by_index(void);

#endif							/* KEPT_PLAN_H */
