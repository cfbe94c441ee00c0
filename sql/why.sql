-- why(): a change and its parts, worked out by hand; parts of any change add up to it
\pset format unaligned
\pset tuples_only on
SET timezone = 'UTC';
CREATE TABLE message (id text PRIMARY KEY, account text, sent_at timestamptz, body text);
INSERT INTO message VALUES
    ('b0', 'acme', '2024-01-30 23:59:59.999Z', 'Too early.'), ('b1', 'acme', '2024-01-31 00:00Z', 'A fair price.'),
    ('b2', 'acme', '2024-02-10 00:00Z', 'Help and price are fine.'), ('b3', 'acme', '2024-02-29 23:59Z', 'Great!'),
    ('a1', 'acme', '2024-03-01 00:00Z', 'Nobody ever helps.'), ('a2', 'acme', '2024-03-12 00:00Z', 'No help at such a price.'),
    ('a3', 'acme', '2024-03-20 00:00Z', 'Great again!'), ('a4', 'acme', '2024-03-30 23:59Z', 'They say it is slow.'),
    ('a5', 'acme', '2024-03-31 00:00Z', 'Too late.');
-- scores and topics are given here, so that nothing depends on how a text is read
SELECT sentiment.track('message', text => 'body', account => 'account', at => 'sent_at', key => 'id');
CREATE TABLE given (id text, author text, ticket text, channel text, is_customer boolean, score float8, topics text[]);
INSERT INTO given VALUES
    ('b0', 'ann', 'T-1', 'ticket', true, -1.0, '{pricing}'),
    ('b1', 'ann', 'T-1', 'ticket', true,  0.4, '{pricing}'),
    ('b2', 'ann', 'T-1', 'ticket', true,  0.2, '{pricing,support}'),
    ('b3', 'bob', 'T-2', 'chat',   true,  0.6, '{}'),
    ('a1', 'ann', 'T-3', 'ticket', true, -0.5, '{support}'),
    ('a2', 'ann', 'T-3', 'ticket', true, -0.1, '{support,pricing}'),
    ('a3', 'bob', 'T-2', 'chat',   true,  0.6, '{}'),
    ('a4', NULL,  NULL,  'note',   true, -0.4, '{product}'),
    ('a5', 'ann', 'T-3', 'ticket', true, -1.0, '{pricing}');
CREATE FUNCTION give() RETURNS void LANGUAGE sql AS $$
    INSERT INTO sentiment.mention (source, key, account, author, ticket, channel, is_customer, at, topic, score, quote_start, quote_length, text_hash, model, scored_at)
    SELECT 'public.message', m.id, m.account, g.author, g.ticket, g.channel, g.is_customer, m.sent_at, t.topic, g.score, 1, length(m.body) - 1,
           hashtextextended(m.body, 0), 'by hand', now()
      FROM message m JOIN given g USING (id) CROSS JOIN LATERAL (SELECT NULL AS topic UNION ALL SELECT unnest(g.topics)) t
$$;
SELECT give();
-- neither an agent's words nor what has no score nor another account's words count
INSERT INTO sentiment.mention (source, key, account, is_customer, at, score, text_hash, model, scored_at) VALUES
    ('public.message', 'c1', 'acme', false, '2024-03-02Z', -1, 0, 'by hand', now()),
    ('public.message', 'c2', 'acme', true, '2024-03-02Z', NULL, 0, 'by hand', now()),
    ('public.message', 'c3', 'acme ltd', true, '2024-03-02Z', -1, 0, 'by hand', now());

-- March, to its 31st, against the 30 days before, from 31 January on.  Notes count half.
--   before: 0.4, 0.2, 0.6 of weight 3: mean M = 0.4.  Now: -0.5 - 0.1 + 0.6 - 0.4 / 2 = -0.2 of weight 3.5: mean -2/35.
--   The change is -2/35 - 2/5 = -16/35 = -48/105.
-- A member contributes (sum now - M * weight now) / 3.5 - (sum before - M * weight before) / 3:
--   ann      (-0.6 - 0.8) / 3.5 - (0.6 - 0.8) / 3 = -2/5 + 1/15 = -35/105;  so does channel ticket
--   bob      ( 0.6 - 0.4) / 3.5 - (0.6 - 0.4) / 3 = 2/35 - 1/15 =  -1/105;  so do T-2, chat and no topic
--   nobody   (-0.2 - 0.2) / 3.5                   = -4/35       = -12/105;  so do no ticket, note and product
--   T-1                         - (0.6 - 0.8) / 3 = 1/15        =   7/105:  worse than the mean, and over
--   T-3      (-0.6 - 0.8) / 3.5                   = -2/5        = -42/105
--   pricing  (-0.05 - 0.2) / 3.5 - (0.5 - 0.6) / 3 = -1/14 + 1/30  =  -4/105:  b1, half of b2; half of a2
--   support  (-0.55 - 0.6) / 3.5 - (0.1 - 0.2) / 3 = -23/70 + 1/30 = -31/105:  half of b2; a1, half of a2
CREATE TABLE expected (n integer, dimension text, member text, n_before bigint, n_now bigint, mean_before numeric, mean_now numeric, of_105 integer, key text);
INSERT INTO expected VALUES
    (1, 'total', NULL, 3, 4, 0.4, -2 / 35.0, -48, 'a1'),
    (2, 'topic', 'support', 1, 2, 0.2, -11 / 30.0, -31, 'a1'), (3, 'topic', 'product', 0, 1, NULL, -0.4, -12, 'a4'),
    (4, 'topic', 'pricing', 2, 1, 1 / 3.0, -0.1, -4, 'a2'), (5, 'topic', NULL, 1, 1, 0.6, 0.6, -1, 'a3'),
    (6, 'person', 'ann', 2, 2, 0.3, -0.3, -35, 'a1'), (7, 'person', NULL, 0, 1, NULL, -0.4, -12, 'a4'), (8, 'person', 'bob', 1, 1, 0.6, 0.6, -1, 'a3'),
    (9, 'ticket', 'T-3', 0, 2, NULL, -0.3, -42, 'a1'), (10, 'ticket', NULL, 0, 1, NULL, -0.4, -12, 'a4'),
    (11, 'ticket', 'T-2', 1, 1, 0.6, 0.6, -1, 'a3'), (12, 'ticket', 'T-1', 2, 0, 0.3, NULL, 7, NULL),
    (13, 'channel', 'ticket', 2, 2, 0.3, -0.3, -35, 'a1'), (14, 'channel', 'note', 0, 1, NULL, -0.4, -12, 'a4'), (15, 'channel', 'chat', 1, 1, 0.6, 0.6, -1, 'a3');
SELECT sum(of_105) = -48 FROM expected WHERE dimension <> 'total' GROUP BY dimension;
CREATE FUNCTION differs() RETURNS SETOF record LANGUAGE sql AS $$
    SELECT e, w FROM expected e FULL JOIN sentiment.why('acme', '2024-03-01', '2024-03-31') WITH ORDINALITY w ON w.ordinality = e.n
     WHERE (w.dimension, w.member, w.n_before, w.n_now, w.key) IS DISTINCT FROM (e.dimension, e.member, e.n_before, e.n_now, e.key)
        OR (w.mean_before IS NULL, w.mean_now IS NULL) <> (e.mean_before IS NULL, e.mean_now IS NULL)
        OR abs(w.mean_before - e.mean_before::float8) > 1e-12 OR abs(w.mean_now - e.mean_now::float8) > 1e-12
        OR w.contribution IS NULL OR abs(w.contribution - e.of_105 / 105::float8) > 1e-12
$$;
SELECT differs();
-- the quotes, and where they stand
SELECT dimension, member, round(contribution::numeric, 3), quote, source, key, quote_start, quote_length FROM sentiment.why('acme', '2024-03-01', '2024-03-31');
-- the session's zone does not matter, though its clocks change within the month
SET timezone = 'Europe/Berlin';
SELECT count(*) FROM sentiment.why('acme', '2024-03-01Z', '2024-03-31Z') WHERE dimension = 'total' AND n_before = 3 AND n_now = 4;
SET timezone = 'UTC';
-- what got better is shown by its best message.  Around 5 February: before -1 and 0.4, mean -0.3; then 0.2 of ann and 0.6 of bob,
-- mean 0.4.  ann contributes (0.2 + 0.3) / 2 = 0.25, bob (0.6 + 0.3) / 2 = 0.45.
SELECT dimension, member, n_before, n_now, round(contribution::numeric, 12), quote FROM sentiment.why('acme', '2024-02-05', '2024-03-01') WHERE dimension IN ('total', 'person');
-- worse in all, though bob's part is better: before a2, mean -0.1, now 0.6 - 0.2 - 1 of weight 2.5, mean -0.24.
-- bob (0.6 + 0.1) / 2.5 = 0.28, ann (-1 + 0.1) / 2.5 = -0.36, nobody (-0.2 + 0.05) / 2.5 = -0.06
SELECT dimension, member, n_before, n_now, round(contribution::numeric, 12), quote FROM sentiment.why('acme', '2024-03-20', '2024-04-02') WHERE dimension IN ('total', 'person');
-- a person's label counts: a1 is 0.5 instead of -0.5, and the mean 0.8 / 3.5
INSERT INTO sentiment.review (source, key, label, reviewer) VALUES ('public.message', 'a1', 'positive', 'Ann');
SELECT abs(mean_now - 8 / 35::float8) < 1e-12, quote FROM sentiment.why('acme', '2024-03-01', '2024-03-31') WHERE dimension = 'total';
DELETE FROM sentiment.review;
-- and so do weights: without notes -0.5 - 0.1 + 0.6 = 0; what weighs nothing has no mean
UPDATE sentiment.channel_weight SET weight = 0 WHERE channel = 'note';
SELECT n_now, abs(mean_now) < 1e-12 FROM sentiment.why('acme', '2024-03-01', '2024-03-31') WHERE dimension = 'total';
SELECT n_now, mean_now, contribution FROM sentiment.why('acme', '2024-03-25', '2024-03-31') WHERE dimension IN ('total', 'channel');
UPDATE sentiment.channel_weight SET weight = 0.5 WHERE channel = 'note';

-- a period without words has no mean, and the change is unknown
SELECT dimension, member, n_before, n_now, mean_before, mean_now, contribution, quote FROM sentiment.why('acme', '2024-01-31', '2024-02-29') WHERE dimension IN ('total', 'topic');
SELECT dimension, member, n_before, n_now, mean_before, mean_now, contribution, quote FROM sentiment.why('acme', '2024-04-15', '2024-04-30');
SELECT dimension, member, n_before, n_now, mean_before, mean_now, contribution, quote FROM sentiment.why('nobody', '2024-03-01', '2024-03-31');
SELECT count(*) FROM sentiment.why(NULL, '2024-03-01', '2024-03-31');
SELECT * FROM error_of($$SELECT sentiment.why('acme', '2024-03-31', '2024-03-01')$$);
SELECT state, message FROM error_of($$SELECT sentiment.why('acme', '2024-03-01', '2024-03-01')$$);
SELECT state, message FROM error_of($$SELECT sentiment.why('acme', '2024-03-01', 'infinity')$$);
SELECT state FROM error_of($$SELECT sentiment.why('acme', '-infinity', '2024-03-01')$$);

-- a reader has the numbers, and quotes with a right on the source only; others have neither
CREATE ROLE regress_senti_reader;
CREATE ROLE regress_senti_other;
SELECT sentiment.grant_access('regress_senti_reader', 'reader');
SET ROLE regress_senti_reader;
SELECT count(*), count(contribution), count(key), count(quote) FROM sentiment.why('acme', '2024-03-01', '2024-03-31');
RESET ROLE;
GRANT SELECT ON message TO regress_senti_reader;
ALTER TABLE message ENABLE ROW LEVEL SECURITY;
CREATE POLICY but_one ON message USING (id <> 'a1');
SET ROLE regress_senti_reader;
SELECT DISTINCT key, quote FROM sentiment.why('acme', '2024-03-01', '2024-03-31') WHERE key IS NOT NULL ORDER BY key;
SET ROLE regress_senti_other;
SELECT state, message FROM error_of($$SELECT sentiment.why('acme', '2024-03-01', '2024-03-31')$$);
RESET ROLE;
DROP OWNED BY regress_senti_reader, regress_senti_other;
DROP ROLE regress_senti_reader, regress_senti_other;
SELECT sentiment.untrack('message');
DROP FUNCTION differs(), give();
DROP TABLE message, given, expected;

-- Any messages: 30 accounts, 6,000 messages in 120 days, up to three topics each, odd weights and a channel that has none.
INSERT INTO sentiment.channel_weight VALUES ('call', 0.7), ('survey', 3.3333);
CREATE FUNCTION dice(n integer, what text, sides integer) RETURNS integer LANGUAGE sql IMMUTABLE
    RETURN (hashtextextended(what, n)::numeric + 9223372036854775808)::numeric % sides;
CREATE TABLE random_message AS
    SELECT i AS key, 'account ' || dice(i, 'account', 30) AS account, nullif('person ' || dice(i, 'author', 6), 'person 0') AS author,
           nullif('T-' || dice(i, 'ticket', 40), 'T-0') AS ticket, (ARRAY['ticket', 'call', 'survey', 'note', 'pigeon', NULL])[1 + dice(i, 'channel', 6)] AS channel,
           '2024-01-01Z'::timestamptz + dice(i, 'at', 120 * 86400) * interval '1 second' AS at, (dice(i, 'score', 20001) - 10000) / 10000::float8 AS score,
           (ARRAY['product', 'support', 'pricing'])[1 : dice(i, 'topics', 4)] AS topics
      FROM generate_series(1, 6000) i;
INSERT INTO sentiment.mention (source, key, account, author, ticket, channel, is_customer, at, topic, score, text_hash, model, scored_at)
    SELECT 'public.gone', key, account, author, ticket, channel, true, at, topic, score, 0, 'by hand', now()
      FROM random_message r CROSS JOIN LATERAL (SELECT NULL AS topic UNION ALL SELECT unnest(r.topics)) t;
CREATE TABLE explained AS
    SELECT a.account, p.since, p.until, w.*
      FROM (SELECT DISTINCT account FROM random_message) a
     CROSS JOIN (VALUES ('2024-02-01Z'::timestamptz, '2024-03-01Z'::timestamptz), ('2024-04-01Z', '2024-04-08Z'), ('2024-02-10Z', '2024-02-10 12:00Z'), ('2024-01-02Z', '2024-05-01Z')) p(since, until)
     CROSS JOIN LATERAL sentiment.why(a.account, p.since, p.until) w;
SELECT count(*) > 100, bool_and(dimension IN ('total', 'topic', 'person', 'ticket', 'channel')) FROM explained;
-- parts add up to the change, in each dimension, and all is known or nothing
SELECT e.account, e.since, e.dimension
  FROM explained e JOIN explained t USING (account, since, until)
 WHERE t.dimension = 'total'
 GROUP BY e.account, e.since, e.dimension, t.contribution, t.mean_now, t.mean_before
HAVING abs(sum(e.contribution) - (t.mean_now - t.mean_before)) > 1e-12 OR count(e.contribution) NOT IN (0, count(*))
    OR (t.contribution IS NULL) <> (t.mean_now - t.mean_before IS NULL) ORDER BY 1, 2, 3;
-- and so do messages, unless they have several topics
SELECT DISTINCT e.account, e.since, e.dimension
  FROM (SELECT account, since, dimension, sum(n_before) AS n_before, sum(n_now) AS n_now FROM explained GROUP BY account, since, dimension) e
  JOIN explained t ON t.account = e.account AND t.since = e.since AND t.dimension = 'total'
 WHERE CASE e.dimension WHEN 'topic' THEN (e.n_before, e.n_now) < (t.n_before, t.n_now) ELSE (e.n_before, e.n_now) <> (t.n_before, t.n_now) END ORDER BY 1, 2, 3;
-- the same from shares and means, another way: of persons from the messages, in plain arithmetic
WITH weighed AS (
    SELECT e.account, e.since, e.until, r.author, r.at >= e.since AS is_now, r.score, coalesce(w.weight, 1) AS weight
      FROM (SELECT DISTINCT account, since, until FROM explained) e
      JOIN random_message r ON r.account = e.account AND r.at >= e.since - (e.until - e.since) AND r.at < e.until
      LEFT JOIN sentiment.channel_weight w USING (channel)),
period AS (SELECT account, since, is_now, sum(weight) AS weight, sum(score * weight) / sum(weight) AS mean FROM weighed GROUP BY 1, 2, 3),
person AS (SELECT account, since, is_now, author, sum(weight) AS weight, sum(score * weight) / sum(weight) AS mean FROM weighed GROUP BY 1, 2, 3, 4)
SELECT count(*) > 300, count(*) FILTER (WHERE abs(e.contribution - (coalesce(gn.weight / n.weight * (gn.mean - b.mean), 0) - coalesce(gb.weight / b.weight * (gb.mean - b.mean), 0))) > 1e-9
                                           OR abs(e.mean_now - gn.mean) > 1e-9 OR abs(e.mean_before - gb.mean) > 1e-9) AS wrong
  FROM explained e
  JOIN period b ON b.account = e.account AND b.since = e.since AND NOT b.is_now
  JOIN period n ON n.account = e.account AND n.since = e.since AND n.is_now
  LEFT JOIN person gb ON gb.account = e.account AND gb.since = e.since AND NOT gb.is_now AND gb.author IS NOT DISTINCT FROM e.member
  LEFT JOIN person gn ON gn.account = e.account AND gn.since = e.since AND gn.is_now AND gn.author IS NOT DISTINCT FROM e.member
 WHERE e.dimension = 'person';
-- it reads the account's rows, not all of mention
ANALYZE sentiment.mention;
BEGIN;
SELECT count(*) > 0 FROM sentiment.why('account 7', '2024-02-01', '2024-03-01');
SELECT seq_scan, idx_scan > 0 FROM pg_stat_xact_user_tables WHERE relid = 'sentiment.mention'::regclass;
COMMIT;
DELETE FROM sentiment.mention WHERE source IN ('public.gone', 'public.message');
DELETE FROM sentiment.channel_weight WHERE channel IN ('call', 'survey');
INSERT INTO sentiment.channel_weight VALUES ('call', 1), ('survey', 1);
DROP TABLE random_message, explained;
DROP FUNCTION dice(integer, text, integer);
