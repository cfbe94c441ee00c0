/*
 * rule.h - table rule, cached for the session
 */
#ifndef RULE_H
#define RULE_H

#include "mention.h"
#include "senti_class.h"
#include "senti_watch.h"
#include "utils/timestamp.h"

typedef enum RuleScope
{
	SCOPE_TICKET,
	SCOPE_ACCOUNT,
	SCOPE_ACCOUNT_TOPIC,
	SCOPE_PERSON,
	SCOPE_TOPIC,				/* this and the next: of all accounts, by complete days */
	SCOPE_PORTFOLIO
} RuleScope;

/* Bits of the stages of a ticket. */
#define STAGE_INTAKE 1
#define STAGE_MID 2
#define STAGE_POST_RESOLUTION 4
#define STAGE_ANY 7

/* Which interactions count; rules that select the same lie side by side. */
typedef struct RuleFilter
{
	RuleScope	scope;
	const char *topic;			/* NULL: whole messages, or where the scope is of topics, any */
	uint32		emotions;		/* bits of SentiEmotion; 0: any */
	uint32		stages;			/* STAGE_ANY: any, also none */
	const char *const *contact_roles;	/* each list: NULL any, else up to a NULL */
	const char *const *segments;
} RuleFilter;

typedef struct AlertRule
{
	const char *name;
	RuleFilter	filter;
	SentiWatch	watch;
	bool		needs_review;
	int64		cool_down;		/* seconds */
} AlertRule;

typedef struct RuleSet
{
	int			count;
	const AlertRule *rules;
	int32		account_horizon;	/* days back that rules of accounts and persons look; 0: there is none such */
	int32		message_horizon;	/* the same of those that do not wait for evaluate() */
	int32		portfolio_horizon;	/* likewise those of topics and the portfolio */
	int32		ticket_horizon; /* an open ticket that is silent for so many days is stale for all rules */
} RuleSet;

/* Registers what forgets the cache when table rule changes. */
extern void rule_init(void);

/*
 * The enabled rules, those of one filter side by side; valid until the next call.  Read as table
 * lexicon is, and for the same reasons (lexicon.c); needs no right on the table.
 */
extern const RuleSet *enabled_rules(Oid schema);

/* The rule of that name, enabled or not, or none; palloc'd. */
extern RuleSet rule_by_name(Oid schema, const char *name);

extern bool rule_same_filter(const RuleFilter *a, const RuleFilter *b);

/* Is the name in the list?  No list has all. */
extern bool rule_lists(const char *const *list, const char *name);

/* Bit of an emotion by its name; 0: NULL. */
extern uint32 rule_emotion_bit(const char *name);

/* Might a rule of its ticket, or of its account, fire by this mention?  What is in doubt evaluate() finds. */
extern void rules_may_fire(const RuleSet *set, const Datum *values, const bool *nulls, bool *of_ticket, bool *of_account);

#endif							/* RULE_H */
