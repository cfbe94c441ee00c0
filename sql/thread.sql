-- The turns of a ticket, and where they go: mentions with given scores, so that every figure can be worked out by hand.
SET timezone = 'UTC';
CREATE TABLE mail (id integer PRIMARY KEY, account text, ticket text, from_customer boolean, at timestamptz, body text);
CREATE TABLE chat (LIKE mail INCLUDING ALL);
SELECT sentiment.track('mail', text => 'body', account => 'account', at => 'at', key => 'id', ticket => 'ticket', is_customer => 'from_customer');
SELECT sentiment.track('chat', text => 'body', account => 'account', at => 'at', key => 'id', ticket => 'ticket');
CREATE FUNCTION mention(source text, account text, ticket text, key text, at text, score float8, is_customer boolean DEFAULT true, topic text DEFAULT NULL, model text DEFAULT 'm1')
    RETURNS void LANGUAGE sql
    BEGIN ATOMIC
        INSERT INTO sentiment.mention (source, account, ticket, key, at, score, is_customer, topic, text_hash, model, scored_at)
            VALUES (source, account, ticket, key, ('2024-03-' || at)::timestamptz, score, is_customer, topic, 0, model, now());
    END;
SELECT count(mention(source, account, ticket, key, at, score, is_customer, topic)) FROM (VALUES
    -- turns 0.2 (mean of two messages; a topic is none), -0.4, -0.6; agents answer once, then twice in a row
    ('public.mail', 'acme', 'A-1', '1', '01 10:00', 0.1,   true,  NULL),
    ('public.mail', 'acme', 'A-1', '1', '01 10:00', -0.9,  true,  'pricing'),
    ('public.mail', 'acme', 'A-1', '2', '01 11:00', 0.3,   true,  NULL),
    ('public.mail', 'acme', 'A-1', '3', '01 12:00', NULL,  false, NULL),
    ('public.mail', 'acme', 'A-1', '4', '02 10:00', -0.4,  true,  NULL),
    ('public.mail', 'acme', 'A-1', '5', '02 11:00', NULL,  false, NULL),
    ('public.mail', 'acme', 'A-1', '6', '02 12:00', NULL,  false, NULL),
    ('public.mail', 'acme', 'A-1', '7', '03 10:00', -0.6,  true,  NULL),
    -- an agent opens; keys 9 and 10 are of one time; the second turn holds nothing that was scored
    ('public.mail', 'acme', 'A-2', '8', '01 09:00', NULL,  false, NULL),
    ('public.mail', 'acme', 'A-2', '10', '01 10:00', NULL, false, NULL),
    ('public.mail', 'acme', 'A-2', '9', '01 10:00', 0.5,   true,  NULL),
    ('public.mail', 'acme', 'A-2', '11', '01 11:00', NULL, true,  NULL),
    -- nobody answers: one turn
    ('public.mail', 'acme', 'A-3', '12', '01 10:00', -0.2, true,  NULL),
    ('public.mail', 'acme', 'A-3', '13', '02 10:00', -0.4, true,  NULL),
    -- the same ticket number at another account
    ('public.mail', 'bolt', 'A-1', '14', '01 10:30', 0,    true,  NULL),
    -- nothing tells who is an agent: each message is a turn
    ('public.chat', 'bolt', 'C-1', '1', '01 10:00', -0.8,  true,  NULL),
    ('public.chat', 'bolt', 'C-1', '2', '02 10:00', 0,     true,  NULL),
    ('public.chat', 'bolt', 'C-1', '3', '03 10:00', 0.2,   true,  NULL),
    ('public.chat', 'bolt', NULL,  '4', '04 10:00', 0.2,   true,  NULL)) v(source, account, ticket, key, at, score, is_customer, topic);
SELECT account, ticket, turn, at, last_at - at AS lasts, messages, score, label FROM sentiment.ticket_turn ORDER BY account, ticket, turn;
SELECT account, ticket, opened_at, last_at, turns, first, last, low, high, delta FROM sentiment.ticket_trajectory ORDER BY account, ticket;
SELECT account, ticket, first_shift, worsening_turns, slope::numeric(6, 4), shape FROM sentiment.ticket_trajectory ORDER BY account, ticket;
-- what was scored by two models says so
SELECT mention('public.mail', 'acme', 'A-3', '15', '03 10:00', 0.1, model => 'm2');
SELECT turn, is_mixed FROM sentiment.ticket_turn WHERE ticket = 'A-3';
SELECT account, ticket, is_mixed FROM sentiment.ticket_trajectory WHERE account = 'acme' ORDER BY ticket;
-- a person's label counts instead of the score
INSERT INTO sentiment.review (source, key, label, reviewer) VALUES ('public.mail', '7', 'positive', 'Ann');
SELECT last, worsening_turns, shape FROM sentiment.ticket_trajectory WHERE account = 'acme' AND ticket = 'A-1';
-- one ticket is looked up through the index
SET enable_seqscan = off;
CREATE FUNCTION uses_index(query text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE line text;
BEGIN
    FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP
        IF line ~ 'mention_ticket_idx' THEN RETURN true; END IF;
    END LOOP;
    RETURN false;
END $$;
SELECT uses_index($$SELECT * FROM sentiment.ticket_trajectory WHERE ticket = 'A-1'$$);
RESET enable_seqscan;
DROP FUNCTION uses_index(text), mention;
DELETE FROM sentiment.review;
DELETE FROM sentiment.mention;
SELECT sentiment.untrack('mail'), sentiment.untrack('chat');
DROP TABLE mail, chat;
