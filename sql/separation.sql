-- separation: area under the ROC curve, by hand, by counting pairs, and on more rows than it keeps.
-- by hand: 0.8 beats both, each 0.4 beats one and ties with one: (2 + 1.5 + 1.5) / 6
SELECT sentiment.separation(s, o) = 5 / 6.0::float8 AS five_sixths
  FROM (VALUES (0.8::float8, true), (0.4, true), (0.4, true), (0.4, false), (0.1, false)) v(s, o);
-- apart, the wrong way round, and not at all
SELECT sentiment.separation(s, s > 0) AS one, sentiment.separation(s, s < 0) AS zero, sentiment.separation(0.3, s > 0) AS half
  FROM (VALUES (-1::float8), (-0.0001), (0.0001), (1)) v(s);
-- a NULL score or outcome is skipped; with one outcome, or none, there is nothing to tell apart
SELECT sentiment.separation(s, o) FROM (VALUES (0.8::float8, true), (NULL, false), (0.9, NULL), (0.1, false)) v(s, o);
SELECT sentiment.separation(s, true) IS NULL AS always, sentiment.separation(s, false) IS NULL AS never, sentiment.separation(s, NULL) IS NULL AS unknown,
       sentiment.separation(NULL, s > 0) IS NULL AS unscored FROM (VALUES (-1::float8), (1)) v(s);
SELECT sentiment.separation(0.5, true) FROM generate_series(1, 0);
-- scores of one step of 0.0001 tie
SELECT sentiment.separation(s, s > 0.5) AS tie FROM (VALUES (0.50001::float8), (0.49999)) v(s);
-- 200 groups against every pair of their rows
CREATE TEMP TABLE account AS
    SELECT i, i % 200 AS g, (i * 7919 % 41 - 20) / 20.0::float8 AS score, i * 104729 % 7 < 3 AS churned FROM generate_series(1, 6000) i;
SELECT bool_and(area = pairs) AS same, bool_and(area = backwards) AS any_order, bool_and(area > 0 AND area < 1) AS inside
  FROM (SELECT g, sentiment.separation(score, churned) AS area, sentiment.separation(score, churned ORDER BY i DESC) AS backwards FROM account GROUP BY g) a
  JOIN (SELECT g, sum(CASE WHEN t.score > f.score THEN 2 WHEN t.score = f.score THEN 1 ELSE 0 END) / (2.0::float8 * count(*)) AS pairs
          FROM account t JOIN account f USING (g) WHERE t.churned AND NOT f.churned GROUP BY g) p USING (g);
-- around the number of rows that are kept before they are counted: exact sums over the distinct scores
SELECT n, sentiment.separation(score, churned) = (
           SELECT (sum(with_it * (2 * below + without)) / (2 * sum(with_it) * sum(without)))::float8
             FROM (SELECT with_it, without, sum(without) OVER (ORDER BY score) - without AS below
                     FROM (SELECT i * 7919 % 20001 AS score, count(*) FILTER (WHERE i % 3 = 0) AS with_it, count(*) FILTER (WHERE i % 3 > 0) AS without
                             FROM generate_series(1, n) i GROUP BY 1) d) c) AS same
  FROM (VALUES (65535), (65536), (65537), (200000)) v(n),
       LATERAL (SELECT (i * 7919 % 20001 - 10000) / 10000.0::float8 AS score, i % 3 = 0 AS churned FROM generate_series(1, n) i) r
 GROUP BY n ORDER BY n;
-- the state goes on growing in a window
SELECT i, sentiment.separation(s, o) OVER (ORDER BY i) AS area FROM (VALUES (1, 0.5::float8, true), (2, 0.1, false), (3, 0.9, false), (4, 0.9, true)) v(i, s, o) ORDER BY i;
\pset format unaligned
\pset tuples_only on
SELECT * FROM error_of($$SELECT sentiment.separation(1.5, true)$$);
SELECT * FROM error_of($$SELECT sentiment.separation('NaN'::float8, true)$$);
