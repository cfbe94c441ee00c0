-- What rules see, of random mentions, against plain queries of the same table
SELECT setseed(0.3);
CREATE TABLE said (id integer PRIMARY KEY);
INSERT INTO sentiment.source (name, relation, text_column, at_column, key_column, is_customer_column, fire, on_error, model, clean, zone)
    VALUES ('said', 'said', 'id', 'id', 'id', 'id', 'statement', 'warn', 'rules', true, 'UTC');
\set today '''2024-03-31 12:00+00'''
-- twelve accounts, sixty days; one message in five is an agent's, one in six about a topic, too
CREATE TEMP TABLE message AS
    SELECT i, 'a' || (random() * 11)::integer AS account, 't' || (random() * 150)::integer AS ticket, 'p' || (random() * 9)::integer AS author,
           (ARRAY['champion', 'user', NULL])[1 + (random() * 2)::integer] AS contact_role,
           (ARRAY['ticket', 'note', 'chat'])[1 + (random() * 2)::integer] AS channel,
           random() < 0.8 AS is_customer, :today::timestamptz - random() * interval '60 days' AS at,
           CASE WHEN random() < 0.95 THEN round((random() * 2 - 1.1)::numeric, 4)::float8 END AS score,
           (ARRAY['anger', 'joy', NULL])[1 + (random() * 2)::integer] AS emotion, random() AS churn_risk
      FROM generate_series(1, 3000) i;
UPDATE message SET score = greatest(score, -1);
INSERT INTO sentiment.mention (source, key, account, ticket, author, contact_role, channel, is_customer, at, topic, score, emotion, urgency, churn_risk, escalation_risk,
                               text_hash, model, scored_at)
    SELECT 'said', i, account, ticket, author, contact_role, channel, is_customer, at, topic, CASE WHEN is_customer THEN score END, emotion, 0, churn_risk, 0, i, 'm', now()
      FROM message, LATERAL (SELECT NULL::text AS topic UNION ALL SELECT (ARRAY['pricing', 'support'])[1 + i % 6] WHERE i % 6 < 2) t;
SELECT count(*) = 3000 AS whole, count(*) FILTER (WHERE topic IS NOT NULL) AS parts FROM (SELECT topic FROM sentiment.mention WHERE source = 'said') m GROUP BY topic IS NULL ORDER BY 1 DESC;
INSERT INTO sentiment.account (account, segment) SELECT 'a' || i, CASE WHEN i < 6 THEN 'large' ELSE 'small' END FROM generate_series(0, 11) i;
INSERT INTO sentiment.playbook (name, owner, review, due) VALUES ('look', 'lead', 'Look.', '1 day');
INSERT INTO sentiment.rule (name, audience, scope, topic, emotion, contact_role, segment, metric, op, threshold, clear, period, min_n, max_gap, playbook) VALUES
    ('mean 7', 'lead', 'account', NULL, NULL, NULL, NULL, 'mean', '<', -0.2, 0, '7 days', 3, '10 days', 'look'),
    ('mean 7 large', 'lead', 'account', NULL, NULL, NULL, '{large}', 'mean', '<', -0.2, 0, '7 days', 3, '10 days', 'look'),
    ('mean 7 champion', 'lead', 'account', NULL, NULL, '{champion}', NULL, 'mean', '<', -0.2, 0, '7 days', 3, '10 days', 'look'),
    ('net 14 topic', 'lead', 'account_topic', NULL, NULL, NULL, NULL, 'net', '<', -20, 0, '14 days', 2, '30 days', 'look'),
    ('net 14 pricing', 'lead', 'account', 'pricing', NULL, NULL, NULL, 'net', '<', -20, 0, '14 days', 2, '30 days', 'look'),
    ('drop 14 person', 'lead', 'person', NULL, NULL, NULL, NULL, 'drop', '>', 0.3, 0.1, '14 days', 3, '30 days', 'look'),
    ('anger 10', 'lead', 'account', NULL, '{anger}', NULL, NULL, 'emotion', '>', 0.4, 0.3, '10 days', 3, '10 days', 'look'),
    ('churn 5', 'lead', 'account', NULL, NULL, NULL, NULL, 'churn_risk', '>', 0.9, 0.5, '5 days', 1, '10 days', 'look'),
    ('score', 'agent', 'ticket', NULL, NULL, NULL, NULL, 'score', '<', -0.5, -0.1, NULL, 1, '100 days', 'look'),
    ('shift', 'agent', 'ticket', NULL, NULL, NULL, NULL, 'first_shift', '<', -0.5, -0.1, NULL, 1, '100 days', 'look'),
    ('portfolio', 'leadership', 'portfolio', NULL, NULL, NULL, '{small}', 'mean', '<', -0.1, 0, '14 days', 1, '10 days', 'look'),
    ('spread', 'leadership', 'topic', NULL, NULL, NULL, NULL, 'spread', '>=', 3, 1, '14 days', 2, '10 days', 'look');
CREATE TEMP TABLE seen AS
    SELECT * FROM sentiment.observe(:today, ARRAY(SELECT DISTINCT account FROM message), ARRAY(SELECT DISTINCT ticket FROM message), true, false);
SELECT rule, count(*) > 0 AS is_seen FROM seen GROUP BY rule ORDER BY rule COLLATE "C";

-- each the same by a query: rows that differ
CREATE TEMP TABLE word AS
    SELECT m.*, a.segment, coalesce(w.weight, 1) AS weight, (m.at AT TIME ZONE 'UTC')::date AS day
      FROM sentiment.mention m JOIN sentiment.account a USING (account) LEFT JOIN sentiment.channel_weight w USING (channel)
     WHERE m.is_customer AND m.score IS NOT NULL;
CREATE FUNCTION pg_temp.differ(name text, query text) RETURNS TABLE (rule text, differing bigint) LANGUAGE plpgsql AS $$
BEGIN
    RETURN QUERY EXECUTE format(
        'SELECT %L::text, count(*) FROM (%s) q (subject, value, n) FULL JOIN (SELECT s.subject, s.value, s.n FROM seen s WHERE s.rule = %1$L) s USING (subject)
          WHERE (q.n IS NULL OR s.n IS NULL OR q.n <> s.n OR abs(q.value - s.value) > 1e-9 OR q.value IS NULL)', name, query);
END $$;
SELECT * FROM pg_temp.differ('mean 7', $$SELECT account, CASE WHEN count(*) FILTER (WHERE day > '2024-03-24') >= 3 THEN sum(score * weight) FILTER (WHERE day > '2024-03-24') / sum(weight) FILTER (WHERE day > '2024-03-24') ELSE 0 END,
    count(*) FILTER (WHERE day > '2024-03-24') FROM word WHERE topic IS NULL GROUP BY account$$)
UNION ALL SELECT * FROM pg_temp.differ('mean 7 large', $$SELECT account, CASE WHEN count(*) FILTER (WHERE day > '2024-03-24') >= 3 THEN sum(score * weight) FILTER (WHERE day > '2024-03-24') / sum(weight) FILTER (WHERE day > '2024-03-24') ELSE 0 END,
    count(*) FILTER (WHERE day > '2024-03-24') FROM word WHERE topic IS NULL AND segment = 'large' GROUP BY account$$)
UNION ALL SELECT * FROM pg_temp.differ('mean 7 champion', $$SELECT account, CASE WHEN count(*) FILTER (WHERE day > '2024-03-24') >= 3 THEN sum(score * weight) FILTER (WHERE day > '2024-03-24') / sum(weight) FILTER (WHERE day > '2024-03-24') ELSE 0 END,
    count(*) FILTER (WHERE day > '2024-03-24') FROM word WHERE topic IS NULL AND contact_role = 'champion' GROUP BY account$$)
UNION ALL SELECT * FROM pg_temp.differ('net 14 topic', $$SELECT account || ' ' || topic, CASE WHEN count(*) FILTER (WHERE day > '2024-03-17') >= 2 THEN 100 * sum(weight * (CASE WHEN score > 0.15 THEN 1 WHEN score < -0.15 THEN -1 ELSE 0 END)) FILTER (WHERE day > '2024-03-17')
    / sum(weight) FILTER (WHERE day > '2024-03-17') ELSE 0 END, count(*) FILTER (WHERE day > '2024-03-17') FROM word WHERE topic IS NOT NULL AND day > '2024-02-01' GROUP BY account, topic$$)
UNION ALL SELECT * FROM pg_temp.differ('anger 10', $$SELECT account, CASE WHEN count(*) >= 3 THEN count(*) FILTER (WHERE emotion = 'anger') / count(*)::float8 ELSE 0 END, count(*)
    FROM word WHERE topic IS NULL AND day > '2024-03-21' GROUP BY account$$)
UNION ALL SELECT * FROM pg_temp.differ('churn 5', $$SELECT account, max(churn_risk), count(*) FROM word w WHERE topic IS NULL AND at > '2024-03-26 12:00+00' GROUP BY account$$)
UNION ALL SELECT * FROM pg_temp.differ('drop 14 person', $$SELECT account || ' ' || author, CASE WHEN n >= 3 AND n0 >= 3 AND abs(m0 - m) > 2 * sqrt(v / (n - 1) + v0 / (n0 - 1)) THEN m0 - m ELSE 0 END, n
    FROM (SELECT account, author, count(*) FILTER (WHERE is_now) AS n, count(*) FILTER (WHERE NOT is_now) AS n0,
                 sum(weight * score) FILTER (WHERE is_now) / sum(weight) FILTER (WHERE is_now) AS m, sum(weight * score) FILTER (WHERE NOT is_now) / sum(weight) FILTER (WHERE NOT is_now) AS m0,
                 sum(weight * score ^ 2) FILTER (WHERE is_now) / sum(weight) FILTER (WHERE is_now) - (sum(weight * score) FILTER (WHERE is_now) / sum(weight) FILTER (WHERE is_now)) ^ 2 AS v,
                 sum(weight * score ^ 2) FILTER (WHERE NOT is_now) / sum(weight) FILTER (WHERE NOT is_now) - (sum(weight * score) FILTER (WHERE NOT is_now) / sum(weight) FILTER (WHERE NOT is_now)) ^ 2 AS v0
            FROM (SELECT *, day > '2024-03-17' AS is_now FROM word WHERE topic IS NULL AND day > '2024-03-03') w
           GROUP BY account, author) p$$);
-- a ticket: turns end where an agent answers; its value is the worst of the last one
CREATE TEMP TABLE turn AS
    SELECT ticket, turn, min(score) AS worst, avg(score) AS mean, max(at) AS at
      FROM (SELECT *, count(*) FILTER (WHERE is_customer AND NOT coalesce(is_after, false)) OVER (PARTITION BY ticket ORDER BY at, length(key), key COLLATE "C") AS turn
              FROM (SELECT *, lag(is_customer) OVER (PARTITION BY ticket ORDER BY at, length(key), key COLLATE "C") AS is_after
                      FROM sentiment.mention WHERE source = 'said' AND topic IS NULL) m) n
     WHERE is_customer AND score IS NOT NULL GROUP BY ticket, turn;
SELECT count(*) AS tickets, count(*) FILTER (WHERE s.value IS DISTINCT FROM t.worst) AS differing
  FROM (SELECT DISTINCT ON (ticket) ticket, worst FROM turn ORDER BY ticket, turn DESC) t FULL JOIN (SELECT ticket, value FROM seen WHERE rule = 'score') s USING (ticket);
SELECT count(*) > 50 AS enough, count(*) FILTER (WHERE abs(s.value - t.shift) > 1e-9 OR s.value IS NULL OR t.shift IS NULL) AS differing
  FROM (SELECT ticket, s.mean - f.mean AS shift
          FROM (SELECT *, row_number() OVER (PARTITION BY ticket ORDER BY turn) AS n FROM turn) f
          JOIN (SELECT *, row_number() OVER (PARTITION BY ticket ORDER BY turn) AS n FROM turn) s USING (ticket) WHERE f.n = 1 AND s.n = 2) t
  FULL JOIN (SELECT ticket, value FROM seen WHERE rule = 'shift') s USING (ticket);
-- all accounts together, up to yesterday
SELECT abs(value - (SELECT sum(score * weight) / sum(weight) FROM word WHERE topic IS NULL AND segment = 'small' AND day > '2024-03-16' AND day <= '2024-03-30')) < 1e-9 AS same
  FROM seen WHERE rule = 'portfolio';
SELECT s.topic, s.value = f.falling AS same
  FROM seen s JOIN (
       SELECT topic, count(*) FILTER (WHERE n >= 2 AND n0 >= 2 AND m0 - m >= 0.2
                                        AND m0 - m > 2 * sqrt((q - m ^ 2) / nullif(n - 1, 0) + (q0 - m0 ^ 2) / nullif(n0 - 1, 0))) AS falling
         FROM (SELECT account, topic, count(*) FILTER (WHERE day > '2024-03-16') AS n, count(*) FILTER (WHERE day <= '2024-03-16') AS n0,
                      sum(score * weight) FILTER (WHERE day > '2024-03-16') / sum(weight) FILTER (WHERE day > '2024-03-16') AS m,
                      sum(score * weight) FILTER (WHERE day <= '2024-03-16') / sum(weight) FILTER (WHERE day <= '2024-03-16') AS m0,
                      sum(score ^ 2 * weight) FILTER (WHERE day > '2024-03-16') / sum(weight) FILTER (WHERE day > '2024-03-16') AS q,
                      sum(score ^ 2 * weight) FILTER (WHERE day <= '2024-03-16') / sum(weight) FILTER (WHERE day <= '2024-03-16') AS q0
                 FROM word WHERE topic IS NOT NULL AND day > '2024-03-02' AND day <= '2024-03-30' GROUP BY account, topic) a
        GROUP BY topic) f USING (topic)
 WHERE s.rule = 'spread' ORDER BY topic;
-- asked of one account and one ticket it says the same of them, whatever a session has set
SET quote_all_identifiers = on;
SELECT count(*) AS differing FROM (
    SELECT o.* FROM sentiment.observe(:today, '{a3}', '{t7}', false, false) o
    EXCEPT SELECT * FROM seen) d;
RESET quote_all_identifiers;
DELETE FROM sentiment.rule WHERE playbook = 'look';
DELETE FROM sentiment.playbook WHERE name = 'look';
DELETE FROM sentiment.mention WHERE source = 'said';
DELETE FROM sentiment.account WHERE account ~ '^a[0-9]+$';
DELETE FROM sentiment.source WHERE name = 'said';
DROP TABLE said;
