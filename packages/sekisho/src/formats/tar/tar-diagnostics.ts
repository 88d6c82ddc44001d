import type { Diagnostic } from "../../model/diagnostic.ts";
import { quote } from "../../model/quote.ts";
import type { Text } from "../../model/text.ts";

/** Gives the diagnostic of a block that should be a header and is none. */
export function badHeader(offset: number): Diagnostic {
  return problem("tar/bad-header", {
    en: `Expected the header of an entry at byte ${offset} of the archive, got a block with a wrong checksum. Reading goes on at the next header that is right.`,
    ja: `アーカイブの ${offset} バイト目にエントリのヘッダーを想定しましたが、チェックサムが一致しません。次の正しいヘッダーから読み取りを続けます。`,
  });
}

/** Gives the diagnostic of an archive that ends inside an entry. */
export function truncated(path: string | undefined, missingBytes: number): Diagnostic {
  const missing = { en: `${missingBytes} more bytes`, ja: `あと ${missingBytes} バイト` };
  return problem(
    "tar/truncated",
    {
      en: `The archive ends in the middle of an entry: expected ${missing.en}. What stands before it was examined.`,
      ja: `アーカイブがエントリの途中で終わっています（${missing.ja}が必要です）。それより前の内容は検査しました。`,
    },
    path,
  );
}

/** Gives the diagnostic of an extended header with a broken record. */
export function badPaxRecord(expected: string, offset: number): Diagnostic {
  return problem("tar/bad-pax-record", {
    en: `The extended header at byte ${offset} of the archive is broken: expected ${expected}. The records before it hold.`,
    ja: `アーカイブの ${offset} バイト目の拡張ヘッダーが壊れています（想定: ${expected}）。それより前のレコードは有効とします。`,
  });
}

/** Gives the diagnostic of a sparse file whose map does not fit its content. */
export function badSparseMap(path: string): Diagnostic {
  return problem(
    "tar/bad-sparse-map",
    {
      en: `The map of the sparse file ${quote(path)} does not fit its content. The file was not examined.`,
      ja: `スパースファイル ${quote(path)} のマップが内容と一致しません。このファイルは検査していません。`,
    },
    path,
  );
}

/** Gives the diagnostic of a sparse file with more holes than are filled. */
export function tooManyHoles(path: string, holeBytes: number, maxHoleBytes: number): Diagnostic {
  return problem(
    "tar/sparse-file-too-large",
    {
      en: `The sparse file ${quote(path)} has ${holeBytes} bytes of holes; at most ${maxHoleBytes} are read in an archive (maxHoleBytes). Its content was not examined.`,
      ja: `スパースファイル ${quote(path)} には ${holeBytes} バイトの空き領域があり、アーカイブ全体の上限 ${maxHoleBytes} バイトを超えます（maxHoleBytes）。内容は検査していません。`,
    },
    path,
  );
}

/** Gives the diagnostic of a name that leads above the root. */
export function nameOutside(name: string, path: string): Diagnostic {
  return {
    code: "tar/name-outside-root",
    level: "warning",
    message: {
      en: `The name ${quote(name)} leads above the root; it is read as ${quote(path)}.`,
      ja: `名前 ${quote(name)} はルートより上を指しています。${quote(path)} として扱います。`,
    },
    location: { path },
  };
}

/** Gives the diagnostic of a name with a NUL in it, which no file can have. */
export function nameWithNul(path: string): Diagnostic {
  return {
    code: "tar/name-with-nul",
    level: "warning",
    message: {
      en: `A name has a NUL in it; it is read up to there, as ${quote(path)}.`,
      ja: `名前に NUL 文字が含まれています。その手前までを読み、${quote(path)} として扱います。`,
    },
    location: { path },
  };
}

/** Gives the diagnostic of an entry of a type that no file system has. */
export function unknownType(type: string, path: string): Diagnostic {
  return {
    code: "tar/unknown-type",
    level: "warning",
    message: {
      en: `${quote(path)} is an entry of the unknown type "${quote(type)}"; it was passed over.`,
      ja: `${quote(path)} は未知の種別「${quote(type)}」のエントリのため、読み飛ばしました。`,
    },
    location: { path },
  };
}

/** Gives the diagnostic of bytes behind the end of the archive. */
export function trailingData(offset: number): Diagnostic {
  return {
    code: "tar/trailing-data",
    level: "warning",
    message: {
      en: `Other data follow the end of the archive at byte ${offset}; no container sees them, and they were not examined.`,
      ja: `アーカイブの終端（${offset} バイト目）の後にデータがあります。コンテナからは見えないため、検査していません。`,
    },
  };
}

/** Gives the diagnostic of an archive with more entries than are read. */
export function tooManyEntries(maxEntries: number): Diagnostic {
  return problem("tar/too-many-entries", {
    en: `The archive has more than ${maxEntries} entries (maxEntries). The others were not examined.`,
    ja: `アーカイブのエントリ数が上限の ${maxEntries} 件を超えています（maxEntries）。超えた分は検査していません。`,
  });
}

/** Gives the diagnostic of an archive whose names would take too much memory. */
export function tooManyNames(maxAllNamesLength: number): Diagnostic {
  return problem("tar/names-too-long-together", {
    en: `The names in the archive have more than ${maxAllNamesLength} characters together (maxAllNamesLength). The other entries were not examined.`,
    ja: `アーカイブ内の名前の合計が上限の ${maxAllNamesLength} 文字を超えています（maxAllNamesLength）。それより後のエントリは検査していません。`,
  });
}

/** Gives the diagnostic of a name longer than any file system takes. */
export function nameTooLong(path: string, bytes: number, maxBytes: number): Diagnostic {
  return problem("tar/name-too-long", {
    en: `The name ${quote(path)} has ${bytes} bytes; at most ${maxBytes} are possible (maxNameBytes). The entry was not examined.`,
    ja: `名前 ${quote(path)} は ${bytes} バイトあり、上限の ${maxBytes} バイトを超えています（maxNameBytes）。このエントリは検査していません。`,
  });
}

/** Gives the diagnostic of a path with more directories than are followed. */
export function pathTooDeep(path: string, depth: number, maxDepth: number): Diagnostic {
  return problem("tar/path-too-deep", {
    en: `The path ${quote(path)} lies ${depth} directories deep; at most ${maxDepth} are read (maxDepth). The entry was not examined.`,
    ja: `パス ${quote(path)} の深さは ${depth} 階層で、上限の ${maxDepth} 階層を超えています（maxDepth）。このエントリは検査していません。`,
  });
}

/** Gives the diagnostic of an extended header that is larger than is read. */
export function metadataTooLarge(bytes: number, maxBytes: number, offset: number): Diagnostic {
  return problem("tar/metadata-too-large", {
    en: `The extended header at byte ${offset} of the archive has ${bytes} bytes; at most ${maxBytes} are read (maxMetadataBytes). The name of the entry behind it may be cut.`,
    ja: `アーカイブの ${offset} バイト目の拡張ヘッダーは ${bytes} バイトあり、上限の ${maxBytes} バイトを超えています（maxMetadataBytes）。続くエントリの名前が途中で切れている可能性があります。`,
  });
}

/** Gives the diagnostic that stands for all those above the limit. */
export function moreProblems(count: number): Diagnostic {
  return problem("tar/more-problems", {
    en: `The archive has ${count} more problems of these kinds (maxDiagnostics).`,
    ja: `アーカイブには同様の問題がほかに ${count} 件あります（maxDiagnostics）。`,
  });
}

function problem(code: string, message: Text, path?: string): Diagnostic {
  return { code, level: "error", message, ...(path === undefined ? {} : { location: { path } }) };
}
