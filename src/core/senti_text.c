/*
 * senti_text.c - UTF-8 decoding, code point properties, folding
 */
#include "senti_text.h"

#include <string.h>

#include "senti_unicode_data.h"

/* Well-formed UTF-8 by The Unicode Standard, table 3-7. */
size_t
senti_char_decode(const uint8_t *text, size_t len, uint32_t *code)
{
	uint8_t		lead = text[0];
	uint8_t		low = 0x80;
	uint8_t		high = 0xBF;
	uint32_t	value;
	size_t		need;

	if (lead >= 0xC2 && lead <= 0xDF)
	{
		need = 2;
		value = lead & 0x1F;
	}
	else if (lead >= 0xE0 && lead <= 0xEF)
	{
		need = 3;
		value = lead & 0x0F;
		if (lead == 0xE0)
			low = 0xA0;
		else if (lead == 0xED)
			high = 0x9F;		/* surrogates */
	}
	else if (lead >= 0xF0 && lead <= 0xF4)
	{
		need = 4;
		value = lead & 0x07;
		if (lead == 0xF0)
			low = 0x90;
		else if (lead == 0xF4)
			high = 0x8F;		/* beyond U+10FFFF */
	}
	else
		need = 0;

	*code = SENTI_INVALID_CHAR;
	if (need == 0 || need > len)
		return 1;
	for (size_t i = 1; i < need; i++)
	{
		if (text[i] < low || text[i] > high)
			return 1;
		value = (value << 6) | (text[i] & 0x3F);
		low = 0x80;
		high = 0xBF;
	}
	*code = value;
	return need;
}

const SentiCharProperty *
senti_char_property_beyond_ascii(uint32_t code)
{
	if (code > 0x10FFFF)
		return &senti_char_properties[0];
	return &senti_char_properties[senti_char_stage2[senti_char_stage1[code >> 8]][code & 0xFF]];
}

size_t
senti_char_count(const uint8_t *text, size_t len)
{
	size_t		count = 0;

	for (size_t i = 0; i < len; count++)
	{
		uint32_t	code;

		i += text[i] < 0x80 ? 1 : senti_char_next(text + i, len - i, &code);
	}
	return count;
}

static size_t
encode_char(uint32_t code, uint8_t *out)
{
	if (code < 0x80)
	{
		out[0] = (uint8_t) code;
		return 1;
	}
	if (code < 0x800)
	{
		out[0] = (uint8_t) (0xC0 | code >> 6);
		out[1] = (uint8_t) (0x80 | (code & 0x3F));
		return 2;
	}
	if (code < 0x10000)
	{
		out[0] = (uint8_t) (0xE0 | code >> 12);
		out[1] = (uint8_t) (0x80 | (code >> 6 & 0x3F));
		out[2] = (uint8_t) (0x80 | (code & 0x3F));
		return 3;
	}
	out[0] = (uint8_t) (0xF0 | code >> 18);
	out[1] = (uint8_t) (0x80 | (code >> 12 & 0x3F));
	out[2] = (uint8_t) (0x80 | (code >> 6 & 0x3F));
	out[3] = (uint8_t) (0x80 | (code & 0x3F));
	return 4;
}

bool
senti_key_has_run(const SentiKey *key)
{
	for (size_t i = 0; i + 2 < key->len; i += SENTI_CHUNK - 2)
		if (senti_chunk_has_run(senti_chunk_load(key->bytes + i)))
			return true;
	return false;
}

void
senti_fold_word(const uint8_t *text, size_t len, int max_run, SentiKey *key)
{
	uint32_t	last = 0;
	int			run = 0;

	key->len = 0;
	for (size_t i = 0; i < len;)
	{
		uint32_t	code;
		uint8_t		encoded[4];
		size_t		encoded_len;
		const SentiCharProperty *property;

		i += senti_char_next(text + i, len - i, &code);
		property = senti_char_property(code);
		if (property->char_class == SENTI_CHAR_MARK || code == SENTI_INVALID_CHAR)
			continue;
		code = (uint32_t) ((int32_t) code + property->fold_delta);
		run = code == last ? run + 1 : 1;
		last = code;
		if (max_run > 0 && run > max_run)
			continue;
		if (code < 0x80 && key->len < SENTI_KEY_MAX)
		{
			key->bytes[key->len++] = (uint8_t) code;
			continue;
		}
		encoded_len = encode_char(code, encoded);
		if (key->len + encoded_len > SENTI_KEY_MAX)
		{
			key->len = 0;
			return;
		}
		memcpy(key->bytes + key->len, encoded, encoded_len);
		key->len += encoded_len;
	}
	senti_chunk_store(key->bytes + key->len, 0);
}

uint32_t
senti_number_tenths(const uint8_t *text, size_t len, size_t *digits)
{
	uint32_t	value = 0;
	size_t		i = 0;

	for (; i < len && (text[i] == ',' || (text[i] >= '0' && text[i] <= '9')); i++)
		if (text[i] != ',' && value < 100000)
			value = value * 10 + (uint32_t) (text[i] - '0');
	value *= 10;
	if (i + 1 < len && text[i] == '.' && text[i + 1] >= '0' && text[i + 1] <= '9')
	{
		value += (uint32_t) (text[i + 1] - '0');
		for (i += 2; i < len && text[i] >= '0' && text[i] <= '9';)
			i++;
	}
	*digits = i;
	return value;
}
