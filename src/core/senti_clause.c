/*
 * senti_clause.c - what the model sees in the clauses of a text
 */
#include "senti_clause.h"

#include <string.h>

#include "senti_topic.h"

static inline void
raise_peak(SentiPeak *peak, int64_t value, const SentiClause *clause)
{
	if (peak->end == 0 || value > peak->value)
		*peak = (SentiPeak) {value, clause->start, clause->end};
}

static void
raise_peaks(SentiScan *scan, const SentiClause *clause, const SentiVotes *votes)
{
	int64_t		leaning = senti_model_leaning(scan->model, votes);

	raise_peak(&scan->leaning[0], -leaning, clause);
	raise_peak(&scan->leaning[1], leaning, clause);
	for (int e = SENTI_EMOTION_NONE + 1; e < SENTI_EMOTION_COUNT; e++)
		raise_peak(&scan->showing[e], votes->sum[SENTI_OUTPUT_EMOTION + e - 1], clause);
}

/*
 * The votes of clauses count for the topics that they name, or that their findings
 * are about; those of a clause that has none for the topic that it goes on with.
 */
static void
add_topic_votes(SentiScan *scan, const SentiVotes *votes, int clause_count, const SentiFinding *findings, int finding_count)
{
	const SentiSentence *sentence = &scan->sentence;
	uint64_t	topics[SENTI_SENTENCE_MAX];	/* of each clause: bits 1 << topic */
	SentiTopicNames names;

	memset(topics, 0, sizeof(topics[0]) * (size_t) clause_count);
	senti_topic_names(sentence, scan->topic_before, &names);
	for (int i = 0; i < names.count; i++)
		topics[sentence->terms[names.terms[i]].clause] |= UINT64_C(1) << sentence->terms[names.terms[i]].topic;
	for (int f = 0; f < finding_count; f++)
		topics[sentence->terms[findings[f].term].clause] |= UINT64_C(1) << findings[f].topic;
	for (int i = 0; i < sentence->term_count; i++)
		if (topics[sentence->terms[i].clause] == 0)
			topics[sentence->terms[i].clause] = UINT64_C(1) << senti_topic_of_term(sentence, &names, i);
	for (int c = 0; c < clause_count; c++)
		for (uint64_t rest = topics[c]; rest != 0; rest &= rest - 1)
			senti_votes_add(&scan->topic_votes[__builtin_ctzll(rest)], &votes[c]);
}

/* The clauses of a sentence one by one; their votes, if there is a model, go to the text's. */
static void
read_clauses(SentiScan *scan, const SentiFinding *findings, int finding_count)
{
	const SentiTerm *terms = scan->sentence.terms;
	const SentiFeatures *features = &scan->features;
	int			count = scan->sentence.term_count;
	SentiVotes	votes[SENTI_SENTENCE_MAX];
	SentiVotes	last[SENTI_SENTENCE_MAX];

	if (scan->model)
	{
		senti_model_weigh(scan->model, features->items, features->count, votes, features->clause_count);
		add_topic_votes(scan, votes, features->clause_count, findings, finding_count);
	}
	if (scan->model && scan->clause_sink)
		senti_model_weigh(scan->model, features->last, features->last_count, last, features->clause_count);
	for (int i = 0; i < count;)
	{
		int			number = terms[i].clause;
		bool		has_words = false;
		SentiClause clause;

		for (; i < count && terms[i].clause == number; i++)
			if (terms[i].kind != SENTI_TOKEN_CLAUSE)
			{
				clause.start = has_words ? clause.start : terms[i].start;
				clause.end = terms[i].end;
				has_words = true;
			}
		if (!has_words)			/* marks that follow a mark */
			clause.start = clause.end = terms[i - 1].start;
		scan->clause_count++;
		if (scan->model)
			senti_votes_add(&scan->votes, &votes[number]);
		if (scan->model && has_words)
			raise_peaks(scan, &clause, &votes[number]);
		if (scan->clause_sink)
		{
			clause.sentence = scan->sentence_number;
			clause.votes = scan->model ? votes[number] : (SentiVotes) {0};
			clause.last = scan->model ? last[number] : (SentiVotes) {0};
			scan->clause_sink(scan->sink_arg, &clause);
		}
	}
}

/* The votes of a sentence when nobody asks for its clauses. */
static void
add_votes(SentiScan *scan, const SentiFinding *findings, int finding_count)
{
	SentiSideVotes votes = senti_vote_sentence(scan->model, &scan->sentence, findings, finding_count, &scan->last_votes);

	senti_side_votes_add(&scan->votes, &votes);
	scan->last_words = scan->sentence.word_count;
}

void
senti_clauses_read(SentiScan *scan, const SentiFinding *findings, int finding_count)
{
	if (scan->sentence.term_count == 0)
		return;
	scan->sentence_number++;
	if (scan->is_score_only)
	{
		if (scan->model)
			add_votes(scan, findings, finding_count);
		return;
	}
	if (scan->model || scan->feature_sink)
		senti_features_read(&scan->sentence, findings, finding_count, &scan->features);
	if (scan->feature_sink)
		scan->feature_sink(scan->sink_arg, &scan->features);
	if (scan->model || scan->clause_sink)
		read_clauses(scan, findings, finding_count);
}

/* What counts in the last sentence besides; its words are still there. */
static void
add_last_votes(SentiScan *scan)
{
	SentiSideVotes words = senti_vote_last_words(scan->model, scan->sentence.words, scan->last_words);

	senti_side_votes_add(&scan->votes, &words);
	senti_side_votes_add(&scan->votes, &scan->last_votes);
}

void
senti_clauses_finish(SentiScan *scan)
{
	const SentiFeatures *features = &scan->features;
	SentiVotes	votes[SENTI_SENTENCE_MAX];

	if (!scan->model || scan->sentence_number < 2)
		return;
	if (scan->is_score_only)
	{
		add_last_votes(scan);
		return;
	}
	senti_model_weigh(scan->model, features->last, features->last_count, votes, features->clause_count);
	for (int c = 0; c < features->clause_count; c++)
		senti_votes_add(&scan->votes, &votes[c]);
}
