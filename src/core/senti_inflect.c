/*
 * senti_inflect.c - regular English inflection
 */
#include "senti_inflect.h"

#include <string.h>

typedef struct Rule
{
	char		suffixes[SENTI_FORMS_MAX][4];
	bool		is_doubled;
	bool		is_last_word;
} Rule;

/* By SentiInflect. */
static const Rule rules[] = {
	{{"", "", ""}, false, false},
	{{"s", "", ""}, false, true},
	{{"s", "ed", "ing"}, false, false},
	{{"s", "ed", "ing"}, true, false},
	{{"er", "est", ""}, false, false},
	{{"er", "est", ""}, true, false},
};

static bool
is_vowel(uint8_t letter)
{
	return letter != 0 && strchr("aeiou", letter) != NULL;
}

size_t
senti_inflect(const uint8_t *stem, size_t len, const char *suffix, bool doubled, uint8_t *out)
{
	uint8_t		last = len > 0 ? stem[len - 1] : 0;
	uint8_t		before = len > 1 ? stem[len - 2] : 0;
	uint8_t		link[2];		/* between stem and suffix */
	size_t		link_len = 0;
	bool		is_y = last == 'y' && !is_vowel(before);

	if (suffix[0] == 's')
	{
		if (is_y)
			link[link_len++] = 'i';
		if (is_y || last == 's' || last == 'x' || last == 'z' || (last == 'h' && (before == 'c' || before == 's')))
			link[link_len++] = 'e';
		len -= is_y;
	}
	else if (is_y && suffix[0] == 'e')
	{
		link[link_len++] = 'i';
		len--;
	}
	else if (last == 'e' && (suffix[0] == 'e' || (before != 'e' && before != 'y' && before != 'o')))
		len--;
	else if (doubled)
		link[link_len++] = last;
	memcpy(out, stem, len);
	memcpy(out + len, link, link_len);
	len += link_len;
	memcpy(out + len, suffix, strlen(suffix));
	return len + strlen(suffix);
}

int
senti_form_count(SentiInflect inflect)
{
	int			count = 0;

	while (count < SENTI_FORMS_MAX && rules[inflect].suffixes[count][0])
		count++;
	return count;
}

size_t
senti_form(const uint8_t *term, size_t len, SentiInflect inflect, int n, uint8_t out[SENTI_FORM_BYTES_MAX])
{
	const Rule *rule = &rules[inflect];
	size_t		from = 0;
	size_t		to = 0;
	size_t		form_len;

	/* the word [from, to) */
	if (rule->is_last_word)
		for (from = to = len; from > 0 && term[from - 1] != ' '; from--)
			;
	else
		while (to < len && term[to] != ' ')
			to++;
	memcpy(out, term, from);
	form_len = from + senti_inflect(term + from, to - from, rule->suffixes[n], rule->is_doubled, out + from);
	memcpy(out + form_len, term + to, len - to);
	return form_len + len - to;
}

SentiTermStatus
senti_forms_check(const uint8_t *term, size_t len, SentiInflect inflect)
{
	for (int n = 0; n < senti_form_count(inflect); n++)
	{
		uint8_t		form[SENTI_FORM_BYTES_MAX];
		SentiTermWords words;

		if (senti_term_cut(form, senti_form(term, len, inflect, n, form), &words) != SENTI_TERM_OK)
			return SENTI_TERM_BAD_FORM;
	}
	return SENTI_TERM_OK;
}
