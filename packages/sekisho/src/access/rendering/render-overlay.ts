import { mkdirSync, realpathSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Text } from "../../model/text.ts";
import { slashed } from "../filesystem/ignore-rules.ts";
import { findProgram } from "./find-program.ts";
import type { RenderingLimits, RenderingOutcome } from "./rendering.ts";
import { runRenderer } from "./run-renderer.ts";

/** An overlay and how it is rendered. */
export interface OverlayCall {
  /** Absolute. */
  readonly directory: string;
  /** As messages name it. */
  readonly name: string;
  readonly limits: RenderingLimits;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** A rendered overlay, and the absolute directory that the paths in its origin annotations count from. */
export type OverlayRendering = RenderingOutcome & { readonly originBase: string };

/**
 * Renders an overlay with the user's `kustomize build` or `kubectl kustomize`, with annotations that say where objects come
 * from: an overlay of our own around it asks for them, the files of the user stay as they are.
 *
 * Files stay restricted to the directories of their kustomizations; remote bases, charts and plugins are not rendered.
 */
export async function renderOverlay(call: OverlayCall): Promise<OverlayRendering> {
  const kustomize = findProgram("kustomize", call.environment);
  const program = kustomize ?? findProgram("kubectl", call.environment);
  if (program === undefined) {
    return { kind: "refused", code: "renderer-missing", message: missingKustomize(call.name), originBase: "" };
  }
  const command = kustomize === undefined ? "kustomize" : "build";
  let originBase = "";
  const outcome = await runRenderer({
    program,
    name: kustomize === undefined ? "kubectl kustomize" : "kustomize build",
    directory: call.name,
    limits: call.limits,
    argumentsIn(folder) {
      originBase = writeOuterOverlay(folder, call.directory);
      return [command, originBase];
    },
  });
  return { ...outcome, originBase };
}

/** Writes an overlay that holds the user's and asks for origins; gives its directory. */
function writeOuterOverlay(folder: string, directory: string): string {
  const outer = join(folder, "outer");
  mkdirSync(outer);
  const overlay = {
    resources: [slashed(relative(outer, realpathSync(directory)))],
    buildMetadata: ["originAnnotations", "transformerAnnotations"],
  };
  // JSON is YAML: no name of a directory has a meaning in it.
  writeFileSync(join(outer, "kustomization.yaml"), JSON.stringify(overlay));
  return outer;
}

function missingKustomize(name: string): Text {
  return {
    en: `The overlay ${name} was not examined: neither kustomize nor kubectl is on PATH. Install one (https://kubectl.docs.kubernetes.io/installation/kustomize/), or build the overlay elsewhere and scan the result.`,
    ja: `オーバーレイ ${name} は検査しませんでした。PATH に kustomize も kubectl もありません。いずれかをインストールする（https://kubectl.docs.kubernetes.io/installation/kustomize/）か、別の環境でビルドした結果をスキャンしてください。`,
  };
}
