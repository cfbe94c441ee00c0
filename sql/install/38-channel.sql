-- Channels and roles, and how much each counts

-- A dump restores its rows over those that come with the extension.
CREATE FUNCTION @extschema@.replace_row() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    EXECUTE format('DELETE FROM %I.%I r WHERE r.%I = ($1).%3$I', TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_ARGV[0]) USING NEW;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION @extschema@.replace_row() IS 'trigger: a new row replaces the one of its key, the column that the argument names';

CREATE TABLE @extschema@.channel_weight (
    channel text PRIMARY KEY CHECK (channel <> ''),
    weight  float8 NOT NULL CHECK (weight BETWEEN 0 AND 100)
);
COMMENT ON TABLE @extschema@.channel_weight IS 'the channels that customers speak on, and how much a message counts; a channel that is not here counts 1';
CREATE TRIGGER replace_row BEFORE INSERT ON @extschema@.channel_weight
    FOR EACH ROW EXECUTE FUNCTION @extschema@.replace_row('channel');
INSERT INTO @extschema@.channel_weight VALUES
    ('ticket', 1), ('note', 0.5), ('call', 1), ('community', 1), ('survey', 1), ('chat', 1);

CREATE TABLE @extschema@.role_weight (
    contact_role text PRIMARY KEY CHECK (contact_role <> ''),
    weight       float8 NOT NULL CHECK (weight BETWEEN 0 AND 100)
);
COMMENT ON TABLE @extschema@.role_weight IS 'how much a person counts in the account; a role that is not here counts 1';
CREATE TRIGGER replace_row BEFORE INSERT ON @extschema@.role_weight
    FOR EACH ROW EXECUTE FUNCTION @extschema@.replace_row('contact_role');
INSERT INTO @extschema@.role_weight VALUES ('executive', 3), ('champion', 2), ('admin', 1.5), ('user', 1);
