import { matchesWildcard } from "../../model/wildcard.ts";
import { familiarRepository, parseImageReference } from "../image-reference/image-reference.ts";
import type { ManifestObject } from "../kubernetes/manifest-object.ts";
import {
  findTextAt,
  findValue,
  isManifestList,
  isManifestMap,
  listAt,
  type ManifestValue,
  textsAt,
} from "../kubernetes/manifest-value.ts";

/** A verification of signatures by a policy of Kyverno, as it is known to concern the pods of one namespace. */
export interface SignatureRule {
  readonly policy: ManifestObject;
  /** Whether images that fail are refused. */
  readonly isEnforced: boolean;
  /** Patterns of images that it verifies. */
  readonly images: readonly string[];
  /** Patterns of images among them that it lets pass. */
  readonly skipped: readonly string[];
}

/**
 * Gives the verifications that a policy makes of every pod in a namespace. A rule for some pods only, or with exceptions that
 * may concern the namespace, is none of them: what it lets in cannot be known.
 *
 * Source: Kyverno documentation, "Verify Images Rules" and "Selecting Resources".
 */
export function signatureRulesOf(policy: ManifestObject, namespace: string): readonly SignatureRule[] {
  const { apiVersion, kind, namespace: own, content } = policy;
  if (!apiVersion.startsWith("kyverno.io/") || (kind === "Policy" && own !== namespace)) return [];
  // The action stands in the policy, or since Kyverno 1.13 in each verification.
  const ofPolicy = findTextAt(content, "spec", "validationFailureAction");
  return listAt(content, "spec", "rules")
    .filter((rule) => concernsAllPods(rule, namespace))
    .flatMap((rule) =>
      listAt(rule, "verifyImages").map((verification) => ({
        policy,
        isEnforced: (findTextAt(verification, "failureAction") ?? ofPolicy ?? "").toLowerCase() === "enforce",
        images: [...textsAt(verification, "imageReferences"), findTextAt(verification, "image") ?? []].flat(),
        skipped: textsAt(verification, "skipImageReferences"),
      })),
    );
}

/** Tells whether a rule verifies an image. Its patterns are of the whole name, with registry and tag. */
export function verifiesImage({ images, skipped }: SignatureRule, image: string): boolean {
  const names = namesOf(image);
  const isNamed = (patterns: readonly string[]) =>
    patterns.some((pattern) => names.some((name) => matchesWildcard(pattern, name)));
  return isNamed(images) && !isNamed(skipped);
}

/** What is implied of a name is written out: the registry, and the tag where there is neither tag nor digest. */
function namesOf(image: string): readonly string[] {
  const reference = parseImageReference(image);
  if (reference === undefined) return [image];
  const tag = reference.tag ?? (reference.digest === undefined ? "latest" : undefined);
  const end = `${tag === undefined ? "" : `:${tag}`}${reference.digest === undefined ? "" : `@${reference.digest}`}`;
  const familiar = familiarRepository(reference);
  const onHub = reference.registry === "docker.io" ? [`docker.io/${familiar}${end}`] : [];
  return [`${reference.registry}/${reference.repository}${end}`, ...onHub];
}

function concernsAllPods(rule: ManifestValue, namespace: string): boolean {
  if (findValue(rule, "preconditions") !== undefined) return false;
  const { any, all } = blocksOf(findValue(rule, "match"));
  const isMatched =
    any.some((block) => takesAllPods(block, namespace)) && all.every((block) => takesAllPods(block, namespace));
  const excluded = blocksOf(findValue(rule, "exclude"));
  const isSpared = excluded.any.every((block) => isElsewhere(block, namespace));
  return isMatched && (isSpared || excluded.all.some((block) => isElsewhere(block, namespace)));
}

interface Blocks {
  /** One of them is enough; what `all` asks for stands in here too when there is no `any`. */
  readonly any: readonly ManifestValue[];
  readonly all: readonly ManifestValue[];
}

/** A block without `any` and `all` is the older form of one alone. */
function blocksOf(written: ManifestValue | undefined): Blocks {
  if (!isManifestMap(written)) return { any: [], all: [] };
  const all = listAt(written, "all");
  if (isManifestList(findValue(written, "any"))) return { any: listAt(written, "any"), all };
  return { any: all.length > 0 ? all : [written], all };
}

const plainKeys: ReadonlySet<string> = new Set(["kinds", "namespaces", "operations"]);

/** A block that asks for names, labels or users takes some pods only. */
function takesAllPods(block: ManifestValue, namespace: string): boolean {
  const resources = findValue(block, "resources");
  if (!isManifestMap(block) || !isManifestMap(resources)) return false;
  if (Object.keys(block).some((key) => key !== "resources")) return false;
  if (Object.keys(resources).some((key) => !plainKeys.has(key))) return false;
  const kinds = textsAt(resources, "kinds");
  const namespaces = textsAt(resources, "namespaces");
  return (
    kinds.some((kind) => kind === "*" || kind === "Pod" || kind.endsWith("/Pod")) &&
    (namespaces.length === 0 || namespaces.some((pattern) => matchesWildcard(pattern, namespace)))
  );
}

function isElsewhere(block: ManifestValue, namespace: string): boolean {
  const namespaces = textsAt(block, "resources", "namespaces");
  return namespaces.length > 0 && !namespaces.some((pattern) => matchesWildcard(pattern, namespace));
}
