-- score_update(): a column that holds the score of the text beside it.
CREATE TABLE ticket (id integer PRIMARY KEY, body text, note text, score float8);
CREATE TRIGGER score BEFORE INSERT OR UPDATE ON ticket FOR EACH ROW EXECUTE FUNCTION sentiment.score_update('score', 'body');
-- what is not scored is NULL, and a score that is given counts for nothing
INSERT INTO ticket (id, body, score) VALUES (1, 'Excellent support, thank you!', NULL), (2, 'See you on Tuesday.', 0.5), (3, NULL, 0.5), (4, '> only a quote', 0.5),
    (5, 'Rechnung ist falsch, bitte korrigieren', NULL), (6, '', NULL), (7, 'Website is not working.', 1);
SELECT id, sentiment.label(score), score IS NOT DISTINCT FROM sentiment.score(body, 'builtin') AS as_scored FROM ticket ORDER BY id;
-- an UPDATE that changes the text scores it; one that does not leaves the column alone
UPDATE ticket SET body = 'Website is not working.' WHERE id <= 3;
UPDATE ticket SET body = NULL WHERE id = 7;
SELECT id, sentiment.label(score) FROM ticket ORDER BY id;
UPDATE ticket SET score = 0.5, body = body WHERE id = 1;
UPDATE ticket SET note = 'seen', body = body || '' WHERE id = 1;
SELECT score FROM ticket WHERE id = 1;
-- so rows from before the trigger are filled by hand, and those that have a score already once more
ALTER TABLE ticket DISABLE TRIGGER score;
INSERT INTO ticket VALUES (8, 'Excellent support, thank you!');
ALTER TABLE ticket ENABLE TRIGGER score;
UPDATE ticket SET score = sentiment.score(body, 'builtin');
SELECT count(*) FILTER (WHERE score IS NOT NULL) AS n, bool_and(score IS NOT DISTINCT FROM sentiment.score(body, 'builtin')) AS as_scored FROM ticket;
-- upsert, COPY, MERGE
INSERT INTO ticket VALUES (8, 'Website is not working.'), (9, 'Website is not working.') ON CONFLICT (id) DO UPDATE SET body = EXCLUDED.body;
COPY ticket (id, body) FROM stdin;
10	Excellent support, thank you!
\.
MERGE INTO ticket t USING (VALUES (2, 'Excellent support, thank you!'), (11, 'Website is not working.')) v (id, body) ON t.id = v.id
 WHEN MATCHED THEN UPDATE SET body = v.body WHEN NOT MATCHED THEN INSERT (id, body) VALUES (v.id, v.body);
SELECT id, sentiment.label(score) FROM ticket WHERE id IN (2, 8, 9, 10, 11) ORDER BY id;
-- a long text lies elsewhere, compressed or not, and is known again
INSERT INTO ticket VALUES (20, repeat('Website is not working. ', 100000)), (21, (SELECT string_agg(md5(i::text) || ' not working. ', '') FROM generate_series(1, 1000) i));
UPDATE ticket SET score = 0.5 WHERE id >= 20;
UPDATE ticket SET note = 'seen', body = body || '' WHERE id >= 20;
SELECT id, score FROM ticket WHERE id >= 20 ORDER BY id;
UPDATE ticket SET body = body || '!' WHERE id >= 20;
SELECT id, score <> 0.5 AND score = sentiment.score(body, 'builtin') AS as_scored FROM ticket WHERE id >= 20 ORDER BY id;
-- another trigger may change the text before: triggers fire in the order of their names
CREATE FUNCTION be_polite() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.body := 'Excellent support, thank you!'; RETURN NEW; END $$;
CREATE TRIGGER a BEFORE UPDATE ON ticket FOR EACH ROW EXECUTE FUNCTION be_polite();
UPDATE ticket SET note = 'polite' WHERE id = 11;
SELECT body, sentiment.label(score) FROM ticket WHERE id = 11;
DROP TABLE ticket;
DROP FUNCTION be_polite();
-- the model is the third argument, else the one that is built in: never what a session has set
CREATE TABLE survey (comment varchar(100), builtin real, rules real, dropped text,
    is_bad boolean GENERATED ALWAYS AS (rules < -0.15) STORED);
ALTER TABLE survey DROP COLUMN dropped;
CREATE TRIGGER b BEFORE INSERT OR UPDATE ON survey FOR EACH ROW EXECUTE FUNCTION sentiment.score_update('builtin', 'comment');
CREATE TRIGGER r BEFORE INSERT OR UPDATE ON survey FOR EACH ROW EXECUTE FUNCTION sentiment.score_update('rules', 'comment', 'rules');
SET sentiment.model = 'builtin';
INSERT INTO survey VALUES ('The fix did not fix anything.');
SET sentiment.model = 'rules';
INSERT INTO survey VALUES ('The fix did not fix anything.');
UPDATE survey SET rules = 1 WHERE ctid = '(0,2)';
SELECT builtin = sentiment.score(comment, 'builtin')::real AS builtin, rules = sentiment.score(comment, 'rules')::real AS rules, is_bad FROM survey ORDER BY is_bad DESC;
DROP TABLE survey;
-- partitions: also a row that moves, which is inserted where it goes
CREATE TABLE message (region text, body text, score float8) PARTITION BY LIST (region);
CREATE TABLE message_b (score float8, body text, gone text, region text);
ALTER TABLE message_b DROP COLUMN gone;
CREATE TABLE message_a PARTITION OF message FOR VALUES IN ('a');
ALTER TABLE message ATTACH PARTITION message_b FOR VALUES IN ('b');
CREATE TRIGGER score BEFORE INSERT OR UPDATE ON message FOR EACH ROW EXECUTE FUNCTION sentiment.score_update('score', 'body');
INSERT INTO message VALUES ('a', 'Website is not working.'), ('b', 'Excellent support, thank you!'), ('a', 'See you on Tuesday.');
INSERT INTO message_b (region, body) VALUES ('b', 'Website is not working.');
UPDATE message SET region = 'b', body = 'Excellent support, thank you!' WHERE region = 'a' AND body LIKE 'Website%';
UPDATE message SET region = 'b', score = 1 WHERE region = 'a';
SELECT tableoid::regclass AS partition, body, sentiment.label(score) FROM message ORDER BY body COLLATE "C", score;
DROP TABLE message;
-- whoever owns a table may have the trigger, and whoever inserts needs no right of ours
CREATE ROLE regress_senti_owner;
CREATE ROLE regress_senti_app;
GRANT CREATE ON SCHEMA public TO regress_senti_owner;
SET ROLE regress_senti_owner;
CREATE TABLE ticket (id integer, body text, score float8);
CREATE TRIGGER score BEFORE INSERT OR UPDATE ON ticket FOR EACH ROW EXECUTE FUNCTION sentiment.score_update('score', 'body', 'acme');
GRANT INSERT ON ticket TO regress_senti_app;
SET ROLE regress_senti_app;
-- without its model the row is in all the same, without a score and with one warning
INSERT INTO ticket VALUES (1, 'Website is not working.'), (2, 'Website is not working.');
RESET ROLE;
SELECT id, score FROM ticket ORDER BY id;
-- with it, as the model says; a word of the site's counts for the next row
INSERT INTO sentiment.model (name, weights) SELECT 'acme', sentiment.fit(body, label)
    FROM (VALUES ('gnarp', 'negative'::sentiment.polarity), ('fine', 'positive')) AS v (body, label), generate_series(1, 60);
INSERT INTO ticket VALUES (3, 'It gnarps.');
INSERT INTO sentiment.lexicon (term, valence) VALUES ('gnarps', -4);
INSERT INTO ticket VALUES (4, 'It gnarps.');
SELECT id, score = sentiment.score(body, 'acme') AS as_scored FROM ticket WHERE id >= 3 ORDER BY id;
DELETE FROM sentiment.lexicon;
DELETE FROM sentiment.model;
DROP TABLE ticket;
DROP OWNED BY regress_senti_owner, regress_senti_app;
DROP ROLE regress_senti_owner, regress_senti_app;
-- misuse
CREATE TABLE ticket (id integer, body text, shouted text GENERATED ALWAYS AS (upper(body)) STORED, score float8);
\pset format unaligned
\pset tuples_only on
SELECT * FROM error_of('SELECT sentiment.score_update()');
CREATE FUNCTION fired(definition text) RETURNS SETOF record LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE 'CREATE TRIGGER t ' || replace(definition, 'score_update', 'sentiment.score_update');
    RETURN QUERY SELECT * FROM error_of('INSERT INTO ticket VALUES (1, ''body''); DELETE FROM ticket');
    DROP TRIGGER t ON ticket;
END $$;
SELECT f.* FROM (VALUES
    (1, $$AFTER INSERT ON ticket FOR EACH ROW EXECUTE FUNCTION score_update('score', 'body')$$),
    (2, $$BEFORE INSERT ON ticket EXECUTE FUNCTION score_update('score', 'body')$$),
    (3, $$BEFORE DELETE ON ticket FOR EACH ROW EXECUTE FUNCTION score_update('score', 'body')$$),
    (4, $$BEFORE INSERT ON ticket FOR EACH ROW EXECUTE FUNCTION score_update()$$),
    (5, $$BEFORE INSERT ON ticket FOR EACH ROW EXECUTE FUNCTION score_update('score', 'body', 'rules', 'more')$$),
    (6, $$BEFORE INSERT ON ticket FOR EACH ROW EXECUTE FUNCTION score_update('scor', 'body')$$),
    (7, $$BEFORE INSERT ON ticket FOR EACH ROW EXECUTE FUNCTION score_update('score', 'ctid')$$),
    (8, $$BEFORE INSERT ON ticket FOR EACH ROW EXECUTE FUNCTION score_update('id', 'body')$$),
    (9, $$BEFORE INSERT ON ticket FOR EACH ROW EXECUTE FUNCTION score_update('body', 'score')$$),
    (10, $$BEFORE INSERT ON ticket FOR EACH ROW EXECUTE FUNCTION score_update('score', 'id')$$),
    (11, $$BEFORE INSERT ON ticket FOR EACH ROW EXECUTE FUNCTION score_update('score', 'shouted')$$)) AS v (n, definition),
    LATERAL fired(definition) AS f (state text, message text, detail text, hint text) ORDER BY n;
DROP TABLE ticket;
DROP FUNCTION fired(text);
