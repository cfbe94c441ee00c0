/*
 * senti_rules.c - negation, failure, waiting, promises, leaving: what the words say
 *
 * Three steps, each a pass over at most SENTI_SENTENCE_MAX terms:
 *	1. cut the sentence into clauses and read its frame (senti_frame.c);
 *	2. find: a word's own valence, or a pair of classes of which one governs the
 *	   other ("not" + "working", "still" + "waiting", "evaluating" + "vendors"),
 *	   or a denial of what was said before (senti_belief.c);
 *	3. weigh: what the frame (wish, condition, question, request, contrast,
 *	   comparison) does to each finding (senti_frame.c), and irony (senti_irony.c).
 */
#include "senti_rules.h"

#include "senti_belief.h"
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

/* The targets of all rules together; unrolled, a constant. */
static inline uint64_t
pair_targets(void)
{
	uint64_t	classes = 0;

#pragma GCC unroll 64
	for (size_t r = 0; r < PAIR_RULE_COUNT; r++)
		classes |= pair_rules[r].target;
	return classes;
}

/* Their triggers. */
static inline uint64_t
pair_triggers(void)
{
	uint64_t	classes = 0;

#pragma GCC unroll 64
	for (size_t r = 0; r < PAIR_RULE_COUNT; r++)
		classes |= pair_rules[r].trigger;
	return classes;
}

/* ---- findings ---- */

static SentiBucket
word_bucket(const SentiTerm *term, SentiReason reason)
{
	if (reason == SENTI_REASON_FIXED)
		return SENTI_BUCKET_FIXED;
	if (HAS(term, COURTESY))
		return SENTI_BUCKET_COURTESY;
	if ((term->classes & (SENTI_CLASS(PROBLEM) | SENTI_CLASS(FAILURE) | SENTI_CLASS(WAIT))) ||
		(reason == SENTI_REASON_RECURRING && term->valence_mille < 0))
		return SENTI_BUCKET_PROBLEM;
	return SENTI_BUCKET_PLAIN;
}

static SentiReason
word_reason(const SentiTerm *term)
{
	if (HAS(term, FIXED))
		return SENTI_REASON_FIXED;
	if (HAS(term, COURTESY))
		return SENTI_REASON_COURTESY;
	if (HAS(term, ESCALATION))
		return SENTI_REASON_ESCALATION;
	if (HAS(term, URGENCY))
		return SENTI_REASON_URGENCY;
	if ((term->classes & (SENTI_CLASS(QUIT) | SENTI_CLASS(RIVAL))) && term->valence_mille <= -1000)
		return SENTI_REASON_CHURN;
	if (HAS(term, WAIT))
		return SENTI_REASON_WAITING;
	if (HAS(term, PERSIST))
		return SENTI_REASON_RECURRING;
	return SENTI_REASON_WORD;
}

static bool
is_consumed(const uint64_t *consumed, int i)
{
	return consumed[i / 64] >> (i % 64) & 1;
}

static void
consume(uint64_t *consumed, int i)
{
	consumed[i / 64] |= UINT64_C(1) << (i % 64);
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

/* Bits of the pair rules whose two sides the sentence has. */
static uint64_t
possible_pairs(const SentiSentence *sentence)
{
	uint64_t	rules = 0;

	_Static_assert(PAIR_RULE_COUNT <= 64, "a bit for each rule");
	if (!(sentence->classes & pair_targets()) || !(sentence->classes & pair_triggers()))
		return 0;
#pragma GCC unroll 64
	for (size_t r = 0; r < PAIR_RULE_COUNT; r++)
		if ((sentence->classes & pair_rules[r].trigger) && (sentence->classes & pair_rules[r].target))
			rules |= UINT64_C(1) << r;
	return rules;
}

/* One of the pair rules that ends at term i; false when none applies. */
static bool
apply_pair_rules(const SentiSentence *sentence, const Frame *frame, uint64_t rules, int i, uint64_t *consumed, SentiFinding *finding)
{
	const SentiTerm *term = &sentence->terms[i];

	for (; rules != 0; rules &= rules - 1)
	{
		const PairRule *rule = &pair_rules[__builtin_ctzll(rules)];
		int			j;

		if (!(term->classes & rule->target))
			continue;
		j = senti_find_before(sentence, i, rule->trigger, rule->reach);
		if (j < 0 || is_consumed(consumed, j) || !pair_holds(sentence, frame, rule, j, i))
			continue;
		/* "cannot be updated" has one cause: the trigger is used up */
		if (rule->trigger & SENTI_CLASS(NEGATOR))
			consume(consumed, j);
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

/*
 * "From hours to minutes", and back: a long time behind "from" and another
 * duration behind "to" tell which way it went; false when term i ends no such turn.
 */
static bool
apply_change(const SentiSentence *sentence, int i, SentiFinding *finding)
{
	const SentiTerm *term = &sentence->terms[i];
	int			before;
	int			from;
	bool		was_long;

	if (!HAS(term, DURATION))
		return false;
	before = senti_find_before(sentence, i, SENTI_CLASS(DURATION), SENTI_CHANGE_REACH);
	from = before < 0 ? -1 : senti_find_before(sentence, before, SENTI_CLASS(FROM), SENTI_CHANGE_REACH);
	if (from < 0)
		return false;
	was_long = HAS(&sentence->terms[before], LENGTHY);
	if (was_long == HAS(term, LENGTHY))
		return false;
	finding->start = sentence->terms[from].start;
	finding->end = term->end;
	finding->value_mille = was_long ? SENTI_CHANGE_MILLE : -SENTI_CHANGE_MILLE;
	finding->reason = SENTI_REASON_COMPARISON;
	finding->emotion = was_long ? SENTI_EMOTION_JOY : SENTI_EMOTION_FRUSTRATION;
	finding->bucket = SENTI_BUCKET_PLAIN;
	return true;
}

/*
 * A word in quotation marks: praise and sellers' words are doubted, a status
 * ("resolved") says nothing, a bad word is a name unless it is a fault's.
 */
static bool
apply_scare_quote(const SentiTerm *term, SentiFinding *finding)
{
	if (!(term->flags & SENTI_TOKEN_SCARE) || HAS(term, COURTESY))
		return false;
	if (HAS(term, CLAIM))
		finding->value_mille = SENTI_CLAIM_MILLE;
	else if (term->valence_mille > 0 && !HAS(term, FIXED))
		finding->value_mille = senti_scale(term->valence_mille, SENTI_SCARE_QUOTE_MILLE);
	else if (term->classes & (SENTI_CLASS(PROBLEM) | SENTI_CLASS(FAILURE)))
		return false;
	else
		finding->value_mille = 0;
	finding->start = term->start;
	finding->end = term->end;
	finding->reason = finding->value_mille < 0 ? SENTI_REASON_SARCASM : SENTI_REASON_WORD;
	finding->emotion = SENTI_EMOTION_NONE;
	finding->bucket = SENTI_BUCKET_PLAIN;
	return finding->value_mille != 0 || term->valence_mille != 0;
}

/* "Damn good", "bloody brilliant": an oath before praise only strengthens it. */
static bool
is_mere_oath(const SentiSentence *sentence, int i)
{
	const SentiTerm *term = &sentence->terms[i];

	return HAS(term, BOOSTER) && term->valence_mille < 0 && i + 1 < sentence->term_count &&
		term[1].valence_mille > 0;
}

/* "Does not work as it should": the negation that is used up by the verb holds for its manner, too. */
static bool
is_manner_denied(const SentiSentence *sentence, int i, const uint64_t *consumed)
{
	int			verb = senti_find_before(sentence, i, SENTI_CLASS(FUNCTION) | SENTI_CLASS(USE), SENTI_BOOST_REACH);
	int			negator = verb < 0 ? -1 : senti_find_before(sentence, verb, SENTI_CLASS(NEGATOR), SENTI_NEGATION_REACH);

	return negator >= 0 && is_consumed(consumed, negator) && sentence->terms[negator].clause == sentence->terms[i].clause;
}

/* Turn the finding of term i round; another negator turns it back, "nothing that I don't like". */
static void
negate(const SentiSentence *sentence, int i, int negator, uint64_t *consumed, SentiFinding *finding)
{
	const SentiTerm *term = &sentence->terms[i];
	int			other = senti_find_before(sentence, negator, SENTI_CLASS(NEGATOR), SENTI_DOUBLE_NEGATION_REACH);

	consume(consumed, negator);
	finding->start = sentence->terms[negator].start;
	if (other >= 0 && !is_consumed(consumed, other) && sentence->terms[other].clause == term->clause)
	{
		consume(consumed, other);
		finding->start = sentence->terms[other].start;
		return;
	}
	finding->value_mille = senti_scale(term->valence_mille, term->valence_mille > 0 ?
									   SENTI_NEGATED_GOOD_MILLE : SENTI_NEGATED_BAD_MILLE);
	/* "I wouldn't say that it is bad" praises nothing */
	if (finding->value_mille > 0 && senti_find_before(sentence, i, SENTI_CLASS(OPINION), i - negator) >= 0)
		finding->value_mille = 0;
	finding->reason = SENTI_REASON_NEGATED;
	finding->bucket = SENTI_BUCKET_PLAIN;
	if (term->emotion == SENTI_EMOTION_JOY || term->emotion == SENTI_EMOTION_GRATITUDE)
		finding->emotion = SENTI_EMOTION_DISAPPOINTMENT;
	else if (term->valence_mille < 0)
		finding->emotion = SENTI_EMOTION_NONE;
}

/* The word's own valence, turned round by a negator; false when it has none. */
static bool
apply_valence(const SentiSentence *sentence, int i, uint64_t *consumed, SentiFinding *finding)
{
	const SentiTerm *term = &sentence->terms[i];
	SentiReason reason = word_reason(term);
	int			negator;

	if (HAS(term, STANCE) && senti_find_before(sentence, i, SENTI_CLASS(SELF), SENTI_STANCE_REACH) < 0)
		return false;
	if (HAS(term, HINT) || is_mere_oath(sentence, i) ||
		(term->valence_mille == 0 && reason != SENTI_REASON_URGENCY && reason != SENTI_REASON_ESCALATION))
		return false;

	finding->start = term->start;
	finding->end = term->end;
	finding->value_mille = term->valence_mille;
	finding->reason = (uint8_t) reason;
	finding->emotion = term->emotion;
	finding->bucket = (uint8_t) word_bucket(term, reason);
	/* "you said that it was fixed" tells of a claim */
	if (reason == SENTI_REASON_FIXED &&
		senti_find_before(sentence, i, SENTI_CLASS(EXPECTATION) | SENTI_CLASS(DISTANT) | SENTI_CLASS(OPINION), SENTI_OPINION_REACH) >= 0)
		finding->value_mille = 0;
	else if (term->valence_mille > 0 && is_manner_denied(sentence, i, consumed))
		finding->value_mille = 0;
	negator = senti_negator_of(sentence, i);
	if (negator >= 0 && !is_consumed(consumed, negator) && !HAS(term, NEGATOR) && term->kind != SENTI_TOKEN_EMOJI)
		negate(sentence, i, negator, consumed, finding);
	return true;
}

/* "Still", "since", "the third": little alone, and nothing in a question, a request or a wish. */
static bool
apply_hint(const SentiSentence *sentence, const Frame *frame, int i, SentiFinding *finding)
{
	const SentiTerm *term = &sentence->terms[i];

	if (!HAS(term, HINT) || frame->question <= i || frame->request < sentence->term_count ||
		frame->condition < sentence->term_count || frame->irrealis < sentence->term_count)
		return false;
	/* "has not arrived" is no sign of content */
	if (term->valence_mille > 0 &&
		senti_find_before(sentence, i, SENTI_CLASS(NEGATOR) | SENTI_CLASS(INABILITY), SENTI_NEGATION_REACH) >= 0)
		return false;
	finding->start = term->start;
	finding->end = term->end;
	finding->value_mille = term->valence_mille;
	finding->reason = SENTI_REASON_WORD;
	finding->emotion = SENTI_EMOTION_NONE;
	finding->bucket = SENTI_BUCKET_HINT;
	return true;
}

/* Intensifiers beside the term, capitals, elongation, exclamation. */
static void
apply_emphasis(const SentiSentence *sentence, int i, SentiFinding *finding)
{
	const SentiTerm *term = &sentence->terms[i];
	int			booster = senti_find_before(sentence, i, SENTI_CLASS(BOOSTER), SENTI_BOOST_REACH);
	int			downtoner = senti_find_before(sentence, i, SENTI_CLASS(DOWNTONER), SENTI_BOOST_REACH);
	bool		negated_booster = booster > 0 && HAS(&sentence->terms[booster - 1], NEGATOR);

	if (booster >= 0 && !negated_booster)
		finding->value_mille = senti_scale(finding->value_mille, SENTI_BOOST_MILLE);
	if (downtoner >= 0)
		finding->value_mille = senti_scale(finding->value_mille, SENTI_DOWNTONE_MILLE);
	if ((term->flags & SENTI_TOKEN_CAPS) && !sentence->is_shouted)
		finding->value_mille = senti_scale(finding->value_mille, SENTI_CAPS_MILLE);
	if (term->flags & SENTI_TOKEN_ELONGATED)
		finding->value_mille = senti_scale(finding->value_mille, SENTI_ELONGATED_MILLE);
	if (sentence->end_flags & SENTI_TOKEN_EXCLAIM)
		finding->value_mille = senti_scale(finding->value_mille, SENTI_EXCLAIM_MILLE);
}

/* ---- topics ---- */

/* The topic nearest to the finding: its own words, its clause, the sentence, the one before. */
static SentiTopic
nearest_topic(const SentiSentence *sentence, int i, const SentiFinding *finding, SentiTopic previous)
{
	int			best = -1;
	int			best_cost = 0;

	/* what is owed and not given is support's, whatever else the sentence names */
	if (finding->reason == SENTI_REASON_LACK || finding->reason == SENTI_REASON_WAITING)
		if (sentence->terms[i].topic != SENTI_TOPIC_NONE)
			return (SentiTopic) sentence->terms[i].topic;
	for (int s = 0; sentence->has_topic && s < sentence->speaker_count; s++)
	{
		int			j = sentence->speakers[s];
		const SentiTerm *term = &sentence->terms[j];
		int			cost = j < i ? i - j : j - i;

		/* a word with a feeling of its own names a topic only for itself */
		if (term->topic == SENTI_TOPIC_NONE || (j != i && term->valence_mille != 0 && !HAS(term, HINT)))
			continue;
		if (j == i)
			cost = SENTI_TOPIC_OWN_COST;	/* a noun beside it says more than a default */
		if (term->clause != sentence->terms[i].clause)
			cost += SENTI_TOPIC_CLAUSE_COST;
		if (best < 0 || cost < best_cost)
		{
			best = j;
			best_cost = cost;
		}
	}
	return best >= 0 ? (SentiTopic) sentence->terms[best].topic : previous;
}

/* ---- the whole ---- */

uint64_t
senti_rules_classes(void)
{
	return pair_targets() | SENTI_CLASS(DURATION) | SENTI_CLASS(NEGATOR) | SENTI_CLASS(ANSWER) |
		SENTI_CLASS(CLAIM) | SENTI_CLASS(URGENCY) | SENTI_CLASS(ESCALATION) | SENTI_CLASS(HINT);
}

static inline bool
may_deny(const SentiTerm *term)
{
	return (term->classes & (SENTI_CLASS(NEGATOR) | SENTI_CLASS(ANSWER))) != 0;
}

int
senti_rules_apply(const SentiSentence *sentence, SentiBefore *before, SentiFinding findings[SENTI_SENTENCE_MAX])
{
	uint64_t	consumed[(SENTI_SENTENCE_MAX + 63) / 64] = {0};
	uint64_t	pairs;
	Frame		frame;
	int			count = 0;

	before->is_answer = false;
	if (sentence->candidate_count == 0)
	{
		senti_belief_remember(sentence, findings, 0, before);
		return 0;
	}
	pairs = possible_pairs(sentence);
	senti_frame_read(sentence, &frame);
	for (int c = 0; c < sentence->candidate_count; c++)
	{
		int			i = sentence->candidates[c];
		SentiFinding *finding = &findings[count];

		if (!apply_change(sentence, i, finding) &&
			!apply_pair_rules(sentence, &frame, pairs, i, consumed, finding) &&
			!(may_deny(&sentence->terms[i]) && senti_belief_deny(sentence, before, i, findings, count, finding)) &&
			!apply_scare_quote(&sentence->terms[i], finding) &&
			!apply_valence(sentence, i, consumed, finding) &&
			!apply_hint(sentence, &frame, i, finding))
			continue;
		finding->term = (uint16_t) i;
		finding->topic = (uint8_t) nearest_topic(sentence, i, finding, before->topic);
		senti_clause_span(sentence, i, &finding->clause_start, &finding->clause_end);
		if (finding->start < finding->clause_start)
			finding->clause_start = finding->start;
		apply_emphasis(sentence, i, finding);
		frame.is_reproach |= finding->reason == SENTI_REASON_REPROACH;
		count++;
	}
	before->is_answer &= count == 1;
	senti_belief_remember(sentence, findings, count, before);
	if (count > 0)
	{
		frame.is_settled = senti_belief_settle(sentence, findings, count);
		senti_frame_weigh(sentence, &frame, findings, count);
	}
	return count;
}
