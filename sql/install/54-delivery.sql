-- Delivery: what waits in outbox, and how a client takes it

CREATE VIEW @extschema@.delivery AS
    SELECT e.id AS event, e.edge, e.at, e.actor, e.note, a.id AS alert, a.rule, r.audience, a.severity, a.state, a.source, a.account, a.ticket,
           a.topic, a.author, a.owner, a.route_to, a.review, coalesce(e.value, a.value) AS value, a.since, a.due_at, a.escalated_to, o.queued_at
      FROM @extschema@.outbox o
      JOIN @extschema@.alert_event e ON e.id = o.event
      JOIN @extschema@.alert a ON a.id = e.alert
      JOIN @extschema@.rule r ON r.name = a.rule;
COMMENT ON VIEW @extschema@.delivery IS 'events that wait to be delivered, with what a message needs; state, severity and owner are those of now';

-- Of each alert the first only: another client may be about to send it, and must not be overtaken.
CREATE FUNCTION @extschema@.take_deliveries(n integer) RETURNS SETOF @extschema@.delivery
    LANGUAGE sql VOLATILE STRICT
    SET search_path = pg_catalog, pg_temp
    -- row by row and by index, however long the queue and whatever the planner knows of it
    SET enable_seqscan = off
    SET enable_hashjoin = off
    SET enable_mergejoin = off
    SET jit = off
BEGIN ATOMIC
    WITH next AS MATERIALIZED (
        SELECT o.event
          FROM @extschema@.outbox o
         WHERE NOT EXISTS (SELECT FROM @extschema@.alert_event e
                             JOIN @extschema@.alert_event earlier ON earlier.alert = e.alert AND earlier.id < e.id
                             JOIN @extschema@.outbox w ON w.event = earlier.id
                            WHERE e.id = o.event OFFSET 0)
         ORDER BY o.event
         LIMIT n
           FOR UPDATE SKIP LOCKED
    ),
    taken AS (
        DELETE FROM @extschema@.outbox o USING next WHERE o.event = next.event RETURNING o.event
    )
    SELECT d.*
      FROM taken CROSS JOIN LATERAL (SELECT * FROM @extschema@.delivery d WHERE d.event = taken.event OFFSET 0) d
     ORDER BY d.event;
END;
COMMENT ON FUNCTION @extschema@.take_deliveries(integer)
    IS 'takes up to n events out of outbox, the first of each alert, that no other client has; commit when they are delivered, and they are gone: else they wait again';
