-- replay.sql - starter rules on what track.sql has read, as if each day were today; variable step: days from one evaluation to the next, default 1
\set ON_ERROR_STOP on
\set QUIET on
\if :{?step} \else \set step 1 \endif
SET client_min_messages = warning;
SET timezone = 'UTC';
INSERT INTO sentiment.outcome (account, kind, at) SELECT account::text, kind, noticed_at FROM story.outcome;
SELECT sentiment.starter_rules() \g /dev/null
SELECT format('CALL sentiment.evaluate(%L)', day + interval '1 day' - interval '1 second')
  FROM (SELECT generate_series(min(at)::date, max(at)::date, :'step'::integer * interval '1 day') AS day FROM story.comment) d \gexec

-- Each time that an alert came, or came again.  A rule of weeks looks at means; the others react to single messages.
CREATE VIEW story.firing AS
SELECT a.rule, a.account::integer, a.topic, e.at::date AS day, r.scope <> 'ticket' AND r.metric NOT IN ('score', 'churn_risk') AS is_of_weeks
  FROM sentiment.alert_event e JOIN sentiment.alert a ON a.id = e.alert JOIN sentiment.rule r ON r.name = a.rule
 WHERE e.edge IN ('open', 'reopen');

-- What should be found.  Who leaves stays discontented; support of a good product is bad all the time.
CREATE VIEW story.due AS
SELECT p.story, p.account, p.topic, p.to_day AS end_day, CASE WHEN p.story = 'good product' THEN '-infinity' ELSE p.from_day END AS from_day, p.latest, p.latest - p.from_day AS days,
       CASE WHEN p.story = 'good product' OR o.noticed_at IS NOT NULL THEN 'infinity' ELSE p.to_day END AS to_day, o.noticed_at AS left_at
  FROM story.planted p LEFT JOIN story.outcome o ON o.account = p.account AND o.kind IN ('churned', 'downgraded')
 WHERE p.expected = 'alert';

-- Which firing belongs to which story: of its account or, on the topic of a story of several accounts, of all of them.
CREATE VIEW story.hit AS
SELECT f.*, d.story, d.account AS of_account, f.topic IS NULL OR d.topic IS NULL OR f.topic = d.topic AS is_of_topic
  FROM story.firing f JOIN story.due d ON f.day >= d.from_day AND f.day < d.to_day
   AND CASE WHEN f.account IS NULL THEN f.topic = d.topic AND f.day < d.end_day AND d.story <> 'good product'
            ELSE f.account = d.account AND (f.topic = d.topic OR d.story <> 'good product') END;

-- The first day on which a rule, and any rule of weeks (NULL), told of a story.  A good product is no story of decline.
CREATE VIEW story.found AS
SELECT rule, story, of_account AS account, min(day) AS day FROM story.hit WHERE is_of_topic AND story <> 'good product' GROUP BY 1, 2, 3
UNION ALL
SELECT NULL, story, of_account, min(day) FROM story.hit WHERE is_of_topic AND is_of_weeks AND story <> 'good product' GROUP BY 2, 3;
