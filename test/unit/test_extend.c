/*
 * test_extend.c - a lexicon with terms laid over it, against a naive model
 *
 * The model is a list of terms as text, each with what it says; laying a term
 * over it replaces, adds or removes an item.  It shares nothing with the tables
 * but the rules of spelling.
 */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "senti_extend.h"
#include "senti_inflect.h"
#include "senti_walk.h"

#define TEXT_MAX 400

typedef struct Item
{
	char		text[TEXT_MAX];
	SentiEntry	entry;
	int			rank;			/* 0: of the base, 1: a form of a term, 2: a term */
	bool		is_removed;
} Item;

typedef struct Model
{
	Item	   *items;
	size_t		count;
	size_t		size;
} Model;

static void
append(Model *model, const char *text, const SentiEntry *entry, int rank, bool is_removed)
{
	Item	   *item;

	if (model->count == model->size)
	{
		model->size = model->size ? 2 * model->size : 64;
		model->items = realloc(model->items, sizeof(Item) * model->size);
	}
	item = &model->items[model->count++];
	memset(item, 0, sizeof(*item));
	strcpy(item->text, text);
	item->entry = *entry;
	item->rank = rank;
	item->is_removed = is_removed;
}

static int
compare_said(const Item *a, const Item *b)
{
	if (a->is_removed != b->is_removed)
		return a->is_removed - b->is_removed;
	if (a->entry.valence_mille != b->entry.valence_mille)
		return a->entry.valence_mille - b->entry.valence_mille;
	if (a->entry.classes != b->entry.classes)
		return a->entry.classes < b->entry.classes ? -1 : 1;
	if (a->entry.topic != b->entry.topic)
		return a->entry.topic - b->entry.topic;
	return a->entry.emotion - b->entry.emotion;
}

/* By text, and the one that counts first: a term, a form, the base. */
static int
compare_items(const void *a, const void *b)
{
	const Item *x = a;
	const Item *y = b;
	int			order = strcmp(x->text, y->text);

	if (order == 0)
		order = y->rank - x->rank;
	return order ? order : compare_said(x, y);
}

/* Keep what counts. */
static void
settle(Model *model)
{
	size_t		kept = 0;

	if (model->count == 0)
		return;
	qsort(model->items, model->count, sizeof(Item), compare_items);
	for (size_t i = 0, end; i < model->count; i = end)
	{
		for (end = i + 1; end < model->count && strcmp(model->items[end].text, model->items[i].text) == 0;)
			end++;
		/* a word that is removed is still a word of its language */
		if (model->items[i].is_removed && model->items[end - 1].rank == 0 && model->items[end - 1].entry.language)
		{
			model->items[i].is_removed = false;
			model->items[i].entry = (SentiEntry) {.language = model->items[end - 1].entry.language};
		}
		if (!model->items[i].is_removed)
			model->items[kept++] = model->items[i];
	}
	model->count = kept;
}

static void
lay_over(Model *model, const SentiSiteTerm *term)
{
	char		text[TEXT_MAX];
	SentiEntry	entry = term->entry;

	entry.is_site = 1;
	memcpy(text, term->text, term->len);
	text[term->len] = '\0';
	append(model, text, &entry, 2, term->is_removed);
	for (int n = 0; n < senti_form_count(term->inflect); n++)
	{
		text[senti_form(term->text, term->len, term->inflect, n, (uint8_t *) text)] = '\0';
		append(model, text, &entry, 1, term->is_removed);
	}
}

/* ---- the tables, read back as text ---- */

typedef struct Reader
{
	const SentiLexicon *lexicon;
	const SentiSlot **slot_of;	/* by word */
	Model	   *model;
} Reader;

static void
read_node(const Reader *reader, uint32_t node, const char *text, int depth)
{
	const SentiNode *from = &reader->lexicon->nodes[node];
	const SentiEntry *entry = senti_lexicon_entry(reader->lexicon, node);

	CHECK(node < reader->lexicon->node_count && depth <= SENTI_TERM_WORDS_MAX);
	if (entry)
		append(reader->model, text, entry, 0, false);
	for (uint32_t i = 0; i < from->edge_count; i++)
	{
		const SentiEdge *edge = &reader->lexicon->edges[from->first_edge + i];
		char		longer[TEXT_MAX];

		CHECK(i == 0 || edge->word > edge[-1].word);
		CHECK(from->first_edge + i < reader->lexicon->edge_count);
		if (edge->word == SENTI_GAP)
		{
			CHECK_EQ(senti_lexicon_gap(reader->lexicon, node), edge->node);
			CHECK_EQ(from->has_gap, 1);
			snprintf(longer, sizeof(longer), "%s *", text);
		}
		else
			snprintf(longer, sizeof(longer), "%s %.*s", text, reader->slot_of[edge->word]->key_len,
					 (const char *) reader->lexicon->keys + reader->slot_of[edge->word]->key_offset);
		CHECK_EQ(senti_lexicon_step(reader->lexicon, node, edge->word), edge->node);
		read_node(reader, edge->node, longer, depth + 1);
	}
}

static void
read_lexicon(const SentiLexicon *lexicon, Model *model)
{
	Reader		reader = {lexicon, calloc(lexicon->node_count, sizeof(SentiSlot *)), model};

	for (uint32_t i = 0; i <= lexicon->slot_mask; i++)
	{
		const SentiSlot *slot = &lexicon->slots[i];
		SentiKey	key;

		if (slot->key_len == 0)
			continue;
		reader.slot_of[slot->word] = slot;
		senti_fold_word(lexicon->keys + slot->key_offset, slot->key_len, 0, &key);
		CHECK_EQ(senti_lexicon_word(lexicon, &key), slot->word);
		CHECK(lexicon->nodes[slot->word].is_doubtful || !(senti_key_has_run(&key) ||
			  lexicon->entries[lexicon->nodes[slot->word].entry].language == SENTI_WORD_FOREIGN));
	}
	for (uint32_t i = 0; i <= lexicon->slot_mask; i++)
	{
		const SentiSlot *slot = &lexicon->slots[i];
		char		text[SENTI_KEY_MAX + 1];

		if (slot->key_len == 0)
			continue;
		memcpy(text, lexicon->keys + slot->key_offset, slot->key_len);
		text[slot->key_len] = '\0';
		read_node(&reader, slot->word, text, 1);
	}
	free(reader.slot_of);
	settle(model);
}

/* ---- lexicons ---- */

/* Without any word. */
static const SentiLexicon *
empty_lexicon(void)
{
	static const uint64_t filter[(1 << SENTI_FILTER_BITS) / 64];
	static const SentiSlot slots[1];
	static const SentiNode nodes[1];
	static const SentiEntry entries[1];
	static const SentiLexicon empty = {
		.filter = filter, .slots = slots, .keys = (const uint8_t *) "", .nodes = nodes,
		.edges = (const SentiEdge *) nodes, .entries = entries, .version = "empty", .node_count = 1, .entry_count = 1
	};

	return &empty;
}

/* The result, in a block of exactly the size that was promised; for free(). */
static const SentiLexicon *
extend(const SentiLexicon *base, const SentiSiteTerm *terms, size_t count)
{
	return senti_extend(base, terms, count, malloc(senti_extend_size(base, terms, count)));
}

static void
check_extension(const SentiLexicon *base, const SentiSiteTerm *terms, size_t count)
{
	const SentiLexicon *extended = extend(base, terms, count);
	Model		expected = {0};
	Model		actual = {0};

	read_lexicon(base, &expected);
	for (size_t i = 0; i < count; i++)
		lay_over(&expected, &terms[i]);
	settle(&expected);
	read_lexicon(extended, &actual);
	CHECK_EQ(actual.count, expected.count);
	CHECK_EQ(extended->term_count, expected.count);
	for (size_t i = 0; i < actual.count && i < expected.count; i++)
	{
		unit_about(expected.items[i].text);
		CHECK_STR(actual.items[i].text, expected.items[i].text);
		CHECK(compare_said(&actual.items[i], &expected.items[i]) == 0);
		CHECK_EQ(actual.items[i].entry.is_site, expected.items[i].entry.is_site);
		CHECK_EQ(actual.items[i].entry.language, expected.items[i].entry.language);
	}
	unit_about(NULL);
	free(expected.items);
	free(actual.items);
	free((void *) extended);
}

static void
append_visited(void *arg, const uint8_t *term, size_t len, const SentiEntry *entry)
{
	char		text[TEXT_MAX];

	memcpy(text, term, len);
	text[len] = '\0';
	append(arg, text, entry, 0, false);
}

/* The walk visits what the tables hold, but for words of which only the language is known. */
static void
test_walk(void)
{
	const SentiLexicon *lexicon = &senti_lexicon_builtin;
	uint32_t   *slot_of_word = malloc(sizeof(uint32_t) * lexicon->node_count);
	Model		expected = {0};
	Model		actual = {0};
	size_t		other = 0;

	read_lexicon(lexicon, &expected);
	senti_lexicon_walk(lexicon, slot_of_word, append_visited, &actual);
	settle(&actual);
	for (size_t i = 0, found = 0; i < expected.count; i++)
	{
		unit_about(expected.items[i].text);
		if (found < actual.count && strcmp(actual.items[found].text, expected.items[i].text) == 0)
			CHECK(compare_said(&actual.items[found++], &expected.items[i]) == 0);
		else
		{
			other++;
			CHECK(expected.items[i].entry.language != SENTI_WORD_ANY && expected.items[i].entry.valence_mille == 0 &&
				  expected.items[i].entry.classes == 0);
		}
	}
	unit_about(NULL);
	CHECK_EQ(actual.count + other, expected.count);
	CHECK(actual.count > 1000 && other > 100);
	free(actual.items);
	free(expected.items);
	free(slot_of_word);
}

/* ---- random terms ---- */

#define TERMS_MAX 24

typedef struct Site
{
	SentiSiteTerm terms[TERMS_MAX];
	char		texts[TERMS_MAX][TEXT_MAX];
	size_t		count;
} Site;

static bool
has_text(const Site *site, const char *text)
{
	for (size_t i = 0; i < site->count; i++)
		if (strcmp(site->texts[i], text) == 0)
			return true;
	return false;
}

/* Few words, so that terms and forms meet: each other's, and those of the lexicon. */
static void
random_text(uint64_t *state, char *out)
{
	static const char *const vocabulary[] = {
		"slow", "slows", "slowed", "crash", "crashes", "not", "working", "very", "waste", "of", "time", "severe",
		"orion", "make", "worse", "no", "longer", "q", "\xC3\xB8", ":)"
	};
	int			words = (int) unit_between(state, 1, unit_between(state, 0, 3) ? 2 : SENTI_TERM_WORDS_MAX);
	int			gap = words > 2 && unit_between(state, 0, 2) == 0 ? (int) unit_between(state, 1, words - 2) : 0;

	out[0] = '\0';
	for (int w = 0; w < words; w++)
	{
		if (w > 0)
			strcat(out, " ");
		strcat(out, gap && w == gap ? "*" :
			   vocabulary[unit_between(state, 0, (int64_t) (sizeof(vocabulary) / sizeof(vocabulary[0])) - 1)]);
	}
}

static void
random_site(uint64_t *state, Site *site)
{
	size_t		wanted = (size_t) unit_between(state, 0, TERMS_MAX);

	site->count = 0;
	while (site->count < wanted)
	{
		char	   *text = site->texts[site->count];
		SentiSiteTerm *term = &site->terms[site->count];
		SentiTermWords words;

		random_text(state, text);
		if (has_text(site, text))
		{
			wanted--;
			continue;
		}
		memset(term, 0, sizeof(*term));
		term->text = (const uint8_t *) text;
		term->len = strlen(text);
		CHECK_EQ(senti_term_cut(term->text, term->len, &words), SENTI_TERM_OK);
		term->is_removed = unit_between(state, 0, 3) == 0;
		if (strpbrk(text, ":\xC3") == NULL)	/* letters only */
			term->inflect = (SentiInflect) unit_between(state, 0, SENTI_INFLECT_COUNT - 1);
		term->entry.valence_mille = (int16_t) unit_between(state, -2, 2);
		term->entry.classes = UINT64_C(1) << unit_between(state, 0, 2);
		term->entry.topic = (uint8_t) unit_between(state, 0, SENTI_TOPIC_COUNT - 1);
		term->entry.emotion = (uint8_t) unit_between(state, 0, SENTI_EMOTION_COUNT - 1);
		site->count++;
	}
}

static void
test_random_over_small(void)
{
	uint64_t	state = 1;

	for (int round = 0; round < 400; round++)
	{
		const SentiLexicon *small;
		Site		first;
		Site		second;

		random_site(&state, &first);
		random_site(&state, &second);
		check_extension(empty_lexicon(), first.terms, first.count);
		small = extend(empty_lexicon(), first.terms, first.count);
		check_extension(small, second.terms, second.count);
		free((void *) small);
	}
}

static void
test_random_over_builtin(void)
{
	uint64_t	state = 2;

	for (int round = 0; round < 4; round++)
	{
		Site		site;

		random_site(&state, &site);
		check_extension(&senti_lexicon_builtin, site.terms, site.count);
	}
}

/* Nothing laid over: the same terms. */
static void
test_nothing(void)
{
	check_extension(&senti_lexicon_builtin, NULL, 0);
	check_extension(empty_lexicon(), NULL, 0);
}

/* Version and scores do not depend on the order of the terms, but on all that they say. */
static void
test_version(void)
{
	uint64_t	state = 3;

	for (int round = 0; round < 50; round++)
	{
		Site		site;
		const SentiLexicon *a;
		const SentiLexicon *b;
		SentiSiteTerm first;

		random_site(&state, &site);
		if (site.count < 2)
			continue;
		a = extend(empty_lexicon(), site.terms, site.count);
		CHECK(strncmp(a->version, "empty+", 6) == 0);
		CHECK_EQ(strlen(a->version), 14);
		first = site.terms[0];
		memmove(site.terms, site.terms + 1, sizeof(first) * (site.count - 1));
		site.terms[site.count - 1] = first;
		b = extend(empty_lexicon(), site.terms, site.count);
		CHECK_STR(a->version, b->version);
		free((void *) b);
		site.terms[0].inflect = site.terms[0].inflect ? SENTI_INFLECT_NONE : SENTI_INFLECT_NOUN;
		b = extend(empty_lexicon(), site.terms, site.count);
		CHECK(strcmp(a->version, b->version) != 0);
		free((void *) b);
		b = extend(empty_lexicon(), site.terms, site.count - 1);
		CHECK(strcmp(a->version, b->version) != 0);
		free((void *) b);
		free((void *) a);
	}
}

static int32_t
score_with(const SentiLexicon *lexicon, const char *text)
{
	SentiScan	scan;
	SentiResult result;

	senti_scan_init(&scan, &(SentiScorer) {lexicon, NULL, false}, (const uint8_t *) text, strlen(text), NULL, NULL, NULL);
	CHECK_EQ(senti_scan_run(&scan), SENTI_DONE);
	senti_scan_finish(&scan, &result);
	return result.whole.score_e4;
}

/* What a site wants from it. */
static void
test_scores(void)
{
	static const SentiSiteTerm terms[] = {
		{.text = (const uint8_t *) "moonbeam", .len = 8, .inflect = SENTI_INFLECT_NOUN, .entry = {.valence_mille = -2400}},
		{.text = (const uint8_t *) "terrible", .len = 8, .is_removed = true},
		{.text = (const uint8_t *) "horrible", .len = 8, .entry = {.valence_mille = 2000}},
		{.text = (const uint8_t *) "left * in production", .len = 20, .entry = {.valence_mille = -2000}},
	};
	const SentiLexicon *site = extend(&senti_lexicon_builtin, terms, sizeof(terms) / sizeof(terms[0]));

	CHECK(score_with(site, "We had two Moonbeams.") < 0);
	CHECK_EQ(score_with(&senti_lexicon_builtin, "We had two Moonbeams."), 0);
	CHECK_EQ(score_with(site, "It is terrible."), 0);
	CHECK(score_with(&senti_lexicon_builtin, "It is terrible.") < 0);
	CHECK(score_with(site, "It is horrible.") > 0);
	CHECK(score_with(site, "They left a debug menu in production.") < 0);
	CHECK_EQ(score_with(site, "It crashes twice a day."), score_with(&senti_lexicon_builtin, "It crashes twice a day."));
	free((void *) site);
}

/* As many terms as a site may have, all behind one word: nothing overflows. */
static void
test_largest(void)
{
	SentiSiteTerm *terms = calloc(SENTI_SITE_TERMS_MAX, sizeof(SentiSiteTerm));
	char		(*texts)[16] = malloc(SENTI_SITE_TERMS_MAX * sizeof(*texts));
	const SentiLexicon *site;
	SentiKey	key;
	uint32_t	node;

	for (size_t i = 0; i < SENTI_SITE_TERMS_MAX; i++)
	{
		terms[i].len = (size_t) sprintf(texts[i], "the %c%c%c%cq", 'a' + (int) (i % 26), 'a' + (int) (i / 26 % 26),
										'a' + (int) (i / 676 % 26), 'a' + (int) (i / 17576));
		terms[i].text = (const uint8_t *) texts[i];
		terms[i].inflect = SENTI_INFLECT_NOUN;
		terms[i].entry.valence_mille = (int16_t) (i % 4000);
	}
	site = extend(&senti_lexicon_builtin, terms, SENTI_SITE_TERMS_MAX);
	senti_fold_word((const uint8_t *) "the", 3, 0, &key);
	node = senti_lexicon_word(site, &key);
	CHECK(site->nodes[node].edge_count >= 2 * SENTI_SITE_TERMS_MAX * 9 / 10);
	for (size_t i = 0; i < SENTI_SITE_TERMS_MAX; i += 997)
	{
		const SentiEntry *entry;

		unit_about(texts[i]);
		senti_fold_word((const uint8_t *) texts[i] + 4, terms[i].len - 4, 0, &key);
		entry = senti_lexicon_entry(site, senti_lexicon_step(site, node, senti_lexicon_word(site, &key)));
		if (CHECK(entry != NULL))
			CHECK_EQ(entry->valence_mille, i % 4000);
	}
	unit_about(NULL);
	free((void *) site);
	free(texts);
	free(terms);
}

const UnitTest extend_tests[] = {
	{"nothing laid over changes nothing", test_nothing},
	{"random terms over a small lexicon, as the naive model has it", test_random_over_small},
	{"random terms over the built-in lexicon", test_random_over_builtin},
	{"a walk visits every term", test_walk},
	{"the version names the content, not its order", test_version},
	{"a site adds, replaces and removes", test_scores},
	{"as many terms as may be", test_largest},
	{NULL, NULL}
};
