-- ticket.sql - when tickets come, what they are about, and when who answers

-- Millionths of a ticket on a day: by weekday, month and size of the account; bursts, weeks of silence, and what a story adds.
CREATE TEMP TABLE opening AS
SELECT row_number() OVER (ORDER BY day, minute, account, k)::integer AS ticket, account, day, minute, k = 0 AS is_notice
  FROM (SELECT account, noticed_at AS day, 0 AS k, 600 AS minute FROM person WHERE fate = 'churned'     -- notice is given in a ticket
        UNION ALL
        SELECT account, day, k, 420 + (story.draw(600, 'minute', account, (day - '2000-01-01') * 100 + k) + story.draw(600, 'second', account, (day - '2000-01-01') * 100 + k)) / 2 AS minute
          FROM person p JOIN calendar c ON c.day < p.last_day JOIN span s ON c.day >= s.first_day
         CROSS JOIN LATERAL (SELECT (:tickets * 1000000 / 30)
               * (ARRAY[165, 145, 135, 130, 105, 13, 7])[weekday] / 100 * CASE WHEN is_working OR weekday > 5 THEN 100 ELSE 8 END / 100
               * (ARRAY[115, 105, 110, 100, 95, 95, 80, 75, 110, 115, 110, 90])[extract(month FROM day)::integer] / 100
               * CASE segment WHEN 'small' THEN 60 WHEN 'middle' THEN 100 ELSE 180 END / 100
               * CASE WHEN story.draw(100, 'burst', account, (day - '2000-01-03') / 7) < 3 THEN 250 ELSE 100 END / 100
               * CASE WHEN p.story IS NULL AND story.draw(100, 'silence', account, (day - '2000-01-03') / 14) < 5 THEN 5 ELSE 100 END / 100
               * coalesce((SELECT max(load) FROM act a WHERE a.account = p.account AND day >= from_day AND day < to_day), 100) / 100 AS rate) r
         CROSS JOIN LATERAL generate_series(1, (rate + story.draw(1000000, 'ticket', account, day - '2000-01-01')) / 1000000) k) t;

ANALYZE opening;

CREATE TEMP TABLE draft AS
SELECT o.*, story, manner, sector, coalesce(told.topic,
           CASE WHEN mix < 62 THEN 'product' WHEN mix < 82 THEN 'support' WHEN mix < 89 THEN 'pricing' ELSE 'onboarding' END) AS topic,
       CASE WHEN manner = 'quoting' OR is_notice THEN 'email' WHEN door < 50 THEN 'email' WHEN door < 75 THEN 'ticket' ELSE 'chat' END AS channel,
       CASE WHEN is_notice THEN 1 WHEN manner = 'quoting' THEN 4 + story.draw(3, 'turns', ticket)
            ELSE 1 + (turns > 29)::integer + (turns > 64)::integer + (turns > 84)::integer + (turns > 94)::integer END AS turns,
       1 + story.draw(9, 'agent', ticket)::integer AS agent,
       p.account * 10 + CASE WHEN who < 20 THEN CASE WHEN manner = 'leaving' AND o.day >= p.start_day THEN 4 ELSE 0 END
                             WHEN who < 26 THEN 1 WHEN who < 50 THEN 2 WHEN who < 75 THEN 4 WHEN who < 85 OR segment = 'small' THEN 5
                             WHEN segment = 'middle' THEN 6 + who % 2 ELSE 3 + who % 7 END AS contact,
       story.draw(501, 'mood of ticket', ticket) - 250 AS mood
  FROM opening o JOIN person p USING (account)
 CROSS JOIN LATERAL (SELECT story.draw(100, 'topic', ticket) AS mix, story.draw(100, 'channel', ticket) AS door,
                            story.draw(100, 'turns', ticket) AS turns, story.draw(100, 'contact', ticket)::integer AS who) d
  LEFT JOIN LATERAL (SELECT a.topic FROM act a WHERE a.account = o.account AND day >= from_day AND day < to_day
                        AND story.draw(100, 'share', ticket) < share ORDER BY share DESC LIMIT 1) told ON true;
ALTER TABLE draft ADD PRIMARY KEY (ticket);
ANALYZE draft;

-- Time runs in working minutes, ten hours a day: answers come on working days, in order.  A turn is the customer's message n (is_reply
-- false) or the answer to it; some customers write again before they are answered, and some tickets end with their word.
CREATE TEMP TABLE turn AS
SELECT ticket, n, is_reply, p / 600 AS work_day, p % 600 AS work_minute, late
  FROM (SELECT d.ticket, n, is_reply, late,
               c.work_day * 600 + CASE WHEN is_working THEN minute - 420 ELSE 599 END
               + sum(CASE WHEN n = 1 AND NOT is_reply THEN 0
                          WHEN is_reply THEN 1 + story.draw(CASE channel WHEN 'chat' THEN 12 ELSE 300 END, 'answer', d.ticket, n) * wait / 100
                          ELSE 1 + story.draw(CASE channel WHEN 'chat' THEN 25 ELSE 700 END, 'message', d.ticket, n)
                               + CASE WHEN n = turns AND returns THEN 600 * (1 + story.draw(8, 'return', d.ticket)) ELSE 0 END END)
                 OVER (PARTITION BY d.ticket ORDER BY n, is_reply)::integer AS p
          FROM draft d JOIN calendar c USING (day)
         CROSS JOIN LATERAL (SELECT coalesce(max(wait), 100) AS wait FROM act a
                              WHERE a.account = d.account AND d.day >= from_day AND d.day < to_day AND coalesce(a.topic, d.topic) = d.topic) w
         CROSS JOIN LATERAL (SELECT story.draw(100, 'returns', d.ticket) < 12 AS returns) e
         CROSS JOIN LATERAL generate_series(1, turns) n
         CROSS JOIN (VALUES (false), (true)) r (is_reply)
         CROSS JOIN LATERAL (SELECT wait > 200 AS late) l
         WHERE NOT is_reply OR story.draw(100, 'answered', d.ticket, n) >= CASE WHEN n = turns THEN 25 WHEN late THEN 30 ELSE 8 END) t;

ANALYZE turn;

-- what would come after the end of the data or of the contract is cut off
CREATE TEMP TABLE said AS
SELECT t.ticket, t.n, t.is_reply, t.late, d.account,
       CASE WHEN t.n = 1 AND NOT is_reply THEN d.day + minute * interval '1 minute' ELSE c.day + (420 + work_minute) * interval '1 minute' END
       + story.draw(60, 'at', t.ticket, t.n * 2 + is_reply::integer) * interval '1 second' AS at
  FROM turn t JOIN draft d USING (ticket) LEFT JOIN calendar c ON c.work_day = t.work_day AND c.is_working;
ALTER TABLE said ADD COLUMN is_cut boolean;
UPDATE said s SET is_cut = s.at IS NULL OR s.at >= p.last_day FROM person p WHERE p.account = s.account;
ANALYZE said;
