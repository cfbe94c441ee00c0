/*
 * senti_class.c - names of classes, topics, emotions, reasons
 *
 * The arrays hold characters, not pointers, so that they need no relocation.
 */
#include "senti_class.h"

#define X(name, text) text,
static const char class_names[][24] = {SENTI_CLASSES(X)};
static const char topic_names[][24] = {SENTI_TOPICS(X)};
static const char emotion_names[][24] = {SENTI_EMOTIONS(X)};
static const char reason_names[][32] = {SENTI_REASONS(X)};
static const char unscored_names[][32] = {SENTI_UNSCORED(X)};
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
senti_reason_name(SentiReason reason)
{
	return reason_names[reason];
}

const char *
senti_unscored_name(SentiUnscored unscored)
{
	return unscored_names[unscored];
}
