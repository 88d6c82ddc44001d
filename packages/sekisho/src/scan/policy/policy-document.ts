import type { YamlNode, YamlScalar } from "../../formats/yaml-source/syntax.ts";
import { locationOf, type RangeLocation } from "../../model/location.ts";
import type { OffsetRange, SourceText } from "../../model/source-text.ts";
import type { PolicyProblem } from "../../semantics/admission-policy/policy-problem.ts";
import { locate, rangeToShow } from "../../semantics/kubernetes/locate.ts";
import type { ManifestObject } from "../../semantics/kubernetes/manifest-object.ts";
import type { ParsedManifest } from "../manifest/read-manifest.ts";

/** An object of a policy file with its place. */
export interface PolicyDocument {
  readonly object: ManifestObject;
  readonly parsed: ParsedManifest;
}

/** Gives the place of a problem: the part of the expression where it is known, else the field. */
export function locateProblem({ object, parsed }: PolicyDocument, problem: PolicyProblem): RangeLocation {
  const { source, documents } = parsed;
  const root = documents[object.source.document]?.root;
  if (root === undefined) return locationOf(source, { start: 0, end: 0 });
  const pointer = object.source.pointer + problem.pointer;
  const { node, missing } = locate(root, pointer);
  const inner =
    missing.length === 0 && problem.range !== undefined ? placeInText(source, node, problem.range) : undefined;
  return locationOf(source, inner ?? rangeToShow(source.text, root, pointer));
}

/** Finds a part of a text in the file that it was read from; `undefined` when the text is written in another way there. */
function placeInText({ text }: SourceText, node: YamlNode, range: OffsetRange): OffsetRange | undefined {
  if (node.kind !== "scalar" || typeof node.value !== "string") return undefined;
  const start = offsetInSource(text, node, node.value, range.start);
  if (start === undefined) return undefined;
  const length = Math.max(0, lineEnd(node.value, range.start, range.end) - range.start);
  const isSame = text.slice(start, start + length) === node.value.slice(range.start, range.start + length);
  return isSame ? { start, end: start + length } : undefined;
}

function lineEnd(value: string, start: number, end: number): number {
  const found = value.indexOf("\n", start);
  return found === -1 ? end : Math.min(found, end);
}

function offsetInSource(text: string, node: YamlScalar, value: string, offset: number): number | undefined {
  if (node.style === "plain") return node.start + offset;
  if (node.style !== "literal")
    return node.style === "folded" ? inBlock(text, node, value, offset) : node.start + 1 + offset;
  return inBlock(text, node, value, offset);
}

/** Finds an offset of a block scalar: its lines stand below the header, indented. */
function inBlock(text: string, node: YamlScalar, value: string, offset: number): number | undefined {
  const lineNumber = value.slice(0, offset).split("\n").length - 1;
  const column = offset - (value.lastIndexOf("\n", offset - 1) + 1);
  let lineStart = text.indexOf("\n", node.start) + 1;
  if (lineStart === 0) return undefined;
  const firstText = /[^\s]/.exec(text.slice(lineStart, node.end));
  const firstLine = firstText === null ? lineStart : text.lastIndexOf("\n", lineStart + firstText.index) + 1;
  const indentation = firstText === null ? 0 : lineStart + firstText.index - firstLine - leadingBlanks(value);
  for (let line = 0; line < lineNumber; line++) {
    lineStart = text.indexOf("\n", lineStart) + 1;
    if (lineStart === 0) return undefined;
  }
  return lineStart + Math.max(0, indentation) + column;
}

function leadingBlanks(value: string): number {
  return value.length - value.trimStart().length;
}
