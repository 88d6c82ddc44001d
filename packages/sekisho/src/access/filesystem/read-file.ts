import { readFileSync, statSync } from "node:fs";
import type { Text } from "../../model/text.ts";

/** Files up to this size are read in one go; larger ones leave the thread free meanwhile. */
const smallFileBytes = 262_144;

/** A file's bytes, or why there are none. */
export type FileReading =
  | { readonly kind: "read"; readonly bytes: Uint8Array }
  | {
      readonly kind: "refused";
      readonly code: "not-found" | "unreadable" | "no-regular-file" | "too-large";
      readonly message: Text;
    };

/**
 * Reads a whole regular file of at most `maxBytes`.
 *
 * Symbolic links are followed. Devices, pipes and sockets are refused before they are opened, so that nothing blocks. A
 * file that has grown past the limit meanwhile is refused, too.
 */
export async function readCappedFile(path: string, maxBytes: number): Promise<FileReading> {
  try {
    // One system call that blocks shortly costs less than a round trip through the thread pool, for each small file.
    const status = statSync(path);
    if (!status.isFile()) return refuseSpecialFile(path);
    if (status.size > maxBytes) return refuseLargeFile(path, maxBytes);
    if (status.size <= smallFileBytes) return capped(readFileSync(path), path, maxBytes);
    const { readFile } = await import("node:fs/promises");
    return capped(await readFile(path), path, maxBytes);
  } catch (error) {
    return refuseFailedRead(path, error);
  }
}

/** Refuses a file that has grown past the limit since its size was asked for. */
function capped(bytes: Uint8Array, path: string, maxBytes: number): FileReading {
  return bytes.length > maxBytes ? refuseLargeFile(path, maxBytes) : { kind: "read", bytes };
}

/** Gives what a failed system call means for the user. */
export function refuseFailedRead(path: string, error: unknown): FileReading {
  const code = systemCodeOf(error);
  if (code === "ENOENT" || code === "ENOTDIR") {
    return {
      kind: "refused",
      code: "not-found",
      message: { en: `${path} does not exist.`, ja: `${path} は存在しません。` },
    };
  }
  const reason = reasonOf(code, error);
  return {
    kind: "refused",
    code: "unreadable",
    message: { en: `${path} cannot be read: ${reason.en}.`, ja: `${path} を読み取れません。原因: ${reason.ja}。` },
  };
}

/** Gives the code of a system error such as `ENOENT`; an empty text for any other error. */
function systemCodeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}

function reasonOf(code: string, error: unknown): Text {
  switch (code) {
    case "EACCES":
    case "EPERM":
      return { en: "permission denied", ja: "アクセス権がありません" };
    case "ELOOP":
      return { en: "its symbolic links form a loop", ja: "シンボリックリンクが循環しています" };
    case "EISDIR":
      return { en: "it is a directory", ja: "ディレクトリです" };
    case "ENAMETOOLONG":
      return { en: "its name is too long", ja: "名前が長すぎます" };
    case "EMFILE":
    case "ENFILE":
      return { en: "too many files are open", ja: "開いているファイルが多すぎます" };
    default: {
      const text = error instanceof Error ? error.message : String(error);
      return { en: text, ja: text };
    }
  }
}

function refuseSpecialFile(path: string): FileReading {
  return {
    kind: "refused",
    code: "no-regular-file",
    message: {
      en: `${path} is not examined: expected a regular file, got a directory, device, pipe or socket.`,
      ja: `${path} は検査しませんでした。通常のファイルを想定しましたが、ディレクトリ、デバイス、パイプ、ソケットのいずれかです。`,
    },
  };
}

function refuseLargeFile(path: string, maxBytes: number): FileReading {
  return {
    kind: "refused",
    code: "too-large",
    message: {
      en: `${path} is not examined: it is larger than the limit maxFileBytes of ${maxBytes} bytes.`,
      ja: `${path} は検査しませんでした。上限 maxFileBytes（${maxBytes} バイト）を超えています。`,
    },
  };
}
