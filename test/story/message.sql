-- message.sql - what is said: a mood for each customer's message, a text of that mood from its shelf, and the answers

-- The mood of a message: of the account (by topic) on that day, of the ticket, a place in the thread, and noise; it makes a band.
CREATE TEMP TABLE speech AS
SELECT ticket, n, account, at, d.topic, d.sector,
       CASE WHEN is_notice THEN 'notice' WHEN d.manner = 'technical' THEN 'technical' WHEN n = 1 THEN 'open' ELSE 'follow' END AS kind,
       CASE WHEN channel = 'chat' THEN 'chat' ELSE 'written' END AS register,
       CASE WHEN d.manner = 'technical' THEN 0
            WHEN is_notice OR d.manner = 'quoting' AND n = 1 THEN -2
            ELSE (x > -450)::integer + (x > -180)::integer + (x >= 180)::integer + (x >= 450)::integer - 2 END AS band
  FROM said s JOIN draft d USING (ticket, account) JOIN person p USING (account)
 CROSS JOIN LATERAL (SELECT coalesce((SELECT mood_from + (mood_to - mood_from) * (s.at::date - from_day) / (to_day - from_day) FROM act a
                                       WHERE a.account = d.account AND coalesce(a.topic, d.topic) = d.topic AND s.at::date >= from_day AND s.at::date < to_day
                                       ORDER BY a.topic LIMIT 1), p.mood)
                            + d.mood + CASE WHEN turns = 1 THEN 0 WHEN n = 1 THEN -120 WHEN n = turns THEN 120 ELSE 0 END
                            + story.draw(401, 'noise', ticket, n) + story.draw(401, 'more noise', ticket, n) - 400 AS x) m
 WHERE NOT is_reply AND NOT is_cut;
ANALYZE speech;

-- A shelf is gone through text by text, by each account from a place of its own: a text comes again as late as possible.
-- The first text of a ticket decides which company of the group writes; what follows comes from the same trade.
CREATE TEMP TABLE chosen AS
SELECT ticket, n, texts[1 + (story.draw(cardinality(texts), 'text', account, shelf) + row_number() OVER (PARTITION BY account, shelf ORDER BY ticket, n)) % cardinality(texts)] AS text
  FROM (SELECT p.*, s.n AS shelf, texts FROM speech p
          JOIN shelf s ON s.kind = p.kind AND CASE p.kind WHEN 'open' THEN (s.sector, s.topic, s.band, s.register) = (p.sector, p.topic, p.band, p.register)
                                                          WHEN 'notice' THEN s.sector = p.sector ELSE true END
         WHERE p.kind <> 'follow') x;
ANALYZE chosen;
INSERT INTO chosen
SELECT ticket, n, texts[1 + (story.draw(cardinality(texts), 'text', account, shelf) + row_number() OVER (PARTITION BY account, shelf ORDER BY ticket, n)) % cardinality(texts)]
  FROM (SELECT p.*, s.n AS shelf, array_remove(texts, c.text) AS texts FROM speech p
          JOIN chosen c ON c.ticket = p.ticket AND c.n = 1 JOIN pool ON pool.n = c.text
          JOIN shelf s ON s.kind = 'follow' AND (s.sector, s.industry, s.topic, s.band) = (pool.sector, pool.industry, p.topic, p.band)
         WHERE p.kind = 'follow') x;

CREATE TEMP TABLE reply AS
SELECT s.ticket, s.n, bodies[1 + (story.draw(cardinality(bodies), 'reply', s.ticket) + s.n) % cardinality(bodies)] AS body
  FROM said s JOIN speech p USING (ticket, n) JOIN chosen c USING (ticket, n) JOIN pool ON pool.n = c.text
 CROSS JOIN LATERAL (SELECT CASE WHEN kind = 'notice' THEN 'notice'
                                 WHEN kind = 'technical' AND story.draw(100, 'harsh', s.ticket, s.n) < 70 THEN 'harsh'
                                 WHEN late AND p.band <= 0 AND story.draw(100, 'late', s.ticket, s.n) < 60 THEN 'late'
                                 WHEN p.band > 0 THEN 'thanks' WHEN p.band < 0 THEN 'complaint' WHEN pool.body ~ '[?]' THEN 'question' ELSE 'remark' END AS answers) k
  JOIN (SELECT topic, answers, array_agg(body ORDER BY n) AS bodies FROM answer GROUP BY 1, 2) a
    ON a.answers = k.answers AND a.topic IN ('', p.topic)
 WHERE is_reply AND NOT is_cut;
ANALYZE reply;

CREATE TEMP TABLE message AS
SELECT (row_number() OVER (ORDER BY s.at, s.ticket, s.n, s.is_reply))::integer AS id, s.ticket, s.n, s.is_reply, s.at, a.id AS author,
       format('On %s, %s wrote:', to_char(s.at, 'FMDD Mon YYYY "at" HH24:MI'), a.name) AS head, coalesce(r.body, p.body) AS body, channel, manner, p.id AS text, p.score, p.subject
  FROM said s JOIN draft d USING (ticket) JOIN story.contact a ON a.id = CASE WHEN is_reply THEN agent ELSE contact END
  LEFT JOIN chosen c ON (c.ticket, c.n) = (s.ticket, s.n) AND NOT is_reply
  LEFT JOIN (SELECT n, id, score, body, topic AS subject FROM pool) p ON p.n = c.text
  LEFT JOIN reply r ON (r.ticket, r.n) = (s.ticket, s.n) AND is_reply
 WHERE NOT is_cut;

-- A ticket is solved with the last answer, three days after a customer's last word, or with the answer before the customer comes back.
INSERT INTO story.ticket
SELECT ticket, account, CASE draft.topic WHEN 'pricing' THEN 'billing' WHEN 'onboarding' THEN 'onboarding' ELSE CASE WHEN band < 0 THEN 'incident' ELSE 'question' END END,
       CASE WHEN band = -2 THEN 'high' ELSE 'normal' END, opened_at AT TIME ZONE 'UTC',
       CASE WHEN NOT is_cut AND solved_at < last_day AND story.draw(100, 'never', ticket) >= 2 THEN solved_at AT TIME ZONE 'UTC' END, agent
  FROM draft JOIN person USING (account) JOIN speech USING (ticket, account)
  JOIN (SELECT ticket, min(at) AS opened_at, bool_or(is_cut) AS is_cut,
               CASE WHEN story.draw(100, 'returns', ticket) < 12 AND max(s.n) > 1 THEN coalesce(max(at) FILTER (WHERE is_reply AND s.n < turns), max(at))
                    WHEN max(at) FILTER (WHERE is_reply) = max(at) THEN max(at) ELSE max(at) + interval '3 days' END AS solved_at
          FROM said s JOIN draft USING (ticket) GROUP BY ticket) w USING (ticket)
 WHERE speech.n = 1;

-- Mail quotes what it answers, now and then; some quote all the way down to the first complaint.
INSERT INTO story.comment
SELECT id, ticket, author, at AT TIME ZONE 'UTC',
       body || CASE WHEN quotes THEN format(E'\n\n%s\n> %s', head_before, replace(body_before, E'\n', E'\n> ')) ELSE '' END
            || CASE WHEN quotes AND manner = 'quoting' AND first <> before THEN format(E'\n>\n> %s\n>> %s', first_head, replace(first_body, E'\n', E'\n>> ')) ELSE '' END,
       true, channel
  FROM (SELECT *, NOT is_reply AND n > 1 AND channel = 'email' AND (manner = 'quoting' OR story.draw(100, 'quote', id) < 15) AS quotes,
               lag(id) OVER thread AS before, lag(head) OVER thread AS head_before, lag(body) OVER thread AS body_before,
               first_value(id) OVER thread AS first, first_value(head) OVER thread AS first_head, first_value(body) OVER thread AS first_body
          FROM message WINDOW thread AS (PARTITION BY ticket ORDER BY id)) m
 ORDER BY id;
INSERT INTO story.intent SELECT 'comment', id, text, subject, score FROM message WHERE NOT is_reply ORDER BY id;

-- Surveys and notes by staff: what the account feels as a whole, but where nobody notices.  Champion, executive and a user are asked twice a year.
CREATE TEMP TABLE aside AS
SELECT kind, account, author, at, x, texts[1 + (story.draw(cardinality(texts), kind, account, band) + row_number() OVER (PARTITION BY account, kind, band ORDER BY at, author)) % cardinality(texts)] AS text
  FROM (SELECT s.*, p.*, coalesce(CASE manner WHEN 'unseen' THEN 300 END,
                                  (SELECT mood_from + (mood_to - mood_from) * (s.at::date - from_day) / (to_day - from_day) FROM act a
                                    WHERE a.account = p.account AND topic IS NULL AND s.at::date >= from_day AND s.at::date < to_day), mood)
                       + story.draw(401, 'mood of aside', p.account, s.at::date - '2000-01-01') - 200 AS x
          FROM person p CROSS JOIN span
         CROSS JOIN LATERAL (
               SELECT 'note' AS kind, 1 + story.draw(9, 'noted', account, m::date - '2000-01-01') AS author,
                      m + story.draw(28, 'note day', account, m::date - '2000-01-01') * interval '1 day' + (480 + story.draw(540, 'note time', account, m::date - '2000-01-01')) * interval '1 minute' AS at
                 FROM generate_series(first_day::timestamp, until - 1, interval '1 month') m WHERE story.draw(100, 'note', account, m::date - '2000-01-01') < 40
               UNION ALL
               SELECT 'survey', account * 10 + who, m + (8 + story.draw(8, 'survey day', account, who)) * interval '1 day' + (480 + story.draw(540, 'survey time', account, who)) * interval '1 minute'
                 FROM generate_series(first_day::timestamp + interval '40 days', until - 1, interval '6 months') m, unnest(ARRAY[0, 1, 4]) who
                WHERE story.draw(100, 'survey', account, (m::date - '2000-01-01') * 10 + who) < 60 AND NOT (manner = 'leaving' AND who = 0 AND m + interval '16 days' > start_day)
               ) s
         WHERE s.at < last_day) y
 CROSS JOIN LATERAL (SELECT (x > -450)::integer + (x > -180)::integer + (x >= 180)::integer + (x >= 450)::integer - 2 AS band) b
  JOIN shelf h USING (kind, sector, band);
INSERT INTO story.survey
SELECT row_number() OVER (ORDER BY at, a.author), account, a.author, at AT TIME ZONE 'UTC', greatest(0, least(10, 7 + x / 150)), body
  FROM aside a JOIN pool ON n = text WHERE kind = 'survey';
INSERT INTO story.note
SELECT row_number() OVER (ORDER BY at, account), account, a.author, at AT TIME ZONE 'UTC', channel, body
  FROM aside a JOIN pool ON n = text WHERE kind = 'note';
INSERT INTO story.intent
SELECT kind, CASE kind WHEN 'survey' THEN row_number() OVER (PARTITION BY kind ORDER BY at, a.author) ELSE row_number() OVER (PARTITION BY kind ORDER BY at, account) END, id, topic, score
  FROM aside a JOIN pool ON n = text;
