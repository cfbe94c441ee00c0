-- tracked.sql - how many rows break what tracking promises of the small variant; reads what track.sql left
SET timezone = 'UTC';
SET search_path = public, sentiment;
CREATE TEMP VIEW head AS SELECT * FROM sentiment.mention WHERE topic IS NULL;
CREATE TEMP TABLE daily AS     -- planted accounts on the topic of their story
    SELECT p.*, d.day, d.tally FROM story.planted p JOIN sentiment.mention_day d ON d.account = p.account::text AND d.topic IS NOT DISTINCT FROM p.topic;

SELECT (SELECT count(*) FROM (SELECT 'story.comment' AS source, id FROM story.comment UNION ALL SELECT 'story.survey', id FROM story.survey UNION ALL SELECT 'story.note', id FROM story.note) m
          FULL JOIN head h ON h.source = m.source AND h.key = m.id::text WHERE m.id IS NULL OR h.key IS NULL),
       'each message has been read, and nothing else'
UNION ALL
SELECT (SELECT count(*) FROM head h JOIN story.comment c ON h.source = 'story.comment' AND c.id::text = h.key
          JOIN story.ticket t ON t.id = c.ticket JOIN story.contact a ON a.id = c.author
         WHERE (h.account, h.ticket_type, h.ticket_tier, h.contact_role, h.is_customer, h.channel)
               IS DISTINCT FROM (t.account::text, t.type, t.tier, a.role, a.is_customer, c.channel)),
       'account, type and tier are of the ticket, role and voice of the author'
UNION ALL
SELECT (SELECT count(*) FROM head WHERE (score IS NULL AND reason IS NULL) = is_customer), 'customers are scored or it is said why not, agents are not'
UNION ALL
SELECT (SELECT count(*) FROM head WHERE source = 'story.note' AND NOT is_customer), 'notes count as the customer''s voice'
UNION ALL
SELECT (SELECT count(*) FROM head h JOIN story.scored s ON h.source = 'story.comment' AND h.key = s.id::text WHERE h.score IS DISTINCT FROM s.score),
       'a stored score is what score() says'
UNION ALL
SELECT (SELECT count(*) FROM (SELECT account, sentiment.rollup(tally) AS t FROM sentiment.mention_day WHERE topic IS NULL GROUP BY 1) d
          FULL JOIN (SELECT account, sentiment.tally(score, at) AS t FROM head WHERE is_customer GROUP BY 1) m USING (account) WHERE d.t IS DISTINCT FROM m.t),
       'the rollup is what the mentions are'
UNION ALL
SELECT (SELECT count(*) FROM sentiment.account s FULL JOIN story.account a ON a.id::text = s.account
         WHERE (s.account_name, s.account_tier, s.segment, s.arr, s.renewal_at, s.health, s.usage, s.nps)
               IS DISTINCT FROM (a.name, a.tier, a.segment, a.arr::numeric, a.renewal_at::timestamptz, a.health::text, a.usage::float8, a.nps::float8)),
       'accounts are known'
UNION ALL
SELECT (SELECT count(*) FROM sentiment.source_health WHERE state <> 'tracked' OR problems > 0 OR without_account > 0 OR unknown_authors > 0), 'all sources are well'
UNION ALL
-- accounts sink where they should: against the six weeks before, by at least 0.2, where five messages in each tell a mean
SELECT (SELECT count(*) FILTER (WHERE sentiment.mean(after) > sentiment.mean(before) - 0.2) + (count(*) < 5)::integer FROM (
           SELECT story, account, sentiment.rollup(tally) FILTER (WHERE day >= from_day - 42 AND day < from_day) AS before,
                  sentiment.rollup(tally) FILTER (WHERE day >= latest - 14 AND day < latest) AS after
             FROM daily WHERE expected = 'alert' GROUP BY story, account) a WHERE sentiment.n(before) >= 5 AND sentiment.n(after) >= 5),
       'planted accounts have sunk by the latest day for an alert'
UNION ALL
SELECT (SELECT count(*) FROM (
           SELECT account, sentiment.mean(sentiment.rollup(tally)) AS mean FROM sentiment.mention_day
            WHERE topic IS NULL AND account::integer NOT IN (SELECT account FROM story.planted) GROUP BY account) a WHERE mean < -0.15),
       'no quiet account is negative';
