-- What a rule would have done: worked out by hand, and the same as evaluate() really did.
CREATE PROCEDURE say(account text, ticket text, topic text, score float8, VARIADIC at timestamptz[]) LANGUAGE sql AS $$
    INSERT INTO sentiment.mention (source, key, account, ticket, author, is_customer, at, topic, score, emotion, urgency, text_hash, model, scored_at)
    SELECT 'public.gone', format('%s %s', account, t), account, ticket, 'someone', true, t, topic, score, 'anger', 0.2, 0, 'by hand', now() FROM unnest(at) t
$$;
CREATE FUNCTION shown(at timestamptz) RETURNS text LANGUAGE sql STABLE RETURN to_char(at AT TIME ZONE 'UTC', 'MM-DD HH24:MI');
INSERT INTO sentiment.playbook (name, owner, review, due) VALUES ('look', 'somebody', 'what is there', '1 day');
-- not enabled: it is tried before
INSERT INTO sentiment.rule (name, audience, scope, metric, op, threshold, clear, hold, max_gap, cool_down, playbook, enabled)
    VALUES ('cold', 'lead', 'account', 'mean', '<', -0.3, 0, '3 days', '4 days', '7 days', 'look', false);

-- 1. Half a year, 26 weeks.  An alert opens at the end of the third cold day, is resolved at the end of the third good one, and
-- stale at the end of the fifth without a word.
-- opens on 12 January, resolved on the 16th, six days later it is the same alert again, stale on the 27th; a new one from 3 March; notice on the 10th
CALL say('leaves', NULL, NULL, -0.5, '2024-01-10 12:00Z', '2024-01-11 12:00Z', '2024-01-12 12:00Z', '2024-01-13 12:00Z');
CALL say('leaves', NULL, NULL, 0.5, '2024-01-14 12:00Z', '2024-01-15 12:00Z', '2024-01-16 12:00Z');
CALL say('leaves', NULL, NULL, -0.5, '2024-01-20 12:00Z', '2024-01-21 12:00Z', '2024-01-22 12:00Z');
CALL say('leaves', NULL, NULL, -0.5, '2024-03-01 12:00Z', '2024-03-02 12:00Z', '2024-03-03 12:00Z');
CALL say('leaves', NULL, NULL, -0.1, '2024-03-04 12:00Z', '2024-03-05 12:00Z');
-- from 7 to 12 January; notice 164 days after it opened, 160 after it was closed
CALL say('leaves late', NULL, NULL, -0.5, '2024-01-05 12:00Z', '2024-01-06 12:00Z', '2024-01-07 12:00Z');
CALL say('leaves late', NULL, NULL, 0, '2024-02-20 12:00Z');
-- on the last day; notice after it
CALL say('leaves then', NULL, NULL, -0.5, '2024-06-28 12:00Z', '2024-06-29 12:00Z', '2024-06-30 12:00Z');
-- never cold for three days
CALL say('leaves unseen', NULL, NULL, -0.9, '2024-02-10 12:00Z', '2024-02-11 12:00Z');
CALL say('stays', NULL, NULL, -0.5, '2024-02-01 12:00Z', '2024-02-02 12:00Z', '2024-02-03 12:00Z');
CALL say('stays', NULL, NULL, 0.5, '2024-02-04 12:00Z', '2024-02-05 12:00Z', '2024-02-06 12:00Z');
CALL say('pays less', NULL, NULL, -0.5, '2024-05-01 12:00Z', '2024-05-02 12:00Z', '2024-05-03 12:00Z');
INSERT INTO sentiment.outcome (account, kind, at) VALUES
    ('leaves', 'churned', '2024-03-10 12:00Z'), ('leaves late', 'churned', '2024-06-20Z'), ('leaves then', 'churned', '2024-07-15Z'),
    ('leaves unseen', 'churned', '2024-04-01Z'), ('stays', 'renewed', '2024-05-01Z'), ('pays less', 'downgraded', '2024-05-10Z');
SELECT account, state, round(value::numeric, 2) AS value, shown(fired_at) AS fired_at, shown(closed_at) AS closed_at
  FROM sentiment.replay('cold', '2024-01-01Z', '2024-07-01Z') ORDER BY account, replay.fired_at;
-- 6 alerts of 5 accounts, 3 of which left; of the 3 that left in the time one was not seen; 6.5 days and 2 messages before, 164 days and 1 message
CREATE VIEW rounded AS SELECT NULL::bigint AS alerts, NULL::numeric AS per_week, NULL::bigint AS accounts, NULL::numeric AS followed, NULL::bigint AS churns,
    NULL::bigint AS missed, NULL::numeric AS days, NULL::float8 AS exchanges;
CREATE FUNCTION tested(rule text, since timestamptz, until timestamptz, horizon interval DEFAULT '180 days') RETURNS rounded LANGUAGE sql STABLE RETURN
    (SELECT ROW(b.alerts, round(b.alerts_per_week::numeric, 4), b.accounts, round(b.followed_by_churn::numeric, 4), b.churns, b.churns_missed,
                round(b.median_lead_days::numeric, 4), b.median_lead_exchanges)::rounded FROM sentiment.backtest(rule, since, until, horizon) b);
SELECT * FROM tested('cold', '2024-01-01Z', '2024-07-01Z');
-- 160 days are more than 90
SELECT * FROM tested('cold', '2024-01-01Z', '2024-07-01Z', '90 days');
-- only one alert was open when notice was given
SELECT * FROM tested('cold', '2024-01-01Z', '2024-07-01Z', '0 days');
-- what was said before the time is known, but no alert is; the last day ends with the time
SELECT account, state, shown(fired_at) AS fired_at FROM sentiment.replay('cold', '2024-01-13 09:00Z', '2024-01-15 15:00Z');
SELECT count(*) FROM sentiment.replay('cold', '2024-07-10Z', '2025-07-10Z');
SELECT * FROM tested('cold', '2023-01-01Z', '2023-01-08Z');
-- a person says that it was not so
INSERT INTO sentiment.review (source, key, label) SELECT source, key, 'positive' FROM sentiment.mention WHERE account = 'stays' AND at = '2024-02-02 12:00Z';
SELECT count(*) FROM sentiment.replay('cold', '2024-01-01Z', '2024-07-01Z') WHERE account = 'stays';
DELETE FROM sentiment.review;

-- 2. A single message counts when it is sent: at the end of the day all was well again.
INSERT INTO sentiment.rule (name, audience, scope, metric, op, threshold, clear, max_gap, cool_down, playbook)
    VALUES ('hostile', 'agent', 'ticket', 'score', '<', -0.7, -0.15, '14 days', '2 days', 'look');
CALL say('beta', 'B-1', NULL, -0.8, '2024-02-01 10:00Z');
CALL say('beta', 'B-1', NULL, 0.4, '2024-02-01 15:00Z');
CALL say('beta', 'B-2', NULL, -0.8, '2024-02-01 10:00Z');
SELECT subject, source, account, ticket, state, shown(fired_at) AS fired_at, shown(closed_at) AS closed_at
  FROM sentiment.replay('hostile', '2024-01-01Z', '2024-07-01Z') ORDER BY subject;

-- how far back a rule looks is its own business: 2 * 3 + 2 * 4 + 30 days before today here, whatever other rules ask for
UPDATE sentiment.rule SET enabled = true WHERE name = 'cold';
INSERT INTO sentiment.mention (source, key, account, is_customer, at, score, text_hash, model, scored_at)
    SELECT 'public.gone', 'g' || d, 'gamma', true, timestamptz '2024-01-01 12:00Z' + d * interval '1 day', -0.5, 0, 'by hand', now() FROM generate_series(0, 99) d;
SELECT breached_days, shown(since) AS since FROM sentiment.observe('2024-04-09 23:00Z', '{gamma}', '{}', false, false);
INSERT INTO sentiment.rule (name, audience, scope, metric, op, threshold, clear, hold, max_gap, playbook)
    VALUES ('cold for long', 'lead', 'account', 'mean', '<', -0.4, 0, '40 days', '40 days', 'look');
SELECT rule, breached_days, shown(since) AS since FROM sentiment.observe('2024-04-09 23:00Z', '{gamma}', '{}', false, false) ORDER BY rule;
DELETE FROM sentiment.mention WHERE account = 'gamma';
DELETE FROM sentiment.rule WHERE name = 'cold for long';

-- 3. It writes nothing, and readers may ask.
CREATE ROLE regress_senti_reader;
SELECT sentiment.grant_access('regress_senti_reader', 'reader');
SET ROLE regress_senti_reader;
BEGIN TRANSACTION READ ONLY;
SELECT count(*) FROM sentiment.replay('hostile', '2024-01-01Z', '2024-07-01Z');
SELECT alerts, accounts FROM sentiment.backtest('cold', '2024-01-01Z', '2024-07-01Z');
COMMIT;
RESET ROLE;
DROP OWNED BY regress_senti_reader;
DROP ROLE regress_senti_reader;
SELECT count(*) FROM sentiment.alert;

-- 4. Nonsense.
\pset format unaligned
\pset tuples_only on
SELECT * FROM error_of($$SELECT sentiment.replay('no such rule', '2024-01-01Z', '2024-07-01Z')$$);
SELECT * FROM error_of($$SELECT sentiment.backtest('no such rule', '2024-01-01Z', '2024-07-01Z')$$);
SELECT state, hint FROM error_of($$SELECT sentiment.replay('cold', '2024-07-01Z', '2024-07-01Z')$$);
SELECT state FROM error_of($$SELECT sentiment.replay('cold', '-infinity', '2024-07-01Z')$$);
SELECT state FROM error_of($$SELECT sentiment.replay('cold', '2024-07-01Z', 'infinity')$$);
SELECT state FROM error_of($$SELECT sentiment.replay('cold', '4000-01-01Z BC', '2024-07-01Z')$$);
SELECT * FROM error_of($$SELECT sentiment.backtest('cold', '2024-01-01Z', '2024-07-01Z', '-1 day')$$);
-- it is backtest() itself that misses a rule, with no query of ours around it
DO $$
DECLARE
    context text;
BEGIN
    PERFORM sentiment.backtest('no such rule', '2024-01-01Z', '2024-07-01Z');
EXCEPTION WHEN undefined_object THEN
    GET STACKED DIAGNOSTICS context = PG_EXCEPTION_CONTEXT;
    RAISE NOTICE 'a query in its context: %', context ~ 'SQL statement "WITH';
END
$$;
SELECT count(*) FROM sentiment.replay('cold', '294276-12-31 23:00Z', '294276-12-31 23:30Z');
SELECT count(*) FROM sentiment.replay(NULL, '2024-01-01Z', '2024-07-01Z');
\pset format aligned
\pset tuples_only off

-- 5. The same as evaluate() really does, at the ends of the same days: five months of eight accounts, over a change of clocks.
TRUNCATE sentiment.mention, sentiment.outcome;
DELETE FROM sentiment.rule;
UPDATE sentiment.setting SET zone = 'Europe/Berlin';
CREATE TABLE drawn AS
SELECT day, account, n, abs(hashint4(1000 * day + 10 * account + n)) AS dice, timestamptz '2024-01-01Z' + make_interval(days => day) AS midnight
  FROM generate_series(0, 149) day, generate_series(1, 8) account, generate_series(0, 2) n;
-- moods of three weeks, silences of two, one topic in two messages
INSERT INTO sentiment.mention (source, key, account, ticket, author, contact_role, is_customer, at, topic, score, emotion, urgency, churn_risk, escalation_risk, text_hash, model, scored_at)
SELECT 'public.gone', d.day || '-' || account || '-' || n, 'account ' || account, 'T-' || account || '-' || d.day / 9, 'person ' || dice % 2, CASE dice % 2 WHEN 0 THEN 'champion' END,
       dice % 11 > 0, midnight + make_interval(secs => dice % 86400), t.topic,
       round(((ARRAY[-0.5, 0.4, 0])[1 + (d.day / 21 + account) % 3] + (dice % 81 - 40) / 100.0)::numeric, 2), (ARRAY['anger', 'joy', NULL])[1 + dice % 3],
       (dice / 7 % 101) / 100.0, (dice / 11 % 101) / 100.0, (dice / 13 % 101) / 100.0, 0, 'by hand', now()
  FROM drawn d CROSS JOIN LATERAL (SELECT NULL AS topic UNION ALL SELECT (ARRAY['support', 'product'])[1 + dice % 2] WHERE dice / 3 % 2 = 0) t
 WHERE (d.day / 14 + account) % 5 > 0 AND dice / 5 % 2 = 0;
INSERT INTO sentiment.account (account, segment, health) SELECT 'account ' || a, CASE WHEN a < 5 THEN 'small' ELSE 'large' END, CASE WHEN a % 2 = 0 THEN 'green' ELSE 'red' END FROM generate_series(1, 8) a;
INSERT INTO sentiment.baseline VALUES (NULL, 0.05, 0.1, 0.5, 8, '2023-10-01', '2023-12-31');
INSERT INTO sentiment.rule (name, audience, scope, topic, emotion, contact_role, segment, metric, op, threshold, clear, hold, period, min_n, max_gap, cool_down, needs_review, playbook) VALUES
    ('mean', 'lead', 'account', NULL, NULL, NULL, NULL, 'mean', '<', -0.3, 0, '5 days', NULL, 2, '4 days', '7 days', false, 'look'),
    ('mean of large', 'lead', 'account', 'support', NULL, NULL, '{large}', 'mean', '<', -0.2, 0, '0', '10 days', 3, '6 days', '20 days', false, 'look'),
    ('net', 'lead', 'account_topic', NULL, NULL, NULL, NULL, 'net', '<=', -50, 0, '2 days', '14 days', 2, '10 days', '1 month', false, 'look'),
    ('emotion', 'lead', 'account', NULL, '{anger}', NULL, NULL, 'emotion', '>', 0.4, 0.3, '0', '14 days', 4, '5 days', '3 days', false, 'look'),
    ('drop', 'lead', 'account', NULL, NULL, NULL, NULL, 'drop', '>=', 0.3, 0.1, '0', '15 days', 4, '9 days', '5 days', false, 'look'),
    ('relative', 'lead', 'person', NULL, NULL, '{champion}', NULL, 'relative_change', '<=', -0.25, -0.1, '0', '20 days', 3, '9 days', '5 days', false, 'look'),
    ('trend', 'lead', 'account', NULL, NULL, NULL, NULL, 'trend', '<', -0.02, 0, '0', '21 days', 5, '7 days', '0', false, 'look'),
    ('outside', 'lead', 'account', NULL, NULL, NULL, NULL, 'outside_baseline', '>', 0.2, 0.1, '0', '14 days', 5, '7 days', '10 days', false, 'look'),
    ('divergence', 'leadership', 'account', NULL, NULL, NULL, NULL, 'divergence', '<', -0.1, 0, '3 days', '14 days', 5, '7 days', '10 days', false, 'look'),
    ('spread', 'leadership', 'topic', NULL, NULL, NULL, NULL, 'spread', '>=', 2, 1, '0', '14 days', 2, '5 days', '10 days', false, 'look'),
    ('topic', 'leadership', 'topic', 'support', NULL, NULL, NULL, 'mean', '<', -0.1, 0, '2 days', '7 days', 2, '5 days', '10 days', false, 'look'),
    ('portfolio', 'leadership', 'portfolio', NULL, NULL, NULL, '{small}', 'mean', '<', -0.2, -0.1, '2 days', NULL, 1, '3 days', '4 days', false, 'look'),
    ('score', 'agent', 'ticket', NULL, NULL, NULL, NULL, 'score', '<', -0.7, -0.15, '0', NULL, 1, '5 days', '2 days', true, 'look'),
    ('shift', 'agent', 'ticket', NULL, NULL, NULL, NULL, 'first_shift', '<=', -0.3, -0.1, '0', NULL, 1, '5 days', '2 days', false, 'look'),
    ('worsening', 'agent', 'ticket', NULL, NULL, NULL, NULL, 'worsening_turns', '>=', 2, 0, '0', NULL, 1, '5 days', '2 days', false, 'look'),
    ('urgency', 'lead', 'account', NULL, '{anger}', NULL, NULL, 'urgency', '>', 0.8, 0.5, '0', NULL, 1, '6 days', '2 days', false, 'look'),
    ('churn', 'lead', 'person', NULL, NULL, NULL, NULL, 'churn_risk', '>=', 0.8, 0.6, '0', '5 days', 2, '6 days', '5 days', false, 'look'),
    ('escalation', 'lead', 'account_topic', NULL, NULL, NULL, NULL, 'escalation_risk', '>', 0.8, 0.5, '0', NULL, 1, '8 days', '2 days', false, 'look');
CREATE VIEW day_end AS SELECT (d::date + 1)::timestamp AT TIME ZONE 'Europe/Berlin' - interval '1 microsecond' AS at
  FROM generate_series(timestamp '2024-01-20', '2024-05-31', '1 day') d;
CREATE VIEW of_messages AS SELECT name FROM sentiment.rule WHERE metric IN ('score', 'first_shift', 'worsening_turns', 'urgency', 'churn_risk', 'escalation_risk');
-- rules of days at their ends
UPDATE sentiment.rule SET enabled = name NOT IN (TABLE of_messages);
DO $$ DECLARE t timestamptz; BEGIN FOR t IN TABLE day_end ORDER BY at LOOP CALL sentiment.evaluate(t); END LOOP; END $$;
-- rules of single messages also at each of them, as the triggers do
UPDATE sentiment.rule SET enabled = NOT enabled;
DELETE FROM sentiment.evaluation;
DO $$
DECLARE m record;
BEGIN
    FOR m IN SELECT at, NULL AS account, NULL AS ticket FROM day_end
             UNION ALL SELECT at, account, ticket FROM sentiment.interaction WHERE at BETWEEN '2024-01-20 00:00 Europe/Berlin' AND '2024-06-01'
             ORDER BY at
    LOOP
        IF m.account IS NULL THEN CALL sentiment.evaluate(m.at);
        ELSE PERFORM sentiment.evaluate_subjects(m.at, ARRAY[m.account], ARRAY[m.ticket], false); END IF;
    END LOOP;
END $$;
-- all edges are there, and none differs
SELECT edge, count(*) > 10 AS many FROM sentiment.alert_event GROUP BY edge ORDER BY edge;
CREATE TABLE replayed AS SELECT r.name AS rule, p.* FROM sentiment.rule r, sentiment.replay(r.name, '2024-01-20 00:00 Europe/Berlin', '2024-06-01 00:00 Europe/Berlin') p;
CREATE VIEW really AS SELECT rule, subject, source, account, ticket, topic, author, state, value, fired_at, closed_at FROM sentiment.alert;
SELECT r.name, (SELECT count(*) > 1 FROM really a WHERE a.rule = r.name) AS fires,
       (SELECT count(*) FROM ((SELECT * FROM really a WHERE a.rule = r.name EXCEPT ALL SELECT * FROM replayed a WHERE a.rule = r.name)
                              UNION ALL (SELECT * FROM replayed a WHERE a.rule = r.name EXCEPT ALL SELECT * FROM really a WHERE a.rule = r.name)) d) AS differences
  FROM sentiment.rule r ORDER BY r.name;
UPDATE sentiment.setting SET zone = 'UTC';
DROP VIEW really, of_messages, day_end;
DROP TABLE drawn, replayed;
DROP FUNCTION tested(text, timestamptz, timestamptz, interval);
DROP VIEW rounded;
DROP PROCEDURE say(text, text, text, float8, timestamptz[]);
DROP FUNCTION shown(timestamptz);
DELETE FROM sentiment.alert;
DELETE FROM sentiment.rule;
DELETE FROM sentiment.playbook;
DELETE FROM sentiment.baseline;
DELETE FROM sentiment.account;
TRUNCATE sentiment.mention;
