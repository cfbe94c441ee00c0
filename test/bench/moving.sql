-- Moving frames, against core aggregates that compute every frame anew.  (extract would be numeric, and slower.)
-- 100 busy accounts for half a year, 4 scores a day each
CREATE TABLE series AS
    SELECT g AS id, g % 100 AS account, timestamptz '2025-01-01' + g * interval '216 seconds' AS at, ((g * 7919::bigint) % 20001 - 10000) / 10000.0::float8 AS score
      FROM generate_series(1, 73000) g;
ALTER TABLE series ADD PRIMARY KEY (id);
CREATE INDEX ON series (account, at) INCLUDE (score);
VACUUM ANALYZE series;

INSERT INTO query (title, name, q)
    SELECT title || part, call, format('SELECT count(x) FROM (SELECT %s OVER (%s) x FROM %s) y', call, frame, source)
      FROM (VALUES ('frame of 1,000 rows, 20,000 rows', 'ORDER BY id ROWS 999 PRECEDING', 'series WHERE id <= 20000'),
                   ('frame of 30 days, 120 rows', 'PARTITION BY account ORDER BY at RANGE ''30 days'' PRECEDING', 'series')) f (title, frame, source),
           (VALUES (1, '', 'mean(score)'), (2, '', 'net(score)'), (3, '', 'avg(score)'),
                   (4, ', slope', 'trend(score, at)'), (5, ', slope', 'regr_slope(score, date_part(''epoch'', at))')) c (n, part, call)
     ORDER BY title, c.n;
