-- Calendars: when somebody works, and when what is due in working time is due

CREATE TABLE @extschema@.calendar (
    name         text PRIMARY KEY CHECK (name <> ''),
    zone         text NOT NULL DEFAULT 'UTC',
    opens        time NOT NULL DEFAULT '09:00',
    closes       time NOT NULL DEFAULT '17:00',
    working_days integer[] NOT NULL DEFAULT '{1,2,3,4,5}',
    CONSTRAINT calendar_closes_after_it_opens CHECK (closes > opens),
    CONSTRAINT calendar_works_on_some_of_days_1_to_7 CHECK (cardinality(working_days) > 0 AND working_days <@ '{1,2,3,4,5,6,7}')
);
COMMENT ON TABLE @extschema@.calendar IS 'when somebody works: from opens to closes, which may be 24:00, by the clocks of the zone';
COMMENT ON COLUMN @extschema@.calendar.working_days IS '1 is Monday, 7 is Sunday';

CREATE TABLE @extschema@.holiday (
    calendar text NOT NULL REFERENCES @extschema@.calendar ON UPDATE CASCADE ON DELETE CASCADE,
    day      date NOT NULL CHECK (isfinite(day)),
    name     text,
    PRIMARY KEY (calendar, day)
);
COMMENT ON TABLE @extschema@.holiday IS 'days on which nobody of a calendar works';

CREATE TRIGGER zone_check BEFORE INSERT OR UPDATE OF zone ON @extschema@.calendar
    FOR EACH ROW EXECUTE FUNCTION @extschema@.zone_check();

-- In UTC a day has 24 hours, whatever the session's zone.
CREATE FUNCTION @extschema@.due_at(start timestamptz, due interval) RETURNS timestamptz
    LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
    SET timezone = 'UTC'
AS $$
BEGIN
    IF NOT isfinite(start) OR NOT isfinite(due) THEN
        RAISE EXCEPTION 'start and due time must be finite'
            USING ERRCODE = 'invalid_parameter_value',
                  DETAIL = format('They are %s and %s.', start, due),
                  HINT = 'Say how long it may take, such as 2 days or 4 hours.';
    ELSIF start + due <= start THEN
        RAISE EXCEPTION 'due time "%" is not positive', due
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = 'Say how long it may take, such as 2 days or 4 hours.';
    END IF;
    RETURN start + due;
END
$$;
COMMENT ON FUNCTION @extschema@.due_at(timestamptz, interval) IS 'when something is due that may take so long; days have 24 hours';

-- Days of the interval go from one working day to the same time of a later one, by the clocks of the calendar's zone; hours
-- are then used up as they pass while somebody works.  Time that is used up at a closing is due then, not at the next opening.
CREATE FUNCTION @extschema@.due_at(start timestamptz, due interval, calendar text) RETURNS timestamptz
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
    SET timezone = 'UTC'
AS $$
DECLARE
    c @extschema@.calendar;
    work_day date;
    days integer;
    hours interval;
    has_days boolean;
    opening timestamptz;
    closing timestamptz;
    clock time;    -- at which whole days end
    begins timestamptz;    -- where in a day hours are counted from
BEGIN
    IF start IS NULL OR due IS NULL OR calendar IS NULL THEN
        RETURN @extschema@.due_at(start, due);
    END IF;
    SELECT * INTO c FROM @extschema@.calendar k WHERE k.name = calendar;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'calendar "%" does not exist', calendar
            USING ERRCODE = 'undefined_object',
                  HINT = 'SELECT name FROM sentiment.calendar; lists calendars.';
    ELSIF NOT isfinite(start) OR NOT isfinite(due) THEN
        RAISE EXCEPTION 'start and due time must be finite'
            USING ERRCODE = 'invalid_parameter_value',
                  DETAIL = format('They are %s and %s.', start, due),
                  HINT = 'Say how long it may take, such as 2 days or 4 hours.';
    ELSIF extract(year FROM due) <> 0 OR extract(month FROM due) <> 0 THEN
        RAISE EXCEPTION 'due time "%" has months', due
            USING ERRCODE = 'invalid_parameter_value',
                  DETAIL = 'Working time is counted in days and hours.',
                  HINT = 'Say how many working days it may take, such as 20 days.';
    END IF;
    days := extract(day FROM due);
    has_days := days > 0;
    hours := due - make_interval(days => days);
    IF days < 0 OR hours < interval '0' OR due = interval '0' THEN
        RAISE EXCEPTION 'due time "%" is not positive', due
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = 'Say how long it may take, such as 2 days or 4 hours.';
    END IF;

    work_day := (start AT TIME ZONE c.zone)::date - 1;
    -- a hundred years are enough, whatever days somebody calls holidays
    FOR i IN 1 .. 36525 LOOP
        work_day := work_day + 1;
        CONTINUE WHEN extract(isodow FROM work_day) <> ALL (c.working_days)
                      OR EXISTS (SELECT FROM @extschema@.holiday h WHERE h.calendar = c.name AND h.day = work_day);
        opening := (work_day + c.opens) AT TIME ZONE c.zone;
        closing := (work_day + c.closes) AT TIME ZONE c.zone;
        CONTINUE WHEN closing <= greatest(opening, start);
        IF clock IS NOT NULL THEN
            days := days - 1;
        ELSIF days > 0 AND start <= opening THEN
            days := days - 1;
            clock := c.closes;
        ELSE
            clock := (start AT TIME ZONE c.zone)::time;
        END IF;
        CONTINUE WHEN days > 0;
        begins := CASE WHEN has_days AND days = 0 THEN (work_day + clock) AT TIME ZONE c.zone ELSE greatest(opening, start) END;
        IF hours <= closing - begins THEN
            RETURN begins + hours;
        END IF;
        hours := hours - (closing - begins);
    END LOOP;
    RAISE EXCEPTION 'calendar "%" does not work for "%" within a hundred years', calendar, due
        USING ERRCODE = 'invalid_parameter_value',
              HINT = 'Look at its working days and holidays, or shorten the due time.';
END
$$;
COMMENT ON FUNCTION @extschema@.due_at(timestamptz, interval, text)
    IS 'when something is due that may take so many working days and hours of a calendar; calendar NULL: days of 24 hours';
