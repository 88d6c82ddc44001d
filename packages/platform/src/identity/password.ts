import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";
import { hash as hashArgon2, verify as verifyArgon2 } from "@node-rs/argon2";

/** How much work a hash is: argon2id. Source: RFC 9106. */
export interface PasswordCost {
  readonly memoryKib: number;
  readonly passes: number;
}

/** OWASP's advice for argon2id: 19 MiB, two passes, one lane. Source: OWASP Password Storage Cheat Sheet. */
const cost: PasswordCost = { memoryKib: 19_456, passes: 2 };
/** For tests, which hash a password each. */
export const cheapPasswordCost: PasswordCost = { memoryKib: 8, passes: 1 };
const hashBytes = 32;
/** Hashes that run at a time; more would take the threads that read files, and memory. */
const maxRunning = 2;
/** Hashes that wait; whoever comes then is sent away. */
const maxWaiting = 100;

let running = 0;
const waiting: (() => void)[] = [];

/** Hashes a password so that the text says how it was made: `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`. */
export function hashPassword(password: string, made: PasswordCost = cost): Promise<string> {
  return takeTurn(() => hashArgon2(textOf(password), optionsOf(made)));
}

/**
 * Tells whether a password is the one that was hashed. Without a hash the same work is done in vain, so that nobody
 * learns from the time which accounts exist.
 */
export async function isPassword(password: string, stored: string | undefined, made = cost): Promise<boolean> {
  if (stored?.startsWith("$argon2id$") === true) return await takeTurn(() => verify(stored, password));
  const scrypted = stored === undefined ? undefined : parseScrypt(stored);
  if (scrypted !== undefined) return await takeTurn(() => isScrypted(password, scrypted));
  await hashPassword(password, made);
  return false;
}

/** Tells whether a hash was made with less work, or in another way, than a new one would be. */
export function isHashOutdated(stored: string, { memoryKib, passes }: PasswordCost = cost): boolean {
  return !stored.startsWith(`$argon2id$v=19$m=${memoryKib},t=${passes},p=1$`);
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

/** One writing of a text that has several: what is typed on another keyboard is the same password. */
function textOf(password: string): string {
  return password.normalize("NFKC");
}

function optionsOf({ memoryKib, passes }: PasswordCost): Parameters<typeof hashArgon2>[1] {
  return { memoryCost: memoryKib, timeCost: passes, parallelism: 1, outputLen: hashBytes };
}

async function verify(stored: string, password: string): Promise<boolean> {
  try {
    return await verifyArgon2(stored, textOf(password));
  } catch {
    // What cannot be read as a hash is nobody's.
    return false;
  }
}

/** A hash as earlier versions wrote it: `scrypt$17$8$1$salt$hash`. Whoever signs in with one gets a new one. */
interface ScryptHash {
  readonly options: ScryptOptions;
  readonly salt: Buffer;
  readonly hash: Buffer;
}

function parseScrypt(stored: string): ScryptHash | undefined {
  const [scheme, logN, blockSize, parallelism, salt = "", hash = ""] = stored.split("$");
  const bytes = Buffer.from(hash, "base64url");
  if (scheme !== "scrypt" || bytes.length !== hashBytes) return undefined;
  const maxmem = 256 * 1024 * 1024;
  const options = { N: 2 ** Number(logN), r: Number(blockSize), p: Number(parallelism), maxmem };
  return { options, salt: Buffer.from(salt, "base64url"), hash: bytes };
}

function isScrypted(password: string, { options, salt, hash }: ScryptHash): Promise<boolean> {
  return new Promise((resolve, reject) => {
    scrypt(textOf(password), salt, hashBytes, options, (error, key) => {
      if (error === null) resolve(timingSafeEqual(key, hash));
      else reject(error);
    });
  });
}

async function takeTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (running >= maxRunning) await new Promise<void>((resolve) => waiting.push(resolve));
  running++;
  try {
    return await work();
  } finally {
    running--;
    waiting.shift()?.();
  }
}
