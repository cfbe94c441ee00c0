/*
 * senti_genunicode.c - make the table of code point properties (build time)
 *
 * Output: C source for senti_unicode_data.c on stdout.  Unicode's data come
 * from utf8proc; the scanner then needs no library call per character.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "senti_text.h"

#define CODE_LIMIT 0x110000
#define BLOCK 256
#define PROPERTY_MAX 65535

static SentiCharProperty properties[PROPERTY_MAX];
static int	property_count;
static uint16_t blocks[CODE_LIMIT / BLOCK][BLOCK];
static int	block_count;
static int	stage1[CODE_LIMIT / BLOCK];

/*
 * Extended_Pictographic, and all symbols of the blocks that it is taken from:
 * Unicode 17 took the property from some (white heart, U+2661), and a text must
 * score the same whatever version builds us.
 */
static bool
is_pictograph(utf8proc_int32_t code, const utf8proc_property_t *property)
{
	if (code < 0x80)
		return false;
	if (property->category == UTF8PROC_CATEGORY_SO &&
		((code >= 0x2600 && code <= 0x27BF) || (code >= 0x2B00 && code <= 0x2BFF) || (code >= 0x1F000 && code <= 0x1FAFF)))
		return true;
	return property->boundclass == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC ||
		property->boundclass == UTF8PROC_BOUNDCLASS_REGIONAL_INDICATOR;
}

static SentiCharClass
char_class(utf8proc_int32_t code)
{
	const utf8proc_property_t *property = utf8proc_get_property(code);

	switch (code)
	{
		case '\n':
		case '\r':
		case 0x0B:
		case 0x0C:
		case 0x85:
		case 0x2028:
		case 0x2029:
			return SENTI_CHAR_NEWLINE;
		case '\t':
			return SENTI_CHAR_SPACE;
		case '\'':
		case '`':
		case 0xB4:				/* acute accent, typed as an apostrophe */
		case 0x02BC:
		case 0x2018:
		case 0x2019:
		case 0x201B:
		case 0x2032:
			return SENTI_CHAR_APOSTROPHE;
		case '-':
		case 0x2010:
		case 0x2011:
			return SENTI_CHAR_HYPHEN;
		case 0x200B:			/* zero width space, joiners, byte order mark, soft hyphen */
		case 0x200C:
		case 0x200D:
		case 0x2060:
		case 0xFEFF:
		case 0xAD:
			return SENTI_CHAR_MARK;
	}
	/* skin tones extend an emoji, and the tags of a region's flag */
	if ((code >= 0x1F3FB && code <= 0x1F3FF) || (code >= 0xE0020 && code <= 0xE007F))
		return SENTI_CHAR_MARK;
	if (is_pictograph(code, property))
		return SENTI_CHAR_EMOJI;

	switch (property->category)
	{
		case UTF8PROC_CATEGORY_LU:
		case UTF8PROC_CATEGORY_LL:
		case UTF8PROC_CATEGORY_LT:
		case UTF8PROC_CATEGORY_LM:
		case UTF8PROC_CATEGORY_LO:
			return SENTI_CHAR_LETTER;
		case UTF8PROC_CATEGORY_MN:
		case UTF8PROC_CATEGORY_MC:
		case UTF8PROC_CATEGORY_ME:
			return SENTI_CHAR_MARK;
		case UTF8PROC_CATEGORY_ND:
		case UTF8PROC_CATEGORY_NL:
		case UTF8PROC_CATEGORY_NO:
			return SENTI_CHAR_DIGIT;
		case UTF8PROC_CATEGORY_ZS:
			return SENTI_CHAR_SPACE;
		case UTF8PROC_CATEGORY_PC:
			return code == '_' ? SENTI_CHAR_LETTER : SENTI_CHAR_PUNCT;
		case UTF8PROC_CATEGORY_PD:
		case UTF8PROC_CATEGORY_PS:
		case UTF8PROC_CATEGORY_PE:
		case UTF8PROC_CATEGORY_PI:
		case UTF8PROC_CATEGORY_PF:
		case UTF8PROC_CATEGORY_PO:
		case UTF8PROC_CATEGORY_SM:
		case UTF8PROC_CATEGORY_SC:
		case UTF8PROC_CATEGORY_SK:
		case UTF8PROC_CATEGORY_SO:
			return SENTI_CHAR_PUNCT;
		default:
			return SENTI_CHAR_OTHER;
	}
}

/* Case, compatibility and accents go, where one character remains. */
static utf8proc_int32_t
fold(utf8proc_int32_t code, SentiCharClass class)
{
	utf8proc_int32_t out[32];
	utf8proc_ssize_t n;
	int			last_class = 0;

	if (class == SENTI_CHAR_APOSTROPHE)
		return '\'';
	if (class == SENTI_CHAR_HYPHEN)
		return '-';
	if (class != SENTI_CHAR_LETTER && class != SENTI_CHAR_DIGIT)
		return code;
	n = utf8proc_decompose_char(code, out, 32,
								UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK,
								&last_class);
	return n == 1 ? out[0] : code;
}

/* utf8proc has no scripts: the blocks of Unicode that hold Latin letters, and what folds to one. */
static bool
is_latin(utf8proc_int32_t code, SentiCharClass class, utf8proc_int32_t folded)
{
	return class == SENTI_CHAR_LETTER &&
		(folded < 0x80 || code < 0x370 || (code >= 0x1D00 && code <= 0x1EFF) || (code >= 0x2070 && code <= 0x218F) ||
		 (code >= 0x2C60 && code <= 0x2C7F) || (code >= 0xA720 && code <= 0xA7FF) ||
		 (code >= 0xAB30 && code <= 0xAB6F) || (code >= 0xFB00 && code <= 0xFB06) || (code >= 0xFF21 && code <= 0xFF5A));
}

/* Letters of the scripts that are written without spaces, by Unicode's blocks. */
static bool
is_unspaced(utf8proc_int32_t code, SentiCharClass class)
{
	return class == SENTI_CHAR_LETTER &&
		((code >= 0x0E00 && code <= 0x0EFF) ||	/* Thai, Lao */
		 (code >= 0x1000 && code <= 0x109F) ||	/* Myanmar */
		 (code >= 0x1780 && code <= 0x17FF) ||	/* Khmer */
		 (code >= 0x2E80 && code <= 0x30FF) ||	/* radicals, kana */
		 (code >= 0x31F0 && code <= 0x31FF) ||
		 (code >= 0x3400 && code <= 0x9FFF) ||	/* Han */
		 (code >= 0xAA60 && code <= 0xAA7F) ||
		 (code >= 0xF900 && code <= 0xFAFF) ||
		 (code >= 0xFF66 && code <= 0xFF9F) ||	/* half-width kana */
		 (code >= 0x1B000 && code <= 0x1B16F) || (code >= 0x20000 && code <= 0x3FFFF));
}

static uint16_t
property_index(const SentiCharProperty *property)
{
	for (int i = 0; i < property_count; i++)
		if (properties[i].fold_delta == property->fold_delta &&
			properties[i].char_class == property->char_class &&
			properties[i].is_upper == property->is_upper &&
			properties[i].is_latin == property->is_latin &&
			properties[i].is_unspaced == property->is_unspaced)
			return (uint16_t) i;
	if (property_count == PROPERTY_MAX)
	{
		fputs("too many distinct code point properties\n", stderr);
		exit(1);
	}
	properties[property_count] = *property;
	return (uint16_t) property_count++;
}

static int
block_index(const uint16_t *block)
{
	for (int i = 0; i < block_count; i++)
		if (memcmp(blocks[i], block, sizeof(blocks[i])) == 0)
			return i;
	memcpy(blocks[block_count], block, sizeof(blocks[0]));
	return block_count++;
}

static void
print_property(const SentiCharProperty *property)
{
	printf("\t{%d, %d, %d, %d, %d},\n", property->fold_delta, property->char_class, property->is_upper, property->is_latin,
		   property->is_unspaced);
}

int
main(void)
{
	SentiCharProperty other = {0, SENTI_CHAR_OTHER, 0, 0, 0};

	property_index(&other);		/* index 0: whatever is no character */
	for (int page = 0; page < CODE_LIMIT / BLOCK; page++)
	{
		uint16_t	block[BLOCK];

		for (int i = 0; i < BLOCK; i++)
		{
			utf8proc_int32_t code = page * BLOCK + i;
			SentiCharProperty property;

			property.char_class = (uint8_t) char_class(code);
			property.fold_delta = fold(code, property.char_class) - code;
			property.is_latin = is_latin(code, property.char_class, code + property.fold_delta);
			property.is_unspaced = is_unspaced(code, property.char_class);
			property.is_upper = utf8proc_get_property(code)->category == UTF8PROC_CATEGORY_LU;
			block[i] = property_index(&property);
		}
		stage1[page] = block_index(block);
	}
	if (block_count > 256)
	{
		fprintf(stderr, "%d distinct blocks do not fit one byte\n", block_count);
		return 1;
	}

	printf("/* generated by senti_genunicode from utf8proc, Unicode %s */\n"
		   "#include \"senti_unicode_data.h\"\n\n"
		   "const char senti_unicode_version[] = \"%s\";\n\n"
		   "const SentiCharProperty senti_char_properties[] = {\n",
		   utf8proc_unicode_version(), utf8proc_unicode_version());
	for (int i = 0; i < property_count; i++)
		print_property(&properties[i]);
	printf("};\n\nconst SentiCharProperty senti_ascii_properties[128] = {\n");
	for (int i = 0; i < 128; i++)
		print_property(&properties[blocks[stage1[0]][i]]);
	printf("};\n\nconst uint8_t senti_char_stage1[0x1100] = {");
	for (int i = 0; i < CODE_LIMIT / BLOCK; i++)
		printf("%s%d,", i % 24 ? "" : "\n\t", stage1[i]);
	printf("\n};\n\nconst uint16_t senti_char_stage2[][256] = {\n");
	for (int i = 0; i < block_count; i++)
	{
		printf("\t{");
		for (int j = 0; j < BLOCK; j++)
			printf("%s%d,", j % 24 ? "" : "\n\t\t", blocks[i][j]);
		printf("\n\t},\n");
	}
	printf("};\n");
	return 0;
}
