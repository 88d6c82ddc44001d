import { editDistance, findClosestWord } from "../../model/closest-word.ts";
import { quote } from "../../model/quote.ts";
import type { Text } from "../../model/text.ts";
import { findClosestKubeauditLabel, isInKubeauditWords, readKubeauditLabel } from "./kubeaudit-labels.ts";

/** What stands behind a domain of exceptions. */
interface DomainNames {
  /** Names to suggest. */
  readonly known: readonly string[];
  readonly isKnown: (name: string) => boolean;
  /** Whether the domain has annotations for other things, too: only what looks like an exception is asked about. */
  readonly isShared?: true;
}

const anyName: DomainNames = { known: [], isKnown: (name) => name !== "" };
const skipped: DomainNames = { known: ["skip1"], isKnown: (name) => name.startsWith("skip") };

/** Domains of annotations that accept findings. Sources: as of `findAnnotationExceptions`. */
const domains: ReadonlyMap<string, DomainNames> = new Map([
  [
    "sekisho.dev",
    {
      known: ["ignore"],
      // The others describe what a policy says of a violation.
      isKnown: (name) => /^(?:ignore(?:\..*)?|title|severity|remediation)$/.test(name),
    },
  ],
  ["ignore-check.kube-linter.io", anyName],
  ["kube-linter.io", namesOf(["ignore-all"])],
  // What turns optional checks on accepts nothing.
  ["kube-score", namesOf(["ignore", "skip", "enable"])],
  ["polaris.fairwinds.com", { known: ["exempt"], isKnown: (name) => name === "exempt" || name.endsWith("-exempt") }],
  ["checkov.io", skipped],
  ["bridgecrew.io", { ...skipped, isShared: true }],
  ["cortex.io", { ...skipped, isShared: true }],
]);

/** Names of annotations that are meant as exceptions, whatever the domain is called. */
const exceptionLike = /^(?:ignore|skip\d|exempt$)|-exempt$/i;
/** Domains further apart than this are not the same one mistyped. */
const maxDomainEdits = 2;

function namesOf(known: readonly string[]): DomainNames {
  return { known, isKnown: (name) => known.includes(name) };
}

/**
 * Says what is wrong with the name of an annotation that is meant as an exception and is not read as one; `undefined`
 * for one that is read, and for all that are about something else.
 */
export function findMisspeltAnnotation(annotation: string): Text | undefined {
  const slash = annotation.indexOf("/");
  if (slash === -1) return undefined;
  const domain = annotation.slice(0, slash);
  const name = annotation.slice(slash + 1);
  if (readKubeauditLabel(annotation) !== undefined) return labelNeeded(annotation);
  const names = domains.get(domain);
  if (names === undefined) return findMisspeltDomain(domain, name);
  if (names.isKnown(name)) return undefined;
  const meant = closestName(names, name);
  if (names.isShared === true && meant === undefined) return undefined;
  return notRead(annotation, meant === undefined ? undefined : `${domain}/${meant}`);
}

/** Says what is wrong with a label in kubeaudit's words that kubeaudit does not know. */
export function findMisspeltLabel(label: string): Text | undefined {
  if (!isInKubeauditWords(label) || readKubeauditLabel(label) !== undefined) return undefined;
  return notRead(label, findClosestKubeauditLabel(label));
}

/** `hostPIDSet-exemptt` is meant as `hostPIDSet-exempt`: what stands behind the last dash counts. */
function closestName({ known }: DomainNames, name: string): string | undefined {
  const dash = name.lastIndexOf("-");
  if (dash > 0 && known.includes("exempt") && editDistance(name.slice(dash + 1), "exempt") <= maxDomainEdits) {
    return `${name.slice(0, dash)}-exempt`;
  }
  return findClosestWord(name.replace(/\d+$/, "1"), known);
}

function findMisspeltDomain(domain: string, name: string): Text | undefined {
  const isLinter = domain.endsWith(".kube-linter.io");
  if (!isLinter && !exceptionLike.test(name)) return undefined;
  const meant = isLinter ? "ignore-check.kube-linter.io" : closestDomain(domain);
  return meant === undefined ? undefined : notRead(`${domain}/${name}`, `${meant}/${name}`);
}

function closestDomain(domain: string): string | undefined {
  const meant = findClosestWord(domain, domains.keys());
  return meant !== undefined && editDistance(domain.toLowerCase(), meant) <= maxDomainEdits ? meant : undefined;
}

function labelNeeded(annotation: string): Text {
  return {
    en: `The annotation ${quote(annotation)} accepts nothing: kubeaudit's exceptions are labels.`,
    ja: `アノテーション ${quote(annotation)} は無効です。kubeaudit の例外はラベルとして指定します。`,
  };
}

function notRead(name: string, meant: string | undefined): Text {
  const hint = meant === undefined ? { en: ".", ja: "" } : meantText(meant);
  return {
    en: `${quote(name)} accepts nothing: no exception has this name${hint.en}`,
    ja: `${quote(name)} は無効です。この名前の例外はありません。${hint.ja}`,
  };
}

function meantText(meant: string): Text {
  return { en: `; did you mean ${quote(meant)}?`, ja: `「${quote(meant)}」の誤りではありませんか。` };
}
