-- Days, weeks and months: in one zone for everybody, never the session's

CREATE TABLE @extschema@.setting (
    is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    zone    text NOT NULL
);
COMMENT ON TABLE @extschema@.setting IS 'one row: settings of this database, for everybody';
COMMENT ON COLUMN @extschema@.setting.zone IS 'in which days, weeks and months begin: a name of pg_timezone_names';

-- Names only: an abbreviation or an offset knows no daylight-saving time, and 'UTC+2' is west of Greenwich.
CREATE FUNCTION @extschema@.zone_name(zone text) RETURNS text
    LANGUAGE plpgsql STABLE STRICT
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    known text;
BEGIN
    SELECT n.name INTO known FROM pg_timezone_names n WHERE lower(n.name) = lower(zone) ORDER BY n.name <> zone LIMIT 1;
    IF known IS NULL THEN
        RAISE EXCEPTION 'time zone "%" is not known', zone
            USING ERRCODE = 'invalid_parameter_value',
                  DETAIL = 'It must be a name, such as Europe/Berlin: abbreviations and offsets know no daylight-saving time.',
                  HINT = coalesce((SELECT 'Did you mean ' || string_agg(n.name, ' or ' ORDER BY n.name COLLATE "C") || '?'
                                     FROM pg_timezone_names n WHERE lower(n.name) LIKE '%/' || replace(lower(zone), ' ', '\_')
                                      AND n.name !~ '^(posix|right)/'),
                                  'SELECT name FROM pg_timezone_names; lists them.');
    END IF;
    RETURN known;
END
$$;
COMMENT ON FUNCTION @extschema@.zone_name(text) IS 'the name of a time zone as pg_timezone_names writes it; refuses what is none';

CREATE FUNCTION @extschema@.zone_check() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    NEW.zone := @extschema@.zone_name(NEW.zone);
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION @extschema@.zone_check() IS 'trigger: refuses a time zone that is not known';
CREATE TRIGGER replace_row BEFORE INSERT ON @extschema@.setting
    FOR EACH ROW EXECUTE FUNCTION @extschema@.replace_row('is_only');
CREATE TRIGGER zone_check BEFORE INSERT OR UPDATE OF zone ON @extschema@.setting
    FOR EACH ROW EXECUTE FUNCTION @extschema@.zone_check();
INSERT INTO @extschema@.setting (zone) VALUES ('UTC');

CREATE FUNCTION @extschema@.zone() RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
    RETURN coalesce((SELECT s.zone FROM @extschema@.setting s), 'UTC');
COMMENT ON FUNCTION @extschema@.zone() IS 'the zone in which days, weeks and months begin';

CREATE FUNCTION @extschema@.day(at timestamptz) RETURNS date
    AS 'MODULE_PATHNAME', 'sentiment_day' LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.day(timestamptz) IS 'calendar day of a time, in the zone of table setting';

CREATE FUNCTION @extschema@.week(day date) RETURNS date
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    -- day 0 of the Julian period, the first that a date can be, was a Monday
    RETURN day - (day - date 'J0') % 7;
COMMENT ON FUNCTION @extschema@.week(date) IS 'Monday of a day''s week';

CREATE FUNCTION @extschema@.week(at timestamptz) RETURNS date
    LANGUAGE sql STABLE STRICT PARALLEL SAFE
    RETURN date_trunc('week', @extschema@.day(at)::timestamp)::date;
COMMENT ON FUNCTION @extschema@.week(timestamptz) IS 'Monday of a time''s week, in the zone of table setting';

CREATE FUNCTION @extschema@.month(day date) RETURNS date
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN date_trunc('month', day::timestamp)::date;
COMMENT ON FUNCTION @extschema@.month(date) IS 'first day of a day''s month';

CREATE FUNCTION @extschema@.month(at timestamptz) RETURNS date
    LANGUAGE sql STABLE STRICT PARALLEL SAFE
    RETURN date_trunc('month', @extschema@.day(at)::timestamp)::date;
COMMENT ON FUNCTION @extschema@.month(timestamptz) IS 'first day of a time''s month, in the zone of table setting';

-- As the triggers read times without a zone (src/pg/zone.c), for refresh() and dimensions.
CREATE FUNCTION @extschema@.moment(local timestamp, zone text) RETURNS timestamptz
    AS 'MODULE_PATHNAME', 'sentiment_moment' LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.moment(timestamp, text) IS 'when a local time of a zone is; infinite: no timestamp can hold it';
CREATE FUNCTION @extschema@.moment(day date, zone text) RETURNS timestamptz
    AS 'MODULE_PATHNAME', 'sentiment_moment_date' LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.moment(date, text) IS 'when a day begins in a zone; infinite: no timestamp can hold it';
CREATE FUNCTION @extschema@.moment(at timestamptz, zone text) RETURNS timestamptz
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN at;
COMMENT ON FUNCTION @extschema@.moment(timestamptz, text) IS 'the same: a time with a zone is what it is';
