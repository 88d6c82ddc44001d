import { createHash } from "node:crypto";

/** A set of texts in few bits: it never denies a member, and takes a stranger for one at a known rate. */
export interface BloomFilter {
  readonly bits: Uint8Array;
  /** So many bits stand for a text. */
  readonly hashes: number;
}

const bitsInByte = 8;

/** Makes a filter. Source: Mitzenmacher and Upfal, Probability and Computing, 5.5.3. @param rate Strangers taken for members. */
export function makeBloomFilter(texts: readonly string[], rate: number): BloomFilter {
  const bitCount = Math.max(bitsInByte, Math.ceil((-texts.length * Math.log(rate)) / Math.LN2 ** 2));
  const filter = {
    bits: new Uint8Array(Math.ceil(bitCount / bitsInByte)),
    hashes: Math.max(1, Math.round((bitCount / Math.max(1, texts.length)) * Math.LN2)),
  };
  for (const text of texts) {
    for (const bit of bitsOf(filter, text)) {
      const byte = Math.floor(bit / bitsInByte);
      filter.bits[byte] = (filter.bits[byte] ?? 0) | (1 << (bit % bitsInByte));
    }
  }
  return filter;
}

/** Tells whether a text is a member. */
export function mayHold(filter: BloomFilter, text: string): boolean {
  return bitsOf(filter, text).every(
    (bit) => ((filter.bits[Math.floor(bit / bitsInByte)] ?? 0) & (1 << (bit % bitsInByte))) !== 0,
  );
}

/** Two hashes give all others. Source: Kirsch and Mitzenmacher, Less Hashing, Same Performance, 2006. */
function bitsOf({ bits, hashes }: BloomFilter, text: string): readonly number[] {
  const digest = createHash("sha256").update(text).digest();
  const [first, second] = [digest.readUIntBE(0, 6), digest.readUIntBE(6, 6)];
  const bitCount = bits.length * bitsInByte;
  return Array.from({ length: hashes }, (_, place) =>
    Number((BigInt(first) + BigInt(place) * BigInt(second)) % BigInt(bitCount)),
  );
}
