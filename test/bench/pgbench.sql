-- Tables for inserts of one message each (test/bench/pgbench).
\ir message.sql
-- what one would write oneself
CREATE TABLE bare (LIKE plain INCLUDING ALL);
CREATE FUNCTION append_mentions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO by_hand
    SELECT 'public.bare', NEW.id, NEW.account, NEW.ticket, NEW.author, NULL, NULL, NULL, NULL, NULL, NEW.is_customer, NEW.sent_at, m.*, now()
      FROM sentiment.mentions(NEW.body, NEW.is_customer) m;
    RETURN NULL;
END $$;
CREATE TRIGGER append AFTER INSERT ON bare FOR EACH ROW EXECUTE FUNCTION append_mentions();
ALTER TABLE line ADD PRIMARY KEY (id);
ANALYZE line;
CREATE TABLE run (name text, clients integer, tps float8);
