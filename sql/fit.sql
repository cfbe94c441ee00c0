-- fit(text, polarity [, weight]): a model from one's own labels.
-- A customer's own words: what gleams is good, what gnarps is bad, what thrums is neither; the lexicon knows none of them.
CREATE TABLE labelled AS
    SELECT i AS id,
           format('The %s %s since the update, %s.',
                  (ARRAY['export', 'printer', 'invoice page', 'mobile app', 'search', 'calendar', 'gateway'])[i % 7 + 1],
                  (ARRAY['gleams', 'gnarps', 'thrums'])[i % 3 + 1],
                  (ARRAY['by the way', 'in our office', 'on Tuesday', 'for the whole team', 'at headquarters'])[i % 5 + 1]) AS body,
           (ARRAY['positive', 'negative', 'neutral'])[i % 3 + 1]::sentiment.polarity AS label
      FROM generate_series(1, 300) AS i;
CREATE TABLE unseen (body text);
INSERT INTO unseen VALUES ('The dashboard gleams since the update.'), ('The dashboard gnarps since the update.'), ('The dashboard thrums since the update.');

-- 1. What is learnt scores where it is chosen, and nowhere else.
SELECT body, sentiment.label(body) FROM unseen;
INSERT INTO sentiment.model (name, weights, note) SELECT 'own', sentiment.fit(body, label), 'from 300 labels' FROM labelled;
SELECT name, length(weights), note, changed_by = current_user AS mine FROM sentiment.model;
SELECT body, sentiment.label(body), sentiment.label(sentiment.score(body, 'own')) AS by_own FROM unseen;
CREATE TEMP TABLE before AS SELECT body, sentiment.score(body) AS score, sentiment.score(body, 'builtin') AS builtin FROM unseen;
SET sentiment.model = 'own';
SELECT body, sentiment.label(body) FROM unseen;
SELECT sentiment.active_model(), bool_and(sentiment.score(body) = sentiment.score(body, 'own')) AS chosen,
       bool_and(sentiment.score(body, 'rules') = score AND sentiment.score(body, 'builtin') = builtin) AS others_as_before FROM before;
-- shares add up, confidence is a probability, and emotions are what the model built in says
SELECT body, (SELECT coalesce(sum(contribution::numeric), 0) FROM sentiment.explain(body)) = sentiment.score(body)::numeric AS adds_up,
       (a).confidence BETWEEN 0.34 AND 1 AS is_sure, (a).negative + (a).neutral + (a).positive BETWEEN 0.9999 AND 1.0001 AS whole
  FROM (SELECT body, sentiment.analyze(body) AS a FROM unseen OFFSET 0) x;
SELECT bool_and(((a).anger, (a).confusion, (a).disappointment, (a).frustration, (a).joy, (a).gratitude) =
                ((b).anger, (b).confusion, (b).disappointment, (b).frustration, (b).joy, (b).gratitude)) AS emotions_stay
  FROM (SELECT sentiment.analyze(body, 'own') AS a, sentiment.analyze(body, 'builtin') AS b
          FROM (VALUES ('I am so angry, this is the third time!'), ('Thank you so much, you saved my day.'), ('I do not understand where to click?'),
                       ('What a disappointment.'), ('We love it!')) v(body) OFFSET 0) x;
RESET sentiment.model;

-- 2. The same labels give the same bytes: in any order, from any plan, in memory or on disk, with weights of any scale.
CREATE TABLE made (how text, weights bytea);
INSERT INTO made SELECT 'as they come', sentiment.fit(body, label) FROM labelled;
INSERT INTO made SELECT 'ascending', sentiment.fit(body, label ORDER BY id) FROM labelled;
INSERT INTO made SELECT 'descending', sentiment.fit(body, label ORDER BY id DESC) FROM labelled;
INSERT INTO made SELECT 'by text', sentiment.fit(body, label ORDER BY body COLLATE "C", id) FROM labelled;
INSERT INTO made SELECT 'weight 1', sentiment.fit(body, label, 1) FROM labelled;
INSERT INTO made SELECT 'weight 8', sentiment.fit(body, label, 8) FROM labelled;
SET enable_hashjoin = off;
SET enable_mergejoin = off;
INSERT INTO made SELECT 'nested loop', sentiment.fit(l.body, r.label) FROM labelled l JOIN labelled r USING (id);
SET enable_hashjoin = on;
SET enable_nestloop = off;
INSERT INTO made SELECT 'hash join', sentiment.fit(l.body, r.label) FROM labelled l JOIN labelled r USING (id);
RESET enable_hashjoin;
RESET enable_mergejoin;
RESET enable_nestloop;
SET min_parallel_table_scan_size = 0;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
INSERT INTO made SELECT 'parallel scan', (SELECT sentiment.fit(body, label) FROM labelled WHERE length(body) > 0);
RESET min_parallel_table_scan_size;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
SELECT how, weights = (SELECT weights FROM sentiment.model) AS same FROM made ORDER BY how;
-- a table that does not fit 64 kB goes to disk
CREATE FUNCTION spills(query text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    line text;
    spilled boolean := false;
BEGIN
    FOR line IN EXECUTE 'EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF) ' || query LOOP
        spilled := spilled OR line ~ 'temp read=\d+ written=\d+';
    END LOOP;
    RETURN spilled;
END $$;
CREATE TABLE many AS SELECT l.body || ' ' || n AS body, l.label FROM labelled l CROSS JOIN generate_series(1, 30) n;
SET work_mem = '64kB';
SELECT spills('SELECT sentiment.fit(body, label) FROM many');
CREATE TEMP TABLE on_disk AS SELECT sentiment.fit(body, label) AS weights FROM many;
SET work_mem = '64MB';
SELECT spills('SELECT sentiment.fit(body, label) FROM many');
SELECT weights = (SELECT sentiment.fit(body, label) FROM many) AS same FROM on_disk;
RESET work_mem;
-- of each group by itself
SELECT bool_and(weights = (SELECT sentiment.fit(body, label) FROM labelled l WHERE l.id % 2 = g.half)) AS same, count(DISTINCT weights)
  FROM (SELECT id % 2 AS half, sentiment.fit(body, label) AS weights FROM labelled GROUP BY 1) g;

-- 3. A row counts as often as it comes, and by its weight.
SELECT sentiment.fit(body, label) = (SELECT weights FROM sentiment.model) AS as_once
  FROM (TABLE labelled UNION ALL SELECT * FROM labelled WHERE label = 'negative') twice;
-- people disagree about one word: the majority has it, unless the others weigh more
CREATE TABLE disputed AS
    SELECT replace(body, 'gleams', 'shimmers') AS body, CASE WHEN label = 'positive' AND id % 8 = 0 THEN 'negative' ELSE label END AS label,
           label = 'positive' AND id % 8 = 0 AS is_minority
      FROM labelled WHERE label <> 'negative';
INSERT INTO sentiment.model (name, weights)
    SELECT 'by number', sentiment.fit(body, label) FROM disputed
    UNION ALL SELECT 'by weight', sentiment.fit(body, label, CASE WHEN is_minority THEN 1000 ELSE 1 END) FROM disputed;
SELECT sentiment.label(sentiment.score('The dashboard shimmers since the update, in our office.', 'by number')) AS by_number,
       sentiment.label(sentiment.score('The dashboard shimmers since the update, in our office.', 'by weight')) AS by_weight;

-- 4. Not learnt from: without a text, label or weight, empty, not English, nobody's own words.
SELECT sentiment.fit(body, label) = (SELECT weights FROM sentiment.model WHERE name = 'own') AS same
  FROM (SELECT body, label FROM labelled
        UNION ALL VALUES (NULL, 'negative'::sentiment.polarity), ('It gleams.', NULL), ('', 'negative'), (' ', 'positive'), ('???', 'negative'),
                         ('Der Drucker ist schon wieder kaputt und niemand antwortet uns.', 'negative'), (E'> It gleams.\n', 'negative')) v;
SELECT sentiment.fit(body, label, weight) = (SELECT weights FROM sentiment.model WHERE name = 'own') AS same
  FROM (SELECT body, label, 1.0::float8 AS weight FROM labelled UNION ALL VALUES ('It gleams.', 'negative'::sentiment.polarity, NULL::float8)) v;
-- nothing to learn from is no model
SELECT sentiment.fit(body, label) IS NULL AS no_rows FROM labelled WHERE false;
SELECT sentiment.fit(NULL, 'negative') IS NULL AS no_text, sentiment.fit('', 'negative') IS NULL AS nothing_scored, sentiment.fit('Fine.', NULL, 1) IS NULL AS no_label;
-- one label alone is learnt; a text of any length is read
SELECT length(sentiment.fit('It gnarps.', 'negative')) AS one;
SELECT length(sentiment.fit(repeat('The printer gnarps, and nobody answers. ', 50000), 'negative')) AS long;

-- 5. Errors: state, message, detail, hint.
\pset format unaligned
\pset tuples_only on
SELECT * FROM error_of($$SELECT sentiment.fit(body, label, 0) FROM labelled$$);
SELECT state, message FROM (VALUES ('-1'), ('NaN'), ('Infinity'), ('-Infinity'), ('1e7'), ('1e-7')) w(weight),
    error_of(format($$SELECT sentiment.fit(body, label, %L) FROM labelled$$, weight));
SELECT state, message FROM error_of($$SELECT sentiment.fit(body, label) OVER () FROM labelled$$);
SELECT state, message FROM error_of($$INSERT INTO sentiment.model (name, weights) SELECT 'none', sentiment.fit(body, label) FROM labelled WHERE false$$);
SELECT * FROM error_of($$INSERT INTO sentiment.model (name, weights) SELECT 'changed', set_byte(weights, 4000, get_byte(weights, 4000) # 1) FROM sentiment.model WHERE name = 'own'$$);
-- cut off, longer, empty, something else, of other features, a header that does not fit
SELECT state, message, detail FROM (VALUES ('substring(weights FROM 1 FOR 200000)'), ('weights || ''\x00'''), ('''\x'''), ('''\x0123456789''::bytea'),
        ('set_byte(weights, 8, get_byte(weights, 8) + 1)'), ('set_byte(weights, 35, 200)')) t(tampered),
    error_of(format($$UPDATE sentiment.model SET weights = %s WHERE name = 'own'$$, tampered));
SELECT * FROM error_of($$INSERT INTO sentiment.model (name, weights) SELECT 'builtin', weights FROM sentiment.model WHERE name = 'own'$$);
SELECT state, message FROM error_of($$INSERT INTO sentiment.model (name, weights) SELECT '', weights FROM sentiment.model WHERE name = 'own'$$);
-- a canceled fit stops at once
SET statement_timeout = '200ms';
SELECT sentiment.fit(repeat('The printer gnarps, and nobody answers. ', 5000000), 'negative');
RESET statement_timeout;
-- a model that is gone does not score
SET sentiment.model = 'own';
DELETE FROM sentiment.model WHERE name = 'own';
SELECT * FROM error_of($$SELECT sentiment.score('It gleams.')$$);
SELECT state, message FROM error_of($$SELECT sentiment.score('It gleams.', 'own')$$);
RESET sentiment.model;
SELECT sentiment.label('It gleams.');
\pset format aligned
\pset tuples_only off

-- 6. Whoever may score may train; whose model scores, an admin decides.
CREATE ROLE trainer;
GRANT SELECT ON labelled TO trainer;
SET ROLE trainer;
SELECT length(sentiment.fit(body, label)) FROM labelled;
SELECT state, message FROM error_of($$INSERT INTO sentiment.model (name, weights) SELECT 'own', sentiment.fit(body, label) FROM labelled$$);
RESET ROLE;
SELECT sentiment.grant_access('trainer', 'admin');
SET ROLE trainer;
INSERT INTO sentiment.model (name, weights) SELECT 'own', sentiment.fit(body, label) FROM labelled
    ON CONFLICT (name) DO UPDATE SET weights = excluded.weights;
SELECT name, changed_by FROM sentiment.model WHERE name = 'own';
RESET ROLE;
DROP OWNED BY trainer;
DROP ROLE trainer;
DELETE FROM sentiment.model;
DROP TABLE labelled, unseen, made, many, disputed;
DROP FUNCTION spills(text);

-- 7. Another model for a tracked table counts from the next refresh on, for what is there and for what comes.
CREATE TABLE tracked (id integer PRIMARY KEY, account text, at timestamptz, body text);
SELECT sentiment.track('tracked', text => 'body', account => 'account', at => 'at', key => 'id');
INSERT INTO tracked VALUES (1, 'acme', '2024-03-01', 'It crashed.');
UPDATE sentiment.source SET model = 'builtin' WHERE name = 'public.tracked';
INSERT INTO tracked VALUES (2, 'acme', '2024-03-01', 'It crashed.');
SELECT key, split_part(model, '-', 1) AS model FROM sentiment.mention WHERE topic IS NULL ORDER BY key;
CALL sentiment.refresh('tracked');
INSERT INTO tracked VALUES (3, 'acme', '2024-03-01', 'It crashed.');
SELECT key, split_part(model, '-', 1) AS model FROM sentiment.mention WHERE topic IS NULL ORDER BY key;
SELECT sentiment.untrack('tracked');
DROP TABLE tracked;
