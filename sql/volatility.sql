-- What the planner is told of each C function: volatility, strictness, parallel safety.
\pset format unaligned
\pset tuples_only on
SELECT p.oid::regprocedure AS function, p.provolatile AS volatile, p.proisstrict AS strict, p.proparallel AS parallel
  FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
 WHERE p.pronamespace = 'sentiment'::regnamespace AND l.lanname = 'c'
 ORDER BY p.oid::regprocedure::text COLLATE "C";
-- each aggregate is parallel safe, combines, and moves; drift and spark depend on order and do not; separation and fit keep rows
SELECT a.aggfnoid::regprocedure AS aggregate, a.aggcombinefn <> 0 AS combines, a.aggminvtransfn <> 0 AS moves, p.proparallel AS parallel
  FROM pg_aggregate a JOIN pg_proc p ON p.oid = a.aggfnoid WHERE p.pronamespace = 'sentiment'::regnamespace
 ORDER BY a.aggfnoid::regprocedure::text COLLATE "C";
