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
