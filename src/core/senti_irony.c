/*
 * senti_irony.c - praise that means its opposite
 *
 * As in senti_frame.c, classes only and a walk or two over the sentence.
 */
#include "senti_irony.h"

#include "senti_params.h"

static void
make_sarcastic(SentiFinding *finding)
{
	if (finding->value_mille <= 0)
		return;
	senti_rate(finding, SENTI_SARCASM_MILLE, 1000);
	finding->reason = SENTI_REASON_SARCASM;
	finding->emotion = SENTI_EMOTION_FRUSTRATION;
	finding->bucket = SENTI_BUCKET_PLAIN;
}

/* Nothing but an exclamation or two before the praise: "Calendar great, maps slow" judges one thing after the other. */
static bool
is_at_head(const SentiSentence *sentence, int opener)
{
	for (int i = 0; i < opener; i++)
	{
		const SentiTerm *term = &sentence->terms[i];

		if (!senti_is_break(term) && (term->classes == 0 || term->topic != SENTI_TOPIC_NONE))
			return false;
	}
	return true;
}

/* "Great update, now ...": the praise of what has just happened, and then the present. */
static bool
is_then_now(const SentiSentence *sentence, int opener)
{
	for (int i = opener + 1; i + 1 < sentence->term_count && i <= opener + SENTI_INTERJECTION_TERMS; i++)
		if (senti_is_break(&sentence->terms[i]))
			return HAS(&sentence->terms[i + 1], TURN);
	return false;
}

/* Does the praise stand alone, as in "Great, ..." or "great another week"? */
static bool
is_interjection(const SentiSentence *sentence, int opener)
{
	const SentiTerm *next = &sentence->terms[opener + 1];

	if (senti_is_break(next) || is_then_now(sentence, opener))
		return true;
	return next->word != 0 &&
		(next->classes & (SENTI_CLASS(FAILURE) | SENTI_CLASS(PERSIST) | SENTI_CLASS(BOOSTER) | SENTI_CLASS(CONNECTIVE) |
						  SENTI_CLASS(COURTESY) | SENTI_CLASS(SELF) | SENTI_CLASS(ORDINAL)));
}

/* Scare quotes, or "Great, another ..." and "Great, the third ...": irony without a bad word. */
static bool
has_irony_mark(const SentiSentence *sentence, int opener)
{
	for (int i = opener + 1; i < sentence->term_count; i++)
	{
		const SentiTerm *term = &sentence->terms[i];

		if (term->flags & SENTI_TOKEN_SCARE)
			return true;
		if (i <= opener + 3 && senti_is_break(&sentence->terms[opener + 1]) &&
			(term->classes & (SENTI_CLASS(PERSIST) | SENTI_CLASS(ORDINAL))))
			return true;
	}
	return false;
}

/*
 * Irony: praise that stands as an interjection at the head of a sentence, or one
 * of the turns made for it ("love how ..."), and then something bad.  "Great
 * product, slow support" is none: there the praise has a noun.  "Great, but ..."
 * is none either: the writer contrasts openly.
 */
void
senti_irony_apply(const SentiSentence *sentence, const Frame *frame, SentiFinding *findings, int count)
{
	const SentiTerm *opener;
	int			worst;
	bool		is_ironic;
	bool		has_praise = false;

	if (count == 0 || findings[0].value_mille <= 0 || findings[0].term >= SENTI_OPENER_REACH)
		return;
	opener = &sentence->terms[findings[0].term];
	is_ironic = HAS(opener, IRONIC);
	if (!is_ironic && (!HAS(opener, OPENER) || frame->contrast < sentence->term_count ||
					   findings[0].term + 1 >= sentence->term_count || !is_interjection(sentence, findings[0].term) ||
					   !is_at_head(sentence, findings[0].term)))
		return;
	if (HAS(opener, COURTESY) && senti_clause_has(sentence, opener->clause, 0, sentence->term_count,
											SENTI_CLASS(FIXED) | SENTI_CLASS(DELIVERABLE)))
		return;
	worst = has_irony_mark(sentence, findings[0].term) ? -SENTI_IRONY_MILLE : 0;
	for (int f = 1; f < count; f++)
	{
		if (findings[f].value_mille > 0 && findings[f].reason != SENTI_REASON_COURTESY &&
			!HAS(&sentence->terms[findings[f].term], OPENER))
			has_praise = true;
		if (findings[f].value_mille < worst)
			worst = findings[f].value_mille;
	}
	if (worst <= (has_praise && !is_ironic ? -SENTI_IRONY_PRAISE_MILLE : -SENTI_IRONY_MILLE))
		for (int f = 0; f < count; f++)
			make_sarcastic(&findings[f]);
}

/* "The portal is down again. Wonderful." */
void
senti_irony_afterthought(const SentiSentence *sentence, int32_t before_mille, SentiFinding *findings, int count)
{
	if (count == 1 && sentence->term_count <= SENTI_AFTERTHOUGHT_TERMS && before_mille <= -SENTI_LIVE_PROBLEM_MILLE &&
		HAS(&sentence->terms[findings[0].term], OPENER) && is_at_head(sentence, findings[0].term))
		make_sarcastic(&findings[0]);
}
