-- What people do with alerts, told as stories that happen now: review, snooze, and who it was that took it.
SELECT watch('outburst', 'ticket', 'score', '<', -0.7, -0.3), watch('mood', 'account', 'mean', '<', -0.3, 0);
UPDATE sentiment.rule SET needs_review = true WHERE name = 'outburst';
DELETE FROM sentiment.rule WHERE name = 'mood';
CREATE VIEW alerts AS SELECT rule, account, ticket, state FROM sentiment.alert ORDER BY account COLLATE "C", ticket COLLATE "C", id;
CREATE FUNCTION id_of(account text) RETURNS bigint LANGUAGE sql RETURN (SELECT max(a.id) FROM sentiment.alert a WHERE a.account = id_of.account);

-- 1. A rule that asks a person first.  Nobody can take or snooze away what waits for a verdict.
SELECT hear('true', now() - interval '2 hours', -0.9, ticket => 'T-1'), hear('irony', now() - interval '2 hours', -0.8, ticket => 'I-1'), hear('settled', now() - interval '2 hours', -0.8, ticket => 'S-1');
CALL sentiment.evaluate();
TABLE alerts;
SELECT state, message = 'cannot acknowledge alert ' || id_of('true') AS same_message, detail, hint FROM error_of($$SELECT sentiment.acknowledge(id_of('true'))$$);
-- true: it fires, and the message is labelled negative, as its score is, which stays
SELECT sentiment.confirm(id_of('true'), 'they mean it');
-- not true: it is closed, and the message is labelled neutral, which makes its score 0
SELECT sentiment.dismiss(id_of('irony'), 'neutral', 'they joke');
-- true, and yet nothing to do: closed, and the score stays
SELECT sentiment.dismiss(id_of('settled'), 'negative', 'we spoke yesterday');
TABLE alerts;
SELECT j.account, r.label, r.kind, r.reviewer = session_user AS by_me, r.note, j.model_score, j.score
  FROM sentiment.review r JOIN sentiment.judged j USING (source, key) ORDER BY j.account;
SELECT state, detail, hint FROM error_of($$SELECT sentiment.confirm(id_of('irony'))$$);
SELECT state, detail, hint FROM error_of($$SELECT sentiment.confirm(id_of('true'))$$);
-- neither opens again by itself, also not with the next day
CALL sentiment.evaluate();
CALL sentiment.evaluate(now() + interval '1 day');
TABLE alerts;
-- a new outburst does: the same alert, for another verdict
SELECT hear('settled', clock_timestamp(), -0.9, ticket => 'S-1');
CALL sentiment.evaluate(now() + interval '1 day 1 minute');
SELECT count(*), min(state) FROM sentiment.alert WHERE account = 'settled';

-- 2. Snoozed: overdue since yesterday, it is not overdue until tomorrow, and nobody is told; good words close it meanwhile.
CALL new_story();
SELECT watch('mood', 'account', 'mean', '<', -0.3, 0);
INSERT INTO sentiment.escalation VALUES ('call', 1, '0', 'head of support');
SELECT hear('acme', now() - interval '3 days', -0.5), hear('beta', now() - interval '3 days', -0.5);
CALL sentiment.evaluate(now() - interval '3 days');
SELECT account, is_overdue FROM sentiment.open_alert ORDER BY 1;
SELECT sentiment.snooze(id_of('acme'), now() + interval '1 day', 'they are on holiday');
SELECT account FROM sentiment.overdue_alert;
CALL sentiment.evaluate();
SELECT account, escalated_to FROM sentiment.alert ORDER BY 1;
CALL sentiment.evaluate(now() + interval '25 hours');
SELECT account, escalated_to FROM sentiment.alert ORDER BY 1;
SELECT hear('acme', clock_timestamp(), 0.5), sentiment.snooze(id_of('acme'), now() + interval '3 days');
CALL sentiment.evaluate(now() + interval '26 hours');
TABLE alerts;
SELECT state, message LIKE 'an alert can be snoozed until a time to come, not %', hint FROM error_of($$SELECT sentiment.snooze(id_of('beta'), now() - interval '1 hour')$$);

-- 3. Who took it has left: the alert and its history keep the name.
CREATE ROLE regress_senti_leaver;
SELECT sentiment.grant_access('regress_senti_leaver', 'analyst');
SET SESSION AUTHORIZATION regress_senti_leaver;
SELECT sentiment.acknowledge(a.id, 'mine') FROM sentiment.alert a WHERE a.account = 'beta';
RESET SESSION AUTHORIZATION;
SELECT sentiment.revoke_access('regress_senti_leaver');
DROP ROLE regress_senti_leaver;
SELECT a.state, a.acknowledged_by, e.actor, e.note FROM sentiment.alert a JOIN sentiment.alert_event e ON e.alert = a.id WHERE a.account = 'beta' AND e.edge = 'acknowledge';

-- 4. A customer is forgotten: nothing of them stays in alerts, events, deliveries, silences and outcomes, of a ticket of theirs neither; what others
-- have stays.  What they write later starts anew.
CALL new_story();
SELECT watch('mood', 'account', 'mean', '<', -0.3, 0), watch('ticket', 'ticket', 'score', '<', -0.3, 0);
SELECT hear('acme', now() - interval '1 hour', -0.5, ticket => 'A-1'), hear('beta', now() - interval '1 hour', -0.5, ticket => 'B-1'),
       hear(NULL, now() - interval '1 hour', -0.5, ticket => 'A-2');
CALL sentiment.evaluate();
-- whose ticket A-2 is, is known later
INSERT INTO sentiment.ticket (ticket, account) VALUES ('A-2', 'acme');
INSERT INTO sentiment.silence (account, ticket, until, reason) VALUES ('acme', NULL, now() + interval '1 day', 'holidays'), (NULL, 'A-1', now() + interval '1 day', 'a test'), (NULL, 'B-1', now() + interval '1 day', 'a test');
INSERT INTO sentiment.outcome (account, kind, at) VALUES ('acme', 'churned', now()), ('beta', 'renewed', now());
CREATE VIEW kept AS
    SELECT 'alert' AS kept, concat_ws(' ', account, ticket) AS of FROM sentiment.alert UNION ALL
    SELECT 'event', concat_ws(' ', a.account, a.ticket) FROM sentiment.alert_event e JOIN sentiment.alert a ON a.id = e.alert UNION ALL
    SELECT 'outbox', concat_ws(' ', a.account, a.ticket) FROM sentiment.outbox o JOIN sentiment.alert_event e ON e.id = o.event JOIN sentiment.alert a ON a.id = e.alert UNION ALL
    SELECT 'silence', concat_ws(' ', account, ticket) FROM sentiment.silence UNION ALL
    SELECT 'outcome', account FROM sentiment.outcome ORDER BY 1, 2;
TABLE kept;
SELECT table_name, deleted FROM sentiment.forget('acme') WHERE table_name IN ('alert', 'alert_event', 'silence', 'outcome') ORDER BY 1;
TABLE kept;
SELECT (SELECT count(*) FROM sentiment.outbox) = (SELECT count(*) FROM kept WHERE kept = 'outbox') AS no_row_of_others;
DELETE FROM sentiment.silence;
SELECT hear('acme', clock_timestamp(), -0.6, ticket => 'A-1');
CALL sentiment.evaluate();
SELECT rule, edge, value FROM told WHERE subject LIKE '%acme' OR subject LIKE '%A-1';

-- 5. Two years are loaded at once: only what is true now opens.  Once bad is not bad now, and who left in anger last year is gone.
CALL new_story();
SELECT watch('mood', 'account', 'mean', '<', -0.3, 0, period => '30 days');
SELECT count(hear('recovered', now() - n * interval '1 day', CASE WHEN n > 100 THEN -0.8 ELSE 0.3 END)) FROM generate_series(1, 730, 3) n;
SELECT count(hear('left', now() - n * interval '1 day', -0.8)) FROM generate_series(300, 730, 3) n;
SELECT count(hear('unhappy', now() - n * interval '1 day', CASE WHEN n > 60 THEN 0.3 ELSE -0.8 END)) FROM generate_series(1, 730, 3) n;
CALL sentiment.evaluate();
TABLE alerts;
SELECT count(*) AS to_deliver FROM sentiment.outbox;
-- read by the triggers it is the same
CALL new_story();
SELECT watch('mood', 'account', 'mean', '<', -0.3, 0, period => '30 days');
SELECT sentiment.track('said_by_hand', text => 'body', account => 'account', at => 'sent_at', key => 'id');
INSERT INTO said_by_hand (account, sent_at, body)
SELECT account, now() - n * interval '1 day', CASE WHEN (account = 'recovered') = (n > 60) THEN 'Terrible, useless support!' ELSE 'Thank you, excellent support!' END
  FROM unnest(ARRAY['recovered', 'unhappy']) account, generate_series(1, 730, 3) n;
TABLE alerts;
SELECT sentiment.untrack('said_by_hand');

-- 6. A trigger of one's own on the state of alerts sees all that an action brings, and sees it once.
CALL new_story();
SELECT watch('mood', 'account', 'mean', '<', -0.3, 0), watch('outburst', 'account', 'score', '<', -0.7, 0);
UPDATE sentiment.rule SET needs_review = true WHERE name = 'outburst';
SELECT count(hear(account, now() - interval '1 minute', -0.5)) FROM unnest(ARRAY['acme', 'beta']) account;
SELECT count(hear(account, now() - interval '1 minute', -0.9)) FROM unnest(ARRAY['true', 'irony']) account;
CALL sentiment.evaluate();
CREATE TABLE desk (n integer GENERATED ALWAYS AS IDENTITY, account text, rule text, state text, is_taken boolean, is_snoozed boolean, is_closed boolean, note text);
CREATE FUNCTION tell_desk() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO public.desk (account, rule, state, is_taken, is_snoozed, is_closed, note)
    VALUES (NEW.account, NEW.rule, NEW.state, NEW.acknowledged_by = session_user AND NEW.acknowledged_at <= clock_timestamp(), NEW.snoozed_until > now(), NEW.closed_at <= clock_timestamp(), NEW.note);
    RETURN NULL;
END
$$;
CREATE TRIGGER tell_desk AFTER UPDATE OF state ON sentiment.alert FOR EACH ROW EXECUTE FUNCTION tell_desk();
SELECT sentiment.acknowledge(id_of('acme'), 'mine'), sentiment.snooze(id_of('beta'), now() + interval '1 day'), sentiment.resolve(id_of('acme'), 'called them');
SELECT sentiment.confirm(id, 'they mean it') FROM sentiment.open_alert WHERE account = 'true' AND state = 'review';
SELECT sentiment.dismiss(id, 'negative', 'we spoke') FROM sentiment.open_alert WHERE account = 'irony' AND state = 'review';
TABLE desk ORDER BY n;
DROP TRIGGER tell_desk ON sentiment.alert;
DROP FUNCTION tell_desk();
DROP TABLE desk;

-- 7. What an alert rests on is what it was fired by, also after a person has closed it; what was said until then is settled, what is said later is not.
CALL new_story();
SELECT watch('mood', 'account', 'mean', '<', -0.3, 0);
SELECT hear('acme', now() - interval '2 minutes', -0.5);
CALL sentiment.evaluate();
SELECT hear('acme', now() - interval '1 minute', -0.4);
SELECT sentiment.resolve(id_of('acme'), 'called them');
SELECT score FROM sentiment.evidence(id_of('acme'));
CALL sentiment.evaluate(now() + interval '1 minute');
SELECT state FROM sentiment.alert;
SELECT hear('acme', clock_timestamp(), -0.6);
CALL sentiment.evaluate(now() + interval '2 minutes');
SELECT state FROM sentiment.alert;
SELECT score FROM sentiment.evidence(id_of('acme'));

CALL new_story();
DELETE FROM sentiment.outcome;
DELETE FROM said_by_hand;
DROP VIEW alerts, kept;
DROP FUNCTION id_of(text);
