-- report.sql - do the moods show?  Needs the extension; scores all customer messages into story.scored.
\set ON_ERROR_STOP on
\set QUIET on
\pset footer off
SET timezone = 'UTC';

CREATE TABLE story.scored AS
SELECT c.id, t.account, c.at::date AS day, i.topic, i.score AS label, sentiment.score(c.body) AS score
  FROM story.comment c JOIN story.ticket t ON t.id = c.ticket JOIN story.intent i ON i.source = 'comment' AND i.id = c.id;
CREATE INDEX ON story.scored (account, day);
ANALYZE story.scored;

\echo
\echo 'Comments by intended mood: the label that a person gave, and the score'
SELECT label, count(*) AS messages, round(sentiment.mean(score)::numeric, 2) AS "mean score",
       round(100 * avg((sentiment.label(score) = sentiment.label(label::float8))::integer), 1) AS "% same label"
  FROM story.scored GROUP BY label ORDER BY label;

\echo 'Stories: mean of labels and of scores in the six weeks before and in the two up to the latest day for an alert (decoys: while they last),'
\echo 'on the topic of the story; the picture: the scale (two bars, -0.6 and 0.6), then the mean score by week, eight before the start and fourteen after'
WITH message AS (
    SELECT p.story, p.topic, p.account, s.label, s.score, s.day, p.from_day,
           s.day >= p.from_day - 42 AND s.day < p.from_day AS is_before,
           s.day >= coalesce(p.latest - 14, p.from_day) AND s.day < coalesce(p.latest, p.to_day) AS is_after
      FROM story.planted p JOIN story.scored s ON s.account = p.account AND s.topic = coalesce(p.topic, s.topic)
    UNION ALL
    SELECT 'nothing planted', NULL, account, label, score, day, until - 98, day >= until - 140 AND day < until - 98, day >= until - 98
      FROM story.scored, (SELECT max(day) + 1 AS until FROM story.scored) u
     WHERE account NOT IN (SELECT account FROM story.planted)
), week AS (
    SELECT story, topic, week, CASE WHEN mean IS NOT NULL THEN greatest(-0.6, least(0.6, mean)) END AS mean
      FROM (SELECT story, topic, week, sentiment.mean(score) FILTER (WHERE floor((day - from_day) / 7.0) = week) AS mean
              FROM message, generate_series(-8, 13) week GROUP BY 1, 2, 3) w
    UNION ALL
    SELECT DISTINCT story, topic, bar, 0.6 * sign(bar + 9.5) FROM message, (VALUES (-10), (-9)) scale (bar)
)
SELECT story, coalesce(topic, '') AS topic, count(DISTINCT account) AS accounts,
       round(avg(label) FILTER (WHERE is_before), 2) AS "label before", round(avg(label) FILTER (WHERE is_after), 2) AS after,
       round((sentiment.mean(score) FILTER (WHERE is_before))::numeric, 2) AS "score before",
       round((sentiment.mean(score) FILTER (WHERE is_after))::numeric, 2) AS after, count(*) FILTER (WHERE is_after) AS n,
       (SELECT sentiment.spark(mean ORDER BY week) FROM week w WHERE w.story = m.story AND w.topic IS NOT DISTINCT FROM m.topic) AS picture
  FROM message m GROUP BY story, topic ORDER BY story = 'nothing planted', story COLLATE "C", topic NULLS FIRST;

\echo 'Quiet churn, week by week from its start: labels, scores, and what is watched without reading'
SELECT w AS week, round(avg(label), 2) AS label, round(sentiment.mean(score)::numeric, 2) AS score, count(*) AS messages,
       round(avg(health)) AS health, round(avg(usage)) AS usage, round(avg(nps)) AS nps
  FROM story.planted p JOIN story.scored s USING (account) JOIN story.account_month a ON a.account = p.account AND a.month = date_trunc('month', day::timestamp)::date,
       LATERAL (SELECT floor((day - from_day) / 7.0)::integer AS w) x
 WHERE story = 'quiet churn' AND w BETWEEN -4 AND 11 GROUP BY 1 ORDER BY 1;
