-- The zone of days, weeks and months: one for everybody, and the rollup follows it
SELECT zone, sentiment.zone() FROM sentiment.setting;
SELECT sentiment.day('2024-03-31 22:30+00'), sentiment.week(timestamptz '2024-03-31 22:30+00'), sentiment.month(timestamptz '2024-03-31 22:30+00');
CREATE TABLE message (id integer PRIMARY KEY, account text, sent_at timestamptz, body text);
SELECT sentiment.track('message', text => 'body', account => 'account', at => 'sent_at', key => 'id');
-- by the zones of PostgreSQL itself
CREATE VIEW direct AS
    SELECT account, (at AT TIME ZONE sentiment.zone())::date AS day, topic, sentiment.tally(score, at) AS tally
      FROM sentiment.judged GROUP BY 1, 2, 3;
CREATE VIEW rolled AS SELECT account, day, topic, sentiment.rollup(tally) AS tally FROM sentiment.mention_day GROUP BY 1, 2, 3;
CREATE FUNCTION differences() RETURNS bigint LANGUAGE sql BEGIN ATOMIC
    SELECT (SELECT count(*) FROM (TABLE direct EXCEPT ALL TABLE rolled) missing) + (SELECT count(*) FROM (TABLE rolled EXCEPT ALL TABLE direct) surplus);
END;
-- the last half hour, and the first of the next day, when the clocks of Berlin change: 23 and 25 hours long
INSERT INTO message SELECT row_number() OVER (ORDER BY at), 'acme', at AT TIME ZONE 'Europe/Berlin', 'Great pricing!'
  FROM unnest(ARRAY['2024-03-30 23:30', '2024-03-31 00:30', '2024-03-31 23:30', '2024-04-01 00:30',
                    '2024-10-26 23:30', '2024-10-27 00:30', '2024-10-27 23:30', '2024-10-28 00:30']::timestamp[]) at;
SELECT day, sentiment.n(rollup) FROM (SELECT day, sentiment.rollup(tally) FROM sentiment.mention_day WHERE topic IS NULL GROUP BY day) d ORDER BY day;
CALL sentiment.roll_up();
SELECT differences(), (SELECT count(*) FROM sentiment.rollup_day WHERE topic IS NULL) AS stored;
UPDATE sentiment.setting SET zone = 'europe/berlin';
SELECT zone, sentiment.zone(), (SELECT count(*) FROM sentiment.rollup_day) AS stored, differences() FROM sentiment.setting;
SELECT day, sentiment.n(rollup) FROM (SELECT day, sentiment.rollup(tally) FROM sentiment.mention_day WHERE topic IS NULL GROUP BY day) d ORDER BY day;
SELECT account, week, n FROM sentiment.account_week ORDER BY week;
CALL sentiment.roll_up();
SELECT differences(), (SELECT count(*) FROM sentiment.rollup_day WHERE topic IS NULL) AS stored, (SELECT count(*) FROM sentiment.rollup_fresh_row) AS fresh;
-- what goes or changes on such a day is read again with the rest of it, and nothing else is
DELETE FROM message WHERE id = 4;
UPDATE message SET sent_at = '2024-10-27 23:15+01' WHERE id = 8;
SELECT differences(), (SELECT string_agg(DISTINCT day::text, ', ' ORDER BY day::text) FROM sentiment.rollup_stale_day) AS stale FROM rolled LIMIT 1;
SELECT day, sentiment.n(rollup) FROM (SELECT day, sentiment.rollup(tally) FROM sentiment.mention_day WHERE topic IS NULL GROUP BY day) d ORDER BY day;
CALL sentiment.roll_up();
-- the same zone again, or a session's zone, changes nothing
UPDATE sentiment.setting SET zone = 'Europe/Berlin';
SET timezone = 'Pacific/Kiritimati';
SELECT differences(), (SELECT count(*) FROM sentiment.rollup_fresh_row) AS fresh, sentiment.day('2024-03-31 21:30+00'), sentiment.day('2024-03-31 22:00+00');
RESET timezone;
-- where a day begins twice, or not at midnight, and west and east of everybody; each hour of two years as PostgreSQL itself says
CREATE TABLE hour AS SELECT timestamptz '2023-12-31 00:15+00' + i * interval '30 minutes' AS at FROM generate_series(0, 40000) i;
DO $$
DECLARE
    name text;
    n bigint;
BEGIN
    FOREACH name IN ARRAY ARRAY['America/Havana', 'Africa/Cairo', 'Pacific/Kiritimati', 'Etc/GMT+12', 'Asia/Kathmandu', 'Australia/Lord_Howe'] LOOP
        UPDATE sentiment.setting SET zone = name;
        SELECT count(*) INTO n FROM hour
         WHERE sentiment.day(at) <> (at AT TIME ZONE name)::date
            OR sentiment.week(at) <> date_trunc('week', at AT TIME ZONE name)::date OR sentiment.month(at) <> date_trunc('month', at AT TIME ZONE name)::date;
        RAISE NOTICE '%: % differences', name, n;
    END LOOP;
END $$;
-- messages of the hour that comes twice on a day of Havana, one of which goes after the day was stored
UPDATE sentiment.setting SET zone = 'America/Havana';
INSERT INTO message SELECT 20 + i, 'beta', timestamptz '2024-11-03 03:30+00' + i * interval '1 hour', 'Great pricing!' FROM generate_series(0, 3) i;
CALL sentiment.roll_up();
DELETE FROM message WHERE id = 22;
SELECT differences();
SELECT day, sentiment.n(rollup) FROM (SELECT day, sentiment.rollup(tally) FROM sentiment.mention_day WHERE topic IS NULL AND account = 'beta' GROUP BY day) d ORDER BY day;
-- no end of time is a day of the calendar
SELECT sentiment.day('infinity'), sentiment.day('-infinity'), sentiment.day(NULL) IS NULL AS of_nothing, sentiment.day('4713-01-02 00:00+00 BC');
-- what is no zone
\pset format unaligned
\pset tuples_only on
SELECT * FROM error_of($$UPDATE sentiment.setting SET zone = 'Berlin'$$);
SELECT * FROM error_of($$UPDATE sentiment.setting SET zone = 'New York'$$);
SELECT * FROM error_of($$UPDATE sentiment.setting SET zone = 'UTC+2'$$);
SELECT * FROM error_of($$UPDATE sentiment.setting SET zone = ''$$);
SELECT state, message FROM error_of($$UPDATE sentiment.setting SET zone = NULL$$);
SELECT state, message FROM error_of($$UPDATE sentiment.setting SET is_only = false$$);
\pset tuples_only off
\pset format aligned
-- a new row takes the place of the one that is there, as when a dump is restored; without any it is UTC
INSERT INTO sentiment.setting (zone) VALUES ('Asia/Tokyo');
SELECT zone FROM sentiment.setting;
DELETE FROM sentiment.setting;
SELECT sentiment.zone(), sentiment.day('2024-03-31 22:30+00'), differences();
INSERT INTO sentiment.setting (zone) VALUES ('UTC');
SELECT operation, old_row ->> 'zone' AS before, new_row ->> 'zone' AS after FROM sentiment.config_history WHERE table_name = 'setting' ORDER BY id DESC LIMIT 4;
-- Times without a zone are of the zone that their source was tracked with; triggers and refresh() read them alike.
SELECT sentiment.untrack('message');
UPDATE sentiment.setting SET zone = 'Europe/Berlin';
CREATE TABLE berlin (id integer PRIMARY KEY, account text, at timestamp, body text);
CREATE TABLE havana (id integer PRIMARY KEY, account text, at date, body text);
-- a name that is an abbreviation, too, where the server has it
SELECT CASE WHEN EXISTS (SELECT FROM pg_timezone_names WHERE name = 'CET') THEN 'CET' ELSE 'Europe/Brussels' END AS cet \gset
CREATE TABLE cet (id integer PRIMARY KEY, account text, at timestamp, body text);
SELECT sentiment.track('berlin', text => 'body', account => 'account', at => 'at', key => 'id'),
       sentiment.track('havana', text => 'body', account => 'account', at => 'at', key => 'id', zone => 'america/havana'),
       sentiment.track('cet', text => 'body', account => 'account', at => 'at', key => 'id', zone => :'cet');
SELECT name, zone FROM sentiment.source WHERE name <> 'public.cet' ORDER BY name;
UPDATE sentiment.setting SET zone = 'UTC';
SET timezone = 'Pacific/Kiritimati';
-- winter, summer, and times that the clock skips and repeats
CREATE TABLE local AS SELECT n, at FROM unnest(ARRAY['2024-01-15 12:00', '2024-07-15 12:00', '2024-03-31 02:30', '2024-10-27 02:30', '2024-10-27 03:00']::timestamp[]) WITH ORDINALITY t(at, n);
INSERT INTO berlin SELECT n, 'acme', at, 'Great pricing!' FROM local;
INSERT INTO cet SELECT n, 'acme', at, 'Great pricing!' FROM local;
INSERT INTO havana VALUES (1, 'acme', '2024-01-15', 'Great pricing!'), (2, 'acme', '2024-03-10', 'Great pricing!'), (3, 'acme', '2024-11-03', 'Great pricing!');
ALTER TABLE berlin DISABLE TRIGGER ALL;
ALTER TABLE havana DISABLE TRIGGER ALL;
INSERT INTO berlin SELECT n + 10, 'acme', at, 'Great pricing!' FROM local;
INSERT INTO havana SELECT id + 10, account, at, body FROM havana;
ALTER TABLE berlin ENABLE TRIGGER ALL;
ALTER TABLE havana ENABLE TRIGGER ALL;
SET timezone = 'America/Los_Angeles';
CALL sentiment.refresh();
SELECT source, rows_read, rows_scored, rows_moved, rows_deleted FROM sentiment.refresh_progress ORDER BY source;
RESET timezone;
SELECT key, at AT TIME ZONE 'UTC' AS at FROM sentiment.interaction WHERE source = 'public.berlin' ORDER BY length(key), key;
SELECT key, at AT TIME ZONE 'UTC' AS at FROM sentiment.interaction WHERE source = 'public.havana' ORDER BY length(key), key;
-- the zone CET, which has summers; the abbreviation has none
SELECT key, at AT TIME ZONE 'UTC' AS at FROM sentiment.interaction WHERE source = 'public.cet' ORDER BY key;
-- a day is itself where day() is of the same zone
UPDATE sentiment.setting SET zone = 'America/Havana';
SELECT count(*), count(*) FILTER (WHERE sentiment.day(i.at) = h.at) AS same FROM sentiment.interaction i JOIN havana h ON h.id::text = i.key WHERE source = 'public.havana';
UPDATE sentiment.setting SET zone = 'UTC';
-- another zone for a source: nothing is scored again
UPDATE sentiment.source SET zone = 'UTC' WHERE name = 'public.berlin';
CALL sentiment.refresh('berlin');
SELECT rows_read, rows_scored, rows_moved FROM sentiment.refresh_progress WHERE source = 'public.berlin';
INSERT INTO berlin VALUES (20, 'acme', '2024-07-15 12:00', 'Great pricing!');
SELECT key, at AT TIME ZONE 'UTC' AS at FROM sentiment.interaction WHERE key IN ('2', '12', '20') AND source = 'public.berlin' ORDER BY key;
-- what is no time, or none that can be stored
INSERT INTO havana VALUES (30, 'acme', 'infinity', 'Great pricing!'), (31, 'acme', '300000-01-01', 'Great pricing!'), (32, 'acme', NULL, 'Great pricing!');
CALL sentiment.refresh('havana');
SELECT source, problem, n, key FROM sentiment.source_problem WHERE source = 'public.havana';
SELECT count(*) FROM sentiment.mention WHERE source = 'public.havana' AND topic IS NULL;
-- local times of a dimension
CREATE TABLE ticket (id integer PRIMARY KEY, opened timestamp, closed timestamptz);
INSERT INTO ticket VALUES (1, '2024-07-15 12:00', '2024-07-15 12:00+00');
SELECT sentiment.dimension('ticket', 'ticket', key => 'id', columns => '{"opened_at": "opened", "resolved_at": "closed"}', zone => 'Europe/Berlin');
INSERT INTO ticket VALUES (2, '2024-01-15 12:00', 'infinity');
SELECT ticket, opened_at AT TIME ZONE 'UTC' AS opened_at, resolved_at AT TIME ZONE 'UTC' AS resolved_at FROM sentiment.ticket ORDER BY ticket;
SELECT * FROM error_of($$SELECT sentiment.track('message', text => 'body', account => 'account', at => 'sent_at', key => 'id', zone => 'PST8')$$);
SELECT sentiment.drop_dimension('public.ticket'), sentiment.untrack('berlin'), sentiment.untrack('havana'), sentiment.untrack('cet');
DELETE FROM sentiment.ticket;
DROP FUNCTION differences();
DROP VIEW direct, rolled;
DROP TABLE message, hour, local, berlin, havana, cet, ticket;
DELETE FROM sentiment.config_history;
CALL sentiment.roll_up();
