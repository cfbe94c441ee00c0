-- Tables of test/quality/run: lines as they stand in the files
CREATE EXTENSION sentiment;
CREATE TABLE line (n bigint GENERATED ALWAYS AS IDENTITY, set_name text, line text);
