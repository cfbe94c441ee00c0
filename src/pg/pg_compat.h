/*
 * pg_compat.h - every difference between the supported PostgreSQL versions
 *
 * 15, 17 and 18 are tested (test/matrix); newest first.
 */
#ifndef PG_COMPAT_H
#define PG_COMPAT_H

/* 18: the module says its name and version (pg_get_loaded_modules) */
#if PG_VERSION_NUM >= 180000
#define SENTIMENT_MODULE_MAGIC PG_MODULE_MAGIC_EXT(.name = "sentiment", .version = SENTIMENT_VERSION)
#else
#define SENTIMENT_MODULE_MAGIC PG_MODULE_MAGIC
#endif

/* 18: the attribute became a prefix */
#if PG_VERSION_NUM < 180000
#define pg_noreturn pg_attribute_noreturn()
#endif

/* 16: an input function may return its error instead of raising it (pg_input_is_valid, COPY ... ON_ERROR) */
#ifndef ereturn
#define ereturn(context, result, ...) ereport(ERROR, __VA_ARGS__)
#endif

/* 16: the macros for variable-length values have a header of their own */
#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#endif

/* 16: tuplesort_getdatum has an argument copy; before, it always copied */
#if PG_VERSION_NUM >= 160000
#define tuplesort_getdatum_compat(state, value, is_null) \
	tuplesort_getdatum(state, true, true, value, is_null, NULL)
#else
#define tuplesort_getdatum_compat(state, value, is_null) \
	tuplesort_getdatum(state, true, value, is_null, NULL)
#endif

/* 16: ExecInsertIndexTuples has an argument onlySummarizing */
#if PG_VERSION_NUM >= 160000
#define InsertIndexTuples_compat(result_rel, slot, estate) \
	ExecInsertIndexTuples(result_rel, slot, estate, false, false, NULL, NIL, false)
#else
#define InsertIndexTuples_compat(result_rel, slot, estate) \
	ExecInsertIndexTuples(result_rel, slot, estate, false, false, NULL, NIL)
#endif

/* 18: index_beginscan has an argument for what EXPLAIN counts */
#if PG_VERSION_NUM >= 180000
#define index_beginscan_compat(heap, index, snapshot, nkeys) \
	index_beginscan(heap, index, snapshot, NULL, nkeys, 0)
#else
#define index_beginscan_compat(heap, index, snapshot, nkeys) \
	index_beginscan(heap, index, snapshot, nkeys, 0)
#endif

#endif							/* PG_COMPAT_H */
