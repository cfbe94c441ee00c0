-- spark: a line for psql; NULL is a gap, equal values lie in the middle.
SELECT sentiment.spark(v ORDER BY i) FROM (VALUES (1, 1::float8), (2, 8), (3, NULL), (4, 4.5), (5, 'Infinity')) t(i, v);
SELECT sentiment.spark(1) FROM generate_series(1, 3);
SELECT sentiment.spark(v) IS NULL FROM (SELECT 1::float8 v WHERE false) t;
SELECT sentiment.spark(v ORDER BY v) FROM (VALUES ('-1e308'::float8), (0), ('1e308')) t(v);
