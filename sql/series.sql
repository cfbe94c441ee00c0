-- streak, ewma, cusum, shift: by hand, then against independent queries on random series.
SET search_path = public, sentiment;
SET intervalstyle = 'postgres';
-- days: the first and the last count; four days without a word do not end a streak, five do; NULL neither extends nor ends
CREATE TEMP TABLE support AS
    SELECT i, '2024-03-01'::date + n AS day, mean FROM (VALUES
        (1, 0, NULL::float8), (2, 1, -0.4), (3, 4, -0.5), (4, 5, NULL), (5, 8, -0.31), (6, 9, -0.3), (7, 10, -0.6),
        (8, 15, -0.6), (9, 19, NULL), (10, 20, NULL), (11, 21, -0.9), (12, 24, -0.8)) v(i, n, mean);
SELECT day, mean, mean < -0.3 AS below, sentiment.streak(mean < -0.3, day) OVER (ORDER BY day) AS held,
       sentiment.streak(mean < -0.3, day, '5 days') OVER (ORDER BY day) AS gap_of_5,
       sentiment.streak(mean < -0.3, day, '0') OVER (ORDER BY day) AS gap_of_0 FROM support ORDER BY day;
-- moments: from the first to the last; what has just begun is 0 long
SELECT at, cond, sentiment.streak(cond, at, '12 hours') OVER (ORDER BY at) AS held, sentiment.streak(cond, at) OVER (ORDER BY at) AS gap_of_4_days
  FROM (VALUES ('2024-03-01 00:00'::timestamp, true), ('2024-03-01 11:00', true), ('2024-03-01 23:00', true), ('2024-03-02 11:00:00.000001', true), ('2024-03-05 12:00', true), (NULL, true)) v(at, cond) ORDER BY at;
-- rows of one time are one step, whatever their order: one that does not hold ends it
SELECT at, cond, sentiment.streak(cond, at) OVER (ORDER BY at, i) AS held, sentiment.streak(cond, at) OVER (ORDER BY at, i DESC) = sentiment.streak(cond, at) OVER (ORDER BY at, i) AS any_order
  FROM (VALUES (1, '2024-03-01'::date, true), (2, '2024-03-02', true), (3, '2024-03-02', NULL), (4, '2024-03-02', true), (5, '2024-03-03', true), (6, '2024-03-03', false), (7, '2024-03-03', true), (8, '2024-03-04', true)) v(i, at, cond) ORDER BY i;
-- partitions do not know of each other, and the frame plays no part
SELECT p, day, sentiment.streak(true, day) OVER (PARTITION BY p ORDER BY day ROWS BETWEEN 1 FOLLOWING AND 2 FOLLOWING) AS held
  FROM (VALUES ('a', '2024-03-01'::date), ('a', '2024-03-02'), ('b', '2024-03-03'), ('b', '2024-03-06')) v(p, day) ORDER BY p, day;
-- over aggregates: one query from messages to accounts that have been below for 14 days
CREATE TEMP TABLE message AS
    SELECT account, d::timestamptz + h * interval '1 hour' AS at, CASE WHEN account = 'bad' AND d >= '2024-03-10' THEN -0.5 WHEN account = 'late' AND d >= '2024-03-19' THEN -0.6 ELSE 0.2 END + h / 100.0 AS score
      FROM generate_series('2024-03-01'::timestamp, '2024-03-31', '1 day') d, (VALUES (1), (2)) hour(h), (VALUES ('bad'), ('good'), ('late')) a(account)
     WHERE extract(isodow FROM d) < 6;
SELECT account, max(held) AS held FROM (
    SELECT account, at::date AS day, sentiment.streak(sentiment.mean(score) < -0.3, at::date) OVER (PARTITION BY account ORDER BY at::date) AS held
      FROM message GROUP BY account, at::date) d
 WHERE held >= '14 days' GROUP BY account;
-- a clock that changes in the night: a day is 24 hours
SET timezone = 'Europe/Berlin';
SELECT sentiment.streak(true, at) OVER (ORDER BY at) AS held FROM (VALUES ('2024-03-30 12:00+01'::timestamptz), ('2024-03-31 13:00+02')) v(at) ORDER BY at;
RESET timezone;
-- ewma by hand: 0.6; (0.6 / 2 + 0) / 1.5; the same without a score; two at once after two half-lives: (1.5 / 4 * 0.2 - 1 - 1) / (1.5 / 4 + 2)
SELECT day, score, (sentiment.ewma(score, day, '7 days') OVER (ORDER BY day))::numeric(10, 8) AS ewma, (-1.925 / 2.375)::numeric(10, 8) AS last
  FROM (VALUES (NULL::float8, '2024-01-01'::date), (0.6, '2024-01-02'), (0, '2024-01-09'), (NULL, '2024-01-12'), (-1, '2024-01-23'), (-1, '2024-01-23')) v(score, day) ORDER BY day;
SELECT at, sentiment.ewma(0.5, at, '1 hour') OVER (ORDER BY at) FROM (VALUES (NULL::timestamptz), ('2024-01-01 00:00+00'), ('2044-01-01 00:00+00')) v(at) ORDER BY at;
-- cusum by hand: below 0.1 - 0.05; the NULL changes nothing
SELECT i, score, sentiment.cusum(score, 0.1, 0.05) OVER (ORDER BY i)
  FROM (VALUES (1, NULL::float8), (2, 0.1), (3, 0.04), (4, -0.2), (5, NULL), (6, 0.2), (7, 1), (8, -1)) v(i, score) ORDER BY i;
-- shift by hand
SELECT i, score, sentiment.shift(score) OVER (ORDER BY i) FROM (VALUES (1, NULL::float8), (2, 0.3), (3, NULL), (4, 0.1), (5, 0.1), (6, -1), (7, 1)) v(i, score) ORDER BY i;
SELECT count(*) FROM (SELECT sentiment.shift(s) OVER (), sentiment.streak(true, now()) OVER () FROM (SELECT 0.5::float8 s WHERE false) none) x;

-- 4,000 random series of up to 60 rows, with ties, gaps and NULLs
SELECT setseed(0.5);
CREATE TABLE series AS
    SELECT p, i, '2024-01-01'::timestamp + make_interval(hours => (random() * CASE WHEN p % 3 = 0 THEN 40 ELSE 2000 END)::integer) AS at,
           CASE WHEN random() < 0.2 THEN NULL ELSE round((random() * 2 - 1)::numeric, 4) END AS score
      FROM generate_series(1, 4000) p, LATERAL generate_series(1, 1 + p % 60) i;
-- streak as islands: a step is a time; each no, and each silence of over two days, begins an island
WITH step AS (
    SELECT p, at, bool_and(score < 0.4) AS holds FROM series GROUP BY p, at       -- NULL when nothing is known
), run AS (
    SELECT *, count(*) FILTER (WHERE NOT holds OR gap > '2 days') OVER (PARTITION BY p ORDER BY at) AS island
      FROM (SELECT *, at - max(at) FILTER (WHERE holds IS NOT NULL) OVER (PARTITION BY p ORDER BY at ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS gap FROM step) g
), length AS (
    SELECT p, at, coalesce(max(at) FILTER (WHERE holds) OVER w - min(at) FILTER (WHERE holds) OVER w,
                           CASE WHEN bool_or(NOT holds) OVER w THEN interval '0' END) AS held
      FROM run WINDOW w AS (PARTITION BY p, island ORDER BY at)
)
SELECT count(*) > 80000 AS enough, count(*) FILTER (WHERE s.held > '0') > 10000 AND count(*) FILTER (WHERE s.held IS NULL) > 1000 AND count(*) FILTER (WHERE s.held = '0') > 1000 AS all_kinds,
       bool_and(s.held IS NOT DISTINCT FROM l.held) AS same
  FROM (SELECT p, at, sentiment.streak(score < 0.4, at, '2 days') OVER (PARTITION BY p ORDER BY at) AS held FROM series) s JOIN length l USING (p, at);
-- ewma as the weighted mean that it is
SELECT bool_and(e.ewma IS NOT DISTINCT FROM d.mean OR abs(e.ewma - d.mean) < 1e-12) AS same
  FROM (SELECT p, i, at, sentiment.ewma(score, at, '36 hours') OVER (PARTITION BY p ORDER BY at) AS ewma FROM series WHERE p <= 600) e
 CROSS JOIN LATERAL (SELECT sum(score * w) / sum(w) FILTER (WHERE score IS NOT NULL) AS mean
                       FROM (SELECT o.score::float8, 0.5::float8 ^ (extract(epoch FROM e.at - o.at)::float8 / 129600) AS w FROM series o WHERE o.p = e.p AND o.at <= e.at) o) d;
-- cusum as the distance of the sum from the lowest it has been
SELECT bool_and(cusum IS NOT DISTINCT FROM (fallen - least(0, lowest))::float8) AS same FROM (
    SELECT *, min(fallen) OVER (PARTITION BY p ORDER BY at, i) AS lowest FROM (
        SELECT p, i, at, sentiment.cusum(score, 0.1, 0.05) OVER w AS cusum, sum(0.05 - score) OVER w AS fallen
          FROM series WINDOW w AS (PARTITION BY p ORDER BY at, i)) f) l;
-- shift as lag() of the rows that have a score
SELECT bool_and(shift IS NOT DISTINCT FROM (score - before)::float8) AS same
  FROM (SELECT p, i, score, sentiment.shift(score) OVER (PARTITION BY p ORDER BY at, i) AS shift FROM series) s
  LEFT JOIN (SELECT p, i, lag(score) OVER (PARTITION BY p ORDER BY at, i) AS before FROM series WHERE score IS NOT NULL) l USING (p, i);
DROP TABLE series;

-- errors: state, message, detail, hint
\pset format unaligned
\pset tuples_only on
SELECT * FROM error_of($$SELECT sentiment.streak(true, day) OVER (ORDER BY day DESC) FROM support$$);
SELECT * FROM error_of($$SELECT sentiment.ewma(0.1, day, '1 day') OVER (ORDER BY i DESC) FROM support$$);
SELECT * FROM error_of($$SELECT sentiment.streak(true, day, '-1 day') OVER (ORDER BY day) FROM support$$);
SELECT * FROM error_of($$SELECT sentiment.streak(true, day, NULL) OVER (ORDER BY day) FROM support$$);
SELECT * FROM error_of($$SELECT sentiment.streak(true, day, '178000000 years') OVER (ORDER BY day) FROM support$$);
SELECT * FROM error_of($$SELECT sentiment.ewma(0.1, day, '0') OVER (ORDER BY day) FROM support$$);
SELECT * FROM error_of($$SELECT sentiment.ewma(1.1, day, '1 day') OVER (ORDER BY day) FROM support$$);
SELECT * FROM error_of($$SELECT sentiment.ewma(0.1, 'infinity'::timestamptz, '1 day') OVER ()$$);
SELECT * FROM error_of($$SELECT sentiment.ewma(0.1, '-infinity'::date, '1 day') OVER ()$$);
SELECT * FROM error_of($$SELECT sentiment.ewma(0.1, '5000000-01-01'::date, '1 day') OVER ()$$);
SELECT * FROM error_of($$SELECT sentiment.cusum(0.1, 2, 0.1) OVER ()$$);
SELECT * FROM error_of($$SELECT sentiment.cusum(0.1, 0.1, -1) OVER ()$$);
SELECT * FROM error_of($$SELECT sentiment.cusum(0.1, NULL, 0.1) OVER ()$$);
SELECT * FROM error_of($$SELECT sentiment.shift('NaN') OVER ()$$);
SELECT * FROM error_of($$SELECT sentiment.shift(0.5)$$);
