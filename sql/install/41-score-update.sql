-- A column with the score of the text beside it

CREATE FUNCTION @extschema@.score_update() RETURNS trigger
    AS 'MODULE_PATHNAME', 'sentiment_score_update' LANGUAGE C;
COMMENT ON FUNCTION @extschema@.score_update() IS 'BEFORE INSERT OR UPDATE row trigger (''score column'', ''text column'' [, ''model'']): fills the score of a new or changed text';
