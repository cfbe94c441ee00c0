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

-- 3. A silence ends when it says, or earlier, when somebody deletes or shortens it; what is still true opens then, though nobody has written.
CALL new_story();
SELECT watch('mood', 'account', 'mean', '<', -0.3, 0);
SELECT count(hear(account, now() - interval '1 minute', -0.9)) FROM unnest(ARRAY['deleted', 'shortened', 'over', 'lasting', 'twice', 'loud']) account;
INSERT INTO sentiment.silence (account, until, reason) VALUES ('deleted', tomorrow('20:00'), 'x'), ('shortened', tomorrow('20:00'), 'x'), ('over', tomorrow('12:00'), 'x'),
    ('lasting', tomorrow('20:00'), 'x'), ('twice', tomorrow('20:00'), 'x'), ('twice', tomorrow('21:00'), 'x');
CALL sentiment.evaluate(tomorrow('09:00'));
TABLE alerts;
DELETE FROM sentiment.silence WHERE account = 'deleted' OR (account = 'twice' AND until < tomorrow('21:00'));
CALL sentiment.evaluate(tomorrow('10:00'));
TABLE alerts;
UPDATE sentiment.silence SET until = tomorrow('10:30') WHERE account = 'shortened';
CALL sentiment.evaluate(tomorrow('11:00'));
TABLE alerts;
CALL sentiment.evaluate(tomorrow('12:00'));
TABLE alerts;

-- 4. A person closes an alert that muted others, of the account and of its ticket: they open with the next evaluation.
CALL new_story();
SELECT watch('crisis', 'account', 'score', '<', -0.8, 0), watch('mood', 'account', 'mean', '<', -0.3, 0), watch('ticket', 'ticket', 'score', '<', -0.3, 0);
UPDATE sentiment.rule SET mutes = '{mood,ticket}' WHERE name = 'crisis';
SELECT count(hear(account, now() - interval '1 minute', -0.9, ticket => account || '-1')) FROM unnest(ARRAY['acme', 'beta']) account;
CALL sentiment.evaluate(tomorrow('09:00'));
TABLE alerts;
SELECT count(sentiment.resolve(id, 'called them')) FROM sentiment.alert WHERE account = 'acme';
CALL sentiment.evaluate(tomorrow('09:05'));
TABLE alerts;

CALL new_story();
DROP FUNCTION tomorrow(interval), to_look_at(timestamptz);
DROP VIEW alerts;
