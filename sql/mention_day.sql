-- The rollup mention_day: after whatever happens to mentions and reviews, it says what the mentions themselves say, to the bit.
CREATE TABLE message (id integer PRIMARY KEY, account text, sent_at timestamptz, sender text, by_customer boolean, body text);
SELECT sentiment.track('message', text => 'body', account => 'account', at => 'sent_at', key => 'id', contact_role => 'sender', is_customer => 'by_customer', channel => 'ticket');
-- from the definition: customers' words, as persons judged them, by UTC day
CREATE VIEW direct AS
    SELECT account, (at AT TIME ZONE 'UTC')::date AS day, source, topic, channel, contact_role, model, sentiment.tally(score, at) AS tally
      FROM sentiment.judged WHERE is_customer GROUP BY 1, 2, 3, 4, 5, 6, 7;
CREATE VIEW rolled AS
    SELECT account, day, source, topic, channel, contact_role, model, sentiment.rollup(tally) AS tally FROM sentiment.mention_day GROUP BY 1, 2, 3, 4, 5, 6, 7;
CREATE FUNCTION differences() RETURNS bigint LANGUAGE sql BEGIN ATOMIC
    SELECT (SELECT count(*) FROM (TABLE direct EXCEPT ALL TABLE rolled) missing) + (SELECT count(*) FROM (TABLE rolled EXCEPT ALL TABLE direct) surplus);
END;
-- rows that a reader takes from mention, and groups that are stored
CREATE VIEW parts AS SELECT (SELECT count(*) FROM sentiment.rollup_fresh_row) AS fresh_rows, (SELECT count(*) FROM sentiment.rollup_day) AS stored;

INSERT INTO message VALUES
    (1, 'acme',   '2024-01-01 09:00+00', 'admin', true, 'The support is terrible.'),
    (2, 'acme',   '2024-01-01 10:00+00', 'admin', true, 'The support is terrible.'),
    (3, 'acme',   '2024-01-02 10:00+00', 'admin', true, 'Great pricing!'),
    (4, 'globex', '2024-01-01 23:59+00', NULL,    true, 'Great pricing!'),
    (5, 'globex', '2024-01-02 00:00+00', NULL,    true, 'Website is not working.'),
    (6, 'globex', '2024-01-02 01:00+00', NULL,    true, ''),
    (7, 'globex', '2024-01-02 02:00+00', NULL,   false, 'We are looking into it.');
SELECT account, day, topic, contact_role, sentiment.n(tally), sentiment.net(tally) FROM sentiment.mention_day ORDER BY account, day, topic;
SELECT differences(), * FROM parts;
CALL sentiment.roll_up();
SELECT differences(), * FROM parts;
-- one row of today is all that is read from mention
INSERT INTO message VALUES (8, 'acme', '2024-01-01 11:00+00', 'admin', true, 'The meeting is on Tuesday.');
SELECT differences(), * FROM parts;
SELECT account, week, n, net, tally OPERATOR(sentiment.=) (SELECT sentiment.tally(score, at) FROM sentiment.judged j WHERE j.account = w.account AND topic IS NULL AND is_customer) AS is_exact
  FROM sentiment.account_week w ORDER BY account;
SELECT account, topic, n, net FROM sentiment.topic_trend ORDER BY account, topic;
-- what went or changed after it was stored: its day is read again, the others are not
DELETE FROM message WHERE id = 2;
SELECT differences(), * FROM parts;
INSERT INTO sentiment.review (source, key, label) VALUES ('public.message', '4', 'negative');
SELECT differences(), * FROM parts;
SELECT account, day, source, key FROM sentiment.rollup_stale ORDER BY account;
CALL sentiment.roll_up();
SELECT differences(), * FROM parts;
SELECT count(*) AS marks FROM sentiment.rollup_stale;
-- what this transaction wrote and took back leaves nothing to do; with nothing to do, nothing is written
BEGIN;
INSERT INTO message VALUES (9, 'acme', '2024-01-03 11:00+00', 'admin', true, 'Great pricing!');
DELETE FROM message WHERE id = 9;
SELECT count(*) AS marks FROM sentiment.rollup_stale;
COMMIT;
CREATE TEMP TABLE before AS SELECT snapshot::text FROM sentiment.rollup_state;
CALL sentiment.roll_up();
SELECT count(*) AS untouched FROM before JOIN sentiment.rollup_state s ON s.snapshot::text = before.snapshot;
-- a label of a language model counts nowhere, and marks nothing
INSERT INTO sentiment.review (source, key, label, kind) VALUES ('public.message', '5', 'positive', 'language model');
SELECT count(*) AS marks FROM sentiment.rollup_stale;
-- rows come with the xid of another cluster, or are changed by hand
INSERT INTO sentiment.mention (source, key, account, is_customer, at, score, text_hash, model, scored_at, xid)
    VALUES ('public.message', '100', 'acme', true, '2024-01-02 12:00+00', 0.5, 0, 'builtin', now(), '3'),
           ('public.message', '101', 'acme', true, '2024-01-02 12:00+00', 0.5, 0, 'builtin', now(), '1000000000000');
SELECT differences(), fresh_rows FROM parts;
CALL sentiment.roll_up();
SELECT differences(), fresh_rows FROM parts;
UPDATE sentiment.mention SET account = 'globex', xid = '4' WHERE key IN ('100', '101');
SELECT differences(), fresh_rows FROM parts;
DELETE FROM sentiment.mention WHERE key = '101';
SELECT differences() FROM parts;
-- a review that came before its message
INSERT INTO sentiment.review (source, key, label, text_hash) VALUES ('public.message', '10', 'negative', hashtextextended('Great pricing!' COLLATE "C", 0));
CALL sentiment.roll_up();
INSERT INTO message VALUES (10, 'acme', '2024-01-03 11:00+00', 'admin', true, 'Great pricing!');
SELECT differences(), fresh_rows FROM parts;
-- what this transaction wrote stays fresh, because it may write on; what others wrote is stored
BEGIN;
INSERT INTO message VALUES (11, 'acme', '2024-01-03 11:00+00', 'admin', true, 'Great pricing!');
SELECT differences(), fresh_rows FROM parts;
CALL sentiment.roll_up();
SELECT differences(), fresh_rows FROM parts;
-- a stored message of the same day goes
DELETE FROM message WHERE id = 10;
INSERT INTO message VALUES (12, 'acme', '2024-01-03 12:00+00', 'admin', true, 'The support is terrible.');
SELECT differences(), fresh_rows, (SELECT count(*) FROM sentiment.rollup_stale_day) AS stale FROM parts;
CALL sentiment.roll_up();
SELECT differences(), fresh_rows, (SELECT count(*) FROM sentiment.rollup_stale_day) AS stale FROM parts;
COMMIT;
SELECT differences(), fresh_rows FROM parts;
CALL sentiment.roll_up();
SELECT differences(), fresh_rows FROM parts;
-- words of staff are in no summary, and are not looked at again
INSERT INTO message VALUES (13, 'acme', '2024-01-03 13:00+00', 'agent', false, 'We are looking into it.');
CALL sentiment.roll_up();
SELECT count(*) AS looked_at FROM sentiment.mention WHERE NOT pg_visible_in_snapshot(xid, (SELECT snapshot FROM sentiment.rollup_state));

-- a long random life: each step in a transaction of its own, some taken back to a savepoint, compared after each
CREATE TABLE life (step integer, what text, differences bigint, fresh_rows bigint);
CREATE PROCEDURE live(steps integer) LANGUAGE plpgsql AS $$
<<live>>
DECLARE
    body CONSTANT text[] := '{The support is terrible.,Great pricing!,Website is not working.,See you on Monday.,I love it.,The onboarding took forever and nobody answers.}';
    what text;
    r bigint;
    id integer;
BEGIN
    FOR step IN 1 .. steps LOOP
        r := hashint8extended(step, 41) & 9223372036854775807;
        id := 1000 + r / 100 % 60;
        what := (ARRAY['insert', 'insert', 'insert', 'text', 'move', 'delete', 'review', 'review', 'withdraw', 'by hand', 'roll up', 'all at once'])[1 + r % 12];
        BEGIN
            CASE what
                WHEN 'insert' THEN
                    INSERT INTO message SELECT i, 'account ' || i % 3, timestamptz '2024-02-01' + (r % 97 + i) * interval '1 hour', (ARRAY['user', NULL])[1 + i % 2], i % 7 > 0, body[1 + (i + r) % 6]
                      FROM generate_series(id, id + 4) i ON CONFLICT DO NOTHING;
                WHEN 'text' THEN UPDATE message m SET body = live.body[1 + r / 7 % 6] WHERE m.id BETWEEN live.id AND live.id + 3;
                WHEN 'move' THEN UPDATE message m SET account = 'account ' || r / 7 % 3, sent_at = sent_at + interval '11 hours' WHERE m.id = live.id;
                WHEN 'delete' THEN DELETE FROM message m WHERE m.id BETWEEN live.id AND live.id + 2;
                WHEN 'review' THEN
                    INSERT INTO sentiment.review (source, key, label, reviewer)
                    SELECT source, key, (ARRAY['negative', 'neutral', 'positive'])[1 + r / 7 % 3]::sentiment.polarity, 'reviewer ' || r % 2
                      FROM sentiment.mention m WHERE m.key = live.id::text AND topic IS NULL AND is_customer
                    ON CONFLICT (source, key, topic, text_hash, kind, reviewer) DO UPDATE SET label = EXCLUDED.label;
                WHEN 'withdraw' THEN DELETE FROM sentiment.review r WHERE r.key::integer > live.id;
                WHEN 'by hand' THEN UPDATE sentiment.mention m SET score = -score, channel = 'call' WHERE m.key = live.id::text;
                WHEN 'roll up' THEN CALL sentiment.roll_up();
                WHEN 'all at once' THEN
                    DELETE FROM message m WHERE m.id = live.id;
                    UPDATE message m SET body = live.body[1 + r / 7 % 6] WHERE m.id = live.id + 1;
                    CALL sentiment.roll_up();
                    INSERT INTO message VALUES (live.id, 'account 2', '2024-02-03', 'user', true, live.body[1 + r / 11 % 6]);
                    CALL sentiment.roll_up();
            END CASE;
            IF r / 1000000 % 5 = 0 THEN
                RAISE EXCEPTION USING ERRCODE = 'SN000';
            END IF;
        EXCEPTION WHEN SQLSTATE 'SN000' THEN
            what := what || ', taken back';
        END;
        INSERT INTO life SELECT step, what, differences(), fresh_rows FROM parts;
        COMMIT;
        INSERT INTO life SELECT step, what || ', committed', differences(), fresh_rows FROM parts;
    END LOOP;
END
$$;
SET client_min_messages = error;
CALL live(200);
SELECT count(*) AS comparisons, count(DISTINCT what) AS kinds, sum(differences) AS differences, min(fresh_rows) AS least, max(fresh_rows) > 20 AS many_fresh_rows FROM life;
SELECT * FROM life WHERE differences > 0 ORDER BY step;
SELECT count(*) > 10 AS enough_remains FROM direct;
CALL sentiment.refresh('message');
SELECT differences() FROM parts;
CALL sentiment.roll_up();
SELECT differences(), fresh_rows FROM parts;
-- an account is forgotten, and what is older than noon of a day
SELECT table_name, deleted > 0 AS deleted FROM sentiment.forget('account 1') WHERE table_name ~ '^rollup' ORDER BY 1;
SELECT differences(), fresh_rows, (SELECT count(*) FROM sentiment.rollup_day WHERE account = 'account 1') AS stored FROM parts;
SELECT table_name, deleted > 0 AS deleted FROM sentiment.retain(now() - '2024-03-17 12:00+00') WHERE table_name ~ '^rollup' ORDER BY 1;
SELECT differences(), fresh_rows > 0 AS fresh_rows, (SELECT min(day) FROM sentiment.rollup_day WHERE account ~ '^account') AS first_day FROM parts;
-- emptied
TRUNCATE sentiment.review;
SELECT differences() FROM parts;
CALL sentiment.roll_up();
TRUNCATE message;
SELECT differences(), (SELECT count(*) FROM sentiment.mention_day WHERE source = 'public.message' AND account ~ '^account') AS rows FROM parts;
TRUNCATE sentiment.mention;
SELECT differences(), * FROM parts;
-- rights: a reader reads, an admin rolls up, an analyst's review marks
CREATE ROLE regress_senti_rollup;
SELECT sentiment.grant_access('regress_senti_rollup', 'reader');
INSERT INTO message VALUES (1, 'acme', '2024-01-01 09:00+00', 'admin', true, 'The support is terrible.');
CALL sentiment.roll_up();
SET ROLE regress_senti_rollup;
SELECT count(*) FROM sentiment.mention_day;
SELECT state, message FROM error_of('CALL sentiment.roll_up()');
RESET ROLE;
SELECT sentiment.grant_access('regress_senti_rollup', 'analyst');
SET ROLE regress_senti_rollup;
INSERT INTO sentiment.review (source, key, label) VALUES ('public.message', '1', 'positive');
SELECT n, net FROM sentiment.account_week;
SELECT state, message FROM error_of('CALL sentiment.roll_up()');
RESET ROLE;
SELECT sentiment.grant_access('regress_senti_rollup', 'admin');
SET ROLE regress_senti_rollup;
CALL sentiment.roll_up();
SELECT n, net FROM sentiment.account_week;
DELETE FROM sentiment.review;
RESET ROLE;
SELECT count(*) FROM sentiment.rollup_stale;
SELECT sentiment.untrack('message');
DROP PROCEDURE live(integer);
DROP FUNCTION differences();
DROP VIEW parts, direct, rolled;
DROP TABLE message, life;
DROP OWNED BY regress_senti_rollup;
DROP ROLE regress_senti_rollup;
CALL sentiment.roll_up();
