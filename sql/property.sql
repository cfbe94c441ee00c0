-- Properties of the aggregates on random rows, the same ones in every run, for every list of arguments.
SET search_path = public, sentiment;
SET timezone = 'America/St_Johns';
-- 500 rounds of 12 rows: NULLs, edges, times from within a second to the ends of the calendar
SELECT setseed(0.25);
CREATE TEMP TABLE chance AS
    SELECT round, i, random() AS a, random() AS b, random() AS c, random() AS d, random() AS e
      FROM generate_series(1, 500) round, generate_series(1, 12) i;
CREATE TABLE property AS
    SELECT *, at AT TIME ZONE 'Asia/Kathmandu' AS local, (at AT TIME ZONE 'Asia/Kathmandu')::date - 7 AS day, label(score) AS label,
           (SELECT tally(s, t, w) FROM (VALUES (score, at, weight)) v(s, t, w)) AS summary
      FROM (SELECT round, i, trunc(b * 5)::int AS part,
                   CASE WHEN a < 0.1 THEN NULL WHEN a < 0.3 THEN (ARRAY[-1, -0.1501, -0.15, 0, 0.15, 0.1501, 1])[1 + trunc(b * 7)::int]
                        ELSE round((2 * b - 1)::numeric, 4) END AS score,
                   CASE WHEN c < 0.1 THEN NULL WHEN c < 0.3 THEN (ARRAY[0, 0.001, 1, 100])[1 + trunc(e * 4)::int] ELSE round((3 * c)::numeric, 3) END AS weight,
                   CASE WHEN d < 0.1 THEN NULL
                        WHEN round % 25 = 0 THEN (ARRAY['4713-02-01 00:00+00 BC', '1999-12-31 23:59:59.5+00', '294275-12-31 12:00+00'])[1 + trunc(e * 3)::int]::timestamptz
                        ELSE '2024-03-10 05:00+00'::timestamptz + (e * 10 ^ (round % 10)) * interval '1 second' END AS at
              FROM chance) chosen;

-- every call of an aggregate that rests on a summary, with columns for arguments; stddev alone would be that of pg_catalog
CREATE TEMP TABLE call AS
    SELECT name, list, format('sentiment.%s(%s)', name, list) AS call
      FROM (SELECT proname AS name, regexp_replace(replace(replace(pg_get_function_arguments(oid), 'at timestamp without time zone', 'local'), 'at date', 'day'),
                                                   ' (double precision|timestamp with time zone|polarity|summary)', '', 'g') AS list
              FROM pg_proc WHERE pronamespace = 'sentiment'::regnamespace AND prokind = 'a'
                             AND proname IN ('net', 'mean', 'stddev', 'trend', 'tally', 'rollup')) a;
SELECT list, array_agg(name ORDER BY name) FROM call GROUP BY list ORDER BY list COLLATE "C";
SELECT string_agg(call || '::text', ', ' ORDER BY call) AS all_calls,
       string_agg(call || ' OVER f::text', ', ' ORDER BY call) AS all_moving,
       string_agg(call, ', ' ORDER BY call) FILTER (WHERE name = 'tally') AS tallies,
       string_agg(quote_literal(list), ', ' ORDER BY call) FILTER (WHERE name = 'tally') AS lists,
       string_agg(format('%s IS NOT DISTINCT FROM sentiment.%s(tally(%s))', call, name, list), ' AND ') FILTER (WHERE name NOT IN ('tally', 'rollup') AND list <> 'label') AS accessed
  FROM call \gset

-- an independent implementation: sums and results from the rows, in numeric
CREATE TEMP VIEW expected AS
    WITH fixed AS (
        SELECT round, list, score * 10000 AS s, weight * 1000 AS w, floor(epoch - 946684800) AS t
          FROM (SELECT round, list, score, CASE WHEN list ~ 'weight' THEN weight ELSE 1 END AS weight,
                       CASE WHEN list ~ '\mat\M' THEN extract(epoch FROM at) WHEN list ~ 'local' THEN extract(epoch FROM local) WHEN list ~ 'day' THEN extract(epoch FROM day) END AS epoch
                  FROM property, call WHERE name = 'tally') a
         WHERE score IS NOT NULL AND weight > 0),
    total AS (
        SELECT round, list, ARRAY[1, count(*), count(*) FILTER (WHERE s > 1500), count(*) FILTER (WHERE s < -1500),
                   sum(w), coalesce(sum(w) FILTER (WHERE s > 1500), 0), coalesce(sum(w) FILTER (WHERE s < -1500), 0), sum(w * s), sum(w * s * s),
                   count(t), coalesce(sum(w) FILTER (WHERE t IS NOT NULL), 0), coalesce(sum(w * s) FILTER (WHERE t IS NOT NULL), 0),
                   coalesce(sum(w * t), 0), coalesce(sum(w * t * t), 0), coalesce(sum(w * s * t), 0)] AS sums
          FROM fixed GROUP BY round, list)
    SELECT round, list, sums, 100 * (sums[6] - sums[7]) / sums[5] AS net, sums[8] / sums[5] / 10000 AS mean,
           (sums[5] * sums[9] - sums[8] * sums[8]) / (sums[5] * sums[5]) / 100000000 AS variance,
           (sums[11] * sums[15] - sums[12] * sums[13]) * 86400 / nullif(sums[11] * sums[14] - sums[13] * sums[13], 0) / 10000 AS trend
      FROM total;
CREATE FUNCTION pg_temp.from_hex(hex text) RETURNS numeric LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN hex ~ '-' THEN -1 ELSE 1 END * sum(('x' || substr(lpad(ltrim(hex, '-'), 32, '0'), 25 - 8 * k, 8))::bit(32)::bigint * unit)
      FROM (VALUES (0, 1::numeric), (1, 4294967296), (2, 18446744073709551616), (3, 79228162514264337593543950336)) v(k, unit)
$$;
CREATE FUNCTION pg_temp.fields(summary) RETURNS numeric[] LANGUAGE sql IMMUTABLE AS $$
    SELECT array_agg(CASE WHEN n IN (9, 13, 14, 15) THEN pg_temp.from_hex(field) ELSE field::numeric END ORDER BY n)
      FROM unnest(string_to_array(trim('()' FROM $1::text), ',')) WITH ORDINALITY u(field, n)
$$;
CREATE FUNCTION pg_temp.agrees(result float8, exact numeric) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT (result IS NULL) = (exact IS NULL) AND coalesce(abs(result::numeric - exact) <= 1e-12 * abs(exact), true)
$$;
CREATE TEMP TABLE seen AS SELECT round, unnest(ARRAY[:lists]) AS list, unnest(ARRAY[:tallies]) AS t FROM property GROUP BY round;
SELECT count(t) > 3900 AS thousands, count(trend(t)) > 2000 AS trends, bool_and(pg_temp.fields(t) IS NOT DISTINCT FROM sums) AS sums
  FROM seen LEFT JOIN expected USING (round, list);
SELECT bool_and(pg_temp.agrees(net(t), e.net)) AS net, bool_and(pg_temp.agrees(mean(t), e.mean)) AS mean, bool_and(pg_temp.agrees(variance(t), e.variance)) AS variance,
       bool_and(pg_temp.agrees(stddev(t), sqrt(e.variance))) AS stddev, bool_and(pg_temp.agrees(trend(t), e.trend)) AS trend,
       bool_and(n(t) = sums[2] AND weight(t)::numeric = sums[5] / 1000 AND positives(t) = sums[3] AND negatives(t) = sums[4] AND neutrals(t) = sums[2] - sums[3] - sums[4]) AS counts
  FROM seen LEFT JOIN expected e USING (round, list);
-- every aggregate is what its accessor reads from the tally of the same list; net of labels is net of the scores; one summary of each row adds up
SELECT bool_and(accessed) AS accessed, bool_and(labels) AS labels, bool_and(of_rows) AS of_rows
  FROM (SELECT :accessed AS accessed, net(label) IS NOT DISTINCT FROM net(score) AS labels, rollup(summary) IS NOT DISTINCT FROM tally(score, at, weight) AS of_rows
          FROM property GROUP BY round) x;

-- text and binary round trip
SELECT bool_and(t::text::summary = t) AS text FROM seen;
\copy (SELECT round, list, t FROM seen) TO PROGRAM 'cat >"$PG_ABS_BUILDDIR/results/property.binary"' (FORMAT binary)
CREATE TEMP TABLE again (LIKE seen);
\copy again FROM PROGRAM 'cat "$PG_ABS_BUILDDIR/results/property.binary" && rm "$PG_ABS_BUILDDIR/results/property.binary"' (FORMAT binary)
SELECT bool_and(a.t IS NOT DISTINCT FROM s.t) AS "binary", count(*) = (SELECT count(*) FROM seen) AS all FROM seen s JOIN again a USING (round, list);

-- rolled up from up to 5 parts, in any order; parts taken off again
CREATE TEMP TABLE part AS SELECT round, part, unnest(ARRAY[:lists]) AS list, unnest(ARRAY[:tallies]) AS t FROM property GROUP BY round, part;
SELECT bool_and(s.t IS NOT DISTINCT FROM p.up) AS rolled_up, bool_and(p.up IS NOT DISTINCT FROM p.down) AS any_order, bool_and(first IS NULL OR rest IS NULL OR s.t - first = rest) AS taken_off
  FROM seen s JOIN (SELECT round, list, rollup(t ORDER BY part) AS up, rollup(t ORDER BY part DESC) AS down,
                           rollup(t) FILTER (WHERE part < 2) AS first, rollup(t) FILTER (WHERE part >= 2) AS rest FROM part GROUP BY round, list) p USING (round, list);

-- serial, parallel, partitionwise and both: the same bits
CREATE TABLE spread (LIKE property) PARTITION BY HASH (round);
SELECT format('CREATE TABLE spread_%s PARTITION OF spread FOR VALUES WITH (MODULUS 3, REMAINDER %1$s) WITH (parallel_workers = 3)', i) FROM generate_series(0, 2) i \gexec
INSERT INTO spread TABLE property;
ANALYZE spread;
CREATE TEMP TABLE run (is_parallel boolean, is_partitionwise boolean, gathers integer, aggregates integer, results text);
CREATE FUNCTION pg_temp.run(calls text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    query CONSTANT text := format('SELECT ARRAY[%s]::text AS result FROM spread GROUP BY %%s', calls);
    outcome run;
    line text;
BEGIN
    SET LOCAL parallel_setup_cost = 0;
    SET LOCAL parallel_tuple_cost = 0;
    SET LOCAL min_parallel_table_scan_size = 0;
    FOR outcome.is_parallel, outcome.is_partitionwise IN VALUES (false, false), (true, false), (false, true), (true, true) LOOP
        PERFORM set_config('max_parallel_workers_per_gather', CASE WHEN outcome.is_parallel THEN '3' ELSE '0' END, true),
                set_config('enable_partitionwise_aggregate', outcome.is_partitionwise::text, true);
        outcome.gathers := 0;
        outcome.aggregates := 0;
        FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || format(query, 'i') LOOP
            outcome.gathers := outcome.gathers + (line ~ 'Gather')::integer;
            outcome.aggregates := outcome.aggregates + (line ~ 'Aggregate')::integer;
        END LOOP;
        EXECUTE format('SELECT md5(string_agg(result, '' '' ORDER BY result)) FROM (%s UNION ALL %s) x', format(query, 'i'), format(query, 'round')) INTO outcome.results;
        INSERT INTO run VALUES (outcome.*);
    END LOOP;
END $$;
SELECT pg_temp.run(:'all_calls');
SELECT is_parallel, is_partitionwise, gathers > 0 AS gathers, aggregates > 2 AS one_for_each_partition,
       results = first_value(results) OVER (ORDER BY is_parallel, is_partitionwise) AS same_bits FROM run ORDER BY 1, 2;

-- a moving frame gives what the frame would give computed anew; array_agg has no inverse, so its frame is always read anew
CREATE FUNCTION pg_temp.bound(k integer, step text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN k = 0 THEN 'CURRENT ROW'
                ELSE CASE WHEN abs(k) > 5 THEN 'UNBOUNDED' ELSE format(step, abs(k)) END || CASE WHEN k < 0 THEN ' PRECEDING' ELSE ' FOLLOWING' END END
$$;
CREATE FUNCTION pg_temp.same_when_moving(round integer, frame text, all_moving text, all_calls text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE same boolean;
BEGIN
    EXECUTE format('SELECT bool_and(moving IS NOT DISTINCT FROM (SELECT ARRAY[%s] FROM unnest(rows)))
                      FROM (SELECT ARRAY[%s] AS moving, array_agg(p) OVER f AS rows FROM property p WHERE round IN (%s, %s) WINDOW f AS (%s)) x',
                   all_calls, all_moving, round, round + 10, frame) INTO same;
    RETURN same;
END $$;
-- for each mode and exclusion 12 frames of random bounds, over 24 rows each
CREATE TEMP TABLE frame AS
    SELECT mode, exclusion, round, format('ORDER BY %s %s BETWEEN %s AND %s%s', key, mode,
               pg_temp.bound(least(low, high), step), pg_temp.bound(greatest(low, high), step), ' EXCLUDE ' || exclusion) AS frame
      FROM (SELECT *, CASE WHEN mode = 'ROWS' THEN 'i, round' WHEN mode = 'GROUPS' THEN 'part' ELSE (ARRAY['part', 'score', 'at DESC'])[1 + round % 3] END AS key,
                   CASE WHEN mode <> 'RANGE' THEN '%s' ELSE (ARRAY['%s', '0.%s', format('interval ''1 s'' * %%s * %s', 10 ^ (round % 10) / 10)])[1 + round % 3] END AS step
              FROM (SELECT mode, exclusion, trunc(random() * 12)::integer - 6 AS low, trunc(random() * 12)::integer - 5 AS high, trunc(random() * 490)::integer AS round
                      FROM (VALUES ('ROWS'), ('GROUPS'), ('RANGE')) m(mode), (VALUES ('NO OTHERS'), ('CURRENT ROW'), ('GROUP'), ('TIES')) e(exclusion), generate_series(1, 12)) f) g;
SELECT mode, exclusion, count(*) AS frames, bool_and(pg_temp.same_when_moving(round, frame, :'all_moving', :'all_calls')) AS same
  FROM frame GROUP BY mode, exclusion ORDER BY mode, exclusion;
DROP VIEW expected;
DROP TABLE property, spread;
