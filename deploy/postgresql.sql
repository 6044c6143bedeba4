-- Two roles: the owner migrates, the application reads and writes rows but cannot change or cut what is append-only.
CREATE ROLE linli_owner LOGIN BYPASSRLS;
CREATE ROLE linli_app LOGIN NOBYPASSRLS;
CREATE DATABASE linli OWNER linli_owner ENCODING 'UTF8' TEMPLATE template0;
\connect linli
ALTER DEFAULT PRIVILEGES FOR ROLE linli_owner GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO linli_app;
ALTER DEFAULT PRIVILEGES FOR ROLE linli_owner GRANT USAGE ON SEQUENCES TO linli_app;
-- After `linli manage migrate` as linli_owner. The journal is never changed and never purged; the other tables hold
-- personal data, so a row in them is never changed, and is deleted by the purge alone, which leaves a receipt.
-- REVOKE UPDATE, DELETE, TRUNCATE ON journal_line FROM linli_app;
-- REVOKE UPDATE, TRUNCATE ON gates_crossing, gates_crossingkey, privacy_reading FROM linli_app;
