-- Rollups: tallies of a day, stored and kept up to date, say at every level what the rows themselves would say, to the bit.
SET search_path = public, sentiment;
-- the session's zone is not UTC, and must not matter
SELECT current_setting('timezone') <> 'UTC' AS another_zone;
CREATE TABLE message (account text, at timestamptz, score float8);
INSERT INTO message VALUES
    ('acme',   '2024-01-01 09:00+00', 0.5), ('acme',   '2024-01-01 23:30+00', -0.5),
    ('acme',   '2024-01-02 00:30+00', 0.4), ('acme',   '2024-01-08 12:00+00', -0.9),
    ('globex', '2024-01-01 10:00+00', 0.1), ('globex', '2024-01-03 10:00+00', 0.6);
CREATE VIEW fresh AS
    SELECT account, day(at) AS day, tally(score, at) AS tally FROM message GROUP BY account, day(at);

-- a materialized view, refreshed while others read it
CREATE MATERIALIZED VIEW message_day AS SELECT * FROM fresh;
CREATE UNIQUE INDEX ON message_day (account, day);
SELECT account, day, n(tally), net(tally), mean(tally) FROM message_day ORDER BY account, day;
CREATE TEMP TABLE before AS SELECT account, day, ctid AS place FROM message_day;
INSERT INTO message VALUES ('acme', '2024-01-01 12:00+00', 0.6), ('initech', '2024-01-05 08:00+00', NULL);
UPDATE message SET score = -0.8 WHERE score = -0.9;
DELETE FROM message WHERE score = 0.6 AND account = 'globex';
REFRESH MATERIALIZED VIEW CONCURRENTLY message_day;
-- by hand: (0.5 - 0.5 + 0.6) / 3, of which two are positive and one is negative; a day without a score has no tally
SELECT account, day, n(tally), round(net(tally)::numeric, 4) AS net, mean(tally), d.ctid = place AS untouched
  FROM message_day d LEFT JOIN before USING (account, day) ORDER BY account, day;
-- weeks and months from days: (0.6 + 0.4) / 4 in the first week, (0.6 + 0.4 - 0.8) / 5 in the month
SELECT account, week, n(r), net(r), mean(r)
  FROM (SELECT account, date_trunc('week', day::timestamp)::date AS week, rollup(tally) AS r FROM message_day GROUP BY 1, 2) w ORDER BY account, week;
SELECT account, n(r), net(r), mean(r) FROM (SELECT account, rollup(tally) AS r FROM message_day GROUP BY account) m ORDER BY account;
DROP MATERIALIZED VIEW message_day;

-- a table with generated columns, to which each batch of rows is added
TRUNCATE message;
CREATE TABLE account_day (
    account text,
    day     date,
    tally   summary NOT NULL,
    n       bigint GENERATED ALWAYS AS (n(tally)) STORED,
    net     float8 GENERATED ALWAYS AS (net(tally)) STORED,
    mean    float8 GENERATED ALWAYS AS (mean(tally)) STORED,
    PRIMARY KEY (account, day)
);
CREATE FUNCTION batch(rows message[]) RETURNS void BEGIN ATOMIC
    INSERT INTO message SELECT * FROM unnest(rows);
    INSERT INTO account_day (account, day, tally)
        SELECT account, day(at), tally(score, at) FROM unnest(rows) WHERE score IS NOT NULL GROUP BY 1, 2
        ON CONFLICT (account, day) DO UPDATE SET tally = account_day.tally + excluded.tally;
END;
SELECT batch(ARRAY[('acme', '2024-01-01 09:00+00', 0.5), ('acme', '2024-01-01 23:30+00', -0.5), ('acme', '2024-01-08 12:00+00', -0.9),
                   ('globex', '2024-01-01 10:00+00', 0.1), ('globex', '2024-01-03 10:00+00', 0.6)]::message[]);
SELECT batch(ARRAY[('acme', '2024-01-01 12:00+00', 0.6), ('globex', '2024-01-05 10:00+00', 0.3), ('initech', '2024-01-05 08:00+00', NULL)]::message[]);
SELECT account, day, n, round(net::numeric, 4) AS net, mean FROM account_day ORDER BY account, day;
-- by hand: 0.1, 0.6, 0.3 at 0, 2 and 4 days: (-2 * 0.1 + 2 * 0.3) / 8
SELECT round(trend(rollup(tally))::numeric, 6) AS trend FROM account_day WHERE account = 'globex';

-- messages that are deleted are taken off; when none is left there is nothing to say of the day
CREATE FUNCTION erase(from_score float8, to_score float8) RETURNS void BEGIN ATOMIC
    WITH gone AS (DELETE FROM message WHERE score BETWEEN from_score AND to_score RETURNING *),
         part AS (SELECT account, day(at) AS day, tally(score, at) AS tally FROM gone GROUP BY 1, 2)
    UPDATE account_day d SET tally = d.tally - part.tally FROM part WHERE d.account = part.account AND d.day = part.day;
END;
SELECT erase(-0.9, -0.5);
SELECT day, n, net, mean FROM account_day WHERE account = 'acme' ORDER BY day;
-- an empty tally changes no rollup
SELECT rollup(tally) = (SELECT rollup(tally) FROM account_day WHERE account = 'acme' AND n > 0) AS same FROM account_day WHERE account = 'acme';
DELETE FROM account_day WHERE n = 0;
SELECT count(*) AS days, bool_and(coalesce(d.tally = f.tally, false)) AS as_if_made_anew
  FROM account_day d FULL JOIN (SELECT * FROM fresh WHERE tally IS NOT NULL) f USING (account, day);
-- a day without another, and without one that it does not hold
SELECT rollup(tally) - (SELECT tally FROM account_day WHERE account = 'globex' AND day = '2024-01-03')
     = (SELECT rollup(tally) FROM account_day WHERE account = 'globex' AND day <> '2024-01-03') AS without_a_day FROM account_day WHERE account = 'globex';
SELECT * FROM error_of($$UPDATE account_day SET tally = tally - (SELECT tally FROM account_day WHERE day = '2024-01-03')$$);
DROP FUNCTION batch, erase;
DROP TABLE account_day;
DROP VIEW fresh;
DROP TABLE message;

-- many rows, with what is missing: every level is the whole
CREATE FUNCTION plan_of(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE line text; plan text := '';
BEGIN
    FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP plan := plan || line || chr(10); END LOOP;
    RETURN plan;
END $$;
CREATE TABLE part (account integer, kind integer, at timestamptz, s float8, w float8, a polarity, b polarity) PARTITION BY LIST (account);
CREATE TABLE part_1 PARTITION OF part FOR VALUES IN (0, 1);
CREATE TABLE part_2 PARTITION OF part FOR VALUES IN (2, 3);
CREATE TABLE part_3 PARTITION OF part DEFAULT;
INSERT INTO part
    SELECT i % 6, i % 7,
           CASE WHEN i % 17 > 0 THEN '2024-01-01 00:00+00'::timestamptz + i * interval '37 minutes 11 seconds' END,
           CASE WHEN i % 11 > 0 THEN ((i * 7919) % 20001 - 10000) / 10000.0 END,
           CASE WHEN i % 13 > 0 THEN ((i * 1047) % 50) / 7.0 END,
           (ARRAY['negative', 'neutral', 'positive'])[1 + i % 3]::polarity, (ARRAY['negative', 'neutral', 'positive'])[1 + i * i % 5 % 3]::polarity
      FROM generate_series(1, 20000) i;
ANALYZE part;
SELECT tally(s, at, w) AS whole FROM part \gset
CREATE TEMP TABLE day AS
    SELECT account, (at AT TIME ZONE 'UTC')::date AS day, tally(s, at, w) AS tally, count(*) AS rows FROM part GROUP BY 1, 2;
SELECT rollup(tally) = :'whole'::summary AS days FROM day;
SELECT rollup(tally) = :'whole'::summary AS weeks FROM (SELECT rollup(tally) AS tally FROM day GROUP BY date_trunc('week', day::timestamp)) w;
SELECT rollup(tally) = :'whole'::summary AS months FROM (SELECT rollup(tally) AS tally FROM day GROUP BY account, date_trunc('month', day::timestamp)) m;
-- 20,000 times 37 minutes and 11 seconds are 516.4 days, so 74 weeks of 6 accounts
SELECT count(*) AS weeks, bool_and(from_days = from_rows) AS each_week
  FROM (SELECT account, date_trunc('week', day::timestamp) AS week, rollup(tally) AS from_days FROM day GROUP BY 1, 2) d
  JOIN (SELECT account, date_trunc('week', at AT TIME ZONE 'UTC') AS week, tally(s, at, w) AS from_rows FROM part GROUP BY 1, 2) r USING (account, week);
-- a moving week over stored days
SELECT bool_and(moving IS NOT DISTINCT FROM anew) AS moving_week
  FROM (SELECT (rollup(tally) OVER (PARTITION BY account ORDER BY day RANGE '6 days' PRECEDING))::text AS moving,
               (SELECT tally(s, at, w) FROM part p WHERE p.account = d.account AND (p.at AT TIME ZONE 'UTC')::date BETWEEN d.day - 6 AND d.day)::text AS anew
          FROM day d WHERE account = 0 AND day IS NOT NULL) f;

-- an accessor in an index
CREATE INDEX ON day (net(tally));
ANALYZE day;
SET enable_seqscan = off;
SET enable_bitmapscan = off;
SELECT plan_of('SELECT account FROM day WHERE net(tally) < -90') ~ 'Index Scan' AS index_used,
       (SELECT sum(rows) FROM day WHERE net(tally) < -60) =
       (SELECT sum(rows) FROM (SELECT count(*) AS rows FROM part GROUP BY account, (at AT TIME ZONE 'UTC')::date HAVING net(s, w) < -60) x) AS same_rows;
RESET enable_seqscan;
RESET enable_bitmapscan;

-- every plan has the same bits: one process, a partition at a time, several processes
CREATE FUNCTION result_of(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE result text;
BEGIN
    EXECUTE query INTO result;
    RETURN result;
END $$;
SET max_parallel_workers_per_gather = 0;
CREATE TEMP TABLE serial AS
    SELECT groups, query, result_of(query) AS result
      FROM (SELECT groups, format('SELECT string_agg(r, '' '' ORDER BY r) FROM (SELECT ROW(net(s), net(a), mean(s, w), stddev(s, at),
                trend(s, at, w), tally(s), tally(s, at, w), tally(s, day(at)), agreement(a, b))::text AS r FROM part %s) g', groups) AS query
              FROM unnest(ARRAY['', 'GROUP BY account', 'GROUP BY kind']) AS groups) q;
SELECT groups, plan_of(query) ~ 'Partial|Gather' AS parts, regexp_count(result, '\(1,') AS tallies FROM serial ORDER BY groups;
SET enable_partitionwise_aggregate = on;
-- whole groups in each partition that holds all of their rows, else parts of groups
SELECT groups, plan_of(query) ~ 'Append\n *->  \w*Aggregate\n' AS whole, plan_of(query) ~ 'Append\n *->  Partial \w*Aggregate\n' AS parts,
       result_of(query) = result AS same_bits FROM serial ORDER BY groups;
SET max_parallel_workers_per_gather = 2;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SELECT groups, plan_of(query) ~ 'Gather' AS parallel, result_of(query) = result AS same_bits FROM serial ORDER BY groups;
SET enable_partitionwise_aggregate = off;
SELECT groups, plan_of(query) ~ 'Partial \w*Aggregate.*Parallel Append' AS parallel, result_of(query) = result AS same_bits FROM serial ORDER BY groups;
-- a tally made by several processes, stored, is the one that one process makes
SELECT plan_of('CREATE TABLE stored AS SELECT tally(s, at, w) AS tally FROM part') ~ 'Gather' AS parallel;
CREATE TABLE stored AS SELECT tally(s, at, w) AS tally FROM part;
SELECT tally::text = :'whole' AS same_bits FROM stored;
DROP TABLE stored, part;
DROP FUNCTION plan_of, result_of;
