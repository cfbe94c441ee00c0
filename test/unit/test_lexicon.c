/*
 * test_lexicon.c - the built-in lexicon and its look-up
 */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const SentiLexicon *const lexicon = &senti_lexicon_builtin;

static uint32_t
find_word(const char *word, size_t len)
{
	uint8_t    *copy = unit_copy(word, len);
	SentiKey	key;

	senti_fold_word(copy, len, 0, &key);
	free(copy);
	return senti_lexicon_word(lexicon, &key);
}

/* The entry of a phrase whose words are separated by one space each. */
static const SentiEntry *
find_phrase(const char *phrase)
{
	uint32_t	node = 0;

	for (const char *p = phrase;;)
	{
		size_t		n = strcspn(p, " ");
		uint32_t	word = find_word(p, n);

		node = p == phrase ? word : senti_lexicon_step(lexicon, node, word);
		if (node == 0)
			return NULL;
		if (p[n] == '\0')
			return senti_lexicon_entry(lexicon, node);
		p += n + 1;
	}
}

/* What a walk over all nodes has seen. */
typedef struct Seen
{
	uint64_t	classes;
	uint64_t	topics;
	uint64_t	emotions;
	uint32_t	terms;
	int			depth;
} Seen;

static void
walk(uint32_t node, int depth, Seen *seen)
{
	const SentiNode *from = &lexicon->nodes[node];
	const SentiEntry *entry = senti_lexicon_entry(lexicon, node);

	if (depth > seen->depth)
		seen->depth = depth;
	if (entry)
	{
		seen->terms++;
		seen->classes |= entry->classes;
		seen->topics |= UINT64_C(1) << entry->topic;
		seen->emotions |= UINT64_C(1) << entry->emotion;
		CHECK(entry->valence_mille >= -4000 && entry->valence_mille <= 4000);
		CHECK(entry->topic < SENTI_TOPIC_COUNT && entry->emotion < SENTI_EMOTION_COUNT);
		CHECK(entry->classes <= UINT64_MAX >> (64 - SENTI_CLASS_COUNT));
		CHECK_EQ(entry->is_site, 0);
		CHECK(entry->language <= SENTI_WORD_FOREIGN && (depth == 1 || entry->language == SENTI_WORD_ANY));
		CHECK_EQ(entry->speaks, entry->classes || entry->valence_mille || entry->topic || entry->emotion ||
				 senti_quantity_is_number(entry->quantity));
		CHECK_EQ(entry->reserved, 0);
		/* "a word of the trade that sounds bad and is not: always valence 0" */
		if (entry->classes & SENTI_CLASS(TECHNICAL))
			CHECK_EQ(entry->valence_mille, 0);
	}
	else if (depth > 1)
		CHECK(from->edge_count > 0);	/* a phrase goes on from here */
	CHECK_EQ(senti_lexicon_gap(lexicon, node), senti_lexicon_step(lexicon, node, SENTI_GAP));
	for (uint32_t i = 0; i < from->edge_count; i++)
	{
		const SentiEdge *edge = &lexicon->edges[from->first_edge + i];

		CHECK(edge->word != 0 && (i == 0 || edge->word > edge[-1].word));
		CHECK_EQ(senti_lexicon_step(lexicon, node, edge->word), edge->node);
		if (depth < 2 * SENTI_TERM_WORDS_MAX)
			walk(edge->node, depth + 1, seen);
	}
}

/* Every word is found by its own key, which is folded. */
static void
test_words(void)
{
	for (uint32_t i = 0; i <= lexicon->slot_mask; i++)
	{
		const SentiSlot *slot = &lexicon->slots[i];
		SentiKey	key;

		if (slot->key_len == 0)
			continue;
		senti_fold_word(lexicon->keys + slot->key_offset, slot->key_len, 0, &key);
		CHECK_EQ(key.len, slot->key_len);
		CHECK(memcmp(key.bytes, lexicon->keys + slot->key_offset, key.len) == 0);
		CHECK(slot->word != 0);
		CHECK_HEX(slot->head, senti_chunk_load(lexicon->keys + slot->key_offset));
		CHECK_EQ(senti_lexicon_word(lexicon, &key), slot->word);
		CHECK_EQ(lexicon->nodes[slot->word].is_doubtful, senti_key_has_run(&key) ||
				 lexicon->entries[lexicon->nodes[slot->word].entry].language == SENTI_WORD_FOREIGN);
	}
	CHECK_EQ(lexicon->nodes[0].is_doubtful, 1);
}

static void
test_quantity_codes(void)
{
#define X(name, text, kind, value) CHECK_EQ(senti_quantity_is_number(SENTI_QUANTITY_##name), SENTI_QUANTITY_IS_##kind == SENTI_QUANTITY_IS_NUMBER);
	SENTI_QUANTITIES(X)
#undef X
}

static void
test_contents(void)
{
	Seen		seen = {0};

	for (uint32_t i = 0; i <= lexicon->slot_mask; i++)
		if (lexicon->slots[i].key_len > 0)
			walk(lexicon->slots[i].word, 1, &seen);
	CHECK_EQ(seen.terms, lexicon->term_count);
	CHECK(seen.depth <= SENTI_TERM_WORDS_MAX);
	for (int bit = 0; bit < SENTI_CLASS_COUNT; bit++)
	{
		unit_about(senti_class_name(bit));
		CHECK(seen.classes >> bit & 1);
	}
	unit_about(NULL);
	CHECK_HEX(seen.topics, (UINT64_C(1) << SENTI_TOPIC_COUNT) - 1);
	CHECK_HEX(seen.emotions, (UINT64_C(1) << SENTI_EMOTION_COUNT) - 1);
	CHECK(strlen(lexicon->version) > 0);
	CHECK(((lexicon->slot_mask + 1) & lexicon->slot_mask) == 0);	/* a power of two */
}

static void
test_examples(void)
{
	static const struct
	{
		const char *word;
		uint64_t	class;
	}			examples[] = {
		{"not", SENTI_CLASS(NEGATOR)}, {"no", SENTI_CLASS(NEGATOR)}, {"never", SENTI_CLASS(NEGATOR)},
		{"don't", SENTI_CLASS(NEGATOR)}, {"without", SENTI_CLASS(NEGATOR)}, {"no longer", SENTI_CLASS(NEGATOR)},
		{"very", SENTI_CLASS(BOOSTER)}, {"slightly", SENTI_CLASS(DOWNTONER)}, {"a bit", SENTI_CLASS(DOWNTONER)},
		{"but", SENTI_CLASS(CONTRAST)}, {"however", SENTI_CLASS(CONTRAST)}, {"although", SENTI_CLASS(CONCESSION)},
		{"would", SENTI_CLASS(IRREALIS)}, {"if", SENTI_CLASS(CONDITION)}, {"unless", SENTI_CLASS(CONDITION)},
		{"please", SENTI_CLASS(REQUEST)}, {"kindly", SENTI_CLASS(REQUEST)},
		{"still", SENTI_CLASS(PERSIST)}, {"again", SENTI_CLASS(PERSIST)}, {"another", SENTI_CLASS(PERSIST)},
		{"waiting", SENTI_CLASS(WAIT)}, {"week", SENTI_CLASS(DURATION)}, {"error", SENTI_CLASS(PROBLEM)},
		{"crashes", SENTI_CLASS(FAILURE)}, {"working", SENTI_CLASS(FUNCTION)}, {"fixed", SENTI_CLASS(FIXED)},
		{"patch", SENTI_CLASS(DELIVERABLE)}, {"promised", SENTI_CLASS(EXPECTATION)}, {"reply", SENTI_CLASS(DELIVERABLE)},
		{"can't", SENTI_CLASS(INABILITY)}, {"export", SENTI_CLASS(USE)}, {"evaluating", SENTI_CLASS(EXPLORE)},
		{"alternatives", SENTI_CLASS(RIVAL)}, {"renew", SENTI_CLASS(RENEW)}, {"great", SENTI_CLASS(OPENER)},
		{"thanks", SENTI_CLASS(COURTESY)}, {"asap", SENTI_CLASS(URGENCY)}, {"we", SENTI_CLASS(SELF)},
		{"your", SENTI_CLASS(VENDOR)}, {"was", SENTI_CLASS(PAST)},
	};

	for (size_t i = 0; i < sizeof(examples) / sizeof(examples[0]); i++)
	{
		const SentiEntry *entry = find_phrase(examples[i].word);

		unit_about(examples[i].word);
		if (CHECK(entry != NULL))
			CHECK((entry->classes & examples[i].class) != 0);
	}
}

static void
test_unknown(void)
{
	static const char *const unknown[] = {
		"xyzzyqux", "goo", "greatt", "gre", "thank you ", "a", "q", "\xE6\x97\xA5\xE6\x9C\xAC",
		"pneumonoultramicroscopicsilicovolcanoconiosiswithasuffix",
	};
	SentiKey	empty = {{0}, 0};
	SentiKey   *exact = malloc(sizeof(SentiKey));

	CHECK_EQ(senti_lexicon_word(lexicon, &empty), 0);
	CHECK_EQ(senti_lexicon_step(lexicon, 0, 1), 0);
	CHECK(senti_lexicon_entry(lexicon, 0) == NULL);
	CHECK_EQ(senti_lexicon_step(lexicon, find_word("great", 5), UINT32_MAX), 0);
	CHECK_EQ(senti_lexicon_step(lexicon, find_word("great", 5), 0), 0);
	for (size_t i = 0; i < sizeof(unknown) / sizeof(unknown[0]); i++)
	{
		unit_about(unknown[i]);
		CHECK(find_phrase(unknown[i]) == NULL);
	}
	/* every length up to the longest key: nothing there, and no byte beyond is read */
	for (size_t len = 1; len <= SENTI_KEY_MAX; len++)
	{
		memset(exact->bytes, 'q', len);
		exact->len = len;
		CHECK_EQ(senti_lexicon_word(lexicon, exact), 0);
	}
	free(exact);
}

/* Remember the longest finding. */
static void
keep_longest(void *arg, const SentiFinding *finding)
{
	SentiFinding *longest = arg;

	if (finding->end - finding->start > longest->end - longest->start)
		*longest = *finding;
}

/* A phrase is one term, though a word of it is a term, too. */
static void
test_longest_phrase(void)
{
	static const char *const phrases[] = {"waste of time", "thank you so much", "a complete mess"};

	for (size_t i = 0; i < sizeof(phrases) / sizeof(phrases[0]); i++)
	{
		const char *phrase = phrases[i];
		SentiFinding longest = {0};
		SentiScan	scan;

		unit_about(phrase);
		CHECK(find_phrase(phrase) != NULL);
		senti_scan_init(&scan, &(SentiScorer) {lexicon, NULL, false}, (const uint8_t *) phrase, strlen(phrase), keep_longest, &longest, NULL);
		CHECK_EQ(senti_scan_run(&scan), SENTI_DONE);
		CHECK_EQ(longest.start, 0);
		CHECK_EQ(longest.end, strlen(phrase));
		CHECK_EQ(scan.finding_count, 1);
	}
	/* a part of a phrase is none: "no longer" is, "no long" is not */
	CHECK(find_phrase("no longer") != NULL);
	CHECK(find_phrase("no longer crashes or so") == NULL);
	CHECK(find_phrase("waste of") == NULL);
}

/* "make * worse", the word's span in a text; an empty one where the gap does not reach. */
static void
test_gap(void)
{
	static const struct
	{
		const char *text;
		const char *span;
	}			cases[] = {
		{"you make the old form worse", "make the old form worse"},
		{"you make forms worse", "make forms worse"},
		{"you make the very old form worse", "worse"},	/* four words */
		{"you make not it worse", "not it worse"},	/* a negator */
		{"you make it but worse", "worse"},	/* opens a clause */
		{"you make it, worse", "worse"},
		{"you make worse", "worse"},
		{"you make it worse and worse", "make it worse"},	/* the shorter gap */
		{"MAKES X-99 worse", "MAKES X-99 worse"},	/* a form of the row, an identifier in the gap */
	};

	CHECK(senti_lexicon_gap(lexicon, 0) == 0);
	CHECK(senti_lexicon_gap(lexicon, find_word("make", 4)) != 0);
	CHECK(senti_lexicon_gap(lexicon, find_word("worse", 5)) == 0);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		const char *text = cases[i].text;
		SentiFinding longest = {0};
		SentiScan	scan;

		unit_about(text);
		senti_scan_init(&scan, &(SentiScorer) {lexicon, NULL, false}, (const uint8_t *) text, strlen(text), keep_longest, &longest, NULL);
		CHECK_EQ(senti_scan_run(&scan), SENTI_DONE);
		CHECK_EQ(longest.start, strstr(text, cases[i].span) - text);
		CHECK_EQ(longest.end - longest.start, strlen(cases[i].span));
	}
}

/* The gap's words say nothing alone, but tell what it is about. */
static void
test_gap_fill(void)
{
	static const char text[] = "you made my horrible invoices worse";
	SentiScan	scan;
	SentiResult result;

	senti_scan_init(&scan, &(SentiScorer) {lexicon, NULL, false}, (const uint8_t *) text, strlen(text), NULL, NULL, NULL);
	CHECK_EQ(senti_scan_run(&scan), SENTI_DONE);
	senti_scan_finish(&scan, &result);
	CHECK_EQ(scan.finding_count, 1);
	CHECK(result.has_topic[SENTI_TOPIC_PRICING]);
	CHECK_EQ(result.topic[SENTI_TOPIC_PRICING].label, SENTI_NEGATIVE);
}

/* Names that people see: there, short enough for their arrays, no two alike. */
static void
test_names(void)
{
	for (int i = 0; i < SENTI_CLASS_COUNT; i++)
	{
		CHECK(strlen(senti_class_name(i)) > 0 && strlen(senti_class_name(i)) < 24);
		for (int j = 0; j < i; j++)
			CHECK(strcmp(senti_class_name(i), senti_class_name(j)) != 0);
	}
	for (int i = 0; i < SENTI_REASON_COUNT; i++)
		CHECK(strlen(senti_reason_name((SentiReason) i)) > 0 && strlen(senti_reason_name((SentiReason) i)) < 32);
	CHECK(SENTI_CLASS_COUNT <= 64);
	CHECK_STR(senti_class_name(SENTI_BIT_NEGATOR), "negator");
	CHECK_STR(senti_topic_name(SENTI_TOPIC_PRICING), "pricing");
	CHECK_STR(senti_topic_name(SENTI_TOPIC_NONE), "-");
	CHECK_STR(senti_emotion_name(SENTI_EMOTION_GRATITUDE), "gratitude");
}

static void
test_names_back(void)
{
	uint64_t	classes;
	size_t		unknown;
	SentiTopic	topic;
	SentiEmotion emotion;

	CHECK(senti_classes_parse("wait,failure", 12, &classes, &unknown));
	CHECK_HEX(classes, SENTI_CLASS(WAIT) | SENTI_CLASS(FAILURE));
	CHECK(senti_classes_parse("-", 1, &classes, &unknown));
	CHECK_HEX(classes, 0);
	CHECK(senti_classes_parse("", 0, &classes, &unknown));
	CHECK_HEX(classes, 0);
	CHECK(!senti_classes_parse("wait,fail", 9, &classes, &unknown));
	CHECK_EQ(unknown, 5);
	CHECK(!senti_classes_parse("wait,", 5, &classes, &unknown));
	CHECK(!senti_classes_parse("wait, failure", 13, &classes, &unknown));
	CHECK(senti_topic_find("pricing", 7, &topic) && topic == SENTI_TOPIC_PRICING);
	CHECK(!senti_topic_find("pricin", 6, &topic));
	CHECK(senti_emotion_find("-", 1, &emotion) && emotion == SENTI_EMOTION_NONE);
	CHECK(!senti_emotion_find("", 0, &emotion));
}

const UnitTest lexicon_tests[] = {
	{"every word is found by its own folded key", test_words},
	{"codes of numbers stand together", test_quantity_codes},
	{"every class, topic and emotion is there, all in range", test_contents},
	{"the examples of the lexicon's README have their class", test_examples},
	{"what is unknown is not found", test_unknown},
	{"the longest phrase wins", test_longest_phrase},
	{"a gap takes one to three words of a clause", test_gap},
	{"the words in a gap belong to the term", test_gap_fill},
	{"names of classes, topics, emotions, reasons", test_names},
	{"and back from names", test_names_back},
	{NULL, NULL}
};
