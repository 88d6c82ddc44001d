import { createHash, randomBytes } from "node:crypto";

const codeCount = 10;
const codeBytes = 10;
/** Crockford's base32: nothing in it is mistaken for another. */
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/** A code for whoever lost the other factors, as it is told once and as it is stored. */
export interface RecoveryCode {
  /** `k3m7-9qtz-0b4r-xw2h`: 80 bits. */
  readonly text: string;
  readonly hash: Buffer;
}

/** Makes ten codes of one use each. */
export function makeRecoveryCodes(): readonly RecoveryCode[] {
  return Array.from({ length: codeCount }, () => {
    const letters = lettersOf(randomBytes(codeBytes));
    const text = (letters.match(/.{4}/g) ?? []).join("-");
    return { text, hash: hashOf(letters) };
  });
}

/** Reads a code as somebody typed it; gives what is stored of it, `undefined` for what cannot be one. */
export function hashRecoveryCode(typed: string): Buffer | undefined {
  const letters = typed.toLowerCase().replaceAll(/[\s-]/g, "").replaceAll("o", "0").replaceAll(/[il]/g, "1");
  return /^[0-9a-hjkmnp-tv-z]{16}$/.test(letters) ? hashOf(letters) : undefined;
}

function lettersOf(bytes: Buffer): string {
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  let letters = "";
  for (let place = 0; place < (bytes.length * 8) / 5; place++) {
    letters = (alphabet[Number(bits & 31n)] ?? "") + letters;
    bits >>= 5n;
  }
  return letters;
}

/** A code of 80 random bits needs no slow hash. */
function hashOf(letters: string): Buffer {
  return createHash("sha256").update(letters).digest();
}
