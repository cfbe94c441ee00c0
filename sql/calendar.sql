-- Calendars: working days and hours, by the clocks of a zone, worked out by hand.  In 2024 the 1st of January is a Monday.
\pset format unaligned
\pset tuples_only on
SET timezone = 'UTC';
INSERT INTO sentiment.calendar (name) VALUES ('desk');
INSERT INTO sentiment.calendar (name, zone) VALUES ('berlin', 'Europe/Berlin');
INSERT INTO sentiment.calendar VALUES ('new york', 'America/New_York', '08:00', '18:00', '{1,2,3,4,5,6}'),
                                      ('always', 'Europe/Berlin', '00:00', '24:00', '{7,1,2,3,4,5,6}'),
                                      ('sunday', 'UTC', '10:00', '11:00', '{7}');
INSERT INTO sentiment.holiday VALUES ('berlin', '2024-05-01', 'Labour Day'), ('berlin', '2024-05-04', 'a Saturday'), ('new york', '2024-07-04', 'Independence Day');
SELECT * FROM sentiment.calendar WHERE name = 'desk';

CREATE TABLE due_case (n integer PRIMARY KEY, calendar text, start timestamptz, due interval, expected timestamptz);
INSERT INTO due_case VALUES
    -- desk: Monday to Friday, 09:00 to 17:00 UTC, 8 hours a day
    -- Friday evening is Monday 09:00; Monday to Friday are five days, and at 17:00 they are over
    (1, 'desk', '2024-01-05 18:00Z', '5 days', '2024-01-12 17:00Z'),
    -- in working time a day ends at the same time of the next working day
    (2, 'desk', '2024-01-05 16:00Z', '5 days', '2024-01-12 16:00Z'),
    (3, 'desk', '2024-01-08 09:00Z', '1 day', '2024-01-08 17:00Z'),
    -- hours: Wednesday 14:00 has three until it closes, which is when three are due
    (4, 'desk', '2024-01-03 14:00Z', '3 hours', '2024-01-03 17:00Z'),
    (5, 'desk', '2024-01-03 14:00Z', '4 hours', '2024-01-04 10:00Z'),
    -- Saturday is Monday 09:00, and so is what is earlier on Monday, and Friday 17:00
    (6, 'desk', '2024-01-06 12:00Z', '4 hours', '2024-01-08 13:00Z'),
    (7, 'desk', '2024-01-08 07:00Z', '8 hours', '2024-01-08 17:00Z'),
    (8, 'desk', '2024-01-05 17:00Z', '1 minute', '2024-01-08 09:01Z'),
    -- days first: Tuesday 14:00, then three hours on Tuesday and one on Wednesday
    (9, 'desk', '2024-01-08 14:00Z', '1 day 4 hours', '2024-01-10 10:00Z'),
    -- from an opening: Monday is used up, then four hours of Tuesday
    (10, 'desk', '2024-01-08 09:00Z', '1 day 4 hours', '2024-01-09 13:00Z'),
    -- 48 hours are six working days, a week seven; Tuesday is the sixth after Monday, Wednesday the seventh
    (11, 'desk', '2024-01-08 12:00Z', '48 hours', '2024-01-16 12:00Z'),
    (12, 'desk', '2024-01-08 12:00Z', '1 week', '2024-01-17 12:00Z'),
    -- half a second of Friday, and half of Monday
    (13, 'desk', '2024-01-05 16:59:59.5Z', '1 second', '2024-01-08 09:00:00.5Z'),
    (14, 'desk', '2024-01-05 16:59:59.999999Z', '1 microsecond', '2024-01-05 17:00Z'),
    -- Sundays from 10 to 11: the 7th, the 14th, half of the 21st
    (15, 'sunday', '2024-01-01 00:00Z', '150 minutes', '2024-01-21 10:30Z'),
    (16, 'sunday', '2024-01-07 10:30Z', '2 days', '2024-01-21 10:30Z'),
    -- Berlin, in summer two hours before UTC.  Labour Day is a Wednesday.
    -- Tuesday 16:00 has one hour, Thursday the other
    (20, 'berlin', '2024-04-30 14:00Z', '2 hours', '2024-05-02 08:00Z'),
    -- begins on the holiday: all of Thursday
    (21, 'berlin', '2024-05-01 09:00Z', '1 day', '2024-05-02 15:00Z'),
    -- would end on the holiday: Monday 12:00, Tuesday, Thursday
    (22, 'berlin', '2024-04-29 10:00Z', '2 days', '2024-05-02 10:00Z'),
    -- a holiday on a Saturday takes nothing away: Friday 12:00, Monday
    (23, 'berlin', '2024-05-03 10:00Z', '1 day', '2024-05-06 10:00Z'),
    -- clocks go forward on Sunday, 31 March: Friday 16:00 is 15:00 UTC, Monday 16:00 is 14:00 UTC, Monday 10:00 is 08:00 UTC
    (24, 'berlin', '2024-03-29 15:00Z', '1 day', '2024-04-01 14:00Z'),
    (25, 'berlin', '2024-03-29 15:00Z', '2 hours', '2024-04-01 08:00Z'),
    -- and back on Sunday, 27 October: Friday 16:00 is 14:00 UTC, Monday 16:00 is 15:00 UTC
    (26, 'berlin', '2024-10-25 14:00Z', '1 day', '2024-10-28 15:00Z'),
    -- the day is the zone's: Sunday 23:30 UTC is Monday 00:30 in Berlin
    (27, 'berlin', '2024-01-07 23:30Z', '1 hour', '2024-01-08 09:00Z'),
    -- New York, 10 hours a day, also on Saturdays; five hours behind UTC, in summer four
    -- Saturday 17:30, clocks go forward, Monday 08:30
    (30, 'new york', '2024-03-09 22:30Z', '1 hour', '2024-03-11 12:30Z'),
    -- Saturday 12:00, clocks go back, Monday 12:00
    (31, 'new york', '2024-11-02 16:00Z', '1 day', '2024-11-04 17:00Z'),
    -- Wednesday evening, Thursday is a holiday, Friday 18:00
    (32, 'new york', '2024-07-03 22:00Z', '10 hours', '2024-07-05 22:00Z'),
    -- round the clock in Berlin: hours are hours, also in nights when clocks change
    (40, 'always', '2024-03-31 00:30Z', '4 hours', '2024-03-31 04:30Z'),
    (41, 'always', '2024-10-26 10:00Z', '48 hours', '2024-10-28 10:00Z'),
    -- from the first 02:30 of the night to the second 02:00
    (42, 'always', '2024-10-27 00:30Z', '30 minutes', '2024-10-27 01:00Z'),
    -- and days are by the clock: Saturday 14:00 to Sunday 14:00 takes 23 hours, Sunday in October 25
    (43, 'always', '2024-03-30 13:00Z', '1 day', '2024-03-31 12:00Z'),
    (44, 'always', '2024-10-26 22:00Z', '1 day', '2024-10-27 23:00Z'),
    -- no calendar: days of 24 hours, also when clocks change in the session's zone
    (50, NULL, '2024-01-05 18:00Z', '48 hours', '2024-01-07 18:00Z'),
    (51, NULL, '2024-01-05 18:00Z', '5 days', '2024-01-10 18:00Z'),
    (52, NULL, '2024-03-30 13:00Z', '1 day 1 hour', '2024-03-31 14:00Z'),
    (53, NULL, '2024-01-31 18:00Z', '1 month', '2024-02-29 18:00Z');
SELECT *, sentiment.due_at(start, due, calendar) FROM due_case WHERE sentiment.due_at(start, due, calendar) IS DISTINCT FROM expected ORDER BY n;
SELECT count(*) FROM due_case WHERE calendar IS NULL AND sentiment.due_at(start, due) = expected;
-- the session's zone does not matter
SET timezone = 'Europe/Berlin';
SELECT n FROM due_case WHERE sentiment.due_at(start, due, calendar) IS DISTINCT FROM expected ORDER BY n;
SET timezone = 'Pacific/Auckland';
SELECT n FROM due_case WHERE sentiment.due_at(start, due, calendar) IS DISTINCT FROM expected ORDER BY n;
SET timezone = 'UTC';
SELECT sentiment.due_at(NULL, '1 day', 'desk') IS NULL, sentiment.due_at(now(), NULL, 'desk') IS NULL,
       sentiment.due_at(NULL, '1 day') IS NULL, sentiment.due_at(NULL, '1 day', NULL) IS NULL;

-- Another way to count: five minutes after another, those that begin in working time.  Three weeks in which clocks go back, in
-- Berlin on 27 October and in New York on 3 November, with holidays; whole days have as many hours as the calendar is open.
INSERT INTO sentiment.holiday VALUES ('berlin', '2024-10-31'), ('berlin', '2024-11-01'), ('new york', '2024-11-04'), ('desk', '2024-10-29');
CREATE TABLE due_random AS
    SELECT i, c.name AS calendar, c.zone, c.opens, c.closes, c.working_days,
           '2024-10-21 00:00Z'::timestamptz + (i * 7919 % 6048) * interval '5 minutes' AS start,
           1 + i * 389 % 300 AS steps
      FROM generate_series(1, 60) i, sentiment.calendar c WHERE c.name <> 'sunday';
SELECT r.*
  FROM (SELECT r.*, sentiment.due_at(start, steps * interval '5 minutes', calendar) AS due_at,
               (SELECT m + interval '5 minutes'
                  FROM generate_series(start, start + interval '14 days', '5 minutes') m
                 WHERE (m AT TIME ZONE zone)::time >= opens AND (m AT TIME ZONE zone)::time < closes
                   AND extract(isodow FROM m AT TIME ZONE zone) = ANY (working_days)
                   AND (m AT TIME ZONE zone)::date NOT IN (SELECT h.day FROM sentiment.holiday h WHERE h.calendar = r.calendar)
                 ORDER BY m LIMIT 1 OFFSET steps - 1) AS counted
          FROM due_random r) r
 WHERE due_at IS DISTINCT FROM counted ORDER BY calendar, i;
SELECT count(*) FROM due_random r CROSS JOIN generate_series(1, 4) days
 WHERE calendar <> 'always'
   AND sentiment.due_at(start, make_interval(days => days), calendar) <> sentiment.due_at(start, days * (closes - opens), calendar);
-- what begins later is not due earlier, nor what may take less time due later
SELECT count(*) FROM (
    SELECT calendar, due_at < lag(due_at) OVER (PARTITION BY calendar, due ORDER BY start) AS is_earlier
      FROM (SELECT calendar, start, due, sentiment.due_at(start, due, calendar) AS due_at
              FROM due_random, unnest(ARRAY['5 minutes', '8 hours', '1 day', '3 days 2 hours']::interval[]) due
             WHERE calendar <> 'always' OR due < '1 day') d) d WHERE is_earlier;
SELECT count(*) FROM (
    SELECT due_at <= lag(due_at) OVER (PARTITION BY calendar, start ORDER BY n) AS is_not_later
      FROM (SELECT calendar, start, n, sentiment.due_at(start, n * interval '1 hour', calendar) AS due_at
              FROM due_random, generate_series(1, 12) n) d) d WHERE is_not_later;

-- what is refused, and why
SELECT * FROM error_of($$INSERT INTO sentiment.calendar (name, zone) VALUES ('x', 'Berlin')$$);
SELECT state FROM error_of($$UPDATE sentiment.calendar SET zone = 'UTC+2'$$);
SELECT state, message FROM error_of($$INSERT INTO sentiment.calendar (name, opens, closes) VALUES ('x', '17:00', '09:00')$$);
SELECT state, message FROM error_of($$INSERT INTO sentiment.calendar (name, working_days) VALUES ('x', '{}')$$);
SELECT state, message FROM error_of($$INSERT INTO sentiment.calendar (name, working_days) VALUES ('x', '{0,1}')$$);
SELECT state, message FROM error_of($$INSERT INTO sentiment.calendar (name, working_days) VALUES ('x', '{1,NULL}')$$);
SELECT state, message FROM error_of($$INSERT INTO sentiment.holiday VALUES ('nowhere', '2024-05-01')$$);
SELECT state, message FROM error_of($$INSERT INTO sentiment.holiday VALUES ('berlin', 'infinity')$$);
SELECT * FROM error_of($$SELECT sentiment.due_at(now(), '1 day', 'nowhere')$$);
SELECT * FROM error_of($$SELECT sentiment.due_at(now(), '1 month 2 days', 'desk')$$);
SELECT * FROM error_of($$SELECT sentiment.due_at(now(), '0', 'desk')$$);
SELECT state, message FROM error_of($$SELECT sentiment.due_at(now(), '2 days -1 hour', 'desk')$$);
SELECT state, message FROM error_of($$SELECT sentiment.due_at(now(), '-1 days 48 hours', 'desk')$$);
SELECT * FROM error_of($$SELECT sentiment.due_at('infinity', '1 day', 'desk')$$);
SELECT * FROM error_of($$SELECT sentiment.due_at(now(), '0')$$);
-- a month less 30 days: nothing is left of a February
SELECT state, message FROM error_of($$SELECT sentiment.due_at('2024-02-01 00:00Z', '1 month -30 days', NULL)$$);
SELECT * FROM error_of($$SELECT sentiment.due_at('-infinity', '1 day')$$);
-- no working time in reach ends with an error, and what lies beyond thousands of holidays is found
INSERT INTO sentiment.holiday SELECT 'sunday', day FROM generate_series('2024-01-07'::date, '2123-12-31', '7 days') day;
SELECT state, message FROM error_of($$SELECT sentiment.due_at('2024-01-01 00:00Z', '1 hour', 'sunday')$$);
DELETE FROM sentiment.holiday WHERE calendar = 'sunday' AND day >= '2100-01-01';
SELECT sentiment.due_at('2024-01-01 00:00Z', '1 hour', 'sunday');
SELECT state, message FROM error_of($$SELECT sentiment.due_at('2024-01-01 00:00Z', '1000000 days', 'desk')$$);
-- holidays follow their calendar
UPDATE sentiment.calendar SET name = 'munich' WHERE name = 'berlin';
SELECT count(*) FROM sentiment.holiday WHERE calendar = 'munich';
DELETE FROM sentiment.calendar;
SELECT count(*) FROM sentiment.holiday;
DROP TABLE due_case, due_random;
