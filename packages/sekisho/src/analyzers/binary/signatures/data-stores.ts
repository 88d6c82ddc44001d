import { bareRelease, product } from "./define.ts";

/** Databases, caches, queues and what collects data. */
export const dataStores = [
  product("redis", "redis", /^redis-(?:server|cli|sentinel|benchmark|check-aof|check-rdb)$/, [
    { text: /^([2-9]\.\d\.\d{1,3})$/, isForOwnFiles: true },
    { text: /redis-(\d+\.\d+\.\d+)-/, anchor: "redis-" },
    { text: /Redis (\d+\.\d+\.\d+) \(/, anchor: "Redis " },
  ]),
  product("valkey", "lfprojects", /^valkey-(?:server|cli|sentinel|benchmark|check-aof|check-rdb)$/, [
    { text: /^([7-9]\.\d+\.\d+)$/, isForOwnFiles: true },
    { text: /valkey-(\d+\.\d+\.\d+)-/, anchor: "valkey-" },
  ]),
  product("postgresql", "postgresql", /^(?:postgres|psql|pg_dump|pg_ctl|initdb)$/, [
    { text: /\(PostgreSQL\) (\d+(?:\.\d+)+)/, anchor: "(PostgreSQL) " },
    { text: /PostgreSQL (\d+(?:\.\d+)+)/, anchor: "PostgreSQL " },
  ]),
  product("mariadb", "mariadb", /^(?:mariadbd?|mysqld?|mariadb-(?:dump|admin)|mysqladmin|mysqldump)$/, [
    { text: /^(\d{1,2}\.\d+\.\d+)-MariaDB/, anchor: "-MariaDB" },
  ]),
  product("mysql", "oracle", /^(?:mysqld?|mysqldump|mysqladmin)$/, [
    { text: /\/mysql-(\d+\.\d+\.\d+)/, anchor: "/mysql-" },
    { text: /^([5-9]\.\d+\.\d+)$/, isForOwnFiles: true, near: ["MySQL Community", "mysqlx"] },
  ]),
  product("percona-server", "percona", /^mysqld$/, [
    { text: /percona-server-(\d+\.\d+\.\d+-\d+)/, anchor: "percona-server-" },
  ]),
  product("mongodb", "mongodb", /^mongo(?:d|s|sh)?$/, [
    { text: /"version": ?"(\d+\.\d+\.\d+)"/, anchor: '"version"' },
    { text: /^([3-9]\.\d\.\d+)$/, isForOwnFiles: true, near: ["gitVersion", "mongodb"] },
  ]),
  product("memcached", "memcached", /^memcached$/, [
    { text: /(?:memcached |VERSION )(1\.\d+\.\d+)/, anchor: "1." },
    { text: /^(1\.\d+\.\d+)$/, isForOwnFiles: true },
  ]),
  product("sqlite", "sqlite", /^sqlite3$/, [{ text: /^(3\.\d+\.\d+(?:\.\d+)?)$/, isForOwnFiles: true }]),
  product("influxdb", "influxdata", /^influxd?$/, [{ ...bareRelease, near: ["influx"] }]),
  product("fluent-bit", "treasuredata", /^fluent-bit$/, [
    { text: /Fluent Bit v(\d+\.\d+\.\d+)/, anchor: "Fluent Bit v" },
    { text: /^v?(\d\.\d+\.\d+)$/, isForOwnFiles: true, near: ["Fluent Bit"] },
  ]),
  product("clickhouse", "clickhouse", /^clickhouse$/, [
    { text: /ClickHouse (\d{2}\.\d+\.\d+\.\d+)/, anchor: "ClickHouse " },
  ]),
  product("mosquitto", "eclipse", /^mosquitto$/, [
    { text: /mosquitto version (\d+\.\d+\.\d+)/, anchor: "mosquitto version " },
    bareRelease,
  ]),
  product("openldap", "openldap", /^slapd$/, [
    { text: /\$OpenLDAP: slapd (\d+\.\d+\.\d+)/, anchor: "$OpenLDAP: slapd " },
  ]),
] as const;
