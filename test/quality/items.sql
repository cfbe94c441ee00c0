-- From labelled lines to items: a text and what is asked of it

-- header and fields by name
CREATE TABLE field AS
    SELECT l.set_name, l.n, h.name, f.value
      FROM line l
      JOIN (SELECT set_name, min(n) AS n FROM line GROUP BY set_name) first ON first.set_name = l.set_name AND first.n < l.n
      JOIN line header ON header.n = first.n
     CROSS JOIN LATERAL string_to_table(header.line, E'\t') WITH ORDINALITY AS h (name, i)
      JOIN LATERAL string_to_table(l.line, E'\t') WITH ORDINALITY AS f (value, i) USING (i);
CREATE INDEX ON field (set_name, n);

CREATE FUNCTION unescape(value text) RETURNS text LANGUAGE sql IMMUTABLE
    RETURN replace(replace(replace(value, '\\', E'\x01'), '\n', E'\n'), E'\x01', '\');

CREATE TABLE entry AS
    SELECT set_name, n, jsonb_object_agg(name, value) AS f FROM field GROUP BY set_name, n;

CREATE TABLE item AS
    SELECT set_name, n, coalesce(f ->> 'id', n::text) AS id,
           CASE WHEN f ?| '{quote,trajectory,shape}' THEN unescape(f ->> 'text') ELSE f ->> 'text' END AS body,
           CASE WHEN coalesce(f ->> 'label', f ->> 'polarity') IN ('negative', 'neutral', 'positive', 'not_negative')
                THEN coalesce(f ->> 'label', f ->> 'polarity')
                WHEN f ? 'intent' THEN 'neutral' END AS label,
           nullif(f ->> 'score', '')::float8 AS rating,
           -- only the authored sets rate on our scale
           f ?| '{quote,trajectory,shape}' AS is_same_scale,
           nullif(f ->> 'said_score', '')::float8 AS given_score,
           nullif(f ->> 'said_confidence', '')::float8 AS given_confidence,
           f ->> 'thread_id' AS thread_id, CASE WHEN f ? 'thread_id' THEN (f ->> 'turn')::integer END AS turn, coalesce(f ->> 'trajectory', f ->> 'shape') AS shape,
           set_name LIKE '%test-%' AS is_secret,
           (SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each_text(f)
             WHERE key IN ('category', 'capability', 'industry', 'writer', 'channel', 'moment') AND value <> '') AS cell
      FROM entry
     WHERE f ? 'text' AND (f ? 'label' OR f ? 'polarity' OR f ? 'score' OR f ? 'intent')
       -- a polarity of one aspect is not the text's
       AND NOT (f ? 'polarity' AND f ?| '{aspect,category}');
DELETE FROM item WHERE label IS NULL AND rating IS NULL;
