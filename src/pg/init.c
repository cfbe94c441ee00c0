/*
 * init.c - module magic and settings
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/guc.h"

#include "lexicon.h"
#include "model.h"
#include "pg_compat.h"
#include "rule.h"

SENTIMENT_MODULE_MAGIC;

static bool notify_on_edge = true;

void		_PG_init(void);

void
_PG_init(void)
{
	DefineCustomBoolVariable("sentiment.notify",
							 "Sends a notification when an alert opens or closes.",
							 "The channel is sentiment_alert, the payload the alert's id.",
							 &notify_on_edge,
							 true,
							 PGC_USERSET,
							 0, NULL, NULL, NULL);
	lexicon_init();
	rule_init();
	model_init();
	MarkGUCPrefixReserved("sentiment");
}
