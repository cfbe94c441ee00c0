/*
 * senti_rules.c - negation, failure, waiting, promises, irony and the rest
 *
 * Three steps, each a pass over at most SENTI_SENTENCE_MAX terms:
 *	1. cut the sentence into clauses;
 *	2. find: a word's own valence, or a pair of classes of which one governs the
 *	   other ("not" + "working", "still" + "waiting", "evaluating" + "vendors");
 *	3. weigh: what the frame of the sentence (wish, condition, question, request,
 *	   contrast, irony) does to each finding.
 */
#include "senti_rules.h"

#include "senti_params.h"

#define HAS(term, name) (((term)->classes & SENTI_CLASS(name)) != 0)

/*
 * A trigger governs a later target within reach.  First match wins, so the
 * order is from special to general.  Values are valence points in mille, our
 * own judgement on the scale of src/lexicon/README.md.
 */
typedef struct PairRule
{
	uint64_t	trigger;		/* any of these classes, before the target */
	uint64_t	target;			/* any of these */
	int32_t		value_mille;
	uint8_t		reach;			/* terms from trigger to target */
	uint8_t		reason;			/* SentiReason */
	uint8_t		emotion;		/* SentiEmotion */
	uint8_t		bucket;			/* SentiBucket */
} PairRule;

static const PairRule pair_rules[] = {
	{SENTI_CLASS(NEGATOR), SENTI_CLASS(RENEW), -2600, 6, SENTI_REASON_CHURN, SENTI_EMOTION_DISAPPOINTMENT, SENTI_BUCKET_PLAIN},
	{SENTI_CLASS(EXPLORE), SENTI_CLASS(ALTERNATIVE), -2400, 5, SENTI_REASON_CHURN, SENTI_EMOTION_NONE, SENTI_BUCKET_PLAIN},
	{SENTI_CLASS(QUIT), SENTI_CLASS(CONTRACT) | SENTI_CLASS(VENDOR), -2500, 5, SENTI_REASON_CHURN, SENTI_EMOTION_NONE, SENTI_BUCKET_PLAIN},
	{SENTI_CLASS(NEGATOR), SENTI_CLASS(EXPECTATION), -2000, 7, SENTI_REASON_BROKEN_PROMISE, SENTI_EMOTION_DISAPPOINTMENT, SENTI_BUCKET_PLAIN},
	{SENTI_CLASS(NEGATOR), SENTI_CLASS(FIXED) | SENTI_CLASS(REMEDY), -1900, 4, SENTI_REASON_UNFIXED, SENTI_EMOTION_FRUSTRATION, SENTI_BUCKET_PLAIN},
	{SENTI_CLASS(INABILITY), SENTI_CLASS(USE) | SENTI_CLASS(FUNCTION), -1600, 4, SENTI_REASON_BLOCKED, SENTI_EMOTION_FRUSTRATION, SENTI_BUCKET_PROBLEM},
	{SENTI_CLASS(NEGATOR), SENTI_CLASS(DELIVERABLE), -1800, 4, SENTI_REASON_LACK, SENTI_EMOTION_FRUSTRATION, SENTI_BUCKET_PROBLEM},
	{SENTI_CLASS(NEGATOR), SENTI_CLASS(FUNCTION), -1800, 4, SENTI_REASON_NOT_WORKING, SENTI_EMOTION_FRUSTRATION, SENTI_BUCKET_PROBLEM},
	{SENTI_CLASS(NEGATOR), SENTI_CLASS(PROBLEM) | SENTI_CLASS(FAILURE) | SENTI_CLASS(WAIT), 1100, 4, SENTI_REASON_NO_PROBLEM, SENTI_EMOTION_NONE, SENTI_BUCKET_PLAIN},
	{SENTI_CLASS(PERSIST), SENTI_CLASS(WAIT), -1900, 4, SENTI_REASON_WAITING, SENTI_EMOTION_FRUSTRATION, SENTI_BUCKET_PROBLEM},
	{SENTI_CLASS(WAIT), SENTI_CLASS(DURATION), -1500, 5, SENTI_REASON_WAITING, SENTI_EMOTION_FRUSTRATION, SENTI_BUCKET_PROBLEM},
	{SENTI_CLASS(PERSIST), SENTI_CLASS(DURATION), -1100, 2, SENTI_REASON_WAITING, SENTI_EMOTION_FRUSTRATION, SENTI_BUCKET_PROBLEM},
};

#define PAIR_RULE_COUNT (sizeof(pair_rules) / sizeof(pair_rules[0]))

/* What the frame of a sentence is; term indexes, or the number of terms when absent. */
typedef struct Frame
{
	int			contrast;		/* last contrast word after the first clause */
	int			irrealis;		/* first wish or modal */
	int			condition;		/* first condition */
	int			concession;		/* first concession */
	bool		is_question;
	int			first_finding;	/* index in findings of the sarcastic opener, or -1 */
} Frame;

static int32_t
scale(int32_t value_mille, int32_t factor_mille)
{
	return (int32_t) ((int64_t) value_mille * factor_mille / 1000);
}

static bool
is_break(const SentiTerm *term)
{
	return term->kind == SENTI_TOKEN_CLAUSE || term->kind == SENTI_TOKEN_SENTENCE;
}

/* ---- step 1: clauses ---- */

/* A mark of punctuation ends a clause, a connecting word opens one. */
static void
number_clauses(SentiSentence *sentence)
{
	uint16_t	clause = 0;
	bool		is_empty = true;

	for (int i = 0; i < sentence->term_count; i++)
	{
		SentiTerm  *term = &sentence->terms[i];

		if (is_break(term))
		{
			term->clause = clause;
			clause += !is_empty;
			is_empty = true;
			continue;
		}
		if (!is_empty && (term->classes & (SENTI_CLASS(CONTRAST) | SENTI_CLASS(CONCESSION) |
										   SENTI_CLASS(CONNECTIVE) | SENTI_CLASS(CONDITION))))
			clause++;
		term->clause = clause;
		is_empty = false;
	}
}

/* Bytes of the clause around a term, without the marks that close it. */
static void
clause_span(const SentiSentence *sentence, int i, uint32_t *start, uint32_t *end)
{
	int			first = i;
	int			last = i;
	const SentiTerm *terms = sentence->terms;

	while (first > 0 && !is_break(&terms[first - 1]) && terms[first - 1].clause == terms[i].clause)
		first--;
	while (last + 1 < sentence->term_count && !is_break(&terms[last + 1]) && terms[last + 1].clause == terms[i].clause)
		last++;
	*start = terms[first].start;
	*end = terms[last].end;
}

/* ---- step 2: findings ---- */

/*
 * Nearest term before i that has one of the classes, within reach and within
 * the clause (a connecting word may lie between, punctuation may not); -1: none.
 */
static int
find_before(const SentiSentence *sentence, int i, uint64_t classes, int reach)
{
	for (int j = i - 1; j >= 0 && i - j <= reach; j--)
	{
		const SentiTerm *term = &sentence->terms[j];

		if (is_break(term) || HAS(term, CONTRAST))
			return -1;
		if (term->classes & classes)
			return j;
	}
	return -1;
}

static bool
clause_has(const SentiSentence *sentence, uint16_t clause, uint64_t classes)
{
	for (int i = 0; i < sentence->term_count; i++)
		if (sentence->terms[i].clause == clause && (sentence->terms[i].classes & classes))
			return true;
	return false;
}

static SentiBucket
word_bucket(const SentiTerm *term, SentiReason reason)
{
	if (reason == SENTI_REASON_FIXED)
		return SENTI_BUCKET_FIXED;
	if (HAS(term, COURTESY))
		return SENTI_BUCKET_COURTESY;
	if (term->classes & (SENTI_CLASS(PROBLEM) | SENTI_CLASS(FAILURE) | SENTI_CLASS(WAIT)))
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
	if ((term->classes & (SENTI_CLASS(QUIT) | SENTI_CLASS(ALTERNATIVE))) && term->valence_mille <= -1000)
		return SENTI_REASON_CHURN;
	if (HAS(term, WAIT))
		return SENTI_REASON_WAITING;
	if (HAS(term, PERSIST))
		return SENTI_REASON_RECURRING;
	return SENTI_REASON_WORD;
}

/* A pair rule that ends at term i; false when none applies. */
static bool
apply_pair_rules(const SentiSentence *sentence, int i, uint64_t *consumed, SentiFinding *finding)
{
	const SentiTerm *term = &sentence->terms[i];

	for (size_t r = 0; r < PAIR_RULE_COUNT; r++)
	{
		const PairRule *rule = &pair_rules[r];
		int			j;

		if (!(term->classes & rule->target))
			continue;
		j = find_before(sentence, i, rule->trigger, rule->reach);
		if (j < 0 || (consumed[j / 64] >> (j % 64) & 1))
			continue;
		/* "cannot be updated" has one cause: the trigger is used up */
		if (rule->trigger & SENTI_CLASS(NEGATOR))
			consumed[j / 64] |= UINT64_C(1) << (j % 64);
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

/* The word's own valence, turned round by a negator; false when it has none. */
static bool
apply_valence(const SentiSentence *sentence, int i, uint64_t *consumed, SentiFinding *finding)
{
	const SentiTerm *term = &sentence->terms[i];
	SentiReason reason = word_reason(term);
	int			negator;

	if (HAS(term, STANCE) && find_before(sentence, i, SENTI_CLASS(SELF), SENTI_STANCE_REACH) < 0)
		return false;
	if (term->valence_mille == 0 && reason != SENTI_REASON_URGENCY && reason != SENTI_REASON_ESCALATION)
		return false;

	finding->start = term->start;
	finding->end = term->end;
	finding->value_mille = term->valence_mille;
	finding->reason = (uint8_t) reason;
	finding->emotion = term->emotion;
	finding->bucket = (uint8_t) word_bucket(term, reason);

	negator = find_before(sentence, i, SENTI_CLASS(NEGATOR), SENTI_NEGATION_REACH);
	if (negator >= 0 && !(consumed[negator / 64] >> (negator % 64) & 1) && !HAS(term, NEGATOR))
	{
		consumed[negator / 64] |= UINT64_C(1) << (negator % 64);
		finding->start = sentence->terms[negator].start;
		finding->value_mille = scale(term->valence_mille, term->valence_mille > 0 ?
									 SENTI_NEGATED_GOOD_MILLE : SENTI_NEGATED_BAD_MILLE);
		finding->reason = SENTI_REASON_NEGATED;
		finding->bucket = SENTI_BUCKET_PLAIN;
		if (term->emotion == SENTI_EMOTION_JOY || term->emotion == SENTI_EMOTION_GRATITUDE)
			finding->emotion = SENTI_EMOTION_DISAPPOINTMENT;
		else if (term->valence_mille < 0)
			finding->emotion = SENTI_EMOTION_NONE;
	}
	return true;
}

/* Intensifiers beside the term, capitals, elongation, exclamation. */
static void
apply_emphasis(const SentiSentence *sentence, int i, SentiFinding *finding)
{
	const SentiTerm *term = &sentence->terms[i];
	int			booster = find_before(sentence, i, SENTI_CLASS(BOOSTER), SENTI_BOOST_REACH);
	int			downtoner = find_before(sentence, i, SENTI_CLASS(DOWNTONER), SENTI_BOOST_REACH);
	bool		negated_booster = booster > 0 && HAS(&sentence->terms[booster - 1], NEGATOR);

	if (booster >= 0 && !negated_booster)
		finding->value_mille = scale(finding->value_mille, SENTI_BOOST_MILLE);
	if (downtoner >= 0)
		finding->value_mille = scale(finding->value_mille, SENTI_DOWNTONE_MILLE);
	if ((term->flags & SENTI_TOKEN_CAPS) && !sentence->is_shouted)
		finding->value_mille = scale(finding->value_mille, SENTI_CAPS_MILLE);
	if (term->flags & SENTI_TOKEN_ELONGATED)
		finding->value_mille = scale(finding->value_mille, SENTI_ELONGATED_MILLE);
	if (sentence->end_flags & SENTI_TOKEN_EXCLAIM)
		finding->value_mille = scale(finding->value_mille, SENTI_EXCLAIM_MILLE);
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
	for (int j = 0; j < sentence->term_count; j++)
	{
		const SentiTerm *term = &sentence->terms[j];
		int			cost = j < i ? i - j : j - i;

		/* a word with a feeling of its own names a topic only for itself */
		if (term->topic == SENTI_TOPIC_NONE || (j != i && term->valence_mille != 0))
			continue;
		if (j == i)
			cost = 3;			/* a noun beside it says more than a default */
		if (term->clause != sentence->terms[i].clause)
			cost += 20;
		if (best < 0 || cost < best_cost)
		{
			best = j;
			best_cost = cost;
		}
	}
	return best >= 0 ? (SentiTopic) sentence->terms[best].topic : previous;
}

/* ---- step 3: weighing ---- */

static void
read_frame(const SentiSentence *sentence, Frame *frame)
{
	int			n = sentence->term_count;
	int			first = -1;

	frame->contrast = frame->irrealis = frame->condition = frame->concession = n;
	for (int i = 0; i < n; i++)
	{
		const SentiTerm *term = &sentence->terms[i];

		if (is_break(term))
			continue;
		if (first < 0)
			first = i;
		if (HAS(term, CONTRAST) && term->clause > 0)
			frame->contrast = i;
		if (HAS(term, IRREALIS) && frame->irrealis == n)
			frame->irrealis = i;
		if (HAS(term, CONDITION) && frame->condition == n)
			frame->condition = i;
		if (HAS(term, CONCESSION) && frame->concession == n)
			frame->concession = i;
	}
	frame->is_question = (sentence->end_flags & SENTI_TOKEN_QUESTION) != 0;
}

/* Only a fault that is named, not told, loses weight in a question, a wish or a request. */
static bool
is_mere_mention(const SentiFinding *finding)
{
	return finding->reason == SENTI_REASON_WORD || finding->reason == SENTI_REASON_NOT_WORKING ||
		finding->reason == SENTI_REASON_BLOCKED || finding->reason == SENTI_REASON_NEGATED ||
		finding->reason == SENTI_REASON_FIXED || finding->reason == SENTI_REASON_UNFIXED ||
		finding->reason == SENTI_REASON_NO_PROBLEM;
}

static void
weigh(const SentiSentence *sentence, const Frame *frame, SentiFinding *finding)
{
	int			i = finding->term;
	const SentiTerm *term = &sentence->terms[i];
	bool		is_good = finding->value_mille > 0;
	bool		is_mention = is_mere_mention(finding);

	if (finding->reason != SENTI_REASON_COURTESY && is_mention)
	{
		if (i > frame->irrealis && (frame->contrast == sentence->term_count || frame->contrast < frame->irrealis || i < frame->contrast))
			finding->value_mille = scale(finding->value_mille, is_good ? SENTI_WISHED_GOOD_MILLE : SENTI_WISHED_BAD_MILLE);
		else if (i > frame->condition && term->clause == sentence->terms[frame->condition].clause)
			finding->value_mille = scale(finding->value_mille, is_good ? SENTI_CONDITION_GOOD_MILLE : SENTI_CONDITION_BAD_MILLE);
		else if (frame->is_question)
			finding->value_mille = scale(finding->value_mille, is_good ? SENTI_QUESTION_GOOD_MILLE : SENTI_QUESTION_BAD_MILLE);
		if (!is_good && finding->bucket == SENTI_BUCKET_PROBLEM && finding->reason == SENTI_REASON_WORD &&
			clause_has(sentence, term->clause, SENTI_CLASS(REQUEST)))
			finding->value_mille = scale(finding->value_mille, SENTI_REQUEST_BAD_MILLE);
	}
	if (i > frame->contrast)
		finding->value_mille = scale(finding->value_mille, SENTI_CONTRAST_AFTER_MILLE);
	else if (frame->contrast < sentence->term_count && is_good)
		finding->value_mille = scale(finding->value_mille, SENTI_CONTRAST_BEFORE_MILLE);
	if (frame->concession < sentence->term_count && term->clause == sentence->terms[frame->concession].clause)
		finding->value_mille = scale(finding->value_mille, SENTI_CONCESSION_MILLE);
}

/* A fault that is there again, or still, weighs more. */
static void
weigh_persistence(const SentiSentence *sentence, SentiFinding *finding)
{
	if (finding->value_mille < 0 && finding->bucket == SENTI_BUCKET_PROBLEM &&
		finding->reason != SENTI_REASON_WAITING &&
		clause_has(sentence, sentence->terms[finding->term].clause, SENTI_CLASS(PERSIST)))
	{
		finding->value_mille = scale(finding->value_mille, SENTI_PERSIST_MILLE);
		if (finding->reason == SENTI_REASON_WORD)
			finding->reason = SENTI_REASON_RECURRING;
	}
}

/*
 * Irony: praise that stands as an interjection at the head of a sentence, and
 * then something bad.  "Great product, slow support" is none: there the praise
 * has a noun.  "Great, but ..." is none either: the writer contrasts openly.
 */
static void
apply_sarcasm(const SentiSentence *sentence, const Frame *frame, SentiFinding *findings, int count)
{
	SentiFinding *opener = &findings[0];
	const SentiTerm *next;
	int			worst = 0;

	if (count < 2 || opener->value_mille <= 0 || opener->term >= SENTI_OPENER_REACH ||
		!HAS(&sentence->terms[opener->term], OPENER) || frame->contrast < sentence->term_count)
		return;
	next = &sentence->terms[opener->term + 1];
	if (!is_break(next) && !(next->classes & (SENTI_CLASS(PERSIST) | SENTI_CLASS(BOOSTER) | SENTI_CLASS(CONNECTIVE))) &&
		next->word != 0 && !HAS(next, COURTESY) && !HAS(next, SELF))
		return;
	if (!is_break(next) && next->word == 0)
		return;
	for (int f = 1; f < count; f++)
	{
		if (findings[f].value_mille > 0 && findings[f].reason != SENTI_REASON_COURTESY &&
			!HAS(&sentence->terms[findings[f].term], OPENER))
			return;
		if (findings[f].value_mille < worst)
			worst = findings[f].value_mille;
	}
	if (worst > -SENTI_LIVE_PROBLEM_MILLE)
		return;
	for (int f = 0; f < count; f++)
	{
		if (findings[f].value_mille <= 0)
			continue;
		findings[f].value_mille = scale(findings[f].value_mille, SENTI_SARCASM_MILLE);
		findings[f].reason = SENTI_REASON_SARCASM;
		findings[f].emotion = SENTI_EMOTION_FRUSTRATION;
		findings[f].bucket = SENTI_BUCKET_PLAIN;
	}
}

/* "Fixed on Monday, broken on Tuesday": within the sentence, too. */
static void
apply_reopened(SentiFinding *findings, int count)
{
	for (int f = 0; f < count; f++)
	{
		if (findings[f].reason != SENTI_REASON_FIXED)
			continue;
		for (int later = f + 1; later < count; later++)
			if (findings[later].bucket == SENTI_BUCKET_PROBLEM && findings[later].value_mille <= -SENTI_LIVE_PROBLEM_MILLE)
				findings[f].value_mille = scale(findings[f].value_mille, SENTI_FIXED_REOPENED_MILLE);
	}
}

int
senti_rules_apply(SentiSentence *sentence, SentiTopic previous_topic, SentiFinding findings[SENTI_SENTENCE_MAX])
{
	uint64_t	consumed[(SENTI_SENTENCE_MAX + 63) / 64] = {0};
	Frame		frame;
	int			count = 0;

	number_clauses(sentence);
	for (int i = 0; i < sentence->term_count; i++)
	{
		SentiFinding *finding = &findings[count];

		if (sentence->terms[i].classes == 0 && sentence->terms[i].valence_mille == 0)
			continue;
		if (!apply_pair_rules(sentence, i, consumed, finding) &&
			!apply_valence(sentence, i, consumed, finding))
			continue;
		finding->term = (uint16_t) i;
		finding->topic = (uint8_t) nearest_topic(sentence, i, finding, previous_topic);
		clause_span(sentence, i, &finding->clause_start, &finding->clause_end);
		if (finding->start < finding->clause_start)
			finding->clause_start = finding->start;
		apply_emphasis(sentence, i, finding);
		count++;
	}
	if (count == 0)
		return 0;
	read_frame(sentence, &frame);
	for (int f = 0; f < count; f++)
	{
		weigh_persistence(sentence, &findings[f]);
		weigh(sentence, &frame, &findings[f]);
	}
	apply_sarcasm(sentence, &frame, findings, count);
	apply_reopened(findings, count);
	return count;
}
