-- What is watched besides a whole account, told as stories of March 2024, in UTC: its topics, emotions and net sentiment, its other numbers,
-- topics and the portfolio across all accounts.  Scores are written by hand.
CREATE VIEW alerts AS SELECT rule, account, topic, round(value::numeric, 4) AS value FROM sentiment.alert ORDER BY rule COLLATE "C", account COLLATE "C", topic COLLATE "C";

-- 1. Topics of an account: each by itself, or one; what is said of others does not count, nor does the whole message.
SELECT watch('a topic', 'account_topic', 'mean', '<', -0.3, 0), watch('support', 'account', 'mean', '<', -0.3, 0), watch('support, by topic', 'account_topic', 'mean', '<', -0.3, 0);
UPDATE sentiment.rule SET topic = 'support' WHERE name LIKE 'support%';
SELECT hear('acme', '2024-03-04 09:00Z', -0.5, topic => 'pricing'), hear('acme', '2024-03-04 10:00Z', 0.2, topic => 'support'), hear('acme', '2024-03-04 11:00Z', -0.9),
       hear('beta', '2024-03-04 09:00Z', -0.4, topic => 'support'), hear('beta', '2024-03-04 10:00Z', 0.9, topic => 'pricing');
CALL sentiment.evaluate('2024-03-04 18:00Z');
TABLE alerts;

-- 2. Emotions: more than half of four messages or more.  Net sentiment: three bad and one good of five are -40.
CALL new_story();
SELECT watch('angry', 'account', 'emotion', '>', 0.5, 0.25, period => '30 days', emotion => '{anger,frustration}'), watch('net', 'account', 'net', '<=', -40, 0, period => '30 days');
UPDATE sentiment.rule SET min_n = 4 WHERE name = 'angry';
SELECT count(hear(account, timestamptz '2024-03-04 09:00Z', 0, emotion => emotion))
  FROM (VALUES ('three of four', '{anger,anger,frustration,joy}'::text[]), ('half', '{anger,frustration,joy,NULL}'), ('three of three', '{anger,anger,anger}')) said (account, emotions), unnest(emotions) emotion;
SELECT count(hear('net', timestamptz '2024-03-04 09:00Z', score)) FROM unnest(ARRAY[-0.2, -0.16, -0.9, 0.16, -0.15]) score;
SELECT count(hear('net above', timestamptz '2024-03-04 09:00Z', score)) FROM unnest(ARRAY[-0.2, -0.16, -0.9, 0.16, -0.15, 0]) score;
CALL sentiment.evaluate('2024-03-04 18:00Z');
TABLE alerts;

-- 3. Green numbers, red words.  What is not known is no sign either way; without any sign there is nothing to differ from.
CALL new_story();
SELECT watch('divergence', 'account', 'divergence', '<', -0.15, 0, period => '30 days');
INSERT INTO sentiment.account (account, health, usage, nps) VALUES
    ('all green', 'Green', 70, 30), ('green by word', 'Healthy', NULL, NULL), ('green by number', '85', NULL, NULL), ('usage alone', NULL, 90, NULL), ('green and happy', 'good', 90, 60),
    ('amber', 'amber', 90, 60), ('low number', '69.9', 90, 60), ('usage low', 'green', 69.9, 60), ('nps low', 'green', 90, 29.9), ('nothing known', NULL, NULL, NULL);
SELECT count(hear(account, '2024-03-04 09:00Z', CASE account WHEN 'green and happy' THEN -0.15 ELSE -0.5 END)) FROM (SELECT account FROM sentiment.account UNION VALUES ('unknown')) a;
CALL sentiment.evaluate('2024-03-04 18:00Z');
SELECT account FROM alerts;
-- once health says so, too, they agree, and it is over; words that get better end it as well
UPDATE sentiment.account SET health = 'red' WHERE account = 'green by word';
SELECT hear('usage alone', '2024-03-05 09:00Z', 0.5);
CALL sentiment.evaluate('2024-03-05 18:00Z');
SELECT account, state FROM sentiment.alert WHERE state <> 'firing' ORDER BY account;

-- 4. Across all accounts: complete days only, so what is said today counts tomorrow.  (-0.5 + 0.1) / 2 is -0.2; small accounts alone are at -0.5.
CALL new_story();
SELECT watch('portfolio', 'portfolio', 'mean', '<', -0.1, 0, period => '7 days'), watch('small accounts', 'portfolio', 'mean', '<', -0.3, 0, period => '7 days'),
       watch('a topic', 'topic', 'mean', '<', -0.3, 0, period => '7 days'), watch('pricing', 'topic', 'mean', '<', -0.6, 0, period => '7 days');
UPDATE sentiment.rule SET segment = '{small}' WHERE name = 'small accounts';
UPDATE sentiment.rule SET topic = 'pricing' WHERE name = 'pricing';
INSERT INTO sentiment.account (account, segment) VALUES ('acme', 'small'), ('beta', 'large');
SELECT hear('acme', '2024-03-04 09:00Z', -0.5, topic => 'pricing'), hear('beta', '2024-03-04 09:00Z', 0.1, topic => 'support');
CALL sentiment.evaluate('2024-03-04 23:59Z');
TABLE alerts;
CALL sentiment.evaluate('2024-03-05 00:01Z');
TABLE alerts;
SELECT rule, subject, e.account, e.score FROM sentiment.alert a, sentiment.evidence(a.id) e ORDER BY rule COLLATE "C", e.score;
-- good words of one day later count a day later
SELECT hear('acme', '2024-03-05 09:00Z', 0.9, topic => 'pricing');
CALL sentiment.evaluate('2024-03-05 18:00Z');
CALL sentiment.evaluate('2024-03-06 08:00Z');
SELECT day, rule, edge, value FROM told WHERE edge <> 'open';

-- 5. Support falls on several accounts: by 0.2 or more from the first two weeks of March to the next two, with two messages or more in each.  Three
-- fall by 0.2 exactly, though doubles say less of two of them; two fall by more.  That is five.
CALL new_story();
SELECT watch('spread', 'topic', 'spread', '>=', 5, 2, period => '14 days');
UPDATE sentiment.rule SET topic = 'support', min_n = 2;
CREATE FUNCTION fortnights(account text, was float8, now float8, n integer DEFAULT 2, topic text DEFAULT 'support') RETURNS text LANGUAGE sql AS $$
    SELECT min(hear(account, day, score, topic => topic))
      FROM (VALUES (timestamptz '2024-03-14 09:00Z', was, 2), (timestamptz '2024-03-28 09:00Z', now, n)) said (day, score, times), generate_series(1, times);
$$;
SELECT fortnights('a', 0.2, 0), fortnights('b', 0.3, 0.1), fortnights('c', -0.1, -0.3), fortnights('d', 0.5, -0.5), fortnights('small fall', 0.2, 0.0001), fortnights('rises', -0.5, 0.5),
       fortnights('one message', 0.5, -0.5, 1), fortnights('product', 0.5, -0.5, topic => 'product');
CALL sentiment.evaluate('2024-03-29 08:00Z');
SELECT rule, subject, value, breached_days FROM sentiment.observe('2024-03-29 08:00Z', '{}', '{}', true, false);
SELECT hear('e', d, s, topic => 'support') FROM (VALUES (timestamptz '2024-03-10 09:00Z', 0.1), ('2024-03-11 09:00Z', 0.1), ('2024-03-28 09:00Z', -0.3)) said (d, s);
CALL sentiment.evaluate('2024-03-29 09:00Z');
SELECT count(*) FROM alerts;
-- the second message of the fifth is of the 29th, and counts on the 30th, when the first two weeks begin a day later
SELECT hear('e', '2024-03-29 10:00Z', -0.3, topic => 'support');
CALL sentiment.evaluate('2024-03-29 18:00Z');
SELECT count(*) FROM alerts;
CALL sentiment.evaluate('2024-03-30 08:00Z');
SELECT rule, topic, value FROM alerts;
DROP FUNCTION fortnights(text, float8, float8, integer, text);

-- 6. Outside of what is normal.  Six large accounts had means of 0 to 0.5: their 10th percentile is 0.05.  Two small ones are too few to have a
-- range; that of all eight begins at -0.5.  (The range is of days before today, so this story happens now.)
CALL new_story();
SELECT watch('not normal', 'account', 'outside_baseline', '>', 0.2, 0, period => '7 days');
INSERT INTO sentiment.account (account, segment) SELECT 'large ' || n, 'large' FROM generate_series(0, 6) n UNION ALL SELECT 'small ' || n, 'small' FROM generate_series(1, 3) n;
SELECT count(hear('large ' || n, now() - interval '20 days', n / 10.0)) FROM generate_series(0, 5) n, generate_series(1, 5);
SELECT count(hear('small ' || n, now() - interval '20 days', -0.5)) FROM generate_series(1, 2) n, generate_series(1, 5);
-- four messages are no mean, and a quarter ago is another time
SELECT count(hear('large 6', now() - interval '20 days', -1)) FROM generate_series(1, 4);
SELECT count(hear('large 0', now() - interval '93 days', -1)) FROM generate_series(1, 9);
SELECT segment, round(low::numeric, 3) AS low, round(median::numeric, 3) AS median, round(high::numeric, 3) AS high, accounts, until - since + 1 AS days FROM sentiment.rebaseline(90) ORDER BY segment;
-- 0.25 and 0.15 below 0.05, and below -0.5
SELECT hear('large 1', now() - interval '1 hour', -0.2), hear('large 2', now() - interval '1 hour', -0.1), hear('small 1', now() - interval '1 hour', -0.75), hear('small 2', now() - interval '1 hour', -0.65),
       hear('nobody''s', now() - interval '1 hour', -0.8);
CALL sentiment.evaluate();
SELECT account, value FROM alerts;
-- measured anew, the normal range holds what was said since, from tomorrow on: today counts in none
SELECT count(*) FROM sentiment.rebaseline(90);
SELECT state, message FROM error_of('SELECT * FROM sentiment.rebaseline(0)');
SELECT state, message FROM error_of('SELECT * FROM sentiment.rebaseline(NULL)');

CALL new_story();
DELETE FROM sentiment.baseline;
DROP VIEW alerts;
