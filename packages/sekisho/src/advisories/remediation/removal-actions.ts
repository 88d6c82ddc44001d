import type { Finding } from "../../model/finding.ts";
import type { PackageType } from "../../model/package.ts";
import { shellWord } from "../../model/shell-word.ts";
import type { Text } from "../../model/text.ts";
import { packageSubject } from "../../semantics/package-url/package-subject.ts";
import { isDistributionPackage } from "../matching/questions.ts";
import { type DependentIndex, displayName } from "./dependents.ts";
import type { DraftAction, FlawInstance, RemediationContext } from "./remediation-context.ts";
import { removeCommands } from "./system-commands.ts";

/** The checks that say of packages that nothing needs them, `package:NAME`, with the words for leaving these out. */
export const spareChecks: ReadonlyMap<string, Text> = new Map([
  ["image/build-tool-left", { en: "Leave compilers and build tools out", ja: "コンパイラーとビルドツールを含めない" }],
  ["image/attack-tool-left", { en: "Leave tools that help intruders out", ja: "攻撃に悪用されるツールを含めない" }],
  ["image/needless-daemon", { en: "Leave needless daemons out", ja: "不要なデーモンを含めない" }],
]);

const packageMark = "package:";

/** Gives the actions that take packages away: what checks call needless, with all that only it needs, and malware. */
export function removalActions(
  { instances, findings }: { readonly instances: readonly FlawInstance[]; readonly findings: readonly Finding[] },
  dependents: DependentIndex,
  context: RemediationContext,
): readonly DraftAction[] {
  const spare = [...spareChecks].flatMap(([rule, title]) => {
    const names = new Set(
      findings.flatMap((finding) =>
        finding.rule.id === rule && finding.status === "open" && finding.subject.startsWith(packageMark)
          ? [finding.subject.slice(packageMark.length)]
          : [],
      ),
    );
    return names.size === 0 ? [] : (spareAction({ rule, title, names }, instances, { dependents, context }) ?? []);
  });
  return [...malwareActions(instances), ...spare];
}

interface SparePackages {
  readonly rule: string;
  readonly title: Text;
  readonly names: ReadonlySet<string>;
}

function spareAction(
  { rule, title, names }: SparePackages,
  instances: readonly FlawInstance[],
  { dependents, context }: { readonly dependents: DependentIndex; readonly context: RemediationContext },
): DraftAction | undefined {
  const { inventory } = context;
  const roots = inventory.packages.filter((found) => isDistributionPackage(found) && names.has(found.name));
  const [first] = roots;
  if (first === undefined) return undefined;
  const gone = dependents.closureOf(roots);
  const own = instances.filter(({ package: found }) => gone.has(found));
  if (own.length === 0) return undefined;
  const others = gone.size - roots.length;
  return {
    kind: "remove-package",
    subject: rule,
    title,
    explanation: {
      en: `Nothing that the container starts names ${[...names].join(", ")}${others === 0 ? "" : `; ${others} more packages are there only for their sake`}. Build in a stage of its own and copy the result. Flaws without a repair go with them.`,
      ja: `コンテナが起動する処理では ${[...names].join("、")} を使いません${others === 0 ? "" : `（これらだけが必要とするパッケージがほかに ${others} 個あります）`}。ビルド専用のステージを分け、成果物だけをコピーしてください。修正版のない脆弱性も取り除けます。`,
    },
    commands: removeCommands(
      first.type,
      roots.map(({ name }) => name),
      inventory.distribution,
    ),
    changes: roots.map(({ purl, name, version }) => ({
      package: purl,
      name,
      from: version,
      paths: [],
      isDirect: true,
    })),
    elements: own.map(({ index }) => index),
  };
}

function malwareActions(instances: readonly FlawInstance[]): readonly DraftAction[] {
  const malware = instances.filter(({ vulnerability }) => vulnerability.kind === "malware");
  const bySubject = Map.groupBy(malware, ({ package: found }) => packageSubject(found.purl));
  return [...bySubject].flatMap(([subject, own]): DraftAction[] => {
    const [first] = own;
    if (first === undefined) return [];
    const name = displayName(first.package);
    const packages = [...new Set(own.map(({ package: found }) => found))];
    return [
      {
        kind: "remove-package",
        subject,
        title: { en: `Remove the malware ${name}`, ja: `マルウェア ${name} を削除する` },
        explanation: {
          en: "Treat every secret that it could read as stolen.",
          ja: "読み取られた可能性のあるシークレットは、すべて漏えいしたものとして扱ってください。",
        },
        commands: uninstallCommands(first.package.type, name),
        changes: packages.map(({ purl, version }) => ({
          package: purl,
          name,
          from: version,
          paths: [],
          isDirect: true,
        })),
        elements: own.map(({ index }) => index),
      },
    ];
  });
}

/** Programs that take one package out of a project. */
const uninstallers: Readonly<Partial<Record<PackageType, string>>> = {
  cargo: "cargo remove",
  composer: "composer remove",
  gem: "bundle remove",
  npm: "npm uninstall",
  pub: "dart pub remove",
  pypi: "pip uninstall -y",
};

function uninstallCommands(type: PackageType, name: string): readonly string[] {
  const program = uninstallers[type];
  return program === undefined ? [] : [`${program} ${shellWord(name)}`];
}
