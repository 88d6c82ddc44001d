import {
  openYamlDocuments,
  parseYamlSource,
  readYamlDocuments,
  type YamlDocuments,
} from "../../formats/yaml-source/parse-yaml-source.ts";
import { yamlSourceProblemText } from "../../formats/yaml-source/problem-text.ts";
import type { YamlDocument, YamlSourceProblem } from "../../formats/yaml-source/syntax.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { locationOf } from "../../model/location.ts";
import { quote } from "../../model/quote.ts";
import { createSourceText, type SourceText } from "../../model/source-text.ts";
import type { Text } from "../../model/text.ts";
import type { ManifestObject } from "../../semantics/kubernetes/manifest-object.ts";
import { mayBeManifest } from "../../semantics/kubernetes/may-be-manifest.ts";
import { readObjects } from "../../semantics/kubernetes/read-objects.ts";
import { decodeManifest } from "./decode-manifest.ts";

/** A manifest as it was read. */
export interface ReadManifest {
  readonly objects: readonly ManifestObject[];
  readonly diagnostics: readonly Diagnostic[];
  /** Whether exceptions of ours may stand in it. */
  readonly mayHoldExceptions: boolean;
  /** The text of a large file: its values are parts of it, so that it is in memory as long as they are. */
  readonly large?: SourceText;
}

/** A manifest whose values have places. */
export interface PlacedManifest {
  readonly source: SourceText;
  readonly documents: YamlDocuments;
}

/** A manifest with the places of all its values. */
export interface ParsedManifest extends PlacedManifest {
  readonly documents: readonly YamlDocument[];
}

/** So long a text is not read a second time. */
const largeLength = 8_388_608;

/** Reads a manifest. `isNamed` says that the user named this very file: then everything in it has to be an object. */
export function readManifest(path: string, bytes: Uint8Array, isNamed: boolean): ReadManifest | undefined {
  const decoded = decodeManifest(path, bytes);
  if (decoded.text === undefined) {
    if (!isNamed && !mayBeManifest(new TextDecoder().decode(bytes))) return undefined;
    return { objects: [], diagnostics: decoded.diagnostics, mayHoldExceptions: false };
  }
  if (!isNamed && !mayBeManifest(decoded.text)) return undefined;
  const source = createSourceText(path, decoded.text);
  const broken: Diagnostic[] = [];
  const { objects, problems } = readObjects(documentsOf(source, broken), { path });
  const foreign: Diagnostic[] = [];
  for (const { code, message, start, end } of problems) {
    const location = locationOf(source, { start, end: firstLineEnd(source.text, start, end) });
    // What is too large to be read may well be an object, whoever named the file.
    (code === "manifest/too-many-values" ? broken : foreign).push({ code, level: "error", message, location });
  }
  if (!isNamed && objects.length === 0 && broken.length === 0) return undefined;
  return {
    objects,
    diagnostics: [...decoded.diagnostics, ...broken, ...(isNamed ? foreign : [])],
    mayHoldExceptions: decoded.text.includes("sekisho"),
    ...(decoded.text.length < largeLength ? {} : { large: source }),
  };
}

/** Gives the documents of a manifest one after the other, and notes what is wrong with them. */
function* documentsOf(source: SourceText, broken: Diagnostic[]): Generator<YamlDocument> {
  for (const document of readYamlDocuments(source.text)) {
    for (const problem of document.problems) broken.push(toDiagnostic(source, problem));
    yield document;
  }
}

/** Opens a manifest for the places of its values: of a large one, no more is in memory than is asked for. */
export function openManifest(path: string, text: string): PlacedManifest {
  return openSource(createSourceText(path, text));
}

/** Opens a manifest whose text is at hand, as {@link openManifest} does. */
export function openSource(source: SourceText): PlacedManifest {
  return { source, documents: openYamlDocuments(source.text) };
}

/** Reads the places of a manifest's values. */
export function parseManifest(path: string, text: string): ParsedManifest {
  return { source: createSourceText(path, text), documents: parseYamlSource(text) };
}

function firstLineEnd(text: string, start: number, end: number): number {
  const found = text.indexOf("\n", start);
  return found === -1 ? end : Math.min(found, end);
}

function toDiagnostic(source: SourceText, problem: YamlSourceProblem): Diagnostic {
  const isDuplicate = problem.code === "duplicate-key";
  const { en, ja } = yamlSourceProblemText(problem.code);
  // A tab is not seen, and `quote` would take it for a sign that must not be printed.
  const got = quote((problem.got.split("\n", 1)[0] ?? "").replaceAll("\t", "\\t"));
  const message: Text = isDuplicate
    ? { en: `${en}: “${got}”.`, ja: `${ja}（「${got}」）。` }
    : {
        en: `This document is not examined. ${en}, got “${got}”.`,
        ja: `このドキュメントは検査しませんでした。${ja}（実際は「${got}」）。`,
      };
  return {
    code: `manifest/${problem.code}`,
    level: isDuplicate ? "warning" : "error",
    message,
    location: locationOf(source, { start: problem.start, end: firstLineEnd(source.text, problem.start, problem.end) }),
  };
}
