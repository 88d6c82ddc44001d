import { chmod, open, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, isAbsolute, join } from "node:path";
import { SekishoError } from "../../model/error.ts";

/** Where a file goes, and what it is called in messages. */
export interface OutputFile {
  /** As the user wrote it. */
  readonly name: string;
  readonly workingDirectory: string;
}

/**
 * Writes a whole file or nothing: the text goes to a new file beside it that then takes its place, so that whoever
 * reads meanwhile, and whoever looks after a crash, sees one text or the other. An existing file keeps its permissions;
 * a symbolic link keeps pointing where it points. A text may come in pieces of its UTF-8. Devices and pipes (`/dev/stdout`) are written to directly.
 *
 * @throws {SekishoError} `output-unwritable`.
 */
export async function writeWholeFile(file: OutputFile, text: string | Iterable<Uint8Array>): Promise<void> {
  const path = isAbsolute(file.name) ? file.name : join(file.workingDirectory, file.name);
  try {
    const existing = await findExisting(path);
    if (existing?.isRegular === false) {
      await writeNew(path, "w", text);
      return;
    }
    await replace(existing?.path ?? path, existing?.mode, text);
  } catch (cause) {
    throw unwritable(file.name, cause);
  }
}

interface ExistingFile {
  readonly path: string;
  readonly mode: number;
  readonly isRegular: boolean;
}

async function findExisting(path: string): Promise<ExistingFile | undefined> {
  try {
    const target = await realpath(path);
    const status = await stat(target);
    return { path: target, mode: status.mode, isRegular: status.isFile() };
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

async function replace(path: string, mode: number | undefined, text: string | Iterable<Uint8Array>): Promise<void> {
  const draft = join(dirname(path), `.${basename(path)}.sekisho-${process.pid}`);
  try {
    await writeNew(draft, "wx", text);
    if (mode !== undefined) await chmod(draft, mode);
    await rename(draft, path);
  } catch (error) {
    if (codeOf(error) !== "EEXIST") await rm(draft, { force: true });
    throw error;
  }
}

async function writeNew(path: string, flags: "w" | "wx", text: string | Iterable<Uint8Array>): Promise<void> {
  const handle = await open(path, flags);
  try {
    await handle.writeFile(text);
  } finally {
    await handle.close();
  }
}

function unwritable(name: string, cause: unknown): SekishoError {
  const reason = codeOf(cause) ?? (cause instanceof Error ? cause.message : String(cause));
  const known = reasons.get(reason);
  return new SekishoError(
    "output-unwritable",
    {
      en: `cannot write ${name}: ${known?.en ?? reason}`,
      ja: `${name} に書き込めません。${known?.ja ?? reason}`,
    },
    { cause },
  );
}

const reasons = new Map([
  ["EACCES", { en: "permission denied", ja: "書き込み権限がありません。" }],
  ["EPERM", { en: "permission denied", ja: "書き込み権限がありません。" }],
  ["EROFS", { en: "the file system is read-only", ja: "ファイルシステムは読み取り専用です。" }],
  ["ENOENT", { en: "its directory does not exist", ja: "ディレクトリが存在しません。" }],
  ["ENOTDIR", { en: "its directory is a file", ja: "ディレクトリではなくファイルの下が指定されています。" }],
  ["EISDIR", { en: "it is a directory", ja: "ディレクトリが指定されています。" }],
  ["ENOSPC", { en: "no space is left", ja: "空き容量がありません。" }],
]);

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
