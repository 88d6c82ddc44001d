import { decodeName } from "./tar-header.ts";

/** What PAX records say of an entry; each takes the place of the header's own field. */
export interface PaxAttributes {
  path?: string;
  linkPath?: string;
  size?: number;
  modifiedAt?: number;
  userId?: number;
  groupId?: number;
  /** Hexadecimal. */
  capability?: string;
  /** Offsets and lengths of the parts of a sparse file, in turn (GNU formats 0.0 and 0.1). */
  sparseMap?: number[];
  /** Size of a sparse file with its holes. */
  sparseSize?: number;
  sparseName?: string;
  /** GNU format 1.0: the map stands before the content. */
  hasMapInContent?: boolean;
}

/** What was read, and where reading ended when a record is broken. */
export interface PaxReading {
  readonly attributes: PaxAttributes;
  /** What was expected at which byte; `undefined` when all records are whole. */
  readonly problem: string | undefined;
}

const decimal = /^[0-9]{1,15}$/;
const seconds = /^-?[0-9]{1,15}(?:\.[0-9]*)?$/;
const newline = 0x0a;
const equals = 0x3d;
const blank = 0x20;

/**
 * Reads PAX records (`LENGTH KEY=VALUE\n`), put over those that already hold. An empty value takes one back.
 * Source: POSIX.1-2017 pax, "pax Extended Header"; GNU tar manual, "Storing Sparse Files".
 */
export function readPaxRecords(bytes: Buffer, before: PaxAttributes): PaxReading {
  const attributes: PaxAttributes = { ...before };
  let at = 0;
  while (at < bytes.length) {
    // Some programs pad with NULs.
    if (bytes[at] === 0) break;
    const end = findRecordEnd(bytes, at);
    if (end === undefined) return { attributes, problem: `a record length at byte ${at}` };
    const keyStart = bytes.indexOf(blank, at) + 1;
    const keyEnd = bytes.indexOf(equals, keyStart);
    if (keyEnd === -1 || keyEnd >= end) return { attributes, problem: `KEY=VALUE at byte ${keyStart}` };
    const key = bytes.toString("latin1", keyStart, keyEnd);
    if (!setAttribute(attributes, key, bytes.subarray(keyEnd + 1, end - 1))) {
      return { attributes, problem: `a number for ${key} at byte ${keyEnd + 1}` };
    }
    at = end;
  }
  return { attributes, problem: undefined };
}

function findRecordEnd(bytes: Buffer, at: number): number | undefined {
  let length = 0;
  let index = at;
  for (; index < at + 10; index++) {
    const byte = bytes[index] ?? 0;
    if (byte === blank) break;
    if (byte < 0x30 || byte > 0x39) return undefined;
    length = length * 10 + (byte - 0x30);
  }
  const end = at + length;
  return length > index - at + 1 && end <= bytes.length && bytes[end - 1] === newline ? end : undefined;
}

/** Sets what one record says; false when its value should be a number and is none. Other keys are passed over. */
function setAttribute(attributes: PaxAttributes, key: string, value: Buffer): boolean {
  switch (key) {
    case "path":
      return setOrDelete(attributes, "path", decodeName(value));
    case "linkpath":
      return setOrDelete(attributes, "linkPath", decodeName(value));
    case "GNU.sparse.name":
      return setOrDelete(attributes, "sparseName", decodeName(value));
    case "size":
      return setNumber(attributes, "size", value);
    case "uid":
      return setNumber(attributes, "userId", value);
    case "gid":
      return setNumber(attributes, "groupId", value);
    case "GNU.sparse.size":
    case "GNU.sparse.realsize":
      return setNumber(attributes, "sparseSize", value);
    case "mtime":
      return setTime(attributes, value);
    case "SCHILY.xattr.security.capability":
      return setOrDelete(attributes, "capability", value.toString("hex"));
    case "LIBARCHIVE.xattr.security.capability":
      return setOrDelete(attributes, "capability", Buffer.from(value.toString("latin1"), "base64").toString("hex"));
    default:
      return setSparseMap(attributes, key, value);
  }
}

function setSparseMap(attributes: PaxAttributes, key: string, value: Buffer): boolean {
  const text = value.toString("latin1");
  if (key === "GNU.sparse.major") attributes.hasMapInContent = text === "1";
  else if (key === "GNU.sparse.map") return setMap(attributes, text.split(","));
  else if (key === "GNU.sparse.offset" || key === "GNU.sparse.numbytes") {
    attributes.sparseMap ??= [];
    return pushNumber(attributes.sparseMap, text);
  }
  return true;
}

function setMap(attributes: PaxAttributes, texts: readonly string[]): boolean {
  const map: number[] = [];
  attributes.sparseMap = map;
  return texts.length % 2 === 0 && texts.every((text) => pushNumber(map, text));
}

function pushNumber(map: number[], text: string): boolean {
  if (!decimal.test(text)) return false;
  map.push(Number(text));
  return true;
}

function setOrDelete(
  attributes: PaxAttributes,
  name: "path" | "linkPath" | "sparseName" | "capability",
  value: string,
): boolean {
  if (value === "") delete attributes[name];
  else attributes[name] = value;
  return true;
}

function setNumber(
  attributes: PaxAttributes,
  name: "size" | "userId" | "groupId" | "sparseSize",
  value: Buffer,
): boolean {
  const text = value.toString("latin1");
  if (text === "") delete attributes[name];
  else if (decimal.test(text)) attributes[name] = Number(text);
  else return false;
  return true;
}

function setTime(attributes: PaxAttributes, value: Buffer): boolean {
  const text = value.toString("latin1");
  if (text === "") delete attributes.modifiedAt;
  else if (seconds.test(text)) attributes.modifiedAt = Math.floor(Number(text));
  else return false;
  return true;
}
