-- agreement: Cohen's kappa by hand, in any order, in parallel, in a moving frame.
CREATE TABLE pairs (a sentiment.polarity, b sentiment.polarity, n integer);
CREATE FUNCTION kappa() RETURNS float8 LANGUAGE sql RETURN (SELECT sentiment.agreement(a, b) FROM pairs, generate_series(1, n));
-- 50 texts: 20 negative by both, 15 positive by both, 5 and 10 split.  Observed 35/50; by chance 25/50 * 30/50 + 25/50 * 20/50 = 1/2.
INSERT INTO pairs VALUES ('negative', 'negative', 20), ('negative', 'positive', 5), ('positive', 'negative', 10), ('positive', 'positive', 15);
SELECT kappa() = 0.4 AS "(0.7 - 0.5) / (1 - 0.5)";
-- three labels, 10 texts: agree on 3 + 2 + 2; rows 4, 3, 3, columns 4, 4, 2.  (70 - 34) / (100 - 34) = 6/11
TRUNCATE pairs;
INSERT INTO pairs VALUES ('negative', 'negative', 3), ('negative', 'neutral', 1), ('neutral', 'neutral', 2), ('neutral', 'negative', 1),
    ('positive', 'positive', 2), ('positive', 'neutral', 1);
SELECT abs(kappa() - 6 / 11.0) < 1e-15 AS six_elevenths, kappa() = (SELECT sentiment.agreement(b, a) FROM pairs, generate_series(1, n)) AS symmetric;
-- NULLs are skipped
INSERT INTO pairs VALUES (NULL, 'negative', 3), ('negative', NULL, 2), (NULL, NULL, 1);
SELECT abs(kappa() - 6 / 11.0) < 1e-15 AS six_elevenths;
-- all agree: 1; never: 1/2 and 1/2 swapped is -1; one of them always says the same: 0
SELECT sentiment.agreement(a, b) AS one FROM (VALUES ('negative'::sentiment.polarity, 'negative'::sentiment.polarity), ('positive', 'positive')) v(a, b);
SELECT sentiment.agreement(a, b) AS minus_one FROM (VALUES ('negative'::sentiment.polarity, 'positive'::sentiment.polarity), ('positive', 'negative')) v(a, b);
SELECT sentiment.agreement(a, b) AS zero FROM (VALUES ('negative'::sentiment.polarity, 'positive'::sentiment.polarity), ('positive', 'positive')) v(a, b);
-- defined as NULL: no pair, and one and the same label only, which tells nothing from chance
SELECT sentiment.agreement(a, b) IS NULL AS no_pair FROM pairs WHERE false;
SELECT sentiment.agreement(a, b) IS NULL AS one_label FROM (VALUES ('neutral'::sentiment.polarity, 'neutral'::sentiment.polarity), ('neutral', 'neutral')) v(a, b);
-- any order, parallel, and partitions of any kind
CREATE TABLE many AS SELECT i, (ARRAY['negative', 'neutral', 'positive', NULL])[1 + i * 7919 % 4]::sentiment.polarity AS a,
        (ARRAY['negative', 'neutral', 'positive'])[1 + i % 3]::sentiment.polarity AS b FROM generate_series(1, 20000) i;
ALTER TABLE many SET (parallel_workers = 4);
ANALYZE many;
SET max_parallel_workers_per_gather = 0;
SELECT sentiment.agreement(a, b) AS serial, sentiment.agreement(a, b ORDER BY i DESC) = sentiment.agreement(a, b) AS any_order FROM many \gset
SELECT :'any_order' AS any_order;
SET max_parallel_workers_per_gather = 4;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
CREATE FUNCTION is_parallel(query text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE line text;
BEGIN
    FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP
        IF line ~ 'Partial Aggregate' THEN RETURN true; END IF;
    END LOOP;
    RETURN false;
END $$;
SELECT is_parallel('SELECT sentiment.agreement(a, b) FROM many') AS parallel_plan, sentiment.agreement(a, b) = :'serial' AS same FROM many;
-- a moving frame gives what the frame gives computed anew
SELECT bool_and(moving IS NOT DISTINCT FROM (SELECT sentiment.agreement(m.a, m.b) FROM many m WHERE m.i BETWEEN x.i - 9 AND x.i)) AS moves
  FROM (SELECT i, sentiment.agreement(a, b) OVER (ORDER BY i ROWS 9 PRECEDING) AS moving FROM many WHERE i <= 300) x;
\pset format unaligned
\pset tuples_only on
SELECT state, message FROM error_of($$SELECT sentiment.agreement_accum('{0,0,0,0,0,0,0,0,0}', 'negative', 'negative')$$);
CREATE AGGREGATE broken(sentiment.polarity, sentiment.polarity) (SFUNC = sentiment.agreement_accum, STYPE = bigint[], INITCOND = '{0,0}');
SELECT state, message FROM error_of($$SELECT broken(a, b) FROM many$$);
DROP AGGREGATE broken(sentiment.polarity, sentiment.polarity);
DROP FUNCTION is_parallel(text), kappa();
DROP TABLE pairs, many;
