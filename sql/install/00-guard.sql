-- sentiment: customer sentiment from text, inside the database
\echo Use "CREATE EXTENSION sentiment" to load this file. \quit

