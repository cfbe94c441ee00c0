/*
 * senti_score.h - from a text to a score, its parts and its quote
 *
 * One pass, no allocation, a few KiB of stack whatever the text's length, time
 * linear in the length.  Integers only: the same bytes give the same score on
 * every machine.
 *
 *		SentiScan scan;
 *
 *		senti_scan_init(&scan, &senti_scorer_builtin, text, len, sink, arg, &flag);
 *		while (senti_scan_run(&scan) == SENTI_INTERRUPTED)
 *			... serve the interrupt ...
 *		senti_scan_finish(&scan, &result);
 */
#ifndef SENTI_SCORE_H
#define SENTI_SCORE_H

#include <signal.h>

#include "senti_emotion.h"
#include "senti_language.h"
#include "senti_model.h"
#include "senti_quantity.h"
#include "senti_report.h"
#include "senti_rules.h"
#include "senti_vote.h"

#define SENTI_SCORE_ONE 10000	/* a score of 1.0 in the unit of all *_e4 */

/* What scores: words with what they say, and a model that weighs them; NULL: rules alone. */
typedef struct SentiScorer
{
	const SentiLexicon *lexicon;
	const SentiModel *model;
	bool		takes_whole;	/* every line of a text is the customer's */
} SentiScorer;

extern const SentiScorer senti_scorer_builtin;
extern const SentiScorer senti_scorer_rules;	/* the lexicon built in, without a model */

typedef enum SentiStatus
{
	SENTI_DONE,
	SENTI_INTERRUPTED			/* the flag was set; call again to go on */
} SentiStatus;

typedef enum SentiLabel
{
	SENTI_NEGATIVE,
	SENTI_NEUTRAL,
	SENTI_POSITIVE
} SentiLabel;

/* Sums of findings, kept apart by what the rest of the text may do to them. */
typedef struct SentiSums
{
	int64_t		value[SENTI_BUCKET_COUNT];	/* mille */
	int64_t		plain_good;		/* mille: what is positive of PLAIN */
	int64_t		resolved;		/* mille: PROBLEM findings before the last repair */
	uint32_t	sentences;		/* that hold at least one finding that counts */
	uint32_t	strongest;		/* largest |value| so far, mille */
	uint32_t	quote_start[2];	/* bytes; [0] worst, [1] best */
	uint32_t	quote_end[2];
	int32_t		quote_value[2];	/* mille */
	uint32_t	mentions;		/* times the topic was named */
	uint32_t	mention_start;	/* bytes: the clause that names it first */
	uint32_t	mention_end;
} SentiSums;

typedef struct SentiScore
{
	int32_t		score_e4;		/* -10000 .. 10000 */
	SentiLabel	label;
	int32_t		probability_e4[3];	/* of each SentiLabel, calibrated; they add up to 10000 */
	uint32_t	quote_start;	/* bytes; equal to quote_end when there is no quote */
	uint32_t	quote_end;
} SentiScore;

typedef struct SentiResult
{
	bool		is_scored;		/* false: all else is 0 but the next */
	SentiUnscored unscored;		/* why nothing was scored */
	bool		is_sarcastic;
	SentiScore	whole;
	bool		has_topic[SENTI_TOPIC_MAX + 1];
	SentiScore	topic[SENTI_TOPIC_MAX + 1]; /* [SENTI_TOPIC_NONE] is unused */
	SentiSignal signal[SENTI_SIGNAL_COUNT];	/* [SENTI_EMOTION_NONE] is unused */
	SentiEmotion strongest_emotion; /* NONE below the floor */
} SentiResult;

/* Receives each finding in the order of the text. */
typedef void (*SentiSink) (void *arg, const SentiFinding *finding);

/* A clause, and what the model sees in it. */
typedef struct SentiClause
{
	uint32_t	start;			/* bytes: its first word; equal to end: marks alone */
	uint32_t	end;			/* of its last */
	uint32_t	sentence;		/* number, from 1 */
	SentiVotes	votes;
	SentiVotes	last;			/* counts too when its sentence is the last of several */
} SentiClause;

/* The clause that has most of something. */
typedef struct SentiPeak
{
	int64_t		value;
	uint32_t	start;			/* bytes; equal to end: no clause so far */
	uint32_t	end;
} SentiPeak;

/* Receives each clause in the order of the text, behind the findings of its sentence. */
typedef void (*SentiClauseSink) (void *arg, const SentiClause *clause);

/* Receives the features of each sentence. */
typedef void (*SentiFeatureSink) (void *arg, const SentiFeatures *features);

typedef struct SentiScan
{
	const SentiLexicon *lexicon;
	const SentiModel *model;	/* NULL: rules alone */
	SentiScanner scanner;
	SentiSink	sink;			/* NULL: nobody listens */
	SentiClauseSink clause_sink;	/* NULL, unless set after senti_scan_init */
	SentiFeatureSink feature_sink;	/* the same */
	void	   *sink_arg;		/* of all three */
	bool		is_score_only;	/* may be set after senti_scan_init: see senti_scan_finish */
	const volatile sig_atomic_t *interrupt; /* polled once per sentence */
	SentiBefore before;
	uint32_t	word_count;
	SentiLanguage language;
	uint32_t	finding_count;
	uint32_t	fixed_at;		/* findings before this one are before the last repair */
	bool		is_reopened;	/* a fault came after the repair */
	bool		has_live_problem;
	bool		is_sarcastic;
	bool		is_balanced;	/* the writer says that good and bad are even */
	SentiReport report;
	SentiQuantity quantity;		/* the last one told */
	SentiSums	whole;
	SentiSums	closing;		/* of the last sentence so far that tells a feeling */
	uint32_t	closing_start;	/* its first finding, and the one behind its last */
	uint32_t	closing_end;
	uint32_t	sentence_number;	/* sentences with terms so far */
	uint32_t	clause_count;	/* and their clauses; counted with a model or a clause sink */
	SentiVotes votes;			/* what counts in the last sentence comes at the end */
	SentiSideVotes last_votes;	/* of the last sentence's findings; with is_score_only alone, as is the next */
	uint32_t	last_words;		/* words of that sentence */
	SentiPeak	leaning[2];		/* of the clauses that lean most; [0] negative, [1] positive */
	SentiPeak	showing[SENTI_EMOTION_COUNT];	/* of those whose wording shows most of an emotion */
	SentiEvidence evidence[SENTI_SIGNAL_COUNT];	/* of the signals */
	SentiSentence sentence;
	int			topic_count;	/* topics in use, SENTI_TOPIC_NONE among them */
	uint8_t		topic_before;	/* named last, the site's own included */
	SentiSums	topic[SENTI_TOPIC_MAX + 1]; /* only those in use are cleared */
	SentiVotes	topic_votes[SENTI_TOPIC_MAX + 1];	/* so are these */
	SentiFeatures features;		/* of the last sentence so far; valid from the first on */
} SentiScan;

/* len is below 2^30, what a text value can hold.  sink and interrupt may be NULL. */
extern void senti_scan_init(SentiScan *scan, const SentiScorer *scorer,
							const uint8_t *text, size_t len, SentiSink sink, void *sink_arg,
							const volatile sig_atomic_t *interrupt);
extern SentiStatus senti_scan_run(SentiScan *scan);

/*
 * Valid once senti_scan_run has returned SENTI_DONE.  With is_score_only, beside which no sink may be set,
 * there are no quotes, topics, emotions and risks; all else is the same.
 */
extern void senti_scan_finish(const SentiScan *scan, SentiResult *result);

/* Label of a score in 1/10000 with a neutral band of -band .. band. */
extern SentiLabel senti_label(int32_t score_e4, int32_t band_e4);

/* What the number-th finding (from 0) adds to the sum behind the rules' score, in micro valence points. */
extern int64_t senti_weighted_micro(const SentiScan *scan, uint32_t number, const SentiFinding *finding);

/* Score that a part of the text would have alone, in 1/10000, by the sum of its findings and its votes. */
extern int32_t senti_part_score_e4(const SentiScan *scan, int64_t sum_micro, const SentiVotes *votes);

/* Calibrated probability of each label by the score of the rules alone, in 1/10000; they add up to 10000. */
extern void senti_probabilities(int32_t score_e4, int32_t probability_e4[3]);

#endif							/* SENTI_SCORE_H */
