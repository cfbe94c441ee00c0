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

CREATE TRIGGER replace_row BEFORE INSERT ON @extschema@.route
    FOR EACH ROW EXECUTE FUNCTION @extschema@.replace_row('emotion');

INSERT INTO @extschema@.route (emotion, addressee) VALUES
    ('anger', 'customer success'),
    ('confusion', 'product'),
    ('disappointment', 'account executive'),
    ('frustration', 'support lead');
