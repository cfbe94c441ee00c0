-- Measures and reports the queries of one group.
CALL measure(:rounds * :factor);
TABLE report;
TRUNCATE query;
\set factor 1
