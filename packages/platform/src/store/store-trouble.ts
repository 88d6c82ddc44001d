import { SekishoError } from "sekisho";

/** Codes of PostgreSQL and of the system for a database that is away. Source: PostgreSQL, appendix A. */
const lostCodes = new Set([
  "57P01", // admin_shutdown
  "57P02", // crash_shutdown
  "57P03", // cannot_connect_now
  "57014", // query_canceled: the statement took too long
  "53300", // too_many_connections
  "08000",
  "08001",
  "08003",
  "08004",
  "08006",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ENOTFOUND",
  "ETIMEDOUT",
]);
/** disk_full, and what the file system says. */
const fullCodes = new Set(["53100", "ENOSPC", "EDQUOT"]);
/** The driver gives these no code. */
const lostMessages = [/^Connection terminated/, /^timeout exceeded when trying to connect$/];

/**
 * Finds out that an error says nothing of the request but that the database is away or a disk is full: whoever asks again later
 * may be served. `undefined` for every other error.
 */
export function findStoreTrouble(error: unknown): SekishoError | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (fullCodes.has(code)) {
    const text = { en: "the disk is full", ja: "ディスクに空きがありません。" };
    return new SekishoError("store-full", text, { cause: error });
  }
  if (!lostCodes.has(code) && !lostMessages.some((message) => message.test(error.message))) return undefined;
  const text = {
    en: "the database does not answer: try again later",
    ja: "データベースが応答しません。しばらくしてからやり直してください。",
  };
  return new SekishoError("store-unusable", text, { cause: error });
}
