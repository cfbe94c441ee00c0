-- found.sql - which stories the starter rules found, how early, and whom they alarmed for nothing; reads what replay.sql left;
-- with variable brief the first table only
\set ON_ERROR_STOP on
\set QUIET on
\pset footer off
\pset null ''
SET timezone = 'UTC';
CREATE TEMP TABLE span AS
SELECT (SELECT count(*) FROM story.account) AS accounts, (max(at)::date - min(at)::date + 1) / 7.0 AS weeks FROM story.comment;

\echo
\echo 'Stories: found by a rule of weeks, in time, on which day, and how many days before'
\echo 'the customer gave notice of leaving or of a smaller contract; latest: the day by which a good warning system tells'
SELECT coalesce(d.story, 'all') AS story, count(*) AS accounts, count(f.day) AS found, count(*) FILTER (WHERE f.day <= latest) AS "in time",
       round(count(*) FILTER (WHERE f.day <= latest)::numeric / count(*), 2) AS recall,
       percentile_disc(0.5) WITHIN GROUP (ORDER BY f.day - from_day) AS "median day",
       CASE WHEN d.story IS NOT NULL THEN max(days) END AS latest,
       count(left_at) AS left, percentile_disc(0.5) WITHIN GROUP (ORDER BY left_at - f.day) AS "days of warning"
  FROM story.due d LEFT JOIN (SELECT * FROM story.found WHERE rule IS NULL) f USING (story, account)
 WHERE d.story <> 'good product' GROUP BY ROLLUP (d.story) ORDER BY d.story COLLATE "C" NULLS LAST;

\if :{?brief} \q \endif
\echo 'Rules: how often they fired, and of that on an account in the time of its story; recall is of stories that the rule alone found in time'
SELECT coalesce(f.rule, 'all rules of weeks') AS rule, f.fired, f.right, round(f.right::numeric / f.fired, 2) AS precision,
       round((SELECT count(*) FROM story.found s JOIN story.due d USING (story, account) WHERE s.rule IS NOT DISTINCT FROM f.rule AND s.day <= d.latest)::numeric
             / (SELECT count(*) FROM story.due WHERE story <> 'good product'), 2) AS recall,
       round(f.fired * 100 / accounts / weeks, 2) AS "a week, of 100 accounts"
  FROM span, (SELECT rule, is_of_weeks, count(*) AS fired,
                     count(*) FILTER (WHERE EXISTS (SELECT FROM story.hit h WHERE (h.rule, h.day) = (f.rule, f.day) AND h.account IS NOT DISTINCT FROM f.account)) AS right
                FROM story.firing f GROUP BY GROUPING SETS ((rule, is_of_weeks), (is_of_weeks))) f
 WHERE f.rule IS NOT NULL OR is_of_weeks ORDER BY NOT is_of_weeks, f.rule IS NULL, f.rule COLLATE "C";

\echo 'Quiet accounts, and those that only look alarming: how many had an alert of a rule of weeks'
SELECT coalesce(p.story, 'nothing planted') AS account, count(DISTINCT a.id) AS accounts, count(DISTINCT f.account) AS alerted,
       round(count(f.day) * 52.18 / max(weeks) / count(DISTINCT a.id), 2) AS "alerts a year"
  FROM span, story.account a LEFT JOIN story.planted p ON p.account = a.id AND p.topic IS NULL
  LEFT JOIN story.firing f ON f.account = a.id AND f.is_of_weeks AND NOT (p.story = 'good product' AND f.topic IS NOT DISTINCT FROM 'support')
 WHERE p.expected = 'none' OR NOT EXISTS (SELECT FROM story.planted q WHERE q.account = a.id)
 GROUP BY p.story ORDER BY p.story IS NULL, p.story COLLATE "C";
