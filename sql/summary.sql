-- The type summary: text and binary form, operators, accessors, hostile input.
SET search_path = public, sentiment;
CREATE TEMP TABLE s AS
    SELECT sentiment.tally(score, at, weight) AS t
      FROM (VALUES (0.5::float8, '2024-01-01 00:00+00'::timestamptz, 1::float8),
                   (-0.5, '2024-01-02 00:00+00', 2),
                   (0.1, NULL, 1)) v(score, at, weight);
SELECT t FROM s;
-- by hand: weights 4; net (1 - 2) / 4; mean (0.5 - 1.0 + 0.1) / 4; variance (0.25 + 0.5 + 0.01) / 4 - 0.01; -1 in one day
SELECT sentiment.n(t), sentiment.weight(t), sentiment.net(t), sentiment.mean(t), sentiment.variance(t)::numeric(8, 6),
       sentiment.stddev(t)::numeric(8, 6), sentiment.trend(t), sentiment.positives(t), sentiment.negatives(t), sentiment.neutrals(t) FROM s;
SELECT t::text::sentiment.summary = t AS text_round_trip FROM s;
SELECT sentiment.summary_send(t) = sentiment.summary_send((t::text)::sentiment.summary) AS binary_of_equals_is_equal, length(sentiment.summary_send(t)) FROM s;
SELECT t + t - t = t AS add_then_subtract FROM s;
SELECT sentiment.n(t + t), sentiment.mean(t + t) = sentiment.mean(t) AS same_mean FROM s;
SELECT sentiment.tally(NULL::float8) IS NULL AS no_rows_no_summary;
-- weights that come later: the same as tallying with the product
SELECT weight, sentiment.tally(score, at) * weight = sentiment.tally(score, at, weight) AS same_as_tally
  FROM (VALUES (0.5::float8, '2024-01-01'::date), (-0.7, '2024-01-03'), (0.1, NULL)) v(score, at), (VALUES (0.001::float8), (0.5), (1), (2.5), (100)) w(weight)
 GROUP BY weight ORDER BY weight;
SELECT t * 0 AS weighs_nothing, sentiment.n(t * 0.5), sentiment.weight(t * 0.5), sentiment.mean(t * 0.5) = sentiment.mean(t) AS same_mean FROM s;
SELECT state, message, detail, hint FROM error_of($$SELECT sentiment.tally(0.5, NULL::date, 0.001) * 0.5$$);
SELECT state, message FROM error_of($$SELECT t * -1 FROM s$$);
SELECT state, message FROM error_of($$SELECT t * 'NaN' FROM s$$);
-- equality: DISTINCT, UNION, EXCEPT, GROUP BY, and a full join, which must hash
CREATE TEMP TABLE two AS SELECT t FROM s UNION ALL SELECT t + t FROM s UNION ALL SELECT t FROM s;
SELECT (SELECT count(*) FROM (SELECT DISTINCT t FROM two) x) AS "distinct", (SELECT count(*) FROM (TABLE two UNION TABLE s) x) AS "union",
       (SELECT sentiment.n(t) FROM (TABLE two EXCEPT TABLE s) x) AS "except", (SELECT max(c) FROM (SELECT count(*) c FROM two GROUP BY t) x) AS "group",
       (SELECT count(*) FROM two a FULL JOIN s b ON a.t = b.t) AS "join", (SELECT count(*) FROM two a, s b WHERE a.t <> b.t) AS differ;
SELECT bool_and(sentiment.summary_hash(t) = sentiment.summary_hash(t::text::sentiment.summary)) AS equals_hash_alike,
       count(DISTINCT sentiment.summary_hash(t)) AS hashes, count(DISTINCT sentiment.summary_hash_extended(t, 7)) AS extended,
       bool_and(sentiment.summary_hash_extended(t, 7) <> sentiment.summary_hash_extended(t, 8)) AS seeded FROM two;
SELECT oid::regoperator AS operator, oprcom::regoperator AS commutator, oprnegate::regoperator AS negator, oprcanhash
  FROM pg_operator WHERE oprnamespace = 'sentiment'::regnamespace ORDER BY oid::regoperator::text COLLATE "C";
-- binary form through a file; then with a version, a number of rows, and a length of which there are none
\copy two TO PROGRAM 'cat >"$PG_ABS_BUILDDIR/results/summary.binary"' (FORMAT binary)
CREATE TEMP TABLE read (t sentiment.summary);
\copy read FROM PROGRAM 'cat "$PG_ABS_BUILDDIR/results/summary.binary"' (FORMAT binary)
SELECT (SELECT array_agg(t::text) FROM two) = (SELECT array_agg(t::text) FROM read) AS binary_round_trip;
\set VERBOSITY sqlstate
\copy read FROM PROGRAM 'cd "$PG_ABS_BUILDDIR/results" && head -c 28 summary.binary && printf "\002" && tail -c +30 summary.binary' (FORMAT binary)
\copy read FROM PROGRAM 'cd "$PG_ABS_BUILDDIR/results" && head -c 40 summary.binary && printf "\002" && tail -c +42 summary.binary' (FORMAT binary)
\copy read FROM PROGRAM 'cd "$PG_ABS_BUILDDIR/results" && head -c 33 summary.binary && printf "\377" && tail -c +35 summary.binary' (FORMAT binary)
\copy read FROM PROGRAM 'cd "$PG_ABS_BUILDDIR/results" && head -c 24 summary.binary && printf "\040" && tail -c +26 summary.binary' (FORMAT binary)
\! rm "$PG_ABS_BUILDDIR/results/summary.binary"
-- sums that do not fit
SELECT state, message FROM error_of($$SELECT t + t FROM (VALUES ('(1,93000000000000,0,0,9000000000000000000,0,0,0,0,0,0,0,0,0,0)'::sentiment.summary)) v(t)$$);
SELECT state, message FROM error_of($$SELECT sentiment.rollup(t) FROM (VALUES ('(1,93000000000000,0,0,9000000000000000000,0,0,0,0,0,0,0,0,0,0)'::sentiment.summary)) v(t), generate_series(1, 2)$$);
-- errors: state, message, detail
\pset format unaligned
\pset tuples_only on
SELECT * FROM error_of($$SELECT ''::sentiment.summary$$);
SELECT * FROM error_of($$SELECT '(2,0,0,0,0,0,0,0,0,0,0,0,0,0,0)'::sentiment.summary$$);
SELECT * FROM error_of($$SELECT '(1,1,1,1,1000,1000,1000,0,0,0,0,0,0,0,0)'::sentiment.summary$$);
-- positive, but the mean is not; a variance below none; scores at no time
SELECT state FROM error_of($$SELECT '(1,1,1,0,1000,1000,0,-5000000,5d21dba00,0,0,0,0,0,0)'::sentiment.summary$$);
SELECT state FROM error_of($$SELECT '(1,1,1,0,1000,1000,0,5000000,5d21db9ff,0,0,0,0,0,0)'::sentiment.summary$$);
SELECT state FROM error_of($$SELECT '(1,1,1,0,1000,1000,0,5000000,5d21dba00,0,0,0,0,0,1)'::sentiment.summary$$);
SELECT * FROM error_of($$SELECT '(1,1,0,0,1000,0,0,99999999999999999999,0,0,0,0,0,0,0)'::sentiment.summary$$);
SELECT * FROM error_of($$SELECT '(1,1,0,0,1000,0,0,0,0,0,0,0,0,0,0) '::sentiment.summary$$);
SELECT * FROM error_of($$SELECT '(1,0,0,0,0,0,0,0,0,0,0,0,0,0,0)'::sentiment.summary - t FROM s$$);
