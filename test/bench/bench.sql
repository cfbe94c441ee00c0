-- The measurements of test/bench/run.  A group's first query is its reference.
\set QUIET on
CREATE EXTENSION sentiment;

-- 60,000 texts of a few hundred bytes: the demo's messages, three in a row, each with a number of its own
CREATE TEMP TABLE line (id integer, account text, ticket text, day_offset integer, hour integer, author text, is_customer boolean, channel text, body text);
\copy line FROM 'test/demo.d/message.tsv' (FORMAT text, HEADER)
CREATE TABLE body AS
    SELECT g AS id, a.body || E'\n' || b.body || E'\n' || c.body || ' #' || g AS t
      FROM generate_series(1, 60000) g
      JOIN line a ON a.id = g % 311 + 1 JOIN line b ON b.id = (g / 311) % 311 + 1 JOIN line c ON c.id = (g * 7) % 311 + 1;
CREATE TABLE score AS SELECT g AS id, ((g * 7919) % 2001 - 1000) / 1000.0::float8 AS s FROM generate_series(1, 200000) g;
CREATE TABLE plain (id integer PRIMARY KEY, account text, ticket text, sent_at timestamptz, body text);
CREATE TABLE tracked (LIKE plain INCLUDING ALL);
SELECT sentiment.track('tracked', text => 'body', account => 'account', at => 'sent_at', key => 'id', ticket => 'ticket') \g /dev/null
SELECT sentiment.starter_rules() \g /dev/null
CREATE TABLE by_hand (LIKE sentiment.mention INCLUDING ALL);
CREATE TABLE arriving AS
    SELECT g AS id, 'account ' || g % 500 AS account, 'ticket ' || g % 20000 AS ticket, now() - (g % 100000) * interval '1 minute' AS sent_at, a.body
      FROM generate_series(1, 100000) g JOIN line a ON a.id = g % 311 + 1;
VACUUM ANALYZE;

CREATE TABLE query (n serial, grp text, name text, before text, q text);
INSERT INTO query (grp, name, before, q) VALUES
    ('score 60,000 texts', 'sum(length(t))', NULL, 'SELECT sum(length(t)) FROM body'),
    ('score 60,000 texts', 'count(md5(t))', NULL, 'SELECT count(md5(t)) FROM body'),
    ('score 60,000 texts', 'to_tsvector(''english'', t)', NULL, 'SELECT sum(length(to_tsvector(''english'', t))) FROM body'),
    ('score 60,000 texts', 'sum(score(t))', NULL, 'SELECT sum(sentiment.score(t)) FROM body'),
    ('moving, frame of 1,000 rows', 'avg(s), core', NULL, 'SELECT count(x) FROM (SELECT avg(s) OVER (ORDER BY id ROWS 999 PRECEDING) x FROM score WHERE id <= 20000) y'),
    ('moving, frame of 1,000 rows', 'net(s)', NULL, 'SELECT count(x) FROM (SELECT sentiment.net(s) OVER (ORDER BY id ROWS 999 PRECEDING) x FROM score WHERE id <= 20000) y'),
    ('insert 100,000 rows', 'not tracked', 'TRUNCATE plain', 'INSERT INTO plain SELECT * FROM arriving'),
    ('insert 100,000 rows', 'not tracked, score() and mentions appended by hand', 'TRUNCATE plain, by_hand', 'WITH row AS (INSERT INTO plain SELECT * FROM arriving RETURNING *)
        INSERT INTO by_hand SELECT ''public.plain'', id::text, account, ticket, NULL, NULL, NULL, true, sent_at, m.*, now() FROM row, sentiment.mentions(body, true) m'),
    ('insert 100,000 rows', 'tracked, two rules', 'TRUNCATE tracked, sentiment.mention, sentiment.alert, sentiment.alert_event', 'INSERT INTO tracked SELECT * FROM arriving');
CREATE TABLE took (n integer, ms float8);
CREATE PROCEDURE measure(rounds integer) LANGUAGE plpgsql AS $$
DECLARE
    job query;
    started timestamptz;
BEGIN
    FOR round IN 0 .. rounds LOOP
        FOR job IN SELECT * FROM query ORDER BY n LOOP
            IF job.before IS NOT NULL THEN EXECUTE job.before; END IF;
            started := clock_timestamp();
            EXECUTE job.q;
            -- round 0 warms the caches
            IF round > 0 THEN
                INSERT INTO took VALUES (job.n, extract(epoch FROM clock_timestamp() - started) * 1000);
            END IF;
            COMMIT;
        END LOOP;
    END LOOP;
END $$;
CALL measure(:rounds);
\pset footer off
SELECT grp AS "group", name AS query, round(ms::numeric, 1) AS "median ms", round((ms / first_value(ms) OVER (PARTITION BY grp ORDER BY n))::numeric, 3) AS ratio
  FROM (SELECT n, grp, name, percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) AS ms FROM query JOIN took USING (n) GROUP BY n, grp, name) m ORDER BY n;
SELECT round(sum(length(t)) / 1e6, 1) AS "million characters", round(avg(length(t))) AS "per text" FROM body;
