/*
 * dimension.h - what the tables ticket and contact know of a tracked row
 */
#ifndef DIMENSION_H
#define DIMENSION_H

/* Attributes of a ticket or a contact: text values, palloc'd in the caller's context; 0 is NULL. */
typedef struct TicketAttributes
{
	Datum		account;
	Datum		type;
	Datum		tier;
} TicketAttributes;

typedef struct ContactAttributes
{
	Datum		account;
	Datum		role;
	bool		has_is_customer;
	bool		is_customer;
} ContactAttributes;

/* Look up by text value; all NULL when it is not there.  Reads with the rights of the current user. */
extern TicketAttributes dimension_ticket(Oid schema, Datum ticket);
extern ContactAttributes dimension_contact(Oid schema, Datum author);

/* Does a table say of contacts whether they are customers? */
extern bool dimension_tells_customers(Oid schema);

#endif							/* DIMENSION_H */
