/*
 * senti_genlex.c - compile the lexicon's TSV files to constant tables (build time)
 *
 * usage: senti_genlex FILE.tsv ... > senti_lexicon_data.c
 *
 * Columns and the meaning of every class: src/lexicon/README.md.  One of the
 * files, by its header, tells the language of words instead.  Terms are cut
 * into words and folded by the scanner itself, so a key here is the key that a
 * text gives.  Statistics go to stderr.  Any doubtful row stops the build.
 */
#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "senti_inflect.h"
#include "senti_lexicon.h"

#define TERM_MAX 60000
#define WORD_LIMIT 60000
#define NODE_MAX 120000
#define ENTRY_MAX 60000
#define LINE_MAX_BYTES 1024
#define COLUMNS 6

typedef struct Term
{
	char		text[128];		/* as written, or the generated form */
	uint32_t	words[SENTI_TERM_WORDS_MAX];
	int			word_count;
	SentiEntry	entry;
	bool		generated;		/* an inflected form */
	char		where[64];		/* file:line, for messages */
} Term;

static Term terms[TERM_MAX];
static int	term_count;
static SentiKey words[WORD_LIMIT];	/* word 0 is no word */
static uint32_t word_count = 1;
static SentiEntry entries[ENTRY_MAX];
static uint32_t entry_count = 1;
static const char *file_name;
static int	line_number;

static void
fail(const char *format,...)
{
	va_list		args;

	fprintf(stderr, "%s:%d: ", file_name, line_number);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	exit(1);
}

/* ---- words ---- */

static uint32_t
word_id(const SentiKey *key)
{
	if (key->len == 0)
		return SENTI_GAP;
	for (uint32_t i = 1; i < word_count; i++)
		if (words[i].len == key->len && memcmp(words[i].bytes, key->bytes, key->len) == 0)
			return i;
	if (word_count == WORD_LIMIT)
		fail("more than %d distinct words", WORD_LIMIT);
	words[word_count] = *key;
	return word_count++;
}

static void
cut_term(Term *term)
{
	SentiTermWords cut;
	SentiTermStatus status = senti_term_cut((const uint8_t *) term->text, strlen(term->text), &cut);

	if (status != SENTI_TERM_OK)
		fail("\"%s\" is not a term: %s", term->text, senti_term_message(status));
	for (int i = 0; i < cut.count; i++)
		term->words[i] = word_id(&cut.keys[i]);
	term->word_count = cut.count;
}

/* ---- rows ---- */

static bool
same_words(const Term *a, const Term *b)
{
	return a->word_count == b->word_count &&
		memcmp(a->words, b->words, sizeof(a->words[0]) * (size_t) a->word_count) == 0;
}

static bool
same_entry(const SentiEntry *a, const SentiEntry *b)
{
	return a->classes == b->classes && a->valence_mille == b->valence_mille &&
		a->topic == b->topic && a->emotion == b->emotion && a->language == b->language && a->quantity == b->quantity;
}

static void
add_term(const char *text, const SentiEntry *entry, bool generated)
{
	Term	   *term = &terms[term_count];

	if (term_count == TERM_MAX)
		fail("more than %d terms", TERM_MAX);
	if (strlen(text) >= sizeof(term->text))
		fail("\"%s\" is too long", text);
	strcpy(term->text, text);
	term->entry = *entry;
	term->generated = generated;
	snprintf(term->where, sizeof(term->where), "%s:%d", strrchr(file_name, '/') ? strrchr(file_name, '/') + 1 : file_name, line_number);
	cut_term(term);
	term_count++;
}

static int16_t
parse_valence(const char *text)
{
	char	   *end;
	double		value;

	errno = 0;
	value = strtod(text, &end);
	if (errno || end == text || *end || !(value >= -4.0 && value <= 4.0))
		fail("valence \"%s\" is not a number from -4.0 to 4.0", text);
	return (int16_t) lround(value * 1000);
}

/* Add a term and the forms of it that a rule makes. */
static void
add_forms(const char *text, SentiInflect inflect, const SentiEntry *entry)
{
	add_term(text, entry, false);
	for (int i = 0; i < senti_form_count(inflect); i++)
	{
		char		form[SENTI_FORM_BYTES_MAX + 1];
		size_t		len = senti_form((const uint8_t *) text, strlen(text), inflect, i, (uint8_t *) form);

		form[len] = '\0';
		add_term(form, entry, true);
	}
}

static void
read_row(char *line)
{
	char	   *column[COLUMNS];
	int			n = 0;
	SentiEntry	entry = {0};
	SentiTopic	topic;
	SentiEmotion emotion;
	SentiInflect inflect;
	size_t		unknown;

	for (char *p = line; n < COLUMNS; n++)
	{
		column[n] = p;
		p = strchr(p, '\t');
		if (!p)
		{
			n++;
			break;
		}
		*p++ = '\0';
	}
	if (n != COLUMNS || strchr(column[COLUMNS - 1], '\t'))
		fail("expected %d columns", COLUMNS);
	entry.valence_mille = parse_valence(column[2]);
	if (!senti_classes_parse(column[3], strlen(column[3]), &entry.classes, &unknown))
		fail("unknown class \"%s\"", column[3] + unknown);
	if (!senti_topic_find(column[4], strlen(column[4]), &topic))
		fail("unknown topic \"%s\"", column[4]);
	if (!senti_emotion_find(column[5], strlen(column[5]), &emotion))
		fail("unknown emotion \"%s\"", column[5]);
	if (!senti_inflect_find(column[1], strlen(column[1]), &inflect))
		fail("unknown inflection \"%s\"", column[1]);
	entry.topic = (uint8_t) topic;
	entry.emotion = (uint8_t) emotion;
	if ((entry.classes & SENTI_CLASS(TECHNICAL)) && entry.valence_mille != 0)
		fail("\"%s\" is technical and must have valence 0", column[0]);
	if (strlen(column[0]) > SENTI_TERM_BYTES_MAX)
		fail("\"%s\" is too long", column[0]);
	add_forms(column[0], inflect, &entry);
}

/* A row of the file of languages: a word, and the codes of the languages it stands in. */
static void
read_language_row(char *line)
{
	SentiEntry	entry = {0};
	char	   *codes = strchr(line, '\t');

	if (!codes || strchr(codes + 1, '\t'))
		fail("expected 2 columns");
	*codes++ = '\0';
	for (const char *p = codes;; p += 3)
	{
		if (!islower((unsigned char) p[0]) || !islower((unsigned char) p[1]) || (p[2] != ',' && p[2] != '\0'))
			fail("\"%s\" is not a list of two-letter codes", codes);
		if (p[2] == '\0')
			break;
	}
	entry.language = strcmp(codes, "en") == 0 ? SENTI_WORD_ENGLISH : SENTI_WORD_FOREIGN;
	if (entry.language == SENTI_WORD_FOREIGN && strstr(codes, "en"))
		fail("\"%s\" stands in English and others, so it says nothing", line);
	add_term(line, &entry, false);
	if (terms[term_count - 1].word_count != 1)
		fail("\"%s\" is not one word", line);
}

/* A row of the file of quantities: a word, and the name of what it says. */
static void
read_quantity_row(char *line)
{
	SentiEntry	entry = {0};
	char	   *name = strchr(line, '\t');
	uint8_t		code;

	if (!name || strchr(name + 1, '\t'))
		fail("expected 2 columns");
	*name++ = '\0';
	if (!senti_quantity_find(name, strlen(name), &code) || code == SENTI_QUANTITY_NONE)
		fail("unknown quantity \"%s\"", name);
	entry.quantity = code & 63;
	add_term(line, &entry, false);
	if (terms[term_count - 1].word_count != 1)
		fail("\"%s\" is not one word", line);
}

static void
read_file(const char *name)
{
	FILE	   *file = fopen(name, "r");
	char		line[LINE_MAX_BYTES];
	char		previous[LINE_MAX_BYTES] = "";
	void		(*read) (char *line) = NULL;

	file_name = name;
	line_number = 0;
	if (!file)
		fail("cannot open: %s", strerror(errno));
	while (fgets(line, sizeof(line), file))
	{
		char		term[LINE_MAX_BYTES];

		line_number++;
		if (!strchr(line, '\n'))
			fail("line too long or not ended");
		line[strcspn(line, "\n")] = '\0';
		if (line_number == 1)
		{
			read = strcmp(line, "term\tlanguage") == 0 ? read_language_row :
				strcmp(line, "term\tquantity") == 0 ? read_quantity_row :
				strcmp(line, "term\tinflect\tvalence\tclass\ttopic\temotion") == 0 ? read_row : NULL;
			if (!read)
				fail("unexpected header");
			continue;
		}
		strcpy(term, line);
		term[strcspn(term, "\t")] = '\0';
		if (line_number > 2 && strcmp(previous, term) >= 0)
			fail("\"%s\" must come before \"%s\"", term, previous);
		strcpy(previous, term);
		read(line);
	}
	fclose(file);
}

/* ---- one term for each key ---- */

static int
compare_terms(const void *a, const void *b)
{
	const Term *x = a;
	const Term *y = b;

	for (int i = 0; i < x->word_count && i < y->word_count; i++)
		if (x->words[i] != y->words[i])
			return x->words[i] < y->words[i] ? -1 : 1;
	if (x->word_count != y->word_count)
		return x->word_count - y->word_count;
	if (x->entry.quantity != y->entry.quantity)
		return x->entry.quantity - y->entry.quantity;
	if (x->entry.language != y->entry.language)
		return x->entry.language - y->entry.language;
	return x->generated - y->generated;
}

/*
 * A row beats a generated form; two rows, or two forms that differ, are an
 * error.  The file of languages adds to other rows that a word is English; that
 * it is foreign is not so then.  The file of quantities adds to them, too.
 */
static void
merge_terms(void)
{
	int			kept = 0;
	bool		ok = true;

	qsort(terms, (size_t) term_count, sizeof(terms[0]), compare_terms);
	for (int i = 0; i < term_count; i++)
	{
		Term	   *last = &terms[kept - 1];

		if (kept == 0 || !same_words(last, &terms[i]))
			terms[kept++] = terms[i];
		else if (terms[i].entry.quantity != 0 && last->entry.quantity == 0)
			last->entry.quantity = terms[i].entry.quantity & 63;
		else if (terms[i].entry.language != last->entry.language && last->entry.language == SENTI_WORD_ANY)
		{
			if (terms[i].entry.language == SENTI_WORD_ENGLISH)
				last->entry.language = SENTI_WORD_ENGLISH;
		}
		else if (!terms[i].generated ||
				 (last->generated && !same_entry(&last->entry, &terms[i].entry)))
		{
			fprintf(stderr, "%s: \"%s\" stands at %s already\n", terms[i].where, terms[i].text, last->where);
			ok = false;
		}
	}
	if (!ok)
		exit(1);
	term_count = kept;
}

/*
 * Number the words anew: those of English alone, the most frequent, then others, then foreign
 * ones.  So the frequent have the first slots for themselves, and their nodes lie together.
 */
static void
number_words(void)
{
	static const int rank_of_language[] = {[SENTI_WORD_ENGLISH] = 0, [SENTI_WORD_ANY] = 1, [SENTI_WORD_FOREIGN] = 2};
	static SentiKey numbered[WORD_LIMIT];
	static int	rank[WORD_LIMIT];
	static uint32_t number[WORD_LIMIT];
	uint32_t	next = 1;

	for (uint32_t w = 1; w < word_count; w++)
		rank[w] = rank_of_language[SENTI_WORD_ANY];
	for (int i = 0; i < term_count; i++)
		if (terms[i].word_count == 1)
			rank[terms[i].words[0]] = rank_of_language[terms[i].entry.language];
	for (int r = 0; r < 3; r++)
		for (uint32_t w = 1; w < word_count; w++)
			if (rank[w] == r)
			{
				numbered[next] = words[w];
				number[w] = next++;
			}
	memcpy(words, numbered, sizeof(words));
	for (int i = 0; i < term_count; i++)
		for (int w = 0; w < terms[i].word_count; w++)
			if (terms[i].words[w] != SENTI_GAP)
				terms[i].words[w] = number[terms[i].words[w]];
	qsort(terms, (size_t) term_count, sizeof(terms[0]), compare_terms);
}

/* ---- tables ---- */

static uint16_t
entry_index(const SentiEntry *entry)
{
	for (uint32_t i = 1; i < entry_count; i++)
		if (same_entry(&entries[i], entry))
			return (uint16_t) i;
	if (entry_count == ENTRY_MAX)
		fail("more than %d distinct entries", ENTRY_MAX);
	entries[entry_count] = *entry;
	entries[entry_count].speaks = entry->classes != 0 || entry->valence_mille != 0 || entry->topic != SENTI_TOPIC_NONE ||
		entry->emotion != SENTI_EMOTION_NONE || senti_quantity_is_number(entry->quantity);
	return (uint16_t) entry_count++;
}

static SentiNode nodes[NODE_MAX];
static SentiEdge edges[NODE_MAX];
static uint32_t node_count;
static uint32_t edge_count;

/*
 * Fill the node for the terms [from, to), which share their first depth words.
 * Terms are sorted, so the children of a node are consecutive and ascending.
 */
static void
build_node(uint32_t node, int from, int to, int depth)
{
	uint32_t	first = edge_count;

	if (from < to && terms[from].word_count == depth)
	{
		nodes[node].entry = entry_index(&terms[from].entry);
		from++;
	}
	nodes[node].first_edge = first;
	for (int i = from; i < to; i++)
	{
		if (i > from && terms[i].words[depth] == terms[i - 1].words[depth])
			continue;
		edges[edge_count].word = terms[i].words[depth];
		edges[edge_count++].node = node_count++;
	}
	nodes[node].edge_count = (uint16_t) (edge_count - first);
	nodes[node].has_gap = edge_count > first && edges[edge_count - 1].word == SENTI_GAP;
	for (int i = from, edge = (int) first; i < to; edge++)
	{
		int			end = i + 1;

		while (end < to && terms[end].words[depth] == terms[i].words[depth])
			end++;
		build_node(edges[edge].node, i, end, depth + 1);
		i = end;
	}
}

static void
build_trie(void)
{
	node_count = word_count;	/* a word's id is its node */
	for (int i = 0; i < term_count;)
	{
		int			end = i + 1;

		while (end < term_count && terms[end].words[0] == terms[i].words[0])
			end++;
		build_node(terms[i].words[0], i, end, 1);
		i = end;
	}
	nodes[0].is_doubtful = 1;
	for (uint32_t word = 1; word < word_count; word++)
		nodes[word].is_doubtful = senti_key_has_run(&words[word]) || entries[nodes[word].entry].language == SENTI_WORD_FOREIGN;
}

/* 64-bit FNV-1a; starts with hash = 0xCBF29CE484222325. */
static uint64_t
fnv1a(uint64_t hash, const void *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++)
		hash = (hash ^ ((const uint8_t *) bytes)[i]) * UINT64_C(0x100000001B3);
	return hash;
}

/* Hash of everything that a score can depend on. */
static uint64_t
content_hash(void)
{
	uint64_t	hash = UINT64_C(0xCBF29CE484222325);

	for (int i = 0; i < term_count; i++)
	{
		char		row[256];

		snprintf(row, sizeof(row), "%d %llx %d %d %d %d %d", terms[i].word_count, (unsigned long long) terms[i].entry.classes,
				 terms[i].entry.valence_mille, terms[i].entry.topic, terms[i].entry.emotion, terms[i].entry.language,
				 terms[i].entry.quantity);
		hash = fnv1a(hash, row, strlen(row));
		for (int w = 0; w < terms[i].word_count; w++)
		{
			/* word 0, which is empty, stands for a gap */
			const SentiKey *key = &words[terms[i].words[w] == SENTI_GAP ? 0 : terms[i].words[w]];

			hash = fnv1a(hash, key->bytes, key->len + 1);
		}
	}
	return hash;
}

static void
print_word_table(void)
{
	uint32_t	slot_count = 1;
	uint32_t   *slots;
	uint32_t   *offsets = calloc(word_count + 1, sizeof(*offsets));

	while (slot_count < word_count * 2)
		slot_count *= 2;
	slots = calloc(slot_count, sizeof(*slots));
	printf("static const uint8_t keys[] = {");
	for (uint32_t i = 1; i < word_count; i++)
	{
		uint32_t	slot = (uint32_t) senti_key_hash(&words[i]) & (slot_count - 1);

		while (slots[slot])
			slot = (slot + 1) & (slot_count - 1);
		slots[slot] = i;
		printf("\n\t");
		for (size_t b = 0; b < SENTI_KEY_ROOM(words[i].len); b++)
			printf("%u,", words[i].bytes[b]);
		offsets[i + 1] = offsets[i] + (uint32_t) SENTI_KEY_ROOM(words[i].len);
	}
	printf("\n};\n\nstatic const SentiSlot slots[] = {\n");
	for (uint32_t s = 0; s < slot_count; s++)
	{
		const SentiKey *key = &words[slots[s]];

		printf("\t{UINT64_C(0x%llx), %u, %u, %u},\n", (unsigned long long) senti_chunk_load(key->bytes),
			   slots[s], (unsigned) key->len, offsets[slots[s]]);
	}
	printf("};\n\n#define SLOT_MASK %u\n\n", slot_count - 1);
	free(slots);
	free(offsets);
}

static void
print_filter(void)
{
	static uint64_t filter[(1 << SENTI_FILTER_BITS) / 64];

	for (uint32_t node = 1; node < node_count; node++)
		for (uint32_t i = 0; i < nodes[node].edge_count; i++)
		{
			uint32_t	bit = senti_edge_bit(node, edges[nodes[node].first_edge + i].word);

			filter[bit >> 6] |= UINT64_C(1) << (bit & 63);
		}
	printf("static const uint64_t filter[] = {");
	for (int i = 0; i < (1 << SENTI_FILTER_BITS) / 64; i++)
		printf("%sUINT64_C(0x%llx),", i % 6 ? "" : "\n\t", (unsigned long long) filter[i]);
	printf("\n};\n\n");
}

static void
print_tables(uint64_t hash)
{
	printf("/* generated by senti_genlex from src/lexicon */\n#include \"senti_lexicon.h\"\n\n");
	print_word_table();
	print_filter();
	printf("static const SentiNode nodes[] = {\n");
	for (uint32_t i = 0; i < node_count; i++)
		printf("\t{%u, %u, %u, %u, %u},\n", nodes[i].first_edge, nodes[i].has_gap, nodes[i].is_doubtful,
			   nodes[i].edge_count, nodes[i].entry);
	printf("};\n\nstatic const SentiEdge edges[] = {\n");
	for (uint32_t i = 0; i < edge_count; i++)
		printf("\t{%u, %u},\n", edges[i].word, edges[i].node);
	printf("\t{0, 0}\n};\n\nstatic const SentiEntry entries[] = {\n");
	for (uint32_t i = 0; i < entry_count; i++)
		printf("\t{UINT64_C(0x%llx), %d, %d, %d, 0, %d, %d, %d, 0},\n", (unsigned long long) entries[i].classes,
			   entries[i].valence_mille, entries[i].topic, entries[i].emotion, entries[i].speaks, entries[i].language,
			   entries[i].quantity);
	printf("};\n\nconst SentiLexicon senti_lexicon_builtin = {\n"
		   "\tfilter, slots, keys, nodes, edges, entries, \"%08x\", SLOT_MASK, %d,\n"
		   "\tsizeof(keys), %u, %u, %u, NULL\n};\n",
		   (unsigned) (hash ^ hash >> 32), term_count, node_count, edge_count, entry_count);
}

static void
print_statistics(int row_count)
{
	int			per_class[SENTI_CLASS_COUNT] = {0};
	int			positive = 0;
	int			negative = 0;
	int			phrases = 0;

	for (int i = 0; i < term_count; i++)
	{
		positive += terms[i].entry.valence_mille > 0;
		negative += terms[i].entry.valence_mille < 0;
		phrases += terms[i].word_count > 1;
		for (int bit = 0; bit < SENTI_CLASS_COUNT; bit++)
			per_class[bit] += terms[i].entry.classes >> bit & 1;
	}
	fprintf(stderr, "lexicon: %d rows, %d terms (%d phrases), %d positive, %d negative, %u words\n",
			row_count, term_count, phrases, positive, negative, word_count - 1);
	for (int bit = 0; bit < SENTI_CLASS_COUNT; bit++)
		fprintf(stderr, "%s%s %d", bit ? ", " : "  ", senti_class_name(bit), per_class[bit]);
	fputc('\n', stderr);
}

int
main(int argc, char **argv)
{
	int			row_count = 0;
	uint64_t	hash;

	for (int i = 1; i < argc; i++)
		read_file(argv[i]);
	for (int i = 0; i < term_count; i++)
		row_count += !terms[i].generated;
	merge_terms();
	hash = content_hash();
	number_words();
	build_trie();
	print_tables(hash);
	print_statistics(row_count);
	return 0;
}
