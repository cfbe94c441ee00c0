/*
 * senti_quantity.c - how long and how many, then and now
 *
 * What a word says of a quantity (a number, a unit, a place in time) stands in
 * src/lexicon/quantity.tsv; what else places it is a class.
 */
#include "senti_quantity.h"

#include <string.h>

#include "senti_frame.h"
#include "senti_params.h"

typedef struct Meaning
{
	uint8_t		kind;			/* SentiQuantityKind */
	uint32_t	value;
} Meaning;

#define X(name, text, kind, value) {SENTI_QUANTITY_IS_##kind, value},
static const Meaning meanings[] = {SENTI_QUANTITIES(X)};
#undef X

/* An entry and a term say it alike. */
#define MEANING(says) (&meanings[(says)->quantity])

static bool
is_unit(const Meaning *meaning)
{
	return meaning->kind == SENTI_QUANTITY_IS_TIME || meaning->kind == SENTI_QUANTITY_IS_WORK;
}

/* May a number follow without a unit: "now it is four"? */
static bool
is_link(const Meaning *meaning)
{
	return (meaning->kind == SENTI_QUANTITY_IS_NONE || meaning->kind > SENTI_QUANTITY_IS_WORK) && meaning->value == 1;
}

/* Where a term places its clause, IS_THEN .. IS_NOW, or IS_NONE. */
static SentiQuantityKind
side_of(const SentiTerm *term)
{
	const Meaning *meaning = MEANING(term);

	if (meaning->kind >= SENTI_QUANTITY_IS_THEN)
		return (SentiQuantityKind) meaning->kind;
	if (term->classes & (SENTI_CLASS(HABIT) | SENTI_CLASS(RIVAL)))
		return SENTI_QUANTITY_IS_THEN;
	if (HAS(term, PAST))
		return SENTI_QUANTITY_IS_PAST;
	return HAS(term, TURN) ? SENTI_QUANTITY_IS_NOW : HAS(term, NOVEL) ? SENTI_QUANTITY_IS_PRESENT : SENTI_QUANTITY_IS_NONE;
}

/* The side of the clause of term i, by the clearest of its words; none where two contradict each other. */
static SentiQuantityKind
read_side(const SentiSentence *sentence, int i)
{
	const SentiTerm *terms = sentence->terms;
	bool		seen[SENTI_QUANTITY_IS_NOW + 1] = {false};

	if (senti_find_before(sentence, i, SENTI_CLASS(FROM), SENTI_BOOST_REACH) >= 0)
		return SENTI_QUANTITY_IS_THEN;
	for (int j = 0; j < sentence->term_count; j++)
		/* but "ten days old", "a week before" */
		if (terms[j].clause == terms[i].clause && terms[j].kind == SENTI_TOKEN_WORD && !(j > 0 && HAS(&terms[j - 1], DURATION)))
			seen[side_of(&terms[j])] = true;
	if (seen[SENTI_QUANTITY_IS_THEN] && seen[SENTI_QUANTITY_IS_NOW])
		return SENTI_QUANTITY_IS_NONE;
	if (seen[SENTI_QUANTITY_IS_THEN] || seen[SENTI_QUANTITY_IS_NOW])
		return seen[SENTI_QUANTITY_IS_THEN] ? SENTI_QUANTITY_IS_THEN : SENTI_QUANTITY_IS_NOW;
	return seen[SENTI_QUANTITY_IS_PAST] ? SENTI_QUANTITY_IS_PAST :
		seen[SENTI_QUANTITY_IS_PRESENT] ? SENTI_QUANTITY_IS_PRESENT : SENTI_QUANTITY_IS_NONE;
}

/* "It could take 3 minutes", but not "it needs 3 minutes". */
static bool
is_wished(const SentiSentence *sentence, int i)
{
	int			wish = senti_find_before(sentence, i, SENTI_CLASS(IRREALIS), SENTI_CHANGE_REACH);

	return wish >= 0 && MEANING(&sentence->terms[wish])->kind < SENTI_QUANTITY_IS_THEN;
}

/*
 * The number of a term in tenths, 0 when it tells no quantity (a date, a time,
 * money).  *unit: what is glued on, "20min"; NULL when nothing is.
 */
static uint32_t
read_number(const SentiLexicon *lexicon, const uint8_t *text, const SentiTerm *term, const Meaning **unit)
{
	uint32_t	tenths;
	size_t		digits;
	SentiKey	key;

	*unit = NULL;
	if (term->kind == SENTI_TOKEN_WORD)
		return senti_quantity_is_number(term->quantity) ? MEANING(term)->value * 10 : 0;
	if (term->kind != SENTI_TOKEN_NUMBER)
		return 0;
	tenths = senti_number_tenths(text + term->start, term->end - term->start, &digits);
	if (digits == term->end - term->start)
		return tenths;
	senti_fold_word(text + term->start + digits, term->end - term->start - digits, 0, &key);
	*unit = MEANING(&lexicon->entries[lexicon->nodes[senti_lexicon_word(lexicon, &key)].entry]);
	return is_unit(*unit) ? tenths : 0; /* "3rd", "10pm", "17:00" */
}

/* The quantity whose number is term i; false when there is none.  *end: its last term. */
static bool
read_quantity(const SentiLexicon *lexicon, const uint8_t *text, const SentiSentence *sentence, int i,
			  SentiQuantity *quantity, int *end)
{
	const SentiTerm *term = &sentence->terms[i];
	const Meaning *unit;
	uint32_t	tenths = read_number(lexicon, text, term, &unit);

	if (tenths == 0)
		return false;
	*end = i;
	for (int j = i + 1; !unit && j < sentence->term_count && j <= i + 2 && !senti_is_break(&sentence->terms[j]); j++)
		if (is_unit(MEANING(&sentence->terms[j])))
		{
			unit = MEANING(&sentence->terms[j]);
			*end = j;
		}
	if (!unit && (i == 0 || !is_link(MEANING(term - 1)) ||
				  (i + 1 < sentence->term_count && !senti_is_break(&term[1]) && term[1].clause == term->clause)))
		return false;
	quantity->unit = unit ? unit->kind : SENTI_QUANTITY_IS_NONE;
	quantity->scale = unit && unit->kind == SENTI_QUANTITY_IS_TIME ? unit->value : 1;
	quantity->tenths = tenths;
	quantity->side = (uint8_t) read_side(sentence, i);
	quantity->age = 0;
	return true;
}

/* Does a tell of then, and b of now? */
static bool
is_before(const SentiQuantity *a, const SentiQuantity *b)
{
	return (a->side == SENTI_QUANTITY_IS_THEN && b->side != SENTI_QUANTITY_IS_THEN) ||
		(a->side == SENTI_QUANTITY_IS_PAST && b->side >= SENTI_QUANTITY_IS_PRESENT) || (a->side == SENTI_QUANTITY_IS_NONE && b->side == SENTI_QUANTITY_IS_NOW);
}

/* Is it less now (1), more (-1), or not to be compared (0)? */
static int
compare(const SentiQuantity *told, const SentiQuantity *next)
{
	const SentiQuantity *then = is_before(told, next) ? told : next;
	const SentiQuantity *now = then == told ? next : told;
	uint64_t	before = (uint64_t) then->tenths * then->scale;
	uint64_t	after = (uint64_t) now->tenths * now->scale;

	if (!is_before(then, now) || told->unit == SENTI_QUANTITY_IS_NONE || (next->unit != told->unit && next->unit != SENTI_QUANTITY_IS_NONE))
		return 0;
	if (next->unit == SENTI_QUANTITY_IS_NONE)	/* the unit told goes for both */
	{
		before = then->tenths;
		after = now->tenths;
	}
	if (after * 5 <= before * 4)
		return 1;
	return before * 5 <= after * 4 ? -1 : 0;
}

/* Put a finding on the terms [first, last], in place of what they said themselves. */
static int
put(const SentiSentence *sentence, int first, int last, int sign, SentiFinding *findings, int count)
{
	int			at = 0;
	int			behind;
	SentiFinding *finding;

	while (at < count && findings[at].term < first)
		at++;
	for (behind = at; behind < count && findings[behind].term <= last;)
		behind++;
	memmove(&findings[at + 1], &findings[behind], (size_t) (count - behind) * sizeof(*findings));
	finding = &findings[at];
	finding->start = sentence->terms[first].start;
	finding->end = sentence->terms[last].end;
	senti_clause_span(sentence, first, &finding->clause_start, &finding->clause_end);
	finding->value_mille = sign * SENTI_CHANGE_MILLE;
	finding->term = (uint16_t) first;
	finding->reason = SENTI_REASON_COMPARISON;
	finding->emotion = sign > 0 ? SENTI_EMOTION_JOY : SENTI_EMOTION_FRUSTRATION;
	finding->bucket = sign > 0 ? SENTI_BUCKET_TURN : SENTI_BUCKET_PLAIN;
	return count + 1 - (behind - at);
}

/* The codes of numbers. */
#define NUMBERS ((UINT64_C(2) << SENTI_QUANTITY_100) - (UINT64_C(1) << SENTI_QUANTITY_1))

/* Only a sentence with a number is worth a look, and one that tells rather than asks. */
static bool
may_tell(const SentiSentence *sentence)
{
	return !(sentence->end_flags & SENTI_TOKEN_QUESTION) &&
		!(sentence->classes & (SENTI_CLASS(REQUEST) | SENTI_CLASS(CONDITION) | SENTI_CLASS(DRILL))) &&
		((sentence->kinds & 1 << SENTI_TOKEN_NUMBER) || (sentence->quantities & NUMBERS));
}

/* Its numbers, one after the other, against the last one told.  Not inlined: few sentences have any. */
__attribute__((noinline)) static int
compare_numbers(const SentiLexicon *lexicon, const uint8_t *text, const SentiSentence *sentence,
				SentiQuantity *last, SentiFinding findings[SENTI_SENTENCE_MAX], int count)
{
	/* numbers speak */
	for (int s = 0, next = 0; s < sentence->speaker_count; s++)
	{
		int			i = sentence->speakers[s];
		SentiQuantity quantity;
		int			end;
		int			sign;

		if (i < next || !read_quantity(lexicon, text, sentence, i, &quantity, &end) || is_wished(sentence, i))
			continue;
		sign = last->tenths > 0 ? compare(last, &quantity) : 0;
		if (sign != 0)
		{
			count = put(sentence, i, end, sign, findings, count);
			last->tenths = 0;
		}
		else
			*last = quantity;
		next = end + 1;
	}
	return count;
}

int
senti_quantity_compare(const SentiLexicon *lexicon, const uint8_t *text, const SentiSentence *sentence,
					   SentiQuantity *last, SentiFinding findings[SENTI_SENTENCE_MAX], int count)
{
	if (last->tenths > 0 && last->age++ >= SENTI_QUANTITY_AGE)
		last->tenths = 0;
	return may_tell(sentence) ? compare_numbers(lexicon, text, sentence, last, findings, count) : count;
}
