-- What a customer's table can do to us, and we may not do to it.
CREATE TABLE message (id integer PRIMARY KEY, account text, ticket text, sent_at timestamptz, body text);
SELECT sentiment.track('message', text => 'body', account => 'account', at => 'sent_at', key => 'id', ticket => 'ticket');
SELECT count(*) FROM two_rules();
\set bad '''Unacceptable. It crashed again and nobody answers. This is a disgrace!'''
-- a mapped column that changes its type: a warning, never a wrong reading
ALTER TABLE message ALTER body TYPE bigint USING 1;
\set VERBOSITY terse
INSERT INTO message VALUES (1, 'acme', 'A-1', now(), 99);
ALTER TABLE message ALTER body TYPE text, DROP sent_at, ADD sent_at text;
INSERT INTO message (id, account, body, sent_at) VALUES (2, 'acme', 'terrible', '2024-01-01');
SELECT count(*) FROM sentiment.mention;
ALTER TABLE message DROP sent_at, ADD sent_at timestamptz;
-- a trigger made by hand, without a text column
CREATE TABLE by_hand (id integer, account text, sent_at timestamptz, body text);
CREATE TRIGGER t AFTER INSERT ON by_hand REFERENCING NEW TABLE AS n FOR EACH STATEMENT
    EXECUTE FUNCTION sentiment.track_change('s', 'warn', '', 'builtin', 'true', 'UTC', '', '', 'sent_at', 'id', 'account', '', '', '', '', '', '');
INSERT INTO by_hand VALUES (1, 'acme', now(), 'terrible');
DROP TABLE by_hand;
-- a row that cannot be stored: one warning a statement, and all other rows are
INSERT INTO message (id, account, sent_at, body)
    SELECT i, CASE i % 100 WHEN 0 THEN repeat('x', 3000) ELSE 'acme' END, now(), 'terrible' FROM generate_series(1001, 4000) i;
SELECT count(*) FROM sentiment.interaction;
DELETE FROM message WHERE id > 1000;
SELECT count(*) FROM sentiment.mention;
-- no time: infinite, and a day that no timestamp can hold
INSERT INTO message (id, account, sent_at, body) VALUES (11, 'acme', 'infinity', 'terrible'), (12, 'acme', '-infinity', 'terrible');
SELECT count(*) FROM sentiment.mention;
-- keys that move: to where other rows of the same statement were
INSERT INTO message (id, account, sent_at, body) SELECT i, 'acme', now(), 'terrible ' || i FROM generate_series(10001, 13000) i;
ALTER TABLE message DROP CONSTRAINT message_pkey;
UPDATE message SET id = id + 1 WHERE id > 10000;
SELECT count(*) AS mentions, count(*) FILTER (WHERE hashtextextended(body, 0) = text_hash) AS of_this_text
  FROM sentiment.interaction i LEFT JOIN message m ON m.id = i.key::integer JOIN sentiment.mention USING (key) WHERE topic IS NULL AND i.key::integer > 10000;
DELETE FROM message;
ALTER TABLE message ADD PRIMARY KEY (id);
-- the alert comes with the message, also when that bears the time of its insertion
INSERT INTO message (id, account, ticket, sent_at, body) VALUES (20, 'acme', 'A-1', clock_timestamp(), :bad);
SELECT state FROM sentiment.alert;
-- of two messages of the same time the later key is the latest
INSERT INTO message (id, account, ticket, sent_at, body) VALUES (9, 'acme', 'A-2', '2020-01-01', :bad), (10, 'acme', 'A-2', '2020-01-01', 'Thank you, excellent!');
SELECT value > 0 AS latest_is_ten FROM sentiment.observe('2020-01-02', ARRAY['acme'], ARRAY['A-2'], false, false) WHERE rule = 'ticket turned hostile';
-- closed by a person it stays closed until something new is said
SELECT count(sentiment.resolve(id, 'called them')) FROM sentiment.alert;
CALL sentiment.evaluate();
SELECT state, note FROM sentiment.alert;
INSERT INTO message (id, account, ticket, sent_at, body) VALUES (21, 'acme', 'A-1', clock_timestamp(), :bad);
SELECT state, note FROM sentiment.alert;
-- a look into the past or future and back changes nothing that has happened
SELECT count(*) AS events FROM sentiment.alert_event \gset
CALL sentiment.evaluate(now() - interval '60 days');
CALL sentiment.evaluate();
SELECT state, (SELECT count(*) = :events FROM sentiment.alert_event) AS nothing_new FROM sentiment.alert;
CALL sentiment.evaluate(now() + interval '20 days');
CALL sentiment.evaluate();
SELECT edge FROM sentiment.alert_event ORDER BY id DESC LIMIT 1;
CALL sentiment.evaluate(NULL);
CALL sentiment.evaluate('infinity');
-- no lock that anybody can take stops the alerts
CREATE ROLE regress_senti_nobody;
SET ROLE regress_senti_nobody;
SELECT * FROM sentiment.alert_lock;
RESET ROLE;
DROP ROLE regress_senti_nobody;
-- the table's owner loses his rights on ours: his statements go on
CREATE ROLE regress_senti_owner;
ALTER TABLE message OWNER TO regress_senti_owner;
UPDATE message SET body = 'something else' WHERE id = 20;
DELETE FROM message WHERE id = 21;
TRUNCATE message;
SELECT count(*) FROM message;
ALTER TABLE message OWNER TO CURRENT_USER;
DROP ROLE regress_senti_owner;
-- no code of the source's owner runs in evidence(): a domain's check would
SELECT sentiment.untrack('message');
DELETE FROM sentiment.alert;
INSERT INTO message (id, account, ticket, sent_at, body) VALUES (30, 'acme', 'A-3', now(), :bad);
SELECT sentiment.track('message', text => 'body', account => 'account', at => 'sent_at', key => 'id', ticket => 'ticket');
CALL sentiment.refresh('message');
CALL sentiment.evaluate();
SELECT count(e.quote) FROM sentiment.alert a, sentiment.evidence(a.id) e;
CREATE FUNCTION spy(integer) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RAISE NOTICE 'spy runs as %', current_user; RETURN true; END $$;
CREATE DOMAIN watched AS integer CHECK (spy(VALUE));
ALTER TABLE message ALTER id TYPE watched;
\echo -- below no spy
SELECT count(e.quote) FROM sentiment.alert a, sentiment.evidence(a.id) e;
CALL sentiment.refresh('message');
ALTER TABLE message ALTER id TYPE integer;
DROP DOMAIN watched;
DROP FUNCTION spy(integer);
-- renamed: still found by its triggers
ALTER TABLE message RENAME TO post;
SELECT sentiment.untrack('public.message');
SELECT count(*) FROM pg_trigger WHERE tgrelid = 'post'::regclass;
SELECT sentiment.track('post', text => 'body', account => 'account', at => 'sent_at', key => 'id');
SELECT sentiment.untrack('post');
-- a key that is none is refused
ALTER TABLE post DROP CONSTRAINT message_pkey;
SELECT sentiment.track('post', text => 'body', account => 'account', at => 'sent_at', key => 'id');
DROP TABLE post;
-- partitions: loaded through the parent or directly, each row once
CREATE TABLE part (id integer, account text, sent_at timestamptz, body text, PRIMARY KEY (id, sent_at)) PARTITION BY RANGE (sent_at);
CREATE TABLE part_2023 PARTITION OF part FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
SELECT sentiment.track('part', text => 'body', account => 'account', at => 'sent_at', key => 'id');
INSERT INTO part VALUES (1, 'acme', '2023-05-01', 'terrible');
INSERT INTO part_2023 VALUES (2, 'acme', '2023-05-02', 'terrible');
CREATE TABLE part_2024 PARTITION OF part FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CALL sentiment.refresh('part');
INSERT INTO part_2024 VALUES (3, 'acme', '2024-05-02', 'terrible');
SELECT source, key FROM sentiment.interaction ORDER BY key;
SELECT sentiment.untrack('part');
SELECT count(*) FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid WHERE relname LIKE 'part%' AND NOT tgisinternal;
DROP TABLE part;
-- rules that would silently do something else are refused
INSERT INTO sentiment.rule (name, audience, scope, topic, metric, threshold, clear, playbook) VALUES ('x', 'agent', 'ticket', 'pricing', 'score', -0.5, 0, 'calm a ticket');
INSERT INTO sentiment.rule (name, audience, scope, metric, threshold, clear, hold, playbook) VALUES ('x', 'agent', 'ticket', 'score', -0.5, 0, '3 days', 'calm a ticket');
-- transition functions take nothing away by hand
SELECT sentiment.accum_inv(NULL, 0.5);
DELETE FROM sentiment.alert;
DELETE FROM sentiment.rule;
DELETE FROM sentiment.playbook;
