/** Endings of tar archives, packed or not, that ADD unpacks; a packed file alone may hold one. */
const archiveEnding = /\.(?:tar|tar\.(?:bz2|gz|lz|lzma|xz|z|zst)|bz2|gz|lz|lzma|t[bglpx]z|tb2|tbz2|tzst|tz|xz|z)$/i;

/**
 * Tells whether a source of ADD is fetched from somewhere else: over HTTP, or from a Git repository.
 * Source: Dockerfile reference, ADD: "Adding files from a URL" and "Adding files from a Git repository".
 */
export function isRemoteSource(source: string): boolean {
  return /^(?:https?|ftp|git|ssh):\/\/|^[\w.-]+@[\w.-]+:|^github\.com\//i.test(source);
}

/** Tells whether ADD may unpack a file of the build context, by its name. Source: Dockerfile reference, ADD. */
export function isUnpackedByAdd(source: string): boolean {
  return archiveEnding.test(source);
}
