-- From items to figures: what we answer, how it agrees with what each set asks

-- NULL (nothing to score) counts as neutral here: a label is asked for
CREATE TABLE answer AS
    SELECT i.*, coalesce(i.given_score, (a).score, 0) AS score,
           coalesce(sentiment.label(coalesce(i.given_score, (a).score)), 'neutral')::text AS said,
           CASE WHEN i.given_score IS NULL THEN (a).confidence ELSE given_confidence END AS confidence
      FROM (SELECT item.*, CASE WHEN given_score IS NULL THEN sentiment.analyze(body) END AS a FROM item OFFSET 0) i;
ALTER TABLE answer ADD is_hit boolean GENERATED ALWAYS AS (CASE label WHEN 'not_negative' THEN said <> 'negative' ELSE said = label END) STORED;
ANALYZE answer;

-- one row for each set, and for each value of each dimension of a set
CREATE VIEW part AS
    SELECT answer.*, dimension, value
      FROM answer CROSS JOIN LATERAL (SELECT 'all', '' UNION ALL SELECT key, jsonb_each_text.value FROM jsonb_each_text(cell)) d (dimension, value);

CREATE TABLE class_figure AS
    SELECT set_name, dimension, value, label,
           count(*) FILTER (WHERE gold) AS n,
           count(*) FILTER (WHERE gold AND said_it) AS hits,
           count(*) FILTER (WHERE said_it) AS said
      FROM (SELECT p.set_name, p.dimension, p.value, l.label, p.label = l.label AS gold, p.said = l.label AS said_it
              FROM part p CROSS JOIN (VALUES ('negative'), ('neutral'), ('positive')) l (label)
             WHERE p.label IN ('negative', 'neutral', 'positive')) x
     GROUP BY set_name, dimension, value, label;

-- ECE: ten bins of confidence, distance between mean confidence and share of hits, weighted by size
CREATE TABLE calibration AS
    SELECT set_name, sum(n * abs(hit - confidence)) / sum(n) AS ece
      FROM (SELECT set_name, count(*) AS n, avg(is_hit::int) AS hit, avg(confidence) AS confidence
              FROM answer WHERE label IS NOT NULL AND confidence IS NOT NULL
             GROUP BY set_name, least(floor(confidence * 10), 9)) bin
     GROUP BY set_name;

CREATE TABLE figure AS
    SELECT p.set_name, p.dimension, p.value, count(*) AS n,
           avg(is_hit::int) FILTER (WHERE label IS NOT NULL) AS accuracy,
           -- a class that occurs neither in the labels nor in the answers has no F1
           (SELECT avg(2.0 * hits / (c.n + said)) FROM class_figure c
             WHERE (c.set_name, c.dimension, c.value) = (p.set_name, p.dimension, p.value) AND c.n > 0) AS macro_f1,
           -- for sets without neutral texts: the side of 0 that the score is on; 0 is half right
           CASE WHEN count(*) FILTER (WHERE label IN ('neutral', 'not_negative')) = 0
                THEN avg(CASE WHEN score = 0 THEN 0.5 WHEN (score > 0) = (label = 'positive') THEN 1 ELSE 0 END) FILTER (WHERE label IS NOT NULL) END AS two_class,
           corr(score, rating) AS pearson_r,
           avg(abs(score - rating)) FILTER (WHERE is_same_scale) AS mean_absolute_error,
           avg((said <> 'neutral')::int) AS called_non_neutral
      FROM part p GROUP BY p.set_name, p.dimension, p.value;

-- threads: the shape of our scores, and that of the ratings, which is the label by definition
CREATE TABLE thread AS
    SELECT set_name, thread_id, shape,
           (sentiment.drift(score, to_timestamp(turn) ORDER BY turn)).shape AS said,
           (sentiment.drift(rating, to_timestamp(turn) ORDER BY turn)).shape AS rated
      FROM answer WHERE thread_id IS NOT NULL AND shape IS NOT NULL GROUP BY set_name, thread_id, shape;

CREATE VIEW shape_confusion AS
    SELECT set_name, shape, said, count(*) AS n FROM thread GROUP BY set_name, shape, said;

CREATE TABLE shape_figure AS
    SELECT set_name, count(*) AS threads, avg((said = shape)::int) AS accuracy, avg((rated = shape)::int) AS accuracy_of_ratings
      FROM thread GROUP BY set_name;

CREATE VIEW quality_table AS
    SELECT set_name AS set, n, round(f.accuracy, 3) AS accuracy, round(macro_f1, 3) AS macro_f1, round(two_class, 3) AS two_class,
           round(pearson_r::numeric, 3) AS r, round(mean_absolute_error::numeric, 3) AS mae, round(ece::numeric, 3) AS ece,
           round(called_non_neutral, 3) AS non_neutral, round(s.accuracy, 3) AS shape
      FROM figure f LEFT JOIN calibration USING (set_name) LEFT JOIN shape_figure s USING (set_name) WHERE dimension = 'all' ORDER BY set_name;

CREATE VIEW confusion AS
    SELECT set_name, label, said, count(*) AS n FROM answer WHERE label IN ('negative', 'neutral', 'positive') GROUP BY set_name, label, said;

CREATE VIEW miss AS
    SELECT set_name, rank, id, label, said, round(score::numeric, 2) AS score, rating, body,
           (SELECT string_agg(format('%s %s %s', quote, reason, to_char(contribution, 'S0.00')), '; ' ORDER BY start) FROM sentiment.explain(body)) AS explained
      FROM (SELECT *, row_number() OVER (PARTITION BY set_name ORDER BY abs(score - coalesce(CASE WHEN is_same_scale THEN rating END,
                                                          CASE label WHEN 'negative' THEN -0.5 WHEN 'positive' THEN 0.5 ELSE 0 END)) DESC, n) AS rank
              FROM answer WHERE NOT is_hit AND NOT is_secret) worst
     WHERE rank <= 15;

\ir emotion.sql
\ir topic.sql

CREATE VIEW polarity_record AS
    SELECT f.set_name, jsonb_strip_nulls(jsonb_build_object(
                       'n', f.n, 'accuracy', round(f.accuracy, 4), 'macro_f1', round(f.macro_f1, 4), 'two_class', round(f.two_class, 4),
                       'pearson_r', round(f.pearson_r::numeric, 4), 'mean_absolute_error', round(f.mean_absolute_error::numeric, 4),
                       'expected_calibration_error', round(c.ece::numeric, 4), 'called_non_neutral', round(f.called_non_neutral, 4),
                       'classes', (SELECT jsonb_object_agg(label, jsonb_build_object('n', n, 'precision', round(hits::numeric / nullif(said, 0), 4), 'recall', round(hits::numeric / nullif(n, 0), 4)))
                                     FROM class_figure k WHERE k.set_name = f.set_name AND k.dimension = 'all'),
                       'confusion', (SELECT jsonb_object_agg(label || ' called ' || said, n) FROM confusion k WHERE k.set_name = f.set_name),
                       'shapes', (SELECT jsonb_build_object('threads', threads, 'accuracy', round(s.accuracy, 4), 'accuracy_of_ratings', round(s.accuracy_of_ratings, 4),
                                             'confusion', (SELECT jsonb_object_agg(shape || ' called ' || said, n) FROM shape_confusion k WHERE k.set_name = f.set_name))
                                    FROM shape_figure s WHERE s.set_name = f.set_name),
                       'parts', (SELECT jsonb_object_agg(dimension, parts) FROM (
                                    SELECT dimension, jsonb_object_agg(value, jsonb_strip_nulls(jsonb_build_object('n', n, 'accuracy', round(accuracy, 4), 'pearson_r', round(pearson_r::numeric, 4)))) AS parts
                                      FROM figure k WHERE k.set_name = f.set_name AND dimension <> 'all' GROUP BY dimension) d))) AS figures
              FROM figure f LEFT JOIN calibration c USING (set_name) WHERE f.dimension = 'all';

CREATE VIEW quality_record AS
    SELECT jsonb_object_agg(set_name, figures ORDER BY set_name) AS record
      FROM (SELECT set_name, jsonb_object_agg(key, value) AS figures
              FROM (TABLE polarity_record UNION ALL TABLE feeling_record UNION ALL TABLE topic_record) r CROSS JOIN jsonb_each(figures)
             GROUP BY set_name) s;

-- ---- the report ----

CREATE FUNCTION html(value text) RETURNS text LANGUAGE sql IMMUTABLE
    RETURN replace(replace(replace(coalesce(value, ''), '&', '&amp;'), '<', '&lt;'), '>', '&gt;');

CREATE FUNCTION bar(share numeric) RETURNS text LANGUAGE sql IMMUTABLE
    RETURN CASE WHEN share IS NULL THEN '' ELSE format('<span class="bar"><i style="width:%s%%"></i></span> %s', round(share * 100), to_char(share, '0.00')) END;

CREATE FUNCTION quality_html() RETURNS text LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT '<!doctype html><html lang="en"><meta charset="utf-8"><title>sentiment: quality</title><style>'
        'body{font:15px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:70rem;color:#1c2733;padding:0 1rem}'
        'h1{font-size:1.6rem}h2{margin-top:2.5rem;border-bottom:1px solid #d7dee6}h3{margin-bottom:.3rem}'
        'table{border-collapse:collapse;margin:.5rem 0}td,th{padding:.25rem .7rem;text-align:right;border-bottom:1px solid #edf1f5;vertical-align:top}'
        'td:first-child,th:first-child,td.l,th.l{text-align:left}td.l{overflow-wrap:anywhere}th{font-weight:600;color:#51606f}'
        '.bar{display:inline-block;width:6rem;height:.6rem;background:#edf1f5;vertical-align:middle}.bar i{display:block;height:100%;background:#3b7dd8}'
        '.hit{background:#e4f2e7}.miss{background:#fbeaea}.small{color:#51606f;font-size:.9rem}.columns{display:flex;flex-wrap:wrap;gap:2rem}'
        '</style><h1>Quality of <code>' || html(sentiment.model_version()) || '</code></h1>'
        '<p class="small">Two-class: side of 0, for sets without neutral texts. r: Pearson, against the human rating. MAE: mean absolute error on the '
        'scale &minus;1..1. ECE: expected calibration error of the confidence. Shape: threads whose shape our scores give. The model that is '
        'built in learnt from the sets train-* and threads-train-*, and from the public sets that src/model/README.md names: what it does on these is no forecast.</p>'
        '<table><tr><th>set</th><th>n</th><th>accuracy</th><th>macro-F1</th><th>two-class</th><th>r</th><th>MAE</th><th>ECE</th><th>called non-neutral</th><th>shape</th></tr>'
        || (SELECT string_agg(format('<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>',
                                     html(set), n, bar(accuracy), bar(macro_f1), two_class, r, mae, ece, non_neutral, shape), '' ORDER BY set) FROM quality_table)
        || '</table>'
        || '<h2>Emotions</h2><table><tr><th>set</th><th>micro-F1</th><th class="l">F1 of each (texts that show it)</th></tr>'
        || coalesce((SELECT string_agg(format('<tr><td>%s</td><td>%s</td><td class="l small">%s</td></tr>', html(set), bar(micro_f1), html("F1 of each (texts)")), '' ORDER BY set) FROM emotion_table), '')
        || '</table><h2>Topics</h2><table><tr><th>set</th><th>F1 over topics of texts</th><th>polarity, given the topic</th><th class="l">F1/polarity of each (texts that have it)</th></tr>'
        || coalesce((SELECT string_agg(format('<tr><td>%s</td><td>%s</td><td>%s</td><td class="l small">%s</td></tr>', html(set), bar(topic_f1), bar(polarity_given_topic), html("F1/polarity of each (texts)")), '' ORDER BY set) FROM topic_table), '')
        || '</table><h2>Sarcasm</h2><table><tr><th>set</th><th>F1</th><th>sincere praise called sarcastic</th></tr>'
        || coalesce((SELECT string_agg(format('<tr><td>%s</td><td>%s</td><td>%s</td></tr>', html(set), sarcasm_f1, sincere_praise_called_sarcastic), '' ORDER BY set) FROM sarcasm_table), '')
        || '</table>'
        || (SELECT string_agg(
                format('<h2>%s</h2><div class="columns"><div><h3>Confusion</h3><table><tr><th>label</th><th>called negative</th><th>neutral</th><th>positive</th><th>precision</th><th>recall</th></tr>%s</table></div>%s</div>%s',
                    html(s.set_name),
                    (SELECT string_agg(format('<tr><td>%s</td>%s<td>%s</td><td>%s</td></tr>', k.label,
                                (SELECT string_agg(format('<td class="%s">%s</td>', CASE WHEN said.label = k.label THEN 'hit' WHEN c.n > 0 THEN 'miss' ELSE '' END, coalesce(c.n, 0)), '' ORDER BY said.label)
                                   FROM (VALUES ('negative'), ('neutral'), ('positive')) said (label)
                                   LEFT JOIN confusion c ON c.set_name = s.set_name AND c.label = k.label AND c.said = said.label),
                                round(k.hits::numeric / nullif(k.said, 0), 2), round(k.hits::numeric / nullif(k.n, 0), 2)), '' ORDER BY k.label)
                       FROM class_figure k WHERE k.set_name = s.set_name AND k.dimension = 'all'),
                    coalesce((SELECT string_agg(format('<div><h3>By %s</h3><table><tr><th></th><th>n</th><th>accuracy</th></tr>%s</table></div>', html(dimension), rows), '' ORDER BY dimension)
                                FROM (SELECT dimension, string_agg(format('<tr><td>%s</td><td>%s</td><td>%s</td></tr>', html(value), n, bar(accuracy)), '' ORDER BY accuracy, value) AS rows
                                        FROM figure f WHERE f.set_name = s.set_name AND dimension <> 'all' GROUP BY dimension) d), ''),
                    coalesce((SELECT '<h3>Shapes of threads</h3><table><tr><th>shape</th><th class="l">called</th></tr>'
                                  || string_agg(format('<tr><td>%s</td><td class="l">%s</td></tr>', shape, called), '' ORDER BY shape) || '</table>'
                                FROM (SELECT shape, string_agg(format('%s %s', said, n), ', ' ORDER BY said <> shape, n DESC, said) AS called
                                        FROM shape_confusion k WHERE k.set_name = s.set_name GROUP BY shape) k), '') ||
                    coalesce((SELECT '<h3>Worst misses</h3><table><tr><th class="l">text</th><th>label</th><th>called</th><th>score</th><th class="l">because</th></tr>'
                                  || string_agg(format('<tr><td class="l">%s</td><td>%s</td><td>%s</td><td>%s</td><td class="l small">%s</td></tr>',
                                            html(left(body, 400)), label, said, score, html(explained)), '' ORDER BY rank) || '</table>'
                                FROM miss m WHERE m.set_name = s.set_name), '')), '' ORDER BY s.set_name)
              FROM (SELECT DISTINCT set_name FROM answer) s)
        || '</html>';
END;
