/** A keyword, who asks for it, and how far into it the three bytes are by which it is found. */
interface PlacedKeyword {
  /** The bytes to compare; lower case where any case fits. */
  readonly bytes: Buffer;
  readonly isAnyCase: boolean;
  readonly owner: number;
  readonly offset: number;
}

/** Finds many keywords in bytes at once. */
export interface KeywordMatcher {
  /**
   * Calls `visit` for every keyword that starts in `from` (inclusive) to `to` (exclusive) and ends inside of the first
   * `length` bytes. Those of one call come nearly in order: none more than sixteen bytes behind a later one.
   */
  scan(bytes: Uint8Array, range: ScanRange, visit: (owner: number, at: number) => void): void;
}

/** Which part of the bytes is looked at. */
export interface ScanRange {
  readonly from: number;
  readonly to: number;
  readonly length: number;
}

/**
 * How many of a thousand bytes of program texts and settings have these last five bits: keywords are looked for where their
 * bytes are rare. Counted over 20 MB of JavaScript, TypeScript and JSON.
 */
const sharesPerThousand: readonly number[] = [
  192, 47, 22, 27, 23, 80, 17, 16, 25, 54, 34, 6, 37, 21, 59, 48, 27, 6, 48, 44, 61, 21, 8, 6, 7, 11, 9, 16, 5, 16, 2,
  5,
];

/** No keyword is looked for further behind its start. */
const maxOffset = 15;

/** Five bits of each of three bytes: letters fall together with their other case, and a table fits into the nearest cache. */
const tableSize = 32_768;

const foldTable = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte));

/**
 * Makes a matcher of keywords of at least three characters, each with the number of its owner. Keywords with capital
 * letters are compared exactly, others in any case.
 *
 * Every second place is looked at, by three bytes in one table: a keyword shows at one of two neighbouring places, where its
 * bytes are rarest. Looks at different places do not wait for each other, which makes it several times as fast as skipping
 * by a table of shifts.
 */
export function createKeywordMatcher(
  keywords: readonly { readonly text: string; readonly owner: number }[],
): KeywordMatcher {
  const byHash = new Map<number, PlacedKeyword[]>();
  for (const { text, owner } of keywords) {
    const keyword = { bytes: Buffer.from(text, "latin1"), isAnyCase: !/[A-Z]/.test(text), owner };
    const rarest = rarestOffset(keyword.bytes);
    for (const offset of [rarest, rarest + 1]) {
      for (const hash of hashesAt(keyword.bytes, offset)) {
        const bucket = byHash.get(hash) ?? [];
        byHash.set(hash, bucket);
        bucket.push({ ...keyword, offset });
      }
    }
  }
  const tables = layOut(byHash);
  return { scan: (bytes, range, visit) => scan(tables, { ...range, bytes }, visit) };
}

interface MatcherTables {
  /** By hash: the first place of its keywords, counted from 1; 0 where no keyword has the three bytes. */
  readonly firstOf: Uint16Array;
  /** By place: the keyword's first three bytes, folded. */
  readonly heads: Int32Array;
  /** By place: what is wanted; `undefined` behind the last one of a hash. */
  readonly placed: readonly (PlacedKeyword | undefined)[];
}

function layOut(byHash: ReadonlyMap<number, readonly PlacedKeyword[]>): MatcherTables {
  const firstOf = new Uint16Array(tableSize);
  const placed: (PlacedKeyword | undefined)[] = [undefined];
  for (const [hash, bucket] of byHash) {
    firstOf[hash] = placed.length;
    placed.push(...bucket.toSorted((left, right) => right.offset - left.offset), undefined);
  }
  const heads = Int32Array.from(placed, (keyword) =>
    keyword === undefined ? -1 : wordAt(keyword.bytes, Math.max(0, keyword.offset - 1)) >>> 8,
  );
  return { firstOf, heads, placed };
}

function scan(
  { firstOf, heads, placed }: MatcherTables,
  { bytes, from, to, length }: ScanRange & { readonly bytes: Uint8Array },
  visit: (owner: number, at: number) => void,
): void {
  const end = Math.min(to + maxOffset + 1, length - 1);
  let first = (bytes[from] ?? 0) & 31;
  for (let at = from; at < end; at += 2) {
    const third = (bytes[at + 2] ?? 0) & 31;
    let place = firstOf[(first << 10) | (((bytes[at + 1] ?? 0) & 31) << 5) | third] ?? 0;
    first = third;
    if (place === 0) continue;
    const word = wordAt(bytes, at - 1);
    const here = word & 0xffffff;
    const before = word >>> 8;
    for (let head = heads[place] ?? -1; head !== -1; head = heads[++place] ?? -1) {
      if (head !== here && head !== before) continue;
      const keyword = placed[place];
      const start = at - (keyword?.offset ?? 0);
      if (keyword === undefined || start < from || start >= to) continue;
      if (standsAt(keyword, bytes, start, length)) visit(keyword.owner, start);
    }
  }
}

/** Four bytes as one number, with letters as small ones; that some other characters fall together does no harm. */
function wordAt(bytes: Uint8Array, at: number): number {
  const high = ((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16);
  return high | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0) | 0x20202020;
}

function standsAt(
  { bytes: wanted, isAnyCase }: PlacedKeyword,
  bytes: Uint8Array,
  start: number,
  length: number,
): boolean {
  if (start + wanted.length > length) return false;
  for (let index = 0; index < wanted.length; index++) {
    const byte = bytes[start + index] ?? 0;
    if ((isAnyCase ? foldTable[byte] : byte) !== wanted[index]) return false;
  }
  return true;
}

/** Gives the place in a keyword from which on its next four bytes are the rarest in texts. */
function rarestOffset(bytes: Buffer): number {
  let rarest = 0;
  let lowest = Number.POSITIVE_INFINITY;
  for (let offset = 0; offset <= Math.min(bytes.length - 4, maxOffset - 1); offset++) {
    const [first = 0, second = 0, third = 0, fourth = 0] = bytes
      .subarray(offset, offset + 4)
      .map((byte) => sharesPerThousand[byte & 31] ?? 0);
    const share = second * third * (first + fourth);
    if (share >= lowest) continue;
    lowest = share;
    rarest = offset;
  }
  return rarest;
}

/** The places of the table for three bytes of a keyword; with every third byte where the keyword has ended before it. */
function hashesAt(bytes: Buffer, offset: number): readonly number[] {
  const base = (((bytes[offset] ?? 0) & 31) << 10) | (((bytes[offset + 1] ?? 0) & 31) << 5);
  const third = bytes[offset + 2];
  return third === undefined ? Array.from({ length: 32 }, (_, bits) => base | bits) : [base | (third & 31)];
}
