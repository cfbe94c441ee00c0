/*
 * index_row.h - rows of the extension's tables by one index, without a plan
 *
 * For what the triggers look up with every row: a query would cost more than what it finds.
 */
#ifndef INDEX_ROW_H
#define INDEX_ROW_H

#include "access/htup.h"
#include "access/tupdesc.h"

/* Receives a row, which is valid during the call. */
typedef void (*IndexRowSink) (void *arg, HeapTuple row, TupleDesc desc);

/* Hand over the rows whose column, the first of the index, has that text (0: is NULL), as the active snapshot has them. */
extern void index_rows(Oid schema, const char *table, const char *index, AttrNumber column, Datum value, IndexRowSink sink, void *arg);

/* A column by its name; the second a palloc'd string, NULL for NULL. */
extern Datum tuple_column(HeapTuple row, TupleDesc desc, const char *column, bool *is_null);
extern char *tuple_text(HeapTuple row, TupleDesc desc, const char *column);

#endif							/* INDEX_ROW_H */
