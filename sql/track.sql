-- track(): every way a row comes, changes and goes, in partitioned tables, with triggers for each statement and for each row.
CREATE FUNCTION each_way(query text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE replace(query, '%s', 'by_statement');
    EXECUTE replace(query, '%s', 'by_row');
END $$;
CREATE VIEW seen AS
    SELECT split_part(source, '.', 2) AS source, key::integer, account, ticket, sentiment.day(at) AS day, channel, product, is_customer, sentiment.label(score), scored_at, xid
      FROM sentiment.mention WHERE topic IS NULL;
-- none, if triggers of both kinds left the same rows, topics included
CREATE VIEW difference AS
    WITH m AS (SELECT source, to_jsonb(mention) - 'source' - 'scored_at' - 'xid' AS row FROM sentiment.mention)
    SELECT a.row AS by_statement, b.row AS by_row
      FROM (SELECT row FROM m WHERE source = 'public.by_statement') a FULL JOIN (SELECT row FROM m WHERE source = 'public.by_row') b ON a.row = b.row
     WHERE a.row IS NULL OR b.row IS NULL;
SELECT each_way($$
    CREATE TABLE %s (id integer, account text, ticket text, sent_at timestamptz, via text, module text, body text, remark text, PRIMARY KEY (id, sent_at))
        PARTITION BY RANGE (sent_at);
    CREATE TABLE %s_2023 PARTITION OF %s FOR VALUES FROM ('2023-01-01 00:00+00') TO ('2024-01-01 00:00+00');
    CREATE TABLE %s_2024 PARTITION OF %s FOR VALUES FROM ('2024-01-01 00:00+00') TO ('2025-01-01 00:00+00');
$$);
SELECT sentiment.track(relation, text => 'body', account => 'account', at => 'sent_at', key => 'id', ticket => 'ticket', channel => 'via', product => 'module', fire => fire)
  FROM (VALUES ('by_statement'::regclass, 'statement'), ('by_row', 'row')) t(relation, fire);
CREATE VIEW fired AS
    SELECT tgrelid::regclass AS relation, tgname, CASE WHEN tgtype & 1 = 1 THEN 'row' ELSE 'statement' END AS level, tgenabled
      FROM pg_trigger WHERE tgfoid = 'sentiment.track_change'::regproc;
SELECT * FROM fired WHERE relation::text ~ '(statement|row|2024)$' ORDER BY relation::text, tgname;
-- through the parent, and directly into a partition
SELECT each_way($$
    INSERT INTO %s VALUES (1, 'acme', 'T-1', '2023-05-01 10:00+00', 'chat', 'billing', 'Your support team never replied to my ticket.'),
                          (2, 'acme', NULL, '2024-05-01 10:00+00', NULL, NULL, 'Excellent support, thank you!');
    INSERT INTO %s_2023 VALUES (3, 'beta', NULL, '2023-05-01 10:00+00', 'carrier pigeon', NULL, 'terrible');
$$);
COPY by_statement (id, account, sent_at, body) FROM stdin;
4	acme	2023-05-02 10:00+00	terrible
5	acme	2024-05-02 10:00+00	See you on Tuesday.
\.
COPY by_row (id, account, sent_at, body) FROM stdin;
4	acme	2023-05-02 10:00+00	terrible
5	acme	2024-05-02 10:00+00	See you on Tuesday.
\.
COPY by_statement_2024 (id, account, sent_at, body) FROM stdin;
6	beta	2024-05-02 10:00+00	Excellent support, thank you!
\.
COPY by_row_2024 (id, account, sent_at, body) FROM stdin;
6	beta	2024-05-02 10:00+00	Excellent support, thank you!
\.
SELECT key, account, ticket, day, channel, product, label FROM seen WHERE source = 'by_statement' ORDER BY key;
TABLE difference;
-- attributes change: nothing is scored again, but the mentions are of this transaction, so that the rollup reads them anew
BEGIN;
SELECT each_way($$UPDATE %s SET account = 'gamma', ticket = 'T-' || id, module = 'export' WHERE id <= 3$$);
SELECT key, account, ticket, product, label, scored_at < now() AS not_scored_again FROM seen WHERE source = 'by_row' AND xid = pg_current_xact_id() ORDER BY key;
TABLE difference;
COMMIT;
BEGIN;
SELECT each_way($$UPDATE %s SET remark = 'seen'; UPDATE %s SET ticket = ticket; UPDATE %s_2024 SET body = 'See you on Tuesday.' WHERE id = 5$$);
SELECT count(*) AS touched FROM seen WHERE xid = pg_current_xact_id();
COMMIT;
-- the text changes
BEGIN;
SELECT each_way($$UPDATE %s SET body = 'terrible' WHERE id IN (2, 5); UPDATE %s_2023 SET body = 'Excellent support, thank you!' WHERE id = 4$$);
SELECT key, label FROM seen WHERE source = 'by_statement' AND scored_at = now() ORDER BY key;
TABLE difference;
COMMIT;
-- a row moves to another partition: an UPDATE to a statement, a DELETE and an INSERT to rows, so that these score it again
BEGIN;
SELECT each_way($$UPDATE %s SET sent_at = '2024-06-01 10:00+00' WHERE id = 1$$);
SELECT source, key, day, label, scored_at = now() AS scored_again FROM seen WHERE key = 1 ORDER BY source DESC;
TABLE difference;
COMMIT;
-- upsert, MERGE, and changes within a query
SELECT each_way($$
    INSERT INTO %s (id, account, sent_at, body) VALUES (5, 'beta', '2024-05-02 10:00+00', 'Excellent support, thank you!'), (7, 'beta', '2024-05-02 10:00+00', 'terrible')
        ON CONFLICT (id, sent_at) DO UPDATE SET body = excluded.body, account = excluded.account;
    INSERT INTO %s (id, account, sent_at, body) VALUES (7, 'beta', '2024-05-02 10:00+00', 'not this') ON CONFLICT DO NOTHING;
    MERGE INTO %s t USING (VALUES (2, 'terrible'), (5, NULL), (8, 'See you on Tuesday.')) s(id, body) ON t.id = s.id
        WHEN MATCHED AND s.body IS NULL THEN DELETE
        WHEN MATCHED THEN UPDATE SET body = s.body, account = 'delta'
        WHEN NOT MATCHED THEN INSERT (id, account, sent_at, body) VALUES (s.id, 'delta', '2023-06-01 10:00+00', s.body);
    WITH gone AS (DELETE FROM %s WHERE id = 3 RETURNING *), changed AS (UPDATE %s SET body = 'See you on Tuesday.' WHERE id = 4)
        INSERT INTO %s (id, account, sent_at, body) SELECT id + 6, account, sent_at, body FROM gone;
$$);
SELECT key, account, day, label FROM seen WHERE source = 'by_statement' ORDER BY key;
TABLE difference;
-- a partition attached later: rows through the parent are seen; triggers for each row are there at once, for statements from the next refresh on
SELECT each_way($$
    CREATE TABLE %s_2025 (LIKE %s);
    INSERT INTO %s_2025 VALUES (20, 'acme', NULL, '2025-01-01 10:00+00', NULL, NULL, 'terrible');
    ALTER TABLE %s ATTACH PARTITION %s_2025 FOR VALUES FROM ('2025-01-01 00:00+00') TO ('2026-01-01 00:00+00');
    INSERT INTO %s VALUES (21, 'acme', NULL, '2025-01-02 10:00+00', NULL, NULL, 'terrible');
    INSERT INTO %s_2025 VALUES (22, 'acme', NULL, '2025-01-03 10:00+00', NULL, NULL, 'terrible');
$$);
SELECT source, array_agg(key ORDER BY key) AS keys FROM seen WHERE key >= 20 GROUP BY source ORDER BY source DESC;
CALL sentiment.refresh('by_statement');
CALL sentiment.refresh('by_row');
SELECT * FROM fired WHERE relation::text LIKE '%2025' ORDER BY relation::text, tgname;
SELECT each_way($$
    INSERT INTO %s_2025 VALUES (23, 'acme', NULL, '2025-01-04 10:00+00', NULL, NULL, 'terrible');
    DELETE FROM %s_2025 WHERE id = 21;
$$);
SELECT source, array_agg(key ORDER BY key) AS keys FROM seen WHERE key >= 20 GROUP BY source ORDER BY source DESC;
TABLE difference;
-- emptied through the parent
SELECT each_way('TRUNCATE %s');
SELECT count(*) FROM sentiment.mention;
-- a table that has been renamed goes on under its first name, and its quotes are found
SELECT each_way($$
    INSERT INTO %s (id, account, sent_at, body) VALUES (1, 'acme', '2024-05-01 10:00+00', 'terrible');
    ALTER TABLE %s RENAME TO %s_now;
    INSERT INTO %s_now (id, account, sent_at, body) VALUES (2, 'acme', '2024-05-01 10:00+00', 'Excellent support, thank you!');
    DELETE FROM %s_now WHERE id = 1;
$$);
SELECT source, key, substring(sentiment.source_text(source, key, text_hash) FROM quote_start FOR quote_length) AS quote
  FROM sentiment.mention WHERE topic IS NULL ORDER BY source DESC;
SELECT sentiment.untrack('by_statement_now'), sentiment.untrack('by_row_now');
SELECT count(*) FROM fired;
SELECT each_way('DROP TABLE %s_now');
-- one statement, rows of every kind: 1 and 2 move, to other attributes and to none, 3 stays, 4 becomes complete and 5 no longer is, 6 has another text,
-- 7 has none, and 8 was never read
SELECT each_way($$
    CREATE TABLE %s (id integer PRIMARY KEY, account text, ticket text, module text, sent_at timestamptz, body text);
    SELECT sentiment.track('%s', text => 'body', account => 'account', at => 'sent_at', key => 'id', ticket => 'ticket', product => 'module', fire => substring('%s' FROM 4));
    INSERT INTO %s SELECT i, CASE WHEN i <> 4 THEN 'acme' END, 'T-' || i, 'billing', '2024-05-01 10:00+00', CASE WHEN i <> 7 THEN 'Your support team is terrible.' END
      FROM generate_series(1, 8) i;
    DELETE FROM sentiment.mention WHERE source = 'public.%s' AND key = '8';
$$);
BEGIN;
SELECT each_way($$
    UPDATE %s t SET account = v.account, ticket = v.ticket, module = v.module, sent_at = v.sent_at::timestamptz, body = coalesce(v.body, t.body)
      FROM (VALUES (1, 'beta', 'U-1', 'export', '2024-05-02 10:00+00', NULL), (2, 'beta', NULL, NULL, '2024-05-01 10:00+00', NULL),
                   (3, 'acme', 'T-3', 'billing', '2024-05-01 10:00+00', NULL), (4, 'beta', 'T-4', 'billing', '2024-05-01 10:00+00', NULL),
                   (5, NULL, 'T-5', 'billing', '2024-05-01 10:00+00', NULL), (6, 'beta', 'T-6', NULL, '2024-05-01 10:00+00', 'Excellent support, thank you!'),
                   (7, 'beta', 'U-7', 'billing', '2024-05-01 10:00+00', NULL), (8, 'beta', 'U-8', NULL, '2024-05-01 10:00+00', NULL)) v (id, account, ticket, module, sent_at, body)
     WHERE t.id = v.id;
$$);
SELECT key, account, ticket, day, product, label, scored_at = now() AS scored, xid = pg_current_xact_id() AS written FROM seen WHERE source = 'by_statement' ORDER BY key;
SELECT key, topic FROM sentiment.mention WHERE source = 'public.by_statement' AND account = 'beta' AND topic IS NOT NULL AND at >= '2024-05-02';
TABLE difference;
COMMIT;
SELECT source, problem, n, key FROM sentiment.source_problem WHERE source ~ 'by_(statement|row)' ORDER BY source DESC, at;
SELECT each_way($$ DELETE FROM %s; SELECT sentiment.untrack('%s'); DROP TABLE %s $$);
-- rows that are not stored are, once they are complete, in one statement with others
CREATE TABLE message (id integer UNIQUE DEFERRABLE, account text, at timestamp, is_customer boolean, body text);
SELECT sentiment.track('message', text => 'body', account => 'account', at => 'at', key => 'id', is_customer => 'is_customer', channel => 'note');
INSERT INTO message VALUES
    (1, NULL, '2024-05-01', true, 'terrible'),
    (2, 'acme', NULL, true, 'terrible'),
    (3, 'acme', '2024-05-01', true, NULL),
    (NULL, 'acme', '2024-05-01', true, 'terrible'),
    (5, 'acme', 'infinity', true, 'terrible'),
    (6, 'acme', '2024-05-01', false, 'terrible'),
    (7, 'acme', '2024-05-01', false, 'See you on Tuesday.');
SELECT problem, n, key FROM sentiment.source_problem WHERE source = 'public.message' ORDER BY problem;
-- what staff note of a customer counts as the customer's voice
SELECT key, channel, is_customer, label FROM seen ORDER BY key;
BEGIN;
UPDATE message SET id = coalesce(id, 4), account = 'beta', at = '2024-05-02', body = coalesce(body, 'terrible');
SELECT key, account, day, label, scored_at = now() AS scored FROM seen ORDER BY key;
COMMIT;
-- keys that change places
UPDATE message SET id = 13 - id WHERE id IN (6, 7);
SELECT key, label FROM seen WHERE key IN (6, 7) ORDER BY key;
-- what is no longer complete goes, and is counted
UPDATE message SET account = NULL WHERE id <= 2;
SELECT array_agg(key ORDER BY key) AS keys FROM seen;
SELECT problem, n, key FROM sentiment.source_problem WHERE source = 'public.message' ORDER BY at DESC LIMIT 1;
SELECT sentiment.untrack('message');
-- a channel by row: of staff only notes count, before and after the channel changes
ALTER TABLE message ADD via text;
SELECT sentiment.track('message', text => 'body', account => 'account', at => 'at', key => 'id', is_customer => 'is_customer', channel => 'via');
DELETE FROM message;
INSERT INTO message VALUES (1, 'acme', '2024-05-01', false, 'terrible', 'note'), (2, 'acme', '2024-05-01', false, 'terrible', 'call'), (3, 'acme', '2024-05-01', true, 'terrible', NULL);
UPDATE message SET via = CASE via WHEN 'note' THEN 'call' ELSE 'note' END WHERE id >= 2;
SELECT key, channel, is_customer, label FROM seen ORDER BY key;
UPDATE message SET via = 'chat' WHERE id = 1;
SELECT key, channel, is_customer, label FROM seen WHERE key = 1;
SELECT sentiment.untrack('message');
DROP TABLE message;
DROP VIEW seen, difference, fired;
DROP FUNCTION each_way;
-- a plan that was made when there were few mentions looks up those of the key, not all of the source's, when there are many
CREATE TABLE growing (id integer PRIMARY KEY, account text, at timestamptz, body text);
SELECT sentiment.track('growing', text => 'body', account => 'account', at => 'at', key => 'id');
INSERT INTO growing VALUES (0, 'acme', '2024-01-01', 'The export is broken.');
DO $$ BEGIN FOR i IN 1 .. 10 LOOP
    UPDATE growing SET body = 'The export is broken: ' || i WHERE id = 0;
    UPDATE growing SET account = 'acme ' || i WHERE id = 0;
END LOOP; END $$;
INSERT INTO growing SELECT i, 'account ' || i, '2024-01-01', 'The export is broken.' FROM generate_series(1, 1000) i;
SELECT pg_stat_force_next_flush();
BEGIN;
DELETE FROM growing WHERE id < 3;
UPDATE growing SET account = 'beta' WHERE id < 6;
SELECT seq_tup_read + idx_tup_fetch < 50 AS looks_up FROM pg_stat_xact_all_tables WHERE relid = 'sentiment.mention'::regclass;
COMMIT;
SELECT count(DISTINCT key) FROM sentiment.mention WHERE source = 'public.growing';
-- a large statement goes in batches, whose memory is freed: no more than 1,000 keys are written at once, and near the end of 10,000 rows that move,
-- or change their text, less than 300 kB are in use; what triggers do on the way is planned as ever
INSERT INTO growing SELECT i, 'account ' || i, '2024-01-01', 'The export is broken.' FROM generate_series(1001, 10000) i;
CREATE TABLE step (event text, keys bigint, bytes bigint, plans_freely boolean);
CREATE FUNCTION note_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR EXISTS (SELECT FROM gone WHERE key = '10000') THEN
        INSERT INTO public.step SELECT TG_OP, (SELECT count(DISTINCT key) FROM gone), sum(used_bytes), current_setting('enable_seqscan')::boolean
            FROM pg_backend_memory_contexts WHERE name IN ('AfterTriggerTupleContext', 'sentiment batch');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER note_deleted AFTER DELETE ON sentiment.mention REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_step();
CREATE TRIGGER note_updated AFTER UPDATE ON sentiment.mention REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_step();
UPDATE growing SET account = 'another ' || account;
UPDATE growing SET body = 'Website is not working.';
SELECT event, sum(keys) AS keys, max(keys) <= 1000 AS in_batches, max(bytes) < 300000 AS in_little_memory, bool_and(plans_freely) AS plans_freely FROM step GROUP BY event ORDER BY event;
SELECT count(*) AS texts, count(DISTINCT key) AS keys FROM sentiment.mention WHERE source = 'public.growing' AND topic IS NULL AND account LIKE 'another%';
DROP TRIGGER note_deleted ON sentiment.mention;
DROP TRIGGER note_updated ON sentiment.mention;
DROP FUNCTION note_step;
DELETE FROM growing;
SELECT count(*) FROM sentiment.mention WHERE source = 'public.growing';
SELECT sentiment.untrack('growing');
DROP TABLE growing, step;
