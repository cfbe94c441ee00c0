-- track.sql - the helpdesk's tables as the extension is told of them; reads all that is there
\set QUIET on
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS sentiment;
SELECT sentiment.dimension('account', 'story.account', key => 'id', columns => '{"account_name": "name", "account_tier": "tier", "segment": "segment",
                           "arr": "arr", "renewal_at": "renewal_at", "health": "health", "usage": "usage", "nps": "nps"}');
SELECT sentiment.dimension('contact', 'story.contact', key => 'id', columns => '{"contact_role": "role", "is_customer": "is_customer"}');
SELECT sentiment.dimension('ticket', 'story.ticket', key => 'id', columns => '{"account": "account", "ticket_type": "type", "ticket_tier": "tier",
                           "opened_at": "opened_at", "resolved_at": "resolved_at", "agent": "agent"}');
SELECT sentiment.track('story.comment', text => 'body', at => 'at', key => 'id', ticket => 'ticket', author => 'author', channel => 'channel');
SELECT sentiment.track('story.survey', text => 'body', account => 'account', at => 'at', key => 'id', author => 'author', channel => 'survey');
SELECT sentiment.track('story.note', text => 'body', account => 'account', at => 'at', key => 'id', author => 'author', channel => 'note');
CALL sentiment.refresh();
CALL sentiment.roll_up();
