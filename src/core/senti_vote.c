/*
 * senti_vote.c - what a model says of a sentence for either side
 */
#include "senti_vote.h"

#include "senti_feature_walk.h"

/* Sums on their way, in registers. */
typedef struct Count
{
	const SentiModel *model;
	SentiSideVotes votes;
	SentiSideVotes last;
} Count;

static inline void
add_row(SentiSideVotes *votes, const SentiModel *model, uint32_t row)
{
	const int8_t *sides = model->sides + row * model->sides_step;

	votes->positive += sides[SENTI_OUTPUT_POSITIVE];
	votes->negative += sides[SENTI_OUTPUT_NEGATIVE];
	votes->features++;
}

static inline void
vote(void *to, uint32_t row, uint16_t clause)
{
	Count	   *count = to;

	add_row(&count->votes, count->model, row);
}

static inline void
vote_last(void *to, uint32_t row, uint16_t clause)
{
	Count	   *count = to;

	add_row(&count->last, count->model, row);
}

static inline void
vote_negated(void *to, const SentiWord *word, uint16_t clause, bool is_negated)
{
	if (is_negated)
		vote(to, senti_feature_row(SENTI_SHOWS_WORD_NEGATED, word->hash, 0), clause);
}

SentiSideVotes
senti_vote_sentence(const SentiModel *model, const SentiSentence *sentence, const SentiFinding *findings, int count,
					SentiSideVotes *last)
{
	Count		votes = {.model = model};

	senti_walk_opening(sentence, vote, &votes);
	for (int w = 0; w < sentence->word_count; w++)
		senti_walk_word(sentence, &sentence->words[w], 0, vote, &votes);
	if (sentence->classes & SENTI_CLASS(NEGATOR))
		senti_walk_terms(sentence, vote_negated, &votes);
	senti_walk_classes(sentence, vote, &votes);
	senti_walk_findings(sentence, findings, count, vote, vote_last, &votes);
	senti_walk_end(sentence, vote, &votes);
	*last = votes.last;
	return votes.votes;
}

SentiSideVotes
senti_vote_last_words(const SentiModel *model, const SentiWord *words, int count)
{
	SentiSideVotes votes = {0};

	for (int w = 0; w < count; w++)
		add_row(&votes, model, senti_feature_row(SENTI_SHOWS_WORD_LAST, words[w].hash, 0));
	return votes;
}
