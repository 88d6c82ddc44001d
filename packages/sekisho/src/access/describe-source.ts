import type { ImageSourceKind } from "../model/image.ts";
import { parseImageReference } from "../semantics/image-reference/image-reference.ts";

/** Where the name of an image says that it is. */
export type NamedSource =
  /** A name without a transport: a daemon of this machine that has it, or its registry. */
  | { readonly kind: "reference"; readonly name: string }
  | { readonly kind: "registry" | "docker-daemon" | "podman" | "containerd"; readonly name: string }
  /** An archive or layout; `image` chooses one when there are several. */
  | {
      readonly kind: Exclude<ImageSourceKind, "registry" | "docker-daemon" | "podman" | "containerd">;
      readonly path: string;
      readonly image: string | undefined;
    };

const daemonTransports = ["docker-daemon", "podman", "containerd", "registry"] as const;
const pathTransports = [
  { prefix: "docker-archive:", kind: "docker-archive" },
  { prefix: "oci-archive:", kind: "oci-archive" },
  { prefix: "oci:", kind: "oci-layout" },
] as const;

/**
 * Gives what the name of an image says of its source; `undefined` when it is no image name and has no transport.
 *
 * Transports are those of containers-transports(5), with `podman:`, `containerd:` and `registry:` beside them. Paths are
 * not looked at: `./image.tar` has no transport and is no name, so that the caller looks what the file is.
 */
export function describeSource(name: string): NamedSource | undefined {
  if (name.startsWith("docker://")) return { kind: "registry", name: name.slice("docker://".length) };
  for (const kind of daemonTransports) {
    if (name.startsWith(`${kind}:`)) return { kind, name: name.slice(kind.length + 1) };
  }
  for (const { prefix, kind } of pathTransports) {
    if (name.startsWith(prefix)) return { kind, ...splitPath(name.slice(prefix.length)) };
  }
  return looksLikeImageReference(name) ? { kind: "reference", name } : undefined;
}

/**
 * Tells whether a text can be the name of an image in a registry. Many file names can: callers look for a file first.
 */
export function looksLikeImageReference(text: string): boolean {
  return parseImageReference(text) !== undefined;
}

/** Parts `PATH:IMAGE` at the first colon; one after a single letter is that of a drive. */
function splitPath(text: string): { readonly path: string; readonly image: string | undefined } {
  const drive = /^[A-Za-z]:[\\/]/.test(text) ? 2 : 0;
  const colon = text.indexOf(":", drive);
  if (colon === -1) return { path: text, image: undefined };
  const image = text.slice(colon + 1);
  return { path: text.slice(0, colon), image: image === "" ? undefined : image };
}
