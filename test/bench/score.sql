-- Scoring a text, against what core does with one.
-- 60,000 texts of a few hundred bytes: the demo's messages, three in a row, each with a number of its own
CREATE TABLE body AS
    SELECT g AS id, a.body || E'\n' || b.body || E'\n' || c.body || ' #' || g AS t
      FROM generate_series(1, 60000) g
      JOIN line a ON a.id = g % 311 + 1 JOIN line b ON b.id = (g / 311) % 311 + 1 JOIN line c ON c.id = (g * 7) % 311 + 1;
VACUUM ANALYZE body;
SELECT count(*) AS texts, round(sum(length(t)) / 1e6, 1) AS "million characters", round(avg(length(t))) AS "per text" FROM body;

INSERT INTO query (title, name, q) VALUES
    ('score 60,000 texts', 'sum(length(t))', 'SELECT sum(length(t)) FROM body'),
    ('score 60,000 texts', 'count(md5(t))', 'SELECT count(md5(t)) FROM body'),
    ('score 60,000 texts', 'to_tsvector(''english'', t)', 'SELECT sum(length(to_tsvector(''english'', t))) FROM body'),
    ('score 60,000 texts', 'sum(score(t))', 'SELECT sum(score(t)) FROM body');
