-- Makes the owner of the schema, once. As a superuser of the database, who has its password in PGPASSWORD:
--   psql --set ON_ERROR_STOP=1 --file make-owner.sql
\getenv password PGPASSWORD
SELECT format('CREATE ROLE sekisho_owner LOGIN NOSUPERUSER NOBYPASSRLS CREATEROLE PASSWORD %L', :'password')
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'sekisho_owner') \gexec
SELECT format('ALTER DATABASE %I OWNER TO sekisho_owner', current_database()) \gexec
