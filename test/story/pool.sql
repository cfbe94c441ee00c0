-- pool.sql - the corpus' texts whose label is sure, on shelves: what can be taken where
CREATE TEMP TABLE line (id text, category text, body text, label text, score numeric, emotions text, topics text, quote text,
                        industry text, writer text, channel text, moment text, pair text);
-- the parts in the everyday register; named one by one, so that a new part does not change what is generated
\copy line FROM PROGRAM 'for n in 7 8 9 10 11 12 13 14 15 17 18 19 20 21 22 23; do tail -n +2 test/corpus/train-$n.tsv; done'
CREATE TEMP TABLE sector (n integer GENERATED ALWAYS AS IDENTITY, sector text, pattern text);
\copy sector (sector, pattern) FROM PROGRAM 'tail -n +2 test/story/sector.tsv'
CREATE TEMP TABLE answer (n integer GENERATED ALWAYS AS IDENTITY, topic text, answers text, body text);
\copy answer (topic, answers, body) FROM PROGRAM 'tail -n +2 test/story/agent.tsv'

-- Sure: clearly felt or not at all, and felt alike about all that it is about.
-- Bands -2 to 2: strong (0.5 and more), mild (0.3, 0.4), none.
CREATE TEMP TABLE pool AS
SELECT (row_number() OVER (ORDER BY l.id COLLATE "C"))::integer AS n, l.id, l.body, l.score, l.industry, s.sector, l.channel,
       split_part(l.topics, ':', 1) AS topic,
       (sign(l.score) * CASE WHEN abs(l.score) >= 0.5 THEN 2 ELSE 1 END)::integer AS band,
       CASE WHEN l.channel = 'chat' THEN 'chat' ELSE 'written' END AS register,
       l.moment NOT IN ('waiting', 'after_fix') AND l.category NOT IN ('reopened', 'resolved_positive', 'gratitude_with_problem', 'quoted_reply') AS opens,
       l.category = 'technical_neutral' AS is_technical,
       l.score < 0 AND (l.category = 'churn_signal' OR l.moment = 'renewal' AND l.topics !~ 'pricing') AS leaves
  FROM line l
  JOIN (SELECT DISTINCT ON (industry) industry, sector FROM (SELECT DISTINCT industry FROM line) i JOIN sector ON industry ~ pattern ORDER BY industry, n) s
    ON s.industry = l.industry
 WHERE (l.score = 0 OR abs(l.score) >= 0.3) AND l.channel <> 'community'
   AND l.topics ~ CASE sign(l.score) WHEN -1 THEN '^(\w+:neg,?)+$' WHEN 0 THEN '^(\w+:neu,?)+$' ELSE '^(\w+:pos,?)+$' END;

-- Where a text may stand, the best places first: NULL stands for any.
CREATE TEMP TABLE choice AS
SELECT v.kind, v.rank, v.sector, v.industry, v.register, concat_ws('|', v.kind, v.rank, v.sector, v.industry, v.topic, v.band, v.register) AS key, array_agg(n ORDER BY n) AS texts
  FROM pool p
 CROSS JOIN LATERAL (SELECT channel IN ('email', 'ticket', 'chat') AND NOT leaves) c (is_ticket)
 CROSS JOIN LATERAL (VALUES
       ('open',      sector, NULL,     topic, band, register, 1, is_ticket AND opens),
       ('open',      sector, NULL,     topic, band, NULL,     2, is_ticket AND opens),
       ('open',      NULL,   NULL,     topic, band, NULL,     3, is_ticket),
       ('follow',    sector, industry, topic, band, NULL,     1, is_ticket AND NOT opens),
       ('follow',    sector, industry, topic, band, NULL,     2, is_ticket),
       ('follow',    sector, NULL,     topic, band, NULL,     3, is_ticket AND NOT opens),
       ('follow',    NULL,   NULL,     topic, band, NULL,     4, is_ticket),
       ('technical', NULL,   NULL,     NULL,  band, NULL,     1, is_ticket AND is_technical AND sector = 'software'),
       ('notice',    sector, NULL,     NULL,  NULL, NULL,     1, leaves AND channel IN ('email', 'ticket')),
       ('notice',    NULL,   NULL,     NULL,  NULL, NULL,     2, leaves AND channel IN ('email', 'ticket')),
       ('survey',    sector, NULL,     NULL,  band, NULL,     1, channel = 'survey' AND NOT leaves),
       ('survey',    NULL,   NULL,     NULL,  band, NULL,     2, channel = 'survey' AND NOT leaves),
       ('note',      sector, NULL,     NULL,  band, NULL,     1, channel IN ('note', 'call') AND NOT leaves),
       ('note',      NULL,   NULL,     NULL,  band, NULL,     2, channel IN ('note', 'call') AND NOT leaves)
       ) AS v (kind, sector, industry, topic, band, register, rank, fits)
 WHERE fits GROUP BY 1, 2, 3, 4, 5, 6;
ANALYZE choice;

-- Each place has its shelf: the texts of the best choice that has enough for the longest ticket.
CREATE TEMP TABLE shelf AS
WITH place (kind, sector, industry, topic, band, register) AS (
    SELECT 'open', sector, NULL, topic, band, register
      FROM (SELECT DISTINCT sector FROM pool) s, (SELECT DISTINCT topic FROM pool) t, generate_series(-2, 2) band, (VALUES ('chat'), ('written')) r (register)
    UNION ALL
    SELECT 'follow', sector, industry, topic, band, NULL
      FROM (SELECT DISTINCT sector, industry FROM pool) s, (SELECT DISTINCT topic FROM pool) t, generate_series(-2, 2) band
    UNION ALL
    SELECT kind, sector, NULL, NULL, band, NULL
      FROM (SELECT DISTINCT sector FROM pool) s, generate_series(-2, 2) band, (VALUES ('survey'), ('note')) k (kind)
    UNION ALL
    SELECT 'notice', sector, NULL, NULL, NULL, NULL FROM (SELECT DISTINCT sector FROM pool) s
    UNION ALL
    SELECT 'technical', NULL, NULL, NULL, 0, NULL
), filled AS (
    SELECT DISTINCT ON (p.kind, p.sector, p.industry, p.topic, p.band, p.register) p.*, c.texts
      FROM place p
      JOIN (SELECT DISTINCT kind, rank, sector IS NULL AS any_sector, industry IS NULL AS any_industry, register IS NULL AS any_register FROM choice) f USING (kind)
      JOIN choice c ON c.key = concat_ws('|', p.kind, f.rank, CASE WHEN NOT any_sector THEN p.sector END, CASE WHEN NOT any_industry THEN p.industry END,
                                         p.topic, p.band, CASE WHEN NOT any_register THEN p.register END)
     ORDER BY p.kind, p.sector, p.industry, p.topic, p.band, p.register, cardinality(c.texts) < 6, c.rank
)
SELECT (row_number() OVER (ORDER BY kind COLLATE "C", sector COLLATE "C", industry COLLATE "C", topic COLLATE "C", band, register COLLATE "C"))::integer AS n, *
  FROM filled;
ANALYZE pool;
ANALYZE shelf;
