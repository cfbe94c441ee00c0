-- Twelve weeks of messages from four accounts, as a helpdesk would hold them; day 0 is today.
CREATE EXTENSION sentiment;

CREATE TABLE message (
    id          integer PRIMARY KEY,
    account     text NOT NULL,
    ticket      text,
    sent_at     timestamptz NOT NULL,
    author      text,
    role        text,
    is_customer boolean NOT NULL,
    channel     text NOT NULL,
    body        text NOT NULL
);

SELECT sentiment.track('message', text => 'body', account => 'account', at => 'sent_at', key => 'id', ticket => 'ticket',
                       author => 'author', contact_role => 'role', is_customer => 'is_customer') AS tracked;
SELECT sentiment.starter_rules() AS rule;

CREATE TEMP TABLE line (id integer, account text, ticket text, day_offset integer, hour integer, author text, is_customer boolean, channel text, body text);
\copy line FROM 'test/demo.d/message.tsv' (FORMAT text, HEADER)
INSERT INTO message
    SELECT id, account, ticket, (sentiment.day(now()) + day_offset)::timestamp AT TIME ZONE 'UTC' + hour * interval '1 hour',
           split_part(author, ', ', 1), nullif(split_part(author, ', ', 2), ''), is_customer, channel, body
      FROM line ORDER BY id;
