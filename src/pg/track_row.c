/*
 * track_row.c - what a row of a tracked table says before its text is read
 */
#include "postgres.h"

#include "access/detoast.h"
#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/datum.h"

#include "dimension.h"
#include "kept_plan.h"
#include "pg_compat.h"
#include "text_scan.h"
#include "track_row.h"
#include "zone.h"

#define CALL_CHANNEL "call"
#define NOTE_CHANNEL "note"		/* what staff write down of a customer: reported voice, and read as the customer's */

const char *
track_problem_name(TrackProblem problem)
{
	static const char *const names[TRACK_PROBLEMS] = {
		[TRACK_STORABLE] = "none",
		[TRACK_NO_TEXT] = "no text",
		[TRACK_NO_KEY] = "no key",
		[TRACK_NO_ACCOUNT] = "no account",
		[TRACK_NO_TIME] = "no time",
		[TRACK_TOO_LONG] = "too long",
		[TRACK_ERROR] = "error",
	};

	return names[problem];
}

void
track_problem_write(Oid schema, Datum source, TrackProblem problem, int64 n, Datum key, const char *detail)
{
	static SPIPlanPtr plan = NULL;
	Oid			types[] = {TEXTOID, TEXTOID, INT8OID, TEXTOID, TEXTOID};
	Datum		values[] = {source, CStringGetTextDatum(track_problem_name(problem)), Int64GetDatum(n),
	key, detail ? CStringGetTextDatum(detail) : (Datum) 0};
	char		nulls[] = {' ', ' ', ' ', key ? ' ' : 'n', detail ? ' ' : 'n'};

	execute_kept(&plan, "INSERT INTO %s.source_problem (source, problem, n, key, detail) VALUES ($1, $2, $3, $4, $5)",
				 schema, lengthof(types), types, values, nulls);
}

/* Does the argument, a kind or both, name that kind? */
static bool
has_dimension(RowReader *reader, const char *kind)
{
	const char *kinds = reader->arguments[TRACK_DIMENSIONS];

	return strcmp(kinds, kind) == 0 || strcmp(kinds, "contact ticket") == 0;
}

void
row_reader_open(RowReader *reader, Relation relation)
{
	track_columns_resolve(reader->columns, reader->arguments, relation);
	reader->cleans = strcmp(reader->arguments[TRACK_CLEAN], "false") != 0;
	reader->zone = zone_by_name(reader->arguments[TRACK_ZONE]);
	reader->asks_tickets = reader->columns[TRACK_TICKET].number != 0 && has_dimension(reader, "ticket");
	reader->asks_contacts = reader->columns[TRACK_AUTHOR].number != 0 && has_dimension(reader, "contact");
}

static void
set_text(RowReader *reader, TrackArgument argument, TupleTableSlot *slot, MentionRow *row, int column)
{
	row->values[column] = track_column_text(&reader->columns[argument], slot, &row->nulls[column]);
}

/* An attribute that the table has no column for. */
static void
set_looked_up(MentionRow *row, int column, Datum value)
{
	row->values[column] = value;
	row->nulls[column] = value == (Datum) 0;
}

/* A value may be compressed, or lie in a TOAST table. */
static bool
is_too_long(const MentionRow *row)
{
	static const int columns[] = {MENTION_KEY, MENTION_ACCOUNT, MENTION_TICKET, MENTION_AUTHOR};

	for (int i = 0; i < (int) lengthof(columns); i++)
		if (!row->nulls[columns[i]] && toast_raw_datum_size(row->values[columns[i]]) - VARHDRSZ > MENTION_IDENTIFIER_MAX)
			return true;
	return false;
}

static bool
is_channel(const MentionRow *row, const char *name)
{
	text	   *channel;

	if (row->nulls[MENTION_CHANNEL])
		return false;
	channel = DatumGetTextPP(row->values[MENTION_CHANNEL]);
	return VARSIZE_ANY_EXHDR(channel) == strlen(name) && memcmp(VARDATA_ANY(channel), name, strlen(name)) == 0;
}

TrackProblem
row_read_attributes(RowReader *reader, TupleTableSlot *slot, MentionRow *row)
{
	TrackColumn *columns = reader->columns;
	TicketAttributes ticket = {0};
	ContactAttributes contact = {0};
	bool		is_customer = true;
	bool		is_null;

	memset(row, 0, sizeof(*row));
	slot_getattr(slot, columns[TRACK_TEXT].number, &is_null);
	if (is_null)
		return TRACK_NO_TEXT;
	row->values[MENTION_SOURCE] = reader->source;
	row->values[MENTION_SCORED_AT] = reader->scored_at;
	set_text(reader, TRACK_KEY, slot, row, MENTION_KEY);
	set_text(reader, TRACK_ACCOUNT, slot, row, MENTION_ACCOUNT);
	if (row->nulls[MENTION_KEY])
		return TRACK_NO_KEY;
	if (row->nulls[MENTION_ACCOUNT] && columns[TRACK_ACCOUNT].number != 0)
		return TRACK_NO_ACCOUNT;
	row->values[MENTION_AT] = track_column_time(&columns[TRACK_AT], reader->zone, slot, &row->nulls[MENTION_AT]);
	if (row->nulls[MENTION_AT])
		return TRACK_NO_TIME;
	set_text(reader, TRACK_TICKET, slot, row, MENTION_TICKET);
	set_text(reader, TRACK_AUTHOR, slot, row, MENTION_AUTHOR);
	set_text(reader, TRACK_CONTACT_ROLE, slot, row, MENTION_CONTACT_ROLE);
	set_text(reader, TRACK_PRODUCT, slot, row, MENTION_PRODUCT);
	if (reader->arguments[TRACK_CHANNEL][0] != '\0')
		row->values[MENTION_CHANNEL] = CStringGetTextDatum(reader->arguments[TRACK_CHANNEL]);
	else
		set_text(reader, TRACK_CHANNEL_COLUMN, slot, row, MENTION_CHANNEL);

	if (reader->asks_tickets && !row->nulls[MENTION_TICKET])
		ticket = dimension_ticket(reader->schema, row->values[MENTION_TICKET]);
	if (reader->asks_contacts && !row->nulls[MENTION_AUTHOR])
		contact = dimension_contact(reader->schema, row->values[MENTION_AUTHOR]);
	set_looked_up(row, MENTION_TICKET_TYPE, ticket.type);
	set_looked_up(row, MENTION_TICKET_TIER, ticket.tier);
	if (columns[TRACK_ACCOUNT].number == 0)
		set_looked_up(row, MENTION_ACCOUNT, ticket.account != (Datum) 0 ? ticket.account : contact.account);
	if (columns[TRACK_CONTACT_ROLE].number == 0)
		set_looked_up(row, MENTION_CONTACT_ROLE, contact.role);

	if (columns[TRACK_IS_CUSTOMER].number != 0)
	{
		Datum		value = slot_getattr(slot, columns[TRACK_IS_CUSTOMER].number, &is_null);

		is_customer = is_null || DatumGetBool(value);
		row->is_by_customer = !is_null && DatumGetBool(value);
	}
	else if (contact.has_is_customer)
		row->is_by_customer = is_customer = contact.is_customer;
	if (is_channel(row, NOTE_CHANNEL) || is_channel(row, CALL_CHANNEL))
		is_customer = true;
	row->values[MENTION_IS_CUSTOMER] = BoolGetDatum(is_customer);
	return is_too_long(row) ? TRACK_TOO_LONG : TRACK_STORABLE;
}

void
row_read_voice(MentionRow *row, text *body)
{
	if (is_channel(row, CALL_CHANNEL) && !row->is_by_customer && !text_has_speakers(body))
		row->values[MENTION_CHANNEL] = CStringGetTextDatum(NOTE_CHANNEL);
}

static bool
is_equal(TrackColumn *column, TupleTableSlot *old_slot, TupleTableSlot *new_slot)
{
	bool		old_null;
	bool		new_null;
	Datum		old_value;
	Datum		new_value;

	if (column->number == 0)
		return true;
	old_value = slot_getattr(old_slot, column->number, &old_null);
	new_value = slot_getattr(new_slot, column->number, &new_null);
	if (old_null || new_null)
		return old_null == new_null;
	/* an unchanged value that lies in a TOAST table is not fetched */
	return datumIsEqual(old_value, new_value, column->is_by_value, column->length) ||
		datum_image_eq(old_value, new_value, column->is_by_value, column->length);
}

RowChange
row_change(RowReader *reader, TupleTableSlot *old_slot, TupleTableSlot *new_slot)
{
	/* the words, whose they are, and the key by which their mentions are found */
	static const TrackArgument decisive[] = {TRACK_TEXT, TRACK_KEY, TRACK_AUTHOR, TRACK_IS_CUSTOMER, TRACK_CHANNEL_COLUMN};
	RowChange	change = ROW_SAME;

	for (int i = TRACK_TEXT; i < TRACK_ARGUMENTS; i++)
	{
		if (is_equal(&reader->columns[i], old_slot, new_slot))
			continue;
		change = ROW_MOVED;
		for (int d = 0; d < (int) lengthof(decisive); d++)
			if ((int) decisive[d] == i)
				return ROW_REWRITTEN;
	}
	return change;
}
