/*
 * senti_emoji.h - emoji and emoticons: feelings without letters
 *
 * All lengths are in bytes, and 0 where none of it begins.
 */
#ifndef SENTI_EMOJI_H
#define SENTI_EMOJI_H

#include "senti_text.h"

/*
 * Length of the emoji at text, as people see one: with selectors, skin tones
 * and all that is joined to it; a flag; a keycap.  Its ends are boundaries of
 * grapheme clusters (UAX #29).
 */
extern size_t senti_emoji_length(const uint8_t *text, size_t len);

/* Length of its first element alone: the woman of a woman at a laptop. */
extern size_t senti_emoji_element_length(const uint8_t *text, size_t len);

/* Length of a western emoticon such as :) :-( ;D =/ <3, also reversed: (: */
extern size_t senti_emoticon_length(const uint8_t *text, size_t len, bool is_at_blank);

/* Length of an eastern one such as ^_^, which stands between blanks or marks. */
extern size_t senti_face_length(const uint8_t *text, size_t len);

#endif							/* SENTI_EMOJI_H */
