-- emotions, urgency and risks: those that are there, with the clause that shows each most.
SELECT emotion, intensity > 0 AND intensity < 1 AS in_range, quote
  FROM sentiment.emotions('We are so angry about the delay. Thank you for calling, though. We need the file asap.') ORDER BY emotion;
SELECT risk, intensity > 0 AND intensity < 1 AS in_range, quote
  FROM sentiment.risks('Kindly note that I will escalate this to your CEO, and that we are evaluating alternatives.') ORDER BY risk;
-- the same figures as analyze: what has no row is 0 there
SELECT text, bool_and(s.intensity IS NOT DISTINCT FROM nullif((to_jsonb(a) ->> s.name)::float8, 0)) AS same
  FROM (VALUES ('This is a disgrace. We are furious.'), ('We need this asap, we will cancel the contract, my lawyer will write.'), ('The meeting is on Tuesday.')) t (text),
       sentiment.analyze(text) AS a,
       LATERAL (SELECT name, coalesce(e.intensity, r.intensity) AS intensity
                  FROM unnest('{anger,confusion,disappointment,frustration,joy,gratitude,urgency,churn_risk,escalation_risk}'::text[]) AS name
                  LEFT JOIN sentiment.emotions(text) e ON e.emotion = name LEFT JOIN sentiment.risks(text) r ON r.risk = name) s
 GROUP BY text ORDER BY text;
-- urgency is never the emotion
SELECT (a).urgency > 0.25 AS urgent, (a).emotion FROM (SELECT sentiment.analyze('We need the file asap.') AS a) t;
SELECT count(*) FROM sentiment.emotions('The meeting is on Tuesday.');
SELECT count(*) FROM sentiment.risks('The meeting is on Tuesday.');
SELECT count(*) FROM sentiment.emotions(NULL);
SELECT count(*) FROM sentiment.risks('Das Dashboard ist down, bitte Support kontaktieren');
