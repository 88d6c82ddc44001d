import type { Text } from "../../model/text.ts";
import { severityOf } from "../../semantics/falco-rules/priority-severity.ts";
import type { FalcoRule } from "../../semantics/falco-rules/rule-set.ts";
import type { AlertRule } from "../alert.ts";

/** Version of MITRE's matrix that Falco's tags go by. */
const matrix = 18;
/** Longer messages are cut: an output may carry a whole request. */
const maxMessageLength = 500;

/** Describes rules by their names, as findings do: the id is `falco/` with the name in small letters. */
export function describeRules(rules: readonly FalcoRule[]): ReadonlyMap<string, AlertRule> {
  const described = new Map<string, AlertRule>();
  const taken = new Set<string>();
  for (const rule of rules) {
    const id = freeId(rule.name, taken);
    taken.add(id);
    described.set(rule.name, {
      id,
      aliases: [`falco:${rule.name}`],
      title: { en: rule.name, ja: rule.name },
      severity: severityOf(rule.priority),
      remediation: remediationOf(rule),
      techniques: rule.tags.flatMap(toTechnique),
    });
  }
  return described;
}

/** Gives an id that no rule has yet, made of the rule's name: small letters, digits and hyphens. */
export function freeId(name: string, taken: ReadonlySet<string>, family = "falco"): string {
  const words = name
    .slice(0, 200)
    .toLowerCase()
    .match(/[a-z0-9]{1,200}/g) ?? ["rule"];
  const id = `${family}/${words.join("-")}`;
  for (let number = 2; taken.has(id); number += 1) if (!taken.has(`${id}-${number}`)) return `${id}-${number}`;
  return id;
}

/** Gives the technique that a tag names: `T1611`. */
export function toTechnique(tag: string): readonly `attack@${number}#T${number}`[] {
  const [, number] = /^T([0-9]{4}(?:\.[0-9]{3})?)$/.exec(tag) ?? [];
  return number === undefined ? [] : [technique(number)];
}

function technique(number: string): `attack@${number}#T${number}`;
function technique(number: string): string {
  return `attack@${matrix}#T${number}`;
}

function remediationOf({ description }: FalcoRule): Text {
  const said = printable(description);
  return {
    en: `Find out whether the caller was meant to do this. The rule says: ${said}`,
    ja: `呼び出し元による意図した操作かどうかを確認してください。ルールの説明: ${said}`,
  };
}

/** Gives a text of a rule or an event on one line, without control and format characters, cut where it is long. */
export function printable(text: string): string {
  const short = text.length > maxMessageLength ? `${text.slice(0, maxMessageLength)}…` : text;
  return short.replace(/\s{1,500}/g, " ").replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, "\uFFFD");
}
