import { type PackageReference, type ReferenceStyle, referenceOf } from "../commands/package-references.ts";
import { type PlacedPackageCall, packageCalls, packageRange } from "../package-calls/package-calls.ts";
import type { PackageProblem } from "../package-calls/package-problem.ts";
import { knownVariable } from "../package-calls/unknown-options.ts";
import type { DockerfileBuild } from "../stages/build.ts";

/** How a package manager's packages are pinned. */
export interface PinRules {
  readonly managers: ReadonlySet<string>;
  readonly style: ReferenceStyle;
  /** The calls that are asked about. */
  readonly asks: (call: PlacedPackageCall, build: DockerfileBuild) => boolean;
  /** The packages of a call, where they are others than those that the call says itself. */
  readonly packagesOf?: (call: PlacedPackageCall) => readonly PackageReference[];
  /** Tells whether one package gets the same version at every build, or has no version at all. */
  readonly isPinned: (reference: PackageReference, call: PlacedPackageCall, build: DockerfileBuild) => boolean;
}

/**
 * Gives a problem for every package that calls install without a version, in file order. Variables are filled in from ARG and ENV; what
 * stays unknown is left out, because it may hold a version.
 */
export function unpinnedPackages(build: DockerfileBuild, rules: PinRules): readonly PackageProblem[] {
  const unpinned: PackageProblem[] = [];
  for (const call of packageCalls(build, rules.managers)) {
    if (!rules.asks(call, build)) continue;
    for (const written of rules.packagesOf?.(call) ?? call.packages) {
      const loose = resolved(call, written, rules.style).filter((reference) => !rules.isPinned(reference, call, build));
      unpinned.push(...loose.map((reference) => problemOf(call, written, reference)));
    }
  }
  return unpinned;
}

function problemOf(call: PlacedPackageCall, written: PackageReference, reference: PackageReference): PackageProblem {
  const { text } = reference.argument;
  return {
    message: {
      en: `\`${text}\` is not pinned to a version, so the build installs the newest one.`,
      ja: `\`${text}\` のバージョンが固定されていないため、ビルド時点で最新のバージョンがインストールされます。`,
    },
    range: packageRange(call, written),
    subject: `${call.step.stage.subject}/package:${reference.name}`,
  };
}

/** A reference with its variables filled in; several for a variable that holds several packages. */
function resolved(
  call: PlacedPackageCall,
  reference: PackageReference,
  style: ReferenceStyle,
): readonly PackageReference[] {
  const { text, isQuoted } = reference.argument;
  if (text.includes("$(") || /[<>]\(…/.test(text)) return [];
  if (!text.includes("${")) return [reference];
  let isKnown = true;
  const filled = text.replace(/\$\{(\w+)\}/g, (use, name: string) => {
    const value = knownVariable(call.step.state, call.located.script, name);
    if (value === undefined) isKnown = false;
    return value ?? use;
  });
  if (!isKnown || filled.includes("$")) return hasNameOnly(reference) ? [] : [reference];
  const words = isQuoted ? [filled] : filled.split(/\s+/).filter((word) => word !== "" && !word.startsWith("-"));
  return words.map((word) => referenceOf({ ...reference.argument, text: word, literal: word }, style));
}

/** A version that is a variable is still one: `curl=${CURL_VERSION}`. */
function hasNameOnly(reference: PackageReference): boolean {
  return reference.version === undefined;
}
