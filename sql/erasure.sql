-- forget() leaves nothing of an account, retain() nothing that is older but open alerts.
CREATE TABLE message (id integer PRIMARY KEY, account text, ticket text, sent_at timestamptz, body text);
SELECT sentiment.track('message', text => 'body', account => 'account', at => 'sent_at', key => 'id', ticket => 'ticket');
SELECT count(*) FROM two_rules();
INSERT INTO message VALUES
    (1, 'acme', 'A-1', now() - interval '3 hours', 'Unacceptable. It crashed again and nobody answers. This is a disgrace!'),
    (2, 'acme', 'A-2', now() - interval '2 hours', 'Could you check the label printer in hall 3?'),
    (3, 'acme', 'A-3', now() - interval '2 hours', 'Thanks.'),
    (4, 'beta', 'B-1', now() - interval '1 hour',  'Unacceptable. It crashed again and nobody answers. This is a disgrace!'),
    (5, 'beta', 'B-2', now() - interval '1 hour',  'Thanks.');
INSERT INTO sentiment.review (source, key, label, reviewer) SELECT 'public.message', n::text, 'neutral', 'Ann' FROM unnest(ARRAY[2, 3, 5]) n;
INSERT INTO sentiment.review_draw (source, key, account) VALUES ('public.message', '2', 'acme'), ('public.message', '3', 'acme'), ('public.message', '5', 'beta');
INSERT INTO sentiment.account (account) VALUES ('acme'), ('beta');
INSERT INTO sentiment.contact (contact, account) VALUES ('ann', 'acme'), ('bob', 'beta');
INSERT INTO sentiment.ticket (ticket, account) VALUES ('A-1', 'acme'), ('B-1', 'beta');
INSERT INTO sentiment.source_problem (source, problem, n, key) VALUES ('public.message', 'error', 1, '4');
SELECT count(sentiment.acknowledge(id)) FROM sentiment.alert;
CREATE VIEW kept AS
    SELECT 'mention' AS kept, key FROM sentiment.mention UNION
    SELECT 'review', key FROM sentiment.review UNION
    SELECT 'review_draw', key FROM sentiment.review_draw UNION
    SELECT 'alert', ticket FROM sentiment.alert UNION
    SELECT 'alert_event', a.ticket || ' ' || e.edge FROM sentiment.alert_event e JOIN sentiment.alert a ON a.id = e.alert
    ORDER BY 1, 2;
-- How many rows of a rollup go depends on the hour; see mention_day.
-- tables of ours in which a word stands, whatever the column
CREATE FUNCTION tables_with(word text) RETURNS SETOF regclass LANGUAGE plpgsql AS $$
DECLARE
    relation regclass;
    is_there boolean;
BEGIN
    FOR relation IN SELECT oid FROM pg_class WHERE relnamespace = 'sentiment'::regnamespace AND relkind IN ('r', 'p', 'm') ORDER BY relname LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %s t WHERE to_jsonb(t)::text ~ $1)', relation) INTO is_there USING word;
        IF is_there THEN RETURN NEXT relation; END IF;
    END LOOP;
END $$;
CALL sentiment.roll_up();
SELECT tables_with('acme');
-- every table that holds something of an account, or of its messages or alerts, is one that forget() sees to, and retain() where time passes over it
SELECT a.attrelid::regclass AS not_covered
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
 WHERE c.relnamespace = 'sentiment'::regnamespace AND c.relkind IN ('r', 'p', 'm') AND a.attname IN ('account', 'key', 'alert')
EXCEPT SELECT format('sentiment.%I', table_name)::regclass FROM sentiment.forget('nobody');
-- no table whose changes config_history keeps holds anything of an account, so that history holds nothing either
SELECT t.tgrelid::regclass AS in_history, a.attname FROM pg_trigger t JOIN pg_attribute a ON a.attrelid = t.tgrelid
 WHERE t.tgfoid = 'sentiment.history_write'::regproc AND a.attnum > 0
   AND a.attname IN ('account', 'contact', 'author', 'ticket', 'agent', 'key', 'alert', 'subject', 'source') AND NOT a.attisdropped;
-- what the dimensions say lasts as long as they do
SELECT table_name AS not_by_time FROM sentiment.forget('nobody') EXCEPT SELECT table_name FROM sentiment.retain('100 years') ORDER BY 1;

-- 1. Messages that are gone from their table leave reviews, draws and alerts, which go, too.  Nothing of another account does.
DELETE FROM message WHERE id = 3;
TABLE kept;
SELECT * FROM sentiment.forget('beta company') WHERE table_name !~ '^rollup';
DELETE FROM message WHERE account = 'acme';
SELECT * FROM sentiment.forget('acme') WHERE table_name !~ '^rollup';
SELECT tables_with('acme');
TABLE kept;
-- again: nothing is left
SELECT sum(deleted) FROM sentiment.forget('acme');

-- 2. Messages that are still in their table would be read again, and it says so; rules do not see reviews go.
INSERT INTO sentiment.review (source, key, label, reviewer) VALUES ('public.message', '4', 'neutral', 'Ann');
DELETE FROM sentiment.alert;
SELECT * FROM sentiment.forget('beta') WHERE table_name !~ '^rollup';
SELECT tables_with('beta');
CALL sentiment.refresh('message');
SELECT tables_with('beta');
-- what was another account's is the other's, with its reviews
INSERT INTO sentiment.review (source, key, label, reviewer) VALUES ('public.message', '5', 'neutral', 'Ann');
UPDATE message SET account = 'gamma' WHERE id = 5;
DELETE FROM message WHERE id = 4;
SELECT table_name, deleted FROM sentiment.forget('beta') WHERE deleted > 0 AND table_name !~ '^rollup';
SELECT account, (SELECT count(*) FROM sentiment.review) AS reviews FROM sentiment.interaction;
DELETE FROM message;
SELECT table_name, deleted FROM sentiment.forget('beta') WHERE deleted > 0 AND table_name !~ '^rollup';

-- 3. retain: by the time of the message, the review, the draw, and when an alert was closed
INSERT INTO message VALUES
    (10, 'acme', 'A-10', now() - interval '31 days', 'Thanks.'),
    (11, 'acme', 'A-11', now() - interval '29 days', 'Thanks.');
INSERT INTO sentiment.review (source, key, label, reviewer) VALUES ('public.message', '10', 'neutral', 'Ann'), ('public.message', '11', 'neutral', 'Ann');
UPDATE sentiment.review SET at = now() - interval '31 days' WHERE key = '10';
INSERT INTO sentiment.review_draw (source, key, drawn_at) VALUES ('public.message', '10', now() - interval '31 days'), ('public.message', '11', now() - interval '29 days');
INSERT INTO sentiment.alert (rule, subject, account, ticket, state, severity, owner, review, value, since, until, fired_at, due_at, closed_at)
    SELECT 'ticket turned hostile', t, 'acme', t, state, 'warning', 'lead', 'Look.', -1, at, at, at, at, closed_at
      FROM (VALUES ('closed long ago', 'resolved', now() - interval '50 days', now() - interval '31 days'),
                   ('stale long ago', 'stale', now() - interval '50 days', now() - interval '31 days'),
                   ('closed of late', 'resolved', now() - interval '50 days', now() - interval '29 days'),
                   ('open for long', 'firing', now() - interval '50 days', NULL),
                   ('taken long ago', 'acknowledged', now() - interval '50 days', NULL)) v(t, state, at, closed_at);
INSERT INTO sentiment.alert_event (alert, at, edge) SELECT id, since, 'open' FROM sentiment.alert;
SELECT * FROM sentiment.retain('30 days') WHERE table_name !~ '^rollup';
TABLE kept;
SELECT sum(deleted) FROM sentiment.retain('30 days');

-- a day has 24 hours, also where clocks have been changed since: of two messages an hour apart the older one goes
BEGIN;
SET LOCAL timezone = 'America/New_York';
SELECT min(n) AS days FROM generate_series(1, 364) n WHERE now() - n * interval '1 day' <> now() - n * interval '24 hours' \gset
SELECT count(hear('clock', now() - :days * interval '24 hours' + minutes * interval '1 minute', minutes / 100.0)) FROM unnest(ARRAY[-30, 30]) minutes;
SELECT count(*) > 0 FROM sentiment.retain(make_interval(days => :days));
SELECT score FROM sentiment.mention WHERE account = 'clock';
ROLLBACK;

-- 4. Misuse: state, message, detail, hint.  Only an admin erases, and an admin can.
CREATE ROLE regress_senti_admin;
CREATE ROLE regress_senti_analyst;
SELECT sentiment.grant_access('regress_senti_admin', 'admin'), sentiment.grant_access('regress_senti_analyst', 'analyst');
\pset format unaligned
\pset tuples_only on
SELECT * FROM error_of('SELECT sentiment.forget(NULL)');
SELECT * FROM error_of('SELECT sentiment.retain(NULL)');
SELECT * FROM error_of($$SELECT sentiment.retain('0 days')$$);
SELECT * FROM error_of($$SELECT sentiment.retain('-1 day')$$);
SELECT state FROM error_of($$SELECT sentiment.retain('1000000 years')$$);
SET ROLE regress_senti_analyst;
SELECT state, message FROM error_of($$SELECT sentiment.forget('acme')$$);
SELECT state, message FROM error_of($$SELECT sentiment.retain('1 day')$$);
SET ROLE regress_senti_admin;
SELECT * FROM sentiment.retain('1 day') WHERE table_name !~ '^rollup';
SELECT * FROM sentiment.forget('acme') WHERE table_name !~ '^rollup';
RESET ROLE;
TABLE kept;
SELECT sentiment.untrack('message');
DROP VIEW kept;
DROP FUNCTION tables_with(text);
DROP TABLE message;
DELETE FROM sentiment.rule;
DELETE FROM sentiment.playbook;
DROP OWNED BY regress_senti_admin, regress_senti_analyst;
DROP ROLE regress_senti_admin, regress_senti_analyst;
