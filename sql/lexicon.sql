-- The site's own words: over what is built in, from the next statement on, for what scores and what is stored.
SELECT sentiment.config_fingerprint('builtin') = sentiment.model_version() AS nothing_of_its_own;
SELECT sentiment.score_builtin('We had two moonbeams today.') AS builtin \gset
INSERT INTO sentiment.lexicon (term, valence, inflect, topic) VALUES ('Moonbeam', -2.5, 'n', 'product'), ('  TURNED   the * corner', 2.5, NULL, NULL);
-- stored folded
SELECT term, valence, inflect, topic, changed_at = now() AS now, changed_by = current_user AS me FROM sentiment.lexicon ORDER BY term;
SELECT sentiment.label('We had two moonbeams today.'), sentiment.label('They turned the last corner.'),
       sentiment.score_builtin('We had two moonbeams today.') = :builtin AS same_builtin;
SELECT topic, label FROM sentiment.topics('We had two moonbeams today.');
SELECT quote, reason, contribution < 0 AS bad FROM sentiment.explain('We had two moonbeams today.');
SELECT (a).label, (a).model = sentiment.config_fingerprint() AS says_what_scored FROM (SELECT sentiment.analyze('We had two moonbeams today.') AS a) AS x;
-- replaced as a whole, and taken out: by a row that says nothing
INSERT INTO sentiment.lexicon (term, valence, note) VALUES ('horrible', 2, 'our product''s name');
INSERT INTO sentiment.lexicon (term, inflect) VALUES ('crash', 'v');
SELECT sentiment.label('This is horrible.'), sentiment.score('It crashed.'), sentiment.label(sentiment.score_builtin('It crashed.'));
UPDATE sentiment.lexicon SET valence = -3 WHERE term = 'horrible';
SELECT sentiment.label('This is horrible.');
-- another language is scored when it holds a term of ours
SELECT sentiment.score('Das Ergebnis ist leider nicht richtig.');
INSERT INTO sentiment.lexicon (term, valence) VALUES ('nicht richtig', -2);
SELECT sentiment.label('Das Ergebnis ist leider nicht richtig.');
-- the fingerprint names the content, in any order of rows
SELECT sentiment.config_fingerprint() AS before \gset
SELECT :'before' LIKE 'rules-%+________' AND sentiment.config_fingerprint('builtin') LIKE sentiment.model_version() || '+________' AS names_both;
BEGIN;
CREATE TEMP TABLE kept AS SELECT * FROM sentiment.lexicon;
TRUNCATE sentiment.lexicon;
SELECT sentiment.config_fingerprint('builtin') = sentiment.model_version() AS empty, sentiment.label('This is horrible.');
INSERT INTO sentiment.lexicon SELECT * FROM kept ORDER BY term DESC;
SELECT sentiment.config_fingerprint() = :'before' AS same;
UPDATE sentiment.lexicon SET note = 'another', changed_at = now();
SELECT sentiment.config_fingerprint() = :'before' AS same;
SAVEPOINT s;
UPDATE sentiment.lexicon SET valence = -2.4 WHERE term = 'moonbeam';
SELECT sentiment.config_fingerprint() = :'before' AS same;
ROLLBACK TO s;
SELECT sentiment.config_fingerprint() = :'before' AS same;
ROLLBACK;
-- what is stored bears the fingerprint of what scored it, and refresh brings all rows to the present one
CREATE TABLE message (id integer PRIMARY KEY, account text, sent_at timestamptz, body text);
SELECT sentiment.track('message', text => 'body', account => 'account', at => 'sent_at', key => 'id');
INSERT INTO message VALUES (1, 'acme', now(), 'We had two moonbeams today.');
DELETE FROM sentiment.lexicon WHERE term = 'moonbeam';
INSERT INTO message VALUES (2, 'acme', now(), 'We had two moonbeams today.');
SELECT key, label, model = sentiment.config_fingerprint() AS is_current FROM sentiment.interaction ORDER BY key;
SELECT n, is_mixed FROM sentiment.account_week;
CALL sentiment.refresh('message');
SELECT key, label, model = sentiment.config_fingerprint() AS is_current FROM sentiment.interaction ORDER BY key;
SELECT n, is_mixed FROM sentiment.account_week;
SELECT sentiment.untrack('message');
DROP TABLE message;
-- for every session and worker, also where a function may not see the table
CREATE TABLE body AS SELECT 'This is horrible.' AS t FROM generate_series(1, 2000);
SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0; SET max_parallel_workers_per_gather = 2;
CREATE FUNCTION is_parallel(query text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE line text;
BEGIN
    FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP
        IF line ~ 'Gather' THEN RETURN true; END IF;
    END LOOP;
    RETURN false;
END $$;
SELECT is_parallel('SELECT sentiment.label(t), count(*) FROM body GROUP BY 1');
SELECT sentiment.label(t), count(*) FROM body GROUP BY 1;
BEGIN;
UPDATE sentiment.lexicon SET valence = 3 WHERE term = 'horrible';
SELECT sentiment.label(t), count(*) FROM body GROUP BY 1;
ROLLBACK;
SELECT sentiment.label(t), count(*) FROM body GROUP BY 1;
DROP FUNCTION is_parallel(text);
RESET ALL;
-- rows that replication brings: not checked again, and heard of
BEGIN;
SET LOCAL session_replication_role = replica;
UPDATE sentiment.lexicon SET valence = 3 WHERE term = 'horrible';
SELECT sentiment.label('This is horrible.');
ROLLBACK;
ALTER TABLE body ADD score float8 GENERATED ALWAYS AS (sentiment.score_builtin(t)) STORED;
CREATE MATERIALIZED VIEW labels AS SELECT DISTINCT sentiment.label(t) FROM body;
TABLE labels;
UPDATE sentiment.lexicon SET valence = 3 WHERE term = 'horrible';
REFRESH MATERIALIZED VIEW labels;
TABLE labels;
DROP TABLE body CASCADE;
CREATE ROLE regress_senti_nobody;
SET ROLE regress_senti_nobody;
SET search_path = pg_catalog;
SELECT sentiment.label('This is horrible.');
RESET search_path;
\pset format unaligned
\pset tuples_only on
SELECT state, message FROM error_of('TABLE sentiment.lexicon');
SELECT state, message FROM error_of($$INSERT INTO sentiment.lexicon (term, valence) VALUES ('bad', 4)$$);
SELECT state, message FROM error_of('TABLE sentiment.lexicon_builtin');
SELECT state, message FROM error_of($$SELECT sentiment.preview('bad', 'bad', 4)$$);
RESET ROLE;
SELECT sentiment.grant_access('regress_senti_nobody', 'reader');
SET ROLE regress_senti_nobody;
SELECT count(*) FROM sentiment.lexicon;
SELECT label_after FROM sentiment.preview('bad', 'bad', 4);
SELECT state, message FROM error_of('DELETE FROM sentiment.lexicon');
RESET ROLE;
SELECT sentiment.grant_access('regress_senti_nobody', 'admin');
SET ROLE regress_senti_nobody;
INSERT INTO sentiment.lexicon (term, valence) VALUES ('admins word', 1);
SELECT changed_by FROM sentiment.lexicon WHERE term = 'admins word';
SELECT state, message FROM error_of($$INSERT INTO sentiment.lexicon (term, changed_by) VALUES ('bad', 'somebody else')$$);
RESET ROLE;
-- who changed it last
UPDATE sentiment.lexicon SET valence = 2 WHERE term = 'admins word';
SELECT changed_by = current_user FROM sentiment.lexicon WHERE term = 'admins word';
DROP OWNED BY regress_senti_nobody;
DROP ROLE regress_senti_nobody;
-- what is not valid fails when it is written
SELECT state, message FROM error_of($$INSERT INTO sentiment.lexicon (term) VALUES (NULL)$$);
SELECT * FROM error_of($$INSERT INTO sentiment.lexicon (term) VALUES ('')$$);
SELECT * FROM error_of($$INSERT INTO sentiment.lexicon (term) VALUES ('slow, very')$$);
SELECT * FROM error_of($$INSERT INTO sentiment.lexicon (term) VALUES ('https://example.com')$$);
SELECT * FROM error_of($$INSERT INTO sentiment.lexicon (term) VALUES ('c++')$$);
SELECT * FROM error_of($$INSERT INTO sentiment.lexicon (term) VALUES ('a b c d e f g')$$);
SELECT * FROM error_of($$INSERT INTO sentiment.lexicon (term) VALUES (repeat('q', 49))$$);
SELECT * FROM error_of($$INSERT INTO sentiment.lexicon (term) VALUES ('* worse')$$);
SELECT * FROM error_of($$INSERT INTO sentiment.lexicon (term) VALUES ('make * it * worse')$$);
SELECT * FROM error_of($$INSERT INTO sentiment.lexicon (term, inflect) VALUES (repeat('q', 48), 'n')$$);
SELECT * FROM error_of($$INSERT INTO sentiment.lexicon (term, inflect) VALUES ('bad', 'plural')$$);
SELECT * FROM error_of($$INSERT INTO sentiment.lexicon (term, valence) VALUES ('bad', 4.1)$$);
SELECT * FROM error_of($$INSERT INTO sentiment.lexicon (term, valence) VALUES ('bad', 'NaN')$$);
SELECT * FROM error_of($$INSERT INTO sentiment.lexicon (term, topic) VALUES ('bad', 'weather')$$);
SELECT * FROM error_of($$INSERT INTO sentiment.lexicon (term, emotion) VALUES ('bad', 'envy')$$);
SELECT state, message, hint FROM error_of($$INSERT INTO sentiment.lexicon (term, class) VALUES ('bad', 'failure, wait')$$);
SELECT * FROM error_of($$INSERT INTO sentiment.lexicon (term, valence, class) VALUES ('bad', -1, 'technical')$$);
SELECT * FROM error_of($$INSERT INTO sentiment.lexicon (term) VALUES ('HORRIBLE')$$);
SELECT * FROM error_of($$UPDATE sentiment.lexicon SET term = '-'$$);
SELECT state, message FROM error_of($$INSERT INTO sentiment.lexicon (term, valence)
    SELECT 'x' || translate(to_char(i, 'FM00000'), '0123456789', 'abcdefghij'), 1 FROM generate_series(1, 20001) i$$);
CREATE TABLE by_hand (term text);
CREATE TRIGGER t AFTER INSERT ON by_hand FOR EACH ROW EXECUTE FUNCTION sentiment.lexicon_check();
SELECT state, message FROM error_of($$INSERT INTO by_hand VALUES ('bad')$$);
CREATE OR REPLACE TRIGGER t BEFORE INSERT ON by_hand FOR EACH ROW EXECUTE FUNCTION sentiment.lexicon_changed();
SELECT state, message FROM error_of($$INSERT INTO by_hand VALUES ('bad')$$);
DROP TABLE by_hand;
-- a row that came past the check is left out, with a warning; scoring goes on
ALTER TABLE sentiment.lexicon DISABLE TRIGGER lexicon_check;
INSERT INTO sentiment.lexicon (term, class) VALUES ('bad', 'no such class');
ALTER TABLE sentiment.lexicon ENABLE TRIGGER lexicon_check;
\set VERBOSITY terse
SELECT sentiment.label('This is bad.'), sentiment.label('This is horrible.');
DELETE FROM sentiment.lexicon;
SELECT sentiment.label('This is horrible.');
\pset format aligned
\pset tuples_only off
-- what is built in: forms and gaps, as they can be written into the lexicon again
SELECT term, valence, class, topic, emotion FROM sentiment.lexicon_builtin WHERE term IN ('crash', 'crashes', 'make * worse', 'making * worse') ORDER BY term COLLATE "C";
INSERT INTO sentiment.lexicon (term, valence, class, topic, emotion)
    SELECT term, valence, class, topic, emotion FROM sentiment.lexicon_builtin ORDER BY term COLLATE "C" LIMIT 15000;
SELECT count(*) FROM sentiment.lexicon;
SELECT bool_and(sentiment.score(t, 'builtin') = sentiment.score_builtin(t)) AS same_scores
  FROM unnest('{It crashed again and nobody answers.,They made my day.,This is not working., thank you so much for the quick fix}'::text[]) AS t;
TRUNCATE sentiment.lexicon;
-- a preview writes nothing
CREATE TABLE body (id integer, t text);
INSERT INTO body VALUES (1, 'We had two moonbeams today.'), (2, 'This is horrible.'), (3, ''), (4, NULL);
SELECT id, before < 0 AS bad_before, after < 0 AS bad_after, label_before, label_after FROM body, sentiment.preview(t, 'moonbeams', -3) ORDER BY id;
SELECT id, label_before, label_after FROM body, sentiment.preview(t, 'horrible', NULL) ORDER BY id;
CREATE TABLE draft (LIKE sentiment.lexicon INCLUDING DEFAULTS);
INSERT INTO draft (term, valence, inflect) VALUES ('moonbeam', 3, 'n'), ('horrible', 3, NULL);
SELECT id, label_before, label_after FROM body, sentiment.preview(t, ARRAY(SELECT ROW(d.*)::sentiment.lexicon FROM draft d)) ORDER BY id;
SELECT id, label_before, label_after FROM body, sentiment.preview(t, NULL::sentiment.lexicon[]) ORDER BY id;
-- over the lexicon that there is: the same as if it were written
INSERT INTO sentiment.lexicon (term, valence) VALUES ('horrible', 2), ('today', -1);
CREATE TABLE previewed AS SELECT id, after FROM body, sentiment.preview(t, ARRAY(SELECT ROW(d.*)::sentiment.lexicon FROM draft d));
INSERT INTO sentiment.lexicon (term, valence, inflect) SELECT term, valence, inflect FROM draft ON CONFLICT (term) DO UPDATE SET valence = excluded.valence;
SELECT id, after IS NOT DISTINCT FROM sentiment.score(t) AS as_previewed FROM previewed JOIN body USING (id) ORDER BY id;
SELECT state, message FROM error_of($$SELECT sentiment.preview('bad', '*', 1)$$);
SELECT state, message FROM error_of($$SELECT sentiment.preview('bad', NULL, 1)$$);
SELECT state, message FROM error_of($$SELECT sentiment.preview('bad', 'bad', 7)$$);
DROP TABLE body, draft, previewed;
TRUNCATE sentiment.lexicon;
-- a term teaches its language, also one without spaces between words; a text of that language without any is left alone
INSERT INTO sentiment.lexicon (term, valence) VALUES ('Störung', -2.5), ('kein Empfang', -2), ('間違って', -2);
SELECT t AS body, sentiment.label(t), sentiment.score_builtin(t) IS NULL AS builtin_has_none, (SELECT string_agg(quote, ', ') FROM sentiment.explain(t)) AS quotes
  FROM unnest('{Das System hat seit gestern eine Störung,Hier ist leider kein Empfang,Das System geht nicht,請求書が間違っています,請求書を送ってください}'::text[]) AS t;
TRUNCATE sentiment.lexicon;
SELECT sentiment.config_fingerprint('builtin') = sentiment.model_version() AS nothing_of_its_own;
