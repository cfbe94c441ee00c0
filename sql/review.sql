-- Reviews: a person's label overrides the score in views and rules, and is never more than one person's label.
CREATE TABLE message (id integer PRIMARY KEY, account text, ticket text, is_customer boolean DEFAULT true, sent_at timestamptz, body text);
SELECT sentiment.track('message', text => 'body', account => 'account', at => 'sent_at', key => 'id', ticket => 'ticket', is_customer => 'is_customer');
SELECT count(*) FROM two_rules();
INSERT INTO message VALUES
    (1, 'acme', 'A-1', true,  now() - interval '9 minutes', 'Could you check the label printer in hall 3?'),
    (2, 'acme', 'A-1', false, now() - interval '8 minutes', 'We are looking into it.'),
    (3, 'acme', 'A-1', true,  now() - interval '7 minutes', 'Unacceptable. It crashed again and nobody answers. This is a disgrace!'),
    (4, 'beta', NULL,  true,  now() - interval '6 minutes', 'Excellent support, thank you!'),
    (5, 'beta', NULL,  true,  now() - interval '5 minutes', 'Your support team never replied. Terrible, useless support!'),
    (6, 'beta', NULL,  true,  now() - interval '4 minutes', 'Rechnung ist falsch, bitte korrigieren');
CREATE VIEW seen AS SELECT key, label, model_label, score = model_score AS as_scored, emotion, confidence IS NULL AS no_confidence, reviewer
  FROM sentiment.interaction ORDER BY key::integer;
CREATE VIEW alerts AS SELECT rule, account, ticket, state FROM sentiment.alert ORDER BY id;
TABLE seen;
TABLE alerts;

-- 1. A label that the score has already leaves it; another brings the middle of its side, 0 for neutral, and its own emotion or none.
SELECT label, sentiment.overrule(0.8, label), sentiment.overrule(0.15, label), sentiment.overrule(-0.16, label), sentiment.overrule(NULL, label)
  FROM unnest(ARRAY['negative', 'neutral', 'positive', NULL]::sentiment.polarity[]) AS label;
INSERT INTO sentiment.review (source, key, label, reviewer) VALUES ('public.message', '4', 'positive', 'Ann'), ('public.message', '6', 'negative', 'Ann');
INSERT INTO sentiment.review (source, key, label, emotion, reviewer)
    VALUES ('public.message', '1', 'negative', 'confusion', 'Ann'), ('public.message', '5', 'negative', 'none', 'Ann');
TABLE seen;
SELECT key, score FROM sentiment.interaction WHERE label <> model_label OR model_label IS NULL ORDER BY key;
SELECT account, sum(n) AS n, round(sentiment.net(sentiment.rollup(tally))) AS net FROM sentiment.account_week GROUP BY account ORDER BY account;
SELECT count(*) AS unscored FROM sentiment.unscored;
-- who wrote the row stands beside who is said to have reviewed
SELECT DISTINCT kind, reviewer, written_by = session_user AS written_by_me FROM sentiment.review WHERE reviewer = 'Ann';

-- 2. Rules see the label at once, and what was scored when it is withdrawn; an alert that a person closed stays closed.
INSERT INTO sentiment.review (source, key, label, reviewer) VALUES ('public.message', '3', 'neutral', 'Ann');
TABLE alerts;
DELETE FROM sentiment.review WHERE key = '3';
TABLE alerts;
SELECT sentiment.resolve(id, 'called them') FROM sentiment.alert;
INSERT INTO sentiment.review (source, key, label, reviewer) VALUES ('public.message', '3', 'neutral', 'Ann');
DELETE FROM sentiment.review WHERE key = '3';
TABLE alerts;
DELETE FROM sentiment.alert;
UPDATE message SET sent_at = sent_at + interval '1 second' WHERE id = 3;
TABLE alerts;
-- a language model's label overrides nothing
INSERT INTO sentiment.review (source, key, label, kind, reviewer) VALUES ('public.message', '3', 'positive', 'language model', 'model-1');
TABLE alerts;
SELECT key, label, reviewer FROM sentiment.interaction WHERE key = '3';
-- a rule beyond which a person's label lies fires on it, and the evidence has it
INSERT INTO sentiment.rule (name, audience, scope, metric, op, threshold, clear, severity, playbook)
    VALUES ('delighted', 'lead', 'ticket', 'score', '>', 0.4, 0.1, 'info', 'calm a ticket');
INSERT INTO sentiment.review (source, key, label, reviewer) VALUES ('public.message', '3', 'positive', 'Ann');
TABLE alerts;
SELECT a.rule, e.key, e.score FROM sentiment.alert a, sentiment.evidence(a.id) e WHERE a.rule = 'delighted';
-- a change of mind decides anew, too
UPDATE sentiment.review SET label = 'neutral' WHERE key = '3' AND kind = 'person';
TABLE alerts;

-- 3. Of several persons the latest decides; a language model never does; each has one opinion.
INSERT INTO sentiment.review (source, key, label, reviewer, at, text_hash)
    SELECT 'public.message', '5', 'positive', 'Bob', now() - interval '1 day', text_hash FROM sentiment.mention WHERE key = '5' AND topic IS NULL;
SELECT label, reviewer FROM sentiment.verdict WHERE key = '5' AND topic IS NULL;
INSERT INTO sentiment.review (source, key, label, reviewer) VALUES ('public.message', '5', 'neutral', 'Cyd');
INSERT INTO sentiment.review (source, key, label, kind, reviewer) VALUES ('public.message', '5', 'positive', 'language model', 'model-1');
SELECT label, reviewer FROM sentiment.verdict WHERE key = '5' AND topic IS NULL;
SELECT label, model_label, reviewer FROM sentiment.interaction WHERE key = '5';
-- a note changes nothing, a change of mind is the latest word
UPDATE sentiment.review SET note = 'as I said' WHERE key = '5' AND reviewer = 'Bob';
SELECT label, reviewer FROM sentiment.interaction WHERE key = '5';
UPDATE sentiment.review SET emotion = 'joy' WHERE key = '5' AND reviewer = 'Bob';
SELECT label, emotion, reviewer FROM sentiment.interaction WHERE key = '5';
UPDATE sentiment.review SET label = 'negative' WHERE key = '5' AND reviewer = 'Cyd';
UPDATE sentiment.review SET label = 'neutral' WHERE key = '5' AND reviewer = 'Cyd';
-- a topic is reviewed by itself
INSERT INTO sentiment.review (source, key, topic, label, reviewer) VALUES ('public.message', '5', 'support', 'positive', 'Ann');
SELECT topic, score, reviewer FROM sentiment.judged WHERE key = '5' ORDER BY topic NULLS FIRST;
SELECT account, sum(n) AS n, sentiment.net(sentiment.rollup(tally)) FROM sentiment.topic_trend WHERE topic = 'support' GROUP BY account ORDER BY account;

-- Whoever labelled the same texts is compared, and with what was scored.  Ann and the scores, by hand: they agree on 2 of 5;
-- negative, neutral, positive were given 2, 1, 2 and 3, 1, 1 times; (5 * 2 - 9) / (25 - 9).  model-1 says positive only.
SELECT kind, reviewer, other_kind, CASE other WHEN sentiment.config_fingerprint() THEN 'scored now' ELSE other END AS other, n, agreement
  FROM sentiment.reviewer_agreement WHERE 'Ann' IN (reviewer, other) AND n > 1 ORDER BY n;

-- 4. A label is about a text: another text has none, and the same text has it again, whatever happened to the mention.
UPDATE message SET body = 'See you on Tuesday.' WHERE id = 5;
SELECT label, reviewer FROM sentiment.interaction WHERE key = '5';
UPDATE message SET body = 'Your support team never replied. Terrible, useless support!' WHERE id = 5;
SELECT label, reviewer FROM sentiment.interaction WHERE key = '5';
CALL sentiment.refresh('message');
SELECT label, reviewer FROM sentiment.interaction WHERE key = '5';
SELECT sentiment.untrack('message');
SELECT count(*) > 0 AS reviews_are_kept, (SELECT count(*) FROM sentiment.judged) AS mentions FROM sentiment.review;
SELECT sentiment.track('message', text => 'body', account => 'account', at => 'sent_at', key => 'id', ticket => 'ticket', is_customer => 'is_customer');
CALL sentiment.refresh('message');
SELECT label, reviewer FROM sentiment.interaction WHERE key = '5';
DELETE FROM message WHERE id = 5;
SELECT count(*) FROM sentiment.judged WHERE key = '5';

-- 5. Nonsense is refused.
\pset format unaligned
\pset tuples_only on
SELECT * FROM error_of($$INSERT INTO sentiment.review (source, key, label) VALUES ('message', '1', 'negative')$$);
SELECT * FROM error_of($$INSERT INTO sentiment.review (source, key, label) VALUES ('public.message', '99', 'negative')$$);
SELECT * FROM error_of($$INSERT INTO sentiment.review (source, key, label) VALUES ('public.message', '2', 'negative')$$);
SELECT * FROM error_of($$INSERT INTO sentiment.review (source, key, topic, label) VALUES ('public.message', '4', 'pricing', 'negative')$$);
SELECT * FROM error_of($$INSERT INTO sentiment.review (source, key, topic, label) VALUES ('public.message', '1', 'pricing', 'negative')$$);
SELECT state, message FROM error_of($$INSERT INTO sentiment.review (source, key, label) VALUES ('public.message', '1', 'bad')$$);
SELECT state, message FROM error_of($$INSERT INTO sentiment.review (source, key, label) VALUES ('public.message', '1', NULL)$$);
SELECT state, message FROM error_of($$INSERT INTO sentiment.review (source, key, label) VALUES (NULL, '1', 'negative')$$);
SELECT state, message FROM error_of($$INSERT INTO sentiment.review (source, key, label, emotion) VALUES ('public.message', '1', 'negative', 'grief')$$);
SELECT state, message FROM error_of($$INSERT INTO sentiment.review (source, key, label, kind) VALUES ('public.message', '1', 'negative', 'oracle')$$);
SELECT state, message FROM error_of($$INSERT INTO sentiment.review (source, key, label, reviewer) VALUES ('public.message', '1', 'negative', '')$$);
SELECT state, message FROM error_of($$INSERT INTO sentiment.review (source, key, label, reviewer) VALUES ('public.message', '1', 'positive', 'Ann')$$);
\pset format aligned
\pset tuples_only off
SELECT sentiment.untrack('message');
DELETE FROM sentiment.review;
DELETE FROM sentiment.alert;
DELETE FROM sentiment.rule;
DELETE FROM sentiment.playbook;
DROP VIEW alerts, seen;
DROP TABLE message;
