-- A moving frame gives what the frame would give computed anew, to the bit, for every kind of frame.
CREATE TABLE moving AS
    SELECT i, i / 3 AS g,
           CASE WHEN i % 11 = 0 THEN NULL ELSE ((i * 7919) % 2001 - 1000) / 1000.0::float8 END AS s,
           CASE WHEN i % 13 = 0 THEN NULL ELSE ((i * 104729) % 50) / 10.0::float8 END AS w,
           CASE WHEN i % 17 = 0 THEN NULL ELSE '2024-01-01'::timestamptz + i * interval '7 hours' END AS at
      FROM generate_series(1, 300) i;
CREATE FUNCTION same_when_moving(frame text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE same boolean;
BEGIN
    -- array_agg has no inverse: its frame is always read anew
    EXECUTE format('SELECT bool_and(moving IS NOT DISTINCT FROM (SELECT sentiment.tally(r.s, r.at, r.w) FROM unnest(rows) r)::text)
                      FROM (SELECT sentiment.tally(s, at, w) OVER f::text AS moving, array_agg(m) OVER f AS rows
                              FROM moving m WINDOW f AS (ORDER BY %s)) x', frame) INTO same;
    RETURN same;
END $$;
SELECT frame, same_when_moving(frame) FROM (VALUES
    ('i ROWS BETWEEN 10 PRECEDING AND CURRENT ROW'),
    ('i ROWS BETWEEN 5 PRECEDING AND 5 FOLLOWING'),
    ('i ROWS BETWEEN 20 PRECEDING AND 10 PRECEDING'),
    ('i ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW'),
    ('i ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING'),
    ('i RANGE BETWEEN 7 PRECEDING AND 2 FOLLOWING'),
    ('g GROUPS BETWEEN 2 PRECEDING AND 1 FOLLOWING'),
    ('i ROWS BETWEEN 4 PRECEDING AND 4 FOLLOWING EXCLUDE CURRENT ROW'),
    ('g GROUPS BETWEEN 2 PRECEDING AND CURRENT ROW EXCLUDE TIES')) f(frame);
-- by hand: a frame of NULLs only is NULL, and comes back when scores do
SELECT i, sentiment.net(s) OVER (ORDER BY i ROWS 1 PRECEDING) AS net, sentiment.mean(s) OVER (ORDER BY i ROWS 1 PRECEDING) AS mean
  FROM (VALUES (1, 0.5::float8), (2, NULL), (3, NULL), (4, -0.5), (5, 0.5)) v(i, s) ORDER BY i;
-- labels and stored summaries move, too
SELECT i, sentiment.net(l) OVER (ORDER BY i ROWS 1 PRECEDING) FROM (VALUES (1, 'positive'::sentiment.polarity), (2, 'negative'), (3, 'negative')) v(i, l) ORDER BY i;
SELECT i, sentiment.n(sentiment.rollup(t) OVER (ORDER BY i ROWS 2 PRECEDING)) AS n
  FROM (SELECT i, sentiment.tally(s) t FROM moving WHERE i <= 5 GROUP BY i) d ORDER BY i;
DROP FUNCTION same_when_moving(text);
DROP TABLE moving;
