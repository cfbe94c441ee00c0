-- What rules and playbooks may say: nonsense is refused with the reason and a way out, sense is not, and names can change.
\pset format unaligned
\pset tuples_only on
\pset fieldsep '\n    '
INSERT INTO sentiment.calendar (name) VALUES ('reception');
INSERT INTO sentiment.playbook (name, owner, review, due, calendar) VALUES ('call', 'support lead', 'Call the account.', '2 days', 'reception');
INSERT INTO sentiment.rule (name, audience, scope, metric, threshold, clear, playbook) VALUES ('mood', 'lead', 'account', 'mean', -0.3, -0.15, 'call');
-- what is said of a rule that makes sense, with something else in it
CREATE FUNCTION said_of(change text) RETURNS TABLE (state text, message text, detail text, hint text) LANGUAGE sql
    RETURN error_of('UPDATE sentiment.rule SET ' || change || ' WHERE name = ''mood''');
CREATE FUNCTION said_of_playbook(change text) RETURNS TABLE (state text, message text, detail text, hint text) LANGUAGE sql
    RETURN error_of('UPDATE sentiment.playbook SET ' || change || ' WHERE name = ''call''');

-- 1. A rule says what is to be done: state, message, detail and hint, one below the other.
SELECT * FROM said_of('playbook = NULL');
SELECT * FROM error_of($$INSERT INTO sentiment.rule (name, audience, scope, metric, threshold, clear) VALUES ('alone', 'lead', 'account', 'mean', -0.3, -0.15)$$);
SELECT state FROM said_of($$playbook = 'improvise'$$);

-- 2. It measures what there is, of something that has it, within what it can be.
SELECT * FROM said_of($$metric = 'vibes'$$);
SELECT * FROM said_of($$scope = 'ticket'$$);
SELECT * FROM said_of($$scope = 'galaxy'$$);
SELECT * FROM said_of('threshold = -30, clear = -15');
SELECT * FROM said_of($$metric = 'net', threshold = -30, clear = 200$$);
SELECT detail FROM said_of('threshold = ''NaN''');
SELECT detail FROM said_of('clear = ''NaN''');
SELECT detail FROM said_of('threshold = ''-Infinity''');
SELECT detail FROM said_of($$metric = 'spread', scope = 'topic', op = '>', threshold = 'Infinity', clear = 2, period = '14 days'$$);

-- 3. It is clear on the good side of the threshold.  The threshold itself is good where it does not fire, and only there.
SELECT * FROM said_of('clear = -0.31');
BEGIN;
SELECT message FROM said_of('clear = threshold');
ROLLBACK;
SELECT detail FROM said_of($$op = '<=', clear = threshold$$);
SELECT detail FROM said_of($$op = '>', threshold = 0.3, clear = 0.31$$);
BEGIN;
SELECT message FROM said_of($$op = '>', threshold = 0.3, clear = 0.3$$);
ROLLBACK;
SELECT detail FROM said_of($$op = '>=', threshold = 0.3, clear = 0.3$$);

-- 4. A change is one of periods; a ticket has turns, not periods; a moment cannot be held.
SELECT * FROM said_of($$metric = 'drop', op = '>', threshold = 0.3, clear = 0.1$$);
SELECT * FROM said_of($$scope = 'ticket', metric = 'score', period = '7 days'$$);
SELECT detail FROM said_of($$scope = 'ticket', metric = 'first_shift', period = '7 days'$$);
SELECT * FROM said_of($$metric = 'score', hold = '2 days'$$);

-- 5. It selects what there is: topics, stages of tickets, emotions where they count.
SELECT * FROM said_of($$topic = 'weather'$$);
SELECT * FROM said_of($$scope = 'ticket', metric = 'score', topic = 'support'$$);
SELECT * FROM said_of($$stage = '{intake}'$$);
SELECT * FROM said_of($$scope = 'ticket', metric = 'first_shift', stage = '{mid}'$$);
SELECT * FROM said_of($$scope = 'ticket', metric = 'score', stage = '{intake,teatime,NULL}'$$);
SELECT * FROM said_of($$metric = 'emotion', op = '>', threshold = 0.5, clear = 0.2, period = '30 days'$$);
SELECT * FROM said_of($$emotion = '{anger}'$$);
SELECT * FROM said_of($$metric = 'score', emotion = '{anger,envy}'$$);
SELECT * FROM said_of($$contact_role = '{}'$$);

-- 6. It mutes other rules, which are there, and has reviewed only what can be labelled.
SELECT * FROM said_of($$mutes = '{mood}'$$);
SELECT * FROM said_of($$mutes = '{moo,NULL}'$$);
SELECT * FROM said_of($$scope = 'portfolio', mutes = '{}'$$);
INSERT INTO sentiment.rule (name, audience, scope, metric, threshold, clear, mutes, playbook) VALUES
    ('fall', 'lead', 'account', 'mean', -0.3, -0.15, '{mood}', 'call'), ('crisis', 'lead', 'account', 'mean', -0.3, -0.15, NULL, 'call');
UPDATE sentiment.rule SET mutes = '{fall}' WHERE name = 'crisis';
SELECT * FROM said_of($$mutes = '{crisis}'$$);
DELETE FROM sentiment.rule WHERE name <> 'mood';
SELECT * FROM said_of($$needs_review = true$$);
SELECT state FROM said_of($$needs_review = true, metric = 'score', topic = 'support'$$);
BEGIN;
SELECT message FROM said_of($$needs_review = true, metric = 'score'$$);
ROLLBACK;

-- 7. What a column cannot hold is refused by the column: 23502 without a value, 23514 for another.
SELECT change, state FROM unnest(ARRAY['name = NULL', 'name = ''''', 'audience = ''nobody''', 'op = ''=''', 'op = NULL', 'threshold = NULL', 'clear = NULL', 'scope = NULL', 'metric = NULL',
    'hold = ''-1 day''', 'hold = ''3 years''', 'period = ''1 hour''', 'min_n = 0', 'max_gap = ''0''', 'cool_down = ''-1 day''', 'cool_down = ''101 years''', 'severity = ''red''',
    'raise_at_arr = 0', 'raise_before_renewal = ''0''', 'raise_before_renewal = ''101 years''', 'needs_review = NULL', 'enabled = NULL']) change, said_of(change);

-- 8. Each metric has a rule that makes sense, of each of its scopes.
INSERT INTO sentiment.rule (name, audience, scope, metric, op, threshold, clear, period, emotion, playbook)
SELECT format('%s of %s', m.metric, scope), 'lead', scope, m.metric, CASE WHEN m.low < 0 AND m.high <= 100 THEN '<' ELSE '>' END,
       CASE WHEN m.low < 0 AND m.high <= 100 THEN m.low / 4 ELSE m.high / 4 END, CASE WHEN m.low < 0 AND m.high <= 100 THEN 0 ELSE m.high / 8 END,
       CASE WHEN m.needs_period THEN interval '14 days' END, CASE m.metric WHEN 'emotion' THEN '{anger}'::text[] END, 'call'
  FROM sentiment.metric m, unnest(m.scopes) scope;
-- 4 metrics of 4 scopes each, 2 of tickets, 1 of 3, 5 of 5, 2 of accounts, 1 of 2
SELECT count(*) = 4 * 4 + 2 + 3 + 5 * 5 + 2 + 2, count(DISTINCT metric) = 15 FROM sentiment.rule WHERE name <> 'mood';
-- and all of them can be evaluated: of one message, and of none
INSERT INTO sentiment.mention (source, key, account, ticket, is_customer, at, score, text_hash, model, scored_at)
    VALUES ('desk', '1', 'acme', 'A-1', true, '2026-03-02 10:00Z', -0.9, 0, 'by hand', now());
CALL sentiment.evaluate('2026-03-03');
DELETE FROM sentiment.mention;
CALL sentiment.evaluate('2026-03-04');
DELETE FROM sentiment.alert;
DELETE FROM sentiment.rule WHERE name <> 'mood';

-- 9. Playbooks: somebody owns it, knows what to do, and by when; and the when can be worked out before an alert needs it.
SELECT * FROM said_of_playbook('owner = NULL');
SELECT state FROM said_of_playbook('owner = '' ''');
SELECT state FROM said_of_playbook('review = ''''');
SELECT state FROM said_of_playbook('review = NULL');
SELECT state FROM said_of_playbook('due = NULL');
SELECT state FROM said_of_playbook('due = ''0''');
SELECT state FROM said_of_playbook('due = ''-1 hour''');
SELECT * FROM said_of_playbook('due = ''1 month''');
SELECT * FROM said_of_playbook('calendar = ''beach''');
SELECT state FROM said_of_playbook('route_to = ''''');
BEGIN;
SELECT message FROM said_of_playbook('due = ''1 month'', calendar = NULL');
ROLLBACK;
SELECT state FROM error_of($$INSERT INTO sentiment.escalation VALUES ('call', 0, '1 hour', 'head of support')$$);
SELECT state FROM error_of($$INSERT INTO sentiment.escalation VALUES ('call', 1, '-1 hour', 'head of support')$$);
SELECT state FROM error_of($$INSERT INTO sentiment.escalation VALUES ('call', 1, '101 years', 'head of support')$$);
SELECT state FROM said_of_playbook('due = ''101 years'', calendar = NULL');
SELECT state FROM error_of($$INSERT INTO sentiment.escalation VALUES ('call', 1, '1 hour', '')$$);
SELECT state FROM error_of($$INSERT INTO sentiment.escalation VALUES ('improvise', 1, '1 hour', 'head of support')$$);
-- a silence has an end, after its beginning, and a reason
SELECT state FROM error_of($$INSERT INTO sentiment.silence (account, since, until, reason) VALUES ('acme', '2026-03-02', '2026-03-02', 'holidays')$$);
SELECT state FROM error_of($$INSERT INTO sentiment.silence (account, until, reason) VALUES ('acme', 'infinity', 'holidays')$$);
SELECT state FROM error_of($$INSERT INTO sentiment.silence (account, since, until, reason) VALUES ('acme', '2026-03-02', '2026-03-03', '')$$);

-- 10. Names change, and everybody follows: alerts, silences, escalations, and the rules that mute it.
INSERT INTO sentiment.escalation VALUES ('call', 1, '1 hour', 'head of support');
INSERT INTO sentiment.rule (name, audience, scope, metric, threshold, clear, mutes, playbook) VALUES ('outcry', 'lead', 'account', 'score', -0.8, -0.3, '{mood}', 'call');
INSERT INTO sentiment.mention (source, key, account, is_customer, at, score, text_hash, model, scored_at)
    VALUES ('desk', '1', 'acme', true, '2026-03-02 10:00Z', -0.5, 0, 'by hand', now());
CALL sentiment.evaluate('2026-03-03');
INSERT INTO sentiment.silence (rule, account, since, until, reason) VALUES ('mood', 'beta', '2026-03-02', '2026-03-03', 'holidays');
UPDATE sentiment.rule SET name = 'low mood' WHERE name = 'mood';
UPDATE sentiment.playbook SET name = 'ring' WHERE name = 'call';
UPDATE sentiment.calendar SET name = 'opening hours' WHERE name = 'reception';
\pset fieldsep ' | '
SELECT a.rule, a.state, s.rule, o.mutes, r.playbook, e.playbook, p.calendar
  FROM sentiment.alert a JOIN sentiment.rule r ON r.name = a.rule JOIN sentiment.rule o ON o.name = 'outcry' JOIN sentiment.silence s ON s.account = 'beta'
  JOIN sentiment.playbook p ON p.name = r.playbook JOIN sentiment.escalation e ON e.playbook = p.name;

-- 11. What others need stays: a rule as long as there are alerts of it, a playbook or calendar as long as something names it.
\pset fieldsep '\n    '
SELECT state, detail FROM error_of($$DELETE FROM sentiment.rule WHERE name = 'low mood'$$);
SELECT state FROM error_of($$DELETE FROM sentiment.playbook$$);
SELECT state FROM error_of($$DELETE FROM sentiment.calendar WHERE name = 'opening hours'$$);
-- an alert that is deleted takes its events with it, and then the rule may go, and its silences with it
DELETE FROM sentiment.alert;
DELETE FROM sentiment.rule WHERE name = 'low mood';
SELECT (SELECT count(*) FROM sentiment.alert_event), (SELECT count(*) FROM sentiment.silence);

-- 12. A topic may go while a rule watches it: the rule can be changed, renamed and switched off, but neither on again nor to another that is not there.
-- Nonsense is refused of one that is switched off, too.
INSERT INTO sentiment.topic (name) VALUES ('printer');
INSERT INTO sentiment.rule (name, audience, scope, topic, metric, threshold, clear, playbook) VALUES ('printing', 'lead', 'account', 'printer', 'mean', -0.3, -0.15, 'ring');
DELETE FROM sentiment.topic WHERE name = 'printer';
SELECT state, detail FROM error_of($$UPDATE sentiment.rule SET enabled = false, threshold = 'NaN' WHERE name = 'printing'$$);
UPDATE sentiment.rule SET enabled = false WHERE name = 'printing';
UPDATE sentiment.rule SET name = 'mood', threshold = -0.4 WHERE name = 'printing';
UPDATE sentiment.playbook SET name = 'phone' WHERE name = 'ring';
SELECT playbook FROM sentiment.rule WHERE name = 'mood';
SELECT state, detail FROM said_of('enabled = true');
SELECT state, detail FROM said_of('topic = ''scanner''');
SELECT state, detail FROM said_of('threshold = ''NaN''');

DELETE FROM sentiment.mention;
DELETE FROM sentiment.rule;
DELETE FROM sentiment.playbook;
DELETE FROM sentiment.calendar WHERE name = 'opening hours';
DELETE FROM sentiment.evaluation;
DROP FUNCTION said_of(text), said_of_playbook(text);
