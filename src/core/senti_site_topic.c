/*
 * senti_site_topic.c - a site's own topics, and terms that it adds to any
 */
#include "senti_site_topic.h"

#include <string.h>

#define VERSION_BYTES 48

/* The block: a lexicon, its topics and its version, then the lexicon of their terms. */
typedef struct Block
{
	SentiLexicon lexicon;
	SentiSiteTopics topics;
	char		version[VERSION_BYTES];
} Block;

#define BLOCK_BYTES ((sizeof(Block) + 7) & ~(size_t) 7)

/* A lexicon without a term, to which the terms of topics are added; its filter is the base's. */
static const SentiSlot no_slots[1];
static const uint8_t no_keys[1];
static const SentiNode no_nodes[1];
static const SentiEdge no_edges[1];
static const SentiEntry no_entries[1];
static const SentiLexicon no_terms = {
	.slots = no_slots, .keys = no_keys, .nodes = no_nodes, .edges = no_edges, .entries = no_entries,
	.version = "", .node_count = 1, .entry_count = 1
};

size_t
senti_site_topics_size(const SentiSiteTerm *terms, size_t count)
{
	return BLOCK_BYTES + senti_extend_size(&no_terms, terms, count);
}

/* FNV-1a, the NUL included. */
static uint32_t
add_hash(uint32_t hash, const char *text)
{
	for (;; text++)
	{
		hash = (hash ^ (uint8_t) *text) * UINT32_C(0x01000193);
		if (*text == '\0')
			return hash;
	}
}

/* BASE+HASH, the hash of the names and of the terms. */
static void
write_version(const SentiLexicon *base, const SentiSiteTopics *topics, char *out)
{
	size_t		len = strlen(base->version);
	uint32_t	hash = UINT32_C(0x811C9DC5);

	for (int i = 0; i < topics->count; i++)
		hash = add_hash(hash, topics->names[i]);
	hash = add_hash(hash, topics->terms->version);
	if (len > VERSION_BYTES - 10)
		len = VERSION_BYTES - 10;
	memcpy(out, base->version, len);
	out[len++] = '+';
	for (int shift = 28; shift >= 0; shift -= 4)
		out[len++] = "0123456789abcdef"[hash >> shift & 15];
	out[len] = '\0';
}

const SentiLexicon *
senti_site_topics_build(const SentiLexicon *base, const char *const *names, int name_count,
						const SentiSiteTerm *terms, size_t count, void *block)
{
	Block	   *built = block;
	SentiLexicon none = no_terms;

	none.filter = base->filter; /* its bits are of edges that are not there: a look more, now and then */
	memset(built, 0, sizeof(*built));
	built->lexicon = *base;
	built->lexicon.site_topics = &built->topics;
	built->lexicon.version = built->version;
	built->topics.terms = senti_extend(&none, terms, count, (uint8_t *) block + BLOCK_BYTES);
	built->topics.count = name_count;
	for (int i = 0; i < name_count; i++)
	{
		size_t		len = strlen(names[i]);

		memcpy(built->topics.names[i], names[i], len < SENTI_TOPIC_NAME_BYTES ? len : SENTI_TOPIC_NAME_BYTES - 1);
	}
	write_version(base, &built->topics, built->version);
	return &built->lexicon;
}

void
senti_topics_mark(const SentiSiteTopics *topics, const SentiSentence *sentence, const uint32_t *words, SentiTopicMarks *marks)
{
	marks->count = 0;
	for (int i = 0, next; i < sentence->term_count; i = next)
	{
		const SentiEntry *longest = NULL;
		uint32_t	node = words[i];

		next = i + 1;
		for (int last = i; node != 0; node = senti_lexicon_step(topics->terms, node, words[last]))
		{
			const SentiEntry *entry = senti_lexicon_entry(topics->terms, node);

			if (entry)
			{
				longest = entry;
				next = last + 1;
			}
			if (++last == sentence->term_count)
				break;
		}
		if (longest)
			marks->items[marks->count++] = (SentiTopicMark) {sentence->terms[i].start, sentence->terms[next - 1].end, longest->topic};
	}
}

void
senti_topics_overlay(SentiSentence *sentence, const SentiTopicMarks *marks)
{
	int			i = 0;

	for (int m = 0; m < marks->count; m++)
	{
		const SentiTopicMark *mark = &marks->items[m];
		SentiTerm  *term;

		/* a phrase may have joined the marked word to others */
		while (sentence->terms[i].end <= mark->start)
			i++;
		term = &sentence->terms[i];
		term->topic = mark->topic;
		term->is_named = 1;
		sentence->has_topic = true;
	}
}
