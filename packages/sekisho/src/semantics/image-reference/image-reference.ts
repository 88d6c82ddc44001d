import type { OffsetRange } from "../../model/source-text.ts";

/** A part of a reference as written, with its range in the written text. */
export interface ReferencePart extends OffsetRange {
  readonly text: string;
}

/** The parts that a reference's text has. */
export interface WrittenReference {
  /** The host with its port; `undefined` when Docker Hub is implied. */
  readonly registry: ReferencePart | undefined;
  /** Without an implied `library/`. */
  readonly repository: ReferencePart;
  /** Without the colon. */
  readonly tag: ReferencePart | undefined;
  /** Without the at sign. */
  readonly digest: ReferencePart | undefined;
}

/** The name of an image in a registry. */
export interface ImageReference {
  readonly text: string;
  /** `docker.io` when none is written; with the port when there is one. */
  readonly registry: string;
  /** With `library/` for the official images of Docker Hub. */
  readonly repository: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
  readonly written: WrittenReference;
}

const maximumNameLength = 255;
const domainPattern =
  /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[0-9a-fA-F:]+\])(?::[0-9]+)?$/;
const componentPattern = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const tagPattern = /^\w[\w.-]{0,127}$/;
const digestPattern = /^(?:sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128})$/;
const identifierPattern = /^[0-9a-f]{64}$/;

/**
 * Reads an image name as Docker does; `undefined` when it is none.
 *
 * Sources: the grammar of distribution/reference (reference.go), its ParseNormalizedNamed for what is implied, and
 * opencontainers/go-digest for the algorithms of digests.
 */
export function parseImageReference(text: string): ImageReference | undefined {
  if (identifierPattern.test(text)) return undefined;
  const nameEnd = text.indexOf("@");
  const digest = nameEnd === -1 ? undefined : partOf(text, nameEnd + 1, text.length);
  if (digest !== undefined && !digestPattern.test(digest.text)) return undefined;
  const taggedEnd = nameEnd === -1 ? text.length : nameEnd;
  const colon = text.lastIndexOf(":", taggedEnd - 1);
  const hasTag = colon > text.lastIndexOf("/", taggedEnd - 1) && colon !== -1;
  const tag = hasTag ? partOf(text, colon + 1, taggedEnd) : undefined;
  if (tag !== undefined && !tagPattern.test(tag.text)) return undefined;
  const name = text.slice(0, hasTag ? colon : taggedEnd);
  const slash = name.indexOf("/");
  const hasRegistry = slash !== -1 && isRegistry(name.slice(0, slash));
  const registry = hasRegistry ? partOf(text, 0, slash) : undefined;
  const repository = partOf(text, hasRegistry ? slash + 1 : 0, name.length);
  if (registry !== undefined && !domainPattern.test(registry.text)) return undefined;
  if (!repository.text.split("/").every((component) => componentPattern.test(component))) return undefined;
  const host = registry === undefined || registry.text === "index.docker.io" ? "docker.io" : registry.text;
  const path = host === "docker.io" && !repository.text.includes("/") ? `library/${repository.text}` : repository.text;
  if (path.length > maximumNameLength) return undefined;
  return {
    text,
    registry: host,
    repository: path,
    tag: tag?.text,
    digest: digest?.text,
    written: { registry, repository, tag, digest },
  };
}

/** Gives the name as people write it: without `docker.io/` and `library/`, with tag and digest. */
export function familiarName(reference: ImageReference): string {
  const tag = reference.tag === undefined ? "" : `:${reference.tag}`;
  const digest = reference.digest === undefined ? "" : `@${reference.digest}`;
  return `${familiarRepository(reference)}${tag}${digest}`;
}

/** Gives registry and repository as people write them: `node`, `grafana/grafana`, `gcr.io/distroless/static`. */
export function familiarRepository(reference: ImageReference): string {
  if (reference.registry !== "docker.io") return `${reference.registry}/${reference.repository}`;
  return withoutPrefix(reference.repository, "library/") ?? reference.repository;
}

/**
 * Gives the name of a Docker Official Image, `node`, whichever registry it comes from: Docker Hub, the copy that Docker
 * publishes in Amazon ECR Public, or Google's pull-through mirror. `undefined` for every other image.
 */
export function officialName(reference: ImageReference): string | undefined {
  const hub = hubRepository(reference);
  return hub === undefined ? undefined : withoutPrefix(hub, "library/");
}

/** Tells whether it is a Docker Official Image, from Docker Hub or from a mirror of it. */
export function isOfficial(reference: ImageReference): boolean {
  return officialName(reference) !== undefined;
}

/** Gives the repository of Docker Hub that is pulled, directly or through a mirror; `undefined` for other registries. */
export function hubRepository(reference: ImageReference): string | undefined {
  switch (reference.registry) {
    case "docker.io":
    case "registry-1.docker.io":
    case "registry.hub.docker.com":
    case "mirror.gcr.io":
      return reference.repository.includes("/") ? reference.repository : `library/${reference.repository}`;
    case "public.ecr.aws":
      return withoutPrefix(reference.repository, "docker/");
    default:
      return undefined;
  }
}

function isRegistry(component: string): boolean {
  return /[.:]/.test(component) || component === "localhost" || component !== component.toLowerCase();
}

function partOf(text: string, start: number, end: number): ReferencePart {
  return { text: text.slice(start, end), start, end };
}

function withoutPrefix(text: string, prefix: string): string | undefined {
  return text.startsWith(prefix) ? text.slice(prefix.length) : undefined;
}
