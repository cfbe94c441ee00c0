-- What waits to be delivered, and who gets it; test/t/010_deliver.pl has the client.
CREATE TABLE message (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, ticket text, sent_at timestamptz DEFAULT clock_timestamp(), body text);
SELECT sentiment.track('message', text => 'body', account => 'ticket', at => 'sent_at', key => 'id', ticket => 'ticket');
INSERT INTO sentiment.playbook (name, owner, review, due) VALUES ('calm', 'agent', 'Answer the quote first.', '4 hours');
INSERT INTO sentiment.rule (name, audience, scope, metric, op, threshold, clear, max_gap, playbook)
    VALUES ('hostile', 'agent', 'ticket', 'score', '<', -0.7, -0.15, '14 days', 'calm');
CREATE VIEW waiting AS SELECT ticket, edge, state, owner FROM sentiment.delivery ORDER BY event;
CREATE FUNCTION take(n integer) RETURNS TABLE (ticket text, edge text) LANGUAGE sql BEGIN ATOMIC
    SELECT ticket, edge FROM sentiment.take_deliveries(n); END;
-- what was so in the past is written down, and told to nobody
INSERT INTO message (ticket, sent_at, body) VALUES ('past', now() - interval '30 days', 'Unacceptable. It crashed again and nobody answers. This is a disgrace!');
CALL sentiment.evaluate(now() - interval '29 days');
SELECT ticket, state FROM sentiment.alert;
TABLE waiting;
-- three edges of one ticket and one of another, and nothing of what is rolled back
BEGIN;
INSERT INTO message (ticket, body) VALUES ('none', 'Unacceptable. It crashed again and nobody answers. This is a disgrace!');
SELECT ticket FROM waiting;
ROLLBACK;
INSERT INTO message (ticket, body) VALUES ('A', 'Unacceptable. It crashed again and nobody answers. This is a disgrace!');
INSERT INTO message (ticket, body) VALUES ('A', 'It works perfectly again, thank you so much, excellent support!');
INSERT INTO message (ticket, body) VALUES ('B', 'Unacceptable. It crashed again and nobody answers. This is a disgrace!');
INSERT INTO message (ticket, body) VALUES ('A', 'Unacceptable. It crashed again and nobody answers. This is a disgrace!');
TABLE waiting;
-- of each ticket the first; what was not committed comes again
BEGIN;
SELECT * FROM take(10);
ROLLBACK;
SELECT * FROM take(1);
SELECT * FROM take(10);
TABLE waiting;
SELECT * FROM take(10);
SELECT * FROM take(10);
-- an alert that is gone is not delivered
INSERT INTO message (ticket, body) VALUES ('C', 'Unacceptable. It crashed again and nobody answers. This is a disgrace!');
DELETE FROM sentiment.alert WHERE ticket = 'C';
TABLE waiting;
SELECT count(*) FROM sentiment.take_deliveries(NULL);
SELECT state, message FROM error_of('SELECT sentiment.take_deliveries(-1)');
SELECT sentiment.untrack('message');
DELETE FROM sentiment.alert;
DELETE FROM sentiment.rule;
DELETE FROM sentiment.playbook;
DROP FUNCTION take(integer);
DROP VIEW waiting;
DROP TABLE message;
