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

#endif							/* KEPT_PLAN_H */
