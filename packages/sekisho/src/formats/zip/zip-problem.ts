import type { Text } from "../../model/text.ts";

/** What is wrong with an archive or an entry; the caller knows where it lies. */
export interface ZipProblem {
  readonly code:
    | "zip/no-directory"
    | "zip/corrupt-directory"
    | "zip/too-many-entries"
    | "zip/corrupt-entry"
    | "zip/encrypted-entry"
    | "zip/unsupported-method"
    | "zip/entry-too-large";
  readonly message: Text;
}

/** Says that no end record was found: no zip archive, or one that breaks off. */
export function describeNoDirectory(bytes: Buffer): ZipProblem {
  const got = bytes.length === 0 ? "" : bytes.toString("hex", 0, 4).replaceAll(/(..)(?=.)/g, "$1 ");
  return {
    code: "zip/no-directory",
    message: {
      en: `Expected a zip archive with its directory at the end, found none in ${bytes.length} bytes; the first ones are ${got === "" ? "missing" : got}.`,
      ja: `末尾にディレクトリを持つ zip アーカイブを想定しましたが、${bytes.length} バイトの中に見つかりません（先頭: ${got === "" ? "なし" : got}）。`,
    },
  };
}

/** Says that the directory breaks off or points outside of the archive. */
export function describeCorruptDirectory(entryCount: number): ZipProblem {
  return {
    code: "zip/corrupt-directory",
    message: {
      en: `The directory of the zip archive is corrupt behind ${entryCount} entries: expected an entry or the end of the directory.`,
      ja: `zip アーカイブのディレクトリが ${entryCount} 件目のエントリの後で壊れています。エントリまたは終端を想定しました。`,
    },
  };
}

/** Says that an archive has more entries than are read. */
export function describeTooManyEntries(limit: number): ZipProblem {
  return {
    code: "zip/too-many-entries",
    message: {
      en: `The zip archive has more than ${limit} entries (limit maxZipEntries); the others were not read.`,
      ja: `zip アーカイブのエントリ数が上限（maxZipEntries = ${limit}）を超えています。残りは読み取っていません。`,
    },
  };
}

/** Says that the content of an entry is not what the directory says. */
export function describeCorruptEntry(name: string, expected: Text): ZipProblem {
  return {
    code: "zip/corrupt-entry",
    message: {
      en: `The entry "${name}" of the zip archive is corrupt: ${expected.en}.`,
      ja: `zip アーカイブのエントリ「${name}」が壊れています: ${expected.ja}`,
    },
  };
}

/** Says that an entry needs a password. */
export function describeEncryptedEntry(name: string): ZipProblem {
  return {
    code: "zip/encrypted-entry",
    message: {
      en: `The entry "${name}" of the zip archive is encrypted and was not read.`,
      ja: `zip アーカイブのエントリ「${name}」は暗号化されているため、読み取っていません。`,
    },
  };
}

/** Says that an entry is compressed in a way that is not read. */
export function describeUnsupportedMethod(name: string, method: number): ZipProblem {
  return {
    code: "zip/unsupported-method",
    message: {
      en: `Expected the entry "${name}" of the zip archive stored (0) or deflated (8), got compression method ${method}.`,
      ja: `zip アーカイブのエントリ「${name}」の圧縮方式は無圧縮（0）または Deflate（8）を想定しましたが、${method} でした。`,
    },
  };
}

/** Says that an entry is larger than what is read. */
export function describeEntryTooLarge(name: string, size: number, limit: number): ZipProblem {
  return {
    code: "zip/entry-too-large",
    message: {
      en: `The entry "${name}" of the zip archive has ${size} bytes; at most ${limit} are read.`,
      ja: `zip アーカイブのエントリ「${name}」は ${size} バイトで、読み取りの上限 ${limit} バイトを超えています。`,
    },
  };
}
