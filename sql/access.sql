-- Who may do what: a new object shows up here, and somebody decides who may use it.
CREATE ROLE regress_senti_public;
CREATE ROLE regress_senti_reader;
CREATE ROLE regress_senti_analyst;
CREATE ROLE regress_senti_admin;
SELECT sentiment.grant_access('regress_senti_reader', 'reader'), sentiment.grant_access('regress_senti_analyst', 'analyst'),
       sentiment.grant_access('regress_senti_admin', 'admin');
\pset format unaligned
\pset tuples_only on
-- a right on a relation, or on some of its columns, with the level that has it and those below have not
CREATE VIEW relation_right AS
    SELECT c.relname, l.n, l.level, p.privilege,
           p.privilege || CASE WHEN has_table_privilege(l.role, c.oid, p.privilege) THEN ''
                               ELSE (SELECT ' (' || string_agg(a.attname, ', ' ORDER BY a.attnum) || ')' FROM pg_attribute a
                                      WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                                        AND p.privilege IN ('SELECT', 'INSERT', 'UPDATE', 'REFERENCES')
                                        AND has_column_privilege(l.role, c.oid, a.attnum, p.privilege)) END AS may
      FROM pg_class c,
           (VALUES (1, 'public', 'regress_senti_public'::name), (2, 'reader', 'regress_senti_reader'),
                   (3, 'analyst', 'regress_senti_analyst'), (4, 'admin', 'regress_senti_admin')) l(n, level, role),
           unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) WITH ORDINALITY p(privilege, place)
     WHERE c.relnamespace = 'sentiment'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S') AND (c.relkind <> 'S' OR p.place <= 3);
-- tables and views: what each level may do beyond the one below; owner: nobody is granted anything
SELECT c.relname, coalesce(string_agg(r.level || ': ' || r.may, '; ' ORDER BY r.n, r.privilege), 'owner')
  FROM pg_class c LEFT JOIN relation_right r
    ON r.relname = c.relname AND r.may IS NOT NULL
   AND NOT EXISTS (SELECT FROM relation_right below WHERE below.relname = r.relname AND below.n = r.n - 1 AND below.may = r.may)
 WHERE c.relnamespace = 'sentiment'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
 GROUP BY c.relname ORDER BY c.relname COLLATE "C";
-- and nobody loses what the level below has
SELECT DISTINCT relname, privilege FROM relation_right r
 WHERE may IS NOT NULL AND n < 4 AND NOT EXISTS (SELECT FROM relation_right o WHERE o.relname = r.relname AND o.privilege = r.privilege AND o.n = r.n + 1
   AND (o.may = o.privilege OR o.may = r.may)) ORDER BY 1, 2;
-- functions, aggregates and procedures by name: the lowest level that may call them
SELECT DISTINCT p.proname COLLATE "C",
       CASE WHEN has_function_privilege('regress_senti_public', p.oid, 'EXECUTE') THEN 'public'
            WHEN has_function_privilege('regress_senti_reader', p.oid, 'EXECUTE') THEN 'reader'
            WHEN has_function_privilege('regress_senti_analyst', p.oid, 'EXECUTE') THEN 'analyst'
            WHEN has_function_privilege('regress_senti_admin', p.oid, 'EXECUTE') THEN 'admin'
            ELSE 'owner' END AS level
  FROM pg_proc p WHERE p.pronamespace = 'sentiment'::regnamespace ORDER BY 1, 2;
-- what PUBLIC may call is C or SQL and changes nothing, but for the row that a trigger fires for
SELECT p.oid::regprocedure FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
 WHERE p.pronamespace = 'sentiment'::regnamespace AND has_function_privilege('regress_senti_public', p.oid, 'EXECUTE')
   AND ((p.provolatile = 'v' AND p.prorettype <> 'trigger'::regtype) OR l.lanname NOT IN ('c', 'internal', 'sql')) ORDER BY p.oid::regprocedure::text COLLATE "C";
-- no function of ours runs with its owner's rights
SELECT p.oid::regprocedure FROM pg_proc p WHERE p.pronamespace = 'sentiment'::regnamespace AND p.prosecdef;
-- revoke_access takes back what was given, by whoever gave it
SELECT sentiment.revoke_access('regress_senti_admin');
SELECT * FROM relation_right WHERE level = 'admin' AND may IS NOT NULL;
SELECT p.oid::regprocedure FROM pg_proc p WHERE p.pronamespace = 'sentiment'::regnamespace
   AND has_function_privilege('regress_senti_admin', p.oid, 'EXECUTE') AND NOT has_function_privilege('regress_senti_public', p.oid, 'EXECUTE');
DROP ROLE regress_senti_admin;
GRANT SELECT ON sentiment.rule TO regress_senti_reader WITH GRANT OPTION;
SET ROLE regress_senti_reader;
GRANT SELECT ON sentiment.rule TO regress_senti_analyst;
SELECT state, message FROM error_of($$SELECT sentiment.revoke_access('regress_senti_analyst')$$);
RESET ROLE;
SELECT sentiment.revoke_access('regress_senti_analyst');
SELECT relname, may FROM relation_right WHERE level = 'analyst' AND may IS NOT NULL;
SELECT * FROM error_of($$SELECT sentiment.revoke_access(current_user)$$);
SELECT * FROM error_of($$SELECT sentiment.revoke_access('nobody at all')$$);
DROP VIEW relation_right;
DROP OWNED BY regress_senti_reader CASCADE;
DROP OWNED BY regress_senti_public, regress_senti_analyst;
DROP ROLE regress_senti_public, regress_senti_reader, regress_senti_analyst;
