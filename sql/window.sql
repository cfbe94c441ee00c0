-- Moving frames by hand; sql/property.sql compares them with frames computed anew.
-- by hand: a frame of NULLs only is NULL, and comes back when scores do
SELECT i, sentiment.net(s) OVER (ORDER BY i ROWS 1 PRECEDING) AS net, sentiment.mean(s) OVER (ORDER BY i ROWS 1 PRECEDING) AS mean
  FROM (VALUES (1, 0.5::float8), (2, NULL), (3, NULL), (4, -0.5), (5, 0.5)) v(i, s) ORDER BY i;
-- labels and stored summaries move, too
SELECT i, sentiment.net(l) OVER (ORDER BY i ROWS 1 PRECEDING) FROM (VALUES (1, 'positive'::sentiment.polarity), (2, 'negative'), (3, 'negative')) v(i, l) ORDER BY i;
SELECT i, sentiment.n(sentiment.rollup(t) OVER (ORDER BY i ROWS 2 PRECEDING)) AS n
  FROM (SELECT i, sentiment.tally(0.5) t FROM generate_series(1, 5) i GROUP BY i) d ORDER BY i;
