-- refresh() of a table that has never been read, and of one where nothing has changed, against scoring its rows: ROWS=n of them.
\ir message.sql
CREATE TABLE stored AS
    SELECT g::bigint AS id, 'account ' || g % 500 AS account, 'ticket ' || g % 20000 AS ticket,
           now() - (g % 100000) * interval '1 minute' AS sent_at, a.body || E'\n' || b.body AS body
      FROM generate_series(1, :rows) g JOIN line a ON a.id = g % 311 + 1 JOIN line b ON b.id = (g / 311) % 311 + 1;
ALTER TABLE stored ADD PRIMARY KEY (id);
VACUUM ANALYZE stored;
SELECT sentiment.track('stored', text => 'body', account => 'account', at => 'sent_at', key => 'id', ticket => 'ticket') \g /dev/null

INSERT INTO query (title, name, before, q) VALUES
    ('refresh', 'sum(score)', NULL, 'SELECT sum(sentiment.score(body)) FROM stored'),
    ('refresh', 'refresh, all new', 'TRUNCATE sentiment.mention', 'CALL sentiment.refresh(''stored'')'),
    ('refresh', 'refresh, nothing new', NULL, 'CALL sentiment.refresh(''stored'')');
