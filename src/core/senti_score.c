/*
 * senti_score.c - the scan loop, and the sums behind a score
 *
 * A finding's weight may depend on what comes later in the text (thanks beside
 * a live problem, a fault that is fixed in the end).  Sums are therefore kept by
 * bucket and weighed once, at the end; so is each contribution.
 */
#include "senti_score.h"

#include <string.h>

#include "senti_frame.h"
#include "senti_emoji.h"
#include "senti_irony.h"
#include "senti_params.h"
#include "senti_phrase.h"

#define EMOTION_HALF_MILLE 1800	/* this much evidence makes an intensity of 0.5 */
#define EMOTION_FLOOR_E4 2500	/* below this no emotion is named */

void
senti_scan_init(SentiScan *scan, const SentiLexicon *lexicon, const uint8_t *text, size_t len,
				SentiSink sink, void *sink_arg, const volatile sig_atomic_t *interrupt)
{
	memset(scan, 0, offsetof(SentiScan, sentence));
	scan->sentence.term_count = 0;
	scan->sentence.end_flags = 0;
	scan->lexicon = lexicon;
	scan->sink = sink;
	scan->sink_arg = sink_arg;
	scan->interrupt = interrupt;
	senti_scanner_init(&scan->scanner, text, len);
}

/* ---- terms ---- */

static void
look_up(SentiScan *scan, SentiTerm *term)
{
	const uint8_t *text = scan->scanner.text + term->start;
	size_t		len = term->end - term->start;
	SentiKey	key;

	if (scan->scanner.key.len > 0)
	{
		term->word = senti_lexicon_word(scan->lexicon, &scan->scanner.key);
		return;
	}
	senti_fold_word(text, len, 0, &key);
	term->word = senti_lexicon_word(scan->lexicon, &key);
	if (term->word == 0 && term->kind == SENTI_TOKEN_EMOJI)
	{
		/* a cluster that is not known says what its first element does */
		senti_fold_word(text, senti_emoji_element_length(text, len), 0, &key);
		term->word = senti_lexicon_word(scan->lexicon, &key);
	}
	for (int max_run = 2; term->word == 0 && max_run > 0 && (term->flags & SENTI_TOKEN_ELONGATED); max_run--)
	{
		senti_fold_word(text, len, max_run, &key);
		term->word = senti_lexicon_word(scan->lexicon, &key);
	}
}

static void
append_term(SentiScan *scan, const SentiToken *token)
{
	SentiTerm  *term = &scan->sentence.terms[scan->sentence.term_count++];

	memset(term, 0, sizeof(*term));
	term->start = token->start;
	term->end = token->end;
	term->kind = token->kind;
	term->flags = token->flags;
	if (token->kind > SENTI_TOKEN_EMOJI)
		return;
	look_up(scan, term);
	scan->word_count += token->kind != SENTI_TOKEN_NUMBER;
	if (token->kind == SENTI_TOKEN_WORD)
		senti_language_add(&scan->language, scan->lexicon, term);
}

/* ---- sums ---- */

static void
add_to_sums(SentiSums *sums, const SentiFinding *finding)
{
	int			side = finding->value_mille > 0;
	int32_t		size = side ? finding->value_mille : -finding->value_mille;

	sums->value[finding->bucket] += finding->value_mille;
	if (size > sums->quote_value[side])
	{
		sums->quote_value[side] = size;
		sums->quote_start[side] = finding->clause_start;
		sums->quote_end[side] = finding->clause_end;
	}
}

static void
move_to_resolved(SentiSums *sums)
{
	sums->resolved += sums->value[SENTI_BUCKET_PROBLEM] + sums->value[SENTI_BUCKET_PAST];
	sums->value[SENTI_BUCKET_PROBLEM] = sums->value[SENTI_BUCKET_PAST] = 0;
}

/* A repair, or praise of the present, ends the troubles told before it. */
static bool
ends_troubles(const SentiFinding *finding)
{
	return finding->value_mille > 0 &&
		(finding->reason == SENTI_REASON_FIXED || finding->bucket == SENTI_BUCKET_TURN);
}

static void
add_emotion(SentiScan *scan, const SentiFinding *finding, int32_t size)
{
	int			emotion = finding->emotion;

	if (emotion == SENTI_EMOTION_NONE)
		return;
	scan->emotion_mille[emotion] += size;
	if (size > scan->emotion_peak[emotion])
	{
		scan->emotion_peak[emotion] = size;
		scan->emotion_start[emotion] = finding->clause_start;
		scan->emotion_end[emotion] = finding->clause_end;
	}
}

static void
add_finding(SentiScan *scan, const SentiFinding *finding)
{
	int32_t		size = finding->value_mille < 0 ? -finding->value_mille : finding->value_mille;

	if (ends_troubles(finding))
	{
		move_to_resolved(&scan->whole);
		move_to_resolved(&scan->closing);
		for (int t = 0; t < SENTI_TOPIC_COUNT; t++)
			move_to_resolved(&scan->topic[t]);
		scan->fixed_at = scan->finding_count;
		scan->is_reopened = false;
		scan->has_live_problem = false;
	}
	else if (finding->value_mille <= -SENTI_LIVE_PROBLEM_MILLE)
	{
		scan->has_live_problem = true;
		if (finding->bucket == SENTI_BUCKET_PROBLEM)
			scan->is_reopened = true;
	}
	switch (finding->reason)
	{
		case SENTI_REASON_URGENCY:
			scan->urgency_mille += 1500;
			break;
		case SENTI_REASON_CHURN:
			scan->churn_mille += size;
			break;
		case SENTI_REASON_ESCALATION:
			scan->escalation_mille += size + 800;
			break;
		case SENTI_REASON_SARCASM:
			scan->is_sarcastic = true;
			break;
		default:
			break;
	}
	scan->finding_count++;
	add_to_sums(&scan->whole, finding);
	if (scan->finding_count <= scan->closing_end)
		add_to_sums(&scan->closing, finding);
	add_to_sums(&scan->topic[finding->topic], finding);
	add_emotion(scan, finding, size);
	if (scan->sink)
		scan->sink(scan->sink_arg, finding);
}

/* Topics are there when they are named, also without a feeling. */
static void
add_mention(SentiScan *scan, const SentiTerm *term)
{
	SentiSums  *sums = &scan->topic[term->topic];

	if (term->classes & SENTI_CLASS(COURTESY))
		return;
	if (sums->mentions++ == 0)
	{
		sums->mention_start = term->start;
		sums->mention_end = term->end;
	}
	scan->before.topic = (SentiTopic) term->topic;
}

/* What the terms say one by one and all together; a term of the site's own teaches its language. */
static void
note_terms(SentiScan *scan)
{
	SentiSentence *sentence = &scan->sentence;
	int			words = 0;
	int			capitals = 0;

	sentence->classes = 0;
	sentence->has_number = sentence->has_topic = false;
	for (int i = 0; i < sentence->term_count; i++)
	{
		const SentiTerm *term = &sentence->terms[i];

		sentence->classes |= term->classes;
		sentence->has_number |= term->kind == SENTI_TOKEN_NUMBER;
		words += term->kind == SENTI_TOKEN_WORD;
		capitals += (term->flags & SENTI_TOKEN_CAPS) != 0;
		scan->language.is_taught |= term->is_site;
		if (term->topic == SENTI_TOPIC_NONE)
			continue;
		sentence->has_topic = true;
		add_mention(scan, term);
	}
	/* capitals emphasise only where they stand out */
	sentence->is_shouted = capitals * 2 > words;
}

/* "Could you send it again? Thank you, Anna": thanks for nothing that is named, behind a request, are a formula. */
static void
apply_formula(const SentiScan *scan, SentiFinding *findings, int count)
{
	const SentiSentence *sentence = &scan->sentence;

	if (count != 1 || findings[0].reason != SENTI_REASON_COURTESY || !scan->report.is_request ||
		sentence->term_count > SENTI_FORMULA_TERMS)
		return;
	for (int i = 0; i < sentence->term_count; i++)
		if (i != findings[0].term && sentence->terms[i].word != 0)
			return;
	findings[0].value_mille = senti_scale(findings[0].value_mille, SENTI_FORMULA_MILLE);
}

/* Clauses must be numbered. */
static void
report_clauses(const SentiScan *scan)
{
	const SentiTerm *terms = scan->sentence.terms;
	int			count = scan->sentence.term_count;

	for (int i = 0; i < count;)
	{
		int			first = i;
		uint32_t	end = terms[i].end;

		while (++i < count && terms[i].clause == terms[first].clause)
			if (terms[i].kind != SENTI_TOKEN_CLAUSE)
				end = terms[i].end;
		scan->clause_sink(scan->sink_arg, terms[first].start, end);
	}
}

/* The sentence may be the last with a feeling: a mere thanks or a hint closes no text. */
static void
start_closing(SentiScan *scan, const SentiFinding *findings, int count)
{
	for (int i = 0; i < count; i++)
		if ((findings[i].value_mille > SENTI_MILD_MILLE || findings[i].value_mille < -SENTI_MILD_MILLE) &&
			findings[i].reason != SENTI_REASON_COURTESY)
		{
			memset(&scan->closing, 0, sizeof(scan->closing));
			scan->closing_start = scan->finding_count;
			scan->closing_end = scan->finding_count + (uint32_t) count;
			return;
		}
}

/* Read the sentence that is in the buffer, and empty it. */
static void
finish_sentence(SentiScan *scan)
{
	SentiFinding findings[SENTI_SENTENCE_MAX];
	SentiBefore before = scan->before;
	bool		seen[SENTI_TOPIC_COUNT] = {false};
	bool		counts = false;
	int32_t		sum_mille = 0;
	int			count;

	senti_language_end_sentence(&scan->language, &scan->sentence);
	senti_phrases_join(scan->lexicon, &scan->sentence);
	note_terms(scan);
	count = senti_rules_apply(&scan->sentence, &before, findings);
	senti_irony_afterthought(&scan->sentence, scan->before.counted_mille, findings, count);
	apply_formula(scan, findings, count);
	if (scan->clause_sink)
		report_clauses(scan);
	senti_report_read(&scan->report, &scan->sentence, findings, count);
	if (!before.is_answer)
		start_closing(scan, findings, count);
	for (int i = 0; i < count; i++)
	{
		add_finding(scan, &findings[i]);
		sum_mille += findings[i].value_mille;
		if (findings[i].value_mille == 0)
			continue;
		counts = true;
		seen[findings[i].topic] = true;
	}
	/* a question and its answer are one statement */
	scan->whole.sentences += counts && !(before.is_answer && scan->before.counted_mille != 0);
	for (int t = 0; t < SENTI_TOPIC_COUNT; t++)
		scan->topic[t].sentences += seen[t];
	if (scan->sentence.term_count > 0)
	{
		before.topic = scan->before.topic;
		before.counted_mille = sum_mille;
		scan->before = before;
	}
	scan->sentence.term_count = 0;
	scan->sentence.end_flags = 0;
}

/* "Great." and then the next sentence tells what for: one sentence to the rules. */
static bool
is_interjection(const SentiScan *scan, const SentiToken *end)
{
	const SentiSentence *sentence = &scan->sentence;
	const SentiEntry *entry;

	if (end->start == end->end || sentence->term_count == 0 || sentence->term_count > 6)
		return false;
	if (sentence->terms[0].word == 0)
		return false;
	entry = senti_lexicon_entry(scan->lexicon, sentence->terms[0].word);
	return entry && (entry->classes & SENTI_CLASS(OPENER));
}

SentiStatus
senti_scan_run(SentiScan *scan)
{
	SentiToken	token;

	while (senti_token_next(&scan->scanner, &token))
	{
		bool		is_end = token.kind == SENTI_TOKEN_SENTENCE;

		if (is_end && is_interjection(scan, &token))
		{
			token.kind = SENTI_TOKEN_CLAUSE;
			is_end = false;
		}
		if (is_end)
			scan->sentence.end_flags |= token.flags;
		else
			append_term(scan, &token);
		if (is_end || scan->sentence.term_count == SENTI_SENTENCE_MAX)
		{
			finish_sentence(scan);
			if (scan->interrupt && *scan->interrupt)
				return SENTI_INTERRUPTED;
		}
	}
	finish_sentence(scan);
	return SENTI_DONE;
}

/* ---- the result ---- */

static uint64_t
square_root(uint64_t value)
{
	uint64_t	root = 0;
	uint64_t	bit = UINT64_C(1) << 62;

	while (bit > value)
		bit >>= 2;
	for (; bit != 0; bit >>= 2)
	{
		if (value >= root + bit)
		{
			value -= root + bit;
			root = (root >> 1) + bit;
		}
		else
			root >>= 1;
	}
	return root;
}

static int32_t
bucket_factor(const SentiScan *scan, SentiBucket bucket, bool is_resolved)
{
	switch (bucket)
	{
		case SENTI_BUCKET_COURTESY:
			return scan->has_live_problem ? SENTI_THANKS_WITH_PROBLEM_MILLE : 1000;
		case SENTI_BUCKET_PROBLEM:
		case SENTI_BUCKET_PAST:
			return is_resolved ? SENTI_PROBLEM_RESOLVED_MILLE : 1000;
		case SENTI_BUCKET_FIXED:
			return scan->is_reopened ? SENTI_FIXED_REOPENED_MILLE : 1000;
		default:
			return 1000;
	}
}

/* A sum in micro: in a plain report a fault is hardly a complaint, and praise stays. */
static int64_t
weigh_report(const SentiScan *scan, int64_t total, int64_t sum)
{
	return total < 0 && senti_report_is_plain(&scan->report, scan->word_count) ? sum * SENTI_REPORT_BAD_MILLE / 1000 : sum;
}

/* Sum of buckets in micro valence points; below 2^51 for any text. */
static int64_t
sum_micro(const SentiScan *scan, const SentiSums *sums)
{
	int64_t		total = sums->resolved * bucket_factor(scan, SENTI_BUCKET_PROBLEM, !scan->is_reopened);

	for (int b = 0; b < SENTI_BUCKET_COUNT; b++)
		total += sums->value[b] * bucket_factor(scan, (SentiBucket) b, false);
	return total;
}

/* Factor of the last sentence with a feeling, where it is not the only one. */
static int64_t
closing_mille(const SentiScan *scan)
{
	return scan->whole.sentences > 1 ? SENTI_CLOSING_MILLE : 1000;
}

/* Weighted total in micro valence points; below 2^52 for any text. */
static int64_t
weighted_total(const SentiScan *scan, const SentiSums *sums)
{
	int64_t		total = sum_micro(scan, sums);

	if (sums == &scan->whole)
		total += sum_micro(scan, &scan->closing) * (closing_mille(scan) - 1000) / 1000;
	return weigh_report(scan, total, total);
}

/* sqrt(T^2 + SOFTNESS N^2) in mille, at least 1; T in micro. */
static int64_t
norm_mille(int64_t total_micro, uint32_t sentences)
{
	uint64_t	size = (uint64_t) (total_micro < 0 ? -total_micro : total_micro) / 1000;
	uint64_t	number = sentences;
	int			shift = 0;

	/* squares of both must fit 64 bits */
	for (; size >= UINT64_C(1) << 31 || number >= UINT64_C(1) << 20; shift++)
	{
		size >>= 1;
		number >>= 1;
	}
	return (int64_t) ((square_root(size * size + UINT64_C(1000000) * SENTI_SOFTNESS * number * number) + 1) << shift);
}

/* round(total / norm) in 1/10000, half away from zero. */
static int32_t
divide_e4(int64_t total_micro, int64_t norm)
{
	int64_t		scaled = total_micro * (SENTI_SCORE_ONE / 1000);

	return (int32_t) ((scaled >= 0 ? scaled + norm / 2 : scaled - norm / 2) / norm);
}

SentiLabel
senti_label(int32_t score_e4, int32_t band_e4)
{
	if (score_e4 < -band_e4)
		return SENTI_NEGATIVE;
	return score_e4 > band_e4 ? SENTI_POSITIVE : SENTI_NEUTRAL;
}

static void
score_sums(const SentiScan *scan, const SentiSums *sums, SentiScore *score)
{
	int64_t		total = weighted_total(scan, sums);

	score->score_e4 = divide_e4(total, norm_mille(total, sums->sentences));
	score->label = senti_label(score->score_e4, SENTI_NEUTRAL_BAND_E4);
	if (score->label != SENTI_NEUTRAL)
	{
		int			side = score->label == SENTI_POSITIVE;

		score->quote_start = sums->quote_start[side];
		score->quote_end = sums->quote_end[side];
	}
}

/* x / (x + half): 0 for nothing, 0.5 at half, towards 1. */
static int32_t
saturate_e4(int64_t value_mille, int32_t half_mille)
{
	return (int32_t) (value_mille * SENTI_SCORE_ONE / (value_mille + half_mille));
}

static SentiUnscored
why_unscored(const SentiScan *scan)
{
	if (!scan->scanner.has_lines)
		return SENTI_UNSCORED_EMPTY;
	if (scan->word_count == 0)
		return SENTI_UNSCORED_NO_WORDS;
	return senti_language_is_foreign(&scan->language) ? SENTI_UNSCORED_LANGUAGE : SENTI_UNSCORED_NOT;
}

void
senti_scan_finish(const SentiScan *scan, SentiResult *result)
{
	int32_t		strongest = EMOTION_FLOOR_E4;

	memset(result, 0, sizeof(*result));
	result->unscored = why_unscored(scan);
	result->is_scored = result->unscored == SENTI_UNSCORED_NOT;
	if (!result->is_scored)
		return;
	result->is_sarcastic = scan->is_sarcastic;
	score_sums(scan, &scan->whole, &result->whole);
	for (int t = SENTI_TOPIC_NONE + 1; t < SENTI_TOPIC_COUNT; t++)
	{
		const SentiSums *sums = &scan->topic[t];

		if (sums->mentions == 0 && sums->sentences == 0)
			continue;
		result->has_topic[t] = true;
		score_sums(scan, sums, &result->topic[t]);
		if (result->topic[t].quote_end == 0 && sums->mentions > 0)
		{
			result->topic[t].quote_start = sums->mention_start;
			result->topic[t].quote_end = sums->mention_end;
		}
	}
	for (int e = SENTI_EMOTION_NONE + 1; e < SENTI_EMOTION_COUNT; e++)
	{
		result->emotion_e4[e] = saturate_e4(scan->emotion_mille[e], EMOTION_HALF_MILLE);
		result->emotion_start[e] = scan->emotion_start[e];
		result->emotion_end[e] = scan->emotion_end[e];
		if (result->emotion_e4[e] > strongest)
		{
			strongest = result->emotion_e4[e];
			result->strongest_emotion = (SentiEmotion) e;
		}
	}
	result->urgency_e4 = saturate_e4(scan->urgency_mille, EMOTION_HALF_MILLE);
	result->churn_risk_e4 = saturate_e4(scan->churn_mille, EMOTION_HALF_MILLE);
	result->escalation_risk_e4 = saturate_e4(scan->escalation_mille, EMOTION_HALF_MILLE);
}

int32_t
senti_clause_score_e4(const SentiScan *scan, int64_t sum_micro)
{
	int64_t		weighed = weigh_report(scan, weighted_total(scan, &scan->whole), sum_micro);

	return divide_e4(weighed, norm_mille(weighed, 1));
}

int64_t
senti_weighted_micro(const SentiScan *scan, uint32_t number, const SentiFinding *finding)
{
	bool		is_resolved = number < scan->fixed_at && !scan->is_reopened;
	int64_t		weighted = (int64_t) finding->value_mille * bucket_factor(scan, (SentiBucket) finding->bucket, is_resolved);

	if (number >= scan->closing_start && number < scan->closing_end)
		weighted = weighted * closing_mille(scan) / 1000;
	return weighted;
}

int32_t
senti_contribution_e4(const SentiScan *scan, SentiShare *share, const SentiFinding *finding)
{
	int64_t		total = weighted_total(scan, &scan->whole);
	int64_t		norm = norm_mille(total, scan->whole.sentences);
	int32_t		before = divide_e4(weigh_report(scan, total, share->sum), norm);

	share->sum += senti_weighted_micro(scan, share->number, finding);
	share->number++;
	return divide_e4(weigh_report(scan, total, share->sum), norm) - before;
}
