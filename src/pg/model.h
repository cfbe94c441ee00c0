/*
 * model.h - what scores: the site's lexicon and one of its models
 */
#ifndef MODEL_H
#define MODEL_H

#include "fmgr.h"

#include "senti_score.h"

#define MODEL_BUILTIN "builtin"
#define MODEL_RULES "rules"		/* lexicon and rules alone */

/*
 * What scores for a function of the extension: the site's lexicon, and the model and
 * whether texts are cleaned that settings sentiment.model and sentiment.clean say, or the
 * arguments.  Read once for a session, and again after a change that is committed, or one's
 * own.  Valid until the next call.  ERROR (42704) when there is no such model.
 */
extern const SentiScorer *site_scorer(Oid function);
extern const SentiScorer *named_scorer(Oid function, const char *name, bool cleans);

/* Will the next named_scorer() read no table?  Then it cannot fail. */
extern bool named_scorer_is_ready(const char *name);

/* The same for a function whose optional last arguments, the number-th from 0 and the next, are a model and whether texts are cleaned. */
extern const SentiScorer *call_scorer(FunctionCallInfo fcinfo, int number);

/* As site_scorer, with another lexicon: what scores in a preview. */
extern SentiScorer preview_scorer(Oid function, const SentiLexicon *lexicon);

/* Name and version of what scores: model, extension, lexicon, weights; valid until the next call. */
extern const char *scorer_version(const SentiScorer *scorer);

/* Called when the library is loaded. */
extern void model_init(void);

#endif							/* MODEL_H */
