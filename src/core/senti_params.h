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
 * score = T / sqrt(T^2 + SOFTNESS * N^2), T = sum of contributions in valence
 * points, N = sentences that carry any: the shape of VADER's normalisation
 * (Hutto & Gilbert 2014: softness 15, N = 1) over the mean of those sentences,
 * so that a long text has an intensity and not a count.
 */
#define SENTI_SOFTNESS 7

/*
 * Where good and bad stand in one text, N is divided by 1 + PREVAIL * M / (|T| + REST * N), M the lesser of
 * the two sums: of test/corpus/train-7.tsv's texts with much of both, one in ten is neutral
 */
#define SENTI_PREVAIL_MILLE 300
#define SENTI_PREVAIL_REST_MILLE 260	/* valence points: keeps what is nearly even near 0 */

/* factors on one finding, in mille */
#define SENTI_BOOST_MILLE 1350			/* after "very" */
#define SENTI_DOWNTONE_MILLE 650		/* after "slightly" */
#define SENTI_CAPS_MILLE 1300			/* word in capitals in a text that is not */
#define SENTI_EXCLAIM_MILLE 1300		/* the sentence ends in an exclamation mark */
#define SENTI_ELONGATED_MILLE 1200		/* "sooooo good" */
#define SENTI_PERSIST_MILLE 1300		/* a fault that is there "again" or "still" */
#define SENTI_NEGATED_GOOD_MILLE (-800)	/* "not good"; VADER measured -740 on tweets */
#define SENTI_NOT_A_FAULT_MILLE 300		/* "it is not an error" classes, "no errors" praises */
#define SENTI_NEGATED_BAD_MILLE (-250)	/* "not slow" is little praise; -450 was worse on test/corpus/train-*.tsv */
#define SENTI_CONTRAST_BEFORE_MILLE 550	/* praise before "but" */
#define SENTI_CONTRAST_AFTER_MILLE 1150	/* whatever follows "but" */
#define SENTI_TURN_AFTER_MILLE 1500		/* in a sentence that opens with "However", "Overall" */
#define SENTI_CONCESSION_MILLE 600		/* in a clause opened by "although" */
#define SENTI_WISHED_GOOD_MILLE 0		/* "would be great" */
#define SENTI_WISHED_BAD_MILLE 400		/* "could be annoying" */
#define SENTI_CONDITION_GOOD_MILLE 0	/* "if it is fast" */
#define SENTI_CONDITION_BAD_MILLE 150	/* "if it fails" */
#define SENTI_QUESTION_GOOD_MILLE 100	/* "is it reliable?" */
#define SENTI_QUESTION_BAD_MILLE 120	/* "is the error known?" */
#define SENTI_QUESTION_STRONG_MILLE 450	/* "why is this so horrible?" */
#define SENTI_DRILL_BAD_MILLE 100		/* "the fuzzer runs until it crashes" */
#define SENTI_THANKED_BAD_MILLE 100		/* "thanks for solving the problem" */
#define SENTI_REQUEST_BAD_MILLE 0		/* "please restart the stuck job" */
#define SENTI_SARCASM_MILLE (-600)		/* the praise that opens a failure */
#define SENTI_SIGN_OFF_MILLE 300		/* "..., thanks." behind a statement */
#define SENTI_FORMULA_MILLE 150		/* "Thank you." behind a request */
#define SENTI_SCARE_QUOTE_MILLE (-700)	/* the 'smart' schedule */
#define SENTI_BYGONE_GOOD_MILLE (-700)	/* "used to be fast", "was easier before" */
#define SENTI_BYGONE_BAD_MILLE (-600)	/* "used to crash" */
#define SENTI_OTHERS_GOOD_MILLE (-900)	/* "faster than yours", "your competitor is faster" */
#define SENTI_OTHERS_BAD_MILLE (-600)	/* "slower than yours" */

#define SENTI_RIVAL_BAD_MILLE (-300)		/* "our old vendor never answered" */

/* factors that the rest of the text decides, in mille */
#define SENTI_THANKS_WITH_PROBLEM_MILLE 150	/* courtesy beside a live problem */
#define SENTI_CLOSING_MILLE 1600		/* the last sentence: where a writer ends is where he stands */
#define SENTI_PROBLEM_RESOLVED_MILLE 250	/* a fault told before "is fixed" */
#define SENTI_FIXED_REOPENED_MILLE 0		/* "fixed", and then the fault again */

/* one person's plain report of a fault, senti_report.h; measured on test/corpus/train-*.tsv and BANKING77 */
#define SENTI_REPORT_BAD_MILLE 150		/* factor on a negative text */
#define SENTI_REPORT_MILD_MILLE 600		/* up to this bad a finding is no feeling */
#define SENTI_REPORT_DEMAND_MILLE 1000	/* nor is "I want a refund" a threat */
#define SENTI_REPORT_FAULT_MILLE 2400	/* a worse one is more than plain */
#define SENTI_REPORT_WORDS 15			/* length of a text that only tells */
#define SENTI_REPORT_REQUEST_WORDS 60	/* and of one that asks */

/*
 * Evidence of the language.  Foreign is what has more of it against English
 * than for it, and as much as one word; chosen on the tuning half of test/language.
 */
#define SENTI_LANGUAGE_WORD 8			/* a word of English alone, or of other languages alone */
#define SENTI_LANGUAGE_ANY 4			/* another word of the lexicon, for English: "server" is one in all */
#define SENTI_LANGUAGE_UNKNOWN 2		/* any other word, for English: names, jargon, typing errors */
#define SENTI_LANGUAGE_ACCENTED 4		/* the same with a Latin letter beyond ASCII, against English */
#define SENTI_LANGUAGE_SCRIPT_BYTE 1	/* each byte of a word in another script, against */

#define SENTI_TRIFLE_MILLE 250			/* faults beside praise and "no rush" */
#define SENTI_BALANCE_MILLE 200			/* "50/50", "a mixed bag": on all of the text */

/* emotions, urgency, risks; measured on test/corpus/train-*.tsv */
#define SENTI_SIGNAL_HALF_MILLE 1800	/* this much evidence makes an intensity of 0.5 */
#define SENTI_EMOTION_LEAST_E4 1000		/* a model that sees less of an emotion sees none of it */
#define SENTI_EMOTION_FLOOR_E4 2500		/* below this no emotion is named */
#define SENTI_GENERAL_EMOTION_MILLE 500	/* evidence of a complaint that names no emotion */
#define SENTI_HINT_EMOTION_MILLE 750		/* and of "since", "again", "the third" */
#define SENTI_URGENCY_MILLE 1500		/* evidence of one mention */
#define SENTI_CHURN_MILLE 700			/* of a mention of leaving, beside how bad it is */
#define SENTI_ESCALATION_MILLE 300		/* of a threat or a reproach, beside how bad it is */

/* reach of a rule, in terms */
#define SENTI_NEGATION_REACH 5
#define SENTI_DOUBLE_NEGATION_REACH 3	/* from "nothing" to "don't" */
#define SENTI_OPINION_REACH 12	/* from "don't think" to what is thought */
#define SENTI_BOOST_REACH 2
#define SENTI_DRILL_REACH 3		/* from "not" to "as designed" */
#define SENTI_STANCE_REACH 4
#define SENTI_INTERJECTION_TERMS 3	/* from "great" to the comma before "now" */
#define SENTI_OPENER_REACH 4	/* a sarcastic opener stands among the first terms */
#define SENTI_SUBJECT_REACH 6	/* from "your competitor" to what it does better */
#define SENTI_THAN_REACH 4		/* from "faster" to "than" */
#define SENTI_CHANGE_REACH 5	/* in "from 9 hours to 20 minutes" */
#define SENTI_HABIT_REACH 6		/* from "used to" to what was */

/* distance of a topic from a finding, in terms */
#define SENTI_TOPIC_OWN_COST 3		/* the finding's own word names it */
#define SENTI_TOPIC_CLAUSE_COST 20	/* it stands in another clause */
#define SENTI_TOPIC_NEXT_CLAUSE_COST 6	/* which is a later one */

/* the scanner */
#define SENTI_LARGE_NUMBER 15		/* so many minutes are a long wait */
#define SENTI_QUOTATION_MAX 20		/* bytes behind the first word of a quotation that still marks irony */

/* a finding this bad makes a praise opener sarcastic, and a "fixed" reopened; mille */
#define SENTI_LIVE_PROBLEM_MILLE 700

/* up to this a finding is mild, and closes no text; mille */
#define SENTI_MILD_MILLE 500

/* a finding this bad is a strong one, in mille */
#define SENTI_STRONG_MILLE 2200

/* a seller's word in quotation marks, your 'premium' support, in mille */
#define SENTI_CLAIM_MILLE (-1000)

/* praise alone in a sentence of at most so many terms behind a failure is ironic */
#define SENTI_AFTERTHOUGHT_TERMS 2

/* thanks alone in a sentence of at most so many terms behind a request are a formula */
#define SENTI_FORMULA_TERMS 3

/* a clause that only denies, "It isn't.", in mille, and its longest length in terms */
#define SENTI_DENIAL_MILLE (-1000)
#define SENTI_DENIAL_TERMS 5

/* a finding this bad behind an interjection of praise gives it away, in mille */
#define SENTI_IRONY_MILLE 500
#define SENTI_IRONY_PRAISE_MILLE 1200	/* the same where other praise stands in the sentence */

/* "from hours to minutes" is worth this much, and its reverse as little, in mille */
#define SENTI_CHANGE_MILLE 1800

/* sentences from "it was 20 minutes" to "now it is 2" */
#define SENTI_QUANTITY_AGE 2

/* a finding at least this good counts as a turn for the better, in mille */
#define SENTI_TURN_MILLE 700

/* threads, in 1/10000 of a score: the definition of shapes in test/corpus/README.md */
#define SENTI_LARGE_STEP_E4 6000		/* two of these up and down are volatile */
#define SENTI_DRIFT_E4 4000				/* from the first two turns to the last two */
#define SENTI_WORSENING_STEP_E4 1000	/* up to this two readers of one text differ: mean 0.08 */

/*
 * fit(), senti_fit.h: what does best after 50 to 2,000 labels, on three kinds of text at once: comments by developers, sentences
 * of product reviews, and train-8 to train-14 of the corpus, each set by a model that has not seen it
 */
#define SENTI_FIT_ADAPT_PASSES 5
#define SENTI_FIT_ADAPT_RATE_MILLE 300
#define SENTI_FIT_RULES_MILLE 400		/* share of the factor on the rules that stays when words are learnt */
#define SENTI_FIT_PASSES 8
#define SENTI_FIT_SLOW_MILLE 40			/* rate on texts that the base reads well already */
#define SENTI_FIT_FAST_MILLE 200		/* on others */
#define SENTI_FIT_LABEL_WEIGHT_MAX 3	/* of a rare label; of a frequent one its inverse is the least */
#define SENTI_FIT_FOLDS 5				/* of the cross-validation that chooses the rate, and how sure to be */
#define SENTI_FIT_VALIDATED 50			/* labels below which the rate is slow, and a model as sure as learning made it */

#endif							/* SENTI_PARAMS_H */
