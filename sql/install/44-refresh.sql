-- refresh: what the triggers have not seen

CREATE PROCEDURE @extschema@.refresh(relation regclass)
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
    SET row_security = off
AS $$
DECLARE
    s @extschema@.source;
BEGIN
    SELECT * INTO s FROM @extschema@.source o WHERE o.relation = refresh.relation OR o.name = @extschema@.source_name(refresh.relation);
    IF NOT FOUND THEN
        RAISE EXCEPTION 'table % is not tracked', relation
            USING ERRCODE = 'undefined_object', HINT = 'Use sentiment.track() first.';
    END IF;
    s.relation := @extschema@.source_relation(s);
    PERFORM @extschema@.check_source(s), @extschema@.attach(s);
    -- writers wait: a row that arrives meanwhile would be read here and by its trigger
    EXECUTE format('LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE', @extschema@.source_name(s.relation));
    DELETE FROM @extschema@.mention m WHERE m.source = s.name;
    EXECUTE format($query$
        INSERT INTO @extschema@.mention (source, key, account, ticket, author, contact_role, channel, product, ticket_type, ticket_tier, is_customer, at,
                topic, score, confidence, emotion, urgency, churn_risk, escalation_risk, quote_start, quote_length, text_hash, model, reason, scored_at)
        SELECT %L, r.key, r.account, r.ticket, r.author, r.contact_role, r.channel, r.product, r.ticket_type, r.ticket_tier, r.is_customer, r.at, m.*, now()
          FROM (%s) r CROSS JOIN LATERAL @extschema@.mentions(r.body, r.is_customer, %L) m$query$,
        s.name, @extschema@.source_query(s, @extschema@.source_name(s.relation)), s.model);
END
$$;
COMMENT ON PROCEDURE @extschema@.refresh(regclass) IS 'scores all rows of a tracked table anew, in one transaction';
