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
-- errors: state, message, detail
\pset format unaligned
\pset tuples_only on
SELECT * FROM error_of($$SELECT ''::sentiment.summary$$);
SELECT * FROM error_of($$SELECT '(2,0,0,0,0,0,0,0,0,0,0,0,0,0,0)'::sentiment.summary$$);
SELECT * FROM error_of($$SELECT '(1,1,1,1,1000,1000,1000,0,0,0,0,0,0,0,0)'::sentiment.summary$$);
SELECT * FROM error_of($$SELECT '(1,1,0,0,1000,0,0,99999999999999999999,0,0,0,0,0,0,0)'::sentiment.summary$$);
SELECT * FROM error_of($$SELECT '(1,1,0,0,1000,0,0,0,0,0,0,0,0,0,0) '::sentiment.summary$$);
SELECT * FROM error_of($$SELECT '(1,0,0,0,0,0,0,0,0,0,0,0,0,0,0)'::sentiment.summary - t FROM s$$);
