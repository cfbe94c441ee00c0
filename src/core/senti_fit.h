/*
 * senti_fit.h - a model from somebody's own labels
 *
 * Starts from a model.  First it learns how far to trust that model's words and the
 * rules on these texts, and how often they take no side; that needs few labels.  Then it
 * learns every weight.  Cross-validation, whose folds are chosen by a hash of the text, decides how
 * far the weights may go, and how sure the result may be.  What the model says of emotions stays.
 */
#ifndef SENTI_FIT_H
#define SENTI_FIT_H

#include "senti_train.h"

/* Where the examples come from: many times, each time in the same order. */
typedef struct SentiExamples
{
	void		(*rewind) (void *arg);	/* go to before the first */
	bool		(*next) (void *arg, SentiExample *example);	/* false: no more.  Valid until the next call. */
	void	   *arg;
} SentiExamples;

/*
 * Train a model on examples whose labels are known and write it as SENTI_MODEL_BYTES.  The
 * trainer is room to work in.  The same examples in the same order give the same bytes.  The scale of the
 * weights does not matter.  Returns the number of examples; with 0, nothing is written.
 */
extern uint64_t senti_fit(SentiTrainer *trainer, const SentiModel *base, const SentiExamples *examples, uint8_t *bytes);

/*
 * An example as bytes.  Their order (memcmp) mixes the labels and depends on nothing
 * but the examples, so that whoever sorts them trains the same model whatever order they came in.
 */
#define SENTI_PACKED_HEADER 16	/* and two for each row */

static inline size_t
senti_packed_size(const SentiExample *example)
{
	return SENTI_PACKED_HEADER + sizeof(uint16_t) * example->count;
}

extern void senti_example_pack(const SentiExample *example, uint8_t *bytes);

/* bytes are aligned as uint16_t is, and stay as long as the example is used. */
extern void senti_example_unpack(const uint8_t *bytes, size_t len, SentiExample *example);

#endif							/* SENTI_FIT_H */
