import type { Diagnostic } from "../../model/diagnostic.ts";

/** Header blobs of a database, with what could not be read. */
export interface RpmBlobs {
  readonly blobs: readonly Buffer[];
  readonly diagnostics: readonly Diagnostic[];
}

const headerBytes = 32;
const slotBytes = 16;
const pageBytes = 4096;
const blockBytes = 16;
const blobHeaderBytes = 16;
/** More complaints than this about one file help nobody. */
const maxDiagnostics = 20;

/**
 * Reads `Packages.db`, the format `ndb` of SUSE: pages of slots, each with package number, first block and number of
 * blocks, then blobs with a header of their own; all little-endian. Source: lib/backend/ndb/rpmpkg.c of rpm 4.20.
 */
export function readNdb(path: string, bytes: Buffer): RpmBlobs {
  if (bytes.length < headerBytes || bytes.toString("latin1", 0, 4) !== "RpmP" || bytes.readUInt32LE(4) !== 0) {
    return { blobs: [], diagnostics: [noDatabase(path, bytes)] };
  }
  const blobs: Buffer[] = [];
  const diagnostics: Diagnostic[] = [];
  // Blobs do not overlap: together they are no larger than the file.
  let room = bytes.length;
  const slotEnd = Math.min(bytes.readUInt32LE(12) * pageBytes, bytes.length);
  for (let at = headerBytes; at + slotBytes <= slotEnd; at += slotBytes) {
    const packageNumber = bytes.readUInt32LE(at + 4);
    const blockOffset = bytes.readUInt32LE(at + 8);
    if (packageNumber === 0 || blockOffset === 0) continue;
    const isSlot = bytes.toString("latin1", at, at + 4) === "Slot";
    const blob = isSlot ? findBlob(bytes, packageNumber, blockOffset * blockBytes) : undefined;
    room -= blob?.length ?? 0;
    if (blob !== undefined && room >= 0) blobs.push(blob);
    else if (diagnostics.length < maxDiagnostics) diagnostics.push(badSlot(path, at, packageNumber));
  }
  return { blobs, diagnostics };
}

function findBlob(bytes: Buffer, packageNumber: number, start: number): Buffer | undefined {
  if (start + blobHeaderBytes > bytes.length) return undefined;
  const isBlob = bytes.toString("latin1", start, start + 4) === "BlbS";
  const length = bytes.readUInt32LE(start + 12);
  const first = start + blobHeaderBytes;
  if (!isBlob || bytes.readUInt32LE(start + 4) !== packageNumber || first + length > bytes.length) return undefined;
  return bytes.subarray(first, first + length);
}

function noDatabase(path: string, bytes: Buffer): Diagnostic {
  const got = bytes.toString("hex", 0, 8);
  return {
    code: "rpmdb/no-ndb",
    level: "error",
    message: {
      en: `Expected an rpm database in the ndb format, which begins with "RpmP" and version 0, got ${got === "" ? "an empty file" : got}. The file was not examined.`,
      ja: `「RpmP」とバージョン 0 で始まる ndb 形式の rpm データベースを想定しましたが、${got === "" ? "空のファイル" : `先頭は ${got} `}でした。このファイルは検査していません。`,
    },
    location: { path },
  };
}

function badSlot(path: string, at: number, packageNumber: number): Diagnostic {
  return {
    code: "rpmdb/ndb-slot",
    level: "error",
    message: {
      en: `The slot at byte ${at} names package ${packageNumber}, but no blob of that package lies where it points. The package was not examined.`,
      ja: `${at} バイト目のスロットはパッケージ ${packageNumber} を指していますが、その位置に該当するデータがありません。このパッケージは検査していません。`,
    },
    location: { path },
  };
}
