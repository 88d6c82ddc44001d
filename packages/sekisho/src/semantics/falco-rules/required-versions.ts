import type { EngineVersionItem, PluginVersionsItem } from "../../formats/falco-rules/rule-file.ts";
import { type ReportProblem, ruleError, ruleWarning } from "../../formats/falco-rules/rule-problem.ts";
import { quote } from "../../model/quote.ts";

/** Version of Falco's engine whose language is understood: that of Falco 0.44. */
const understoodEngineVersion = "0.58.0";

/** Plugins whose events or fields are understood without them. */
const understoodPlugins: readonly string[] = [
  "k8saudit",
  "k8saudit-eks",
  "k8saudit-gke",
  "k8saudit-aks",
  "k8saudit-ovh",
  "k8smeta",
  "json",
  "cloudtrail",
  "container",
];

/** Says when a file asks for a newer engine than the one whose language is understood. */
export function judgeEngineVersion({ version }: EngineVersionItem, report: ReportProblem): void {
  if (compareNumbers(version.text, understoodEngineVersion) <= 0) return;
  report(
    ruleError("newer-engine", version.place, {
      en: `the file needs version ${quote(version.text)} of the engine; understood is ${understoodEngineVersion}`,
      ja: `このファイルにはエンジンのバージョン ${quote(version.text)} が必要ですが、対応しているのは ${understoodEngineVersion} までです`,
    }),
  );
}

/** Says when a file asks for plugins that nothing here stands for. */
export function judgePlugins({ plugins }: PluginVersionsItem, report: ReportProblem): void {
  for (const { name, alternatives } of plugins) {
    const names = [name, ...alternatives.map((one) => one.name)].map(({ text }) => text);
    if (names.some((one) => understoodPlugins.includes(one))) continue;
    report(
      ruleWarning("unknown-plugin", name.place, {
        en: `events of the plugin ${quote(name.text)} are not understood`,
        ja: `プラグイン ${quote(name.text)} のイベントには対応していません`,
      }),
    );
  }
}

/** Orders versions of three numbers. */
function compareNumbers(left: string, right: string): number {
  const others = right.split(".").map(Number);
  for (const [index, number] of left.split(".").map(Number).entries()) {
    const difference = number - (others[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
