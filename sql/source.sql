-- track(): what arrives in a table becomes mentions; every kind of change; errors that are ours stay ours.
CREATE TABLE message (
    id bigint PRIMARY KEY, account_id integer, ticket_no varchar(20), author text, role text,
    from_customer boolean, sent_at timestamptz, body text, note text
);
SELECT sentiment.track('message', text => 'body', account => 'account_id', at => 'sent_at', key => 'id', ticket => 'ticket_no',
                       author => 'author', contact_role => 'role', is_customer => 'from_customer', channel => 'ticket');
SELECT tgname, tgenabled FROM pg_trigger WHERE tgrelid = 'message'::regclass AND NOT tgisinternal ORDER BY tgname;
INSERT INTO message VALUES
    (1, 7, 'T-1', 'Ann', 'admin', true,  '2024-05-06 10:00+00', 'Your support team never replied to my ticket.', NULL),
    (2, 7, 'T-1', 'Bob', 'agent', false, '2024-05-06 11:00+00', 'Sorry, this is terrible, we will look into it.', NULL),
    (3, 7, 'T-1', 'Ann', 'admin', NULL,  '2024-05-06 12:00+00', 'Excellent support, thank you!', NULL),
    (4, 8, NULL,  NULL,  NULL,    true,  '2024-05-06 13:00+00', 'See you on Tuesday.', NULL),
    (5, NULL, 'T-2', 'Eve', NULL, true,  '2024-05-06 13:00+00', 'no account: not stored', NULL),
    (6, 8, 'T-2', 'Eve', NULL,    true,  NULL,                  'no time: not stored', NULL),
    (7, 8, 'T-2', 'Eve', NULL,    true,  '2024-05-06 14:00+00', NULL, NULL),
    (8, 8, 'T-2', 'Eve', NULL,    true,  '2024-05-06 15:00+00', '> only a quote', NULL);
SELECT source, key, account, ticket, author, contact_role, channel, is_customer, at AT TIME ZONE 'UTC' AS at, topic, sentiment.label(score)
  FROM sentiment.mention ORDER BY key::int, topic NULLS FIRST;
-- what is not stored is counted
SELECT source, problem, n, key, detail FROM sentiment.source_problem WHERE source = 'public.message' ORDER BY problem;
-- the row is what the scoring functions say of the text
SELECT m.key, bool_and(m.score = a.score AND m.confidence = a.confidence AND m.emotion IS NOT DISTINCT FROM a.emotion
                       AND substring(body FROM quote_start FOR quote_length) IS NOT DISTINCT FROM a.quote
                       AND m.model = a.model AND m.text_hash = hashtextextended(body, 0)) AS as_analyzed
  FROM sentiment.mention m JOIN message ON id = key::bigint, sentiment.analyze(body) a
 WHERE topic IS NULL AND is_customer AND m.score IS NOT NULL GROUP BY m.key ORDER BY m.key;
SELECT bool_and(m.score = t.score AND substring(body FROM m.quote_start FOR m.quote_length) = t.quote) AS topics_as_scored
  FROM sentiment.mention m JOIN message ON id = key::bigint, sentiment.topics(body) t WHERE m.topic = t.topic AND m.is_customer;
-- the view has one row for each customer message
SELECT key, label FROM sentiment.interaction ORDER BY key::int;
-- an UPDATE that does not touch a mapped column leaves the row alone, another reads it anew
SELECT xmin AS before FROM sentiment.mention WHERE key = '1' AND topic IS NULL \gset
UPDATE message SET note = 'seen' WHERE id = 1;
SELECT xmin = :before AS untouched FROM sentiment.mention WHERE key = '1' AND topic IS NULL;
UPDATE message SET body = 'Excellent support, thank you!' WHERE id IN (1, 4);
UPDATE message SET id = 30 WHERE id = 3;
SELECT key, topic, sentiment.label(score) FROM sentiment.mention WHERE key IN ('1', '3', '4', '30') ORDER BY key::int, topic NULLS FIRST;
-- upsert, COPY, DELETE, TRUNCATE
INSERT INTO message VALUES (4, 8, NULL, NULL, NULL, true, '2024-05-06 13:00+00', 'Website is not working.')
    ON CONFLICT (id) DO UPDATE SET body = EXCLUDED.body;
COPY message (id, account_id, sent_at, body) FROM stdin;
40	8	2024-05-07 10:00+00	no complaints
\.
SELECT key, sentiment.label(score) FROM sentiment.mention WHERE key IN ('4', '40') AND topic IS NULL ORDER BY key;
DELETE FROM message WHERE id = 40;
SELECT count(*) FROM sentiment.mention WHERE key = '40';
-- nothing stays of what was rolled back
BEGIN;
INSERT INTO message VALUES (50, 8, NULL, NULL, NULL, true, '2024-05-08 10:00+00', 'Website is not working.');
ROLLBACK;
SELECT count(*) FROM sentiment.mention WHERE key = '50';
-- why a customer's text has no score stands in its row, and is counted
INSERT INTO message VALUES (60, 8, NULL, NULL, NULL, true, '2024-05-08 11:00+00', 'Das Dashboard ist down, bitte Support kontaktieren', NULL),
    (61, 8, NULL, NULL, NULL, true, '2024-05-08 11:00+00', 'Rechnung ist falsch, bitte korrigieren', NULL),
    (62, 8, NULL, NULL, NULL, true, '2024-05-08 11:00+00', ' ', NULL),
    (63, 8, NULL, NULL, NULL, false, '2024-05-08 11:00+00', 'Wir schauen nach', NULL);
SELECT key, is_customer, topic, score, reason, NOT is_customer OR reason = (sentiment.analyze(body)).reason AS as_analyzed
  FROM sentiment.mention JOIN message ON id = key::bigint WHERE score IS NULL AND id >= 60 ORDER BY id;
SELECT source, reason, n FROM sentiment.unscored ORDER BY reason;
-- refresh reads everything anew, to the same rows
CREATE TEMP TABLE before_refresh AS SELECT to_jsonb(m) - 'scored_at' - 'xid' AS row FROM sentiment.mention m;
CALL sentiment.refresh('message');
SELECT count(*) FILTER (WHERE r.row IS NULL OR b.row IS NULL) AS differences, count(*) AS rows
  FROM before_refresh b FULL JOIN (SELECT to_jsonb(m) - 'scored_at' - 'xid' AS row FROM sentiment.mention m) r ON r.row = b.row;
TRUNCATE message;
SELECT count(*) FROM sentiment.mention;
-- more rows than one batch, and times without a zone are UTC whatever the session says
CREATE TABLE call_note (n integer PRIMARY KEY, customer text, day date, said text);
SET timezone = 'Asia/Tokyo';
SELECT sentiment.track('call_note', text => 'said', account => 'customer', at => 'day', key => 'n');
INSERT INTO call_note SELECT i, 'acme', '2024-01-01', 'Website is not working.' FROM generate_series(1, 2500) i;
SELECT count(*), min(at) AT TIME ZONE 'UTC' AS at, count(DISTINCT key) FROM sentiment.mention WHERE topic IS NULL;
SELECT at FROM sentiment.mention LIMIT 1 \gset first_
CALL sentiment.refresh('call_note');
SELECT count(*), min(at) = :'first_at' AS same_time FROM sentiment.mention WHERE topic IS NULL;
RESET timezone;
-- transition tables that do not fit work_mem are read from disk
SET work_mem = '64kB';
INSERT INTO call_note SELECT i, 'account ' || i % 7, '2024-01-02', 'Website is not working.' || repeat(' No update.', i % 50) FROM generate_series(10001, 15000) i;
UPDATE call_note SET said = 'no complaints, number ' || n WHERE n > 10000;
RESET work_mem;
SELECT count(*), count(DISTINCT key), count(DISTINCT account), bool_and(sentiment.label(score) = 'positive') FROM sentiment.mention WHERE key::int > 10000 AND topic IS NULL;
DELETE FROM call_note WHERE n > 10000;
SELECT count(*) FROM sentiment.mention WHERE key::int > 10000;
-- a failure of ours warns, and the customer's row is in; on_error => 'fail' wishes otherwise
ALTER TABLE call_note RENAME COLUMN said TO told;
INSERT INTO call_note VALUES (3000, 'acme', '2024-01-02', 'still counts');
SELECT count(*) FROM call_note WHERE n = 3000;
SELECT problem, n, detail FROM sentiment.source_problem WHERE source = 'public.call_note';
SELECT sentiment.untrack('call_note');
SELECT count(*) AS mentions, (SELECT count(*) FROM pg_trigger WHERE tgrelid = 'call_note'::regclass) AS triggers FROM sentiment.mention;
SELECT sentiment.track('call_note', text => 'told', account => 'customer', at => 'day', key => 'n', on_error => 'fail');
ALTER TABLE call_note RENAME COLUMN told TO said;
\set VERBOSITY terse
INSERT INTO call_note VALUES (3001, 'acme', '2024-01-02', 'refused');
\set VERBOSITY default
SELECT count(*) FROM call_note WHERE n = 3001;
-- a table that is gone can still be untracked by name
DROP TABLE call_note;
SELECT sentiment.untrack('public.call_note');
-- misuse: state, message, detail, hint
\pset format unaligned
\pset tuples_only on
CREATE TYPE mood AS ENUM ('good');
CREATE TABLE other (id integer, customer mood, at text, body bytea);
CREATE VIEW seen AS TABLE other;
SELECT * FROM error_of($$SELECT sentiment.track('message', text => 'body', account => 'account_id', at => 'sent_at', key => 'id')$$);
SELECT * FROM error_of($$SELECT sentiment.track('other', text => 'bodi', account => 'customer', at => 'at', key => 'id')$$);
SELECT * FROM error_of($$SELECT sentiment.track('other', text => 'body', account => 'customer', at => 'at', key => 'id')$$);
SELECT * FROM error_of($$SELECT sentiment.track('other', text => 'at', account => 'customer', at => 'at', key => 'id')$$);
SELECT * FROM error_of($$SELECT sentiment.track('other', text => 'at', account => 'id', at => 'at', key => 'id')$$);
SELECT * FROM error_of($$SELECT sentiment.track('other', text => NULL, account => 'id', at => 'at', key => 'id')$$);
SELECT * FROM error_of($$SELECT sentiment.track('message', text => 'body', account => 'account_id', at => 'sent_at', key => 'id', on_error => 'shrug')$$);
SELECT * FROM error_of($$SELECT sentiment.track('seen', text => 'body', account => 'customer', at => 'at', key => 'id')$$);
SELECT * FROM error_of($$SELECT sentiment.untrack('other')$$);
SELECT * FROM error_of($$CALL sentiment.refresh('other')$$);
SELECT * FROM error_of($$CREATE TRIGGER t BEFORE INSERT ON other EXECUTE FUNCTION sentiment.track_change(); INSERT INTO other DEFAULT VALUES$$);
SELECT * FROM error_of($$CREATE TRIGGER t AFTER INSERT ON other FOR EACH ROW EXECUTE FUNCTION sentiment.track_change(); INSERT INTO other DEFAULT VALUES$$);
SELECT * FROM error_of($$CREATE TRIGGER t AFTER INSERT ON other EXECUTE FUNCTION sentiment.track_change(); INSERT INTO other DEFAULT VALUES$$);
SELECT sentiment.untrack('message');
DROP VIEW seen;
DROP TABLE message, other;
DROP TYPE mood;
