/*
 * open_alert.h - which alerts are open
 */
#ifndef OPEN_ALERT_H
#define OPEN_ALERT_H

typedef enum OpenAlertScope
{
	OPEN_OF_ACCOUNT,			/* the account's, its topics' and people's; those of its tickets are left out */
	OPEN_OF_TICKET,
	OPEN_OF_ALL					/* of topics and the portfolio */
} OpenAlertScope;

/* Receives the name of a rule and what it fires for, palloc'd. */
typedef void (*OpenAlertSink) (void *arg, const char *rule, const char *subject);

/* Hand over what is open as of the active snapshot; name: text, of the account or the ticket; unused where it is of all. */
extern void open_alerts(Oid schema, OpenAlertScope scope, Datum name, OpenAlertSink sink, void *arg);

#endif							/* OPEN_ALERT_H */
