-- Stories of all accounts together, told in scores: silence that is none, rules side by side, days of 23 and 25 hours.
SET search_path = public, sentiment;
SET timezone = 'UTC';
SET client_min_messages = warning;
CREATE VIEW alerts AS SELECT rule, subject, state, round(value::numeric, 4) AS value FROM sentiment.alert ORDER BY rule COLLATE "C", subject COLLATE "C";

-- 1. Five bad days in a row, with a weekend on which only a bot speaks, whose words weigh nothing: it neither breaks the run nor makes it longer.
CALL new_story();
INSERT INTO sentiment.channel_weight VALUES ('bot', 0);
SELECT watch('mood', 'portfolio', 'mean', '<', -0.3, 0, hold => '7 days', max_gap => '4 days');
SELECT count(hear('acme', day, -0.5)) FROM unnest('{2024-03-06 09:00Z,2024-03-07 09:00Z,2024-03-08 09:00Z,2024-03-11 09:00Z,2024-03-12 09:00Z}'::timestamptz[]) day;
SELECT count(hear('acme', day, 0)) FROM unnest('{2024-03-09 09:00Z,2024-03-10 09:00Z,2024-03-13 09:00Z,2024-03-14 09:00Z}'::timestamptz[]) day;
UPDATE sentiment.mention SET channel = 'bot' WHERE score = 0;
SELECT rule, value, n, since, until, breached_days, is_stale FROM sentiment.observe('2024-03-13 08:00Z', '{}', '{}', true, false);
CALL sentiment.evaluate('2024-03-13 08:00Z');
TABLE alerts;
-- the bot alone keeps nothing from going stale: the last word was on the 12th
SELECT is_stale FROM sentiment.observe('2024-03-17 08:00Z', '{}', '{}', true, false);
SELECT is_stale FROM sentiment.observe('2024-03-18 08:00Z', '{}', '{}', true, false);

-- 2. What a rule measures is its own business: another that looks back for a year changes nothing.  A run of 2 days with silences of 4 is followed
-- 2 * 2 + 2 * 4 + 30 = 42 days back from the last complete day: 43 days, one message each.
CALL new_story();
SELECT watch('short', 'portfolio', 'mean', '<', -0.3, 0, hold => '2 days', max_gap => '4 days');
SELECT count(hear('acme', timestamptz '2024-06-30 09:00Z' - d * interval '1 day', -0.5)) FROM generate_series(0, 120) d;
SELECT rule, n, since, until, breached_days FROM sentiment.observe('2024-07-01 08:00Z', '{}', '{}', true, false);
SELECT watch('long', 'portfolio', 'mean', '<', -0.3, 0, period => '200 days');
SELECT rule, n, since, until, breached_days FROM sentiment.observe('2024-07-01 08:00Z', '{}', '{}', true, false) WHERE rule = 'short';

-- 3. Falls are counted in accounts, and rest on messages: two accounts with four messages in each fortnight fall from 0.4 to -0.4.  That is enough for
-- a rule that asks three messages of each.
CALL new_story();
SELECT watch('spread', 'portfolio', 'spread', '>=', 2, 0, period => '14 days');
UPDATE sentiment.rule SET min_n = 3;
SELECT count(hear(account, day, score)) FROM unnest('{acme,beta}'::text[]) account,
       (VALUES (timestamptz '2024-03-14 09:00Z', 0.4), ('2024-03-28 09:00Z', -0.4)) said (day, score), generate_series(1, 4);
SELECT value, n FROM sentiment.observe('2024-03-29 08:00Z', '{}', '{}', true, false);
CALL sentiment.evaluate('2024-03-29 08:00Z');
TABLE alerts;

-- 4. A day of 25 hours, 27 October 2024 in Berlin: from 22:00 the evening before to 22:59:59.999999, both in UTC.  The fortnight up to it begins on the
-- 14th, when summer time makes it 22:00, too.
CALL new_story();
UPDATE sentiment.setting SET zone = 'Europe/Berlin';
SELECT watch('day', 'portfolio', 'mean', '<', -0.3, 0, period => '1 day'), watch('spread', 'portfolio', 'spread', '>=', 1, 0, period => '14 days');
SELECT hear('acme', '2024-10-27 22:30Z', -0.5), hear('acme', '2024-10-26 21:59Z', 0.5);
SELECT rule, value, n, since, until FROM sentiment.observe('2024-10-28 08:00Z', '{}', '{}', true, false) ORDER BY rule;
CALL sentiment.evaluate('2024-10-28 08:00Z');
SELECT a.rule, e.at, e.score FROM sentiment.alert a, sentiment.evidence(a.id) e;
UPDATE sentiment.setting SET zone = 'UTC';
DELETE FROM sentiment.channel_weight WHERE channel = 'bot';
CALL new_story();
DROP VIEW alerts;
