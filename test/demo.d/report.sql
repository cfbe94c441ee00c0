-- What a support leader wants to see on a Monday morning.  Variables: on and off mark a quote.
\set QUIET on
\pset footer off
\pset border 1
\pset null ''

\echo
\echo '1. The angriest tickets of the last 14 days, by their latest turn'
\echo
\pset format unaligned
\pset tuples_only on
WITH latest AS (
    SELECT DISTINCT ON (ticket) ticket, account, author, at, score, emotion, key::integer AS id, quote_start, quote_length
      FROM sentiment.interaction
     WHERE ticket IS NOT NULL AND score IS NOT NULL AND at > now() - interval '14 days'
     ORDER BY ticket, at DESC, key::integer DESC
)
SELECT format(E'%s  %s  %s, %s%s\n      %s\n', to_char(score, 'S0.00'), l.ticket, l.account, l.author, coalesce(', ' || emotion, ''),
              replace(overlay(body PLACING :'on' || substring(body FROM quote_start FOR quote_length) || :'off'
                              FROM quote_start FOR quote_length), E'\n', E'\n      '))
  FROM latest l JOIN message USING (id)
 WHERE quote_start IS NOT NULL
 ORDER BY score, l.ticket LIMIT 5;

\echo '2. Net sentiment by topic and week (-100 to 100), all accounts'
\echo
\pset format aligned
\pset tuples_only off
WITH weekly AS (
    SELECT topic, week, sentiment.rollup(tally) AS tally FROM sentiment.topic_trend GROUP BY topic, week
)
SELECT topic, sentiment.spark(sentiment.net(tally) ORDER BY week) AS "12 weeks",
       sum(sentiment.n(tally)) AS mentions,
       round(sentiment.net(sentiment.rollup(tally) FILTER (WHERE week < sentiment.week(now()) - 56))::numeric) AS "weeks 1-4",
       round(sentiment.net(sentiment.rollup(tally) FILTER (WHERE week BETWEEN sentiment.week(now()) - 56 AND sentiment.week(now()) - 29))::numeric) AS "weeks 5-8",
       round(sentiment.net(sentiment.rollup(tally) FILTER (WHERE week >= sentiment.week(now()) - 28))::numeric) AS "weeks 9-12"
  FROM weekly GROUP BY topic ORDER BY topic;

\echo
\echo '3. Accounts: the last four weeks against the four before'
\echo
WITH recent AS (
    SELECT account,
           sentiment.tally(score) FILTER (WHERE at > now() - interval '28 days') AS now,
           sentiment.tally(score) FILTER (WHERE at <= now() - interval '28 days' AND at > now() - interval '56 days') AS before
      FROM sentiment.interaction GROUP BY account
), weekly AS (
    SELECT account, sentiment.spark(mean ORDER BY week) AS "12 weeks" FROM sentiment.account_week GROUP BY account
)
SELECT account, "12 weeks", round(sentiment.mean(before)::numeric, 2) AS before, round(sentiment.mean(now)::numeric, 2) AS now,
       round((sentiment.mean(now) - sentiment.mean(before))::numeric, 2) AS change, sentiment.n(now) AS messages
  FROM recent JOIN weekly USING (account) ORDER BY change;

WITH recent AS (
    SELECT account, sentiment.mean(score) FILTER (WHERE at > now() - interval '28 days')
                  - sentiment.mean(score) FILTER (WHERE at <= now() - interval '28 days' AND at > now() - interval '56 days') AS change
      FROM sentiment.interaction GROUP BY account
)
SELECT account AS falling FROM recent ORDER BY change LIMIT 1 \gset
\echo '   Why is it' :falling '? Its topics in the same weeks:'
\echo
SELECT topic, round(sentiment.mean(score) FILTER (WHERE at <= now() - interval '28 days' AND at > now() - interval '56 days')::numeric, 2) AS before,
       round(sentiment.mean(score) FILTER (WHERE at > now() - interval '28 days')::numeric, 2) AS now,
       count(*) FILTER (WHERE at > now() - interval '28 days') AS mentions
  FROM sentiment.mention
 WHERE account = :'falling' AND topic IS NOT NULL AND is_customer
 GROUP BY topic ORDER BY sentiment.mean(score) FILTER (WHERE at > now() - interval '28 days');

\echo '   Said by exactly these people'
\echo
\pset format unaligned
\pset tuples_only on
SELECT format('   %s  %s, %s: %s', to_char(m.score, 'S0.00'), author, to_char(at, 'DD Mon'),
              :'on' || sentiment.quote(source, key, quote_start, quote_length, text_hash) || :'off')
  FROM sentiment.mention m
 WHERE account = :'falling' AND topic = 'support' AND is_customer AND at > now() - interval '28 days' AND quote_start IS NOT NULL
 ORDER BY score, at LIMIT 4;
\pset format aligned
\pset tuples_only off

\echo
\echo '4. Alerts, the critical ones first: whose, and due when'
\echo
SELECT severity, rule, account || coalesce(', ' || ticket, '') AS subject, value, owner, to_char(due_at, 'Dy DD Mon HH24:MI') AS due
  FROM sentiment.open_alert ORDER BY severity <> 'critical', due_at, account, ticket;

\echo '   What the alerts of whole accounts rest on, the worst words of each'
\echo
\pset format unaligned
\pset tuples_only on
SELECT format('   %s: %s', rule, :'on' || quote || :'off') FROM sentiment.open_alert WHERE ticket IS NULL AND quote IS NOT NULL ORDER BY severity <> 'critical', due_at, rule;
