/** Whether one can sign in with a password, and how it is kept. */
export interface PasswordState {
  readonly password: "empty" | "locked" | "set";
  /** Names the scheme as crypt(5) does; left out when there is no password. */
  readonly scheme?: string;
}

/** Prefixes of hashes. Source: crypt(5) of libxcrypt 4.4. */
const schemesByPrefix: readonly (readonly [prefix: RegExp, scheme: string])[] = [
  [/^\$y\$/, "yescrypt"],
  [/^\$gy\$/, "gost-yescrypt"],
  [/^\$sm3y\$/, "sm3-yescrypt"],
  [/^\$7\$/, "scrypt"],
  [/^\$2[abxy]?\$/, "bcrypt"],
  [/^\$6\$/, "sha512crypt"],
  [/^\$5\$/, "sha256crypt"],
  [/^\$sha1\$/, "sha1crypt"],
  [/^\$md5[$,]/, "sunmd5"],
  [/^\$1\$/, "md5crypt"],
  [/^\$3\$/, "nt"],
  [/^_[./0-9A-Za-z]{19}$/, "bsdicrypt"],
  [/^[./0-9A-Za-z]{14,178}$/, "bigcrypt"],
  [/^[./0-9A-Za-z]{13}$/, "descrypt"],
];

/**
 * Tells what the password field of an account says, without keeping anything of it. What is no hash of any scheme
 * (`*`, `!`, `!hash`, `x`) fits no password: the account is locked. Source: shadow(5), crypt(5).
 */
export function passwordState(field: string): PasswordState {
  if (field === "") return { password: "empty" };
  const scheme = schemesByPrefix.find(([prefix]) => prefix.test(field))?.[1];
  return scheme === undefined ? { password: "locked" } : { password: "set", scheme };
}
