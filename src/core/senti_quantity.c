/*
 * senti_quantity.c - how long and how many, then and now
 *
 * Reads the bytes of numbers, of units and of a few words that place them;
 * what else places them is a class.
 */
#include "senti_quantity.h"

#include <string.h>

#include "senti_frame.h"
#include "senti_params.h"

typedef enum Unit
{
	UNIT_NONE,
	UNIT_TIME,
	UNIT_WORK					/* what a user would have less of */
} Unit;

/* Where a clause places what it tells, from then or elsewhere to now and here. */
typedef enum Side
{
	SIDE_NONE,
	SIDE_THEN,
	SIDE_PAST,					/* may be either: "this year it took" */
	SIDE_PRESENT,
	SIDE_NOW
} Side;

typedef struct Word
{
	char		name[12];
	uint32_t	value;
} Word;

static const Word numbers[] = {
	{"one", 1}, {"two", 2}, {"three", 3}, {"four", 4}, {"five", 5}, {"six", 6}, {"seven", 7}, {"eight", 8},
	{"nine", 9}, {"ten", 10}, {"eleven", 11}, {"twelve", 12}, {"fifteen", 15}, {"twenty", 20}, {"thirty", 30},
	{"forty", 40}, {"fifty", 50}, {"sixty", 60}, {"hundred", 100}, {"dozen", 12},
};

/* in seconds; 0: no time, but work */
static const Word units[] = {
	{"s", 1}, {"sec", 1}, {"secs", 1}, {"second", 1}, {"seconds", 1},
	{"m", 60}, {"min", 60}, {"mins", 60}, {"minute", 60}, {"minutes", 60},
	{"h", 3600}, {"hr", 3600}, {"hrs", 3600}, {"hour", 3600}, {"hours", 3600},
	{"afternoon", 14400}, {"afternoons", 14400}, {"morning", 14400}, {"mornings", 14400},
	{"day", 86400}, {"days", 86400}, {"night", 86400}, {"nights", 86400}, {"weekend", 172800}, {"weekends", 172800},
	{"week", 604800}, {"weeks", 604800}, {"month", 2592000}, {"months", 2592000},
	{"click", 0}, {"clicks", 0}, {"tap", 0}, {"taps", 0}, {"tab", 0}, {"tabs", 0}, {"step", 0}, {"steps", 0},
	{"screen", 0}, {"screens", 0}, {"page", 0}, {"pages", 0}, {"form", 0}, {"forms", 0}, {"field", 0}, {"fields", 0},
	{"file", 0}, {"files", 0}, {"window", 0}, {"windows", 0}, {"password", 0}, {"passwords", 0},
	{"call", 0}, {"calls", 0}, {"ticket", 0}, {"tickets", 0}, {"mail", 0}, {"mails", 0}, {"email", 0}, {"emails", 0},
	{"error", 0}, {"errors", 0}, {"mistake", 0}, {"mistakes", 0}, {"complaint", 0}, {"complaints", 0},
	{"crash", 0}, {"crashes", 0}, {"outage", 0}, {"outages", 0}, {"restart", 0}, {"restarts", 0},
	{"dropout", 0}, {"dropouts", 0}, {"reject", 0}, {"rejects", 0}, {"people", 0}, {"places", 0},
};

/* what places a quantity, beside classes */
static const Word cues[] = {
	{"old", SIDE_THEN}, {"last", SIDE_THEN}, {"before", SIDE_THEN}, {"previous", SIDE_THEN}, {"other", SIDE_THEN},
	{"took", SIDE_PAST}, {"needed", SIDE_PAST}, {"they", SIDE_PAST}, {"theirs", SIDE_PAST},
	{"after", SIDE_PRESENT}, {"takes", SIDE_PRESENT}, {"need", SIDE_PRESENT}, {"needs", SIDE_PRESENT},
	{"here", SIDE_PRESENT}, {"yours", SIDE_PRESENT}, {"we", SIDE_PRESENT}, {"this", SIDE_NOW},
};

/* behind one of these a number needs no unit: "now it is four" */
static const Word links[] = {
	{"is", 0}, {"it's", 0}, {"its", 0}, {"was", 0}, {"takes", 0}, {"took", 0}, {"need", 0}, {"to", 0}, {"about", 0},
};

#define COUNT(words) (sizeof(words) / sizeof(words[0]))

static const Word *
find_word(const Word *words, size_t count, const uint8_t *bytes, size_t len)
{
	for (size_t w = 0; w < count; w++)
	{
		const char *name = words[w].name;
		size_t		i = 0;

		while (i < len && name[i] != '\0' && (bytes[i] | 0x20) == name[i])
			i++;
		if (i == len && name[i] == '\0')
			return &words[w];
	}
	return NULL;
}

#define FIND(words, text, term) find_word(words, COUNT(words), (text) + (term)->start, (term)->end - (term)->start)

/* The number of a term in tenths, and where its digits end; 0 when it tells no quantity (a date, a time, money). */
static uint32_t
read_number(const uint8_t *text, const SentiTerm *term, uint32_t *digits_end)
{
	const Word *word;
	uint64_t	value = 0;
	uint32_t	i = term->start;

	*digits_end = term->end;
	if (term->kind == SENTI_TOKEN_WORD)
	{
		word = FIND(numbers, text, term);
		return word ? word->value * 10 : 0;
	}
	if (term->kind != SENTI_TOKEN_NUMBER)
		return 0;
	for (; i < term->end && (text[i] == ',' || (text[i] >= '0' && text[i] <= '9')); i++)
		if (text[i] != ',' && value < 1000000)
			value = value * 10 + (uint64_t) (text[i] - '0');
	value *= 10;
	if (i + 1 < term->end && text[i] == '.' && text[i + 1] >= '0' && text[i + 1] <= '9')
	{
		value += (uint64_t) (text[i + 1] - '0');
		for (i += 2; i < term->end && text[i] >= '0' && text[i] <= '9';)
			i++;
	}
	*digits_end = i;
	return (uint32_t) value;
}

static Side
class_side(const SentiTerm *term)
{
	if (term->classes & (SENTI_CLASS(HABIT) | SENTI_CLASS(RIVAL)))
		return SIDE_THEN;
	if (HAS(term, PAST))
		return SIDE_PAST;
	return HAS(term, TURN) ? SIDE_NOW : HAS(term, NOVEL) ? SIDE_PRESENT : SIDE_NONE;
}

/* The side of the clause of term i, by the clearest of its words; none where two contradict each other. */
static Side
read_side(const uint8_t *text, const SentiSentence *sentence, int i)
{
	const SentiTerm *terms = sentence->terms;
	bool		seen[SIDE_NOW + 1] = {false};

	if (senti_find_before(sentence, i, SENTI_CLASS(FROM), SENTI_BOOST_REACH) >= 0)
		return SIDE_THEN;
	for (int j = 0; j < sentence->term_count; j++)
		if (terms[j].clause == terms[i].clause && terms[j].kind == SENTI_TOKEN_WORD)
		{
			const Word *cue = FIND(cues, text, &terms[j]);

			if (j > 0 && HAS(&terms[j - 1], DURATION))
				continue;		/* "ten days old", "a week before" */
			seen[cue ? (Side) cue->value : class_side(&terms[j])] = true;
		}
	if (seen[SIDE_THEN] || seen[SIDE_NOW])
		return seen[SIDE_THEN] && seen[SIDE_NOW] ? SIDE_NONE : seen[SIDE_THEN] ? SIDE_THEN : SIDE_NOW;
	return seen[SIDE_PAST] ? SIDE_PAST : seen[SIDE_PRESENT] ? SIDE_PRESENT : SIDE_NONE;
}

/* "It could take 3 minutes", but not "it needs 3 minutes". */
static bool
is_wished(const uint8_t *text, const SentiSentence *sentence, int i)
{
	int			wish = senti_find_before(sentence, i, SENTI_CLASS(IRREALIS), SENTI_CHANGE_REACH);

	return wish >= 0 && !FIND(cues, text, &sentence->terms[wish]);
}

/* The quantity whose number is term i; false when there is none.  *end: its last term. */
static bool
read_quantity(const uint8_t *text, const SentiSentence *sentence, int i, SentiQuantity *quantity, int *end)
{
	const SentiTerm *term = &sentence->terms[i];
	uint32_t	digits_end;
	uint32_t	tenths = read_number(text, term, &digits_end);
	const Word *unit = NULL;

	if (tenths == 0)
		return false;
	*end = i;
	if (digits_end < term->end)
	{
		unit = find_word(units, COUNT(units), text + digits_end, term->end - digits_end);
		if (!unit)
			return false;		/* "3rd", "10pm", "17:00" */
	}
	for (int j = i + 1; !unit && j < sentence->term_count && j <= i + 2 && !senti_is_break(&sentence->terms[j]); j++)
	{
		unit = FIND(units, text, &sentence->terms[j]);
		if (unit)
			*end = j;
	}
	if (!unit && (i == 0 || !FIND(links, text, term - 1) ||
				  (i + 1 < sentence->term_count && !senti_is_break(&term[1]) && term[1].clause == term->clause)))
		return false;
	quantity->unit = (uint8_t) (!unit ? UNIT_NONE : unit->value > 0 ? UNIT_TIME : UNIT_WORK);
	quantity->scale = unit && unit->value > 0 ? unit->value : 1;
	quantity->tenths = tenths;
	quantity->side = (uint8_t) read_side(text, sentence, i);
	quantity->age = 0;
	return true;
}

/* Does a tell of then, and b of now? */
static bool
is_before(const SentiQuantity *a, const SentiQuantity *b)
{
	return (a->side == SIDE_THEN && b->side != SIDE_THEN) ||
		(a->side == SIDE_PAST && b->side >= SIDE_PRESENT) || (a->side == SIDE_NONE && b->side == SIDE_NOW);
}

/* Is it less now (1), more (-1), or not to be compared (0)? */
static int
compare(const SentiQuantity *told, const SentiQuantity *next)
{
	const SentiQuantity *then = is_before(told, next) ? told : next;
	const SentiQuantity *now = then == told ? next : told;
	uint64_t	before = (uint64_t) then->tenths * then->scale;
	uint64_t	after = (uint64_t) now->tenths * now->scale;

	if (!is_before(then, now) || told->unit == UNIT_NONE || (next->unit != told->unit && next->unit != UNIT_NONE))
		return 0;
	if (next->unit == UNIT_NONE)	/* the unit told goes for both */
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
put(const SentiSentence *sentence, int first, int last, SentiTopic topic, int sign, SentiFinding *findings, int count)
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
	finding->topic = (uint8_t) topic;
	return count + 1 - (behind - at);
}

int
senti_quantity_compare(const uint8_t *text, const SentiSentence *sentence, SentiTopic topic,
					   SentiQuantity *last, SentiFinding findings[SENTI_SENTENCE_MAX], int count)
{
	bool		is_told = !(sentence->end_flags & SENTI_TOKEN_QUESTION) &&
		!(sentence->classes & (SENTI_CLASS(REQUEST) | SENTI_CLASS(CONDITION) | SENTI_CLASS(DRILL)));

	if (last->tenths > 0 && last->age++ >= SENTI_QUANTITY_AGE)
		last->tenths = 0;
	for (int i = 0; is_told && i < sentence->term_count; i++)
	{
		SentiQuantity quantity;
		int			end;
		int			sign;

		if (!read_quantity(text, sentence, i, &quantity, &end) || is_wished(text, sentence, i))
			continue;
		sign = last->tenths > 0 ? compare(last, &quantity) : 0;
		if (sign != 0)
		{
			count = put(sentence, i, end, topic, sign, findings, count);
			last->tenths = 0;
		}
		else
			*last = quantity;
		i = end;
	}
	return count;
}
