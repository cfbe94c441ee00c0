-- sample_for_review and accuracy: what is asked next, and a random sample that stays one, whatever happens in between.
CREATE TABLE message (id integer PRIMARY KEY, account text, is_customer boolean DEFAULT true, sent_at timestamptz DEFAULT now(), body text);
SELECT sentiment.track('message', text => 'body', account => 'account', at => 'sent_at', key => 'id', is_customer => 'is_customer');
-- 50 messages of each of 40 accounts, negative, positive and neutral in turn; some are not a customer's, some not English
INSERT INTO message SELECT i, 'account ' || i / 50, i % 10 <> 0, now(),
       CASE WHEN i % 15 = 1 THEN 'Rechnung ist falsch, bitte korrigieren'
            ELSE (ARRAY['The export crashed again, job ', 'Excellent support, thank you for call ', 'See you on Tuesday in room '])[1 + i % 3] || i END
  FROM generate_series(1, 2000) i;
-- what a draw must take, by an account of its own: customers' scored messages that are held out, in the order of another hash
CREATE VIEW in_order AS
    SELECT id::text AS key, row_number() OVER (ORDER BY hashtextextended(id::text, hashtextextended('public.message', 0))) AS place
      FROM message WHERE is_customer AND body !~ 'Rechnung' AND hashtextextended(id::text, hashtextextended('public.message', 5)) % 5 = 0;
CREATE VIEW drawn AS
    SELECT count(*) AS drawn, count(label) AS labelled, bool_and(place <= (SELECT count(*) FROM sentiment.random_stratum)) AS the_first
      FROM sentiment.random_stratum JOIN in_order USING (key);
SELECT count(*) BETWEEN 290 AND 390 AS a_fifth_of_1680 FROM in_order;

-- 1. A fifth of each sample is drawn at random from those held out; the rest are of the others.
CREATE TABLE asked AS SELECT * FROM sentiment.sample_for_review(41);
SELECT is_random, count(*), count(DISTINCT key) AS keys, bool_and(sentiment.is_held_out(source, key) = is_random) AS held_out_if_random,
       bool_and(a.body = m.body) AS with_text, bool_and(label = sentiment.label(m.body)::text) AS with_label
  FROM asked a JOIN message m ON m.id = a.key::integer GROUP BY is_random ORDER BY is_random;
TABLE drawn;
-- the same question has the same answer, another seed another
SELECT count(*) AS same FROM asked JOIN sentiment.sample_for_review(41) USING (source, key, is_random);
SELECT count(*) < 32 AS others FROM asked JOIN sentiment.sample_for_review(41, 7) USING (source, key, is_random) WHERE NOT is_random;
TABLE drawn;
-- the others are among the ten times as many that are least certain, and no account has a second one with a label before all have one
SELECT bool_and(confidence <= (SELECT confidence FROM sentiment.interaction WHERE score IS NOT NULL AND NOT sentiment.is_held_out(source, key)
                                ORDER BY confidence OFFSET 409 LIMIT 1)) AS uncertain, count(DISTINCT (account, label)) AS accounts
  FROM asked WHERE NOT is_random;
-- of equal texts one is asked
INSERT INTO message SELECT i, 'twins', true, now(), 'It is what it is.' FROM generate_series(5001, 5100) i;
SELECT count(*) AS twins FROM sentiment.sample_for_review(2000) WHERE account = 'twins' AND NOT is_random;
DELETE FROM sentiment.review_draw;
DELETE FROM message WHERE id > 5000;

-- 2. What was drawn is asked until a person answers; a language model's answer is none.
SELECT count(*) AS asked FROM sentiment.sample_for_review(50) \gset
INSERT INTO sentiment.review (source, key, label, kind, reviewer)
    SELECT source, key, label::sentiment.polarity, 'language model', 'model-1' FROM sentiment.sample_for_review(50);
SELECT is_random, count(*), count(*) FILTER (WHERE key IN (SELECT key FROM sentiment.review)) AS asked_again FROM sentiment.sample_for_review(50) GROUP BY 1 ORDER BY 1;
SELECT n FROM sentiment.accuracy('rules');
-- ten labels of persons, eight of them as scored: Wilson's interval by hand, z^2 = 3.8415:
-- (0.8 + z^2/20 -+ z sqrt(0.016 + z^2/400)) / (1 + z^2/10) = (0.99207 -+ 0.31362) / 1.38415
INSERT INTO sentiment.review (source, key, label, reviewer)
    SELECT source, key, CASE WHEN place > 2 THEN label WHEN label = 'neutral' THEN 'positive' ELSE 'neutral' END::sentiment.polarity, 'Ann'
      FROM (SELECT *, row_number() OVER (ORDER BY key) AS place FROM sentiment.sample_for_review(50) WHERE is_random) s;
SELECT n, correct, accuracy, round(low::numeric, 4) AS low, round(high::numeric, 4) AS high FROM sentiment.accuracy('rules');
TABLE drawn;
-- another sample draws on; nothing comes twice
SELECT count(*) AS asked_again FROM sentiment.sample_for_review(50) JOIN sentiment.review USING (source, key) WHERE is_random;
TABLE drawn;
-- the bounds stay within 0 and 1, and none of none has none; 1 of 1: z^2 = 3.8415, low 1 / (1 + z^2)
SELECT c, n, round(low::numeric, 4) AS low, round(high::numeric, 4) AS high FROM (VALUES (0, 1), (1, 1), (0, 0), (50, 100)) v(c, n), sentiment.wilson_interval(c, n);

-- 3. What persons review for reasons of their own, errors first of all, is in the sample only if its place comes: it is drawn, but not asked.
INSERT INTO sentiment.review (source, key, label, reviewer)
    SELECT 'public.message', key, CASE WHEN label = 'negative' THEN 'positive' ELSE 'negative' END::sentiment.polarity, 'Bob'
      FROM sentiment.interaction JOIN in_order USING (key) WHERE place BETWEEN 21 AND 25 OR place > 200;
SELECT n, correct FROM sentiment.accuracy('rules');
INSERT INTO sentiment.review (source, key, label, reviewer)
    SELECT source, key, label::sentiment.polarity, 'Ann' FROM sentiment.sample_for_review(50) WHERE is_random;
SELECT count(*) AS asked FROM sentiment.sample_for_review(50) WHERE is_random;
TABLE drawn;
SELECT n, correct FROM sentiment.accuracy('rules');

-- 4. A text that changed waits again, a message that went is gone, and of several persons the latest counts, once.
UPDATE message SET body = 'The import crashed, too.' WHERE id = (SELECT key::integer FROM in_order WHERE place = 1);
SELECT n FROM sentiment.accuracy('rules');
SELECT count(*) AS asked_again FROM sentiment.sample_for_review(50) WHERE is_random AND body = 'The import crashed, too.';
DELETE FROM message WHERE id = (SELECT key::integer FROM in_order WHERE place = 2);
SELECT n FROM sentiment.accuracy('rules');
SELECT correct AS correct_before FROM sentiment.accuracy('rules') \gset
INSERT INTO sentiment.review (source, key, label, reviewer)
    SELECT source, key, (CASE WHEN label = 'negative' THEN 'neutral' ELSE 'negative' END)::sentiment.polarity, 'Cyd'
      FROM sentiment.random_stratum JOIN in_order USING (key) WHERE place = 12;
SELECT n, correct - :correct_before AS worse_by FROM sentiment.accuracy('rules');

-- another model is measured on the same texts by what it says of them, not by what is stored
SELECT a.n, a.correct = (SELECT count(*) FROM sentiment.random_stratum s JOIN message m ON m.id = s.key::integer
                          WHERE s.label = sentiment.label(sentiment.score(m.body, 'builtin'))) AS as_scored FROM sentiment.accuracy('builtin') a;

-- 5. Messages that arrive later take their places in the order: once those are drawn, the sample is one of all.
INSERT INTO message SELECT i, 'later', true, now(), 'The export crashed again, job ' || i FROM generate_series(2001, 4000) i;
SELECT the_first FROM drawn;
INSERT INTO sentiment.review (source, key, label, reviewer)
    SELECT source, key, label::sentiment.polarity, 'Ann' FROM sentiment.sample_for_review(500) WHERE is_random;
SELECT drawn > 100 AS drawn, the_first FROM drawn;

-- 6. The text is read with the rights of whoever asks; what is missing is said.
CREATE ROLE regress_senti_reviewer;
SELECT sentiment.grant_access('regress_senti_reviewer', 'analyst');
GRANT SELECT (id) ON message TO regress_senti_reviewer;
SET ROLE regress_senti_reviewer;
SELECT count(*), count(body) AS read FROM sentiment.sample_for_review(10);
\set VERBOSITY terse
SELECT n, correct, accuracy FROM sentiment.accuracy('rules');
\set VERBOSITY default
RESET ROLE;
GRANT SELECT (body) ON message TO regress_senti_reviewer;
SET ROLE regress_senti_reviewer;
SELECT count(*), count(body) AS read FROM sentiment.sample_for_review(10);
SELECT n > 100 AS n FROM sentiment.accuracy('rules');
RESET ROLE;
DROP OWNED BY regress_senti_reviewer;
DROP ROLE regress_senti_reviewer;

-- 7. Nonsense is refused.
\pset format unaligned
\pset tuples_only on
SELECT state, message FROM error_of('SELECT sentiment.sample_for_review(0)');
SELECT * FROM error_of($$SELECT sentiment.accuracy('no such model')$$);
\pset format aligned
\pset tuples_only off
SELECT count(*) FROM sentiment.sample_for_review(NULL);
SELECT sentiment.untrack('message');
SELECT count(*) FROM sentiment.sample_for_review(10);
DELETE FROM sentiment.review;
DELETE FROM sentiment.review_draw;
DROP VIEW drawn, in_order;
DROP TABLE asked, message;
