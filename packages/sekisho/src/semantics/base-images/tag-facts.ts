import type { SystemName } from "./repository-facts.ts";

/** What a tag says by itself. */
export interface TagFacts {
  /** The number at its beginning: `20.11` of `20.11-bookworm-slim`; that of the code name for `lts-iron`. */
  readonly version: string | undefined;
  readonly system: SystemName | undefined;
  /** Release of the system: `3.20`, `12`, `24.04`. */
  readonly release: string | undefined;
  /** The year of the Windows Server that the tag names, for images whose system is Windows anyway. */
  readonly windowsRelease: string | undefined;
  /** The words between the dashes. */
  readonly words: ReadonlySet<string>;
}

const debianReleases: Readonly<Record<string, string>> = {
  jessie: "8",
  stretch: "9",
  buster: "10",
  bullseye: "11",
  bookworm: "12",
  trixie: "13",
};

const ubuntuReleases: Readonly<Record<string, string>> = {
  trusty: "14.04",
  xenial: "16.04",
  bionic: "18.04",
  eoan: "19.10",
  focal: "20.04",
  groovy: "20.10",
  hirsute: "21.04",
  impish: "21.10",
  jammy: "22.04",
  kinetic: "22.10",
  lunar: "23.04",
  mantic: "23.10",
  noble: "24.04",
  oracular: "24.10",
  plucky: "25.04",
  questing: "25.10",
  resolute: "26.04",
};

/** Code names of Node.js lines with long-term support. Source: nodejs/Release, CODENAMES.md. */
const nodeLines: Readonly<Record<string, string>> = {
  argon: "4",
  boron: "6",
  carbon: "8",
  dubnium: "10",
  erbium: "12",
  fermium: "14",
  gallium: "16",
  hydrogen: "18",
  iron: "20",
  jod: "22",
  krypton: "24",
};

/** Words that name a system with its release behind them, as in `alpine3.20`, `ubi9`, `al2023`. */
const numberedSystems: Readonly<Record<string, SystemName>> = {
  alpine: "alpine",
  al: "amazon",
  amazonlinux: "amazon",
  azurelinux: "azure",
  debian: "debian",
  fedora: "fedora",
  ol: "oracle",
  oraclelinux: "oracle",
  ubi: "rhel",
  ubuntu: "ubuntu",
  windowsservercore: "windows",
};

/** Reads a tag word by word; words that mean nothing to us are skipped. */
export function readTag(tag: string): TagFacts {
  const words = tag.split("-");
  let version: string | undefined = /^v?(\d+(?:\.\d+)*)/.exec(tag)?.[1];
  let found: { system: SystemName; release: string | undefined } | undefined;
  for (const word of words) {
    version ??= ownValue(nodeLines, word);
    found ??= systemOf(word);
  }
  const set = new Set(words);
  const system = found?.system === "rhel" && set.has("minimal") ? "rhel-minimal" : found?.system;
  return {
    version,
    system: set.has("chiseled") || set.has("distroless") ? "none" : system,
    release: found?.release,
    windowsRelease: windowsRelease(words),
    words: set,
  };
}

/** Gives the release that a code name of Debian or Ubuntu stands for. */
export function releaseOf(codeName: string): string | undefined {
  return ownValue(debianReleases, codeName) ?? ownValue(ubuntuReleases, codeName);
}

function systemOf(word: string): { readonly system: SystemName; readonly release: string | undefined } | undefined {
  const debian = ownValue(debianReleases, word);
  if (debian !== undefined) return { system: "debian", release: debian };
  const ubuntu = ownValue(ubuntuReleases, word);
  if (ubuntu !== undefined) return { system: "ubuntu", release: ubuntu };
  if (word === "nanoserver") return { system: "windows", release: undefined };
  const parts = /^([a-z]+)([\d.]*)$/.exec(word);
  const system = parts?.[1] === undefined ? undefined : ownValue(numberedSystems, parts[1]);
  if (system === undefined || (parts?.[1] === "al" && parts[2] === "")) return undefined;
  return { system, release: parts?.[2] === "" ? undefined : parts?.[2] };
}

/** `ltsc2022` is Windows Server 2022, and 1809 is the build of Windows Server 2019. */
function windowsRelease(words: readonly string[]): string | undefined {
  for (const word of words) {
    const year = /^ltsc(\d{4})$/.exec(word)?.[1];
    if (year !== undefined) return year;
    if (word === "1809") return "2019";
  }
  return undefined;
}

function ownValue<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
