/*
 * test_feature.c - what a sentence shows to the model
 *
 * Mostly over an empty lexicon, in which no term says anything: then a sentence of n > 1 short words
 * has n words, n - 1 pairs, two of its opening and its end, 2 n + 2 in all, and n of the last sentence.
 */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const uint64_t no_filter[(1 << SENTI_FILTER_BITS) / 64];
static const SentiSlot no_slots[1];
static const SentiNode no_nodes[1];
static const SentiEdge no_edges[1];
static const SentiEntry no_entries[1];
static const SentiLexicon empty = {
	.filter = no_filter, .slots = no_slots, .keys = (const uint8_t *) "", .nodes = no_nodes, .edges = no_edges,
	.entries = no_entries, .version = "empty", .node_count = 1, .entry_count = 1
};

#define SENTENCES_MAX 8

/* The features of each sentence of a text, and its rows. */
typedef struct Seen
{
	SentiFeatures sentences[SENTENCES_MAX];
	int			count;
	SentiRows	rows;
	uint16_t	room[SENTENCES_MAX * SENTI_SENTENCE_ROWS_MAX];
} Seen;

static void
hear(void *arg, const SentiFeatures *features)
{
	Seen	   *seen = arg;

	if (seen->count < SENTENCES_MAX)
	{
		seen->sentences[seen->count++] = *features;
		senti_rows_add(&seen->rows, features);
	}
}

static void
look(const SentiLexicon *lexicon, const char *text, Seen *seen)
{
	SentiScorer scorer = {lexicon, NULL, false};
	SentiScan	scan;

	memset(seen, 0, sizeof(*seen));
	seen->rows.rows = seen->room;
	unit_about(text);
	senti_scan_init(&scan, &scorer, (const uint8_t *) text, strlen(text), NULL, seen, NULL);
	scan.feature_sink = hear;
	CHECK_EQ(senti_scan_run(&scan), SENTI_DONE);
	senti_rows_finish(&seen->rows);
}

/* How often a row is among features. */
static int
times(const SentiFeature *features, int count, unsigned row)
{
	int			n = 0;

	for (int f = 0; f < count; f++)
		n += features[f].row == row;
	return n;
}

/* Features of a that b has not, each as often as it lacks there. */
static int
lacking(const SentiFeature *a, int a_count, const SentiFeature *b, int b_count)
{
	int			n = 0;

	for (int f = 0; f < a_count; f++)
		n += times(a, f + 1, a[f].row) > times(b, b_count, a[f].row);
	return n;
}

/*
 * Rows worked out by another program from what senti_feature.c states: hash of kind and words, scaled to the
 * number of rows.  They may not change: models know them.
 */
static void
test_rows(void)
{
	static Seen seen;
	const SentiFeatures *sentence = &seen.sentences[0];

	look(&empty, "cats sleep", &seen);
	CHECK_EQ(seen.count, 1);
	CHECK_EQ(sentence->count, 6);
	CHECK_EQ(times(sentence->items, 6, 2816), 1);	/* cats */
	CHECK_EQ(times(sentence->items, 6, 734), 1);	/* cats sleep */
	CHECK_EQ(times(sentence->items, 6, 40717), 1);	/* it begins with cats */
	CHECK_EQ(times(sentence->items, 6, 13992), 1);	/* and with cats sleep */
	CHECK_EQ(times(sentence->items, 6, 43813), 1);	/* the end */
	CHECK_EQ(times(sentence->last, 2, 48513), 1);	/* cats */
	CHECK_EQ(sentence->last_count, 2);

	look(&empty, "Cats ELEPHANTS.", &seen);
	CHECK_EQ(sentence->count, 7);
	CHECK_EQ(times(sentence->items, 7, 2816), 1);
	CHECK_EQ(times(sentence->items, 7, 21925), 1);	/* elephants */
	CHECK_EQ(times(sentence->items, 7, 24370), 1);	/* eleph... */
	CHECK_EQ(times(sentence->items, 7, 45020), 1);	/* cats elephants */
	CHECK_EQ(times(sentence->items, 7, 43813), 1);
	CHECK_EQ(times(sentence->last, 2, 33633), 1);	/* elephants */
}

typedef struct CountCase
{
	const char *text;
	int			count;
	int			last_count;
} CountCase;

static void
test_number(void)
{
	static const CountCase cases[] = {
		{"one", 3, 1},
		{"we like cats", 8, 3},
		{"we like elephants", 9, 3},	/* and the beginning of a word of more than five bytes */
		{"we like tiger", 8, 3},
		{"we, like", 8, 3},		/* a mark is a word */
		{"we like 12", 9, 3},	/* a number is a class by itself */
		{"we 11 like 12 and 13", 14 + 3 + 2 + 1, 6},	/* three numbers, two pairs, one with one between */
	};
	static Seen seen;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		look(&empty, cases[i].text, &seen);
		CHECK_EQ(seen.count, 1);
		CHECK_EQ(seen.sentences[0].count, cases[i].count);
		CHECK_EQ(seen.sentences[0].last_count, cases[i].last_count);
	}
}

/* Any number is the same word; case is none. */
static void
test_alike(void)
{
	static const char *const alike[][2] = {
		{"we waited 12 days", "we waited 7 days"}, {"we like cats", "We LIKE cats"}, {"it isn't", "it isn\xE2\x80\x99t"},
	};
	static Seen a;
	static Seen b;

	for (size_t i = 0; i < sizeof(alike) / sizeof(alike[0]); i++)
	{
		look(&empty, alike[i][0], &a);
		look(&empty, alike[i][1], &b);
		CHECK_EQ(a.sentences[0].count, b.sentences[0].count);
		CHECK_EQ(lacking(a.sentences[0].items, a.sentences[0].count, b.sentences[0].items, b.sentences[0].count), 0);
	}
}

/* Order changes pairs and the opening, and nothing else. */
static void
test_order(void)
{
	static Seen a;
	static Seen b;
	const SentiFeatures *one = &a.sentences[0];
	const SentiFeatures *other = &b.sentences[0];

	look(&empty, "we like grey cats", &a);
	look(&empty, "cats like we grey", &b);
	CHECK_EQ(one->count, other->count);
	CHECK_EQ(lacking(one->items, one->count, other->items, other->count), 3 + 2);	/* all its pairs, and how it begins */
	CHECK_EQ(lacking(one->last, one->last_count, other->last, other->last_count), 0);
}

/* Another word in the middle is one word, its beginning, and two pairs. */
static void
test_change(void)
{
	static Seen a;
	static Seen b;
	const SentiFeatures *one = &a.sentences[0];
	const SentiFeatures *other = &b.sentences[0];

	look(&empty, "they like the giraffes in our park", &a);
	look(&empty, "they like the elephants in our park", &b);
	CHECK_EQ(one->count, other->count);
	CHECK_EQ(lacking(one->items, one->count, other->items, other->count), 4);
	CHECK_EQ(lacking(one->last, one->last_count, other->last, other->last_count), 1);
}

static void
test_end(void)
{
	static const char *const ends[] = {"we like cats.", "we like cats?", "we like cats!", "we like cats?!"};
	static Seen seen[4];

	for (int i = 0; i < 4; i++)
		look(&empty, ends[i], &seen[i]);
	for (int i = 0; i < 4; i++)
		for (int j = 0; j < i; j++)
		{
			/* the end, and the opening of what is a question or none */
			bool		is_question = (i == 1 || i == 3) != (j == 1 || j == 3);

			CHECK_EQ(lacking(seen[i].sentences[0].items, 8, seen[j].sentences[0].items, 8), 1 + is_question);
		}
}

/* Phrases of the lexicon are joined to one term; their words stay what they are. */
static void
test_lexicon(void)
{
	static const char *const texts[] = {
		"this is a waste of time", "The export is not working, and support never answers.", "no longer crashes", "thank you so much",
	};
	static Seen bare;
	static Seen full;

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
	{
		const SentiFeatures *few = &bare.sentences[0];
		const SentiFeatures *many = &full.sentences[0];

		look(&empty, texts[i], &bare);
		look(&senti_lexicon_builtin, texts[i], &full);
		CHECK(many->count > few->count);
		CHECK_EQ(lacking(few->items, few->count, many->items, many->count), 0);
		CHECK_EQ(lacking(few->last, few->last_count, many->last, many->last_count), 0);
	}
}

/* Clauses are numbered from 0 without a gap; a word is in its own. */
static void
test_clauses(void)
{
	static Seen seen;
	const SentiFeatures *sentence = &seen.sentences[0];
	int			words[3] = {0};

	look(&empty, "we wait, they sleep, nobody works", &seen);
	CHECK_EQ(sentence->clause_count, 3);
	for (int f = 0; f < sentence->count; f++)
		CHECK(sentence->items[f].clause < 3);
	for (int f = 0; f < sentence->last_count; f++)
		words[sentence->last[f].clause]++;
	/* a mark belongs to the clause that it ends */
	CHECK_EQ(words[0], 3);
	CHECK_EQ(words[1], 3);
	CHECK_EQ(words[2], 2);

	look(&empty, "cats sleep, cats sleep", &seen);
	CHECK_EQ(sentence->clause_count, 2);
	for (int f = 0, next = 0; f < sentence->count; f++)
		if (sentence->items[f].row == 2816)
			CHECK_EQ(sentence->items[f].clause, next++);
}

/* What is of the last sentence counts in it alone, and not where there is only one. */
static void
test_last(void)
{
	static Seen seen;

	look(&empty, "we like cats", &seen);
	CHECK_EQ(seen.rows.count, 8);
	look(&empty, "We like cats. They sleep", &seen);
	CHECK_EQ(seen.count, 2);
	CHECK_EQ(seen.rows.count, 8 + 6 + 2);
	CHECK_EQ(seen.rows.sentences, 2);
	look(&empty, "We like cats. They sleep. So do we.", &seen);
	CHECK_EQ(seen.rows.count, 8 + 6 + 8 + 3);
	look(&empty, "", &seen);
	CHECK_EQ(seen.rows.count, 0);
	look(&empty, "...", &seen);
	CHECK_EQ(seen.rows.count, 0);
}

/* Each of 160 long words says something and is found: 3 n - 1 of words, 3 n - 3 of classes, 2 n of findings, opening and end. */
static void
test_most(void)
{
	enum
	{
		LONG = 400
	};
	static const char *const words[] = {"horrible ", "awful ", "12 ", ", ", "not ", ":-) ", "never ", "crash "};
	static char text[LONG * 10];
	static Seen seen;
	bool		is_reached = false;

	for (size_t w = 0; w < sizeof(words) / sizeof(words[0]); w++)
	{
		text[0] = '\0';
		for (int i = 0; i < LONG; i++)
			strcat(text, words[w]);
		look(&senti_lexicon_builtin, text, &seen);
		CHECK(seen.count >= 3);
		for (int s = 0; s < seen.count; s++)
		{
			CHECK(seen.sentences[s].count <= SENTI_FEATURES_MAX);
			CHECK(seen.sentences[s].last_count <= SENTI_LAST_FEATURES_MAX);
			CHECK(seen.sentences[s].clause_count <= SENTI_SENTENCE_MAX);
			is_reached |= seen.sentences[s].count == 8 * SENTI_SENTENCE_MAX - 1 &&
				seen.sentences[s].last_count == SENTI_LAST_FEATURES_MAX;
		}
	}
	CHECK(is_reached);
}

const UnitTest feature_tests[] = {
	{"rows are those that another program works out", test_rows},
	{"a sentence has as many features as its words, pairs and classes", test_number},
	{"numbers, case and apostrophes are alike", test_alike},
	{"another order changes pairs and the opening alone", test_order},
	{"another word changes few rows", test_change},
	{"the mark at the end is a feature", test_end},
	{"the lexicon adds features and takes none", test_lexicon},
	{"features are in the clause of their word", test_clauses},
	{"the last sentence of several counts once more", test_last},
	{"the fullest sentence fits", test_most},
	{NULL, NULL}
};
