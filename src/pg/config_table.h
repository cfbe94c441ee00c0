/*
 * config_table.h - the tables that configure what scores: lexicon, topics, models
 *
 * They are read by a scan with a fresh snapshot (why: lexicon.c), and their triggers check
 * rows, stamp them, and tell all sessions of a change.
 */
#ifndef CONFIG_TABLE_H
#define CONFIG_TABLE_H

#include "commands/trigger.h"
#include "fmgr.h"
#include "utils/relcache.h"
#include "utils/snapshot.h"

/* Receives the columns of a row; valid during the call. */
typedef void (*ConfigRowSink) (void *arg, const Datum *values, const bool *nulls);

/* Read all rows of an open table, by a snapshot or, if it is NULL, a fresh one; ERROR when it does not have so many columns. */
extern void config_table_read(Relation table, int columns, Snapshot snapshot, ConfigRowSink sink, void *arg);

/* Number of its rows, those of the statement at hand included. */
extern int64 config_table_count(Relation table);

/* The trigger that a function of that name was called for: BEFORE, for each row of a table of so many columns; else ERROR (see trigger_call). */
extern TriggerData *config_row_trigger(FunctionCallInfo fcinfo, const char *name, int columns);

/* The same: AFTER, for each statement. */
extern TriggerData *config_statement_trigger(FunctionCallInfo fcinfo, const char *name);

/* The row that will be stored. */
extern HeapTuple config_new_row(const TriggerData *trigger);

/* Who changes a row, and when: columns changed_at and changed_by. */
extern void config_stamp(Datum *at, Datum *by);

#endif							/* CONFIG_TABLE_H */
