/*
 * senti_params.h - every constant that tunes a score, with unit and origin
 *
 * "mille" values are thousandths of a valence point (-4..4 scale) or of a
 * factor.  Origin, where none is given: chosen on the authored development set
 * test/quality/b2b_dev.tsv (`make quality` shows the effect of a change).
 */
#ifndef SENTI_PARAMS_H
#define SENTI_PARAMS_H

/* |score| up to this is neutral: the labelling guideline's band, in 1/10000 */
#define SENTI_NEUTRAL_BAND_E4 1500

/*
 * score = T / sqrt(T^2 + SOFTNESS * N), T = sum of contributions in valence
 * points, N = sentences that carry any.  The shape is VADER's normalisation
 * (Hutto & Gilbert 2014: softness 15, N = 1); dividing by the number of
 * sentences keeps a long text an intensity instead of a count.
 */
#define SENTI_SOFTNESS 7

/* factors on one finding, in mille */
#define SENTI_BOOST_MILLE 1250			/* after "very" */
#define SENTI_DOWNTONE_MILLE 650		/* after "slightly" */
#define SENTI_CAPS_MILLE 1300			/* word in capitals in a text that is not */
#define SENTI_EXCLAIM_MILLE 1150		/* the sentence ends in an exclamation mark */
#define SENTI_ELONGATED_MILLE 1200		/* "sooooo good" */
#define SENTI_PERSIST_MILLE 1300		/* a fault that is there "again" or "still" */
#define SENTI_NEGATED_GOOD_MILLE (-800)	/* "not good"; VADER measured -740 on tweets */
#define SENTI_NEGATED_BAD_MILLE (-450)	/* "not bad" */
#define SENTI_CONTRAST_BEFORE_MILLE 550	/* praise before "but" */
#define SENTI_CONTRAST_AFTER_MILLE 1150	/* whatever follows "but" */
#define SENTI_CONCESSION_MILLE 600		/* in a clause opened by "although" */
#define SENTI_WISHED_GOOD_MILLE 0		/* "would be great" */
#define SENTI_WISHED_BAD_MILLE 400		/* "could be annoying" */
#define SENTI_CONDITION_GOOD_MILLE 0	/* "if it is fast" */
#define SENTI_CONDITION_BAD_MILLE 250	/* "if it fails" */
#define SENTI_QUESTION_GOOD_MILLE 250	/* "is it reliable?" */
#define SENTI_QUESTION_BAD_MILLE 300	/* "is the error known?" */
#define SENTI_REQUEST_BAD_MILLE 200		/* "please restart the stuck job" */
#define SENTI_SARCASM_MILLE (-600)		/* the praise that opens a failure */

/* factors that the rest of the text decides, in mille */
#define SENTI_THANKS_WITH_PROBLEM_MILLE 150	/* courtesy beside a live problem */
#define SENTI_PROBLEM_RESOLVED_MILLE 250	/* a fault told before "is fixed" */
#define SENTI_FIXED_REOPENED_MILLE 0		/* "fixed", and then the fault again */

/* reach of a rule, in terms */
#define SENTI_NEGATION_REACH 5
#define SENTI_BOOST_REACH 2
#define SENTI_STANCE_REACH 4
#define SENTI_OPENER_REACH 4	/* a sarcastic opener stands among the first terms */

/* a finding this bad makes a praise opener sarcastic, and a "fixed" reopened; mille */
#define SENTI_LIVE_PROBLEM_MILLE 900

#endif							/* SENTI_PARAMS_H */
