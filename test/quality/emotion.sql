-- Emotions and sarcasm: what each set labels, in our words, and what we answer.

-- In an authored set each of ours is labelled.  Other sets have wider emotions: annoyance is our frustration as often as our anger, and
-- delight is not told from thanks; so are the anger and the joy of sets of few emotions.  What a set does not label is not measured on it.
CREATE TABLE emotion_map (kind text, emotion text, gold text[], ours text[]);
INSERT INTO emotion_map
    SELECT 'authored', e, ARRAY[e], ARRAY[e] FROM unnest('{anger,confusion,disappointment,frustration,joy,gratitude,urgency}'::text[]) AS e;
INSERT INTO emotion_map VALUES
    ('GoEmotions',   'gratitude',             '{gratitude}',                               '{gratitude}'),
    ('GoEmotions',   'wide joy',              '{joy,excitement,love,gratitude,admiration}', '{joy,gratitude}'),
    ('GoEmotions',   'confusion',             '{confusion}',                               '{confusion}'),
    ('GoEmotions',   'anger with annoyance',  '{anger,annoyance}',                         '{anger,frustration}'),
    ('GoEmotions',   'disappointment',        '{disappointment}',                          '{disappointment}'),
    ('BRIGHTER-eng', 'anger with annoyance',  '{anger}',                                   '{anger,frustration}'),
    ('BRIGHTER-eng', 'wide joy',              '{joy}',                                     '{joy,gratitude}'),
    ('XED',          'anger with annoyance',  '{anger}',                                   '{anger,frustration}'),
    ('XED',          'wide joy',              '{joy}',                                     '{joy,gratitude}');

CREATE TABLE feeling AS
    SELECT set_name, n, kind, body, gold, is_sarcastic, is_sincere_praise, given_emotions, given_sarcasm,
           CASE WHEN given_emotions IS NULL OR given_sarcasm IS NULL THEN sentiment.analyze(body) END AS a
      FROM (SELECT set_name, n, CASE WHEN f ? 'quote' THEN 'authored' ELSE f ->> 'source' END AS kind,
                   CASE WHEN f ? 'quote' THEN unescape(f ->> 'text') ELSE f ->> 'text' END AS body,
                   -- a list, or a column with an intensity for each
                   CASE WHEN f ? 'emotions' THEN string_to_array(f ->> 'emotions', ',')
                        ELSE array_remove(ARRAY[CASE WHEN f ->> 'anger' <> '0' THEN 'anger' END, CASE WHEN f ->> 'joy' <> '0' THEN 'joy' END], NULL) END AS gold,
                   f ->> 'sarcastic' = '1' AS is_sarcastic,
                   f ->> 'label' = 'positive' AND f ->> 'category' IN ('sarcasm', 'plain_positive') AS is_sincere_praise,
                   string_to_array(f ->> 'said_emotions', ',') AS given_emotions, (f ->> 'said_sarcasm')::boolean AS given_sarcasm
              FROM entry
              -- what others may train on is not measured; the neutral rows of XED are told by their formatting
             WHERE f ? 'text' AND (f ?| '{emotions,sarcastic}' OR f ?& '{anger,joy}')
               AND (NOT f ? 'split' OR f ? 'sarcastic' OR f ->> 'split' = 'dev')
               AND (f ->> 'source', f ->> 'emotions') IS DISTINCT FROM ('XED', 'neutral')) labelled;
ALTER TABLE feeling ADD said text[];
ALTER TABLE feeling ADD said_sarcasm boolean;
-- the floor above which analyze() names an emotion
UPDATE feeling
   SET said = coalesce(given_emotions, ARRAY(SELECT emotion FROM emotion_map WHERE kind = 'authored' AND (to_jsonb(a) ->> emotion)::float8 > 0.25)),
       said_sarcasm = coalesce(given_sarcasm, (a).sarcasm, false);

CREATE TABLE emotion_figure AS
    SELECT set_name, emotion, count(*) FILTER (WHERE is_gold) AS n, count(*) FILTER (WHERE is_said) AS said, count(*) FILTER (WHERE is_gold AND is_said) AS hits
      FROM (SELECT set_name, emotion, f.gold && m.gold AS is_gold, f.said && m.ours AS is_said FROM feeling f JOIN emotion_map m USING (kind)) x
     GROUP BY set_name, emotion;

CREATE FUNCTION f1(hits numeric, n numeric, said numeric) RETURNS numeric LANGUAGE sql IMMUTABLE
    RETURN 2 * hits / nullif(n + said, 0);

CREATE VIEW emotion_table AS
    SELECT set_name AS set, round(f1(sum(hits), sum(n), sum(said)), 3) AS micro_f1,
           string_agg(format('%s %s (%s)', emotion, coalesce(to_char(f1(hits, n, said), 'FM0.00'), '-'), n), ', ' ORDER BY emotion) AS "F1 of each (texts)"
      FROM emotion_figure GROUP BY set_name HAVING sum(n) > 0 ORDER BY set_name;

CREATE VIEW sarcasm_figure AS
    SELECT set_name,
           f1(count(*) FILTER (WHERE is_sarcastic AND said_sarcasm), count(*) FILTER (WHERE is_sarcastic), count(*) FILTER (WHERE said_sarcasm AND is_sarcastic IS NOT NULL)) AS f1,
           avg(said_sarcasm::int) FILTER (WHERE is_sincere_praise) AS praise_called_sarcastic
      FROM feeling GROUP BY set_name;
CREATE VIEW sarcasm_table AS
    SELECT set_name AS set, round(f1, 3) AS sarcasm_f1, round(praise_called_sarcastic, 3) AS sincere_praise_called_sarcastic
      FROM sarcasm_figure WHERE coalesce(f1, praise_called_sarcastic) IS NOT NULL ORDER BY set_name;

CREATE VIEW feeling_record AS
    SELECT set_name, jsonb_strip_nulls(jsonb_build_object(
               'emotions', (SELECT jsonb_object_agg(emotion, jsonb_build_object('n', n, 'precision', round(hits::numeric / nullif(said, 0), 4), 'recall', round(hits::numeric / nullif(n, 0), 4),
                                                                               'f1', round(f1(hits, n, said), 4)))
                              FROM emotion_figure e WHERE e.set_name = s.set_name),
               'emotion_micro_f1', (SELECT round(f1(sum(hits), sum(n), sum(said)), 4) FROM emotion_figure e WHERE e.set_name = s.set_name),
               'sarcasm_f1', round(f1, 4), 'sincere_praise_called_sarcastic', round(praise_called_sarcastic, 4))) AS figures
      FROM sarcasm_figure s;
