/*
 * senti_phrase.c - the longest terms of the lexicon, also those with a gap
 */
#include "senti_phrase.h"

#include <string.h>

#include "senti_frame.h"

/* The longest term that begins at some word of a sentence. */
typedef struct Match
{
	const SentiEntry *entry;	/* NULL: none yet */
	int			last;			/* its last word */
	int			gap_from;		/* words [gap_from, gap_to) fill its gap */
	int			gap_to;
} Match;

/* A gap reaches over words, but not over one that turns round what follows or opens a clause. */
static bool
ends_gap(const SentiLexicon *lexicon, const SentiTerm *term)
{
	const SentiEntry *entry = senti_lexicon_entry(lexicon, term->word);

	return senti_is_break(term) ||
		(entry && (entry->classes & (SENTI_CLASS(NEGATOR) | SENTI_CLASS(CONTRAST) | SENTI_CLASS(CONCESSION) |
									 SENTI_CLASS(CONNECTIVE) | SENTI_CLASS(CONDITION))));
}

/*
 * Go on from the node that the words up to the last have led to, of which those
 * from gap_from to gap_to fill a gap.  Of two terms of one length the one without
 * a gap wins, which is tried first; of two ways to fill a gap the shorter.  Terms
 * have few words: so has the recursion.
 */
static void
match_from(const SentiLexicon *lexicon, const SentiSentence *sentence, uint32_t node, int last, int gap_from, int gap_to,
		   Match *best)
{
	const SentiNode *here = &lexicon->nodes[node];
	int			next = last + 1;
	uint32_t	over_gap;
	int			longest;

	if (here->entry != 0 && (best->entry == NULL || last > best->last))
		*best = (Match) {&lexicon->entries[here->entry], last, gap_from, gap_to};
	if (here->edge_count == 0 || next == sentence->term_count)
		return;
	node = senti_lexicon_step(lexicon, node, sentence->terms[next].word);
	if (node != 0)
		match_from(lexicon, sentence, node, next, gap_from, gap_to, best);
	if (!here->has_gap)
		return;
	over_gap = senti_lexicon_gap(lexicon, (uint32_t) (here - lexicon->nodes));
	longest = best->last;
	for (int i = next; i < next + SENTI_GAP_WORDS_MAX && i + 1 < sentence->term_count && best->last == longest; i++)
	{
		if (ends_gap(lexicon, &sentence->terms[i]))
			return;
		node = senti_lexicon_step(lexicon, over_gap, sentence->terms[i + 1].word);
		if (node != 0)
			match_from(lexicon, sentence, node, i + 1, next, i + 1, best);
	}
}

/* Let a term stand for all words of a match that begins with it. */
static void
apply_match(const SentiLexicon *lexicon, const SentiSentence *sentence, int first, const Match *match, SentiTerm *term)
{
	uint8_t		flags = term->flags;

	for (int i = first + 1; i <= match->last; i++)
		flags &= sentence->terms[i].flags | (uint8_t) ~SENTI_TOKEN_CAPS;
	senti_term_say(term, match->entry);
	term->flags = flags;
	term->speaks = 1;
	/* "made the invoices worse": the gap tells what it is about */
	for (int i = match->gap_from; i < match->gap_to && term->topic == SENTI_TOPIC_NONE; i++)
	{
		const SentiEntry *entry = senti_lexicon_entry(lexicon, sentence->terms[i].word);

		if (entry)
			term->topic = entry->topic;
	}
	term->end = sentence->terms[match->last].end;
}

/* Move the terms [from, to) to where the joined ones end; returns their new end. */
static int
keep_terms(SentiTerm *terms, int end, int from, int to)
{
	if (end != from)
		memmove(&terms[end], &terms[from], sizeof(SentiTerm) * (size_t) (to - from));
	return end + to - from;
}

void
senti_phrases_join(const SentiLexicon *lexicon, SentiSentence *sentence)
{
	SentiTerm  *terms = sentence->terms;
	int			end = 0;		/* of the terms that are joined */
	int			next = 0;		/* the first that is not */

	for (int part = 0; part < (int) (sizeof(sentence->starts) / sizeof(sentence->starts[0])); part++)
	{
		for (uint64_t bits = sentence->starts[part]; bits != 0; bits &= bits - 1)
		{
			int			first = part * 64 + __builtin_ctzll(bits) - 1;
			Match		match = {NULL, first, 0, 0};

			if (first < next)
				continue;		/* within a phrase already */
			match_from(lexicon, sentence, terms[first].word, first, 0, 0, &match);
			if (match.last == first)
				continue;
			end = keep_terms(terms, end, next, first + 1);
			apply_match(lexicon, sentence, first, &match, &terms[end - 1]);
			next = match.last + 1;
		}
		sentence->starts[part] = 0;
	}
	sentence->term_count = (uint16_t) keep_terms(terms, end, next, sentence->term_count);
}
