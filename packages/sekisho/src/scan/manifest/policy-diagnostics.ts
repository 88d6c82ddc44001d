import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { locationOf } from "../../model/location.ts";
import { rangeToShow } from "../../semantics/kubernetes/locate.ts";
import type { ManifestSet } from "../../semantics/kubernetes/manifest-set.ts";
import type { PolicyProblem } from "../../semantics/reachability/policy.ts";
import { readPolicies } from "../../semantics/reachability/read-policies.ts";
import { decodeText } from "../decode-text.ts";
import { openManifest, type PlacedManifest } from "./read-manifest.ts";

/** Gives what is wrong with network policies with the lines of the files, file by file. */
export function policyDiagnostics(problems: readonly PolicyProblem[], workingDirectory: string): readonly Diagnostic[] {
  const byFile = Map.groupBy(problems, ({ object }) => object.source.path);
  return [...byFile].flatMap(([path, ofFile]) => {
    const parsed = parseAgain(path, workingDirectory);
    return ofFile.map((problem) => toDiagnostic(problem, parsed));
  });
}

/**
 * Gives the network policies of a set that mean nothing or contradict each other, as warnings: the rest of the set is judged
 * in full. What manifests alone cannot express is not among them.
 */
export function doubtfulPolicies(set: ManifestSet, workingDirectory: string): readonly Diagnostic[] {
  const doubtful = readPolicies(set).problems.filter(({ code }) => code !== "network/not-expressible");
  return policyDiagnostics(doubtful, workingDirectory).map((diagnostic) => ({ ...diagnostic, level: "warning" }));
}

function toDiagnostic({ object, pointer, code, level, message }: PolicyProblem, parsed: PlacedManifest | undefined) {
  const { path, document, pointer: base } = object.source;
  const root = parsed?.documents.at(document)?.root;
  const range = root === undefined ? undefined : rangeToShow(parsed?.source.text ?? "", root, base + pointer);
  const location = parsed === undefined || range === undefined ? { path } : locationOf(parsed.source, range);
  return { code, level, message, location };
}

/** Standard input cannot be read a second time: then only its name is shown. */
function parseAgain(path: string, workingDirectory: string): PlacedManifest | undefined {
  try {
    const { text } = decodeText(path, readFileSync(resolve(workingDirectory, path)));
    return text === undefined ? undefined : openManifest(path, text);
  } catch {
    return undefined;
  }
}
