/*
 * senti_pair.c - pairs of classes of which one governs the other
 *
 * "not" + "working", "still" + "waiting", "evaluating" + "vendors".
 */
#include "senti_pair.h"

#include "senti_params.h"

/* What must hold beside the two classes; see pair_holds. */
typedef enum PairGuard
{
	GUARD_NONE,
	GUARD_QUESTION,				/* the trigger opens or follows a question */
	GUARD_WISH,					/* a wish stands before the trigger */
	GUARD_FAULT,				/* not a choice of the writer's own */
	GUARD_AFTER_PROBLEM,		/* a problem stands before the trigger */
	GUARD_NOT_COMPARED,			/* no "than" before the trigger */
	GUARD_LONG,					/* the target is a long time */
	GUARD_REPAIR,				/* nothing before the trigger denies or demands it */
	GUARD_DENIAL,				/* the trigger denies */
	GUARD_NO_REPAIR				/* the target is none; nobody asked for it */
} PairGuard;

/*
 * A trigger governs a later target within reach.  First match wins, so the
 * order is from special to general.  Values are valence points in mille, our
 * own judgement on the scale of src/lexicon/README.md.
 */
typedef struct PairRule
{
	uint64_t	trigger;		/* any of these classes, before the target */
	uint64_t	target;			/* any of these */
	uint64_t	barrier;		/* none of these between them */
	int32_t		value_mille;
	uint8_t		reach;			/* terms from trigger to target */
	uint8_t		reason;			/* SentiReason */
	uint8_t		emotion;		/* SentiEmotion */
	uint8_t		bucket;			/* SentiBucket */
	uint8_t		guard;			/* PairGuard */
} PairRule;

#define C(name) SENTI_CLASS(name)
#define REASON(name) SENTI_REASON_##name
#define FEEL(name) SENTI_EMOTION_##name
#define BUCKET(name) SENTI_BUCKET_##name

static const PairRule pair_rules[] = {
	/* leaving */
	{C(NEGATOR), C(RENEW), 0, -2600, 6, REASON(CHURN), FEEL(DISAPPOINTMENT), BUCKET(PLAIN), GUARD_NONE},
	{C(EXPLORE), C(RIVAL), 0, -2400, 5, REASON(CHURN), FEEL(NONE), BUCKET(PLAIN), GUARD_NONE},
	{C(QUIT), C(CONTRACT) | C(VENDOR), 0, -2500, 5, REASON(CHURN), FEEL(NONE), BUCKET(PLAIN), GUARD_NONE},
	/* a question that is none, and a wish that is none */
	{C(WHY), C(REPROACH), 0, -1500, 9, REASON(REPROACH), FEEL(FRUSTRATION), BUCKET(PLAIN), GUARD_QUESTION},
	{C(CONDITION), C(REPROACH), 0, -1300, 9, REASON(REPROACH), FEEL(FRUSTRATION), BUCKET(PLAIN), GUARD_WISH},
	/* what was promised, owed, expected to work */
	{C(NEGATOR), C(EXPECTATION), 0, -2000, 7, REASON(BROKEN_PROMISE), FEEL(DISAPPOINTMENT), BUCKET(PLAIN), GUARD_NONE},
	{C(NEGATOR), C(FIXED), 0, -1900, 4, REASON(UNFIXED), FEEL(FRUSTRATION), BUCKET(PLAIN), GUARD_NONE},
	{C(FINALLY), C(FUNCTION) | C(FIXED), C(NEGATOR), 1600, 3, REASON(FIXED), FEEL(JOY), BUCKET(FIXED), GUARD_NONE},
	{C(PROBLEM) | C(FAILURE), C(AGAIN), C(NEGATOR) | C(REQUEST) | C(FIXED), -1500, 5, REASON(RECURRING), FEEL(FRUSTRATION), BUCKET(PROBLEM), GUARD_NONE},
	{C(PROBLEM), C(GONE), C(NEGATOR) | C(SELF), 1500, 6, REASON(FIXED), FEEL(NONE), BUCKET(FIXED), GUARD_NONE},
	{C(FUNCTION), C(AGAIN), 0, 1400, 2, REASON(FIXED), FEEL(NONE), BUCKET(FIXED), GUARD_REPAIR},
	{C(NEGATOR), C(OCCUR), 0, 1200, 4, REASON(NO_PROBLEM), FEEL(NONE), BUCKET(FIXED), GUARD_AFTER_PROBLEM},
	{C(INABILITY), C(USE) | C(FUNCTION), 0, -1600, 4, REASON(BLOCKED), FEEL(FRUSTRATION), BUCKET(PROBLEM), GUARD_NONE},
	{C(NEGATOR), C(DELIVERABLE), C(IRREALIS) | C(REQUEST), -1800, 4, REASON(LACK), FEEL(FRUSTRATION), BUCKET(PROBLEM), GUARD_NONE},
	{C(NEGATOR), C(FUNCTION), 0, -1800, 4, REASON(NOT_WORKING), FEEL(FRUSTRATION), BUCKET(PROBLEM), GUARD_FAULT},
	{C(ANSWER), C(PROBLEM) | C(FAILURE), 0, SENTI_NOT_A_FAULT_MILLE, 2, REASON(NO_PROBLEM), FEEL(NONE), BUCKET(PLAIN), GUARD_DENIAL},
	{C(NEGATOR), C(PROBLEM) | C(FAILURE) | C(WAIT) | C(TOIL), 0, 1100, 4, REASON(NO_PROBLEM), FEEL(NONE), BUCKET(PLAIN), GUARD_NONE},
	{C(RIVAL), C(FUNCTION) | C(DELIVERABLE), C(NEGATOR) | C(VENDOR) | C(SELF), -1200, 3, REASON(COMPARISON), FEEL(DISAPPOINTMENT), BUCKET(PLAIN), GUARD_NOT_COMPARED},
	/* work and time lost */
	{C(OPENER), C(WAIT) | C(TOIL), C(NEGATOR), -1900, 2, REASON(SARCASM), FEEL(FRUSTRATION), BUCKET(PLAIN), GUARD_NONE},
	{C(OBLIGATION) | C(PERSIST), C(TOIL), 0, -1700, 4, REASON(TOIL), FEEL(FRUSTRATION), BUCKET(PROBLEM), GUARD_NONE},
	{C(PERSIST), C(WAIT), 0, -1900, 4, REASON(WAITING), FEEL(FRUSTRATION), BUCKET(PROBLEM), GUARD_NONE},
	{C(WAIT), C(DURATION), 0, -1500, 5, REASON(WAITING), FEEL(FRUSTRATION), BUCKET(PROBLEM), GUARD_NONE},
	{C(TAKE), C(DURATION), C(MERELY), -1000, 4, REASON(WAITING), FEEL(FRUSTRATION), BUCKET(PROBLEM), GUARD_LONG},
	{C(ORDINAL), C(OCCASION), 0, -1300, 1, REASON(RECURRING), FEEL(FRUSTRATION), BUCKET(PROBLEM), GUARD_NONE},
	{C(TURN), C(AGAIN), C(FUNCTION) | C(FIXED), -1000, 12, REASON(RECURRING), FEEL(FRUSTRATION), BUCKET(PROBLEM), GUARD_NO_REPAIR},
	{C(TECHNICAL), C(AGAIN), C(REQUEST), -1200, 1, REASON(RECURRING), FEEL(FRUSTRATION), BUCKET(PROBLEM), GUARD_NO_REPAIR},
	{C(PERSIST), C(DURATION), 0, -1100, 2, REASON(WAITING), FEEL(FRUSTRATION), BUCKET(PROBLEM), GUARD_NONE},
};

#undef C
#undef REASON
#undef FEEL
#undef BUCKET

#define PAIR_RULE_COUNT (sizeof(pair_rules) / sizeof(pair_rules[0]))

/* Unrolled, a constant. */
uint64_t
senti_pair_targets(void)
{
	uint64_t	classes = 0;

#pragma GCC unroll 64
	for (size_t r = 0; r < PAIR_RULE_COUNT; r++)
		classes |= pair_rules[r].target;
	return classes;
}

/* "We don't run Windows" is a choice, "it doesn't run" a fault. */
static bool
is_own_choice(const SentiSentence *sentence, int negator)
{
	return negator > 0 && HAS(&sentence->terms[negator - 1], SELF);
}

/* Hours and more, or many minutes. */
static bool
is_long(const SentiSentence *sentence, int i)
{
	const SentiTerm *term = &sentence->terms[i];

	return HAS(term, LENGTHY) || (i > 0 && (HAS(term - 1, MANY) || ((term - 1)->flags & SENTI_TOKEN_LARGE)));
}

/* Does the rule, its trigger at term j and its target at term i, apply? */
static bool
pair_holds(const SentiSentence *sentence, const Frame *frame, const PairRule *rule, int j, int i)
{
	for (int between = j + 1; between < i; between++)
		if (sentence->terms[between].classes & rule->barrier)
			return false;
	/* "hardly used because it hangs": a negator governs its own clause only */
	if ((rule->trigger & SENTI_CLASS(NEGATOR)) && sentence->terms[j].clause != sentence->terms[i].clause)
		return false;
	switch ((PairGuard) rule->guard)
	{
		case GUARD_QUESTION:
			return i > frame->question || j == 0;
		case GUARD_WISH:
			/* "once the printer works again" is a mere date */
			return frame->irrealis < j && !HAS(&sentence->terms[i], AGAIN);
		case GUARD_FAULT:
			return !is_own_choice(sentence, j);
		case GUARD_AFTER_PROBLEM:
			/* "the error does not occur" is good, "the reminder does not" is not */
			return senti_find_before(sentence, j, SENTI_CLASS(PROBLEM) | SENTI_CLASS(FAILURE), SENTI_SUBJECT_REACH) >= 0;
		case GUARD_NOT_COMPARED:
			/* "better than other vendors" */
			return senti_find_before(sentence, j, SENTI_CLASS(THAN), SENTI_THAN_REACH) < 0;
		case GUARD_LONG:
			return is_long(sentence, i);
		case GUARD_REPAIR:
			/* "does not load again", "we had to print again" */
			return senti_find_before(sentence, j, SENTI_CLASS(NEGATOR) | SENTI_CLASS(OBLIGATION) | SENTI_CLASS(REQUEST) |
									 SENTI_CLASS(IRREALIS) | SENTI_CLASS(PROBLEM), SENTI_SUBJECT_REACH) < 0;
		case GUARD_NO_REPAIR:
			return !HAS(&sentence->terms[i], FIXED) &&
				senti_find_before(sentence, j, SENTI_CLASS(REQUEST), SENTI_SUBJECT_REACH) < 0;
		case GUARD_DENIAL:
			return HAS(&sentence->terms[j], NEGATOR);
		case GUARD_NONE:
			break;
	}
	return true;
}

uint64_t
senti_pairs_possible(const SentiSentence *sentence)
{
	uint64_t	rules = 0;

	_Static_assert(PAIR_RULE_COUNT <= 64, "a bit for each rule");
	if (!(sentence->classes & senti_pair_targets()))
		return 0;
#pragma GCC unroll 64
	for (size_t r = 0; r < PAIR_RULE_COUNT; r++)
		if ((sentence->classes & pair_rules[r].trigger) && (sentence->classes & pair_rules[r].target))
			rules |= UINT64_C(1) << r;
	return rules;
}

bool
senti_pair_apply(const SentiSentence *sentence, const Frame *frame, uint64_t rules, int i, uint64_t *consumed, SentiFinding *finding)
{
	const SentiTerm *term = &sentence->terms[i];

	for (; rules != 0; rules &= rules - 1)
	{
		const PairRule *rule = &pair_rules[__builtin_ctzll(rules)];
		int			j;

		if (!(term->classes & rule->target))
			continue;
		j = senti_find_before(sentence, i, rule->trigger, rule->reach);
		if (j < 0 || senti_is_consumed(consumed, j) || !pair_holds(sentence, frame, rule, j, i))
			continue;
		/* "cannot be updated" has one cause: the trigger is used up */
		if (rule->trigger & SENTI_CLASS(NEGATOR))
			senti_consume(consumed, j);
		finding->start = sentence->terms[j].start;
		finding->end = term->end;
		finding->value_mille = rule->value_mille;
		finding->reason = rule->reason;
		finding->emotion = rule->emotion;
		finding->bucket = rule->bucket;
		return true;
	}
	return false;
}
