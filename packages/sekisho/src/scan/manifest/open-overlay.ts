import type { KustomizationFile, PlannedOverlay } from "../../access/rendering/plan-overlays.ts";
import { type OverlayCall, renderOverlay } from "../../access/rendering/render-overlay.ts";
import type { RenderingOutcome } from "../../access/rendering/rendering.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { locationOf } from "../../model/location.ts";
import { quote } from "../../model/quote.ts";
import { createSourceText } from "../../model/source-text.ts";
import type { Text } from "../../model/text.ts";
import type { RenderingReference } from "../../semantics/kubernetes/manifest-object.ts";
import { createOverlayTracer } from "./overlay-tracer.ts";
import { readRendered } from "./read-rendered.ts";
import type { RenderedTarget, Rendering } from "./rendering.ts";
import { createSourceFiles, type SourceFiles } from "./source-files.ts";

/** What opening an overlay obeys. */
export interface OverlaySettings extends Pick<OverlayCall, "limits" | "environment"> {
  /** Absolute. */
  readonly workingDirectory: string;
}

/** Builds an overlay. One that would need the network or charts is not built, and a diagnostic says so. */
export async function openOverlay(overlay: PlannedOverlay, settings: OverlaySettings): Promise<RenderedTarget> {
  const files = createSourceFiles(settings.workingDirectory);
  const [own] = overlay.files;
  const name = files.nameOf(own.directory);
  const hindrance = findHindrance(overlay, files, name);
  if (hindrance !== undefined) return { name, renderings: [], diagnostics: [hindrance] };
  const { limits, environment } = settings;
  const { originBase, ...outcome } = await renderOverlay({ directory: own.directory, name, limits, environment });
  if (outcome.kind === "refused")
    return { name, renderings: [], diagnostics: [refused(outcome, files.nameOf(own.path))] };
  return { name, renderings: [toRendering(outcome.text, { overlay, files, originBase })], diagnostics: [] };
}

/** Says what a kustomization asks for that is never fetched or run. */
function findHindrance(
  { files: all, remote }: PlannedOverlay,
  files: SourceFiles,
  name: string,
): Diagnostic | undefined {
  if (remote !== undefined) {
    const { file, reference } = remote;
    return at(file, reference.range, { code: "target/remote-base", message: remoteBase(name, reference.path), files });
  }
  for (const file of all) {
    const { charts } = file.kustomization;
    if (charts !== undefined)
      return at(file, charts, { code: "target/chart-in-overlay", message: chartInside(name), files });
  }
  return undefined;
}

function at(
  file: KustomizationFile,
  range: { readonly start: number; readonly end: number },
  { code, message, files }: { readonly code: string; readonly message: Text; readonly files: SourceFiles },
): Diagnostic {
  const source = createSourceText(files.nameOf(file.path), file.text);
  return { code, level: "error", message, location: locationOf(source, range) };
}

function toRendering(
  text: string,
  built: { readonly overlay: PlannedOverlay; readonly files: SourceFiles; readonly originBase: string },
): Rendering {
  const { overlay, files, originBase } = built;
  const [own] = overlay.files;
  const path = files.nameOf(own.path);
  const reference: RenderingReference = { tool: "kustomize", directory: files.nameOf(own.directory), values: [] };
  const { documents, objects, diagnostics } = readRendered(path, text, reference);
  const rendered = { source: createSourceText(path, text), documents };
  const trace = createOverlayTracer({ layers: overlay.files, files, originBase, documents });
  return { reference, objects: objects.map(withoutOrigin), diagnostics, textOf: () => rendered, trace };
}

/** Source: kustomize, buildMetadata: the annotations that it was asked to add. */
const originAnnotations: ReadonlySet<string> = new Set([
  "config.kubernetes.io/origin",
  "alpha.config.kubernetes.io/transformations",
]);

/** Leaves out the annotations that only the building added. */
function withoutOrigin(object: Rendering["objects"][number]): Rendering["objects"][number] {
  const { metadata } = object.content;
  const entries = Object.entries(object.annotations).filter(([key]) => !originAnnotations.has(key));
  const annotations = Object.fromEntries(entries);
  if (typeof metadata !== "object" || metadata === null || !("annotations" in metadata)) return object;
  const { annotations: _, ...others } = metadata;
  const kept = entries.length === 0 ? others : { ...others, annotations };
  return { ...object, annotations, content: { ...object.content, metadata: kept } };
}

function refused(outcome: Extract<RenderingOutcome, { readonly kind: "refused" }>, path: string): Diagnostic {
  return { code: `target/${outcome.code}`, level: "error", message: outcome.message, location: { path } };
}

function remoteBase(name: string, path: string): Text {
  return {
    en: `The overlay ${name} was not examined: it builds upon ${quote(path)}, and a scan fetches nothing. Build it elsewhere (kubectl kustomize) and scan the result.`,
    ja: `オーバーレイ ${name} は検査しませんでした。外部の ${quote(path)} を参照していますが、スキャンでは外部から取得しません。別の環境でビルド（kubectl kustomize）した結果をスキャンしてください。`,
  };
}

function chartInside(name: string): Text {
  return {
    en: `The overlay ${name} was not examined: it asks kustomize to render charts (--enable-helm), which a scan does not. Build it elsewhere and scan the result.`,
    ja: `オーバーレイ ${name} は検査しませんでした。kustomize によるチャートのレンダリング（--enable-helm）が必要ですが、スキャンでは実行しません。別の環境でビルドした結果をスキャンしてください。`,
  };
}
