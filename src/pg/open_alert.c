/*
 * open_alert.c - which alerts are open
 */
#include "postgres.h"

#include "access/htup_details.h"

#include "index_row.h"
#include "open_alert.h"

/* Columns of table alert. */
#define ALERT_ACCOUNT 5
#define ALERT_TICKET 6

typedef struct OpenAlertSearch
{
	OpenAlertScope scope;
	OpenAlertSink sink;
	void	   *arg;
} OpenAlertSearch;

static void
take_row(void *arg, HeapTuple row, TupleDesc desc)
{
	OpenAlertSearch *search = arg;

	if (search->scope == OPEN_OF_TICKET || heap_attisnull(row, ALERT_TICKET, desc))
		search->sink(search->arg, tuple_text(row, desc, "rule"), tuple_text(row, desc, "subject"));
}

void
open_alerts(Oid schema, OpenAlertScope scope, Datum name, OpenAlertSink sink, void *arg)
{
	OpenAlertSearch search = {.scope = scope,.sink = sink,.arg = arg};

	/* both indexes hold open alerts only */
	if (scope == OPEN_OF_TICKET)
		index_rows(schema, "alert", "alert_open_ticket_idx", ALERT_TICKET, name, take_row, &search);
	else
		index_rows(schema, "alert", "alert_open_account_idx", ALERT_ACCOUNT, scope == OPEN_OF_ALL ? (Datum) 0 : name, take_row, &search);
}
