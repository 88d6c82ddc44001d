import { hasOption, optionValues } from "../commands/package-managers.ts";
import type { PackageReference } from "../commands/package-references.ts";
import {
  apkManagers,
  aptManagers,
  dnfManagers,
  nodeManagers,
  yumManagers,
  zypperManagers,
} from "../package-calls/managers.ts";
import type { PlacedPackageCall } from "../package-calls/package-calls.ts";
import { isMentionedBefore } from "../package-calls/stage-mentions.ts";
import type { DockerfileBuild } from "../stages/build.ts";
import type { PinRules } from "./unpinned-packages.ts";

/** Mirrors that show a repository as it was on one day: every package has one version there. */
const snapshotMirror = /snapshot\.(?:debian|ubuntu)\.(?:org|com)|snapshot-cloudflare\.debian\.org/;

/** `apt-get install name=version`; `name/release` chooses a release, and `name-` removes. Source: apt-get(8). */
export const aptPins: PinRules = {
  managers: aptManagers,
  style: "apt",
  asks: (call) =>
    isPlainInstall(call) && !isMentionedBefore(call.step, snapshotMirror) && !hasOption(call, "-S", "--snapshot"),
  isPinned: (reference) => isVersioned(reference) || reference.argument.text.endsWith("-"),
};

/** `apk add name=version`, `name~version`; names with a dot in front are virtual, with `!` forbidden. Source: apk-world(5). */
export const apkPins: PinRules = {
  managers: apkManagers,
  style: "comparison",
  asks: isPlainInstall,
  isPinned: (reference) => isVersioned(reference) || /^[.!]/.test(reference.argument.text),
};

/** `yum install name-version`. Groups have no version. Source: yum(8), "SPECIFYING PACKAGE NAMES". */
export const yumPins: PinRules = { managers: yumManagers, style: "rpm", asks: isRpmInstall, isPinned: isRpmPinned };

/** `dnf install name-version`, `dnf module install name:stream`. Source: dnf(8), "Specifying Packages". */
export const dnfPins: PinRules = { managers: dnfManagers, style: "rpm", asks: isRpmInstall, isPinned: isRpmPinned };

/** `zypper install name=version`. Source: zypper(8), "install". */
export const zypperPins: PinRules = {
  managers: zypperManagers,
  style: "rpm",
  asks: (call) =>
    /^in(?:stall)?$/.test(call.subcommand?.text ?? "") &&
    optionValues(call, "-t", "--type").every((type) => type === "package"),
  isPinned: (reference) => isVersioned(reference) || /^[-!@]/.test(reference.argument.text),
};

/** `pip install name==version`, or a constraints file. Source: pip documentation, "Requirement Specifiers". */
export const pipPins: PinRules = {
  managers: new Set(["pip", "uv", "pipx"]),
  style: "python",
  asks: (call) => {
    if (call.action !== "install" || hasOption(call, "-c", "--constraint", "--constraints")) return false;
    if (hasEnvironment(call, "PIP_CONSTRAINT") || hasEnvironment(call, "UV_CONSTRAINT")) return false;
    return call.manager !== "uv" || call.subcommand?.text === "install";
  },
  isPinned: (reference) => (isVersionControl(reference.name) ? hasRevision(reference.name) : isPythonPinned(reference)),
};

const nodeLockFile = /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?)$/;

const npmTags = /^(?:latest|next|lts|stable|canary|beta|alpha|rc|nightly|\*|x|)$/;

/** `npm install name@version`; tags move. A lock file answers for the packages of a project. Source: npm documentation, "npm install". */
export const npmPins: PinRules = {
  managers: nodeManagers,
  style: "at-sign",
  asks: (call, build) => call.action === "install" && (call.isGlobal || !hasFile(build, nodeLockFile)),
  isPinned: (reference) => {
    const { name, version, isLocal } = reference;
    if (isLocal) return !isGitAddress(name) || name.includes("#");
    return version !== undefined && !npmTags.test(version);
  },
};

/** `gem install name:version`, or `--version`. Source: gem command reference, "gem install". */
export const gemPins: PinRules = {
  managers: new Set(["gem"]),
  style: "colon",
  asks: ({ action }) => action === "install",
  isPinned: (reference) => isVersioned(reference) || /^(?:-.*|true|false)$/.test(reference.name),
};

function isPlainInstall({ action, subcommand }: PlacedPackageCall): boolean {
  return action === "install" && /^(?:install|add)$/.test(subcommand?.text ?? "");
}

function isRpmInstall(call: PlacedPackageCall): boolean {
  return isPlainInstall(call) && !isPrefixed(call, /^groups?$/);
}

function isRpmPinned(reference: PackageReference, call: PlacedPackageCall): boolean {
  const { text } = reference.argument;
  if (isPrefixed(call, /^module$/)) return text.includes(":");
  return isVersioned(reference) || text.startsWith("@") || text.includes("(");
}

function isPrefixed({ located }: PlacedPackageCall, word: RegExp): boolean {
  return located.call.args.some(({ text }) => word.test(text));
}

function isVersioned(reference: PackageReference): boolean {
  return reference.isLocal || reference.version !== undefined;
}

function isVersionControl(name: string): boolean {
  return /(?:^|@\s*)(?:git|hg|svn|bzr)\+/.test(name);
}

/** `git+https://host/path@revision#egg=name`: an `@` before the first slash of the path belongs to the user. */
function hasRevision(address: string): boolean {
  const [, path = ""] = /:\/\/[^/]*(\/[^#]*)/.exec(address) ?? [];
  return path.includes("@");
}

function isPythonPinned(reference: PackageReference): boolean {
  return isVersioned(reference) || reference.name.includes("/");
}

function isGitAddress(name: string): boolean {
  return /^git|^(?:github|gitlab|bitbucket):|^[\w-][\w.-]*\/[\w.-]+$/.test(name);
}

function hasEnvironment(call: PlacedPackageCall, name: string): boolean {
  return call.located.call.environment.some((entry) => entry.name === name) || call.step.state.env.has(name);
}

/** Tells whether the build context is known to have a file. */
function hasFile(build: DockerfileBuild, name: RegExp): boolean {
  return build.context.files?.some((path) => name.test(path)) ?? false;
}
