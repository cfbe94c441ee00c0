-- net, mean, stddev, trend, tally, rollup: by definition, in any order, with every list of arguments.
SET search_path = public, sentiment;
CREATE TEMP TABLE score AS
    SELECT CASE WHEN i <= 120 THEN 0.5 WHEN i <= 170 THEN -0.4 ELSE 0.1 END::float8 AS s,
           '2024-01-01 00:00+00'::timestamptz + i * interval '1 hour' AS at, i
      FROM generate_series(1, 200) i;
SELECT sentiment.net(s) AS "120 / 50 / 30", sentiment.net(sentiment.label(s)) AS of_labels, sentiment.mean(s)::numeric(8, 6) FROM score;
SELECT sentiment.net(s, 2) = sentiment.net(s) AS weight_cancels, sentiment.net(s, at) = sentiment.net(s) AS time_is_no_weight,
       sentiment.mean(s, at, 3) = sentiment.mean(s) AS all_three FROM score;
-- an independent account in numeric
SELECT abs(sentiment.mean(s) - avg(s::numeric)::float8) < 1e-12 AS mean,
       abs(sentiment.stddev(s) - stddev_pop(s::numeric)::float8) < 1e-12 AS stddev,
       abs(sentiment.trend(s, at) - regr_slope(s, extract(epoch FROM at)::float8 / 86400)) < 1e-9 AS trend FROM score;
SELECT sentiment.trend(i / 1000.0, '2024-01-01'::timestamptz + i * interval '1 day') AS a_thousandth_a_day FROM generate_series(-5, 5) i;
SELECT sentiment.trend(0.5, '2024-01-01'::timestamptz) AS one_moment_has_no_trend;
-- weights: (0.6 * 3 - 0.2 * 1) / 4
SELECT sentiment.mean(s, w), sentiment.weight(sentiment.tally(s, w)) FROM (VALUES (0.6::float8, 3::float8), (-0.2, 1)) v(s, w);
-- NULL score or weight skips the row, NULL time only the trend; nothing at all is NULL
SELECT sentiment.n(sentiment.tally(s, at, w)) AS rows, sentiment.mean(s, at, w)
  FROM (VALUES (0.2::float8, NULL::timestamptz, 1::float8), (NULL, now(), 1), (0.9, now(), NULL), (0.5, now(), 0)) v(s, at, w);
SELECT sentiment.net(s), sentiment.mean(s), sentiment.stddev(s), sentiment.tally(s) FROM (VALUES (NULL::float8)) v(s);
SELECT sentiment.net(s) FROM score WHERE false;
SELECT sentiment.net(l) FROM (VALUES (NULL::sentiment.polarity)) v(l);
-- whole = rolled up from parts = any order
SELECT (SELECT sentiment.tally(s, at) FROM score) =
       (SELECT sentiment.rollup(t) FROM (SELECT sentiment.tally(s, at) t FROM score GROUP BY i % 7) p) AS rolled_up,
       (SELECT sentiment.tally(s, at ORDER BY i DESC) FROM score) = (SELECT sentiment.tally(s, at ORDER BY i) FROM score) AS any_order;
SELECT sentiment.rollup(t) FROM (VALUES (NULL::sentiment.summary)) v(t);
-- timestamp and date are read as UTC: neither the session's zone nor its daylight saving changes a sum, and every call finds its aggregate
CREATE TEMP TABLE spring AS SELECT i / 10.0 AS s, '2024-03-08'::date + i AS day FROM generate_series(1, 5) i;
SET timezone = 'America/New_York';
SELECT sentiment.trend(s, day) AS a_tenth_a_day, sentiment.tally(s, day) = sentiment.tally(s, day::timestamp) AS timestamp,
       sentiment.tally(s, day) = sentiment.tally(s, (day || ' 00:00+00')::timestamptz) AS timestamptz,
       sentiment.tally(s, day, 2) = sentiment.tally(s, day::timestamp, 2) AS weighted,
       sentiment.drift(s, day) = sentiment.drift(s, day::timestamp) AS drift, sentiment.stddev(s, day, 2) = sentiment.stddev(s) AS cancels FROM spring;
RESET timezone;
SELECT sentiment.mean(0.5::numeric, current_date), sentiment.mean(0.1::real, localtimestamp, 2::smallint) AS real, sentiment.mean(1, now()) AS int,
       sentiment.net(0.5::real, 3) AS weight, sentiment.trend(0.5, '2024-01-01') IS NULL AS literal, sentiment.mean(NULL, current_date) AS null;
-- errors: state, message, detail
\pset format unaligned
\pset tuples_only on
SELECT * FROM error_of($$SELECT sentiment.mean(1.5)$$);
SELECT * FROM error_of($$SELECT sentiment.mean('NaN'::float8)$$);
SELECT * FROM error_of($$SELECT sentiment.net(0.5, -1::float8)$$);
SELECT * FROM error_of($$SELECT sentiment.net(0.5, 101::float8)$$);
SELECT * FROM error_of($$SELECT sentiment.trend(0.5, 'infinity'::timestamptz)$$);
SELECT * FROM error_of($$SELECT sentiment.trend(0.5, '-infinity'::timestamp)$$);
SELECT * FROM error_of($$SELECT sentiment.mean(0.5, 'infinity'::date)$$);
SELECT * FROM error_of($$SELECT sentiment.drift(0.5, '-infinity'::date)$$);
SELECT state, message FROM error_of($$SELECT sentiment.tally(0.5, '5000000-01-01'::date)$$);
