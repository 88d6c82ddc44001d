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
const lostMessages = [
  /^Connection terminated/,
  /^timeout exceeded when trying to connect$/,
  // What is asked of a connection after the error that ended it, such as to take a transaction back.
  /^Client (?:has encountered a connection error|was closed) and is not queryable$/,
];

/**
 * Finds out what an error of the database means to whoever asked: it is away or a disk is full, and asking again later may
 * help; or a row is not of the caller's projects. `undefined` for every other error.
 */
export function findStoreTrouble(error: unknown): SekishoError | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (fullCodes.has(code)) {
    const text = { en: "the disk is full", ja: "ディスクに空きがありません。" };
    return new SekishoError("store-full", text, { cause: error });
  }
  if (isRefusedRow(error, code)) {
    const text = {
      en: "this reaches beyond the projects that you may work in: name one of yours",
      ja: "権限のないプロジェクトに及ぶ操作です。権限のあるプロジェクトを指定してください。",
    };
    return new SekishoError("not-permitted", text, { cause: error });
  }
  if (!lostCodes.has(code) && !lostMessages.some((message) => message.test(error.message))) return undefined;
  const text = {
    en: "the database does not answer: try again later",
    ja: "データベースが応答しません。しばらくしてからやり直してください。",
  };
  return new SekishoError("store-unusable", text, { cause: error });
}

/** Row-level security refused a row that was to be written; the function of PostgreSQL that says so has no translations. */
function isRefusedRow(error: Error, code: string): boolean {
  return code === "42501" && "routine" in error && error.routine === "ExecWithCheckOptions";
}
