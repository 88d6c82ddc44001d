import { readFile } from "node:fs/promises";
import { SekishoError } from "sekisho";

/** A user of the operating system that the database runs as. */
export interface ServerAccount {
  readonly uid: number;
  readonly gid: number;
}

/** In the order in which they are tried. */
const unprivilegedNames = ["sekisho", "postgres", "nobody"];

/**
 * Finds who the database runs as: `undefined` means as this process. PostgreSQL refuses to run as root.
 *
 * @throws {SekishoError} `store-unusable` when this is root and there is nobody else.
 */
export async function findServerAccount(): Promise<ServerAccount | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = parseAccounts(await readFile("/etc/passwd", "utf8"));
  for (const name of unprivilegedNames) {
    const account = accounts.get(name);
    if (account !== undefined && account.uid !== 0) return account;
  }
  throw new SekishoError("store-unusable", {
    en: `PostgreSQL does not run as root, and there is no user named ${unprivilegedNames.join(", ")}`,
    ja: `PostgreSQL は root では実行できませんが、${unprivilegedNames.join("、")} のいずれのユーザーも存在しません。`,
  });
}

/** Reads the accounts of a file as passwd(5) describes it; lines of another form are passed over. */
export function parseAccounts(text: string): ReadonlyMap<string, ServerAccount> {
  const accounts = new Map<string, ServerAccount>();
  for (const line of text.split("\n")) {
    const [name = "", , uid = "", gid = ""] = line.split(":");
    if (name === "" || !/^\d{1,10}$/.test(uid) || !/^\d{1,10}$/.test(gid)) continue;
    accounts.set(name, { uid: Number(uid), gid: Number(gid) });
  }
  return accounts;
}
