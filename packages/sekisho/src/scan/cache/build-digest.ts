/** The built command line puts the digest of the sources it was made of here. */
declare const sourceDigest: string | undefined;

/**
 * Gives what tells this build from every other; `undefined` where sources run as they are. What code says of facts is only
 * kept under the code's own name: a changed check must not answer with what it said before.
 */
export function findBuildDigest(): string | undefined {
  return typeof sourceDigest === "string" ? sourceDigest : undefined;
}
