import type { Language, Text } from "../../model/text.ts";
import { describeBinding, describeRole } from "../../semantics/permissions/permission-graph.ts";
import type { Grant } from "../../semantics/permissions/permissions-of.ts";
import { describeRule } from "../../semantics/permissions/policy-rule.ts";
import { describePrincipal } from "../../semantics/permissions/principal.ts";
import { printJson } from "../escape/print-json.ts";
import { showControls } from "../escape/visible.ts";
import { wrap } from "../width/wrap.ts";
import { type Arrow, writeArrows } from "./access-diagram.ts";

/** Forms that permissions are written in. */
export const permissionFormats = ["table", "json", "dot", "mermaid"] as const;

/** A form that permissions are written in. */
export type PermissionFormat = (typeof permissionFormats)[number];

/** Grants with what was asked. */
export interface GrantAnswer {
  /** As it was asked: `who-can get secrets`, `what-can Group:dev`. */
  readonly question: string;
  /** Verb and resource that were asked about: of a long rule they are shown. */
  readonly asked: readonly string[];
  readonly grants: readonly Grant[];
  /** How many grants of Kubernetes itself are left out. */
  readonly leftOut: number;
}

/** Writes who is allowed something, or what somebody is allowed, piece by piece. */
export function* writeGrants(format: PermissionFormat, answer: GrantAnswer, language: Language): Generator<string> {
  if (format === "table") yield* writeTable(answer, language);
  else if (format === "json") yield* writeJson(answer);
  else
    yield* writeArrows(
      format,
      answer.grants.flatMap((grant) => toArrows(grant, answer.asked)),
    );
}

function* writeJson({ question, grants, leftOut }: GrantAnswer): Generator<string> {
  yield `${printJson({ question, leftOut, grants: grants.map(toJson) })}\n`;
}

function toJson({ subject, binding, written }: Grant) {
  const source = written.role.object?.source;
  return {
    subject: describePrincipal(subject),
    namespace: binding.namespace === "" ? null : binding.namespace,
    binding: describeBinding(binding),
    role: describeRole(binding.reference),
    // Of an aggregated role the rule stands in another one.
    writtenIn: describeRole(written.role),
    rule: {
      verbs: written.rule.verbs,
      apiGroups: written.rule.apiGroups,
      resources: written.rule.resources,
      resourceNames: written.rule.resourceNames,
      nonResourceURLs: written.rule.nonResourceUrls,
    },
    bindingPath: binding.object?.source.path ?? null,
    rolePath: source?.path ?? null,
    pointer: written.pointer,
    isDefault: binding.isDefault,
  };
}

function toArrows({ subject, binding, written }: Grant, asked: readonly string[]): readonly Arrow[] {
  const by = describeBinding(binding);
  return [
    { from: describePrincipal(subject), to: by, label: "" },
    { from: by, to: describeRole(written.role), label: describeRule(written.rule, asked) },
  ];
}

const pageColumns = 80;

const words = {
  nobody: { en: "Nobody in these manifests.", ja: "対象のマニフェストでは、許可されている主体はありません。" },
  everywhere: { en: "every namespace", ja: "すべての名前空間" },
  namespace: { en: "namespace", ja: "名前空間" },
  from: { en: "from", ja: "集約元" },
} as const satisfies Readonly<Record<string, Text>>;

function* writeTable({ grants, leftOut, asked }: GrantAnswer, language: Language): Generator<string> {
  for (const [subject, ofSubject] of Map.groupBy(grants, (grant) => describePrincipal(grant.subject))) {
    yield `${showControls(subject)}\n`;
    for (const [, ofBinding] of Map.groupBy(ofSubject, (grant) => grant.binding)) {
      yield* writeBinding(ofBinding, { asked, language });
    }
    yield "\n";
  }
  if (grants.length === 0) yield `${words.nobody[language]}\n`;
  yield* wrap(summary(grants, leftOut)[language], pageColumns).map((line) => `${line}\n`);
}

function* writeBinding(
  grants: readonly Grant[],
  { asked, language }: { readonly asked: readonly string[]; readonly language: Language },
): Generator<string> {
  const [first] = grants;
  if (first === undefined) return;
  const { binding } = first;
  const place =
    binding.namespace === "" ? words.everywhere[language] : `${words.namespace[language]} ${binding.namespace}`;
  const path = binding.object?.source.path;
  const by = `${describeBinding(binding)} → ${describeRole(binding.reference)}${path === undefined ? "" : ` (${path})`}`;
  yield* indented(`${place}: ${by}`, 2);
  for (const [role, ofRole] of Map.groupBy(grants, ({ written }) => written.role)) {
    const isElsewhere = role.name !== binding.reference.name;
    if (isElsewhere) yield* indented(`${words.from[language]} ${describeRole(role)}`, 4);
    for (const { written } of ofRole) yield* indented(describeRule(written.rule, asked), 6);
  }
}

function indented(text: string, columns: number): readonly string[] {
  return wrap(showControls(text), pageColumns - columns).map(
    (line, index) => `${" ".repeat(index === 0 ? columns : columns + 2)}${line}\n`,
  );
}

function summary(grants: readonly Grant[], leftOut: number): Text {
  const subjects = new Set(grants.map(({ subject }) => describePrincipal(subject))).size;
  const bindings = new Set(grants.map(({ binding }) => binding)).size;
  const more = leftOut === 0 ? undefined : leftOut;
  return {
    en: `${subjects} ${subjects === 1 ? "subject" : "subjects"}, ${bindings} ${bindings === 1 ? "binding" : "bindings"}.${more === undefined ? "" : ` ${more} more by bindings of Kubernetes itself: --all shows them.`}`,
    ja: `主体 ${subjects} 件、バインディング ${bindings} 件。${more === undefined ? "" : `Kubernetes 標準のバインディングによる ${more} 件は --all で表示します。`}`,
  };
}
