-- Topics: which a text is about, and how it feels about each.  Aspects: how it feels about a word in it.

-- one row for each topic of a text that is labelled, said, or both
CREATE TABLE topic_answer AS
    SELECT set_name, n, x.*
      FROM (SELECT set_name, n, f ->> 'topics' AS gold, f ->> 'said_topics' AS given, CASE WHEN f ? 'quote' THEN unescape(f ->> 'text') ELSE f ->> 'text' END AS body
              FROM entry WHERE f ?& '{text,topics}') e
     CROSS JOIN LATERAL (
           SELECT topic, g.label, s.label AS said
             FROM (SELECT split_part(t, ':', 1) AS topic, split_part(t, ':', 2) AS label FROM string_to_table(nullif(gold, ''), ',') AS t) g
             FULL JOIN
                  (SELECT split_part(t, ':', 1) AS topic, split_part(t, ':', 2) AS label FROM string_to_table(nullif(given, ''), ',') AS t
                   UNION ALL
                   SELECT t.topic, left(t.label::text, 3) FROM sentiment.topics(body) t WHERE given IS NULL) s USING (topic)) x;

CREATE TABLE topic_figure AS
    SELECT set_name, topic, count(label) AS n, count(said) AS said, count(*) FILTER (WHERE label IS NOT NULL AND said IS NOT NULL) AS hits,
           count(*) FILTER (WHERE label = said) AS polarity_hits
      FROM topic_answer GROUP BY set_name, topic;

-- the clause that holds the word (start counts characters from 0) says how the text feels about it
CREATE TABLE aspect_figure AS
    SELECT set_name, count(*) AS n, avg((coalesce(f ->> 'said_polarity', s.label::text, 'neutral') = f ->> 'polarity')::int) AS accuracy
      FROM entry
      LEFT JOIN LATERAL (SELECT label FROM sentiment.segments(f ->> 'text') s
                          WHERE s.start <= (f ->> 'start')::integer + 1 AND (f ->> 'start')::integer + 1 < s.start + s.length AND kind = 'customer' LIMIT 1) s ON true
     WHERE f ?& '{text,aspect,start,polarity}' AND f ->> 'polarity' IN ('negative', 'neutral', 'positive')
     GROUP BY set_name;

CREATE VIEW topic_table AS
    SELECT set_name AS set, round(f1(sum(hits), sum(n), sum(said)), 3) AS topic_f1, round(sum(polarity_hits) / nullif(sum(hits), 0), 3) AS polarity_given_topic,
           string_agg(format('%s %s/%s (%s)', topic, coalesce(to_char(f1(hits, n, said), 'FM0.00'), '-'),
                             coalesce(to_char(polarity_hits::numeric / nullif(hits, 0), 'FM0.00'), '-'), n), ', ' ORDER BY topic) AS "F1/polarity of each (texts)"
      FROM topic_figure GROUP BY set_name
    UNION ALL
    SELECT set_name, NULL, round(accuracy, 3), format('aspects (%s)', n) FROM aspect_figure
     ORDER BY 1;

CREATE VIEW topic_record AS
    SELECT set_name, jsonb_build_object(
               'topics', jsonb_object_agg(topic, jsonb_build_object('n', n, 'precision', round(hits::numeric / nullif(said, 0), 4), 'recall', round(hits::numeric / nullif(n, 0), 4),
                                                                   'f1', round(f1(hits, n, said), 4), 'polarity_accuracy', round(polarity_hits::numeric / nullif(hits, 0), 4))),
               'topic_f1', round(f1(sum(hits), sum(n), sum(said)), 4), 'topic_polarity_accuracy', round(sum(polarity_hits) / nullif(sum(hits), 0), 4)) AS figures
      FROM topic_figure GROUP BY set_name
    UNION ALL
    SELECT set_name, jsonb_build_object('aspects', jsonb_build_object('n', n, 'accuracy', round(accuracy, 4))) FROM aspect_figure;
