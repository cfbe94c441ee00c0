-- Messages inserted in one statement: ROWS=n of them, by default 100,000; texts as long as the demo's, or three of those in a row.
\ir message.sql
CREATE TABLE arriving AS
    SELECT g::bigint AS id, 'account ' || g % 500 AS account, 'ticket ' || g % 20000 AS ticket, a.author, a.is_customer,
           now() - (g % 100000) * interval '1 minute' AS sent_at, a.body, NULL::real AS score
      FROM generate_series(1, :rows) g JOIN line a ON a.id = g % 311 + 1;
CREATE TABLE arriving_long AS
    SELECT a.id, a.account, a.ticket, a.author, a.is_customer, a.sent_at, concat_ws(E'\n', a.body, b.body, c.body) AS body, a.score
      FROM arriving a JOIN line b ON b.id = (a.id / 311) % 311 + 1 JOIN line c ON c.id = (a.id * 7) % 311 + 1
     ORDER BY a.id;
VACUUM ANALYZE arriving, arriving_long;
SELECT count(*) AS texts, round(avg(length(a.body))) AS "characters per text", round(avg(length(l.body))) AS "of the long ones"
  FROM arriving a JOIN arriving_long l USING (id);

INSERT INTO query (title, name, before, q) VALUES
    ('one statement', 'no trigger', 'TRUNCATE plain', 'INSERT INTO plain SELECT * FROM arriving'),
    ('one statement', 'score_update', 'TRUNCATE scored', 'INSERT INTO scored SELECT * FROM arriving'),
    ('one statement, long texts', 'no trigger', 'TRUNCATE plain', 'INSERT INTO plain SELECT * FROM arriving_long'),
    ('one statement, long texts', 'score_update', 'TRUNCATE scored', 'INSERT INTO scored SELECT * FROM arriving_long'),
    ('one statement, and mentions', 'INSERT ... SELECT FROM mentions() by hand', 'TRUNCATE plain, by_hand', 'INSERT INTO plain SELECT * FROM arriving;
        INSERT INTO by_hand SELECT ''public.plain'', id, account, ticket, author, NULL, NULL, NULL, NULL, NULL, is_customer, sent_at, m.*, now()
          FROM arriving, sentiment.mentions(body, is_customer) m'),
    ('one statement, and mentions', 'tracked', 'TRUNCATE tracked, sentiment.mention; UPDATE sentiment.rule SET enabled = false', 'INSERT INTO tracked SELECT * FROM arriving'),
    ('one statement, and mentions', 'tracked, starter rules', 'TRUNCATE tracked, sentiment.mention, sentiment.alert, sentiment.alert_event; UPDATE sentiment.rule SET enabled = true',
        'INSERT INTO tracked SELECT * FROM arriving');
