import type { TextEdit } from "../../model/fix.ts";
import type { PackageType } from "../../model/package.ts";
import type { PackageManager } from "../base-images/base-image.ts";
import { replaceArgument } from "../editing/command-edits.ts";
import { insertInstructionAfter } from "../editing/instruction-edits.ts";
import { familiarRepository, type ImageReference, parseImageReference } from "../image-reference/image-reference.ts";
import {
  apkManagers,
  aptManagers,
  dnfManagers,
  nodeManagers,
  yumManagers,
  zypperManagers,
} from "../package-calls/managers.ts";
import { packageCalls } from "../package-calls/package-calls.ts";
import type { DockerfileBuild } from "../stages/build.ts";
import { type ExternalBase, externalBases, replaceImage } from "../stages/external-bases.ts";
import { type PinProposal, raisePins, unedited, type WantedVersion } from "./wanted-version.ts";

/** Gives the digest that a tag names now, where somebody asked for it. */
export type FindDigest = (reference: string) => string | undefined;

/** The image that a Dockerfile builds on, and the one to build on. */
export interface BaseImageChange {
  readonly from: string;
  readonly to: string;
}

/**
 * Raises the tag in every FROM that names an image. One with a digest gets that of the newer build; where nobody knows it,
 * the reference is left: a tag alone would loosen it.
 */
export function raiseBaseImage(
  build: DockerfileBuild,
  { from, to }: BaseImageChange,
  findDigest: FindDigest,
): PinProposal {
  const wanted = parseImageReference(from);
  const named =
    wanted === undefined ? [] : externalBases(build).filter(({ reference }) => isSameTag(reference, wanted));
  if (named.length === 0) return unedited("not-named");
  const digest = findDigest(to);
  const isPinned = ({ reference }: ExternalBase): boolean => reference.digest !== undefined;
  if (digest === undefined && named.some(isPinned)) return unedited("digest");
  if (named.every(({ reference }) => reference.digest === digest && from === to)) return unedited("already");
  const edits = named.flatMap((base) => replaceImage(base, isPinned(base) ? `${to}@${digest}` : to) ?? []);
  return edits.length < named.length ? unedited("variable") : edited(edits);
}

function isSameTag(left: ImageReference, right: ImageReference): boolean {
  return familiarRepository(left) === familiarRepository(right) && (left.tag ?? "latest") === (right.tag ?? "latest");
}

/**
 * Puts the digest of the newer build of the same tag in the place of the older one; `undefined` where no FROM of the image
 * has a digest, or nobody knows the newer one.
 */
export function renewDigest(build: DockerfileBuild, from: string, findDigest: FindDigest): PinProposal | undefined {
  const wanted = parseImageReference(from);
  const isPinned = externalBases(build).some(
    ({ reference }) => wanted !== undefined && reference.digest !== undefined && isSameTag(reference, wanted),
  );
  return isPinned && findDigest(from) !== undefined ? raiseBaseImage(build, { from, to: from }, findDigest) : undefined;
}

/** Managers by the type of the packages that they install. */
const managersOf: Readonly<Partial<Record<PackageType, ReadonlySet<string>>>> = {
  apk: apkManagers,
  deb: aptManagers,
  gem: new Set(["gem"]),
  npm: nodeManagers,
  pypi: new Set(["pip", "uv", "pipx"]),
  rpm: new Set([...dnfManagers, ...yumManagers, ...zypperManagers]),
};

/** Raises a package that a RUN instruction installs in a version of its own: `curl=7.88.1-10`, `django==3.2`. */
export function raiseInstalledPackage(build: DockerfileBuild, wanted: WantedVersion): PinProposal {
  const managers = managersOf[wanted.type];
  const named =
    managers === undefined
      ? []
      : packageCalls(build, managers).flatMap((call) =>
          call.packages.flatMap((reference) =>
            reference.name === wanted.name && !reference.isLocal ? [{ call, reference }] : [],
          ),
        );
  if (named.length === 0) return unedited("not-named");
  const edits: TextEdit[] = [];
  for (const { call, reference } of named) {
    const { argument, version, operator = "" } = reference;
    if (version === undefined) continue;
    if (argument.literal === undefined) return unedited("variable");
    const at = argument.literal.lastIndexOf(`${operator}${version}`);
    const proposal = raisePins([{ text: version, start: 0, end: version.length }], wanted);
    if (proposal.kind === "unedited") return proposal;
    const start = at + operator.length;
    const text = argument.literal.slice(0, start) + wanted.to + argument.literal.slice(start + version.length);
    edits.push(replaceArgument(build, call.located, argument, text));
  }
  const [first, ...others] = edits;
  return first === undefined ? unedited("unpinned") : { kind: "edited", edits: [first, ...others] };
}

/** Upgrades of everything that a package manager installed, leaving nothing behind. */
const upgrades: Readonly<Record<Exclude<PackageManager, "none" | "pacman">, string>> = {
  apk: "RUN apk upgrade --no-cache",
  apt: "RUN apt-get update && apt-get upgrade -y && rm -rf /var/lib/apt/lists/*",
  dnf: "RUN dnf upgrade -y && dnf clean all",
  microdnf: "RUN microdnf upgrade -y && microdnf clean all",
  tdnf: "RUN tdnf upgrade -y && tdnf clean all",
  yum: "RUN yum upgrade -y && yum clean all",
  zypper: "RUN zypper --non-interactive update && zypper clean --all",
};

/**
 * Adds an upgrade of the distribution's packages right behind the FROM of the image that is built. Left out where the file
 * has one, where the base image does not run as root or nobody knows its package manager, and where another image than
 * the scanned one is the base.
 */
export function addUpgrade(build: DockerfileBuild, from: string): PinProposal {
  const base = externalBases(build).find(({ stage }) => stage.isInTarget);
  const wanted = parseImageReference(from);
  if (base === undefined || wanted === undefined || !isSameTag(base.reference, wanted)) return unedited("not-named");
  const manager = base.known?.packageManager;
  if (manager === undefined || manager === "none" || manager === "pacman") return unedited("not-named");
  if (!runsAsRoot(base)) return unedited("not-named");
  if (packageCalls(build).some(({ action, packages }) => action === "upgrade" && packages.length === 0)) {
    return unedited("already");
  }
  return edited([insertInstructionAfter(build, base.from, upgrades[manager])]);
}

function runsAsRoot({ known }: ExternalBase): boolean {
  return known?.user === undefined || known.user.name === "root";
}

function edited([first, ...others]: readonly TextEdit[]): PinProposal {
  return first === undefined ? unedited("no-single-version") : { kind: "edited", edits: [first, ...others] };
}
