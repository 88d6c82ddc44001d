import { existsSync } from "node:fs";
import type { Text } from "../../model/text.ts";
import { findLinkOutside } from "./find-link-outside.ts";
import { findProgram } from "./find-program.ts";
import type { RenderingLimits, RenderingOutcome } from "./rendering.ts";
import { runRenderer } from "./run-renderer.ts";

/** A chart and how it is rendered. */
export interface ChartCall {
  /** Absolute. */
  readonly directory: string;
  /** As messages name it. */
  readonly name: string;
  /** Absolute paths of values files; later ones win. */
  readonly values: readonly string[];
  readonly releaseName: string;
  /** That of helm when left out. */
  readonly namespace: string | undefined;
  /** `1.36`: what templates see as the version of the cluster; that of helm when left out. */
  readonly kubernetesVersion: string | undefined;
  /** Absolute: links may lead into these directories and the chart's own. */
  readonly linkRoots: readonly string[];
  readonly limits: RenderingLimits;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Names a path as messages do. */
  readonly nameOf: (path: string) => string;
}

/**
 * Renders a chart with the user's `helm template`.
 *
 * Nothing is fetched: dependencies that are missing in `charts/` are a failure, schemas of values are left aside (they may
 * refer to addresses), names are not resolved. Neither plugins nor post-renderers run. Hooks are rendered, tests are not.
 */
export async function renderChart(call: ChartCall): Promise<RenderingOutcome> {
  const program = findProgram("helm", call.environment);
  if (program === undefined) return { kind: "refused", code: "renderer-missing", message: missingHelm(call.name) };
  const missing = call.values.find((path) => !existsSync(path));
  if (missing !== undefined)
    return { kind: "refused", code: "values-unreadable", message: missingValues(call.name, call.nameOf(missing)) };
  const link = findLinkOutside(call.directory, [call.directory, ...call.linkRoots]);
  if (link !== undefined)
    return { kind: "refused", code: "link-outside", message: linkOutside(call.name, call.nameOf(link)) };
  return await runRenderer({
    program,
    name: "helm template",
    directory: call.name,
    limits: call.limits,
    argumentsIn: () => argumentsOf(call),
  });
}

function argumentsOf({ directory, values, releaseName, namespace, kubernetesVersion }: ChartCall): readonly string[] {
  return [
    "template",
    releaseName,
    directory,
    "--skip-tests",
    "--skip-crds",
    "--skip-schema-validation",
    ...values.flatMap((path) => ["--values", path]),
    ...(namespace === undefined ? [] : ["--namespace", namespace]),
    ...(kubernetesVersion === undefined ? [] : ["--kube-version", kubernetesVersion]),
  ];
}

function missingHelm(name: string): Text {
  return {
    en: `The chart ${name} was not examined: helm is not on PATH. Install it (https://helm.sh/docs/intro/install/), or render the chart elsewhere and scan the result.`,
    ja: `チャート ${name} は検査しませんでした。PATH に helm がありません。helm をインストールする（https://helm.sh/docs/intro/install/）か、別の環境でレンダリングした結果をスキャンしてください。`,
  };
}

function missingValues(name: string, path: string): Text {
  return {
    en: `The chart ${name} was not examined: expected a values file at ${path}, got nothing.`,
    ja: `チャート ${name} は検査しませんでした。values ファイル ${path} が存在しません。`,
  };
}

function linkOutside(name: string, link: string): Text {
  return {
    en: `The chart ${name} was not examined: its symbolic link ${link} leads outside of what is scanned.`,
    ja: `チャート ${name} は検査しませんでした。シンボリックリンク ${link} が検査対象の外を指しています。`,
  };
}
