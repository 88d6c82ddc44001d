import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";

/** How much work a hash is. Source: RFC 7914. */
export interface PasswordCost {
  readonly logN: number;
  readonly blockSize: number;
  readonly parallelism: number;
}

/** OWASP's advice for scrypt: N = 2^17, r = 8, p = 1, which takes 128 MiB. Source: OWASP Password Storage Cheat Sheet. */
const cost: PasswordCost = { logN: 17, blockSize: 8, parallelism: 1 };
/** For tests, which hash a password each. */
export const cheapPasswordCost: PasswordCost = { logN: 4, blockSize: 8, parallelism: 1 };
const saltBytes = 16;
const hashBytes = 32;
/** Hashes that run at a time; more would take the machine's memory. */
const maxRunning = 2;
/** Hashes that wait; whoever comes then is sent away. */
const maxWaiting = 32;

let running = 0;
const waiting: (() => void)[] = [];

/** Hashes a password so that the text says how it was made: `scrypt$17$8$1$salt$hash`. */
export async function hashPassword(password: string, made: PasswordCost = cost): Promise<string> {
  const salt = randomBytes(saltBytes);
  const { logN, blockSize, parallelism } = made;
  const hash = await derive(password, salt, made);
  return ["scrypt", logN, blockSize, parallelism, salt.toString("base64url"), hash.toString("base64url")].join("$");
}

/**
 * Tells whether a password is the one that was hashed. Without a hash the same work is done in vain, so that nobody
 * learns from the time which accounts exist.
 */
export async function isPassword(password: string, stored: string | undefined): Promise<boolean> {
  const parsed = stored === undefined ? undefined : parseHash(stored);
  const { salt, hash, ...made } = parsed ?? { salt: Buffer.alloc(saltBytes), hash: Buffer.alloc(hashBytes), ...cost };
  const derived = await derive(password, salt, made);
  return timingSafeEqual(derived, hash) && parsed !== undefined;
}

/** Tells whether so many sign in that the next one would wait too long. */
export function isPasswordCheckBusy(): boolean {
  return waiting.length >= maxWaiting;
}

/** Makes a password for the first sign-in: 21 letters and digits that are not mistaken for each other, 104 bits. */
export function makePassword(): string {
  const alphabet = "abcdefghjkmnpqrstuvwxyz23456789";
  let password = "";
  while (password.length < 24) {
    const [byte = 0] = randomBytes(1);
    // Bytes beyond the last whole round would favour the first letters.
    if (byte < alphabet.length * 8) password += alphabet[byte % alphabet.length];
    if (password.length % 6 === 5 && password.length < 23) password += "-";
  }
  return password;
}

function parseHash(stored: string): (PasswordCost & { readonly salt: Buffer; readonly hash: Buffer }) | undefined {
  const [scheme, logN, blockSize, parallelism, salt = "", hash = ""] = stored.split("$");
  const bytes = Buffer.from(hash, "base64url");
  if (scheme !== "scrypt" || bytes.length !== hashBytes) return undefined;
  return {
    logN: Number(logN),
    blockSize: Number(blockSize),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, "base64url"),
    hash: bytes,
  };
}

async function derive(password: string, salt: Buffer, { logN, blockSize, parallelism }: PasswordCost): Promise<Buffer> {
  if (running >= maxRunning) await new Promise<void>((resolve) => waiting.push(resolve));
  running++;
  try {
    const options: ScryptOptions = { N: 2 ** logN, r: blockSize, p: parallelism, maxmem: 256 * 1024 * 1024 };
    return await new Promise<Buffer>((resolve, reject) => {
      // One writing of a text that has several: what is typed on another keyboard is the same password.
      scrypt(password.normalize("NFKC"), salt, hashBytes, options, (error, key) => {
        if (error === null) resolve(key);
        else reject(error);
      });
    });
  } finally {
    running--;
    waiting.shift()?.();
  }
}
