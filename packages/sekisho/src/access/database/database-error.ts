import { type ErrorDetails, SekishoError } from "../../model/error.ts";
import type { Text } from "../../model/text.ts";

const reasons: ReadonlyMap<string, Text> = new Map([
  ["ENOSPC", { en: "no space is left", ja: "空き容量がありません。" }],
  ["EDQUOT", { en: "the user's quota is used up", ja: "ユーザーの割り当て容量を使い切っています。" }],
  ["EACCES", { en: "permission denied", ja: "権限がありません。" }],
  ["EPERM", { en: "permission denied", ja: "権限がありません。" }],
  ["EROFS", { en: "the file system is read-only", ja: "ファイルシステムは読み取り専用です。" }],
  ["ENOTDIR", { en: "a part of the path is a file", ja: "パスの途中がディレクトリではなくファイルです。" }],
]);

/** Says that a file of the database could not be written; what was in use stays in use. */
export function unwritable(path: string, cause: unknown): SekishoError {
  const code = errorCodeOf(cause);
  const reason = reasons.get(code ?? "");
  const other = code ?? (cause instanceof Error ? cause.message : String(cause));
  return new SekishoError(
    "database-unwritable",
    {
      en: `cannot write ${path}: ${reason?.en ?? other}; the advisory database stays as it was`,
      ja: `${path} に書き込めません。${reason?.ja ?? `${other}。`}アドバイザリデータベースは変更されていません。`,
    },
    { cause },
  );
}

/** Says that a mirror cannot be reached or answers wrongly. */
export function mirrorUnreachable(address: string, reason: Text, details: ErrorDetails = {}): SekishoError {
  return new SekishoError(
    "database-unreachable",
    { en: `cannot fetch ${address}: ${reason.en}`, ja: `${address} を取得できません。${reason.ja}` },
    details,
  );
}

/** Gives the code of an error of the operating system, `ENOENT`. */
export function errorCodeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
