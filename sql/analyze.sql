-- Everything about one text; booleans, because intensities are tuned.
\x on
SELECT (a).label, (a).score < -0.15 AS is_bad, (a).quote, (a).sarcasm, (a).reason,
       (a).model = sentiment.config_fingerprint() AS model
  FROM (SELECT sentiment.analyze('great, now my entire production environment is down') a) t;
SELECT (a).label, (a).emotion, (a).gratitude > (a).anger AS grateful, (a).quote
  FROM (SELECT sentiment.analyze('Thank you so much, Ravi!') a) t;
SELECT (a).churn_risk > 0.3 AS churn_risk, (a).urgency, (a).escalation_risk
  FROM (SELECT sentiment.analyze('We are evaluating alternatives.') a) t;
SELECT (a).urgency > 0.3 AS urgent FROM (SELECT sentiment.analyze('We need this asap, the deadline is urgent.') a) t;
SELECT (a).escalation_risk > 0.3 AS escalates FROM (SELECT sentiment.analyze('As per my last email, I will escalate this to our lawyers.') a) t;
-- the three probabilities are one in all, and confidence is that of the label
SELECT round(((a).negative + (a).neutral + (a).positive)::numeric, 6) AS all_of_it,
       (a).confidence = (a).negative AS confidence_of_label
  FROM (SELECT sentiment.analyze('The export crashed again and we lost data.') a) t;
-- nothing to score: why
SELECT (a).score, (a).label, (a).confidence, (a).reason FROM (SELECT sentiment.analyze('') a) t;
SELECT (a).score, (a).label, (a).reason FROM (SELECT sentiment.analyze('> only a quote') a) t;
SELECT (a).score, (a).label, (a).reason FROM (SELECT sentiment.analyze('Das Dashboard ist down, bitte Support kontaktieren') a) t;
SELECT sentiment.score('Das Dashboard ist down') IS NULL AS unscored,
       (SELECT count(*) FROM sentiment.explain('Das Dashboard ist down')) AS findings,
       (SELECT count(*) FROM sentiment.topics('Das Dashboard ist down')) AS topics,
       (SELECT count(score) FROM sentiment.segments('Das Dashboard ist down')) AS segments_scored;
SELECT sentiment.analyze(NULL) IS NULL AS null_in_null_out;
