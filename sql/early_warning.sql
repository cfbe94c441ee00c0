-- Early warnings, told as stories of customers.  Scores are written by hand, so that what a rule must see can be worked out:
-- on the scale of 0 to 1 a score of 0.3 is 0.65.  All of it happens in 2024, in UTC.
CREATE PROCEDURE every_evening(first date, last date) LANGUAGE plpgsql AS $$
BEGIN
    FOR n IN 0 .. last - first LOOP
        CALL sentiment.evaluate((first + n + time '18:00') AT TIME ZONE 'UTC');
    END LOOP;
END $$;

-- 1. Down 25 % in 30 days.  All wrote every third day, eight times in March and eight times in April.
-- From 0.65 to 0.50 is 23.1 % down, to 0.48 it is 26.2 %; 0.5 to 0.375, 0.8 to 0.6 and 0.64 to 0.48 are a quarter exactly.
SELECT watch('fell 25 %', 'account', 'relative_change', '<=', -0.25, -0.1, period => '30 days');
UPDATE sentiment.rule SET min_n = 5;
CREATE FUNCTION march_and_april(account text, VARIADIC scores float8[]) RETURNS bigint LANGUAGE sql AS $$
    -- the first half of the scores in turns in March, the second in April
    SELECT count(hear(account, (d + time '12:00') AT TIME ZONE 'UTC', scores[1 + cardinality(scores) / 2 * (m - 3) + n % (cardinality(scores) / 2)]))
      FROM generate_series(3, 4) m, generate_series(0, 7) n, LATERAL (SELECT make_date(2024, m, 4) + 3 * n) day (d);
$$;
SELECT march_and_april('to 0.50', 0.3, 0), march_and_april('to 0.48', 0.3, -0.04), march_and_april('quarter', 0, -0.25),
       march_and_april('quarter of 0.8', 0.6, 0.2), march_and_april('quarter of 0.64', 0.28, -0.04);
-- Loud accounts: from 0.3 to -0.04 on average, as above.  Scores 0.6 around the mean in March and 0.64 in April leave, of eight each, a
-- standard error of the change of sqrt(0.36 / 7 + 0.4096 / 7) = 0.33: that is nearly all of the 0.34.  Scores 0.1 around it leave 0.053.
SELECT march_and_april('loud', 0.9, -0.3, 0.6, -0.68), march_and_april('clear', 0.4, 0.2, 0.06, -0.14);
-- one that begins at the bottom of the scale has nothing to lose, and one that rises is no worry
SELECT march_and_april('bottom', -1, -1), march_and_april('rises', -0.3, 0.6);
-- one of whom little was heard in April: four times is not five
SELECT count(hear('quiet', d, 0.3)) FROM generate_series('2024-03-04 12:00Z', '2024-03-25 12:00Z', interval '3 days') d;
SELECT count(hear('quiet', d, -0.9)) FROM generate_series('2024-04-04 12:00Z', '2024-04-13 12:00Z', interval '3 days') d;
CALL sentiment.evaluate('2024-04-30 18:00Z');
SELECT * FROM told;

-- 2. The same numbers, and then silence: it neither recovers nor changes; after more than 14 days it is stale.  The last words are of April 25.
CALL every_evening('2024-05-01', '2024-05-09');
SELECT count(*) FROM told WHERE day <> 'Apr 30';
CALL every_evening('2024-05-10', '2024-05-12');
SELECT day, edge, count(*) FROM told WHERE day <> 'Apr 30' GROUP BY day, edge;
DROP FUNCTION march_and_april(text, float8[]);

-- 3. A slow slide: from 0.3 to -0.4 within six weeks, a sixtieth each day from February 1, one message a day; before, 0.3 for 84 days.
-- The trend of 21 days is -0.01 a day or steeper on the 12th day of the slide, when the mood is still at 0.1.  The mean of 14 days is down by
-- 0.1905 on the 19th day (0.1798 on the 18th), at -0.017.  That of 42 days is down by 0.4 on the 45th (0.3893 on the 44th), when all is lost.
CALL new_story();
SELECT watch('trend', 'account', 'trend', '<=', -0.01, 0, period => '21 days'),
       watch('two weeks', 'account', 'drop', '>=', 0.19, 0.05, period => '14 days'),
       watch('six weeks', 'account', 'drop', '>=', 0.4, 0.2, period => '42 days');
SELECT count(hear('slide', timestamptz '2024-01-31 12:00Z' + k * interval '1 day', 0.3 - greatest(0, least(k, 42)) / 60.0)) FROM generate_series(-83, 50) k;
CALL every_evening('2024-01-25', '2024-03-20');
SELECT day, rule, edge FROM told;

-- 4. The champion and the junior.  One message of the champion's below -0.3 is enough, -0.3 itself is not; a junior may write what he likes.
CALL new_story();
SELECT watch('sponsor', 'person', 'score', '<', -0.3, 0), watch('champions'' mood', 'account', 'mean', '<', -0.3, 0, period => '30 days');
UPDATE sentiment.rule SET contact_role = '{champion,executive}', severity = 'critical';
SELECT hear('acme', '2024-03-04 09:00Z', -0.9, author => 'joe', contact_role => 'junior'),
       hear('acme', '2024-03-04 10:00Z', -0.31, author => 'cleo', contact_role => 'champion'),
       hear('acme', '2024-03-04 11:00Z', -0.3, author => 'eva', contact_role => 'executive'),
       hear('acme', '2024-03-04 12:00Z', -0.9, contact_role => 'champion');  -- who that was nobody knows
CALL sentiment.evaluate('2024-03-04 18:00Z');
SELECT a.rule, a.account, a.author, a.severity, a.value FROM sentiment.alert a ORDER BY 1;
-- forty tickets of the junior's do not move what the champions say: (-0.31 - 0.3 - 0.9) / 3
SELECT count(hear('acme', timestamptz '2024-03-05 09:00Z' + n * interval '1 minute', -0.95, ticket => 'J-' || n, author => 'joe', contact_role => 'junior')) FROM generate_series(1, 40) n;
CALL sentiment.evaluate('2024-03-05 18:00Z');
SELECT rule, subject, round(value::numeric, 4) AS value, n FROM sentiment.observe('2024-03-05 18:00Z', '{acme}', '{}', false, false) ORDER BY rule COLLATE "C", subject COLLATE "C";
SELECT count(*) FROM sentiment.alert;
-- the champion is content again, and that closes it: whatever the junior says
SELECT hear('acme', '2024-03-06 09:00Z', 0.1, author => 'cleo', contact_role => 'champion'), hear('acme', '2024-03-06 10:00Z', -0.95, author => 'joe', contact_role => 'junior');
CALL sentiment.evaluate('2024-03-06 18:00Z');
SELECT day, rule, subject, edge, value FROM told WHERE day = 'Mar 06';

-- 5. Within a ticket.  A turn is what a customer writes until an agent answers.
CALL new_story();
SELECT sentiment.track('said_by_hand', text => 'body', account => 'account', at => 'sent_at', key => 'id', ticket => 'ticket', is_customer => 'is_customer');
SELECT count(*) FROM sentiment.starter_rules();
DELETE FROM sentiment.rule WHERE scope <> 'ticket';
SELECT watch('ever worse', 'ticket', 'worsening_turns', '>=', 3, 0), watch('angry after all', 'ticket', 'score', '<', -0.3, 0);
UPDATE sentiment.rule SET stage = '{post_resolution}' WHERE name = 'angry after all';
-- a thread: one score after the other, an hour apart; NULL is an agent's answer
CREATE FUNCTION thread(ticket text, VARIADIC scores float8[]) RETURNS bigint LANGUAGE sql AS $$
    SELECT count(hear('acme', timestamptz '2024-03-04 09:00Z' + n * interval '1 hour', score, ticket => ticket, is_customer => score IS NOT NULL)) FROM unnest(scores) WITH ORDINALITY t (score, n);
$$;
SELECT thread('turns hostile', 0.1, NULL, 0.2, NULL, -0.75),
       thread('hot from the start', -0.8, NULL, -0.6),
       thread('hot in two messages', 0.2, -0.9, NULL, -0.5),         -- one turn, before anybody has answered; its mean is -0.35
       thread('answer made it worse', 0.4, 0, NULL, -0.3),           -- 0.2, then -0.3
       thread('answer made it worse, too', 0.7, NULL, 0.2),          -- 0.5 exactly, whatever doubles make of it
       thread('answer nearly made it worse', 0.2, NULL, -0.2, -0.39),-- the second turn is -0.295
       thread('ever worse', 0.3, NULL, 0.15, NULL, 0, NULL, -0.15),
       thread('hardly worse', 0.3, NULL, 0.2, NULL, 0.1, NULL, 0),   -- each by 0.1, which two readers differ by
       thread('worse and better', 0.3, NULL, 0.15, NULL, 0.25, NULL, 0.1, NULL, -0.1),
       thread('two messages are no turns', 0.3, 0.2, 0.1, 0),
       thread('closed too early', 0, NULL, -0.31),
       thread('closed and fine', -0.31, NULL, -0.1);
INSERT INTO sentiment.ticket (ticket, account, resolved_at) VALUES ('closed too early', 'acme', '2024-03-04 11:30Z'), ('closed and fine', 'acme', '2024-03-04 11:30Z');
-- an agent's own words are no customer's, even if somebody scored them
SELECT thread('agent loses temper', 0.1), hear('acme', '2024-03-04 11:00Z', -0.95, ticket => 'agent loses temper', is_customer => false);
CALL sentiment.evaluate('2024-03-04 20:00Z');
SELECT rule, ticket, round(value::numeric, 3) AS value FROM sentiment.alert ORDER BY rule COLLATE "C", ticket COLLATE "C";
-- a kind word behind a hostile one does not mend the turn; one to the agent's answer ends it
SELECT hear('acme', '2024-03-05 07:00Z', 0, ticket => 'turns hostile');
CALL sentiment.evaluate('2024-03-05 08:00Z');
SELECT count(*) FROM told WHERE day = 'Mar 05';
SELECT hear('acme', '2024-03-05 08:00Z', NULL, ticket => ticket, is_customer => false), hear('acme', '2024-03-05 09:00Z', score, ticket => ticket)
  FROM (VALUES ('turns hostile', -0.15), ('answer made it worse', 0)) said (ticket, score);
CALL sentiment.evaluate('2024-03-05 10:00Z');
SELECT day, rule, subject, edge, value FROM told WHERE day = 'Mar 05';
-- mended, to 0.2 below where it began, the first answer is no news any more, though the second turn is still 0.5 below the first
CALL sentiment.evaluate('2024-03-05 11:00Z');
CALL sentiment.evaluate('2024-03-06 11:00Z');
SELECT count(*) FROM told WHERE day = 'Mar 06' OR edge = 'reopen';
DROP FUNCTION thread(text, float8[]);
SELECT sentiment.untrack('said_by_hand');

-- 6. Flapping: ten days around the threshold are one alert.  Clear of it is -0.15; within seven days it is the same alert again, later another.
CALL new_story();
SELECT watch('mood', 'account', 'mean', '<', -0.3, -0.15);
SELECT count(hear('flap', timestamptz '2024-03-01 12:00Z' + d * interval '1 day', CASE d % 2 WHEN 0 THEN -0.31 ELSE -0.29 END)) FROM generate_series(0, 9) d;
SELECT hear('flap', '2024-03-11 12:00Z', -0.15), hear('flap', '2024-03-18 12:00Z', -0.31), hear('flap', '2024-03-19 12:00Z', 0), hear('flap', '2024-03-27 12:00Z', -0.31);
CALL every_evening('2024-03-01', '2024-03-27');
SELECT * FROM told;
SELECT count(*) FROM sentiment.alert;

-- 7. Late data.  Below -0.3 for three days: March 1 was, 2 was not, 3 and 4 were.  On March 5 a message of March 2 arrives: with -0.5 its day is at -0.35.
CALL new_story();
SELECT watch('three days', 'account', 'mean', '<', -0.3, -0.15, hold => '3 days'), watch('a day', 'account', 'mean', '<', -0.3, -0.15);
SELECT count(hear('late', timestamptz '2024-03-01 12:00Z' + d * interval '1 day', CASE d WHEN 1 THEN -0.2 ELSE -0.5 END)) FROM generate_series(0, 3) d;
CALL sentiment.evaluate('2024-03-05 08:00Z');
SELECT * FROM told;
SELECT hear('late', '2024-03-02 13:00Z', -0.5);
CALL sentiment.evaluate('2024-03-05 09:00Z');
SELECT rule, since AT TIME ZONE 'UTC' AS since, round(value::numeric, 2) AS value FROM sentiment.alert ORDER BY rule;
-- a kind message of March 4 arrives, too: that day is at 0, and was not below; three good days are something else
SELECT hear('late', '2024-03-04 13:00Z', 0.5);
CALL sentiment.evaluate('2024-03-05 10:00Z');
SELECT rule, state FROM sentiment.alert ORDER BY rule;

-- 8. Time moves windows, and opens: on March 11 the kind words of the 1st are no longer within ten days, and leave the -0.5 of the 8th.  What
-- was on the 8th does not close that.  It does not close by itself either: "silent" was bad on the 1st, better on the 5th, when the mean is -0.5, and
-- silent since; on March 11 the -0.1 alone is left, which would be clear.  It is stale after 14 days.
CALL new_story();
SELECT watch('ten days', 'account', 'mean', '<', -0.3, -0.15, period => '10 days');
SELECT hear('moves', '2024-03-01 12:00Z', 0.9), hear('moves', '2024-03-08 12:00Z', -0.5), hear('moves', '2024-03-13 12:00Z', -0.1), hear('moves', '2024-03-14 12:00Z', 0.3),
       hear('silent', '2024-03-01 12:00Z', -0.9), hear('silent', '2024-03-05 12:00Z', -0.1);
CALL every_evening('2024-03-01', '2024-03-21');
SELECT * FROM told;

-- 9. A clock that is ahead: at 09:00 a message comes that says it is of 09:05.  It counts from then on, though nobody writes any more.
CALL new_story();
SELECT watch('mood', 'account', 'mean', '<', -0.3, -0.15);
CALL sentiment.evaluate('2024-03-05 08:00Z');
SELECT hear('ahead', '2024-03-05 09:05Z', -0.5);
CALL sentiment.evaluate('2024-03-05 09:01Z');
CALL sentiment.evaluate('2024-03-05 09:02Z');
SELECT count(*) FROM told;
CALL sentiment.evaluate('2024-03-05 09:06Z');
SELECT * FROM told;

-- 10. Too little to compare with is neither a fall nor a recovery.  "thin" wrote five times in early March, and from April 4 on; on April 8 there are five
-- of April, too: from 0.65 to 0.05, -92.3 %.  On May 3 the first of March is more than 60 days ago, and four are left.  "new" never had more than four.
CALL new_story();
SELECT watch('fell 25 %', 'account', 'relative_change', '<=', -0.25, -0.1, period => '30 days');
UPDATE sentiment.rule SET min_n = 5;
SELECT count(hear(account, (day + time '12:00') AT TIME ZONE 'UTC', CASE WHEN day < '2024-04-01' THEN 0.3 ELSE -0.9 END))
  FROM unnest(ARRAY['thin', 'new']) account, unnest('{2024-03-04,2024-03-05,2024-03-06,2024-03-07,2024-03-08,2024-04-04,2024-04-05,2024-04-06,2024-04-07,2024-04-08,2024-04-20,2024-04-30,2024-05-03}'::date[]) day
 WHERE (account, day) <> ('new', '2024-03-08');
CALL every_evening('2024-04-01', '2024-05-04');
SELECT * FROM told;
CALL new_story();
DROP PROCEDURE every_evening(date, date);
