import { semver } from "../../../versions/semver.ts";
import { notReadable } from "../errors.ts";
import { binary, type Overload, unary } from "../overload.ts";
import { traversalCost } from "../size.ts";
import { boolType, intType, semverType, stringType } from "../type.ts";
import type { Result, SemverValue } from "../values.ts";

/** The longest version that is read, and the largest of its numbers. */
const maxLength = 256;
const largest = 2n ** 63n - 1n;

/** Semantic versions. Source: k8s.io/apiserver, cel/library/semverlib.go. */
export const semanticVersions: readonly Overload[] = [
  unary({ name: "semver", parameters: [stringType], result: semverType, cost: traversalCost }, (text) =>
    read(text, false),
  ),
  binary({ name: "semver", parameters: [stringType, boolType], result: semverType, cost: traversalCost }, read),
  unary(
    { name: "isSemver", parameters: [stringType], result: boolType, cost: traversalCost },
    (text) => find(text, false) !== undefined,
  ),
  binary(
    { name: "isSemver", parameters: [stringType, boolType], result: boolType, cost: traversalCost },
    (text, isLenient) => find(text, isLenient) !== undefined,
  ),
  unary({ name: "major", isMethod: true, parameters: [semverType], result: intType }, ({ version }) =>
    BigInt(version.major),
  ),
  unary({ name: "minor", isMethod: true, parameters: [semverType], result: intType }, ({ version }) =>
    BigInt(version.minor),
  ),
  unary({ name: "patch", isMethod: true, parameters: [semverType], result: intType }, ({ version }) =>
    BigInt(version.patch),
  ),
  binary({ name: "compareTo", isMethod: true, parameters: [semverType, semverType], result: intType }, (left, right) =>
    BigInt(compare(left, right)),
  ),
  binary(
    { name: "isLessThan", isMethod: true, parameters: [semverType, semverType], result: boolType },
    (left, right) => compare(left, right) < 0,
  ),
  binary(
    { name: "isGreaterThan", isMethod: true, parameters: [semverType, semverType], result: boolType },
    (left, right) => compare(left, right) > 0,
  ),
];

function compare(left: SemverValue, right: SemverValue): number {
  return Math.sign(semver.compare(left.version, right.version));
}

function read(text: string, isLenient: boolean): Result {
  return find(text, isLenient) ?? notReadable("semantic version", text);
}

function find(text: string, isLenient: boolean): SemverValue | undefined {
  if (text.length > maxLength) return undefined;
  const version = semver.parse(isLenient ? completed(text) : text);
  if (version === undefined) return undefined;
  const fits = [version.major, version.minor, version.patch].every((number) => BigInt(number) <= largest);
  return fits ? { kind: "semver", version } : undefined;
}

/** Takes off a leading `v` and leading zeros, and puts in the numbers that are missing. */
function completed(text: string): string {
  const match = /^v?(\d{1,200})(?:\.(\d{1,200}))?(?:\.(\d{1,200}))?((?:[-+].{0,256})?)$/s.exec(text);
  if (match === null) return text;
  const [, major = "0", minor = "0", patch = "0", rest = ""] = match;
  return `${[major, minor, patch].map((digits) => String(BigInt(digits))).join(".")}${rest}`;
}
