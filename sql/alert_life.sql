-- What becomes of an alert, told as stories: who is told and when, what keeps it quiet, who closes it, what else may happen
-- meanwhile.  Scores are written by hand; what people do happens now, all else in March 2024, in UTC, of which the 1st was a Friday.
CREATE VIEW alerts AS SELECT rule, account, ticket, state FROM sentiment.alert ORDER BY rule COLLATE "C", account COLLATE "C", ticket COLLATE "C", id;

-- 1. A silence has an end.  Until noon nothing opens for acme, whatever the rule, and for beta not by this rule.
SELECT watch('mood', 'account', 'mean', '<', -0.3, -0.15), watch('last word', 'account', 'score', '<', -0.8, -0.3), watch('ticket', 'ticket', 'score', '<', -0.7, -0.3);
INSERT INTO sentiment.silence (account, rule, ticket, since, until, reason) VALUES
    ('acme', NULL, NULL, '2024-03-05', '2024-03-05 12:00Z', 'we deliver today'),
    ('beta', 'mood', NULL, '2024-03-05', '2024-03-05 12:00Z', 'they have been called'),
    (NULL, NULL, 'G-1', '2024-03-05', '2024-03-05 12:00Z', 'a test ticket'),
    ('late', NULL, NULL, '2024-03-05 11:00Z', '2024-03-05 12:00Z', 'this morning only');
SELECT count(hear(account, '2024-03-05 09:00Z', -0.9, ticket => ticket))
  FROM (VALUES ('acme', 'A-1'), ('beta', 'B-1'), ('gamma', 'G-1'), ('gamma', 'G-2'), ('late', NULL)) said (account, ticket);
CALL sentiment.evaluate('2024-03-05 10:00Z');
TABLE alerts;
-- an hour later nobody has written; what is still true at noon opens then, by the first evaluation from then on
CALL sentiment.evaluate('2024-03-05 11:59Z');
SELECT count(*) FROM alerts;
CALL sentiment.evaluate('2024-03-05 12:00Z');
SELECT to_char(fired_at AT TIME ZONE 'UTC', 'HH24:MI') AS at, rule, account, ticket FROM sentiment.alert WHERE fired_at >= '2024-03-05 12:00Z' ORDER BY 2, 3, 4;

-- 2. Mutes, whatever the rules are called: m mutes k, and k mutes a.  Where all three are true m opens, k does not, and so a may.  Where m is not
-- true k opens, and a does not.  Once m is closed, k opens.
CALL new_story();
SELECT watch('a', 'account', 'mean', '<', -0.1, 0), watch('k', 'account', 'mean', '<', -0.2, 0), watch('m', 'account', 'score', '<', -0.5, 0.3);
UPDATE sentiment.rule SET mutes = '{a}' WHERE name = 'k';
UPDATE sentiment.rule SET mutes = '{k}' WHERE name = 'm';
SELECT hear('acme', '2024-03-05 09:00Z', -0.9), hear('beta', '2024-03-05 09:00Z', -0.3);
CALL sentiment.evaluate('2024-03-05 10:00Z');
TABLE alerts;
SELECT hear('acme', '2024-03-05 11:00Z', 0.31);  -- the mean of the day is -0.295
CALL sentiment.evaluate('2024-03-05 12:00Z');
CALL sentiment.evaluate('2024-03-06 08:00Z');
TABLE alerts;
-- a chain whose second is muted by two, its third by one: a and b mute p, p mutes q, q mutes r.  Of acme, where all are true, p and r do not open; of
-- beta, where a and b are not, q does not.  A circle, which takes force, ends all the same.
CALL new_story();
SELECT count(watch(name, 'account', 'mean', '<', CASE WHEN name < 'c' THEN -0.7 ELSE -0.3 END, 0)) FROM unnest('{a,b,p,q,r}'::text[]) name;
UPDATE sentiment.rule SET mutes = CASE name WHEN 'a' THEN '{p}' WHEN 'b' THEN '{p}' WHEN 'p' THEN '{q}' WHEN 'q' THEN '{r}' END::text[];
SELECT name, sentiment.mute_depth(name) FROM sentiment.rule ORDER BY name;
SELECT hear('acme', '2024-03-05 09:00Z', -0.9), hear('beta', '2024-03-05 09:00Z', -0.5);
CALL sentiment.evaluate('2024-03-05 10:00Z');
TABLE alerts;
SET session_replication_role = replica;
UPDATE sentiment.rule SET mutes = '{p}' WHERE name = 'r';
RESET session_replication_role;
CALL sentiment.evaluate('2024-03-05 12:00Z');
-- a ticket's alert mutes others of that ticket, and those of its account, not those of another ticket; switched off it mutes nothing
CALL new_story();
SELECT watch('hot', 'ticket', 'score', '<', -0.8, 0), watch('bad', 'ticket', 'score', '<', -0.5, 0), watch('mood', 'account', 'mean', '<', -0.3, 0);
UPDATE sentiment.rule SET mutes = '{bad,mood}' WHERE name = 'hot';
SELECT hear('acme', '2024-03-05 09:00Z', -0.9, ticket => 'A-1'), hear('acme', '2024-03-05 09:00Z', -0.6, ticket => 'A-2');
CALL sentiment.evaluate('2024-03-05 10:00Z');
TABLE alerts;
UPDATE sentiment.rule SET enabled = false WHERE name = 'hot';
CALL sentiment.evaluate('2024-03-05 11:00Z');
TABLE alerts;

-- 3. How severe: one step for 100,000 of revenue or more, one for a renewal within 90 days that is still to come, and never above critical.
CALL new_story();
SELECT watch('info', 'account', 'mean', '<', -0.3, 0), watch('warning', 'account', 'mean', '<', -0.3, 0);
UPDATE sentiment.rule SET severity = name, raise_at_arr = 100000, raise_before_renewal = '90 days';
INSERT INTO sentiment.account (account, arr, renewal_at) VALUES ('nearly rich', 99999.99, NULL), ('rich', 100000, '2024-06-04 10:00Z'), ('renews', NULL, '2024-06-03 10:00Z'),
    ('rich and renews', 200000, '2024-03-06'), ('has renewed', NULL, '2024-03-05 10:00Z');
SELECT count(hear(account, '2024-03-05 09:00Z', -0.5)) FROM (SELECT account FROM sentiment.account UNION VALUES ('unknown')) a;
CALL sentiment.evaluate('2024-03-05 10:00Z');
SELECT account, min(severity) FILTER (WHERE rule = 'info') AS info, min(severity) FILTER (WHERE rule = 'warning') AS warning FROM sentiment.alert GROUP BY 1 ORDER BY 1;

-- 4. By when: fired on Friday at 18:00, when nobody works any more.  Five working days are over when next Friday's work is, or, with a holiday
-- between, on Monday; 48 hours on Sunday at 18:00.  Who: by the emotion most often shown, or else the playbook's queue.
CALL new_story();
INSERT INTO sentiment.calendar (name) VALUES ('reception'), ('with a holiday');
INSERT INTO sentiment.holiday VALUES ('with a holiday', '2024-03-06');
SELECT count(watch(name, 'account', 'mean', '<', -0.3, 0)) FROM unnest(ARRAY['48 hours', 'five days', 'with a holiday']) name;
INSERT INTO sentiment.playbook (name, owner, review, due, calendar, route_to, route_by_emotion) VALUES
    ('week', 'lead', 'Think.', '5 days', 'reception', 'desk', true), ('holiday week', 'lead', 'Think.', '5 days', 'with a holiday', 'desk', false);
UPDATE sentiment.rule SET playbook = 'week' WHERE name = 'five days';
UPDATE sentiment.rule SET playbook = 'holiday week' WHERE name = 'with a holiday';
SELECT count(hear('acme', '2024-03-01 17:00Z', -0.5, emotion => emotion)) FROM unnest(ARRAY['confusion', 'anger', 'anger']) emotion;
SELECT hear('beta', '2024-03-01 17:00Z', -0.5);
CALL sentiment.evaluate('2024-03-01 18:00Z');
SELECT rule, account, to_char(due_at AT TIME ZONE 'UTC', 'Dy Mon DD HH24:MI') AS due_at, route_to FROM sentiment.alert ORDER BY rule, account;

-- 5. Nobody does anything.  Due on Sunday at 18:00: the head of support is told then, leadership a day later, each once; an evaluation that
-- comes late tells both.  A rule that is switched off leaves its alert open, and due.
CALL new_story();
SELECT watch('mood', 'account', 'mean', '<', -0.3, 0, max_gap => '30 days');
INSERT INTO sentiment.escalation VALUES ('call', 1, '0', 'head of support'), ('call', 2, '24 hours', 'leadership');
SELECT hear('acme', '2024-03-01 17:00Z', -0.5);
CALL sentiment.evaluate('2024-03-01 18:00Z');
CALL sentiment.evaluate('2024-03-03 17:59Z');
CALL sentiment.evaluate('2024-03-03 18:00Z');
CALL sentiment.evaluate('2024-03-04 06:00Z');
UPDATE sentiment.rule SET enabled = false;
CALL sentiment.evaluate('2024-03-04 18:00Z');
CALL sentiment.evaluate('2024-03-05 18:00Z');
UPDATE sentiment.rule SET enabled = true;
SELECT hear('beta', '2024-03-01 17:00Z', -0.5);
CALL sentiment.evaluate('2024-03-06 18:00Z');
CALL sentiment.evaluate('2024-03-10 18:00Z');
SELECT to_char(e.at AT TIME ZONE 'UTC', 'Mon DD HH24:MI') AS at, a.account, e.edge, e.note FROM sentiment.alert_event e JOIN sentiment.alert a ON a.id = e.alert ORDER BY e.id;

-- 6. The rule changes while it fires.  Loosened, so that -0.4 is good, it closes at the next evaluation; one that is switched off closes nothing,
-- whatever is said; on again, it does.
CALL new_story();
SELECT watch('loosened', 'account', 'mean', '<', -0.3, -0.15), watch('switched off', 'account', 'mean', '<', -0.3, -0.15);
SELECT hear('acme', '2024-03-01 17:00Z', -0.4);
CALL sentiment.evaluate('2024-03-01 18:00Z');
UPDATE sentiment.rule SET threshold = -0.6, clear = -0.4 WHERE name = 'loosened';
UPDATE sentiment.rule SET enabled = false WHERE name = 'switched off';
CALL sentiment.evaluate('2024-03-01 19:00Z');
SELECT hear('acme', '2024-03-02 17:00Z', 0.5);
CALL sentiment.evaluate('2024-03-02 18:00Z');
TABLE alerts;
UPDATE sentiment.rule SET enabled = true;
CALL sentiment.evaluate('2024-03-02 19:00Z');
SELECT * FROM told;

-- 7. A rule that cannot be evaluated, because what the desk does with its alerts fails, and one whose metric nobody knows any more (which takes
-- force): the others open, a warning says so once, and as soon as it works it is made up for.
CALL new_story();
SELECT watch('a fails', 'account', 'mean', '<', -0.3, 0), watch('b is odd', 'account', 'mean', '<', -0.3, 0), watch('c works', 'account', 'mean', '<', -0.3, 0);
SET session_replication_role = replica;
UPDATE sentiment.rule SET metric = 'vibes' WHERE name = 'b is odd';
RESET session_replication_role;
CREATE FUNCTION desk_fails() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the desk is closed'; END $$;
CREATE TRIGGER desk_fails BEFORE INSERT OR UPDATE ON sentiment.alert FOR EACH ROW WHEN (NEW.rule = 'a fails') EXECUTE FUNCTION desk_fails();
SELECT hear('acme', '2024-03-01 17:00Z', -0.5), hear('beta', '2024-03-01 17:00Z', -0.5);
\set VERBOSITY terse
CALL sentiment.evaluate('2024-03-01 18:00Z');
TABLE alerts;
-- a customer who writes meanwhile is heard
SELECT sentiment.track('said_by_hand', text => 'body', account => 'account', at => 'sent_at', key => 'id', ticket => 'ticket');
INSERT INTO said_by_hand (account, sent_at, body) VALUES ('gamma', now() - interval '1 minute', 'Unacceptable. It crashed again and nobody answers. This is a disgrace!');
TABLE alerts;
DROP TRIGGER desk_fails ON sentiment.alert;
CALL sentiment.evaluate('2024-03-01 19:00Z');
CALL sentiment.evaluate();
\set VERBOSITY default
SELECT rule, account FROM alerts WHERE rule = 'a fails';
-- nor does an escalation that fails keep others from theirs: both alerts of gamma were due after 48 hours
INSERT INTO sentiment.escalation VALUES ('call', 1, '0', 'head of support');
CREATE TRIGGER desk_fails BEFORE INSERT OR UPDATE ON sentiment.alert FOR EACH ROW WHEN (NEW.rule = 'a fails') EXECUTE FUNCTION desk_fails();
SET client_min_messages = error;  -- the warning has the alert's number
CALL sentiment.evaluate(now() + interval '3 days');
RESET client_min_messages;
SELECT rule, escalated_to FROM sentiment.alert WHERE account = 'gamma' ORDER BY rule;
-- where the owner wants errors to fail the statement, they do
SELECT sentiment.untrack('said_by_hand');
SELECT sentiment.track('said_by_hand', text => 'body', account => 'account', at => 'sent_at', key => 'id', on_error => 'fail');
SELECT message FROM error_of($$INSERT INTO said_by_hand (account, sent_at, body) VALUES ('delta', now() - interval '1 minute', 'Unacceptable. It crashed again and nobody answers. This is a disgrace!')$$);
SELECT sentiment.untrack('said_by_hand');
DROP TRIGGER desk_fails ON sentiment.alert;
DROP FUNCTION desk_fails();

-- 8. A look back changes nothing that came later, and the same evaluation twice changes nothing at all.
CALL new_story();
SELECT watch('mood', 'account', 'mean', '<', -0.3, -0.15);
SELECT hear('acme', '2024-03-01 09:00Z', -0.5), hear('acme', '2024-03-04 09:00Z', 0.5), hear('acme', '2024-03-20 09:00Z', -0.5);
CALL sentiment.evaluate('2024-03-01 10:00Z');
CALL sentiment.evaluate('2024-03-04 10:00Z');
CALL sentiment.evaluate('2024-03-20 10:00Z');
CREATE TEMPORARY TABLE before AS TABLE sentiment.alert;
CALL sentiment.evaluate('2024-03-20 10:00Z');
CALL sentiment.evaluate('2024-03-01 10:00Z');
CALL sentiment.evaluate('2024-03-05 10:00Z');
CALL sentiment.evaluate('2024-03-20 10:00Z');
SELECT * FROM told;
SELECT count(*) AS changed FROM (TABLE sentiment.alert EXCEPT TABLE before) a;
DROP TABLE before;
-- and history is told to nobody: no row waits for delivery
SELECT count(*) FROM sentiment.outbox;
CALL new_story();
DELETE FROM sentiment.calendar WHERE name IN ('reception', 'with a holiday');
DROP VIEW alerts;
