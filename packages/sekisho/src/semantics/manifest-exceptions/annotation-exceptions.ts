import { quote } from "../../model/quote.ts";
import type { Text } from "../../model/text.ts";
import { readIgnoreWords } from "../inline-exceptions/ignore-words.ts";
import type { ManifestObject } from "../kubernetes/manifest-object.ts";
import { pointerPart, textMapAt } from "../kubernetes/manifest-value.ts";
import { findTemplateKeys } from "../pod-settings/find-pod-template.ts";
import { readKubeauditLabel } from "./kubeaudit-labels.ts";
import type { AnnotationException, UnreadableException } from "./manifest-exception.ts";
import { findMisspeltAnnotation, findMisspeltLabel } from "./misspelt-names.ts";

/** Name of our annotation; `sekisho.dev/ignore.ANYTHING` are more of them. */
const ownAnnotation = "sekisho.dev/ignore";

/** What the annotations and labels of an object accept. */
export interface AnnotationExceptions {
  readonly exceptions: readonly AnnotationException[];
  readonly unreadable: readonly UnreadableException[];
}

type Collection = { readonly exceptions: AnnotationException[]; readonly unreadable: UnreadableException[] };
type Unplaced = Omit<AnnotationException, "pointer">;

const nobody = { reason: undefined, owner: undefined, expires: undefined, container: undefined, detail: undefined };

/**
 * Finds what the annotations of an object and of its pod template accept: our own, and those of kube-linter, kube-score,
 * Polaris and Checkov; and kubeaudit's labels.
 *
 * Ours is `sekisho.dev/ignore: RULE[,RULE] reason="…" owner=… expires=YYYY-MM-DD container=NAME`, one exception a line.
 * Sources: kube-linter docs "Ignoring violations"; kube-score 1.20 scorecard.go; Polaris docs "Exemptions"; Checkov
 * kubernetes_utils.py; kubeaudit 0.22.2 override.go.
 */
export function findAnnotationExceptions(object: ManifestObject): AnnotationExceptions {
  const found: Collection = { exceptions: [], unreadable: [] };
  const keys = findTemplateKeys(object);
  const holders = keys === undefined || keys.length === 0 ? [[]] : [[], keys];
  for (const holder of holders) {
    const base = `${holder.map(pointerPart).join("")}/metadata`;
    const annotations = textMapAt(object.content, ...holder, "metadata", "annotations");
    for (const [name, value] of Object.entries(annotations)) {
      takeAnnotation(found, name, value, `${base}/annotations${pointerPart(name)}`);
    }
    for (const [name, value] of Object.entries(textMapAt(object.content, ...holder, "metadata", "labels"))) {
      takeLabel(found, name, value, `${base}/labels${pointerPart(name)}`);
    }
  }
  return found;
}

function takeAnnotation(found: Collection, name: string, value: string, pointer: string): void {
  if (name === ownAnnotation || name.startsWith(`${ownAnnotation}.`)) {
    takeOwn(found, value, pointer);
    return;
  }
  const accepted = readForeign(name, value);
  found.exceptions.push(...accepted.map((exception) => ({ ...exception, pointer })));
  const message = accepted.length > 0 ? undefined : (findMisspeltAnnotation(name) ?? findUnreadValue(name, value));
  if (message !== undefined) found.unreadable.push({ pointer, message });
}

function takeOwn(found: Collection, value: string, pointer: string): void {
  const form = {
    name: { en: `${ownAnnotation} annotation`, ja: `${ownAnnotation} アノテーション` },
    takesContainer: true,
  };
  for (const line of value.split("\n")) {
    if (line.trim() === "") continue;
    const words = readIgnoreWords(` ${line.trim()}`, form);
    if ("problem" in words) {
      found.unreadable.push({ pointer, message: words.problem });
      continue;
    }
    const { rules, ...rest } = words;
    for (const rule of rules) found.exceptions.push({ tool: "sekisho", rule, ...rest, detail: undefined, pointer });
  }
}

function readForeign(name: string, value: string): readonly Unplaced[] {
  const slash = name.indexOf("/");
  const domain = name.slice(0, Math.max(0, slash));
  const rest = name.slice(slash + 1);
  switch (domain) {
    case "ignore-check.kube-linter.io":
      return [{ ...nobody, tool: "kube-linter", rule: `kube-linter:${rest}`, reason: textOf(value) }];
    case "kube-linter.io":
      if (rest !== "ignore-all") return [];
      return [{ ...nobody, tool: "kube-linter", rule: "kube-linter:*", reason: textOf(value) }];
    case "kube-score":
      return readKubeScore(rest, value);
    case "polaris.fairwinds.com":
      return readPolaris(rest, value);
    case "checkov.io":
    case "bridgecrew.io":
    case "cortex.io":
      return rest.startsWith("skip") ? readCheckov(value) : [];
    default:
      return [];
  }
}

function readKubeScore(name: string, value: string): readonly Unplaced[] {
  if (name === "skip" && isTrue(value)) return [{ ...nobody, tool: "kube-score", rule: "kube-score:*" }];
  if (name !== "ignore") return [];
  const names = value.split(",").map((part) => part.trim());
  return names
    .filter((part) => part !== "")
    .map((part) => ({ ...nobody, tool: "kube-score", rule: `kube-score:${part}` }));
}

function readPolaris(name: string, value: string): readonly Unplaced[] {
  if (!isTrue(value)) return [];
  if (name === "exempt") return [{ ...nobody, tool: "polaris", rule: "polaris:*" }];
  const suffix = "-exempt";
  if (!name.endsWith(suffix)) return [];
  return [{ ...nobody, tool: "polaris", rule: `polaris:${name.slice(0, -suffix.length)}` }];
}

/** `CKV_K8S_14=reason`. */
function readCheckov(value: string): readonly Unplaced[] {
  const equals = value.indexOf("=");
  const rule = (equals === -1 ? value : value.slice(0, equals)).trim();
  if (!/^\w{1,100}$/.test(rule)) return [];
  const reason = equals === -1 ? undefined : textOf(value.slice(equals + 1));
  return [{ ...nobody, tool: "checkov", rule: `checkov:${rule}`, reason }];
}

/** Says why the value of an annotation that other tools read as an exception accepts nothing. */
function findUnreadValue(name: string, value: string): Text | undefined {
  const slash = name.indexOf("/");
  const key = name.slice(slash + 1);
  switch (name.slice(0, Math.max(0, slash))) {
    case "kube-score":
      if (key === "skip") return isFalse(value) ? undefined : unreadText(name, "true", value);
      return key === "ignore" ? unreadText(name, "kube-score/ignore: CHECK[,CHECK]", value) : undefined;
    case "polaris.fairwinds.com":
      return isFalse(value) ? undefined : unreadText(name, "true", value);
    case "checkov.io":
    case "bridgecrew.io":
    case "cortex.io":
      return key.startsWith("skip") ? unreadText(name, "CKV_K8S_14=REASON", value) : undefined;
    default:
      return undefined;
  }
}

function unreadText(name: string, expected: string, got: string): Text {
  return {
    en: `The annotation ${quote(name)} accepts nothing: expected ${expected}, got ${quoted(got)}.`,
    ja: `アノテーション ${quote(name)} は無効です。${expected} を想定しましたが、${quoted(got)} が書かれています。`,
  };
}

function quoted(value: string): string {
  return JSON.stringify(quote(value));
}

function takeLabel(found: Collection, name: string, value: string, pointer: string): void {
  const override = readKubeauditLabel(name);
  if (override === undefined) {
    const message = findMisspeltLabel(name);
    if (message !== undefined) found.unreadable.push({ pointer, message });
    return;
  }
  const { rules, container, detail } = override;
  const reason = isTrue(value) ? undefined : textOf(value);
  for (const rule of rules) {
    found.exceptions.push({ ...nobody, tool: "kubeaudit", rule, reason, container, detail, pointer });
  }
}

function isTrue(value: string): boolean {
  return value.trim().toLowerCase() === "true";
}

function isFalse(value: string): boolean {
  return value.trim().toLowerCase() === "false";
}

function textOf(value: string): string | undefined {
  return value.trim() === "" ? undefined : value.trim();
}
