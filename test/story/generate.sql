-- generate.sql - years of tickets with planted stories, in a schema of its own; README.md has the variables
--
-- Every choice is a hash of the seed, a purpose and what it is about: the same rows on every machine and version of PostgreSQL.
\set ON_ERROR_STOP on
\set QUIET on
\if :{?seed} \else \set seed 1 \endif
\if :{?accounts} \else \set accounts 300 \endif
\if :{?months} \else \set months 24 \endif
\if :{?tickets} \else \set tickets 6 \endif
\if :{?until} \else \set until 2026-01-01 \endif
SET client_min_messages = warning;
SET timezone = 'UTC';
SET jit = off;
BEGIN;
\ir schema.sql
\ir script.sql
\ir pool.sql

-- draw(n, purpose, a, b) - 0 to n - 1.  The purpose goes through md5: PostgreSQL's hashes of text depend on the order of bytes, those of integers do not.
CREATE FUNCTION story.draw(n bigint, purpose text, a bigint, b bigint DEFAULT 0) RETURNS bigint LANGUAGE sql IMMUTABLE
    RETURN (hashint8extended(b, hashint8extended(a, hashint8extended(('x' || md5(purpose))::bit(64)::bigint, :seed))) & 9223372036854775807) % n;

CREATE TEMP TABLE span (accounts integer CONSTRAINT "at least 20 accounts" CHECK (accounts >= 20), first_day date, until date,
                        days integer GENERATED ALWAYS AS (until - first_day) STORED CONSTRAINT "at least 6 months" CHECK (until - first_day > 180));
INSERT INTO span VALUES (:accounts, :'until'::date - make_interval(months => :months), :'until');

-- working days are counted; a month beyond the end, for what is still on its way
CREATE TEMP TABLE calendar AS
SELECT *, (sum(is_working::integer) OVER (ORDER BY day))::integer AS work_day
  FROM (SELECT d::date AS day, extract(isodow FROM d)::integer AS weekday,
               extract(isodow FROM d) < 6 AND to_char(d, 'MM-DD') NOT IN ('01-01', '05-01', '12-24', '12-25', '12-26', '12-31') AS is_working
          FROM span, generate_series(first_day::timestamp, until + 60, '1 day') d) c;

-- ---- accounts: who befalls what, and when ----

-- Stories need some time before them (a normal range) and after (what came of it).
CREATE TEMP TABLE cast_member AS
WITH rank AS (
    SELECT id, row_number() OVER (ORDER BY story.draw(1000000, 'cast', id), id) AS n FROM generate_series(1, :accounts) id
), part AS (
    SELECT *, sum(size) OVER (ORDER BY story COLLATE "C") - size AS skip
      FROM (SELECT *, greatest(least, share * :accounts / 1000) AS size FROM script) s
), free AS (
    SELECT first_day, least(120, days * 30 / 100) AS lead, days - least(120, days * 30 / 100) - 110 AS days FROM span
)
SELECT id AS account, p.story, manner, tier, segment, s.day AS start_day, s.day + p.days AS end_day,
       s.day + notice - 7 + story.draw(14, 'notice', id)::integer AS noticed_at, fates[1 + (r.n - skip - 1) % cardinality(fates)] AS fate
  FROM rank r JOIN part p ON r.n > skip AND r.n <= skip + size, free,
       LATERAL (SELECT first_day + lead + coalesce(start * free.days / 1000 + story.draw(4, 'start', id),
                                                   story.draw(free.days, 'start', id))::integer AS day) s;

CREATE TEMP TABLE person AS
SELECT id AS account, c.story, coalesce(c.manner, 'plain') AS manner, c.fate, c.start_day, c.noticed_at,
       (SELECT sector FROM (SELECT sector, row_number() OVER (ORDER BY sector COLLATE "C") AS n, count(*) OVER () AS size FROM (SELECT DISTINCT sector FROM pool) d) s
         WHERE CASE WHEN c.manner = 'technical' THEN sector = 'software' ELSE s.n = 1 + story.draw(size, 'sector', id) END) AS sector,
       coalesce(c.tier, CASE WHEN story.draw(100, 'tier', id) < 70 THEN 'standard' ELSE 'premium' END) AS tier,
       coalesce(c.segment, CASE WHEN story.draw(100, 'segment', id) < 50 THEN 'small' WHEN story.draw(100, 'segment', id) < 85 THEN 'middle' ELSE 'large' END) AS segment,
       CASE WHEN c.fate IN ('churned', 'downgraded') THEN c.noticed_at + 60
            WHEN c.fate IS NOT NULL THEN c.noticed_at + 30
            ELSE until + story.draw(365, 'renewal', id)::integer END AS renewal_at,
       CASE WHEN c.fate = 'churned' THEN least(c.noticed_at + 60, until) ELSE until END AS last_day,  -- first day without a message
       20 + 2 * story.draw(80, 'mood', id) AS mood
  FROM generate_series(1, :accounts) id LEFT JOIN cast_member c ON c.account = id, span;
ALTER TABLE person ADD PRIMARY KEY (account);
ANALYZE person;

-- Usage goes its own way, and health follows it: where people are let down but go on working, both stay green.
INSERT INTO story.account
SELECT account, 'Account ' || lpad(account::text, 3, '0'), sector, tier, segment,
       1000 * (CASE segment WHEN 'small' THEN 5 WHEN 'middle' THEN 30 ELSE 120 END + story.draw(CASE segment WHEN 'small' THEN 10 WHEN 'middle' THEN 50 ELSE 200 END, 'arr', account)),
       CASE WHEN fate IN ('renewed', 'expanded') THEN renewal_at + 365 * ((:'until'::date - renewal_at) / 365 + 1) ELSE renewal_at END, 0, 0, 0
  FROM person;
INSERT INTO story.account_month
SELECT account, month, least(100, 10 + usage * 9 / 10), usage, least(100, nps)
  FROM (SELECT account, m::date AS month,
               (70 + story.draw(20, 'usage', account) + story.draw(9, 'usage of month', account, m::date - '2000-01-01'))::integer
               - CASE WHEN manner = 'leaving' AND m > start_day THEN least(25, (m::date - start_day) / 5) ELSE 0 END AS usage,
               (20 + mood / 8 + story.draw(11, 'nps', account, m::date - '2000-01-01'))::integer + CASE manner WHEN 'unseen' THEN 20 ELSE 0 END AS nps
          FROM person, span, generate_series(date_trunc('month', first_day::timestamp), last_day - 1, '1 month') m) x;
UPDATE story.account a SET health = m.health, usage = m.usage, nps = m.nps
  FROM (SELECT DISTINCT ON (account) * FROM story.account_month ORDER BY account, month DESC) m WHERE m.account = a.id;

-- ten numbers for each account: champion, executive, one or two admins, two to six users; staff after them
INSERT INTO story.contact
SELECT account * 10 + n - 1, account, 'Contact ' || account * 10 + n - 1, CASE n WHEN 1 THEN 'champion' WHEN 2 THEN 'executive' WHEN 3 THEN 'admin' WHEN 4 THEN 'admin' ELSE 'user' END, true
  FROM person, generate_series(1, 10) n
 WHERE n IN (1, 2, 3, 5, 6) OR n <= CASE segment WHEN 'small' THEN 0 WHEN 'middle' THEN 8 ELSE 10 END
UNION ALL
SELECT n, NULL, 'Agent ' || n, 'agent', false FROM generate_series(1, 9) n;

INSERT INTO story.outcome
SELECT account, fate, noticed_at FROM person, span WHERE fate IS NOT NULL AND noticed_at < until
UNION ALL       -- the others renew once a year, or take more
SELECT account, CASE WHEN story.draw(100, 'fate', account, y) < 12 THEN 'expanded' ELSE 'renewed' END, day
  FROM person, span, generate_series(1, 10) y, LATERAL (SELECT renewal_at - y * 365 - 30 AS day) d
 WHERE fate IS NULL AND day >= first_day AND day < until;

INSERT INTO story.planted
SELECT story, account, start_day, end_day, topic, expected, start_day + latest FROM cast_member JOIN expectation USING (story);

-- the phases of each account, in days of the calendar
CREATE TEMP TABLE act AS
SELECT account, topic, c.start_day + from_day AS from_day, c.start_day + to_day AS to_day, mood_from, mood_to, load, share, wait
  FROM cast_member c JOIN phase USING (story)
 WHERE whom IN ('all', CASE WHEN fate IN ('churned', 'downgraded') THEN 'leaving' ELSE 'staying' END);
CREATE INDEX ON act (account);
ANALYZE act;
ANALYZE calendar;

\ir ticket.sql
\ir message.sql
COMMIT;
ANALYZE;
