/*
 * senti_inflect.c - regular English inflection (build time)
 */
#include "senti_inflect.h"

#include <stdio.h>
#include <string.h>

static bool
is_vowel(char letter)
{
	return letter && strchr("aeiou", letter) != NULL;
}

void
senti_inflect(char *out, size_t size, const char *stem, const char *suffix, bool doubled)
{
	size_t		n = strlen(stem);
	char		last = n > 0 ? stem[n - 1] : 0;
	char		before = n > 1 ? stem[n - 2] : 0;

	if (strcmp(suffix, "s") == 0)
	{
		if (last == 'y' && !is_vowel(before))
			snprintf(out, size, "%.*sies", (int) n - 1, stem);
		else if (last == 's' || last == 'x' || last == 'z' || (last == 'h' && (before == 'c' || before == 's')))
			snprintf(out, size, "%ses", stem);
		else
			snprintf(out, size, "%ss", stem);
	}
	else if (last == 'y' && !is_vowel(before) && suffix[0] == 'e')
		snprintf(out, size, "%.*si%s", (int) n - 1, stem, suffix);
	else if (last == 'e' && (suffix[0] == 'e' || (before != 'e' && before != 'y' && before != 'o')))
		snprintf(out, size, "%.*s%s", (int) n - 1, stem, suffix);
	else if (doubled)
		snprintf(out, size, "%s%c%s", stem, last, suffix);
	else
		snprintf(out, size, "%s%s", stem, suffix);
}
