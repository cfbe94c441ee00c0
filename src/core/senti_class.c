/*
 * senti_class.c - names of the closed lists, and back
 *
 * The arrays hold characters, not pointers, so that they need no relocation.
 */
#include "senti_class.h"

#include <string.h>

#define X(name, text) text,
static const char class_names[][24] = {SENTI_CLASSES(X)};
static const char topic_names[][24] = {SENTI_TOPICS(X)};
static const char emotion_names[][24] = {SENTI_EMOTIONS(X)};
static const char pressure_names[][24] = {SENTI_PRESSURES(X)};
static const char reason_names[][32] = {SENTI_REASONS(X)};
static const char unscored_names[][32] = {SENTI_UNSCORED(X)};
static const char inflect_names[][24] = {SENTI_INFLECTS(X)};
#undef X
#define X(name, text, kind, value) text,
static const char quantity_names[][24] = {SENTI_QUANTITIES(X)};
#undef X

const char *
senti_class_name(int bit)
{
	return class_names[bit];
}

const char *
senti_topic_name(SentiTopic topic)
{
	return topic_names[topic];
}

const char *
senti_emotion_name(SentiEmotion emotion)
{
	return emotion_names[emotion];
}

const char *
senti_signal_name(int signal)
{
	return signal < SENTI_EMOTION_COUNT ? emotion_names[signal] : pressure_names[signal - SENTI_EMOTION_COUNT];
}

const char *
senti_reason_name(SentiReason reason)
{
	return reason_names[reason];
}

const char *
senti_unscored_name(SentiUnscored unscored)
{
	return unscored_names[unscored];
}

const char *
senti_inflect_name(SentiInflect inflect)
{
	return inflect_names[inflect];
}

/* Index of a name, count when there is none such. */
static int
find_name(const char names[][24], int count, const char *name, size_t len)
{
	for (int i = 0; i < count; i++)
		if (strlen(names[i]) == len && memcmp(names[i], name, len) == 0)
			return i;
	return count;
}

bool
senti_topic_find(const char *name, size_t len, SentiTopic *topic)
{
	*topic = (SentiTopic) find_name(topic_names, SENTI_TOPIC_COUNT, name, len);
	return *topic < SENTI_TOPIC_COUNT;
}

bool
senti_emotion_find(const char *name, size_t len, SentiEmotion *emotion)
{
	*emotion = (SentiEmotion) find_name(emotion_names, SENTI_EMOTION_COUNT, name, len);
	return *emotion < SENTI_EMOTION_COUNT;
}

bool
senti_inflect_find(const char *name, size_t len, SentiInflect *inflect)
{
	*inflect = (SentiInflect) find_name(inflect_names, SENTI_INFLECT_COUNT, name, len);
	return *inflect < SENTI_INFLECT_COUNT;
}

bool
senti_quantity_find(const char *name, size_t len, uint8_t *code)
{
	*code = (uint8_t) find_name(quantity_names, SENTI_QUANTITY_COUNT, name, len);
	return *code < SENTI_QUANTITY_COUNT;
}

bool
senti_classes_parse(const char *list, size_t len, uint64_t *classes, size_t *unknown)
{
	*classes = 0;
	if (len == 0 || (len == 1 && list[0] == '-'))
		return true;
	for (size_t from = 0;; from++)
	{
		const char *comma = memchr(list + from, ',', len - from);
		size_t		to = comma ? (size_t) (comma - list) : len;
		int			bit = find_name(class_names, SENTI_CLASS_COUNT, list + from, to - from);

		if (bit == SENTI_CLASS_COUNT)
		{
			*unknown = from;
			return false;
		}
		*classes |= UINT64_C(1) << bit;
		if (to == len)
			return true;
		from = to;
	}
}
