/*
 * senti_extend.c - a lexicon with a site's own terms laid over it
 */
#include "senti_extend.h"

#include <string.h>

#include "senti_inflect.h"

#define VERSION_BYTES 40
#define LANGUAGES (SENTI_WORD_FOREIGN + 1)

/* A term, or a form of one, as the words of the trie. */
typedef struct Form
{
	uint32_t	words[SENTI_TERM_WORDS_MAX];
	uint32_t	term;			/* index of its term */
	uint8_t		word_count;
	bool		is_generated;
} Form;

/* Upper bounds of what the terms add. */
typedef struct Addition
{
	size_t		forms;
	size_t		words;			/* of all forms */
	size_t		key_bytes;
} Addition;

/* The lexicon while it is built; the tables that can be written are those of out. */
typedef struct Build
{
	SentiLexicon *out;
	const SentiSiteTerm *terms;
	uint64_t   *filter;
	SentiSlot  *slots;
	uint8_t    *keys;
	SentiNode  *nodes;
	SentiEdge  *edges;
	SentiEntry *entries;
	Form	   *forms;
	size_t		form_count;
	uint32_t	first_entry;	/* that of the first term; the others follow */
	char	   *version;
} Build;

/* The words of form n of a term, n = 0 being the term itself; false when it has none. */
static bool
cut_form(const SentiSiteTerm *term, int n, SentiTermWords *words)
{
	uint8_t		form[SENTI_FORM_BYTES_MAX];

	if (n == 0)
		return senti_term_cut(term->text, term->len, words) == SENTI_TERM_OK;
	return senti_term_cut(form, senti_form(term->text, term->len, term->inflect, n - 1, form), words) == SENTI_TERM_OK;
}

static void
measure(const SentiSiteTerm *terms, size_t count, Addition *addition)
{
	memset(addition, 0, sizeof(*addition));
	for (size_t i = 0; i < count; i++)
		for (int n = 0; n <= senti_form_count(terms[i].inflect); n++)
		{
			SentiTermWords words;

			if (!cut_form(&terms[i], n, &words))
				continue;
			addition->forms++;
			addition->words += (size_t) words.count;
			for (int w = 0; w < words.count; w++)
				addition->key_bytes += SENTI_KEY_ROOM(words.keys[w].len);
		}
}

/* At most half of the slots are taken, as in the built-in table. */
static uint32_t
slot_count_for(const SentiLexicon *base, const Addition *addition)
{
	uint32_t	words = 0;
	uint32_t	slots = base->slot_mask + 1;

	for (uint32_t i = 0; i <= base->slot_mask; i++)
		words += base->slots[i].key_len > 0;
	while (slots < 2 * (words + addition->words))
		slots *= 2;
	return slots;
}

/* The next part of the block; with block NULL only the size counts. */
static void *
carve(void *block, size_t *size, size_t item_bytes, size_t count)
{
	void	   *part = block ? (uint8_t *) block + *size : NULL;

	*size += (item_bytes * count + 7) & ~(size_t) 7;
	return part;
}

static size_t
lay_out(const SentiLexicon *base, const Addition *addition, size_t term_count, void *block, Build *build)
{
	size_t		size = 0;

	build->out = carve(block, &size, sizeof(SentiLexicon), 1);
	build->filter = carve(block, &size, sizeof(uint64_t), (size_t) 1 << (SENTI_FILTER_BITS - 6));
	build->slots = carve(block, &size, sizeof(SentiSlot), slot_count_for(base, addition));
	build->keys = carve(block, &size, 1, base->key_bytes + addition->key_bytes);
	/* a new word is a node, and so is each step of a new term */
	build->nodes = carve(block, &size, sizeof(SentiNode), base->node_count + 2 * addition->words);
	/* each node's edges are written again at most once */
	build->edges = carve(block, &size, sizeof(SentiEdge), 2 * (size_t) base->edge_count + addition->words);
	build->entries = carve(block, &size, sizeof(SentiEntry), base->entry_count + term_count + LANGUAGES);
	build->forms = carve(block, &size, sizeof(Form), addition->forms);
	build->version = carve(block, &size, 1, VERSION_BYTES);
	return size;
}

size_t
senti_extend_size(const SentiLexicon *base, const SentiSiteTerm *terms, size_t count)
{
	Addition	addition;
	Build		build;

	measure(terms, count, &addition);
	return lay_out(base, &addition, count, NULL, &build);
}

/* ---- words ---- */

static void
add_slot(Build *build, const SentiSlot *slot, const SentiKey *key)
{
	uint32_t	i = senti_first_slot(build->out, key);

	while (build->slots[i].key_len > 0)
		i = (i + 1) & build->out->slot_mask;
	build->slots[i] = *slot;
}

static void
copy_base(Build *build, const SentiLexicon *base, const Addition *addition)
{
	SentiLexicon *out = build->out;

	*out = *base;
	out->filter = build->filter;
	out->slots = build->slots;
	out->keys = build->keys;
	out->nodes = build->nodes;
	out->edges = build->edges;
	out->entries = build->entries;
	out->slot_mask = slot_count_for(base, addition) - 1;
	memcpy(build->filter, base->filter, sizeof(uint64_t) << (SENTI_FILTER_BITS - 6));
	memcpy(build->keys, base->keys, base->key_bytes);
	memcpy(build->nodes, base->nodes, sizeof(SentiNode) * base->node_count);
	memcpy(build->edges, base->edges, sizeof(SentiEdge) * base->edge_count);
	memcpy(build->entries, base->entries, sizeof(SentiEntry) * base->entry_count);
	memset(build->slots, 0, sizeof(SentiSlot) * ((size_t) out->slot_mask + 1));
	for (uint32_t i = 0; i <= base->slot_mask; i++)
	{
		const SentiSlot *slot = &base->slots[i];
		SentiKey	key = {.len = slot->key_len};

		memcpy(key.bytes, base->keys + slot->key_offset, SENTI_KEY_ROOM(key.len));
		if (key.len > 0)
			add_slot(build, slot, &key);
	}
}

static uint32_t
add_node(Build *build)
{
	memset(&build->nodes[build->out->node_count], 0, sizeof(SentiNode));
	return build->out->node_count++;
}

/* The id of a word, which is new when it has none. */
static uint32_t
add_word(Build *build, const SentiKey *key)
{
	SentiLexicon *out = build->out;
	uint32_t	word = senti_lexicon_word(out, key);

	if (word != 0)
		return word;
	word = add_node(build);
	build->nodes[word].is_doubtful = senti_key_has_run(key);
	add_slot(build, &(SentiSlot) {
		.head = senti_chunk_load(key->bytes), .word = word, .key_offset = out->key_bytes, .key_len = (uint32_t) key->len
	}, key);
	memcpy(build->keys + out->key_bytes, key->bytes, SENTI_KEY_ROOM(key->len));
	out->key_bytes += (uint32_t) SENTI_KEY_ROOM(key->len);
	return word;
}

/* ---- forms ---- */

static void
add_form(Build *build, size_t term, int n, const SentiTermWords *words)
{
	Form	   *form = &build->forms[build->form_count];

	for (int w = 0; w < words->count; w++)
	{
		const SentiKey *key = &words->keys[w];

		if (key->len == 0)
			form->words[w] = SENTI_GAP;
		else if (!build->terms[term].is_removed)
			form->words[w] = add_word(build, key);
		else if ((form->words[w] = senti_lexicon_word(build->out, key)) == 0)
			return;				/* nothing to remove */
	}
	form->word_count = (uint8_t) words->count;
	form->term = (uint32_t) term;
	form->is_generated = n > 0;
	build->form_count++;
}

/* Add the forms of all terms that are removed, or of all others. */
static void
add_forms(Build *build, size_t count, bool is_removed)
{
	for (size_t i = 0; i < count; i++)
		for (int n = 0; build->terms[i].is_removed == is_removed && n <= senti_form_count(build->terms[i].inflect); n++)
		{
			SentiTermWords words;

			if (cut_form(&build->terms[i], n, &words))
				add_form(build, i, n, &words);
		}
}

static int
compare_entries(const SentiSiteTerm *a, const SentiSiteTerm *b)
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

/* By words; of the same words the one that counts comes first. */
static int
compare_forms(const Build *build, const Form *a, const Form *b)
{
	for (int i = 0; i < a->word_count && i < b->word_count; i++)
		if (a->words[i] != b->words[i])
			return a->words[i] < b->words[i] ? -1 : 1;
	if (a->word_count != b->word_count)
		return a->word_count - b->word_count;
	if (a->is_generated != b->is_generated)
		return a->is_generated - b->is_generated;
	return compare_entries(&build->terms[a->term], &build->terms[b->term]);
}

static void
sift_down(Build *build, size_t root, size_t count)
{
	Form	   *forms = build->forms;
	Form		moved = forms[root];

	for (size_t child; (child = 2 * root + 1) < count; root = child)
	{
		if (child + 1 < count && compare_forms(build, &forms[child], &forms[child + 1]) < 0)
			child++;
		if (compare_forms(build, &moved, &forms[child]) >= 0)
			break;
		forms[root] = forms[child];
	}
	forms[root] = moved;
}

/* Heapsort: in place, and n log n in any order. */
static void
sort_forms(Build *build)
{
	for (size_t root = build->form_count / 2; root-- > 0;)
		sift_down(build, root, build->form_count);
	for (size_t last = build->form_count; last-- > 1;)
	{
		Form		largest = build->forms[0];

		build->forms[0] = build->forms[last];
		build->forms[last] = largest;
		sift_down(build, 0, last);
	}
}

/* Of forms of the same words the first stays. */
static void
drop_duplicates(Build *build)
{
	size_t		kept = 0;

	for (size_t i = 0; i < build->form_count; i++)
	{
		const Form *last = &build->forms[kept - (kept > 0)];
		const Form *form = &build->forms[i];

		if (kept == 0 || last->word_count != form->word_count ||
			memcmp(last->words, form->words, sizeof(form->words[0]) * form->word_count) != 0)
			build->forms[kept++] = *form;
	}
	build->form_count = kept;
}

/* ---- the trie ---- */

static void
add_entries(Build *build, size_t count)
{
	for (size_t i = 0; i < count; i++)
	{
		SentiEntry *entry = &build->entries[build->out->entry_count++];

		*entry = build->terms[i].entry;
		entry->is_site = entry->speaks = 1;
	}
	for (int language = SENTI_WORD_ANY; language <= SENTI_WORD_FOREIGN; language++)
		build->entries[build->out->entry_count++] = (SentiEntry) {.language = (uint8_t) language};
}

/* The entry of a node without its term: a word's language stays known. */
static uint32_t
entry_without_term(const Build *build, uint32_t node)
{
	uint8_t		language = build->entries[build->nodes[node].entry].language;

	return language == SENTI_WORD_ANY ? 0 : build->out->entry_count - 1 - (uint32_t) (SENTI_WORD_FOREIGN - language);
}

static void
set_entry(Build *build, uint32_t node, uint32_t term)
{
	uint32_t	entry = build->terms[term].is_removed ? entry_without_term(build, node) : build->first_entry + term;

	build->out->term_count -= build->nodes[node].entry != 0;
	build->out->term_count += entry != 0;
	build->nodes[node].entry = (uint16_t) entry;
}

/* First of the forms [from, to) whose word at depth is another one than that of from. */
static size_t
group_end(const Build *build, size_t from, size_t to, int depth)
{
	size_t		end = from + 1;

	while (end < to && build->forms[end].words[depth] == build->forms[from].words[depth])
		end++;
	return end;
}

static bool
adds_something(const Build *build, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (!build->terms[build->forms[i].term].is_removed)
			return true;
	return false;
}

/* Write the edges of a node again, those of new words among them. */
static void
add_edges(Build *build, uint32_t node, size_t from, size_t to, int depth)
{
	SentiNode  *parent = &build->nodes[node];
	const SentiEdge *old = &build->edges[parent->first_edge];
	const SentiEdge *old_end = old + parent->edge_count;
	uint32_t	first = build->out->edge_count;
	SentiEdge  *edge = &build->edges[first];
	bool		is_new = false;

	for (size_t i = from, end; i < to; i = end)
	{
		uint32_t	word = build->forms[i].words[depth];
		uint32_t	bit = senti_edge_bit(node, word);

		end = group_end(build, i, to, depth);
		while (old < old_end && old->word < word)
			*edge++ = *old++;
		if ((old < old_end && old->word == word) || !adds_something(build, i, end))
			continue;
		edge->word = word;
		edge->node = add_node(build);
		edge++;
		build->filter[bit >> 6] |= UINT64_C(1) << (bit & 63);
		is_new = true;
	}
	if (!is_new)
		return;
	while (old < old_end)
		*edge++ = *old++;
	parent->first_edge = first & UINT32_C(0x3FFFFFFF);
	parent->has_gap = edge[-1].word == SENTI_GAP;
	parent->edge_count = (uint16_t) (edge - &build->edges[first]);
	build->out->edge_count += parent->edge_count;
}

/* Lay the forms [from, to), which share their first depth words, over the trie from a node on. */
static void
merge_forms(Build *build, uint32_t node, size_t from, size_t to, int depth)
{
	if (build->forms[from].word_count == depth)
		set_entry(build, node, build->forms[from++].term);
	if (from == to)
		return;
	add_edges(build, node, from, to, depth);
	for (size_t i = from, end; i < to; i = end)
	{
		uint32_t	child = senti_lexicon_step(build->out, node, build->forms[i].words[depth]);

		end = group_end(build, i, to, depth);
		if (child != 0)
			merge_forms(build, child, i, end, depth + 1);
	}
}

/* ---- the whole ---- */

/* FNV-1a of what a term says, mixed so that sums of hashes differ (Appleby's finalizer of MurmurHash3). */
static uint64_t
term_hash(const SentiSiteTerm *term)
{
	uint8_t		bytes[SENTI_TERM_BYTES_MAX + 14];
	size_t		len = term->len;
	uint64_t	hash = UINT64_C(0xCBF29CE484222325);

	memcpy(bytes, term->text, len);
	bytes[len++] = (uint8_t) term->inflect;
	bytes[len++] = term->is_removed;
	if (!term->is_removed)
	{
		for (int i = 0; i < 8; i++)
			bytes[len++] = (uint8_t) (term->entry.classes >> 8 * i);
		bytes[len++] = (uint8_t) ((uint16_t) term->entry.valence_mille >> 8);
		bytes[len++] = (uint8_t) term->entry.valence_mille;
		bytes[len++] = term->entry.topic;
		bytes[len++] = term->entry.emotion;
	}
	for (size_t i = 0; i < len; i++)
		hash = (hash ^ bytes[i]) * UINT64_C(0x100000001B3);
	hash = (hash ^ hash >> 33) * UINT64_C(0xFF51AFD7ED558CCD);
	hash = (hash ^ hash >> 33) * UINT64_C(0xC4CEB9FE1A85EC53);
	return hash ^ hash >> 33;
}

/* BASE+HASH, the hash of all terms in any order. */
static void
write_version(const SentiLexicon *base, const SentiSiteTerm *terms, size_t count, char *out)
{
	size_t		len = strlen(base->version);
	uint64_t	sum = 0;

	if (len > VERSION_BYTES - 10)
		len = VERSION_BYTES - 10;
	for (size_t i = 0; i < count; i++)
		sum += term_hash(&terms[i]);
	memcpy(out, base->version, len);
	out[len++] = '+';
	for (int shift = 28; shift >= 0; shift -= 4)
		out[len++] = "0123456789abcdef"[(sum ^ sum >> 32) >> shift & 15];
	out[len] = '\0';
}

const SentiLexicon *
senti_extend(const SentiLexicon *base, const SentiSiteTerm *terms, size_t count, void *block)
{
	Addition	addition;
	Build		build;

	measure(terms, count, &addition);
	(void) lay_out(base, &addition, count, block, &build);
	build.terms = terms;
	build.first_entry = base->entry_count;
	build.form_count = 0;
	copy_base(&build, base, &addition);
	add_entries(&build, count);
	/* what is removed comes last: all words are known then */
	add_forms(&build, count, false);
	add_forms(&build, count, true);
	sort_forms(&build);
	drop_duplicates(&build);
	for (size_t i = 0, end; i < build.form_count; i = end)
	{
		end = group_end(&build, i, build.form_count, 0);
		merge_forms(&build, build.forms[i].words[0], i, end, 1);
	}
	write_version(base, terms, count, build.version);
	build.out->version = build.version;
	return build.out;
}
