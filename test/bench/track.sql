-- Inserts into a tracked table, against one that is not tracked.
CREATE TABLE plain (id integer PRIMARY KEY, account text, ticket text, sent_at timestamptz, body text);
CREATE TABLE tracked (LIKE plain INCLUDING ALL);
SELECT sentiment.track('tracked', text => 'body', account => 'account', at => 'sent_at', key => 'id', ticket => 'ticket') \g /dev/null
SELECT sentiment.starter_rules() \g /dev/null
CREATE TABLE by_hand (LIKE sentiment.mention INCLUDING ALL);
CREATE TABLE arriving AS
    SELECT g AS id, 'account ' || g % 500 AS account, 'ticket ' || g % 20000 AS ticket, now() - (g % 100000) * interval '1 minute' AS sent_at, a.body
      FROM generate_series(1, 100000) g JOIN line a ON a.id = g % 311 + 1;
VACUUM ANALYZE arriving;

INSERT INTO query (title, name, before, q) VALUES
    ('insert 100,000 rows', 'not tracked', 'TRUNCATE plain', 'INSERT INTO plain SELECT * FROM arriving'),
    ('insert 100,000 rows', 'not tracked, score() and mentions appended by hand', 'TRUNCATE plain, by_hand', 'WITH row AS (INSERT INTO plain SELECT * FROM arriving RETURNING *)
        INSERT INTO by_hand SELECT ''public.plain'', id::text, account, ticket, NULL, NULL, NULL, true, sent_at, m.*, now() FROM row, sentiment.mentions(body, true) m'),
    ('insert 100,000 rows', 'tracked, two rules', 'TRUNCATE tracked, sentiment.mention, sentiment.alert, sentiment.alert_event', 'INSERT INTO tracked SELECT * FROM arriving');
