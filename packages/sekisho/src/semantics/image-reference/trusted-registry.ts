import type { ImageReference } from "./image-reference.ts";

/**
 * Tells whether an image comes from one of the trusted places.
 *
 * A place is a registry (`registry.example.com`, `docker.io`), a registry with `*` in it (`*.example.com`), or a registry
 * with the beginning of a repository (`ghcr.io/my-team`).
 */
export function isFromTrustedRegistry(reference: ImageReference, trusted: readonly string[]): boolean {
  return trusted.some((place) => {
    const slash = place.indexOf("/");
    const registry = slash === -1 ? place : place.slice(0, slash);
    if (!matchesStars(normalRegistry(reference.registry), normalRegistry(registry.toLowerCase()))) return false;
    if (slash === -1) return true;
    const path = place.slice(slash + 1).replace(/\/+$/, "");
    return path === "" || reference.repository === path || reference.repository.startsWith(`${path}/`);
  });
}

function normalRegistry(registry: string): string {
  return registry === "index.docker.io" || registry === "registry-1.docker.io" ? "docker.io" : registry.toLowerCase();
}

/** Matches `*` with any text, in time linear in the text for each star. */
function matchesStars(text: string, pattern: string): boolean {
  const pieces = pattern.split("*");
  const first = pieces[0] ?? "";
  const last = pieces.at(-1) ?? "";
  if (pieces.length === 1) return text === pattern;
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = text.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return at <= text.length - last.length;
}
