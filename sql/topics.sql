-- A topic that is not mentioned has no row; each has its own score and quote.
CREATE TEMP TABLE body (t text);
INSERT INTO body VALUES ('love the product, hate the support, price is fair');
SELECT topic, label, substring(t FROM start FOR length) = quote AS quote_is_in_text, quote
  FROM body, sentiment.topics(t) ORDER BY topic;
SELECT topic, label FROM sentiment.topics('Your support team never replied to my ticket.') ORDER BY topic;
SELECT topic, label FROM sentiment.topics('The invoice is overpriced.') ORDER BY topic;
SELECT topic, label FROM sentiment.topics('Could you send the invoice to our head office?') ORDER BY topic;
SELECT topic, label FROM sentiment.topics('The onboarding was excellent.') ORDER BY topic;
SELECT count(*) FROM sentiment.topics('See you on Tuesday.');
SELECT count(*) FROM sentiment.topics(NULL);
-- a feeling or a question about nothing that is named is about the product, thanks are for people
SELECT t, topic, label, quote FROM unnest('{Absolutely horrible!,How do I change the colour?,Thank you so much!}'::text[]) AS t, sentiment.topics(t) ORDER BY t;
-- a clause that names no topic goes on with the one before; an only topic has the score of the text
SELECT topic, label, quote FROM sentiment.topics('The dashboard is horrible, ugly and slow, the hotline is excellent.') ORDER BY topic;
SELECT t.score = sentiment.score(body) AS same FROM (SELECT 'The dashboard is horrible. At least it is fast.' AS body) AS x, sentiment.topics(body) t;
