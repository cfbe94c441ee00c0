-- Contributions add up to the score, and each leads to characters of the text.
CREATE TEMP TABLE body (n serial, t text);
INSERT INTO body (t) VALUES
    ('great, another week with no update'),
    ('Things are resolved, thank you!'),
    ('Love the product, hate the support, but the price is fair. Still waiting for a reply since Monday.'),
    (E'Café — naïve “quotes”: the export isn’t working 😡 and we lost data.\n\nThanks,\nZoë'),
    ('The meeting is on Tuesday.');
SELECT n, sum(contribution)::numeric(6, 4) = max(sentiment.score(t))::numeric(6, 4) AS adds_up,
       bool_and(substring(t FROM start FOR length) = quote) AS quote_is_in_text
  FROM body, sentiment.explain(t) GROUP BY n ORDER BY n;
SELECT start, length, quote, reason FROM sentiment.explain('great, another week with no update');
SELECT quote, reason, contribution > 0 AS good FROM sentiment.explain('The fix did not fix anything. No complaints otherwise.');
SELECT count(*) FROM sentiment.explain('The meeting is on Tuesday.');
SELECT count(*) FROM sentiment.explain(NULL);
-- many findings
SELECT count(*) > 4000, sum(contribution)::numeric(6, 4) = sentiment.score(repeat('It is broken. ', 5000))::numeric(6, 4) AS adds_up
  FROM sentiment.explain(repeat('It is broken. ', 5000));
