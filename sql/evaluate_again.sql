-- What an evaluation looks at again: it remembers what it has seen, and the next one of the day reads what may be different now.
CREATE VIEW alerts AS SELECT rule, account, ticket, state FROM sentiment.alert ORDER BY rule COLLATE "C", account COLLATE "C", ticket COLLATE "C", id;
-- 00:00 of a day to come, so that no midnight lies within a story; what is evaluated then is remembered as in the present
CREATE FUNCTION tomorrow(since_midnight interval) RETURNS timestamptz LANGUAGE sql STABLE
    RETURN (sentiment.day(now()) + 2)::timestamp AT TIME ZONE 'UTC' + since_midnight;
CREATE FUNCTION to_look_at(as_of timestamptz) RETURNS text[] LANGUAGE sql STABLE
    RETURN (SELECT s.accounts FROM sentiment.evaluation e, sentiment.subjects_to_evaluate(as_of, e) s);

-- 1. A message that bears a time to come: seen the evening before, and again at the day's first evaluation, it counts from 10:00 on.  Until then
-- nobody need look at it, however many sources have clocks that are ahead.
SELECT watch('mood', 'account', 'mean', '<', -0.3, 0), watch('ticket', 'ticket', 'score', '<', -0.3, 0);
SELECT hear('calm', now() - interval '1 minute', 0.5);
SELECT hear('ahead', tomorrow('10:00'), -0.9, ticket => 'A-1');
CALL sentiment.evaluate(tomorrow('-10 minutes'));
CALL sentiment.evaluate(tomorrow('5 minutes'));
SELECT to_look_at(tomorrow('09:59:59')), to_look_at(tomorrow('10:00')), to_look_at(tomorrow('20:00'));
CALL sentiment.evaluate(tomorrow('09:59'));
SELECT at = tomorrow('09:59') AS is_remembered FROM sentiment.evaluation;
TABLE alerts;
CALL sentiment.evaluate(tomorrow('10:05'));
TABLE alerts;
-- 2. A look into the past remembers nothing, as it has not seen what came since; the next evaluation looks at everything.
CALL sentiment.evaluate('2024-03-05 10:00Z');
SELECT count(*) FROM sentiment.evaluation;

CALL new_story();
DROP FUNCTION tomorrow(interval), to_look_at(timestamptz);
DROP VIEW alerts;
