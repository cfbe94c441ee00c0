-- Routes: who is told of which emotion

CREATE TABLE @extschema@.route (
    emotion   text PRIMARY KEY,
    addressee text,
    CONSTRAINT route_emotion_is_one_of_six
        CHECK (emotion IN ('anger', 'confusion', 'disappointment', 'frustration', 'joy', 'gratitude')),
    CONSTRAINT route_addressee_has_a_name CHECK (addressee <> '')
);
COMMENT ON TABLE @extschema@.route IS 'who is told of messages with an emotion; yours to change';
COMMENT ON COLUMN @extschema@.route.addressee IS 'NULL: nobody';

-- A dump restores its rows over those that come with the extension.
CREATE FUNCTION @extschema@.route_replace() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    DELETE FROM @extschema@.route r WHERE r.emotion = NEW.emotion;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION @extschema@.route_replace() IS 'trigger: a new route replaces the one of its emotion';

CREATE TRIGGER route_replace BEFORE INSERT ON @extschema@.route
    FOR EACH ROW EXECUTE FUNCTION @extschema@.route_replace();

INSERT INTO @extschema@.route (emotion, addressee) VALUES
    ('anger', 'customer success'),
    ('confusion', 'product'),
    ('disappointment', 'account executive'),
    ('frustration', 'support lead');
