-- rescale: -1 becomes lo and 1 becomes hi, exactly; the scale may run backwards
SELECT sentiment.rescale(-1, 0, 100) AS lo, sentiment.rescale(1, 0, 100) AS hi, sentiment.rescale(0, 0, 100) AS middle,
       sentiment.rescale(0.5, 1, 5) AS stars, sentiment.rescale(0.5, 5, 1) AS backwards, sentiment.rescale(-1, 0.1, 0.3) = 0.1 AS exact_lo, sentiment.rescale(1, 0.1, 0.3) = 0.3 AS exact_hi;
SELECT sentiment.rescale(NULL, 0, 1) IS NULL AS null;
-- relative_change on 0..1: from 0.2 (0.6 there) to -0.2 (0.4 there) a third is lost
SELECT round(sentiment.relative_change(-0.2, 0.2)::numeric, 4) AS lost, sentiment.relative_change(0, -0.5) AS doubled, sentiment.relative_change(0.3, 0.3) AS same,
       sentiment.relative_change(-1, 0) AS all_lost;
SELECT sentiment.relative_change(0.5, -1) IS NULL AS from_zero, sentiment.relative_change(0.5, NULL) IS NULL AS from_null, sentiment.relative_change(NULL, 0.5) IS NULL AS to_null;
SELECT e.* FROM (VALUES ('rescale(1.5, 0, 1)'), ('rescale(''NaN'', 0, 1)'), ('rescale(0, ''-Infinity'', 1)'), ('rescale(0, 0, ''NaN'')'), ('relative_change(0, 7)'), ('relative_change(-7, 0)')) AS bad (call),
       error_of('SELECT sentiment.' || call) AS e;
