-- From a message to an alert: two rules, told as stories.  Days are counted back from today.
CREATE TABLE message (id integer PRIMARY KEY, account text, ticket text, is_customer boolean DEFAULT true, sent_at timestamptz, body text);
SELECT sentiment.track('message', text => 'body', account => 'account', at => 'sent_at', key => 'id', ticket => 'ticket', is_customer => 'is_customer');
SELECT two_rules();
CREATE FUNCTION today(days_ago integer, hour integer DEFAULT 0) RETURNS timestamptz LANGUAGE sql STABLE
    RETURN (sentiment.day(now()) - days_ago)::timestamp AT TIME ZONE 'UTC' + hour * interval '1 hour';
CREATE FUNCTION ago() RETURNS timestamptz LANGUAGE sql STABLE RETURN now() - interval '1 minute';
CREATE VIEW alerts AS SELECT rule, account, ticket, topic, state FROM sentiment.alert ORDER BY id;

-- 1. Mid-thread: a calm ticket turns hostile, cools down, and turns again.
INSERT INTO message VALUES (1, 'beta', 'B-1', true, ago(), 'Could you check the label printer in hall 3?');
TABLE alerts;
INSERT INTO message VALUES (2, 'beta', 'B-1', true, ago() + interval '1 second', 'Unacceptable. The printer is still broken, and nobody answers. This is a disgrace!');
TABLE alerts;
SELECT severity, owner, due_at - fired_at AS due_in, value < -0.7 AS below FROM sentiment.alert;
-- the same again is the same alert; an agent's words open and close nothing
INSERT INTO message VALUES (3, 'beta', 'B-1', true, ago() + interval '2 seconds', 'Still broken. Terrible, useless support!'),
                           (4, 'beta', 'B-1', false, ago() + interval '3 seconds', 'Wonderful, thank you for your great patience!');
TABLE alerts;
INSERT INTO message VALUES (5, 'beta', 'B-1', true, ago() + interval '4 seconds', 'It works perfectly again, thank you so much, excellent support!');
TABLE alerts;
-- within the cool-down it is reopened, not opened anew
INSERT INTO message VALUES (6, 'beta', 'B-1', true, ago() + interval '5 seconds', 'Unacceptable. It crashed again and nobody answers. This is a disgrace!');
SELECT alert, edge FROM sentiment.alert_event ORDER BY id;
SELECT sentiment.acknowledge(id, 'I take it') FROM sentiment.alert;
SELECT state, acknowledged_by = session_user AS by_me FROM sentiment.alert;
SELECT sentiment.resolve(id, 'called them') FROM sentiment.alert;
SELECT state, note FROM sentiment.alert;
SELECT edge, note FROM sentiment.alert_event ORDER BY id;
-- filed under another ticket, it opens that one's alert; the first's is stale, as nothing is said there any more
INSERT INTO message VALUES (20, 'gamma', 'G-1', true, ago(), 'Unacceptable. It crashed again and nobody answers. This is a disgrace!');
UPDATE message SET ticket = 'G-2' WHERE id = 20;
SELECT ticket, state FROM alerts WHERE account = 'gamma';
UPDATE message SET account = 'delta', ticket = 'D-1' WHERE id = 20;
SELECT account, ticket, state FROM alerts WHERE account IN ('gamma', 'delta');
DELETE FROM message WHERE id = 20;
DELETE FROM sentiment.alert WHERE account IN ('gamma', 'delta');

-- 2. Support below -0.3 for 14 consecutive days.  Thirteen days are not enough, the fourteenth is.
INSERT INTO message SELECT 100 + d, 'acme', NULL, true, today(d), 'Your support team never replied. Terrible, useless support!' FROM generate_series(1, 13) d;
CALL sentiment.evaluate();
SELECT rule, account, topic, n, days, hold_days FROM sentiment.pending_alert WHERE account = 'acme';
TABLE alerts;
INSERT INTO message VALUES (100, 'acme', NULL, true, today(0), 'Your support team never replied. Terrible, useless support!');
-- a run of days is not one message's: it waits for evaluate()
SELECT count(*) FROM sentiment.alert WHERE account = 'acme';
CALL sentiment.evaluate();
SELECT rule, account, topic, state, severity, owner, due_at - fired_at AS due_in, sentiment.day(fired_at) - sentiment.day(since) + 1 AS days
  FROM sentiment.alert WHERE account = 'acme';
SELECT count(*) AS pending FROM sentiment.pending_alert WHERE account = 'acme';
-- evidence: every message of the run, its quote in the text of the source
SELECT count(*), bool_and(position(quote IN m.body) = quote_start) AS quote_is_in_text, bool_and(score < -0.3) AS below
  FROM sentiment.alert a, sentiment.evidence(a.id) e JOIN message m ON m.id = e.key::integer WHERE a.account = 'acme';
-- who reads the list of open alerts has one text looked up for each, however many it rests on
SET track_functions = 'all';
BEGIN;
SELECT count(quote) AS quotes, count(*) AS alerts FROM sentiment.open_alert;
SELECT calls FROM pg_stat_xact_user_functions WHERE funcid = 'sentiment.source_text(text, text, bigint)'::regprocedure;
COMMIT;
RESET track_functions;
-- a changed text has no quote any more, and is no error
UPDATE message SET sent_at = sent_at WHERE id = 100;
ALTER TABLE message DISABLE TRIGGER sentiment_update;
UPDATE message SET body = 'something else' WHERE id = 101;
ALTER TABLE message ENABLE ALWAYS TRIGGER sentiment_update;
SELECT count(*) FROM sentiment.alert a, sentiment.evidence(a.id) e WHERE a.account = 'acme' AND e.quote IS NULL;

-- 3. A quiet weekend does not break the run, a silence of more than max_gap does, one good day does.
INSERT INTO message SELECT 200 + d, 'weekend', NULL, true, today(d), 'Your support team never replied. Terrible, useless support!' FROM unnest(ARRAY[16, 15, 12, 11, 10, 6, 2]) d;
INSERT INTO message SELECT 300 + d, 'silence', NULL, true, today(d), 'Your support team never replied. Terrible, useless support!' FROM unnest(ARRAY[16, 15, 14, 8, 7, 6, 2]) d;
INSERT INTO message SELECT 400 + d, 'relief', NULL, true, today(d),
       CASE d WHEN 9 THEN 'Excellent support, thank you!' ELSE 'Your support team never replied. Terrible, useless support!' END FROM generate_series(0, 20) d;
CALL sentiment.evaluate();
SELECT rule, account FROM sentiment.alert WHERE account IN ('weekend', 'silence', 'relief');
-- the product may be as bad as it likes: the rule is about support
INSERT INTO message SELECT 500 + d, 'product', NULL, true, today(d), 'The export crashed again.' FROM generate_series(0, 20) d;
CALL sentiment.evaluate();
SELECT count(*) FROM sentiment.alert WHERE account = 'product' AND topic = 'support';

-- 4. Time alone: silence makes an alert stale, never recovered; evaluate is idempotent.
CALL sentiment.evaluate(now() + interval '3 days');
SELECT account, state FROM sentiment.alert WHERE account = 'acme';
CALL sentiment.evaluate(now() + interval '6 days');
SELECT account, state FROM sentiment.alert WHERE account = 'acme';
SELECT count(*) AS events FROM sentiment.alert_event \gset
CALL sentiment.evaluate(now() + interval '6 days');
SELECT count(*) = :events AS nothing_new FROM sentiment.alert_event;

-- 5. What the trigger sees, evaluate sees, too.
DELETE FROM sentiment.alert;
ALTER TABLE message DISABLE TRIGGER USER;
CALL sentiment.evaluate();
SELECT rule, account FROM sentiment.alert WHERE state = 'firing' ORDER BY rule, account;
ALTER TABLE message ENABLE ALWAYS TRIGGER sentiment_insert;

-- 6. A rule that fails warns, and the message is in.  A rolled-back message leaves no alert.
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no alerts today'; END $$;
CREATE TRIGGER refuse BEFORE INSERT ON sentiment.alert FOR EACH ROW EXECUTE FUNCTION refuse();
\set VERBOSITY terse
INSERT INTO message VALUES (600, 'gamma', 'G-1', true, today(0), 'Unacceptable. It crashed again and nobody answers. This is a disgrace!');
\set VERBOSITY default
SELECT count(*) AS message, (SELECT count(*) FROM sentiment.mention WHERE account = 'gamma' AND topic IS NULL) AS mention,
       (SELECT count(*) FROM sentiment.alert WHERE account = 'gamma') AS alert FROM message WHERE id = 600;
SELECT problem, n, detail FROM sentiment.source_problem WHERE source = 'public.message';
DROP TRIGGER refuse ON sentiment.alert;
DROP FUNCTION refuse();
BEGIN;
INSERT INTO message VALUES (601, 'delta', 'D-1', true, today(0), 'Unacceptable. It crashed again and nobody answers. This is a disgrace!');
SELECT count(*) FROM sentiment.alert WHERE account = 'delta';
ROLLBACK;
SELECT count(*) FROM sentiment.alert WHERE account = 'delta';

-- 7. No transaction id is spent on a message that fires nothing, beyond the one of the message.
BEGIN;
INSERT INTO message VALUES (602, 'calm', 'C-1', true, today(0), 'The meeting is on Tuesday.');
SELECT pg_current_xact_id()::text::bigint AS xid \gset
COMMIT;
BEGIN;
INSERT INTO message VALUES (603, 'calm', 'C-1', true, today(0), 'The meeting is on Wednesday.');
SELECT pg_current_xact_id()::text::bigint - :xid AS one_each;
COMMIT;

-- 8. A message that is corrected closes the alert, and corrected back opens it again; a person's word that it is settled holds.
ALTER TABLE message ENABLE ALWAYS TRIGGER sentiment_update;
INSERT INTO message VALUES (604, 'epsilon', 'E-1', true, ago(), 'Unacceptable. It crashed again and nobody answers. This is a disgrace!');
UPDATE message SET body = 'The meeting is on Tuesday.' WHERE id = 604;
UPDATE message SET body = 'Unacceptable. It crashed again and nobody answers. This is a disgrace!' WHERE id = 604;
SELECT count(sentiment.resolve(id, 'settled')) FROM sentiment.alert WHERE account = 'epsilon';
UPDATE message SET body = 'The meeting is on Tuesday.' WHERE id = 604;
UPDATE message SET body = 'Unacceptable. It crashed again and nobody answers. This is a disgrace!' WHERE id = 604;
SELECT e.edge, e.note FROM sentiment.alert_event e JOIN sentiment.alert a ON a.id = e.alert WHERE a.account = 'epsilon' ORDER BY e.id;

-- 9. Nonsense is refused.
\pset format unaligned
\pset tuples_only on
SELECT state, message FROM error_of($$INSERT INTO sentiment.rule (name, audience, scope, metric, threshold, clear) VALUES ('x', 'lead', 'ticket', 'score', -0.3, -0.1)$$);
SELECT state, message FROM error_of($$INSERT INTO sentiment.rule (name, audience, scope, metric, threshold, clear, playbook) VALUES ('x', 'lead', 'ticket', 'score', -0.3, -0.5, 'calm a ticket')$$);
SELECT state, message FROM error_of($$INSERT INTO sentiment.rule (name, audience, scope, metric, threshold, clear, playbook) VALUES ('x', 'lead', 'ticket', 'mean', -0.3, -0.1, 'calm a ticket')$$);
SELECT state, message FROM error_of($$INSERT INTO sentiment.playbook VALUES ('x', '', 'look', '1 hour')$$);
SELECT * FROM error_of($$SELECT sentiment.acknowledge(-1)$$);
SELECT * FROM error_of($$SELECT sentiment.resolve(-1, 'x')$$);
SELECT * FROM error_of($$SELECT sentiment.alert_step('on fire', false, 0, 0, 0, '2020-01-01', 0, 0, false, 0, '2020-01-01', 0)$$);
SELECT sentiment.untrack('message');
DELETE FROM sentiment.alert;
DELETE FROM sentiment.rule;
DELETE FROM sentiment.playbook;
DROP VIEW alerts;
DROP FUNCTION today(integer, integer), ago();
DROP TABLE message;
