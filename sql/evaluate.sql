-- evaluate() reads mention by index, whatever its rules: 50 of them, each metric of each scope.
CREATE TABLE message (id integer PRIMARY KEY, account text, ticket text, author text, sent_at timestamptz, body text);
SELECT sentiment.track('message', text => 'body', account => 'account', at => 'sent_at', key => 'id', ticket => 'ticket', author => 'author');
-- 20 accounts over nine years, of which the last weeks matter, and are bad
INSERT INTO sentiment.mention (source, key, account, ticket, author, channel, is_customer, at, topic, score, emotion, urgency, churn_risk, escalation_risk, text_hash, model, scored_at)
    SELECT 'public.message', n, 'account ' || n % 20, format('ticket %s', n / 100), 'person', 'ticket', true, now() - n * interval '4 hours', topic,
           CASE WHEN n < 120 THEN -0.9 ELSE 0.5 END, 'anger', 0.9, 0.9, 0.9, n, 'builtin', now()
      FROM generate_series(1, 20000) n, (VALUES (NULL), ('support')) t (topic);
INSERT INTO sentiment.account (account, segment, health) SELECT 'account ' || n, 'all', 'green' FROM generate_series(0, 19) n;
CALL sentiment.roll_up();
INSERT INTO sentiment.baseline VALUES (NULL, 0, 0.3, 0.6, 20, '2020-01-01', '2020-04-01');
INSERT INTO sentiment.playbook (name, owner, review, due, route_by_emotion) VALUES ('look', 'lead', 'Read the evidence.', '1 day', true);
INSERT INTO sentiment.rule (name, audience, scope, metric, emotion, op, threshold, clear, period, max_gap, playbook)
    SELECT concat_ws(' ', metric, scope), 'lead', scope, metric, CASE metric WHEN 'emotion' THEN '{anger}'::text[] END, op, 0, 0,
           CASE WHEN needs_period IS NOT FALSE AND scope <> 'ticket' THEN interval '14 days' END, '30 days', 'look'
      FROM sentiment.metric m CROSS JOIN unnest(m.scopes) scope
     CROSS JOIN LATERAL (SELECT CASE WHEN metric IN ('score', 'first_shift', 'mean', 'net', 'relative_change', 'trend', 'divergence') THEN '<' ELSE '>' END) o (op);
SELECT count(*) AS rules FROM sentiment.rule;
CREATE VIEW seq_scan AS SELECT seq_scan FROM pg_stat_xact_user_tables WHERE relid = 'sentiment.mention'::regclass;
-- scans of the whole of mention that a statement makes
CREATE FUNCTION scans(statement text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    before CONSTANT bigint := (SELECT seq_scan FROM seq_scan);
BEGIN
    EXECUTE statement;
    RETURN (SELECT seq_scan FROM seq_scan) - before;
END
$$;
-- it counts
SELECT scans('SELECT sum(score) FROM sentiment.mention');
-- the first of a day, with the alerts that it opens; one with nothing new; one with something; a look into the past
SELECT scans('CALL sentiment.evaluate()');
SELECT DISTINCT scope FROM sentiment.alert JOIN sentiment.rule ON name = rule ORDER BY scope;
SELECT scans('CALL sentiment.evaluate()');
SELECT scans($$INSERT INTO message VALUES (0, 'account 1', 'ticket 0', 'person', now(), 'Unacceptable. It crashed again and nobody answers. This is a disgrace!')$$);
SELECT scans('CALL sentiment.evaluate()');
SELECT scans($$CALL sentiment.evaluate(now() - interval '1 year')$$);
-- and what people read of an alert
SELECT scans('SELECT sentiment.evidence(id) FROM sentiment.alert');
SELECT sentiment.untrack('message');
DELETE FROM sentiment.mention;
DELETE FROM sentiment.alert;
DELETE FROM sentiment.rule;
DELETE FROM sentiment.playbook;
DELETE FROM sentiment.baseline;
CALL sentiment.roll_up();
DELETE FROM sentiment.account;
DROP FUNCTION scans(text);
DROP VIEW seq_scan;
DROP TABLE message;
