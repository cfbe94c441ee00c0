-- A moving frame costs the same whatever its length, and little more than a core aggregate that has an inverse.
CREATE TABLE step AS
    SELECT g AS id, timestamptz '2025-01-01' + g * interval '108 seconds' AS at, ((g * 7919::bigint) % 20001 - 10000) / 10000.0::float8 AS score,
           ((g * 7919::bigint) % 20001 - 10000)::integer AS score_e4
      FROM generate_series(1, 100000) g;
ALTER TABLE step ADD PRIMARY KEY (id);
VACUUM ANALYZE step;

CREATE FUNCTION pg_temp.rows(call text, before integer) RETURNS text LANGUAGE sql AS $$
    SELECT format('SELECT count(x) FROM (SELECT %s OVER (ORDER BY id ROWS %s PRECEDING) x FROM step) y', call, before) $$;
INSERT INTO query (title, name, q)
    SELECT call || ', 100,000 rows', 'frame of ' || before + 1, pg_temp.rows(call, before)
      FROM (VALUES ('mean(score)'), ('net(score)'), ('trend(score, at)')) c (call), (VALUES (9), (999)) f (before)
     ORDER BY call, before;
INSERT INTO query (title, name, q) VALUES
    ('frame of 1,000, 100,000 rows', 'sum(score_e4), integer, core', pg_temp.rows('sum(score_e4)', 999)),
    ('frame of 1,000, 100,000 rows', 'mean(score)', pg_temp.rows('mean(score)', 999));
-- short queries, ratios near 1
\set factor 4
