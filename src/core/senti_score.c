/*
 * senti_score.c - the scan loop, and the sums behind a score
 */
#include "senti_score.h"

#include <string.h>

#include "senti_clause.h"
#include "senti_emoji.h"
#include "senti_frame.h"
#include "senti_irony.h"
#include "senti_params.h"
#include "senti_phrase.h"
#include "senti_plain.h"
#include "senti_site_topic.h"
#include "senti_topic.h"

const SentiScorer senti_scorer_builtin = {&senti_lexicon_builtin, &senti_model_builtin, false};
const SentiScorer senti_scorer_rules = {&senti_lexicon_builtin, NULL, false};

void
senti_scan_init(SentiScan *scan, const SentiScorer *scorer, const uint8_t *text, size_t len,
				SentiSink sink, void *sink_arg, const volatile sig_atomic_t *interrupt)
{
	memset(scan, 0, offsetof(SentiScan, sentence) + offsetof(SentiSentence, speakers));
	scan->lexicon = scorer->lexicon;
	scan->model = scorer->model;
	scan->topic_count = senti_topic_count(scan->lexicon);
	scan->topic_before = SENTI_TOPIC_NONE;
	memset(scan->topic, 0, sizeof(scan->topic[0]) * (size_t) scan->topic_count);
	memset(scan->topic_votes, 0, sizeof(scan->topic_votes[0]) * (size_t) scan->topic_count);
	scan->sink = sink;
	scan->sink_arg = sink_arg;
	scan->interrupt = interrupt;
	if (scorer->takes_whole)
		senti_scanner_init_whole(&scan->scanner, text, len);
	else
		senti_scanner_init(&scan->scanner, text, len);
}

/* ---- terms ---- */

/* The word of a token that is folded here; an elongated one is looked up in shorter forms, too. */
static uint32_t
look_up(const SentiLexicon *lexicon, const uint8_t *text, const SentiToken *token, SentiWord *seen)
{
	size_t		len = token->end - token->start;
	SentiKey	key;
	uint32_t	word;

	text += token->start;
	senti_fold_word(text, len, 0, &key);
	word = senti_lexicon_word(lexicon, &key);
	if (word == 0 && token->kind == SENTI_TOKEN_EMOJI)
	{
		/* a cluster that is not known says what its first element does */
		senti_fold_word(text, senti_emoji_element_length(text, len), 0, &key);
		word = senti_lexicon_word(lexicon, &key);
	}
	for (int max_run = 2; word == 0 && max_run > 0 && (token->flags & SENTI_TOKEN_ELONGATED); max_run--)
	{
		senti_fold_word(text, len, max_run, &key);
		word = senti_lexicon_word(lexicon, &key);
	}
	*seen = senti_word(senti_chunk_load(key.bytes), key.len, senti_key_hash(&key), token->start);
	if (token->kind == SENTI_TOKEN_NUMBER)
		*seen = (SentiWord) {SENTI_WORD_NUMBER, 0, token->start};
	return word;
}

static void
append_token(SentiScan *scan, const SentiToken *token)
{
	const SentiLexicon *lexicon = scan->lexicon;
	SentiSentence *sentence = &scan->sentence;
	int			i = sentence->term_count++;
	SentiTerm  *term = &sentence->terms[i];

	*term = (SentiTerm) {.start = token->start, .end = token->end, .kind = token->kind, .flags = token->flags};
	sentence->words[i] = (SentiWord) {token->kind == SENTI_TOKEN_CLAUSE ? SENTI_WORD_MARK : SENTI_WORD_OPAQUE, 0, token->start};
	if (token->kind <= SENTI_TOKEN_EMOJI)
	{
		term->word = look_up(lexicon, scan->scanner.text, token, &sentence->words[i]);
		senti_term_say(term, &lexicon->entries[lexicon->nodes[term->word].entry]);
		term->flags = token->flags;
		if (token->kind == SENTI_TOKEN_WORD)
			senti_language_add(&scan->language, term);
		scan->word_count += token->kind != SENTI_TOKEN_NUMBER;
	}
	term->speaks = 1;
	if (i > 0)
		senti_phrase_mark(sentence, (size_t) i,
						  senti_phrase_may_begin(lexicon, &lexicon->nodes[term[-1].word], term[-1].word, term->word));
}

/*
 * Append the plain words and commas that follow, until something else comes or
 * the sentence is full.  Not inlined, so that it has all registers for itself.
 */
__attribute__((noinline)) static void
append_plain_words(SentiScan *scan)
{
	const SentiLexicon *lexicon = scan->lexicon;
	SentiSentence *sentence = &scan->sentence;
	int			first = sentence->term_count;
	SentiTerm  *term = &sentence->terms[first];
	SentiWord  *seen = &sentence->words[first];
	const SentiTerm *end = &sentence->terms[SENTI_SENTENCE_MAX];
	uint32_t	pos = scan->scanner.pos;
	uint32_t	before = first > 0 ? term[-1].word : 0;
	const SentiNode *before_node = &lexicon->nodes[before];
	uint32_t	commas = 0;
	uint32_t	doubtful = 0;	/* words */
	uint32_t	english = 0;	/* words that are English alone */
	uint32_t	words;

	for (; term < end; term++, seen++)
	{
		SentiPlain	plain;
		uint32_t	word = 0;

		if (senti_plain_next(&scan->scanner, pos, &plain))
		{
			const SentiNode *node;

			word = senti_lexicon_short_word(lexicon, &plain.key);
			*seen = senti_word(plain.key.head, plain.key.len, senti_short_key_hash(&plain.key), plain.start);
			node = &lexicon->nodes[word];
			senti_term_say(term, &lexicon->entries[node->entry]);
			if (plain.flags)
			{
				term->flags = plain.flags;
				term->speaks = 1;
			}
			term->kind = SENTI_TOKEN_WORD;
			term->is_named = 0;
			term->start = plain.start;
			term->end = plain.end;
			term->word = word;
			if (node->is_doubtful)
			{
				if (senti_short_key_has_run(&plain.key))
					break;
				senti_language_add(&scan->language, term);
				doubtful++;
			}
			else
				english += term->language;	/* which is 1, or 0 */
			pos = plain.end;
			senti_phrase_mark(sentence, (size_t) (term - sentence->terms), senti_phrase_may_begin(lexicon, before_node, before, word));
			before_node = node;
		}
		else if (pos < scan->scanner.len && scan->scanner.text[pos] == ',')
		{
			*term = (SentiTerm) {.start = pos, .end = pos + 1, .kind = SENTI_TOKEN_CLAUSE, .speaks = 1};
			*seen = (SentiWord) {SENTI_WORD_MARK, 0, pos};
			pos++;
			commas++;
			senti_phrase_mark(sentence, (size_t) (term - sentence->terms), senti_phrase_may_begin(lexicon, before_node, before, 0));
			before_node = lexicon->nodes;
		}
		else
			break;
		before = word;
	}
	words = (uint32_t) (term - &sentence->terms[first]) - commas;
	scan->word_count += words;
	senti_language_add_known(&scan->language, words - doubtful, english);
	scan->scanner.pos = pos;
	sentence->term_count = (uint16_t) (term - sentence->terms);
}

/* ---- sums ---- */

static void
add_to_sums(SentiSums *sums, const SentiFinding *finding)
{
	int			side = finding->value_mille > 0;
	int32_t		size = side ? finding->value_mille : -finding->value_mille;

	sums->value[finding->bucket] += finding->value_mille;
	if (side && finding->bucket == SENTI_BUCKET_PLAIN)
		sums->plain_good += finding->value_mille;
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
add_finding(SentiScan *scan, const SentiFinding *finding)
{
	if (ends_troubles(finding))
	{
		move_to_resolved(&scan->whole);
		move_to_resolved(&scan->closing);
		for (int t = 0; t < scan->topic_count; t++)
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
	scan->is_sarcastic |= finding->reason == SENTI_REASON_SARCASM;
	scan->finding_count++;
	add_to_sums(&scan->whole, finding);
	if (scan->finding_count <= scan->closing_end)
		add_to_sums(&scan->closing, finding);
	if (!scan->is_score_only)
	{
		add_to_sums(&scan->topic[finding->topic], finding);
		senti_emotion_add(scan->evidence, finding);
	}
	if (scan->sink)
		scan->sink(scan->sink_arg, finding);
}

/* Capitals emphasise only where they stand out. */
static bool
is_shouted(const SentiSentence *sentence)
{
	int			words = 0;
	int			capitals = 0;

	for (int i = 0; (sentence->flags & SENTI_TOKEN_CAPS) && i < sentence->term_count; i++)
	{
		words += sentence->terms[i].kind == SENTI_TOKEN_WORD;
		capitals += (sentence->terms[i].flags & SENTI_TOKEN_CAPS) != 0;
	}
	return capitals * 2 > words;
}

/* The site's topics among the words of the sentence. */
static void
mark_topics(const SentiScan *scan, SentiTopicMarks *marks)
{
	const SentiSentence *sentence = &scan->sentence;
	uint32_t	words[SENTI_SENTENCE_MAX];

	for (int i = 0; i < sentence->term_count; i++)
	{
		const SentiTerm *term = &sentence->terms[i];
		SentiToken	token = {.start = term->start, .end = term->end, .kind = term->kind, .flags = term->flags};
		SentiWord	seen;

		words[i] = senti_is_break(term) ? 0 : look_up(scan->lexicon->site_topics->terms, scan->scanner.text, &token, &seen);
	}
	senti_topics_mark(scan->lexicon->site_topics, sentence, words, marks);
}

/* Topics are there when they are named, also without a feeling. */
static void
add_topic_mentions(SentiScan *scan)
{
	const SentiSentence *sentence = &scan->sentence;

	for (int i = 0; sentence->has_topic && i < sentence->term_count; i++)
	{
		const SentiTerm *term = &sentence->terms[i];
		SentiSums  *sums = &scan->topic[term->topic];

		if (term->topic == SENTI_TOPIC_NONE || term->classes & SENTI_CLASS(COURTESY))
			continue;
		if (sums->mentions++ == 0)
		{
			sums->mention_start = term->start;
			sums->mention_end = term->end;
		}
	}
}

/* A first mention is all that is marked, also where the mark is longer than the term. */
static void
widen_mentions(SentiScan *scan, const SentiTopicMarks *marks)
{
	for (int m = 0; m < marks->count; m++)
	{
		const SentiTopicMark *mark = &marks->items[m];
		SentiSums  *sums = &scan->topic[mark->topic];

		if (mark->start >= sums->mention_start && mark->start < sums->mention_end && mark->end > sums->mention_end)
			sums->mention_end = mark->end;
	}
}

/* What the sentence and its findings are about, by the site's topics, too; that does not change how the text feels. */
static void
settle_topics(SentiScan *scan, const SentiTopicMarks *marks, SentiFinding *findings, int count)
{
	if (scan->lexicon->site_topics)
	{
		senti_topics_overlay(&scan->sentence, marks);
		senti_topics_assign(&scan->sentence, scan->topic_before, findings, count);
	}
	senti_topics_imply(findings, count);
	add_topic_mentions(scan);
	if (scan->lexicon->site_topics)
		widen_mentions(scan, marks);
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
	bool		seen[SENTI_TOPIC_MAX + 1] = {false};
	SentiTopicMarks marks;
	bool		counts = false;
	int32_t		sum_mille = 0;
	int			count;

	if (scan->sentence.term_count == 0 && scan->sentence.end_flags == 0)
		return;
	senti_language_end_sentence(&scan->language, &scan->sentence);
	scan->sentence.word_count = scan->sentence.term_count;
	if (scan->lexicon->site_topics && !scan->is_score_only)
		mark_topics(scan, &marks);
	senti_phrases_join(scan->lexicon, &scan->sentence);
	senti_sentence_survey(&scan->sentence, senti_rules_classes());
	scan->language.is_taught |= scan->sentence.has_site;
	scan->is_balanced |= (scan->sentence.classes & SENTI_CLASS(BALANCE)) != 0;
	scan->sentence.is_shouted = is_shouted(&scan->sentence);
	count = senti_rules_apply(&scan->sentence, &before, findings);
	count = senti_quantity_compare(scan->lexicon, scan->scanner.text, &scan->sentence, &scan->quantity, findings, count);
	senti_topics_assign(&scan->sentence, scan->before.topic, findings, count);
	senti_irony_afterthought(&scan->sentence, scan->before.counted_mille, findings, count);
	apply_formula(scan, findings, count);
	senti_report_read(&scan->report, &scan->sentence, findings, count);
	before.topic = senti_topic_last(&scan->sentence, scan->before.topic);
	if (!scan->is_score_only)
		settle_topics(scan, &marks, findings, count);
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
	senti_clauses_read(scan, findings, count);
	if (!scan->is_score_only)
		scan->topic_before = senti_topic_last(&scan->sentence, scan->topic_before);
	/* a question and its answer are one statement */
	scan->whole.sentences += counts && !(before.is_answer && scan->before.counted_mille != 0);
	for (int t = 0; counts && !scan->is_score_only && t < scan->topic_count; t++)
		scan->topic[t].sentences += seen[t];
	if (scan->sentence.term_count > 0)
	{
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

	return end->start < end->end && sentence->term_count > 0 && sentence->term_count <= 6 &&
		(sentence->terms[0].classes & SENTI_CLASS(OPENER));
}

/* Add a token that is no plain word; true when the sentence is over. */
static bool
take_token(SentiScan *scan, SentiToken *token)
{
	if (token->kind == SENTI_TOKEN_SENTENCE)
	{
		if (!is_interjection(scan, token))
		{
			scan->sentence.end_flags |= token->flags;
			return true;
		}
		token->kind = SENTI_TOKEN_CLAUSE;
	}
	append_token(scan, token);
	return false;
}

SentiStatus
senti_scan_run(SentiScan *scan)
{
	SentiStep	step;

	do
	{
		SentiToken	token;
		bool		is_over;

		append_plain_words(scan);
		is_over = scan->sentence.term_count == SENTI_SENTENCE_MAX;
		step = is_over ? SENTI_STEP_OVER : senti_token_step(&scan->scanner, &token);
		if (step == SENTI_STEP_TOKEN)
			is_over = take_token(scan, &token) || scan->sentence.term_count == SENTI_SENTENCE_MAX;
		if (is_over)
		{
			finish_sentence(scan);
			if (scan->interrupt && *scan->interrupt)
				return SENTI_INTERRUPTED;
		}
	}
	while (step != SENTI_STEP_END);
	finish_sentence(scan);
	senti_clauses_finish(scan);
	return SENTI_DONE;
}
