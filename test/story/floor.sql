-- floor.sql - by how much the starter rules fall short of floors, set with a margin for 60 accounts and 12 months; reads what replay.sql left
SET timezone = 'UTC';
WITH story AS (
    SELECT d.story, count(*) AS planted, count(f.day) AS found, count(*) FILTER (WHERE f.day <= latest) AS in_time,
           percentile_disc(0.5) WITHIN GROUP (ORDER BY left_at - f.day) AS warning
      FROM story.due d LEFT JOIN (SELECT * FROM story.found WHERE rule IS NULL) f USING (story, account) WHERE d.story <> 'good product' GROUP BY d.story
), weeks AS (
    SELECT count(*) AS fired, count(*) FILTER (WHERE EXISTS (SELECT FROM story.hit h WHERE (h.rule, h.day) = (f.rule, f.day) AND h.account IS NOT DISTINCT FROM f.account)) AS right
      FROM story.firing f WHERE is_of_weeks
)
SELECT (SELECT count(*) FROM story WHERE in_time = 0) + (SELECT abs(count(*) - 5) FROM story), 'of each story an account is found in time'
UNION ALL
SELECT (SELECT greatest(0, ceil(0.7 * sum(planted)) - sum(in_time)) FROM story), 'of all of them 7 in 10 in time'
UNION ALL
SELECT (SELECT greatest(0, ceil(0.9 * sum(planted)) - sum(found)) FROM story), 'and 9 in 10 while the story lasts'
UNION ALL
SELECT (SELECT count(*) FROM story WHERE warning < 28), 'four weeks before notice is given'
UNION ALL
SELECT (SELECT greatest(0, ceil(0.6 * fired) - "right") FROM weeks), 'of the alerts of rules of weeks 6 in 10 are right'
UNION ALL
SELECT (SELECT greatest(0, count(DISTINCT account) - 14) FROM story.firing WHERE is_of_weeks AND account NOT IN (SELECT account FROM story.planted)),
       'of the 42 accounts where nothing is planted they alarm at most 14 in a year'
UNION ALL
SELECT (SELECT count(*) FROM story.firing JOIN story.planted USING (account) WHERE is_of_weeks AND story = 'technical words'), 'technical words do not alarm them'
UNION ALL
SELECT (SELECT greatest(0, count(*) - 364) FROM story.firing f JOIN sentiment.rule r ON r.name = f.rule WHERE r.audience = 'lead'),
       'a lead of 60 accounts has at most seven alerts a week';
