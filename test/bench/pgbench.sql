-- Tables for inserts of one message each (test/bench/pgbench), with a history of 60 messages of each of 1,000 accounts.
\ir message.sql
-- a day of a queue: of 1,000 messages 10 are hostile, 90 more negative, and 1,000 .. 1,999 are of the demo, where one in three is
CREATE TABLE said AS
    WITH judged AS (SELECT id, author, is_customer, body, CASE WHEN is_customer THEN score(body) END AS score FROM line),
         kind AS (SELECT *, CASE WHEN score < -0.7 THEN 0 WHEN score < -0.15 THEN 1 ELSE 2 END AS kind FROM judged),
         numbered AS (SELECT *, row_number() OVER (PARTITION BY kind ORDER BY id) - 1 AS n, count(*) OVER (PARTITION BY kind) AS count FROM kind)
    SELECT i, author, is_customer, body FROM generate_series(0, 999) i
      JOIN numbered ON kind = CASE WHEN i < 10 THEN 0 WHEN i < 100 THEN 1 ELSE 2 END AND n = i % count
    UNION ALL
    SELECT 1000 + i, author, is_customer, body FROM generate_series(0, 999) i JOIN judged ON id = 1 + i % 311;
ALTER TABLE said ADD PRIMARY KEY (i);
INSERT INTO plain (account, ticket, author, is_customer, sent_at, body)
    SELECT 'account ' || m, format('ticket %s of %s', n / 6, m), author, is_customer, now() - (60 - n) * interval '1 day', body
      FROM generate_series(0, 59) n, generate_series(0, 999) m, said
     WHERE said.i = (hashint8(60 * m + n) & 2147483647) % 1000;
-- what one would write oneself: the same rows
CREATE TABLE bare (LIKE plain INCLUDING ALL);
CREATE FUNCTION append_mentions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO by_hand
    SELECT 'public.bare', NEW.id, NEW.account, NEW.ticket, NEW.author, NULL, NULL, NULL, NULL, NULL, NEW.is_customer, NEW.sent_at, m.*, now()
      FROM sentiment.mentions(NEW.body, NEW.is_customer) m;
    RETURN NULL;
END $$;
-- a row for each account: what it said in all, or its last 30 days
CREATE TABLE mood (account text PRIMARY KEY, n bigint, score float8);
CREATE TABLE counted (LIKE plain INCLUDING ALL);
CREATE FUNCTION count_score() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO mood AS m VALUES (NEW.account, 1, sentiment.score(NEW.body))
    ON CONFLICT (account) DO UPDATE SET n = m.n + 1, score = m.score + excluded.score;
    RETURN NULL;
END $$;
CREATE TABLE rolling (LIKE plain INCLUDING ALL);
CREATE FUNCTION roll_score() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO by_hand
    SELECT 'public.bare', NEW.id, NEW.account, NEW.ticket, NEW.author, NULL, NULL, NULL, NULL, NULL, NEW.is_customer, NEW.sent_at, m.*, now()
      FROM sentiment.mentions(NEW.body, NEW.is_customer) m;
    INSERT INTO mood AS m
    SELECT NEW.account, count(*), avg(score) FROM by_hand WHERE account = NEW.account AND topic IS NULL AND at > now() - interval '30 days'
    ON CONFLICT (account) DO UPDATE SET n = excluded.n, score = excluded.score;
    RETURN NULL;
END $$;
INSERT INTO tracked TABLE plain;
INSERT INTO bare TABLE plain;
INSERT INTO counted TABLE plain;
INSERT INTO rolling TABLE plain;
INSERT INTO by_hand TABLE sentiment.mention;
INSERT INTO mood SELECT account, count(*), sum(score) FROM by_hand WHERE topic IS NULL GROUP BY account;
CREATE TRIGGER append AFTER INSERT ON bare FOR EACH ROW EXECUTE FUNCTION append_mentions();
CREATE TRIGGER append AFTER INSERT ON counted FOR EACH ROW EXECUTE FUNCTION count_score();
CREATE TRIGGER append AFTER INSERT ON rolling FOR EACH ROW EXECUTE FUNCTION roll_score();
SELECT setval(pg_get_serial_sequence(name, 'id'), 1000000) FROM unnest('{plain,scored,tracked,bare,counted,rolling}'::text[]) name \g /dev/null
CALL sentiment.roll_up();
CALL sentiment.evaluate();
VACUUM ANALYZE;
SELECT count(*) AS "messages before", count(DISTINCT account) AS accounts,
       (SELECT count(*) FROM sentiment.alert WHERE state = 'firing') AS "open alerts", (SELECT count(DISTINCT account) FROM sentiment.alert WHERE state = 'firing') AS "of accounts"
  FROM plain;
