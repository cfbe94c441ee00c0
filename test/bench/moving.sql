-- Moving frames, against core aggregates that compute every frame anew.  date_part, because extract is numeric and slower.
-- 100 busy accounts for half a year, about 8 scores a day each
CREATE TABLE series AS
    SELECT g AS id, g % 100 AS account, timestamptz '2025-01-01' + g * interval '108 seconds' AS at, ((g * 7919::bigint) % 20001 - 10000) / 10000.0::float8 AS score
      FROM generate_series(1, 146000) g;
ALTER TABLE series ADD PRIMARY KEY (id);
CREATE INDEX ON series (account, at) INCLUDE (score);
VACUUM ANALYZE series;

CREATE FUNCTION pg_temp.rows(call text) RETURNS text LANGUAGE sql AS $$
    SELECT 'SELECT count(x) FROM (SELECT ' || call || ' OVER (ORDER BY id ROWS 999 PRECEDING) x FROM series WHERE id <= 20000) y' $$;
CREATE FUNCTION pg_temp.month(call text) RETURNS text LANGUAGE sql AS $$
    SELECT 'SELECT count(x) FROM (SELECT ' || call || ' OVER (PARTITION BY account ORDER BY at RANGE ''30 days'' PRECEDING) x FROM series) y' $$;
INSERT INTO query (title, name, q)
    SELECT 'ROWS 999 PRECEDING, 20,000 rows', replace(call, 'ours ', ''), pg_temp.rows(replace(call, 'ours ', 'sentiment.'))
      FROM (VALUES ('ours mean(score)'), ('ours net(score)'), ('avg(score)')) c (call);
INSERT INTO query (title, name, q)
    SELECT 'ROWS 999 PRECEDING, 20,000 rows, slope', replace(call, 'ours ', ''), pg_temp.rows(replace(call, 'ours ', 'sentiment.'))
      FROM (VALUES ('ours trend(score, at)'), ('regr_slope(score, date_part(''epoch'', at))')) c (call);
INSERT INTO query (title, name, q)
    SELECT 'RANGE ''30 days'' PRECEDING, 100 accounts, 240 rows in 30 days', replace(call, 'ours ', ''), pg_temp.month(replace(call, 'ours ', 'sentiment.'))
      FROM (VALUES ('ours mean(score)'), ('ours net(score)'), ('avg(score)')) c (call);
INSERT INTO query (title, name, q)
    SELECT 'RANGE ''30 days'' PRECEDING, 100 accounts, slope', replace(call, 'ours ', ''), pg_temp.month(replace(call, 'ours ', 'sentiment.'))
      FROM (VALUES ('ours trend(score, at)'), ('regr_slope(score, date_part(''epoch'', at))')) c (call);
