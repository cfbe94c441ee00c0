-- Which model scores: setting, argument, table, and who sees a change when.
CREATE TABLE remark AS SELECT i AS id, 'The report ' || (ARRAY['snerfs', 'plims'])[i % 2 + 1] || ' on every page.' AS body, NULL::float8 AS score
  FROM generate_series(1, 200) AS i;
CREATE TEMP TABLE trained AS
    SELECT sentiment.fit(body, (ARRAY['negative', 'positive'])[id % 2 + 1]::sentiment.polarity) AS one,
           sentiment.fit(body, (ARRAY['positive', 'negative'])[id % 2 + 1]::sentiment.polarity) AS other FROM remark;

-- 1. The setting: any name may be set, one that scores must exist.
SHOW sentiment.model;
SELECT sentiment.active_model();
\pset format unaligned
\pset tuples_only on
SELECT * FROM error_of($$SET sentiment.model = ''$$);
SELECT state, message, detail FROM error_of(format('SET sentiment.model = %L', repeat('x', 64)));
SET sentiment.model = 'nobody''s';
SELECT state, message, detail, hint FROM error_of($$SELECT sentiment.score('fine')$$);
SELECT call, state FROM (VALUES ('score(''fine'')'), ('label(''fine'')'), ('analyze(''fine'')'), ('explain(''fine'')'), ('segments(''fine'')'), ('topics(''fine'')'),
        ('emotions(''fine'')'), ('risks(''fine'')'), ('highlight(''fine'')'), ('config_fingerprint()'), ('active_model()'),
        ('score_builtin(''fine'')'), ('model_version()'), ('clean(''fine'')')) c(call),
    error_of('SELECT sentiment.' || call);
SELECT state FROM error_of($$SELECT sentiment.score('fine', 'rules'), sentiment.score('fine', 'builtin')$$);
RESET sentiment.model;
SELECT call, state, message FROM (VALUES ('score(''fine'', ''none'')'), ('analyze(''fine'', ''none'')'), ('explain(''fine'', ''none'')'),
        ('segments(''fine'', ''none'')'), ('topics(''fine'', ''none'')'), ('config_fingerprint(''none'')'), ('score(''fine'', '''')')) c(call),
    error_of('SELECT sentiment.' || call);
-- no names that are built in, none that cannot be set, no model without weights
SELECT name, state, message FROM (VALUES ('builtin'), ('rules'), (''), (repeat('x', 64))) n(name),
    error_of(format('INSERT INTO sentiment.model (name, weights) SELECT %L, one FROM trained', name));
SELECT state FROM error_of($$INSERT INTO sentiment.model (name, weights) VALUES ('own', NULL)$$);
SELECT state FROM error_of($$INSERT INTO sentiment.model (name, weights) SELECT NULL, one FROM trained$$);
\pset format aligned
\pset tuples_only off
SELECT count(*) FROM sentiment.model;

-- 2. A change of one's own is seen at once, and so is its end.
SET sentiment.model = 'own';
BEGIN;
INSERT INTO sentiment.model (name, weights) SELECT 'own', one FROM trained;
SELECT sentiment.label('The report snerfs on every page.'), sentiment.label('The report plims on every page.');
SAVEPOINT s;
UPDATE sentiment.model SET weights = other FROM trained;
SELECT sentiment.label('The report snerfs on every page.'), sentiment.label('The report plims on every page.');
ROLLBACK TO s;
SELECT sentiment.label('The report snerfs on every page.'), sentiment.label('The report plims on every page.');
ROLLBACK;
SELECT state FROM error_of($$SELECT sentiment.score('fine')$$);
INSERT INTO sentiment.model (name, weights) SELECT 'own', one FROM trained;
BEGIN;
DELETE FROM sentiment.model;
SELECT state FROM error_of($$SELECT sentiment.score('fine')$$);
ROLLBACK;
SELECT sentiment.label('The report snerfs on every page.');
BEGIN;
TRUNCATE sentiment.model;
SELECT state FROM error_of($$SELECT sentiment.score('fine')$$);
ROLLBACK;
SELECT sentiment.label('The report snerfs on every page.');
UPDATE sentiment.model SET name = 'renamed';
SELECT state FROM error_of($$SELECT sentiment.score('fine')$$);
UPDATE sentiment.model SET name = 'own';

-- 3. What scored is told: a fingerprint of each, and no two alike.
INSERT INTO sentiment.model (name, weights) SELECT 'twin', one FROM trained UNION ALL SELECT 'other', other FROM trained;
SELECT count(DISTINCT sentiment.config_fingerprint(name)) AS fingerprints,
       bool_and(sentiment.config_fingerprint(name) LIKE name || '-%') AS named,
       count(DISTINCT substr(sentiment.config_fingerprint(name), length(name) + 1)) AS apart_from_names,
       bool_and((sentiment.analyze('fine', name)).model = sentiment.config_fingerprint(name)) AS stamped
  FROM (SELECT name FROM sentiment.model UNION ALL VALUES ('builtin'), ('rules')) n;
SELECT sentiment.config_fingerprint() = sentiment.config_fingerprint('own') AS set, sentiment.config_fingerprint('builtin') = sentiment.model_version() AS built_in;

-- a clause that is strong by its wording alone is marked; by the rules there is nothing to mark
SELECT sentiment.highlight('The report snerfs on every page.');
SET sentiment.model = 'rules';
SELECT sentiment.highlight('The report snerfs on every page.');
SET sentiment.model = 'own';
SELECT reason, quote, contribution < 0 AS is_negative, contribution = sentiment.score('The report snerfs on every page.') AS is_all
  FROM sentiment.explain('The report snerfs on every page.');

-- 4. Workers score with the session's model; what is built in never changes.
SELECT bool_and(sentiment.score(body) = sentiment.score(body, 'own')) AS as_set, bool_and(sentiment.score_builtin(body) = sentiment.score(body, 'builtin')) AS built_in FROM remark;
CREATE TEMP TABLE alone AS SELECT sum(sentiment.score(body)::numeric) AS total FROM remark;
SET min_parallel_table_scan_size = 0;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET max_parallel_workers_per_gather = 2;
SET parallel_leader_participation = off;
EXPLAIN (COSTS OFF) SELECT sum(sentiment.score(body)::numeric) FROM remark;
SELECT sum(sentiment.score(body)::numeric) = (SELECT total FROM alone) AS same FROM remark;
RESET parallel_leader_participation;
RESET max_parallel_workers_per_gather;
RESET parallel_tuple_cost;
RESET parallel_setup_cost;
RESET min_parallel_table_scan_size;

-- 5. A source keeps the model that it was tracked with.
CREATE TABLE letter (id integer PRIMARY KEY, body text, account text, at timestamptz);
SELECT sentiment.track('letter', text => 'body', account => 'account', at => 'at', key => 'id');
RESET sentiment.model;
INSERT INTO letter VALUES (1, 'The report snerfs on every page.', 'acme', '2024-03-01');
SELECT key, label, model = sentiment.config_fingerprint('own') AS pinned FROM sentiment.interaction WHERE source = 'public.letter';
SELECT sentiment.untrack('letter');
DELETE FROM sentiment.mention WHERE source = 'public.letter';
DELETE FROM sentiment.model;
DROP TABLE letter, remark;
