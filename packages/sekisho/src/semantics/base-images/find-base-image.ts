import {
  familiarRepository,
  hubRepository,
  type ImageReference,
  officialName,
} from "../image-reference/image-reference.ts";
import { alternativesOf } from "./alternatives.ts";
import type { BaseImage, Distribution, PackageManager, SupportQuestion } from "./base-image.ts";
import { findFamily } from "./image-families.ts";
import { languageImages } from "./language-images.ts";
import { makerImages } from "./maker-images.ts";
import { operatingSystemImages } from "./operating-system-images.ts";
import {
  type RepositoryFacts,
  type RepositoryTable,
  type SystemFacts,
  type SystemName,
  systems,
} from "./repository-facts.ts";
import { serviceImages } from "./service-images.ts";
import { findSupport } from "./support.ts";
import { readTag, releaseOf, type TagFacts } from "./tag-facts.ts";

const tables: readonly RepositoryTable[] = [languageImages, operatingSystemImages, serviceImages, makerImages];

/**
 * Gives what is known of a well-known base image, resolved for its tag; `undefined` for an image we do not know.
 * A reference without tag means `latest`; one with a digest only says nothing about the release.
 */
export function findBaseImage(reference: ImageReference): BaseImage | undefined {
  const name = nameOf(reference);
  const found = findFacts(name);
  if (found === undefined) return undefined;
  const tag = readTag(reference.tag ?? (reference.digest === undefined ? "latest" : ""));
  const system = tag.system ?? found.system;
  const facts = system === undefined ? undefined : systems[system];
  const distribution = distributionOf(found, tag, system);
  const versions = versionsOf(found, tag, distribution);
  return {
    name,
    tag: reference.tag,
    publisher: found.publisher ?? "docker-official",
    platform: system === "windows" ? "windows" : "linux",
    user: userOf(found, tag, system),
    unprivilegedUser: hasUnprivilegedUser(found, tag, system) ? found.unprivilegedUser : undefined,
    workdir: system === "windows" ? undefined : (found.workdir ?? (isPlainSystem(found) ? "/" : undefined)),
    entrypoint: system === "windows" ? undefined : found.entrypoint,
    command: system === "windows" ? undefined : found.command,
    shell: system === "windows" ? undefined : facts?.shell,
    hasBash: hasBash(found, system, facts),
    packageManager: packageManagerOf(system, facts, distribution),
    distribution,
    support: versions.flatMap((question) => findSupport(question) ?? []),
    versions,
    isBuildImage: found.isBuildImage === true && !tag.words.has(found.runtimeWord ?? "jre"),
    dropsPrivileges: found.dropsPrivileges === true,
    alternatives: alternativesOf(reference, name, found, tag),
    mirror: found.mirror ?? (found.publisher === undefined ? `public.ecr.aws/docker/library/${name}` : undefined),
    deprecated: found.successors === undefined ? undefined : { successors: found.successors },
  };
}

/** Gives the names of all repositories in the table, families of images not included. */
export function knownRepositories(): readonly string[] {
  return tables.flatMap((table) => Object.keys(table)).sort();
}

/** Mirrors of Docker Hub are known under the name that they have there. */
function nameOf(reference: ImageReference): string {
  return officialName(reference) ?? hubRepository(reference) ?? familiarRepository(reference);
}

function findFacts(name: string): RepositoryFacts | undefined {
  for (const table of tables) {
    if (Object.hasOwn(table, name)) return table[name];
  }
  return findFamily(name);
}

function userOf(found: RepositoryFacts, tag: TagFacts, system: SystemName | undefined): BaseImage["user"] {
  if (found.unprivilegedWords?.some((word) => tag.words.has(word)) === true) return found.unprivilegedUser;
  if (found.user === "varies") return undefined;
  if (found.user !== undefined) return found.user;
  return system === "windows" ? { name: "ContainerAdministrator", id: undefined } : { name: "root", id: 0 };
}

function hasUnprivilegedUser(found: RepositoryFacts, tag: TagFacts, system: SystemName | undefined): boolean {
  if (system === "windows") return false;
  return found.unprivilegedSince === undefined || Number.parseInt(tag.version ?? "", 10) >= found.unprivilegedSince;
}

function hasBash(
  found: RepositoryFacts,
  system: SystemName | undefined,
  facts: SystemFacts | undefined,
): boolean | undefined {
  if (system === "alpine" && found.product !== "alpine-linux") return found.alpineHasBash;
  return facts?.hasBash;
}

function distributionOf(
  found: RepositoryFacts,
  tag: TagFacts,
  system: SystemName | undefined,
): Distribution | undefined {
  if (system === undefined) return undefined;
  const named = tag.system === undefined || tag.system === found.system;
  const id = (named ? found.distribution : undefined) ?? systems[system].distribution;
  if (id === undefined) return undefined;
  if (system === "windows") return { id, release: tag.windowsRelease };
  const stream = [...tag.words].map((word) => /^stream(\d+)$/.exec(word)?.[1]).find((release) => release !== undefined);
  const isSystemImage = found.product === id;
  const release = tag.release ?? stream ?? (isSystemImage ? releaseInTag(tag) : found.release);
  return { id, release };
}

/** An operating system and nothing else: its product is its distribution. */
function isPlainSystem(found: RepositoryFacts): boolean {
  if (found.system === undefined || found.product === undefined) return false;
  return found.product === (found.distribution ?? systems[found.system].distribution);
}

function releaseInTag(tag: TagFacts): string | undefined {
  if (tag.version !== undefined) return tag.version;
  for (const word of tag.words) {
    const release = releaseOf(word);
    if (release !== undefined) return release;
  }
  return undefined;
}

/** yum came before dnf: up to release 7 of the Red Hat family, and up to Amazon Linux 2. */
function packageManagerOf(
  system: SystemName | undefined,
  facts: SystemFacts | undefined,
  distribution: Distribution | undefined,
): PackageManager | undefined {
  const release = Number.parseInt(distribution?.release ?? "", 10);
  if ((system === "rhel" || system === "oracle") && release <= 7) return "yum";
  if (system === "amazon" && release < 2023) return "yum";
  return facts?.packageManager;
}

function versionsOf(
  found: RepositoryFacts,
  tag: TagFacts,
  distribution: Distribution | undefined,
): readonly SupportQuestion[] {
  const { product } = found;
  const isSystemImage = distribution !== undefined && product === distribution.id;
  const versions: SupportQuestion[] = [];
  if (product !== undefined && !isSystemImage && tag.version !== undefined) {
    versions.push({ subject: "product", product, version: productVersion(product, tag.version) });
  }
  if (distribution?.release !== undefined) {
    versions.push({ subject: "distribution", product: distribution.id, version: distribution.release });
  }
  return versions;
}

/** Java 8 was also written 1.8. */
function productVersion(product: string, version: string): string {
  const isJava = /^(?:eclipse-temurin|amazon-corretto|openjdk-builds-from-oracle|ibm-semeru|sapmachine)$/.test(product);
  return isJava && version.startsWith("1.") ? version.slice(2) : version;
}
