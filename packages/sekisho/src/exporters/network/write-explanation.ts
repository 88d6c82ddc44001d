import type { Language, Text } from "../../model/text.ts";
import { describeObject } from "../../semantics/kubernetes/manifest-object.ts";
import type { ExplainedPolicy, ExplainedSide } from "../../semantics/reachability/explain-connection.ts";
import { printJson } from "../escape/print-json.ts";
import { showControls } from "../escape/visible.ts";

/** A connection, and why it is allowed or not. */
export interface ConnectionExplanation {
  readonly from: string;
  readonly to: string;
  /** What both sides allow, for each part of the addresses that differs. */
  readonly allowed: ExplainedSide["allowed"];
  readonly sides: readonly ExplainedSide[];
}

/** Writes explanations as text or as JSON. */
export function* writeExplanations(
  format: "table" | "json",
  explanations: readonly ConnectionExplanation[],
  language: Language,
): Generator<string> {
  if (format === "json") yield printJson({ explanations: explanations.map(toJson) });
  else for (const explanation of explanations) yield* writeText(explanation, language);
}

function toJson({ from, to, allowed, sides }: ConnectionExplanation) {
  return {
    from,
    to,
    allowed,
    sides: sides.map(({ direction, allowed: own, policies }) => ({
      direction,
      allowed: own,
      policies: policies.map(({ policy, isolates, rules }) => ({
        name: describeObject(policy.object),
        path: policy.object.source.path,
        isolates,
        rules: rules.map(({ rule, ports }) => ({ pointer: rule.pointer, action: rule.action, ports })),
      })),
    })),
  };
}

const texts = {
  egress: { en: "What the sender may send", ja: "送信側の制限（egress）" },
  ingress: { en: "What the receiver accepts", ja: "受信側の制限（ingress）" },
  noPolicy: {
    en: "no policy selects it, so everything is allowed",
    ja: "適用されるポリシーがないため、すべて許可されます",
  },
  noRule: { en: "no rule is about the other side", ja: "相手に該当するルールはありません" },
  isolates: { en: "refuses what no rule allows", ja: "ルールで許可していない接続は拒否" },
  allow: { en: "allows", ja: "許可" },
  deny: { en: "denies", ja: "拒否" },
  pass: { en: "passes on", ja: "次の段階で判定" },
} as const satisfies Readonly<Record<string, Text>>;

function* writeText(explanation: ConnectionExplanation, language: Language): Generator<string> {
  const { from, to, allowed, sides } = explanation;
  yield `${showControls(`${from} → ${to}`)}  ${listAllowed(allowed)}\n`;
  for (const { direction, allowed: own, policies } of sides) {
    yield `\n  ${texts[direction][language]}: ${listAllowed(own)}\n`;
    if (policies.length === 0) yield `    ${texts.noPolicy[language]}\n`;
    for (const policy of policies) yield* writePolicy(policy, language);
  }
  yield "\n";
}

function* writePolicy({ policy, isolates, rules }: ExplainedPolicy, language: Language): Generator<string> {
  const { object } = policy;
  const note = isolates ? `: ${texts.isolates[language]}` : "";
  yield `    ${showControls(describeObject(object))}  ${showControls(object.source.path)}${note}\n`;
  if (rules.length === 0) yield `      ${texts.noRule[language]}\n`;
  for (const { rule, ports } of rules) yield `      ${rule.pointer}  ${texts[rule.action][language]} ${ports}\n`;
}

function listAllowed(allowed: ExplainedSide["allowed"]): string {
  return allowed.map(({ addresses, ports }) => (addresses === undefined ? ports : `${addresses} ${ports}`)).join(", ");
}
