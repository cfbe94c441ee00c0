/*
 * senti_class.h - the closed lists that lexicon, rules and results share
 *
 * Each list is written once, as pairs of C name and the name that people see
 * in the lexicon files and in SQL.  What a class means: src/lexicon/README.md.
 */
#ifndef SENTI_CLASS_H
#define SENTI_CLASS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What the rules may do with a word; a word may have several. */
#define SENTI_CLASSES(X) \
	X(NEGATOR, "negator") \
	X(BOOSTER, "booster") \
	X(DOWNTONER, "downtoner") \
	X(CONTRAST, "contrast") \
	X(CONCESSION, "concession") \
	X(CONNECTIVE, "connective") \
	X(IRREALIS, "irrealis") \
	X(CONDITION, "condition") \
	X(QUESTION, "question") \
	X(REQUEST, "request") \
	X(PERSIST, "persist") \
	X(WAIT, "wait") \
	X(DURATION, "duration") \
	X(PROBLEM, "problem") \
	X(FAILURE, "failure") \
	X(FUNCTION, "function") \
	X(FIXED, "fixed") \
	X(EXPECTATION, "expectation") \
	X(DELIVERABLE, "deliverable") \
	X(INABILITY, "inability") \
	X(USE, "use") \
	X(EXPLORE, "explore") \
	X(QUIT, "quit") \
	X(CONTRACT, "contract") \
	X(RENEW, "renew") \
	X(ESCALATION, "escalation") \
	X(OPENER, "opener") \
	X(COURTESY, "courtesy") \
	X(URGENCY, "urgency") \
	X(TECHNICAL, "technical") \
	X(STANCE, "stance") \
	X(SELF, "self") \
	X(VENDOR, "vendor") \
	X(PAST, "past") \
	X(TOIL, "toil") \
	X(OBLIGATION, "obligation") \
	X(MANY, "many") \
	X(TAKE, "take") \
	X(LENGTHY, "lengthy") \
	X(ORDINAL, "ordinal") \
	X(OCCASION, "occasion") \
	X(WHY, "why") \
	X(REPROACH, "reproach") \
	X(FINALLY, "finally") \
	X(HABIT, "habit") \
	X(TURN, "turn") \
	X(COMPARATIVE, "comparative") \
	X(THAN, "than") \
	X(PROMPT, "prompt") \
	X(MERELY, "merely") \
	X(IRONIC, "ironic") \
	X(FROM, "from") \
	X(AGAIN, "again") \
	X(OCCUR, "occur") \
	X(DRILL, "drill") \
	X(GONE, "gone") \
	X(CLAIM, "claim") \
	X(NOVEL, "novel") \
	X(RIVAL, "rival") \
	X(HINT, "hint") \
	X(OPINION, "opinion") \
	X(DISTANT, "distant") \
	X(ANSWER, "answer") \
	X(BALANCE, "balance")

/* What a customer talks about. */
#define SENTI_TOPICS(X) \
	X(NONE, "-") \
	X(PRODUCT, "product") \
	X(SUPPORT, "support") \
	X(PRICING, "pricing") \
	X(ONBOARDING, "onboarding")

#define SENTI_EMOTIONS(X) \
	X(NONE, "-") \
	X(ANGER, "anger") \
	X(CONFUSION, "confusion") \
	X(DISAPPOINTMENT, "disappointment") \
	X(FRUSTRATION, "frustration") \
	X(JOY, "joy") \
	X(GRATITUDE, "gratitude")

/* What else a text may show; numbered behind the emotions. */
#define SENTI_PRESSURES(X) \
	X(URGENCY, "urgency") \
	X(CHURN_RISK, "churn_risk") \
	X(ESCALATION_RISK, "escalation_risk")

/* Why a finding counts as it does. */
#define SENTI_REASONS(X) \
	X(WORD, "word") \
	X(NEGATED, "negated word") \
	X(NO_PROBLEM, "absence of a problem") \
	X(NOT_WORKING, "not working") \
	X(BLOCKED, "cannot do") \
	X(UNFIXED, "not fixed") \
	X(FIXED, "fixed") \
	X(LACK, "something owed is missing") \
	X(BROKEN_PROMISE, "not what was promised") \
	X(WAITING, "waiting") \
	X(RECURRING, "again") \
	X(CHURN, "intent to leave") \
	X(ESCALATION, "escalation") \
	X(URGENCY, "urgency") \
	X(COURTESY, "courtesy") \
	X(SARCASM, "sarcasm") \
	X(TOIL, "extra work") \
	X(REPROACH, "reproach") \
	X(COMPARISON, "comparison")

/* What a word says in a comparison of quantities (senti_quantity.c): a number, a unit, a place in time. */
#define SENTI_QUANTITIES(X) \
	X(NONE, "-", NONE, 0) \
	X(1, "1", NUMBER, 1) \
	X(2, "2", NUMBER, 2) \
	X(3, "3", NUMBER, 3) \
	X(4, "4", NUMBER, 4) \
	X(5, "5", NUMBER, 5) \
	X(6, "6", NUMBER, 6) \
	X(7, "7", NUMBER, 7) \
	X(8, "8", NUMBER, 8) \
	X(9, "9", NUMBER, 9) \
	X(10, "10", NUMBER, 10) \
	X(11, "11", NUMBER, 11) \
	X(12, "12", NUMBER, 12) \
	X(15, "15", NUMBER, 15) \
	X(20, "20", NUMBER, 20) \
	X(30, "30", NUMBER, 30) \
	X(40, "40", NUMBER, 40) \
	X(50, "50", NUMBER, 50) \
	X(60, "60", NUMBER, 60) \
	X(100, "100", NUMBER, 100) \
	X(SECOND, "second", TIME, 1) \
	X(MINUTE, "minute", TIME, 60) \
	X(HOUR, "hour", TIME, 3600) \
	X(HALF_DAY, "half day", TIME, 14400) \
	X(DAY, "day", TIME, 86400) \
	X(WEEKEND, "weekend", TIME, 172800) \
	X(WEEK, "week", TIME, 604800) \
	X(MONTH, "month", TIME, 2592000) \
	X(WORK, "work", WORK, 0) \
	X(THEN, "then", THEN, 0) \
	X(PAST, "past", PAST, 0) \
	X(PAST_LINK, "past link", PAST, 1) \
	X(PRESENT, "present", PRESENT, 0) \
	X(PRESENT_LINK, "present link", PRESENT, 1) \
	X(NOW, "now", NOW, 0) \
	X(LINK, "link", NONE, 1)

/* Why a text has no score. */
#define SENTI_UNSCORED(X) \
	X(NOT, "-") \
	X(EMPTY, "empty text") \
	X(NO_WORDS, "no words of the customer's own") \
	X(LANGUAGE, "not English")

/* Which forms of a term are made by rule. */
#define SENTI_INFLECTS(X) \
	X(NONE, "-") \
	X(NOUN, "n") \
	X(VERB, "v") \
	X(VERB_DOUBLED, "vd") \
	X(ADJECTIVE, "a") \
	X(ADJECTIVE_DOUBLED, "ad")

enum
{
#define X(name, text) SENTI_BIT_##name,
	SENTI_CLASSES(X)
#undef X
	SENTI_CLASS_COUNT
};

#define SENTI_CLASS(name) (UINT64_C(1) << SENTI_BIT_##name)

typedef enum SentiTopic
{
#define X(name, text) SENTI_TOPIC_##name,
	SENTI_TOPICS(X)
#undef X
	SENTI_TOPIC_COUNT
} SentiTopic;

/* Topics that a text may have, a site's own among them; those are numbered from SENTI_TOPIC_COUNT. */
#define SENTI_TOPIC_MAX 32
#define SENTI_OWN_TOPIC_MAX (SENTI_TOPIC_MAX + 1 - SENTI_TOPIC_COUNT)

typedef enum SentiEmotion
{
#define X(name, text) SENTI_EMOTION_##name,
	SENTI_EMOTIONS(X)
#undef X
	SENTI_EMOTION_COUNT
} SentiEmotion;

/* The emotions from 1 on, urgency and the risks: each has an intensity and a quote. */
enum
{
	SENTI_SIGNAL_EMOTIONS = SENTI_EMOTION_COUNT - 1,
#define X(name, text) SENTI_SIGNAL_##name,
	SENTI_PRESSURES(X)
#undef X
	SENTI_SIGNAL_COUNT
};

typedef enum SentiReason
{
#define X(name, text) SENTI_REASON_##name,
	SENTI_REASONS(X)
#undef X
	SENTI_REASON_COUNT
} SentiReason;

typedef enum SentiUnscored
{
#define X(name, text) SENTI_UNSCORED_##name,
	SENTI_UNSCORED(X)
#undef X
	SENTI_UNSCORED_COUNT
} SentiUnscored;

typedef enum SentiInflect
{
#define X(name, text) SENTI_INFLECT_##name,
	SENTI_INFLECTS(X)
#undef X
	SENTI_INFLECT_COUNT
} SentiInflect;

/* What a code of a quantity stands for. */
typedef enum SentiQuantityKind
{
	SENTI_QUANTITY_IS_NONE,
	SENTI_QUANTITY_IS_NUMBER,	/* value: the number */
	SENTI_QUANTITY_IS_TIME,		/* a unit; value: its seconds */
	SENTI_QUANTITY_IS_WORK,		/* a unit of what a user would have less of */
	/* where a clause places what it tells, from then or elsewhere to now and here; value 1: a number may follow without a unit */
	SENTI_QUANTITY_IS_THEN,
	SENTI_QUANTITY_IS_PAST,		/* may be either: "this year it took" */
	SENTI_QUANTITY_IS_PRESENT,
	SENTI_QUANTITY_IS_NOW
} SentiQuantityKind;

enum
{
#define X(name, text, kind, value) SENTI_QUANTITY_##name,
	SENTI_QUANTITIES(X)
#undef X
	SENTI_QUANTITY_COUNT
};

/* Is the code one of a number?  These stand together in the list. */
static inline bool
senti_quantity_is_number(unsigned code)
{
	return code >= SENTI_QUANTITY_1 && code <= SENTI_QUANTITY_100;
}

/* Names as people see them; static storage. */
extern const char *senti_class_name(int bit);
extern const char *senti_topic_name(SentiTopic topic);	/* a built-in one; senti_lexicon_topic_name knows all */
extern const char *senti_emotion_name(SentiEmotion emotion);
extern const char *senti_signal_name(int signal);
extern const char *senti_reason_name(SentiReason reason);
extern const char *senti_unscored_name(SentiUnscored unscored);
extern const char *senti_inflect_name(SentiInflect inflect);

/* The value of a name of len bytes; false when there is none such. */
extern bool senti_topic_find(const char *name, size_t len, SentiTopic *topic);
extern bool senti_emotion_find(const char *name, size_t len, SentiEmotion *emotion);
extern bool senti_inflect_find(const char *name, size_t len, SentiInflect *inflect);
extern bool senti_quantity_find(const char *name, size_t len, uint8_t *code);

/*
 * The bits of a list of class names separated by commas; "-" and the empty list
 * have none.  False when a name is unknown: then *unknown is its offset.
 */
extern bool senti_classes_parse(const char *list, size_t len, uint64_t *classes, size_t *unknown);

#endif							/* SENTI_CLASS_H */
