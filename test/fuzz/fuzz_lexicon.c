/*
 * fuzz_lexicon.c - any terms of a site, mostly over an empty lexicon, which is built faster
 *
 * Each line is a term: its first byte says what the term says, the others are
 * the term.  What is accepted is found by itself and by the walk; the lines are
 * then scored as a text.
 */
#include "fuzz.h"
#include "senti_extend.h"
#include "senti_inflect.h"
#include "senti_score.h"
#include "senti_walk.h"

#define TERMS_MAX 32

static const uint64_t no_filter[(1 << SENTI_FILTER_BITS) / 64];
static const SentiSlot no_slots[1];
static const SentiNode no_nodes[1];
static const SentiEdge no_edges[1];
static const SentiEntry no_entries[1];
static const SentiLexicon empty = {
	.filter = no_filter, .slots = no_slots, .keys = (const uint8_t *) "", .nodes = no_nodes, .edges = no_edges,
	.entries = no_entries, .version = "empty", .node_count = 1, .entry_count = 1
};

typedef struct Site
{
	SentiSiteTerm terms[TERMS_MAX];
	uint8_t		texts[TERMS_MAX][SENTI_TERM_BYTES_MAX];
	size_t		count;
} Site;

/* As table lexicon takes a row: folded, its forms checked, no two alike. */
static void
add_term(Site *site, uint8_t what, const uint8_t *text, size_t len)
{
	SentiSiteTerm *term = &site->terms[site->count];
	uint8_t    *folded = site->texts[site->count];

	memset(term, 0, sizeof(*term));
	term->inflect = (SentiInflect) ((what & 7) % SENTI_INFLECT_COUNT);
	term->is_removed = what >> 3 & 1;
	term->entry.valence_mille = (int16_t) (((what >> 4) - 8) * 500);
	term->text = folded;
	if (senti_term_fold(text, len, folded, &term->len) != SENTI_TERM_OK ||
		senti_forms_check(folded, term->len, term->inflect) != SENTI_TERM_OK)
		return;
	for (size_t i = 0; i < site->count; i++)
		if (site->terms[i].len == term->len && memcmp(site->texts[i], folded, term->len) == 0)
			return;
	site->count++;
}

static const SentiEntry *
find_entry(const SentiLexicon *lexicon, const SentiSiteTerm *term)
{
	SentiTermWords words;
	uint32_t	node;

	MUST(senti_term_cut(term->text, term->len, &words) == SENTI_TERM_OK);
	node = senti_lexicon_word(lexicon, &words.keys[0]);
	for (int i = 1; i < words.count && node != 0; i++)
	{
		uint32_t	word = words.keys[i].len ? senti_lexicon_word(lexicon, &words.keys[i]) : 0;

		node = words.keys[i].len == 0 ? senti_lexicon_gap(lexicon, node) : word ? senti_lexicon_step(lexicon, node, word) : 0;
	}
	return senti_lexicon_entry(lexicon, node);
}

static void
count_site_term(void *arg, const uint8_t *term, size_t len, const SentiEntry *entry)
{
	MUST(len > 0 && len <= SENTI_TERM_BYTES_MAX);
	*(size_t *) arg += entry->is_site;
}

static void
check_terms(const SentiLexicon *lexicon, const Site *site)
{
	uint32_t   *slot_of_word = malloc(sizeof(uint32_t) * lexicon->node_count);
	size_t		kept = 0;
	size_t		visited = 0;

	for (size_t i = 0; i < site->count; i++)
	{
		const SentiEntry *entry = find_entry(lexicon, &site->terms[i]);

		if (site->terms[i].is_removed)
			MUST(!entry || (!entry->is_site && entry->classes == 0 && entry->valence_mille == 0));
		else
			MUST(entry && entry->is_site && entry->valence_mille == site->terms[i].entry.valence_mille);
		kept += !site->terms[i].is_removed;
	}
	senti_lexicon_walk(lexicon, slot_of_word, count_site_term, &visited);
	MUST(visited >= kept);
	free(slot_of_word);
}

static void
check_scan(const SentiLexicon *lexicon, const uint8_t *text, size_t len)
{
	SentiScan	scan;
	SentiResult result;

	senti_scan_init(&scan, &(SentiScorer) {lexicon, NULL, false}, text, len, NULL, NULL, NULL);
	MUST(senti_scan_run(&scan) == SENTI_DONE);
	senti_scan_finish(&scan, &result);
	MUST(result.whole.score_e4 >= -SENTI_SCORE_ONE && result.whole.score_e4 <= SENTI_SCORE_ONE);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static Site site;
	const SentiLexicon *base;
	const SentiLexicon *lexicon;

	site.count = 0;
	for (size_t from = 0, to; from < size && site.count < TERMS_MAX; from = to + 1)
	{
		for (to = from; to < size && data[to] != '\n';)
			to++;
		if (to > from)
			add_term(&site, data[from], data + from + 1, to - from - 1);
	}
	base = size % 16 ? &empty : &senti_lexicon_builtin;
	lexicon = senti_extend(base, site.terms, site.count, malloc(senti_extend_size(base, site.terms, site.count)));
	check_terms(lexicon, &site);
	check_scan(lexicon, data, size);
	free((void *) lexicon);
	return 0;
}
