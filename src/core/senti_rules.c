/*
 * senti_rules.c - negation, failure, waiting, promises, leaving: what the words say
 *
 * Three steps, each a pass over at most SENTI_SENTENCE_MAX terms:
 *	1. cut the sentence into clauses and read its frame (senti_frame.c);
 *	2. find: a word's own valence, or a pair of classes of which one governs the
 *	   other (senti_pair.c), or a denial of what was said before (senti_belief.c);
 *	3. weigh: what the frame (wish, condition, question, request, contrast,
 *	   comparison) does to each finding (senti_frame.c), and irony (senti_irony.c).
 */
#include "senti_rules.h"

#include "senti_belief.h"
#include "senti_pair.h"
#include "senti_params.h"

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
	if ((HAS(term, QUIT) && HAS(term, CONTRACT)) ||
		((term->classes & (SENTI_CLASS(QUIT) | SENTI_CLASS(RIVAL))) && term->valence_mille <= -1000))
		return SENTI_REASON_CHURN;
	if (HAS(term, WAIT))
		return SENTI_REASON_WAITING;
	if (HAS(term, PERSIST))
		return SENTI_REASON_RECURRING;
	return SENTI_REASON_WORD;
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

	return negator >= 0 && senti_is_consumed(consumed, negator) && sentence->terms[negator].clause == sentence->terms[i].clause;
}

/* Turn the finding of term i round; another negator turns it back, "nothing that I don't like". */
static void
negate(const SentiSentence *sentence, int i, int negator, uint64_t *consumed, SentiFinding *finding)
{
	const SentiTerm *term = &sentence->terms[i];
	int			other = senti_find_before(sentence, negator, SENTI_CLASS(NEGATOR), SENTI_DOUBLE_NEGATION_REACH);

	senti_consume(consumed, negator);
	finding->start = sentence->terms[negator].start;
	if (other >= 0 && !senti_is_consumed(consumed, other) && sentence->terms[other].clause == term->clause)
	{
		senti_consume(consumed, other);
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
	if (negator >= 0 && !senti_is_consumed(consumed, negator) && !HAS(term, NEGATOR) && term->kind != SENTI_TOKEN_EMOJI)
		negate(sentence, i, negator, consumed, finding);
	return true;
}

/* "We need it by noon", "demo at 3, could you look?": a near time presses where something is asked for. */
static bool
apply_near_time(const SentiSentence *sentence, const Frame *frame, int i, SentiFinding *finding)
{
	const SentiTerm *term = &sentence->terms[i];

	if (HAS(sentence, DRILL) || (frame->question == sentence->term_count && frame->request == sentence->term_count &&
		 frame->irrealis == sentence->term_count))
		return false;
	finding->start = term->start;
	finding->end = term->end;
	finding->value_mille = 0;
	finding->reason = SENTI_REASON_URGENCY;
	finding->emotion = SENTI_EMOTION_NONE;
	finding->bucket = SENTI_BUCKET_PLAIN;
	return true;
}

/* "Still", "since", "the third": little alone, and nothing in a question, a request or a wish. */
static bool
apply_hint(const SentiSentence *sentence, const Frame *frame, int i, SentiFinding *finding)
{
	const SentiTerm *term = &sentence->terms[i];

	if (HAS(term, HINT) && HAS(term, URGENCY))
		return apply_near_time(sentence, frame, i, finding);
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

/* ---- the whole ---- */

uint64_t
senti_rules_classes(void)
{
	return senti_pair_targets() | SENTI_CLASS(DURATION) | SENTI_CLASS(NEGATOR) | SENTI_CLASS(ANSWER) |
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
	pairs = senti_pairs_possible(sentence);
	senti_frame_read(sentence, &frame);
	for (int c = 0; c < sentence->candidate_count; c++)
	{
		int			i = sentence->candidates[c];
		SentiFinding *finding = &findings[count];

		if (!apply_change(sentence, i, finding) &&
			!senti_pair_apply(sentence, &frame, pairs, i, consumed, finding) &&
			!(may_deny(&sentence->terms[i]) && senti_belief_deny(sentence, before, i, findings, count, finding)) &&
			!apply_scare_quote(&sentence->terms[i], finding) &&
			!apply_valence(sentence, i, consumed, finding) &&
			!apply_hint(sentence, &frame, i, finding))
			continue;
		finding->term = (uint16_t) i;
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
