-- inspect(): a look at a table before it is tracked; it writes nothing, and reads with the rights of whoever asks.
CREATE TABLE ticket_comment (
    id bigint PRIMARY KEY, updated_at timestamptz, created_at timestamptz, organization_id integer, ticket_id integer, author_name text,
    subject text, "Sender_Role" text, is_customer boolean, body text, payload text, phone varchar(20)
);
INSERT INTO ticket_comment (id, created_at, organization_id, ticket_id, is_customer, subject, body, payload, phone) VALUES
    (1, '2024-05-06', 7, 1, true,  'Why is this', 'Website is not working.', '{"this is": "long and has many words, but it is no prose at all"}', '+1 555 12'),
    (2, '2024-05-06', 7, 1, false, 'Why is this', 'Sorry, this is terrible, we will look into it.', '{}', NULL),
    (3, '2024-05-06', 7, 1, NULL,  'Re: Why is this', 'Excellent support, thank you!', '{}', NULL),
    (4, '2024-05-06', 8, 2, true,  'when', 'See you on Tuesday.', '{}', NULL),
    (5, '2024-05-06', 8, 2, true,  NULL, E'> See you\n> Tuesday.', NULL, NULL),
    (6, '2024-05-06', 8, 2, true,  NULL, 'Rechnung ist falsch, bitte korrigieren', NULL, NULL),
    (7, '2024-05-06', 8, 2, true,  NULL, NULL, NULL, NULL),
    (8, '2024-05-06', 8, 3, true,  NULL, 'Website is not working.', NULL, NULL);
SELECT section, item, value, detail FROM sentiment.inspect('ticket_comment') WHERE section IN ('mapping', 'track', 'sample', 'coverage', 'voices');
-- the scores are those of score(): here of four texts, two the same
SELECT section, item, value, detail FROM sentiment.inspect('ticket_comment') WHERE section = 'scores' AND item <> 'mean';
SELECT round(sentiment.mean(sentiment.score(body))::numeric, 3) = (SELECT value::numeric FROM sentiment.inspect('ticket_comment') WHERE item = 'mean') AS same_mean
  FROM ticket_comment WHERE is_customer IS NOT FALSE;
SELECT count(*) AS steps, sum(value::integer) AS scores,
       bool_and(value::integer = (SELECT count(*) FROM ticket_comment WHERE is_customer IS NOT FALSE AND round(sentiment.score(body)::numeric, 4) >= split_part(item, ' ', 1)::numeric
                                                                  AND round(sentiment.score(body)::numeric, 4) < split_part(item, ' ', 3)::numeric)) AS as_scored
  FROM sentiment.inspect('ticket_comment') WHERE section = 'histogram';
SELECT item, value = sentiment.score('Website is not working.')::text AS as_scored, detail FROM sentiment.inspect('ticket_comment') WHERE section = 'worst';
-- the ten worst quotes, by score
CREATE TABLE feeling AS SELECT i AS id, repeat('Hello. ', 11 - i) || 'The export is ' || repeat('very ', i % 4) || (ARRAY['bad', 'terrible', 'slow'])[1 + i % 3] || '.' AS body FROM generate_series(0, 11) AS i;
CREATE UNIQUE INDEX ON feeling (id);
WITH w AS (SELECT value::float8 AS score, item::integer AS id, lag(value::float8) OVER () <= value::float8 AS in_order FROM sentiment.inspect('feeling') WHERE section = 'worst')
SELECT count(*), bool_and(in_order) AS in_order, min(w.score) = (SELECT min(sentiment.score(body)) FROM feeling) AS worst_first, bool_and(w.score = sentiment.score(f.body)) AS as_scored
  FROM w JOIN feeling f USING (id);
DROP TABLE feeling;
-- the statement works as it stands
SELECT detail AS statement FROM sentiment.inspect('ticket_comment') WHERE item = 'statement' \gset
:statement
SELECT text_column, account_column, at_column, key_column, ticket_column, author_column, contact_role_column, is_customer_column, channel FROM sentiment.source;
SELECT sentiment.untrack('ticket_comment');
-- the account lies elsewhere, and the channel in a column: the statement works once a dimension knows the account
CREATE TABLE conversation (id integer PRIMARY KEY, org integer);
CREATE TABLE reply (id integer PRIMARY KEY, conversation_id integer, sender_id integer, via text, sent_at timestamptz, body text);
SELECT item, value, detail FROM sentiment.inspect('reply') WHERE section = 'mapping' AND item IN ('account', 'channel');
SELECT detail AS statement FROM sentiment.inspect('reply') WHERE item = 'statement' \gset
SELECT state, message FROM error_of(:'statement');
SELECT sentiment.dimension('ticket', 'conversation', key => 'id', columns => '{"account": "org"}');
:statement
SELECT account_column, ticket_column, author_column, channel, channel_column FROM sentiment.source;
SELECT sentiment.untrack('reply'), sentiment.drop_dimension('public.conversation');
DROP TABLE reply, conversation;
-- nothing fits: what is missing, and what to do about it
CREATE TABLE "Odd table" (id integer, "it's said" text, direction text, updated timestamp);
SELECT section, item, value, detail FROM sentiment.inspect('"Odd table"') WHERE section IN ('mapping', 'track', 'sample', 'coverage');
ALTER TABLE "Odd table" DROP COLUMN id, ADD COLUMN from_agent boolean, ADD COLUMN created_on date, ADD COLUMN "accountId" uuid, ADD COLUMN note varchar;
INSERT INTO "Odd table" (from_agent, "it's said", note) VALUES (true, 'and so it is', 'a note is longer, as notes are');
SELECT item, value, detail FROM sentiment.inspect('"Odd table"') WHERE section IN ('mapping', 'track');
-- partitions, each with a key of its own beside the day
CREATE TABLE chat (id bigint, day date, company text, message text, PRIMARY KEY (day, id)) PARTITION BY RANGE (day);
CREATE TABLE chat_2023 PARTITION OF chat FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE TABLE chat_2024 PARTITION OF chat FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
INSERT INTO chat SELECT i, '2023-12-01'::date + i % 60, 'acme', 'Website is not working.' FROM generate_series(1, 1500) AS i;
SELECT item, value, detail FROM sentiment.inspect('chat') WHERE section IN ('mapping', 'track', 'coverage');
SELECT item, value FROM sentiment.inspect('chat') WHERE item = 'rows';
-- a large table: 1,000 rows of some of its blocks, the same ones each time
CREATE TABLE large (id integer PRIMARY KEY, body text) WITH (fillfactor = 10);
INSERT INTO large SELECT i, 'Website is not working. ' || repeat('It is ' || i || '. ', 10) FROM generate_series(1, 12000) AS i;
SELECT pg_relation_size('large') / current_setting('block_size')::integer > 2000 AS many_blocks;
SELECT item, value FROM sentiment.inspect('large') WHERE section IN ('sample', 'coverage') AND item <> 'model';
SELECT count(*) AS n, count(*) FILTER (WHERE key::integer > 6000) BETWEEN 400 AND 600 AS from_all_of_it,
       md5(string_agg(key, ' ' ORDER BY key::integer)) = (SELECT md5(string_agg(key, ' ' ORDER BY key::integer)) FROM sentiment.inspect_sample('large', 'body', 'id', NULL)) AS the_same
  FROM sentiment.inspect_sample('large', 'body', 'id', NULL);
-- views, materialized or not, may be looked at
CREATE VIEW said AS SELECT c.id, o.name AS account_name, c.created_at, c.body FROM ticket_comment c JOIN (VALUES (7, 'acme'), (8, 'bolt')) AS o (id, name) ON o.id = c.organization_id;
CREATE MATERIALIZED VIEW said_once AS TABLE said;
SELECT item, value, detail FROM sentiment.inspect('said') WHERE section IN ('mapping', 'track', 'coverage');
SELECT item, value, detail FROM sentiment.inspect('said_once') WHERE section IN ('track', 'coverage');
-- a reader may, with rights of his or her own: row security holds
CREATE ROLE regress_senti_reader;
SET ROLE regress_senti_reader;
SELECT state, message FROM error_of('SELECT sentiment.inspect(''ticket_comment'')');
RESET ROLE;
SELECT sentiment.grant_access('regress_senti_reader', 'reader');
SET ROLE regress_senti_reader;
SELECT state, message, detail FROM error_of('SELECT sentiment.inspect(''ticket_comment'')');
RESET ROLE;
GRANT SELECT ON ticket_comment TO regress_senti_reader;
ALTER TABLE ticket_comment ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON ticket_comment TO regress_senti_reader USING (organization_id = 8);
SET ROLE regress_senti_reader;
SET default_transaction_read_only = on;
SELECT item, value FROM sentiment.inspect('ticket_comment') WHERE section IN ('sample', 'coverage');
RESET default_transaction_read_only;
RESET ROLE;
DROP OWNED BY regress_senti_reader;
DROP ROLE regress_senti_reader;
-- what cannot be looked at
CREATE TABLE numbers (id integer PRIMARY KEY, n integer);
CREATE FOREIGN DATA WRAPPER nowhere;
CREATE SERVER nowhere FOREIGN DATA WRAPPER nowhere;
CREATE FOREIGN TABLE far (id integer, body text) SERVER nowhere;
\pset format unaligned
\pset tuples_only on
SELECT * FROM error_of('SELECT sentiment.inspect(''numbers'')');
SELECT * FROM error_of('SELECT sentiment.inspect(''numbers_pkey'')');
SELECT * FROM error_of('SELECT sentiment.inspect(''nothing'')');
SELECT state, message FROM error_of('SELECT sentiment.inspect(''far'')');
SELECT count(*) FROM sentiment.inspect(NULL);
DROP FOREIGN TABLE far;
DROP SERVER nowhere;
DROP FOREIGN DATA WRAPPER nowhere;
DROP MATERIALIZED VIEW said_once;
DROP VIEW said;
DROP TABLE ticket_comment, "Odd table", chat, large, numbers;
