-- Learning curves of fit(): a row of trial for each model that was measured

CREATE TABLE labelled AS
    SELECT set_name, id, body, label::sentiment.polarity AS label, (hashtextextended(id, 0) & 65535) % 3 AS third
      FROM item WHERE label IN ('negative', 'neutral', 'positive') AND NOT is_secret;
ANALYZE labelled;

-- labels: how many the model learnt from; NULL: all of two thirds
CREATE TABLE trial (set_name text, labels integer, learnt integer, draw integer, n integer, accuracy float8, macro_f1 float8, ece float8);

CREATE PROCEDURE measure(which text, tested integer, model text, labels integer, learnt integer, draw integer) LANGUAGE sql AS $$
    INSERT INTO trial
    WITH answer AS (
        SELECT label, coalesce(sentiment.label((a).score), 'neutral') AS said, coalesce((a).confidence, 1) AS confidence
          FROM (SELECT label, sentiment.analyze(body, model) AS a FROM labelled WHERE set_name = which AND third = tested OFFSET 0) x)
    SELECT which, measure.labels, learnt, draw, count(*), avg((label = said)::integer),
           (SELECT avg(2.0 * hits / nullif(there + said, 0))
              FROM (SELECT count(*) FILTER (WHERE a.label = l.label) AS there, count(*) FILTER (WHERE said = l.label) AS said,
                           count(*) FILTER (WHERE a.label = l.label AND said = l.label) AS hits
                      FROM answer a CROSS JOIN (SELECT DISTINCT label FROM labelled WHERE set_name = which) l GROUP BY l.label) f),
           (SELECT sum(abs(off)) / (SELECT count(*) FROM answer)
              FROM (SELECT sum(confidence - (label = said)::integer) AS off FROM answer GROUP BY least(floor(confidence * 10), 9)) b)
      FROM answer
$$;

CREATE PROCEDURE try(which text, tested integer, size integer, draw integer) LANGUAGE plpgsql AS $$
DECLARE
    learnt integer;
BEGIN
    WITH chosen AS (SELECT body, label FROM labelled WHERE set_name = which AND third <> tested ORDER BY hashtextextended(id, draw + 1), id LIMIT size),
         made AS (INSERT INTO sentiment.model (name, weights) SELECT 'trial', sentiment.fit(body, label) FROM chosen
                  ON CONFLICT (name) DO UPDATE SET weights = excluded.weights)
    SELECT count(*) INTO learnt FROM chosen;
    IF size IS NULL OR learnt = size THEN
        CALL measure(which, tested, 'trial', size, learnt, draw);
    END IF;
END $$;

DO $$
DECLARE
    which text;
    size integer;
BEGIN
    FOR which IN SELECT DISTINCT set_name FROM labelled ORDER BY 1 LOOP
        FOR tested IN 0 .. 2 LOOP
            CALL measure(which, tested, 'rules', -1, 0, 0);
            CALL measure(which, tested, 'builtin', 0, 0, 0);
            CALL try(which, tested, NULL, 0);
            FOREACH size IN ARRAY ARRAY[50, 100, 200, 500, 1000, 2000] LOOP
                CALL try(which, tested, size, 0);
                CALL try(which, tested, size, 1);
            END LOOP;
        END LOOP;
    END LOOP;
END $$;

SELECT set_name AS set, CASE t.labels WHEN -1 THEN 'rules alone' WHEN 0 THEN 'none: built in' ELSE coalesce(labels::text, 'two thirds: ' || round(avg(learnt))) END AS labels,
       count(*) AS models, round(avg(accuracy)::numeric, 3) AS accuracy, round(avg(macro_f1)::numeric, 3) AS macro_f1, round(avg(ece)::numeric, 3) AS ece,
       round(100 * (avg(accuracy) - (SELECT avg(accuracy) FROM trial z WHERE z.set_name = t.set_name AND z.labels = 0))::numeric, 1) AS gain
  FROM trial t GROUP BY set_name, labels ORDER BY set_name, t.labels;
