-- Threads: the turns of a ticket, and where they go

CREATE VIEW @extschema@.ticket_turn AS
    SELECT account, ticket, turn, min(at) AS at, max(at) AS last_at, count(*) AS messages, @extschema@.mean(score) AS score,
           @extschema@.label(@extschema@.mean(score))::text AS label, min(model) AS model, min(model) <> max(model) AS is_mixed
      FROM (SELECT account, ticket, is_customer, at, score, model,
                   count(*) FILTER (WHERE is_customer AND NOT continues_turn) OVER (PARTITION BY account, ticket ORDER BY position) AS turn
              FROM (SELECT j.account, j.ticket, j.is_customer, j.at, j.score, j.model, row_number() OVER thread AS position,
                           -- where a source does not tell agents from customers, each message is a turn
                           (s.is_customer_column IS NOT NULL
                            OR (s.author_column IS NOT NULL AND EXISTS (SELECT FROM @extschema@.dimension d WHERE d.kind = 'contact' AND d.columns ? 'is_customer')))
                           AND coalesce(lag(j.is_customer) OVER thread, false) AS continues_turn
                      FROM @extschema@.judged j LEFT JOIN @extschema@.source s ON s.name = j.source
                     WHERE j.topic IS NULL AND j.ticket IS NOT NULL
                    WINDOW thread AS (PARTITION BY j.account, j.ticket ORDER BY j.at, j.source, length(j.key), j.key COLLATE "C")) message) numbered
     WHERE is_customer
     GROUP BY account, ticket, turn;
COMMENT ON VIEW @extschema@.ticket_turn
    IS 'turns of each ticket: a customer''s messages until an agent answers, with the mean of their scores; score NULL: none of them has one';

CREATE VIEW @extschema@.ticket_trajectory AS
    SELECT account, ticket, opened_at, last_at, turns, (drift).first, (drift).last, (drift).low, (drift).high, (drift).delta,
           (drift).first_shift, (drift).worsening_turns, (drift).slope, (drift).shape, is_mixed
      FROM (SELECT account, ticket, min(at) AS opened_at, max(last_at) AS last_at, count(*) AS turns,
                   @extschema@.drift(score, at ORDER BY turn) AS drift, bool_or(is_mixed) OR min(model) <> max(model) AS is_mixed
              FROM @extschema@.ticket_turn
             GROUP BY account, ticket) thread;
COMMENT ON VIEW @extschema@.ticket_trajectory
    IS 'each ticket''s turns as drift() sees them; turns without a score are left out; is_mixed: not all scores are by one model and lexicon, which CALL refresh puts right';
