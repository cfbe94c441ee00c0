-- script.sql - the stories.  Days count from the day a story starts; moods are mean scores in 1/1000.
CREATE TEMP TABLE script (
    story    text PRIMARY KEY,
    least    integer NOT NULL,     -- accounts, at least
    share    integer NOT NULL,     -- accounts, of 1,000
    tier     text,                 -- whom it befalls; NULL: anybody
    segment  text,
    start    integer,              -- place in the time that is free for stories, in 1/1000; NULL: for each account another
    days     integer NOT NULL,     -- length
    manner   text NOT NULL,        -- plain, technical, quoting; unseen: surveys, notes and usage stay good; leaving: the champion falls silent
    notice   integer NOT NULL,     -- day of the decision, give or take a week
    fates    text[] NOT NULL       -- in turn
);
INSERT INTO script VALUES
    ('integration regression', 2,  40, NULL,       'middle', 450,  56, 'plain',     100, '{renewed,renewed,churned,renewed}'),
    ('sla gap',                4, 100, 'standard', 'middle', 650,  98, 'plain',      80, '{churned,renewed,downgraded,renewed,renewed}'),
    ('price rise',             2,  60, NULL,       'middle', 250,  70, 'plain',      70, '{downgraded,churned,renewed}'),
    ('champion leaves',        1,  15, NULL,       'middle', NULL, 75, 'leaving',    75, '{churned,churned,downgraded}'),
    ('quiet churn',            1,  20, NULL,       'middle', NULL, 90, 'unseen',     90, '{churned}'),
    -- decoys
    ('loud but stays',         1,  15, NULL,       'middle', NULL, 20, 'plain',      60, '{renewed,expanded}'),
    ('good product',           1,  15, NULL,       'middle', 0,    90, 'plain',      90, '{renewed}'),
    ('technical words',        1,  15, NULL,       'middle', NULL, 90, 'technical',  90, '{renewed,expanded}'),
    ('quoted mail',            1,  15, NULL,       'middle', NULL, 90, 'quoting',    90, '{renewed,expanded}'),
    ('unforeseen',             1,  15, NULL,       NULL,     NULL, 90, 'plain',      90, '{churned}');

-- Moods run straight from mood_from to mood_to; outside every phase an account has its own.
CREATE TEMP TABLE phase (
    story     text NOT NULL REFERENCES script,
    whom      text NOT NULL,       -- all; leaving: who will churn or downgrade; staying
    topic     text,                -- NULL: every other topic
    from_day  integer NOT NULL,
    to_day    integer NOT NULL,
    mood_from integer NOT NULL,
    mood_to   integer NOT NULL,
    load      integer NOT NULL,    -- tickets, % of the usual
    share     integer NOT NULL,    -- % of the tickets that are about the topic beyond the usual
    wait      integer NOT NULL     -- time to answer, % of the usual
);
INSERT INTO phase VALUES
    ('integration regression', 'all',     'product',    0,    3,  100, -450, 200, 85, 100),
    ('integration regression', 'all',     'product',    3,   35, -450, -450, 220, 85, 150),
    ('integration regression', 'staying', 'product',   35,   56,  300,  300, 110, 40, 100),
    ('integration regression', 'leaving', NULL,        35, 9999, -350, -350, 100,  0, 100),
    ('sla gap',                'all',     'support',    0,   21,   50, -450, 150, 50, 500),
    ('sla gap',                'all',     'support',   21,   84, -450, -450, 170, 60, 900),
    ('sla gap',                'staying', 'support',   84,   98, -450,  100, 120, 40, 200),
    ('sla gap',                'leaving', NULL,        42, 9999, -350, -350, 110,  0, 100),
    ('price rise',             'all',     'pricing',    0,   42, -450, -450, 200, 65, 100),
    ('price rise',             'staying', 'pricing',   42,   70, -450, -200, 120, 40, 100),
    ('price rise',             'leaving', NULL,        35, 9999, -350, -350, 120,  0, 100),
    ('champion leaves',        'all',     NULL,     -9999,    0,  280,  280, 220,  0, 100),
    ('champion leaves',        'all',     NULL,         0,   28,  280, -350, 210,  0, 100),
    ('champion leaves',        'all',     NULL,        28, 9999, -350, -350, 190,  0, 100),
    ('quiet churn',            'all',     NULL,     -9999,    0,  300,  300, 210,  0, 100),
    ('quiet churn',            'all',     NULL,         0,   42,  300, -400, 210,  0, 100),
    ('quiet churn',            'all',     NULL,        42, 9999, -400, -400, 210,  0, 100),
    ('loud but stays',         'all',     NULL,     -9999,    0,  150,  150, 100,  0, 100),
    ('loud but stays',         'all',     NULL,         0,    6, -600, -600, 600,  0, 100),
    ('loud but stays',         'all',     NULL,         6, 9999,  250,  250, 110,  0, 100),
    ('good product',           'all',     'support', -9999, 9999, -420, -420, 130, 20, 300),
    ('good product',           'all',     NULL,     -9999, 9999,  350,  350, 100,  0, 100),
    ('technical words',        'all',     NULL,     -9999, 9999,    0,    0, 100,  0, 100),
    ('quoted mail',            'all',     NULL,     -9999, 9999,  250,  250, 100,  0, 100);

CREATE TEMP TABLE expectation (
    story    text NOT NULL REFERENCES script,
    topic    text,
    expected text NOT NULL,
    latest   integer
);
INSERT INTO expectation VALUES
    ('integration regression', 'product', 'alert', 28),
    ('sla gap',                'support', 'alert', 49),
    ('price rise',             'pricing', 'alert', 28),
    ('champion leaves',        NULL,      'alert', 60),
    ('quiet churn',            NULL,      'alert', 63),
    ('loud but stays',         NULL,      'none',  NULL),
    ('good product',           'support', 'alert', 45),
    ('good product',           NULL,      'none',  NULL),
    ('technical words',        NULL,      'none',  NULL),
    ('quoted mail',            NULL,      'none',  NULL),
    ('unforeseen',             NULL,      'none',  NULL);
