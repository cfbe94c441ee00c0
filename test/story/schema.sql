-- schema.sql - what a helpdesk's warehouse holds, and the key to what was planted in it.  Times are in UTC.
CREATE SCHEMA story;
COMMENT ON SCHEMA story IS 'Generated tickets with planted stories';

CREATE TABLE story.account (
    id         integer PRIMARY KEY,
    name       text NOT NULL,
    sector     text NOT NULL,
    tier       text NOT NULL CHECK (tier IN ('standard', 'premium')),
    segment    text NOT NULL CHECK (segment IN ('small', 'middle', 'large')),
    arr        integer NOT NULL,            -- yearly revenue
    renewal_at date NOT NULL,               -- end of the running term; the last day of one who has given notice
    health     integer NOT NULL,            -- 0..100, as of the end
    usage      integer NOT NULL,            -- 0..100
    nps        integer NOT NULL             -- -100..100
);
COMMENT ON TABLE story.account IS 'Customers, each a group of companies of one sector';

CREATE TABLE story.account_month (
    account integer REFERENCES story.account,
    month   date,
    health  integer NOT NULL,
    usage   integer NOT NULL,
    nps     integer NOT NULL,
    PRIMARY KEY (account, month)
);
COMMENT ON TABLE story.account_month IS 'What customer success measures without reading a word';

CREATE TABLE story.contact (
    id          integer PRIMARY KEY,
    account     integer REFERENCES story.account,
    name        text NOT NULL,
    role        text NOT NULL CHECK (role IN ('champion', 'executive', 'admin', 'user', 'agent')),
    is_customer boolean NOT NULL
);
COMMENT ON TABLE story.contact IS 'Who writes; staff has no account';

CREATE TABLE story.ticket (
    id          integer PRIMARY KEY,
    account     integer NOT NULL REFERENCES story.account,
    type        text NOT NULL CHECK (type IN ('incident', 'question', 'billing', 'onboarding')),
    tier        text NOT NULL CHECK (tier IN ('normal', 'high')),
    opened_at   timestamptz NOT NULL,
    resolved_at timestamptz,                -- NULL: open
    agent       integer NOT NULL REFERENCES story.contact
);
COMMENT ON TABLE story.ticket IS 'Tickets; messages may come after resolved_at';

CREATE TABLE story.comment (
    id        integer PRIMARY KEY,
    ticket    integer NOT NULL REFERENCES story.ticket,
    author    integer NOT NULL REFERENCES story.contact,
    at        timestamptz NOT NULL,
    body      text NOT NULL,
    is_public boolean NOT NULL,
    channel   text NOT NULL CHECK (channel IN ('email', 'ticket', 'chat'))
);
CREATE INDEX ON story.comment (ticket);
COMMENT ON TABLE story.comment IS 'Messages of customers and agents';

CREATE TABLE story.survey (
    id      integer PRIMARY KEY,
    account integer NOT NULL REFERENCES story.account,
    author  integer NOT NULL REFERENCES story.contact,
    at      timestamptz NOT NULL,
    rating  integer NOT NULL CHECK (rating BETWEEN 0 AND 10),
    body    text NOT NULL
);
COMMENT ON TABLE story.survey IS 'Answers to the quarterly survey';

CREATE TABLE story.note (
    id      integer PRIMARY KEY,
    account integer NOT NULL REFERENCES story.account,
    author  integer NOT NULL REFERENCES story.contact,
    at      timestamptz NOT NULL,
    channel text NOT NULL CHECK (channel IN ('note', 'call')),
    body    text NOT NULL
);
COMMENT ON TABLE story.note IS 'What staff wrote down of visits and calls';

CREATE TABLE story.outcome (
    account    integer NOT NULL REFERENCES story.account,
    kind       text NOT NULL CHECK (kind IN ('renewed', 'expanded', 'downgraded', 'churned')),
    noticed_at date NOT NULL,
    PRIMARY KEY (account, noticed_at)
);
COMMENT ON TABLE story.outcome IS 'What customers decided, on the day they said so';

-- the answer key: for tests only
CREATE TABLE story.planted (
    story    text NOT NULL,
    account  integer NOT NULL REFERENCES story.account,
    from_day date NOT NULL,
    to_day   date NOT NULL,                 -- first day after it
    topic    text,                          -- NULL: whatever the customer writes about
    expected text NOT NULL CHECK (expected IN ('alert', 'none')),
    latest   date,                          -- an alert later than this is too late
    CHECK ((expected = 'alert') = (latest IS NOT NULL)),
    UNIQUE NULLS NOT DISTINCT (account, topic)
);
COMMENT ON TABLE story.planted IS 'Answer key: what a good warning system finds, or must not fall for';

CREATE TABLE story.intent (
    source text NOT NULL CHECK (source IN ('comment', 'survey', 'note')),
    id     integer NOT NULL,
    text   text NOT NULL,                   -- id in the corpus
    topic  text NOT NULL,
    score  numeric NOT NULL,                -- the corpus' label, -1..1
    PRIMARY KEY (source, id)
);
COMMENT ON TABLE story.intent IS 'Answer key: what a person said of each customer text before anything scored it';
