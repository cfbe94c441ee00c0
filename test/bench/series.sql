-- Window functions over the scores of each account, against the least that a window can do.
CREATE TABLE unsorted AS
    SELECT hashint4(g) & 127 AS account, timestamptz '2025-01-01' + g * interval '1 minute' AS at, ((g * 7919::bigint) % 20001 - 10000) / 10000.0::float8 AS score
      FROM generate_series(1, 200000) g;
CREATE TABLE sorted AS TABLE unsorted;
CREATE INDEX ON sorted (account, at) INCLUDE (score);
VACUUM ANALYZE unsorted, sorted;

-- max(score), because a window that hands on fewer columns is faster
INSERT INTO query (title, name, q)
    SELECT '200,000 rows, ' || source, call, format('SELECT count(x), max(score) FROM (SELECT score, %s OVER (PARTITION BY account ORDER BY at) x FROM %s) y', call, source)
      FROM (VALUES ('sorted'), ('unsorted')) s (source),
           (VALUES (1, 'row_number()'), (2, 'rank()'), (3, 'streak(score < 0.5, at, ''4 days'')'), (4, 'ewma(score, at, ''7 days'')'),
                   (5, 'cusum(score, 0.2, 0.1)'), (6, 'shift(score)')) c (n, call)
     ORDER BY source, c.n;
-- short queries, ratios near 1
\set factor 4
