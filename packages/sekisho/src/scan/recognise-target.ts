import { closeSync, existsSync, openSync, readdirSync, readSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { describeSource } from "../access/describe-source.ts";
import { readHead } from "../access/filesystem/discover.ts";
import { beginsWithInstruction, judgeName } from "../access/filesystem/dockerfile-names.ts";
import { findImageFile } from "../access/open-image.ts";
import { recogniseSbom } from "../importers/sbom/recognise.ts";
import { findClosestWord } from "../model/closest-word.ts";
import { parseImageReference } from "../semantics/image-reference/image-reference.ts";
import { mayBeManifest } from "../semantics/kubernetes/may-be-manifest.ts";
import { decodeManifest } from "./manifest/decode-manifest.ts";

/** So much of a file decides whether it is an SBOM: its first keys may stand behind a long list. */
const sniffedBytes = 65_536;

/** Tells whether a name says by its beginning that it is an image: `registry:`, `docker-archive:`, `oci:` … */
export function hasTransport(target: string): boolean {
  const source = describeSource(target);
  return source !== undefined && source.kind !== "reference";
}

/**
 * Tells whether a name that is no path is meant as the name of an image.
 *
 * With a tag, a digest or a registry it is. A plain word could be the name of a file with a letter wrong, and `a/b` a path
 * below a directory that is there: for those no connection is opened.
 */
export function isImageName(target: string, workingDirectory: string): boolean {
  const reference = parseImageReference(target);
  if (reference === undefined) return false;
  const { registry, tag, digest } = reference.written;
  if (registry !== undefined || tag !== undefined || digest !== undefined) return true;
  const path = resolve(workingDirectory, target);
  const [first = ""] = target.split("/");
  if (first !== target && existsSync(resolve(workingDirectory, first))) return false;
  return findCloseName(path) === undefined;
}

/** Finds the name of a file that a path was probably meant to be. */
export function findCloseName(path: string): string | undefined {
  return findClosestWord(basename(path), namesIn(dirname(path)));
}

/** Tells what a directory holds by what lies in it. */
export function recogniseDirectory(path: string): "image" | "rootfs" | "directory" {
  if (findImageFile(path) !== undefined) return "image";
  const hasRelease = existsSync(join(path, "etc/os-release")) || existsSync(join(path, "usr/lib/os-release"));
  const hasPrograms = existsSync(join(path, "bin")) || existsSync(join(path, "usr/lib"));
  return hasRelease && hasPrograms ? "rootfs" : "directory";
}

/**
 * Tells what a file is by its name and its first bytes; `undefined` when it is nothing we know. A file that the user named
 * is taken for a Dockerfile by a fragment's first instruction already.
 */
export function recogniseFile(path: string): "dockerfile" | "image" | "sbom" | "manifest" | undefined {
  if (judgeName(basename(path)) === "dockerfile") return "dockerfile";
  const head = readHead(path, Number.POSITIVE_INFINITY);
  // Unreadable is not unknown, and neither is a pipe: the scan tries again and says why it fails.
  if (head === undefined || beginsWithInstruction(head)) return "dockerfile";
  if (findImageFile(path) !== undefined) return "image";
  const start = readStart(path);
  if (recogniseSbom(start) !== undefined) return "sbom";
  return mayBeManifest(decodeManifest(path, start).text ?? start.toString("utf8")) ? "manifest" : undefined;
}

function readStart(path: string): Buffer {
  const descriptor = openSync(path, "r");
  try {
    const buffer = Buffer.alloc(sniffedBytes);
    return buffer.subarray(0, readSync(descriptor, buffer, 0, sniffedBytes, 0));
  } finally {
    closeSync(descriptor);
  }
}

/** Gives the names in a folder, for a suggestion; none where they cannot be read. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
