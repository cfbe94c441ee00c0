-- The neutral band is 0.15 either way, inclusive.
SELECT s, sentiment.label(s) FROM unnest(ARRAY[-1, -0.1501, -0.15, 0, 0.15, 0.1501, 1]::float8[]) s;
SELECT sentiment.label(0.2, 0.25), sentiment.label(0.3, 0.25), sentiment.label(-0.01, 0);
SELECT sentiment.label(NULL::float8), sentiment.label(NULL::text), sentiment.label('');
SELECT 'negative'::sentiment.polarity < 'neutral' AND 'neutral'::sentiment.polarity < 'positive' AS ordered;
SELECT bool_and(sentiment.label(body) = sentiment.label(sentiment.score(body))) AS label_of_text_is_label_of_score
  FROM (VALUES ('Website is not working.'), ('The meeting is on Tuesday.'), ('Excellent support, thank you!')) t(body);
-- errors: state, message, detail
\pset format unaligned
\pset tuples_only on
SELECT * FROM error_of($$SELECT sentiment.label(1.01)$$);
SELECT * FROM error_of($$SELECT sentiment.label('NaN'::float8)$$);
SELECT * FROM error_of($$SELECT sentiment.label(0.5, -0.1)$$);
