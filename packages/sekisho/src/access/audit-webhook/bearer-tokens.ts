import { createHash, timingSafeEqual } from "node:crypto";

/** Tokens that let a caller in. Digests are kept and compared, so that neither length nor time tells anything. */
export interface BearerTokens {
  /** Tells whether an `Authorization` header carries one of the tokens. */
  readonly accepts: (authorization: string | undefined) => boolean;
}

/** A token that can be guessed is none. */
export const minTokenLength = 16;

/** Longer headers are refused by the server itself. */
const maxTokenLength = 4_096;

/** Reads tokens, one a line; what stands behind `#` at the start of a line, and empty lines, are passed over. */
export function readTokenLines(text: string): readonly string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
}

/** Makes a check of tokens. Source: RFC 6750, 2.1. */
export function createBearerTokens(tokens: readonly string[]): BearerTokens {
  const digests = tokens.map(digestOf);
  return {
    accepts(authorization) {
      if (authorization === undefined || authorization.length > maxTokenLength) return false;
      const separator = authorization.indexOf(" ");
      if (authorization.slice(0, separator).toLowerCase() !== "bearer") return false;
      const given = digestOf(authorization.slice(separator + 1).trim());
      let isKnown = false;
      for (const digest of digests) if (timingSafeEqual(digest, given)) isKnown = true;
      return isKnown;
    },
  };
}

function digestOf(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
