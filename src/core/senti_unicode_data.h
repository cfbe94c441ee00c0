/*
 * senti_unicode_data.h - the generated two-stage table of code point properties
 *
 * Made at build time by src/tools/senti_genunicode.c from utf8proc.
 */
#ifndef SENTI_UNICODE_DATA_H
#define SENTI_UNICODE_DATA_H

#include "senti_text.h"

extern const SentiCharProperty senti_char_properties[];
extern const uint8_t senti_char_stage1[0x1100];
extern const uint16_t senti_char_stage2[][256];
extern const char senti_unicode_version[];

#endif							/* SENTI_UNICODE_DATA_H */
