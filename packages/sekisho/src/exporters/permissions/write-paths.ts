import type { Language, Text } from "../../model/text.ts";
import type { EscalationPath, EscalationStep } from "../../semantics/permissions/escalation-paths.ts";
import { goal, nodeItself } from "../../semantics/permissions/escalation-steps.ts";
import { techniqueTexts } from "../../semantics/permissions/escalation-techniques.ts";
import type { HeldPower } from "../../semantics/permissions/held-powers.ts";
import { describeBinding, describeRole } from "../../semantics/permissions/permission-graph.ts";
import { printJson } from "../escape/print-json.ts";
import { showControls } from "../escape/visible.ts";
import { wrap } from "../width/wrap.ts";
import { type Arrow, writeArrows } from "./access-diagram.ts";
import type { PermissionFormat } from "./write-grants.ts";

/** Ways of one subject to a cluster administrator. */
export interface PathAnswer {
  readonly subject: string;
  /** The shortest first. */
  readonly paths: readonly EscalationPath[];
}

/** So many ways are shown in a table. */
const maxShownPaths = 10;

/** Writes chains of steps to a cluster administrator, piece by piece. */
export function* writePaths(format: PermissionFormat, answer: PathAnswer, language: Language): Generator<string> {
  if (format === "table") yield* writeTable(answer, language);
  else if (format === "json") yield `${printJson({ subject: answer.subject, paths: answer.paths.map(toJson) })}\n`;
  else {
    yield* writeArrows(
      format,
      answer.paths.flatMap((path) => path.map((step) => toArrow(step, language))),
    );
  }
}

function toArrow({ from, to, technique }: EscalationStep, language: Language): Arrow {
  return { from, to, label: techniqueTexts[technique][language] };
}

function toJson(path: EscalationPath) {
  return {
    steps: path.map(({ from, to, technique, powers }) => ({
      from,
      to,
      technique,
      powers: distinct(powers).map(({ use, binding, namespace }) => ({
        verbs: use.verbs,
        resources: use.resources,
        names: use.names ?? null,
        namespace: namespace === "" ? null : namespace,
        binding: describeBinding(binding),
        role: describeRole(binding.reference),
        writtenIn: describeRole(use.written.role),
        pointer: use.written.pointer,
        bindingPath: binding.object?.source.path ?? null,
        rolePath: use.written.role.object?.source.path ?? null,
      })),
    })),
  };
}

const pageColumns = 80;

const words = {
  node: { en: "root on a node", ja: "ノードの root 権限" },
  everywhere: { en: "every namespace", ja: "すべての名前空間" },
  goal: { en: "cluster administrator", ja: "クラスター管理者" },
} as const satisfies Readonly<Record<string, Text>>;

function* writeTable({ subject, paths }: PathAnswer, language: Language): Generator<string> {
  yield* lines(headline(showControls(subject), paths.length)[language], 0);
  for (const [index, path] of paths.slice(0, maxShownPaths).entries()) {
    yield "\n";
    for (const [at, step] of path.entries())
      yield* writeStep(step, { mark: at === 0 ? `${index + 1}.` : "", language });
  }
  const more = paths.length - maxShownPaths;
  const rest: Text = {
    en: `${more} more ways: --format json shows them all.`,
    ja: `ほか ${more} 件の経路は --format json で確認できます。`,
  };
  if (more > 0) yield `\n${rest[language]}\n`;
}

function* writeStep(
  step: EscalationStep,
  { mark, language }: { readonly mark: string; readonly language: Language },
): Generator<string> {
  const text = techniqueTexts[step.technique][language];
  const to = step.technique === "administer" ? "" : ` → ${nameOf(step.to, language)}`;
  const [first = "", ...rest] = wrap(showControls(`${text}${to}`), pageColumns - 4);
  yield `${mark.padEnd(4)}${first}\n`;
  for (const line of rest) yield `      ${line}\n`;
  for (const { use, binding, namespace } of distinct(step.powers)) {
    const names = use.names === undefined ? "" : ` (${use.names.join(", ")})`;
    const place = namespace === "" ? words.everywhere[language] : namespace;
    const allowed = `${use.verbs.join(", ")} ${use.resources.join(", ")}${names} [${place}]`;
    yield* lines(`${allowed} ${describeBinding(binding)} → ${describeRole(binding.reference)}`, 6);
  }
}

function nameOf(node: string, language: Language): string {
  if (node === goal) return words.goal[language];
  return node === nodeItself ? words.node[language] : node;
}

/** Powers over the same objects by one binding are shown as one, with all their verbs. */
function distinct(powers: readonly HeldPower[]): readonly HeldPower[] {
  const alike = Map.groupBy(powers, ({ use, binding }) =>
    [describeBinding(binding), ...use.resources, "", ...(use.names ?? [])].join("\n"),
  );
  return [...alike.values()].flatMap((held) => {
    const [first] = held;
    if (first === undefined) return [];
    return [{ ...first, use: { ...first.use, verbs: [...new Set(held.flatMap(({ use }) => use.verbs))] } }];
  });
}

function lines(text: string, columns: number): readonly string[] {
  return wrap(showControls(text), pageColumns - columns - 2).map(
    (line, index) => `${" ".repeat(index === 0 ? columns : columns + 2)}${line}\n`,
  );
}

function headline(subject: string, count: number): Text {
  if (count === 0) {
    return {
      en: `${subject} has no known way to become cluster administrator by these manifests.`,
      ja: `対象のマニフェストでは、${subject} がクラスター管理者に昇格できる経路は見つかりませんでした。`,
    };
  }
  return {
    en: `${subject} can become cluster administrator in ${count} ${count === 1 ? "way" : "ways"}.`,
    ja: `${subject} がクラスター管理者に昇格できる経路は ${count} 件です。`,
  };
}
