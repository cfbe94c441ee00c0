-- offence.sql - how many rows break what the README says of the small variant (20 accounts, 6 months); reads story.scored of report.sql
SET timezone = 'UTC';
CREATE TEMP VIEW message AS
    SELECT account, author, at FROM story.comment c JOIN story.ticket t ON t.id = ticket UNION ALL
    SELECT account, author, at FROM story.survey UNION ALL
    SELECT account, author, at FROM story.note;
CREATE TEMP VIEW worded AS      -- scores of planted accounts on the topic of their story
    SELECT p.*, day, score FROM story.planted p JOIN story.scored s ON s.account = p.account AND s.topic = coalesce(p.topic, s.topic);

SELECT (SELECT count(*) FROM (VALUES ('integration regression', 2), ('sla gap', 4), ('price rise', 2), ('champion leaves', 1), ('quiet churn', 1), ('loud but stays', 1),
                                     ('good product', 1), ('technical words', 1), ('quoted mail', 1), ('unforeseen', 1)) e (story, n)
          FULL JOIN (SELECT story, count(DISTINCT account) AS n FROM story.planted GROUP BY story) p USING (story) WHERE e.n IS DISTINCT FROM p.n),
       'each story befalls as many accounts as it should'
UNION ALL
SELECT (SELECT count(*) FROM (SELECT account FROM story.planted GROUP BY account HAVING count(DISTINCT story) > 1) t), 'an account is in one story at most'
UNION ALL
SELECT abs((SELECT count(*) FROM story.account) - 20) + (SELECT count(*) FROM story.account a WHERE NOT EXISTS (SELECT FROM story.contact WHERE account = a.id AND role = 'champion')),
       '20 accounts, each with a champion'
UNION ALL
SELECT count(*), 'months of snapshots without a gap'
  FROM story.account a, generate_series('2025-07-01'::timestamp, '2025-12-01', '1 month') m
 WHERE m < coalesce((SELECT noticed_at + 60 FROM story.outcome WHERE account = a.id AND kind = 'churned'), '2026-01-01')
   AND NOT EXISTS (SELECT FROM story.account_month WHERE account = a.id AND month = m::date)
UNION ALL
SELECT (SELECT count(*) FROM story.ticket t WHERE NOT EXISTS (SELECT FROM story.comment WHERE ticket = t.id AND at = t.opened_at)), 'a ticket is opened by its first message'
UNION ALL
SELECT (SELECT count(*) FROM (SELECT at <= lag(at) OVER (PARTITION BY ticket ORDER BY id) AS is_late FROM story.comment) c WHERE is_late), 'times ascend within a ticket'
UNION ALL
SELECT (SELECT count(*) FROM story.ticket t JOIN story.comment c ON c.ticket = t.id JOIN story.contact a ON a.id = c.author
         WHERE CASE WHEN a.is_customer THEN a.account <> t.account ELSE c.author <> t.agent END), 'customers write in their own tickets, and the agent of the ticket answers'
UNION ALL
SELECT (SELECT count(*) FROM message m JOIN story.contact a ON a.id = m.author WHERE a.is_customer AND a.account <> m.account), 'nobody speaks for another account'
UNION ALL
SELECT (SELECT count(*) FROM message WHERE at < '2025-07-01' OR at >= '2026-01-01'), 'all messages lie in the six months'
UNION ALL
SELECT (SELECT count(*) FROM story.outcome o JOIN message USING (account) WHERE kind = 'churned' AND at >= noticed_at + 60), 'no message after the end of a contract'
UNION ALL
SELECT (SELECT count(*) FROM story.outcome o JOIN story.account a ON a.id = account WHERE kind IN ('churned', 'downgraded') AND renewal_at <> noticed_at + 60), 'notice is given 60 days before the end'
UNION ALL
SELECT (SELECT count(*) FROM story.outcome o WHERE kind IN ('churned', 'downgraded') AND NOT EXISTS (SELECT FROM story.planted WHERE account = o.account)), 'no loss that was not planted'
UNION ALL
SELECT (SELECT count(*) FROM story.planted p WHERE expected = 'alert' AND NOT (from_day < latest AND latest < (SELECT min(noticed_at) FROM story.outcome o WHERE o.account = p.account))),
       'what must be found must be found before the decision'
UNION ALL
SELECT abs((SELECT count(*) FROM story.outcome JOIN story.planted USING (account) WHERE kind = 'churned' AND story IN ('champion leaves', 'quiet churn', 'unforeseen')
                                                                               AND abs(noticed_at - from_day - CASE story WHEN 'champion leaves' THEN 75 ELSE 90 END) <= 7) - 3),
       'notices fall where the key says'
UNION ALL
SELECT (SELECT count(*) FROM story.outcome JOIN story.planted USING (account)
         WHERE expected = 'none' AND story <> 'unforeseen' AND kind NOT IN ('renewed', 'expanded')), 'decoys stay'
UNION ALL
SELECT (SELECT count(*) FROM message m JOIN story.contact a ON a.id = author JOIN story.planted p ON p.account = m.account
         WHERE story = 'champion leaves' AND role = 'champion' AND at >= from_day + 14), 'a champion who left is silent'
UNION ALL
SELECT (SELECT count(*) FROM (SELECT ticket, text FROM story.comment c JOIN story.intent i ON i.source = 'comment' AND i.id = c.id GROUP BY ticket, text HAVING count(*) > 1) d),
       'no text comes twice in a ticket'
UNION ALL
SELECT (SELECT count(*) FROM story.comment c JOIN story.contact a ON a.id = author FULL JOIN (SELECT * FROM story.intent WHERE source = 'comment') i ON i.id = c.id
         WHERE (i.id IS NULL) = coalesce(is_customer, true)), 'the key has the label of each customer message and of nothing else'
UNION ALL
SELECT (SELECT count(*) FROM (SELECT story FROM worded WHERE expected = 'alert' AND day >= latest - 14 AND day < latest
                               GROUP BY story HAVING sentiment.mean(score) < -0.25) s) - 6, 'scores are low where an alert is expected'
UNION ALL
SELECT (SELECT count(*) FROM (SELECT story FROM worded WHERE expected = 'none' AND day >= from_day + 14 AND day < to_day
                               GROUP BY story HAVING sentiment.mean(score) < -0.15) s), 'scores of decoys are not'
UNION ALL
SELECT (SELECT (NOT (sentiment.mean(score) FILTER (WHERE day >= from_day - 42 AND day < from_day) > 0.2
                     AND sentiment.mean(score) FILTER (WHERE day >= from_day + 42 AND day < from_day + 84) < -0.3))::integer FROM worded WHERE story = 'quiet churn'),
       'quiet churn falls from over 0.2 to under -0.3 in six weeks'
UNION ALL
SELECT (SELECT count(*) FROM story.account_month JOIN story.planted USING (account) WHERE story = 'quiet churn' AND (health < 70 OR usage < 70 OR nps < 30)),
       'while health, usage and NPS stay green'
UNION ALL
SELECT (SELECT (avg((sentiment.label(score) = sentiment.label(label::float8))::integer) < 0.9)::integer FROM story.scored), 'labels and scores agree in nine of ten messages';
