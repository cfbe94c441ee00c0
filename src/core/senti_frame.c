/*
 * senti_frame.c - clauses, wishes, questions, comparisons
 *
 * A finding says what the words say; the frame says how they are meant.  Every
 * function here looks at classes only and walks a sentence at most once, so a
 * sentence costs at most SENTI_SENTENCE_MAX steps for each of its findings.
 */
#include "senti_frame.h"

#include <string.h>

#include "senti_irony.h"
#include "senti_params.h"

/* ---- clauses ---- */

#define OPENS_CLAUSE \
	(SENTI_CLASS(CONTRAST) | SENTI_CLASS(CONCESSION) | SENTI_CLASS(CONNECTIVE) | SENTI_CLASS(CONDITION))

/*
 * A mark of punctuation ends a clause, a connecting word opens one; words that do not
 * speak change nothing.  What a term is cannot be foretold: so each step is taken for
 * all, and counts or does not, without a branch.
 */
void
senti_sentence_survey(SentiSentence *sentence, uint64_t candidate_classes)
{
	SentiTerm  *terms = sentence->terms;
	int			count = sentence->term_count;
	int			speakers = 0;
	int			candidates = 0;
	int			clause = 0;
	int			opening = 0;	/* the term that would open a clause of its own accord */
	unsigned	kinds = 0;
	uint64_t	quantities = 0;
	uint64_t	said[2] = {0};	/* the bits of what entries say */
	SentiTerm	all;			/* the same, by name */

	for (int i = 0; i < count; i++)
	{
		SentiTerm  *term = &terms[i];
		uint64_t	says[2];
		int			is_inner = i > opening;

		memcpy(says, term, sizeof(says));
		said[0] |= says[0];
		said[1] |= says[1];
		kinds |= 1u << term->kind;
		quantities |= UINT64_C(1) << term->quantity;
		clause += is_inner & ((term->classes & OPENS_CLAUSE) != 0);
		term->clause = (uint16_t) clause;
		sentence->speakers[speakers] = (uint8_t) i;
		speakers += term->speaks;
		sentence->candidates[candidates] = (uint8_t) i;
		candidates += ((term->classes & candidate_classes) | (uint16_t) term->valence_mille) != 0;
		if (senti_is_break(term))
		{
			clause += is_inner;
			opening = i + 1;
		}
	}
	memcpy(&all, said, sizeof(said));
	sentence->speaker_count = (uint16_t) speakers;
	sentence->candidate_count = (uint16_t) candidates;
	sentence->kinds = (uint8_t) kinds;
	sentence->flags = all.flags;
	sentence->has_topic = all.topic != 0;
	sentence->has_site = all.is_site != 0;
	sentence->quantities = quantities;
	sentence->classes = all.classes;
}

void
senti_clause_span(const SentiSentence *sentence, int i, uint32_t *start, uint32_t *end)
{
	int			first = i;
	int			last = i;
	const SentiTerm *terms = sentence->terms;

	while (first > 0 && !senti_is_break(&terms[first - 1]) && terms[first - 1].clause == terms[i].clause)
		first--;
	while (last + 1 < sentence->term_count && !senti_is_break(&terms[last + 1]) &&
		   terms[last + 1].clause == terms[i].clause)
		last++;
	*start = terms[first].start;
	*end = terms[last].end;
}

int
senti_find_near(const SentiSentence *sentence, int i, uint64_t classes, int reach, int step)
{
	for (int j = i + step; j >= 0 && j < sentence->term_count && (j - i) * step <= reach; j += step)
	{
		const SentiTerm *term = &sentence->terms[j];

		if (senti_is_break(term) || HAS(term, CONTRAST))
			return -1;
		if (term->classes & classes)
			return j;
		if (term->kind == SENTI_TOKEN_EMOJI)
			return -1;			/* it stands where a mark of punctuation could */
	}
	return -1;
}

/* As senti_find_before. */
static int
find_after(const SentiSentence *sentence, int i, uint64_t classes, int reach)
{
	return sentence->classes & classes ? senti_find_near(sentence, i, classes, reach, 1) : -1;
}

bool
senti_clause_has_some(const SentiSentence *sentence, uint16_t clause, int from, int to, uint64_t classes)
{
	for (int i = from; i < to; i++)
		if (sentence->terms[i].clause == clause && (sentence->terms[i].classes & classes))
			return true;
	return false;
}

/* ---- the frame ---- */

/*
 * Where the question begins: at the last clause that opens with a question word,
 * or at the start.  "The export fails, can you help?" tells a fault and then asks.
 */
static int
question_start(const SentiSentence *sentence)
{
	int			n = sentence->term_count;
	int			start = 0;

	if (n > 0 && !(sentence->end_flags & SENTI_TOKEN_QUESTION))
		return HAS(&sentence->terms[0], QUESTION) ? 0 : n;
	for (int s = 0; s < sentence->speaker_count; s++)
	{
		int			i = sentence->speakers[s];

		if ((sentence->terms[i].classes & (SENTI_CLASS(QUESTION) | SENTI_CLASS(WHY))) &&
			(i == 0 || senti_is_break(&sentence->terms[i - 1])))
			start = i;
	}
	return start;
}

void
senti_frame_read(const SentiSentence *sentence, Frame *frame)
{
	int			n = sentence->term_count;

	frame->contrast = frame->irrealis = frame->condition = frame->concession = n;
	frame->request = frame->habit = n;
	frame->question = question_start(sentence);
	frame->is_reproach = frame->is_settled = false;
	frame->is_turn = n > 0 && HAS(&sentence->terms[0], CONTRAST);
	if (!(sentence->classes & (SENTI_CLASS(CONTRAST) | SENTI_CLASS(IRREALIS) | SENTI_CLASS(CONDITION) |
							   SENTI_CLASS(CONCESSION) | SENTI_CLASS(REQUEST) | SENTI_CLASS(HABIT))))
		return;
	for (int s = sentence->speaker_count - 1; s >= 0; s--)
	{
		int			i = sentence->speakers[s];
		const SentiTerm *term = &sentence->terms[i];

		if (senti_is_break(term))
			continue;
		if (HAS(term, CONTRAST) && term->clause > 0 && frame->contrast == n)
			frame->contrast = i;
		if (HAS(term, IRREALIS))
			frame->irrealis = i;
		if (HAS(term, CONDITION))
			frame->condition = i;
		if (HAS(term, CONCESSION))
			frame->concession = i;
		if (HAS(term, REQUEST))
			frame->request = i;
		if (HAS(term, HABIT))
			frame->habit = i;
	}
}

/* ---- weighing ---- */

/* Only a fault that is named, not told, loses weight in a question, a wish or a request. */
static bool
is_mere_mention(const SentiFinding *finding)
{
	switch (finding->reason)
	{
		case SENTI_REASON_WORD:
		case SENTI_REASON_NOT_WORKING:
		case SENTI_REASON_BLOCKED:
		case SENTI_REASON_NEGATED:
		case SENTI_REASON_FIXED:
		case SENTI_REASON_UNFIXED:
		case SENTI_REASON_NO_PROBLEM:
		case SENTI_REASON_COMPARISON:
		case SENTI_REASON_TOIL:
			return true;
		default:
			return false;
	}
}

/* A plain question names waiting and repetition, too, without complaining of them. */
static bool
is_asked(const SentiFinding *finding)
{
	return is_mere_mention(finding) || finding->reason == SENTI_REASON_LACK ||
		finding->reason == SENTI_REASON_WAITING || finding->reason == SENTI_REASON_RECURRING ||
		finding->reason == SENTI_REASON_BROKEN_PROMISE;
}

/* Does a wish or a modal stand before term i, on the same side of a "but"?  "I would say" is none. */
static bool
is_wished(const SentiSentence *sentence, int i)
{
	for (int j = i - 1; j >= 0 && !(sentence->terms[j].classes & (SENTI_CLASS(CONTRAST) | SENTI_CLASS(OPINION))) &&
		 !senti_is_break(&sentence->terms[j]); j--)
		if (HAS(&sentence->terms[j], IRREALIS))
			return true;
	return false;
}

/* A plain question takes little from strong words, and nearly all from mild ones. */
static int32_t
question_bad_mille(const SentiFinding *finding)
{
	return finding->value_mille <= -SENTI_STRONG_MILLE && finding->reason == SENTI_REASON_WORD ?
		SENTI_QUESTION_STRONG_MILLE : SENTI_QUESTION_BAD_MILLE;
}

/* Wishes, conditions, questions, requests. */
static void
weigh_mood(const SentiSentence *sentence, const Frame *frame, SentiFinding *finding)
{
	int			i = finding->term;
	const SentiTerm *term = &sentence->terms[i];

	/* a smile is no part of the wish or question it closes */
	if (term->kind == SENTI_TOKEN_EMOJI)
		return;
	if (frame->question <= i && !frame->is_reproach && is_asked(finding))
	{
		senti_rate(finding, SENTI_QUESTION_GOOD_MILLE, question_bad_mille(finding));
		return;
	}
	if (frame->condition < i && term->clause == sentence->terms[frame->condition].clause && is_asked(finding))
		senti_rate(finding, SENTI_CONDITION_GOOD_MILLE, SENTI_CONDITION_BAD_MILLE);
	else if (is_wished(sentence, i) && is_mere_mention(finding))
		senti_rate(finding, SENTI_WISHED_GOOD_MILLE, SENTI_WISHED_BAD_MILLE);
	if (!is_mere_mention(finding))
		return;
	if (i > frame->request && senti_clause_has(sentence, term->clause, 0, i, SENTI_CLASS(REQUEST)))
		senti_rate(finding, finding->reason == SENTI_REASON_FIXED ? 0 : 1000,
			 finding->bucket == SENTI_BUCKET_PROBLEM ? SENTI_REQUEST_BAD_MILLE : 1000);
}

bool
senti_is_drill(const SentiSentence *sentence)
{
	for (int i = 0; (sentence->classes & SENTI_CLASS(DRILL)) && i < sentence->term_count; i++)
		if (HAS(&sentence->terms[i], DRILL) &&
			senti_find_before(sentence, i, SENTI_CLASS(NEGATOR), SENTI_DRILL_REACH) < 0)
			return true;
	return false;
}

/* In a drill, a test or a planned shutdown a fault is what was ordered. */
static void
weigh_drill(const SentiSentence *sentence, SentiFinding *finding)
{
	if (finding->bucket == SENTI_BUCKET_PROBLEM && is_asked(finding) && senti_is_drill(sentence))
		senti_rate(finding, 1000, SENTI_DRILL_BAD_MILLE);
}

/* What stands inside a thanks is part of it: praise is courtesy, a fault is what was taken care of. */
static void
weigh_thanks(const SentiSentence *sentence, SentiFinding *finding)
{
	int			i = finding->term;

	if (!is_mere_mention(finding) || HAS(&sentence->terms[i], COURTESY) ||
		!senti_clause_has(sentence, sentence->terms[i].clause, 0, i, SENTI_CLASS(COURTESY)))
		return;
	if (finding->value_mille > 0)
		finding->bucket = SENTI_BUCKET_COURTESY;
	else if (HAS(&sentence->terms[i], TOIL) ||
			 senti_clause_has(sentence, sentence->terms[i].clause, 0, i,
						SENTI_CLASS(FIXED) | SENTI_CLASS(DELIVERABLE)))
		senti_rate(finding, 1000, SENTI_THANKED_BAD_MILLE);
}

/* "but" and "although", unless they part the writer's opinion from another. */
static void
weigh_contrast(const SentiSentence *sentence, const Frame *frame, SentiFinding *finding)
{
	int			i = finding->term;

	if (frame->is_settled)
		return;
	if (frame->is_turn && i < frame->contrast)
		senti_rate(finding, SENTI_TURN_AFTER_MILLE, SENTI_TURN_AFTER_MILLE);
	if (i > frame->contrast)
		senti_rate(finding, SENTI_CONTRAST_AFTER_MILLE, SENTI_CONTRAST_AFTER_MILLE);
	else if (frame->contrast < sentence->term_count)
		senti_rate(finding, SENTI_CONTRAST_BEFORE_MILLE, 1000);
	if (frame->concession < sentence->term_count &&
		sentence->terms[i].clause == sentence->terms[frame->concession].clause)
		senti_rate(finding, SENTI_CONCESSION_MILLE, SENTI_CONCESSION_MILLE);
}

/* A fault that is there again, or still, weighs more. */
static void
weigh_persistence(const SentiSentence *sentence, SentiFinding *finding)
{
	if (finding->value_mille < 0 && finding->bucket == SENTI_BUCKET_PROBLEM &&
		finding->reason != SENTI_REASON_WAITING && finding->reason != SENTI_REASON_RECURRING &&
		senti_clause_has(sentence, sentence->terms[finding->term].clause, 0, sentence->term_count, SENTI_CLASS(PERSIST)))
	{
		senti_rate(finding, 1000, SENTI_PERSIST_MILLE);
		if (finding->reason == SENTI_REASON_WORD)
			finding->reason = SENTI_REASON_RECURRING;
	}
}

/* "In four minutes" is good news of an answer, and none of a crash, a wish or a rule. */
static void
weigh_promptness(const SentiSentence *sentence, SentiFinding *finding)
{
	const SentiTerm *term = &sentence->terms[finding->term];

	if (HAS(term, PROMPT) &&
		senti_clause_has(sentence, term->clause, 0, sentence->term_count,
				   SENTI_CLASS(PROBLEM) | SENTI_CLASS(FAILURE) | SENTI_CLASS(WAIT) | SENTI_CLASS(NEGATOR) |
				   SENTI_CLASS(REQUEST) | SENTI_CLASS(EXPECTATION) | SENTI_CLASS(IRREALIS) | SENTI_CLASS(URGENCY) | SENTI_CLASS(LENGTHY)))
		finding->value_mille = 0;
}

/* "..., thanks." is a full stop; "thanks for ..." and "Thanks!" are thanks. */
static void
weigh_sign_off(const SentiSentence *sentence, SentiFinding *finding)
{
	uint16_t	clause = sentence->terms[finding->term].clause;
	bool		has_other = false;

	for (int i = 0; i < sentence->term_count; i++)
	{
		const SentiTerm *term = &sentence->terms[i];

		if (senti_is_break(term) || HAS(term, COURTESY))
			continue;
		if (term->clause == clause)
			return;
		has_other = true;
	}
	if (has_other)
		senti_rate(finding, SENTI_SIGN_OFF_MILLE, 1000);
}

/* ---- comparison ---- */

static void
turn_round(SentiFinding *finding, int32_t good_mille, int32_t bad_mille)
{
	senti_rate(finding, good_mille, bad_mille);
	finding->reason = SENTI_REASON_COMPARISON;
	finding->bucket = SENTI_BUCKET_PLAIN;
	finding->emotion = finding->value_mille < 0 ? SENTI_EMOTION_DISAPPOINTMENT : SENTI_EMOTION_NONE;
}

/*
 * Whose praise is it?  "Faster than yours" and "your competitor is faster" praise
 * somebody else; "used to be fast" and "was easier before" praise what is gone.
 */
static void
weigh_comparison(const SentiSentence *sentence, const Frame *frame, SentiFinding *finding)
{
	int			i = finding->term;
	const SentiTerm *term = &sentence->terms[i];
	bool		is_comparative = HAS(term, COMPARATIVE) || (i > 0 && HAS(&sentence->terms[i - 1], COMPARATIVE));
	int			than = find_after(sentence, i, SENTI_CLASS(THAN), SENTI_THAN_REACH);
	int			others;

	if (finding->reason != SENTI_REASON_WORD && finding->reason != SENTI_REASON_NEGATED &&
		finding->reason != SENTI_REASON_NO_PROBLEM)
		return;
	if (HAS(term, RIVAL) && senti_find_before(sentence, i, SENTI_CLASS(THAN), SENTI_THAN_REACH) >= 0)
	{
		finding->value_mille = 0;	/* "better than any competitor" */
		return;
	}
	if (frame->habit < i && i - frame->habit <= SENTI_HABIT_REACH)
	{
		turn_round(finding, SENTI_BYGONE_GOOD_MILLE, SENTI_BYGONE_BAD_MILLE);
		return;
	}
	if (than >= 0 && find_after(sentence, than, SENTI_CLASS(VENDOR), 1) >= 0)
	{
		turn_round(finding, SENTI_OTHERS_GOOD_MILLE, SENTI_OTHERS_BAD_MILLE);
		return;
	}
	if (is_comparative && than < 0 && finding->value_mille > 0 &&
		senti_clause_has(sentence, term->clause, 0, i, SENTI_CLASS(PAST)) &&
		!senti_clause_has(sentence, term->clause, 0, sentence->term_count, SENTI_CLASS(TURN) | SENTI_CLASS(NOVEL)))
	{
		turn_round(finding, SENTI_BYGONE_GOOD_MILLE, 1000);
		return;
	}
	others = senti_find_before(sentence, i, SENTI_CLASS(RIVAL), SENTI_SUBJECT_REACH);
	if (others >= 0 && than < 0 && sentence->terms[others].clause == term->clause &&
		senti_find_before(sentence, others, SENTI_CLASS(THAN), SENTI_THAN_REACH) < 0 &&
		!senti_clause_has(sentence, term->clause, others + 1, i, SENTI_CLASS(VENDOR) | SENTI_CLASS(SELF)))
		turn_round(finding, SENTI_OTHERS_GOOD_MILLE, SENTI_RIVAL_BAD_MILLE);
}

/* ---- within the sentence ---- */

/* Within the sentence: "fixed on Monday, broken on Tuesday", "solved what had bothered us". */
static void
apply_order(SentiFinding *findings, int count)
{
	bool		is_broken = false;
	bool		is_fixed = false;

	for (int f = count - 1; f >= 0; f--)
	{
		if (findings[f].reason == SENTI_REASON_FIXED && is_broken)
			senti_rate(&findings[f], SENTI_FIXED_REOPENED_MILLE, 1000);
		if (findings[f].bucket == SENTI_BUCKET_PROBLEM && findings[f].value_mille <= -SENTI_LIVE_PROBLEM_MILLE)
			is_broken = true;
	}
	for (int f = 0; f < count; f++)
	{
		if (is_fixed && findings[f].bucket == SENTI_BUCKET_PAST)
			senti_rate(&findings[f], 1000, SENTI_PROBLEM_RESOLVED_MILLE);
		is_fixed |= findings[f].bucket == SENTI_BUCKET_FIXED && findings[f].value_mille > 0;
	}
}

/* Told in the past, a trouble may be over; praise after "now" says that it is. */
static void
place_in_time(const SentiSentence *sentence, SentiFinding *finding)
{
	int			i = finding->term;
	uint16_t	clause = sentence->terms[i].clause;

	if (finding->bucket != SENTI_BUCKET_PLAIN && finding->bucket != SENTI_BUCKET_PROBLEM)
		return;
	if (finding->value_mille < 0 && is_asked(finding) &&
		senti_clause_has(sentence, clause, 0, i + 1, SENTI_CLASS(PAST) | SENTI_CLASS(HABIT)))
		finding->bucket = SENTI_BUCKET_PAST;
	else if (finding->value_mille >= SENTI_TURN_MILLE && senti_clause_has(sentence, clause, 0, i, SENTI_CLASS(TURN)))
		finding->bucket = SENTI_BUCKET_TURN;
}

void
senti_frame_weigh(const SentiSentence *sentence, const Frame *frame, SentiFinding *findings, int count)
{
	for (int f = 0; f < count; f++)
	{
		if (findings[f].bucket == SENTI_BUCKET_HINT)
			continue;
		if (findings[f].reason == SENTI_REASON_COURTESY)
		{
			weigh_sign_off(sentence, &findings[f]);
			weigh_contrast(sentence, frame, &findings[f]);
			continue;
		}
		weigh_promptness(sentence, &findings[f]);
		weigh_drill(sentence, &findings[f]);
		weigh_thanks(sentence, &findings[f]);
		weigh_mood(sentence, frame, &findings[f]);
		weigh_persistence(sentence, &findings[f]);
		weigh_comparison(sentence, frame, &findings[f]);
		weigh_contrast(sentence, frame, &findings[f]);
		place_in_time(sentence, &findings[f]);
	}
	senti_irony_apply(sentence, frame, findings, count);
	apply_order(findings, count);
}
