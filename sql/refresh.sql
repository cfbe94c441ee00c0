-- refresh(): what the triggers have not seen, and nothing else; source_health says when it is needed.
CREATE TABLE message (id integer PRIMARY KEY, account text, ticket text, sent_at timestamptz, body text);
INSERT INTO message SELECT i, 'account ' || i % 5, NULL, '2024-01-01 00:00+00'::timestamptz + i * interval '1 hour',
                           CASE i % 3 WHEN 0 THEN 'The export is broken.' WHEN 1 THEN 'Excellent support, thank you!' ELSE 'See you on Tuesday.' END
  FROM generate_series(1, 1900) i;
SELECT sentiment.track('message', text => 'body', account => 'account', at => 'sent_at', key => 'id', ticket => 'ticket');
CREATE VIEW done AS SELECT rows_read, rows_scored, rows_moved, rows_deleted, blocks_done = blocks_total AS all_blocks, finished_at IS NOT NULL AS finished FROM sentiment.refresh_progress;
CREATE VIEW heads AS SELECT count(*) AS texts, count(DISTINCT key) AS keys, count(DISTINCT xid) > 1 AS many_transactions FROM sentiment.mention WHERE topic IS NULL;
-- what was there before: in batches, each a transaction of its own
CALL sentiment.refresh('message');
TABLE done;
TABLE heads;
-- again: all is read, nothing is scored
SELECT max(scored_at) AS scored_at, md5(string_agg(to_jsonb(m)::text, '' ORDER BY key, topic)) AS mentions FROM sentiment.mention m \gset
CALL sentiment.refresh('message');
TABLE done;
SELECT md5(string_agg(to_jsonb(m)::text, '' ORDER BY key, topic)) = :'mentions' AS untouched FROM sentiment.mention m;
-- triggers were off: new, changed, moved and deleted rows, a row that lost its account and one whose key changed; a mention that is there twice
ALTER TABLE message DISABLE TRIGGER USER;
SELECT state FROM sentiment.source_health;
INSERT INTO message VALUES (6000, 'account 1', NULL, '2024-09-01 00:00+00', 'The export is broken.'), (6001, NULL, NULL, '2024-09-01 00:00+00', 'The export is broken.');
UPDATE message SET body = 'Website is not working.' WHERE id IN (1, 2, 3);
UPDATE message SET account = 'account 9', ticket = 'T-9' WHERE id BETWEEN 11 AND 20;
UPDATE message SET account = NULL WHERE id = 30;
UPDATE message SET id = 7000 WHERE id = 40;
DELETE FROM message WHERE id BETWEEN 51 AND 60;
INSERT INTO sentiment.mention SELECT * FROM sentiment.mention WHERE key = '70';
CALL sentiment.refresh('message');
-- which are on again
SELECT state FROM sentiment.source_health;
SELECT rows_scored, rows_moved, finished FROM done;
TABLE heads;
SELECT key, account, ticket, sentiment.label(score), scored_at > :'scored_at' AS scored_anew FROM sentiment.mention
 WHERE topic IS NULL AND key IN ('1', '15', '30', '40', '55', '70', '6000', '6001', '7000', '80') ORDER BY key::integer;
SELECT state, texts, unscored, without_account, problems FROM sentiment.source_health;
-- the whole is what one pass of the scorer says
SELECT count(*) AS differences
  FROM (SELECT id::text AS key, m.topic, m.score, m.quote_start FROM message, sentiment.mentions(body, true, 'rules', true) m WHERE account IS NOT NULL) r
  FULL JOIN sentiment.mention s ON s.key = r.key AND s.topic IS NOT DISTINCT FROM r.topic
 WHERE ROW(r.score, r.quote_start) IS DISTINCT FROM ROW(s.score, s.quote_start);
-- longer than the indexes hold: said, and not in the way of the others
ALTER TABLE message DISABLE TRIGGER USER;
INSERT INTO message VALUES (6002, repeat('x', 501), NULL, '2024-09-01 00:00+00', 'The export is broken.'), (6003, repeat('x', 500), NULL, '2024-09-01 00:00+00', 'The export is broken.');
ALTER TABLE message ENABLE TRIGGER USER;
CALL sentiment.refresh('message');
SELECT key FROM sentiment.mention WHERE key IN ('6002', '6003') AND topic IS NULL;
DELETE FROM message WHERE id IN (6002, 6003);
-- another lexicon: all is scored again
INSERT INTO sentiment.lexicon (term, valence) VALUES ('tuesday', -3);
SELECT state FROM sentiment.source_health;
CALL sentiment.refresh();
SELECT rows_scored = rows_read AS all_scored, rows_moved, rows_deleted FROM done;
SELECT state FROM sentiment.source_health;
DELETE FROM sentiment.lexicon;
-- in a transaction block it is one transaction, and goes with it
BEGIN;
DELETE FROM sentiment.mention WHERE key IN ('100', '101');
CALL sentiment.refresh('message');
SELECT rows_scored FROM done;
SELECT texts FROM heads;
ROLLBACK;
SELECT rows_moved FROM done;
-- swapped by a loader: a new table under the old name; only changed text is scored
CREATE TABLE message_new (LIKE message INCLUDING ALL);
INSERT INTO message_new SELECT id, account, ticket, sent_at, CASE id WHEN 200 THEN 'Website is not working.' ELSE body END FROM message;
CALL sentiment.refresh('message');
BEGIN;
ALTER TABLE message RENAME TO message_old;
ALTER TABLE message_new RENAME TO message;
COMMIT;
SELECT relation, state FROM sentiment.source_health;
CALL sentiment.refresh('message');
SELECT rows_scored, rows_moved, rows_deleted FROM done;
SELECT relation, state FROM sentiment.source_health;
INSERT INTO message VALUES (8000, 'account 1', NULL, '2024-09-02 00:00+00', 'The export is broken.');
SELECT count(*) FROM sentiment.mention WHERE key = '8000' AND topic IS NULL;
DROP TABLE message_old;
-- renamed: tracked under its first name
ALTER TABLE message RENAME TO letter;
UPDATE letter SET body = 'Excellent support, thank you!' WHERE id = 8000;
SELECT sentiment.label(score) FROM sentiment.mention WHERE key = '8000' AND topic IS NULL;
CALL sentiment.refresh('letter');
SELECT s.name, s.relation, h.state FROM sentiment.source s JOIN sentiment.source_health h ON h.source = s.name;
-- gone: said, and no hindrance to the others
DROP TABLE letter;
SELECT source, state, texts > 0 AS has_texts FROM sentiment.source_health;
CALL sentiment.refresh();
SELECT sentiment.untrack('public.message');
SELECT (SELECT count(*) FROM sentiment.mention) AS mentions, (SELECT count(*) FROM sentiment.refresh_progress) AS progress;
-- misuse: state, message, hint
SELECT state, message, hint FROM error_of($$CALL sentiment.refresh('pg_class')$$);
SELECT state, message FROM error_of($$CALL sentiment.refresh(NULL)$$);
DROP VIEW done, heads;
