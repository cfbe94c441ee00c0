/*
 * senti_belief.c - what the writer himself believes
 *
 * Who holds an opinion, and does the writer share it?  As in senti_frame.c,
 * classes only, and at most one walk over the sentence for each finding.
 */
#include "senti_belief.h"

#include "senti_params.h"

/* Marks of what is thought, not known. */
#define BELIEF (SENTI_CLASS(DISTANT) | SENTI_CLASS(OPINION) | SENTI_CLASS(IRREALIS))

int
senti_negator_of(const SentiSentence *sentence, int i)
{
	int			negator = senti_find_before(sentence, i, SENTI_CLASS(NEGATOR), SENTI_NEGATION_REACH);
	int			opinion;

	if (negator < 0)
	{
		opinion = senti_find_before(sentence, i, SENTI_CLASS(OPINION), SENTI_OPINION_REACH);
		if (opinion >= 0)
			negator = senti_find_before(sentence, opinion, SENTI_CLASS(NEGATOR), SENTI_NEGATION_REACH);
	}
	return negator >= 0 && sentence->terms[negator].clause == sentence->terms[i].clause ? negator : -1;
}

/* ---- denials and answers ---- */

/* First and last term of the clause around term i. */
static void
clause_bounds(const SentiSentence *sentence, int i, int *first, int *last)
{
	const SentiTerm *terms = sentence->terms;

	*first = *last = i;
	while (*first > 0 && !senti_is_break(&terms[*first - 1]) && terms[*first - 1].clause == terms[i].clause)
		--*first;
	while (*last + 1 < sentence->term_count && !senti_is_break(&terms[*last + 1]) &&
		   terms[*last + 1].clause == terms[i].clause)
		++*last;
}

/* Are the terms of [first, last] few, and without any feeling or matter of their own? */
static bool
is_bare(const SentiSentence *sentence, int first, int last)
{
	const uint64_t empty = SENTI_CLASS(NEGATOR) | SENTI_CLASS(ANSWER) | SENTI_CLASS(BOOSTER) | SENTI_CLASS(CONTRAST) |
		SENTI_CLASS(SELF) | SENTI_CLASS(VENDOR) | SENTI_CLASS(PAST) | SENTI_CLASS(TURN) | SENTI_CLASS(REPROACH) |
		SENTI_CLASS(DURATION) | SENTI_CLASS(CONNECTIVE) | SENTI_CLASS(STANCE) | SENTI_CLASS(HINT) | SENTI_CLASS(URGENCY);

	if (last - first >= SENTI_DENIAL_TERMS)
		return false;
	for (int i = first; i <= last; i++)
		if (sentence->terms[i].classes & ~empty)
			return false;
	return true;
}

/* Has a term of [first, last] one of the classes? */
static bool
has_class(const SentiSentence *sentence, int first, int last, uint64_t classes)
{
	if (!(sentence->classes & classes))
		return false;
	for (int i = first; i <= last; i++)
		if (sentence->terms[i].classes & classes)
			return true;
	return false;
}

/* "No." turns round what was said, as "not" does; the denial of something good is a complaint. */
static int32_t
denied(int32_t stated_mille)
{
	int32_t		value;

	if (stated_mille <= 0)
		return senti_scale(stated_mille, SENTI_NEGATED_BAD_MILLE);
	value = senti_scale(stated_mille, SENTI_NEGATED_GOOD_MILLE);
	return value < SENTI_DENIAL_MILLE ? value : SENTI_DENIAL_MILLE;
}

static void
set_denial(const SentiSentence *sentence, int first, int last, int32_t value_mille, SentiFinding *finding)
{
	bool		is_denial = has_class(sentence, first, last, SENTI_CLASS(NEGATOR));

	finding->start = sentence->terms[first].start;
	finding->end = sentence->terms[last].end;
	finding->value_mille = value_mille;
	finding->reason = !is_denial ? SENTI_REASON_WORD :
		value_mille < 0 ? SENTI_REASON_NOT_WORKING : SENTI_REASON_NEGATED;
	finding->emotion = value_mille < 0 ? SENTI_EMOTION_FRUSTRATION : SENTI_EMOTION_NONE;
	finding->bucket = value_mille < 0 ? SENTI_BUCKET_PROBLEM : SENTI_BUCKET_PLAIN;
}

/* "Is it fast? Not really."  "We thought that it was fast. It isn't." */
static bool
answer(const SentiSentence *sentence, SentiBefore *before, int first, int last, bool is_denial,
	   SentiFinding *finding)
{
	int32_t		value = before->stated_mille;

	if (is_denial && value == 0)
		value = before->is_owed ? SENTI_DENIAL_MILLE : 0;
	else if (is_denial)
		value = value < 0 && before->is_question ? 0 : denied(value);
	value -= before->counted_mille;
	set_denial(sentence, first, last, value, finding);
	before->is_answer = true;
	return value != 0;
}

/* "No.", "but no": nothing before the term in its clause has a meaning of its own. */
static bool
is_lone(const SentiSentence *sentence, int first, int i)
{
	for (int j = first; j < i; j++)
		if (!HAS(&sentence->terms[j], CONTRAST) && !HAS(&sentence->terms[j], CONNECTIVE))
			return false;
	return true;
}

bool
senti_belief_deny(const SentiSentence *sentence, SentiBefore *before, int i,
				  SentiFinding *findings, int count, SentiFinding *finding)
{
	const SentiTerm *term = &sentence->terms[i];
	SentiFinding *said = count > 0 ? &findings[count - 1] : NULL;
	int			first;
	int			last;

	if (sentence->end_flags & SENTI_TOKEN_QUESTION)
		return false;
	clause_bounds(sentence, i, &first, &last);
	if (i != last || !is_bare(sentence, first, last))
		return false;
	if (HAS(term, ANSWER) || is_lone(sentence, first, i))
	{
		bool		is_denial = has_class(sentence, first, last, SENTI_CLASS(NEGATOR));

		if (first == 0 && (before->is_question || (is_denial && before->is_belief)))
			return answer(sentence, before, first, last, is_denial, finding);
		if (is_denial && first > 0 && has_class(sentence, 0, first - 1, BELIEF))
		{
			if (!said || said->value_mille == 0 || said->term >= first)
				return false;	/* "I thought it was red, but it was not." */
			set_denial(sentence, first, last, denied(said->value_mille), finding);
			said->value_mille = 0;
			return true;
		}
	}
	if (!HAS(term, NEGATOR) || first == i || last + 1 != sentence->term_count || HAS(term - 1, SELF))
		return false;
	set_denial(sentence, first, last, SENTI_DENIAL_MILLE, finding);
	return true;
}

/* ---- opinions of others and of the past ---- */

/*
 * Is the finding told as another's opinion, or as one of the past?  Where the
 * sentence tells of the present, too, whatever "was" is past.
 */
static bool
is_distant(const SentiSentence *sentence, const SentiFinding *finding, bool has_turn)
{
	uint64_t	marks = SENTI_CLASS(DISTANT) | (has_turn ? SENTI_CLASS(PAST) : 0);
	int			first;
	int			last;

	clause_bounds(sentence, finding->term, &first, &last);
	return has_class(sentence, first, finding->term, marks) &&
		!(has_turn && has_class(sentence, first, last, SENTI_CLASS(TURN)));
}

/* Is it told as the writer's, as the present state, or against what was said? */
static bool
is_own(const SentiSentence *sentence, const SentiFinding *finding)
{
	int			first;
	int			last;

	clause_bounds(sentence, finding->term, &first, &last);
	return !has_class(sentence, first, last, SENTI_CLASS(DISTANT)) &&
		(has_class(sentence, first, first < last ? first + 1 : last, SENTI_CLASS(SELF)) ||
		 has_class(sentence, first, last, SENTI_CLASS(TURN) | SENTI_CLASS(CONTRAST)));
}

bool
senti_belief_settle(const SentiSentence *sentence, SentiFinding *findings, int count)
{
	bool		near_good = false;
	bool		near_bad = false;
	bool		is_settled = false;
	bool		has_turn = (sentence->classes & SENTI_CLASS(TURN)) != 0;

	if (count < 2 || !(sentence->classes & (SENTI_CLASS(DISTANT) | SENTI_CLASS(TURN))))
		return false;
	for (int f = 0; f < count; f++)
		if (!is_distant(sentence, &findings[f], has_turn) && is_own(sentence, &findings[f]))
		{
			near_good |= findings[f].value_mille > 0;
			near_bad |= findings[f].value_mille < 0;
		}
	if (near_good == near_bad)
		return false;
	for (int f = 0; f < count; f++)
		if (findings[f].value_mille != 0 && (findings[f].value_mille > 0) == near_bad &&
			is_distant(sentence, &findings[f], has_turn))
		{
			findings[f].value_mille = 0;
			is_settled = true;
		}
	return is_settled;
}

void
senti_belief_remember(const SentiSentence *sentence, const SentiFinding *findings, int count, SentiBefore *before)
{
	before->is_question = (sentence->end_flags & SENTI_TOKEN_QUESTION) != 0;
	before->is_belief = (sentence->classes & (SENTI_CLASS(DISTANT) | SENTI_CLASS(OPINION))) != 0;
	before->is_owed = (sentence->classes & (SENTI_CLASS(FUNCTION) | SENTI_CLASS(DELIVERABLE) | SENTI_CLASS(FIXED) |
										  SENTI_CLASS(EXPECTATION))) != 0;
	before->stated_mille = 0;
	for (int f = 0; f < count; f++)
	{
		/* a reproach asks nothing */
		if (findings[f].reason == SENTI_REASON_ESCALATION || findings[f].reason == SENTI_REASON_REPROACH)
			before->is_question = false;
		if (findings[f].bucket != SENTI_BUCKET_HINT && findings[f].reason != SENTI_REASON_COURTESY)
			before->stated_mille += findings[f].value_mille;
	}
}
