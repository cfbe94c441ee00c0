-- What every group of test/bench/run shares: queries, rounds, report.  The first query of a table is its reference.
\set QUIET on
\pset footer off
-- a group of short queries may multiply its rounds
\set factor 1
SET timezone = 'UTC';
SET search_path = public, sentiment;
CREATE EXTENSION sentiment;
-- the demo's messages, for the groups that need texts
CREATE TABLE line (id integer, account text, ticket text, day_offset integer, hour integer, author text, is_customer boolean, channel text, body text);
\copy line FROM 'test/demo.d/message.tsv' (FORMAT text, HEADER)

CREATE TABLE query (n serial, title text, name text, q text, before text);
CREATE TABLE took (n integer, ms float8);

-- All queries once in each round, so that a slow minute of the machine slows all of them.
CREATE PROCEDURE measure(rounds integer) LANGUAGE plpgsql AS $$
DECLARE
    job query;
    started timestamptz;
BEGIN
    TRUNCATE took;
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

CREATE VIEW report AS
    SELECT title, name AS query, round(ms::numeric, 1) AS "median ms",
           round((ms / first_value(ms) OVER (PARTITION BY title ORDER BY n))::numeric, 2) AS ratio
      FROM (SELECT n, title, name, percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) AS ms FROM query JOIN took USING (n) GROUP BY n, title, name) m
     ORDER BY n;
