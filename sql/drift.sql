-- drift: where a thread of scores goes, in the order of time whatever the order of rows.
CREATE FUNCTION day(n float8) RETURNS timestamptz LANGUAGE sql RETURN '2024-03-01 00:00+00'::timestamptz + n * interval '1 day';
-- by hand: 0.2 -0.3 0.5 0.1, a day apart; slope (-1.5 * 0.2 + 0.5 * 0.3 + 0.5 * 0.5 + 1.5 * 0.1) / 5
CREATE TEMP TABLE thread AS SELECT n, day(n) AS at, s FROM (VALUES (1, 0.2::float8), (2, -0.3), (3, 0.5), (4, 0.1)) v(n, s);
SELECT d.n, d.first, d.last, d.low, d.high, d.delta, d.first_shift, d.worsening_turns, d.slope::numeric(6, 4), d.shape
  FROM (SELECT (sentiment.drift(s, at)).* FROM thread) d;
-- each shape, and how far its borders reach; the thread is read in order, backwards and shuffled
CREATE TEMP TABLE shape AS
    SELECT *, row_number() OVER () AS i FROM (VALUES
        ('volatile',      '{0, 0.6, 0}'::float8[]),
        ('volatile',      '{0.5, -0.3, -0.1, -0.3, 0.4}'),  -- 0.8 down, then 0.7 up; the small steps do not count
        ('recovering',    '{-0.8, -0.1, 0.6}'),             -- two large steps the same way
        ('volatile',      '{-1, -0.2, -0.8, 0.6, 0.9}'),    -- comes first
        ('deteriorating', '{0.3, 0.2, 0.4, -0.1, -0.2}'),   -- 0.25 to -0.15
        ('deteriorating', '{0.4, 0, -0.4}'),                -- 0.2 to -0.2
        ('recovering',    '{0, 0.1, 0.45, 0.45}'),          -- 0.05 to 0.45
        ('stable_pos',    '{0, 0.1, 0.45, 0.44}'),          -- 0.395 better, mean 0.2475
        ('stable_pos',    '{0, 0.59, 0, 0.59}'),
        ('stable_neu',    '{0.1, 0.2, 0.15}'),              -- mean 0.15
        ('stable_pos',    '{0.1, 0.2, 0.1501}'),
        ('stable_neg',    '{-0.1, -0.2, -0.16}'),
        ('stable_neg',    '{-0.6, -0.7, -0.9, -0.5, -0.5}'),
        ('stable_neu',    '{0.9, -0.9}'),                   -- the first two are the last two
        ('stable_neg',    '{-0.3}')) v(shape, scores);
SELECT shape, scores,
       (SELECT sentiment.drift(s, day(n)) FROM unnest(scores) WITH ORDINALITY u(s, n)) AS in_order,
       (SELECT sentiment.drift(s, day(n) ORDER BY n DESC) FROM unnest(scores) WITH ORDINALITY u(s, n)) AS backwards,
       (SELECT sentiment.drift(s, day(n) ORDER BY n * 5 % 7, n) FROM unnest(scores) WITH ORDINALITY u(s, n)) AS shuffled
  INTO TEMP seen FROM shape ORDER BY i;
SELECT shape, (in_order).shape AS seen, in_order = backwards AND in_order = shuffled AS any_order, (in_order).worsening_turns FROM seen;
-- worsening turns: up to the last, each more than 0.1 below the one before
SELECT scores, (SELECT (sentiment.drift(s, day(n))).worsening_turns FROM unnest(scores) WITH ORDINALITY u(s, n))
  FROM (VALUES ('{0.5, 0.2, 0, -0.3}'::float8[]), ('{0.5, 0.2, 0.3, 0, -0.3}'), ('{0.5, 0.2, 0, 0.1}'), ('{0.3, 0.2}'), ('{0.3, 0.1999}'), ('{-1}')) v(scores);
-- one message has no shift and no slope, two have; messages of one time have no slope
SELECT (sentiment.drift(s, at)).* FROM thread WHERE n = 1;
SELECT d.n, d.delta, d.first_shift, d.slope::numeric(6, 4), d.shape FROM (SELECT (sentiment.drift(s, at)).* FROM thread WHERE n <= 2) d;
SELECT d.n, d.slope FROM (SELECT (sentiment.drift(s, day(1))).* FROM thread) d;
-- of one time: as they come
SELECT (sentiment.drift(s, day(1) ORDER BY n)).first, (sentiment.drift(s, day(1) ORDER BY n DESC)).first AS backwards,
       (sentiment.drift(s, day(n / 3) ORDER BY n DESC)).last FROM thread;
-- microseconds part two messages
SELECT (sentiment.drift(s, at)).first FROM (VALUES (0.5::float8, day(0) + interval '1 microsecond'), (-0.5, day(0))) v(s, at);
-- NULL score or time: not in the thread; nothing at all: NULL
SELECT d.n, d.first, d.last FROM (SELECT (sentiment.drift(s, at)).* FROM (VALUES (NULL::float8, day(1)), (0.1, NULL), (0.2, day(2)), (0.3, day(3)), (NULL, day(4))) v(s, at)) d;
SELECT sentiment.drift(NULL, day(1)) IS NULL AS nothing, (SELECT sentiment.drift(s, at) IS NULL FROM thread WHERE false) AS no_rows;
-- windows: growing, moving and shuffled frames are what the frame would be by itself
CREATE TEMP TABLE long AS
    SELECT i, i % 3 AS g, ((i * 7919) % 21 - 10) / 10.0::float8 AS s, day((i * 37) % 101) AS at FROM generate_series(1, 200) i;
CREATE FUNCTION same_in_window(frame text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE same boolean;
BEGIN
    EXECUTE format('SELECT bool_and(seen = (SELECT sentiment.drift(r.s, r.at) FROM unnest(rows) r))
                      FROM (SELECT sentiment.drift(s, at) OVER f AS seen, array_agg(l) OVER f AS rows FROM long l WINDOW f AS (%s)) x', frame) INTO same;
    RETURN same;
END $$;
SELECT frame, same_in_window(frame) FROM (VALUES
    ('ORDER BY at, i'),
    ('PARTITION BY g ORDER BY at, i ROWS 4 PRECEDING'),
    ('ORDER BY i'),
    ('ORDER BY i ROWS BETWEEN 3 PRECEDING AND 3 FOLLOWING'),
    ('ORDER BY at RANGE ''5 days'' PRECEDING'),
    ('ORDER BY i ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING')) f(frame);
SELECT n, (sentiment.drift(s, at) OVER (ORDER BY at)).first_shift, (sentiment.drift(s, at) OVER (ORDER BY at ROWS 1 PRECEDING)).delta FROM thread ORDER BY n;
-- errors: state, message, detail
\pset format unaligned
\pset tuples_only on
SELECT * FROM error_of($$SELECT sentiment.drift(1.5, now())$$);
SELECT * FROM error_of($$SELECT sentiment.drift('NaN'::float8, now())$$);
SELECT * FROM error_of($$SELECT sentiment.drift('-infinity'::float8, now())$$);
SELECT * FROM error_of($$SELECT sentiment.drift(0.5, 'infinity')$$);
SELECT * FROM error_of($$SELECT sentiment.drift(0.5, at) FROM (VALUES (now()), ('-infinity')) v(at)$$);
DROP FUNCTION same_in_window(text), day(float8);
