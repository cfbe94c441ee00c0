/*
 * mention.h - rows of the table mention: what a text says, and how they get there
 */
#ifndef MENTION_H
#define MENTION_H

#include "text_scan.h"

/* What a text says of one topic, or as a whole; the columns of SQL's mentions(). */
enum
{
	MENTION_TOPIC,				/* NULL: the whole text */
	MENTION_SCORE,				/* NULL: nothing was scored */
	MENTION_CONFIDENCE,
	MENTION_EMOTION,
	MENTION_URGENCY,
	MENTION_CHURN_RISK,
	MENTION_ESCALATION_RISK,
	MENTION_QUOTE_START,		/* characters, from 1 */
	MENTION_QUOTE_LENGTH,
	MENTION_TEXT_HASH,
	MENTION_MODEL,
	MENTION_REASON,				/* why a customer's text has no score; else NULL */
	MENTION_TEXT_COLUMNS
};

/* Columns of the table mention, in order: where and when, then what the text says. */
enum
{
	MENTION_SOURCE,
	MENTION_KEY,
	MENTION_ACCOUNT,
	MENTION_TICKET,
	MENTION_AUTHOR,
	MENTION_CONTACT_ROLE,
	MENTION_CHANNEL,
	MENTION_PRODUCT,
	MENTION_TICKET_TYPE,
	MENTION_TICKET_TIER,
	MENTION_IS_CUSTOMER,
	MENTION_AT,
	MENTION_FIRST_TEXT_COLUMN,
	MENTION_SCORED_AT = MENTION_FIRST_TEXT_COLUMN + MENTION_TEXT_COLUMNS,
	MENTION_XID,				/* set by the writer */
	MENTION_COLUMNS
};

/* A whole text and its topics are at most this many rows. */
#define MENTION_ROWS_MAX (SENTI_TOPIC_MAX + 1)

/*
 * What a text says by a lexicon, first the whole and then one row per topic; returns the
 * number of rows.  Another person's words give one row without a score, kept
 * for the order of turns.  Values are palloc'd.
 */
extern int	mention_read_text(text *body, bool is_customer, const SentiScorer *scorer,
							  Datum values[][MENTION_TEXT_COLUMNS], bool nulls[][MENTION_TEXT_COLUMNS]);

/* A key, account, ticket or author that the indexes hold with ease, in bytes; SQL's is_identifier() says the same. */
#define MENTION_IDENTIFIER_MAX 500

/* What column text_hash holds: as hashtextextended(body COLLATE "C", 0). */
extern int64 mention_text_hash(text *body);

/* Appends rows to the table mention in bulk, past privileges, triggers and checks. */
typedef struct MentionWriter MentionWriter;

extern MentionWriter *mention_writer_open(Oid schema);
extern void mention_writer_append(MentionWriter *writer, const Datum *values, const bool *nulls);
extern void mention_writer_flush(MentionWriter *writer);
extern void mention_writer_close(MentionWriter *writer);

#endif							/* MENTION_H */
