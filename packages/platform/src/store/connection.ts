import pg from "pg";
import { SekishoError } from "sekisho";

/** How a database is reached. */
export interface ConnectionSettings {
  readonly url: string;
  /** Taken on at once after connecting, where the address names another user; `RESET ROLE` comes back to it. */
  readonly role?: string;
  /** Statements that take longer are broken off; without a limit when left out. */
  readonly statementTimeoutMs?: number;
}

const timestampType = 1184;
const bigintType = 20;
const dateType = 1082;
/** Seconds until PostgreSQL takes a silent connection for dead. */
const connectTimeoutMs = 10_000;

const typeParsers = new pg.TypeOverrides();
typeParsers.setTypeParser(timestampType, readTimestamp);
typeParsers.setTypeParser(bigintType, readWholeNumber);
typeParsers.setTypeParser(dateType, (text) => text);

/** Opens connections that give times as RFC 3339 texts in UTC, days as `YYYY-MM-DD` and whole numbers as numbers. */
export function createPool({ url, role, statementTimeoutMs }: ConnectionSettings, maxConnections: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
    application_name: "sekisho",
    options: ["-c TimeZone=UTC", "-c DateStyle=ISO", ...(role === undefined ? [] : [`-c role=${role}`])].join(" "),
    types: typeParsers,
    ...(statementTimeoutMs === undefined ? {} : { statement_timeout: statementTimeoutMs }),
  });
  // A connection that dies while nobody uses it is replaced; without a listener it would end the process.
  pool.on("error", () => undefined);
  // One that dies between two statements of a transaction tells it in the next one.
  pool.on("connect", (client) => void client.on("error", () => undefined));
  return pool;
}

/** `2026-11-22 10:00:00.123456+00` of a session in UTC. */
function readTimestamp(text: string): string {
  return text.replace(" ", "T").replace(/\+00$/, "Z");
}

function readWholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`expected a whole number below 2^53, got ${text}`);
  return value;
}

/** Makes an error of the driver one of ours: which database could not be used, and why, without the password. */
export function describeStoreError(cause: unknown, url: string): SekishoError {
  const place = describeUrl(url);
  const said = cause instanceof Error ? cause.message || cause.name : String(cause);
  return new SekishoError(
    "store-unusable",
    { en: `could not use the database ${place}: ${said}`, ja: `データベース ${place} を使用できません: ${said}` },
    { cause },
  );
}

function describeUrl(url: string): string {
  if (!URL.canParse(url)) return "of DATABASE_URL";
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}${port === "" ? "" : `:${port}`}${pathname}`;
}
