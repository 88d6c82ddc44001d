import type { TextEdit } from "../../model/fix.ts";
import type { PackageType } from "../../model/package.ts";
import type { OffsetRange } from "../../model/source-text.ts";
import { versionSchemes } from "../../versions/compare-versions.ts";
import type { SchemeId } from "../../versions/scheme-ids.ts";

/** A package with the version that a file is to ask for. */
export interface WantedVersion {
  readonly type: PackageType;
  /** As its ecosystem writes it: with scope, group or vendor. */
  readonly name: string;
  readonly to: string;
}

/** Why a file is not edited for a package. */
export type UneditedReason =
  /** The file does not name the package. */
  | "not-named"
  /** It asks for that version or a higher one. */
  | "already"
  /** It says more or less than one version: a set of ranges, a tag, an address. */
  | "no-single-version"
  /** It is installed without a version: a build without cache takes the newer one. */
  | "unpinned"
  /** A variable holds the version. */
  | "variable"
  /** Checksums beside the version would no longer fit. */
  | "hashed"
  /** Another line of the file puts something in its place. */
  | "replaced"
  /** It names the digest of a build: that of the newer one is known to the registry alone. */
  | "digest";

/** What is to be changed in a file for one package. */
export type PinProposal =
  | { readonly kind: "edited"; readonly edits: readonly [TextEdit, ...TextEdit[]] }
  | { readonly kind: "unedited"; readonly reason: UneditedReason };

/** Reads the text of a file and says where a version is to be raised. */
export type PinEditor = (text: string, wanted: WantedVersion) => PinProposal;

/** A version as it is written in a file. */
export interface WrittenPin extends OffsetRange {
  readonly text: string;
}

const schemes: Readonly<Partial<Record<PackageType, SchemeId>>> = {
  apk: "apk",
  cargo: "cargo",
  composer: "composer",
  deb: "deb",
  gem: "gem",
  golang: "go",
  maven: "maven",
  npm: "npm",
  pypi: "pep440",
  rpm: "rpm",
};

/** Says that a file is not edited. */
export function unedited(reason: UneditedReason): PinProposal {
  return { kind: "unedited", reason };
}

/**
 * Puts the wanted version in the place of written ones, as long as it is higher: no version is ever lowered.
 *
 * @param write What to write for the wanted version; the version itself when left out.
 */
export function raisePins(pins: readonly WrittenPin[], { type, to }: WantedVersion, write = to): PinProposal {
  const scheme = schemes[type];
  if (pins.length === 0) return unedited("not-named");
  if (scheme === undefined) return unedited("no-single-version");
  const { [scheme]: order } = versionSchemes;
  const wanted = order.parse(to);
  const read = pins.map((pin) => ({ pin, version: order.parse(pin.text) }));
  if (wanted === undefined || read.some(({ version }) => version === undefined)) return unedited("no-single-version");
  const [first, ...others] = read
    .filter(({ version }) => version !== undefined && order.compare(version, wanted) < 0)
    .map(({ pin }): TextEdit => ({ start: pin.start, end: pin.end, text: write }));
  return first === undefined ? unedited("already") : { kind: "edited", edits: [first, ...others] };
}
