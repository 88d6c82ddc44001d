/** Whom a certificate request is made for, as Kubernetes takes it: a user and the groups that they are in. */
export interface RequestSubject {
  /** Common name; empty for none. */
  readonly user: string;
  /** Organizations. */
  readonly groups: readonly string[];
}

/** One value of ASN.1's distinguished encoding: where its content lies, and where it ends. */
interface Element {
  readonly tag: number;
  readonly start: number;
  readonly end: number;
}

const sequence = 0x30;
const setOf = 0x31;
const objectIdentifier = 0x06;

/** 2.5.4.3 and 2.5.4.10 as they are encoded. Source: RFC 5280, Appendix A.1. */
const commonName = "550403";
const organization = "55040a";

/** No request has more. */
const maxNames = 64;
/** A request is some hundred bytes; with a large key and extensions some thousand. */
const maxBytes = 65_536;

/**
 * Reads the subject of a certificate request in PEM (`-----BEGIN CERTIFICATE REQUEST-----`); `undefined` where it is none.
 * The signature is not looked at.
 *
 * Source: RFC 2986, 4.1; RFC 5280, 4.1.2.4; ITU-T X.690, 8.1.
 */
export function readRequestSubject(pem: string): RequestSubject | undefined {
  const bytes = bodyOf(pem);
  if (bytes === undefined) return undefined;
  const request = readElement(bytes, 0, bytes.length, sequence);
  const content = request && readElement(bytes, request.start, request.end, sequence);
  const version = content && readElement(bytes, content.start, content.end);
  const name = content && version && readElement(bytes, version.end, content.end, sequence);
  return name && readName(bytes, name);
}

function bodyOf(pem: string): Buffer | undefined {
  const start = pem.indexOf("-----BEGIN ");
  const from = start === -1 ? -1 : pem.indexOf("-----", start + "-----BEGIN ".length);
  const to = from === -1 ? -1 : pem.indexOf("-----END ", from);
  if (to === -1 || to - from > maxBytes * 2) return undefined;
  return Buffer.from(pem.slice(from + "-----".length, to), "base64");
}

function readName(bytes: Buffer, name: Element): RequestSubject {
  let user = "";
  const groups: string[] = [];
  let count = 0;
  for (const relative of childrenOf(bytes, name)) {
    if (relative.tag !== setOf) continue;
    for (const pair of childrenOf(bytes, relative)) {
      count += 1;
      if (pair.tag !== sequence || count > maxNames) continue;
      const [type, value] = childrenOf(bytes, pair);
      if (type?.tag !== objectIdentifier || value === undefined) continue;
      const kind = bytes.toString("hex", type.start, type.end);
      if (kind === commonName) user = textOf(bytes, value);
      if (kind === organization) groups.push(textOf(bytes, value));
    }
  }
  return { user, groups };
}

/** BMPString has two bytes a letter, all others that are in use are UTF-8 or a part of it. */
function textOf(bytes: Buffer, { tag, start, end }: Element): string {
  if (tag !== 0x1e) return bytes.toString("utf8", start, end);
  const isWhole = (end - start) % 2 === 0;
  return isWhole ? Buffer.from(bytes.subarray(start, end)).swap16().toString("utf16le") : "";
}

function childrenOf(bytes: Buffer, { start, end }: Element): readonly Element[] {
  const children: Element[] = [];
  let at = start;
  while (at < end && children.length < maxNames) {
    const child = readElement(bytes, at, end);
    if (child === undefined) break;
    children.push(child);
    at = child.end;
  }
  return children;
}

function readElement(bytes: Buffer, at: number, limit: number, wanted?: number): Element | undefined {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined || (wanted !== undefined && tag !== wanted)) return undefined;
  const more = first < 0x80 ? 0 : first - 0x80;
  // Of lengths beyond four bytes nothing fits, and the indefinite form is not distinguished encoding.
  if (more > 4 || first === 0x80 || at + 2 + more > limit) return undefined;
  const length = more === 0 ? first : bytes.readUIntBE(at + 2, more);
  const start = at + 2 + more;
  return start + length > limit ? undefined : { tag, start, end: start + length };
}
