import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { type Location, locationOf } from "../../model/location.ts";
import { rangeToShow } from "../../semantics/kubernetes/locate.ts";
import type { ManifestSet } from "../../semantics/kubernetes/manifest-set.ts";
import type { ObjectProblem } from "../../semantics/kubernetes/object-problem.ts";
import { findPermissionGraph } from "../../semantics/permissions/create-permission-graph.ts";
import { readPolicies } from "../../semantics/reachability/read-policies.ts";
import { decodeManifest } from "./decode-manifest.ts";
import { openManifest, type PlacedManifest } from "./read-manifest.ts";
import type { Rendering } from "./rendering.ts";

/** Where the objects of problems were read. */
export interface ProblemSources {
  /** Absolute. */
  readonly workingDirectory: string;
  /** Charts and overlays as they were rendered; none when left out. */
  readonly renderings?: readonly Rendering[];
}

/** Gives what is wrong with objects with the lines of the files that people edit, file by file. */
export function placeProblems(
  problems: readonly ObjectProblem[],
  { workingDirectory, renderings = [] }: ProblemSources,
): readonly Diagnostic[] {
  const byFile = Map.groupBy(problems, ({ object }) => object.source.path);
  return [...byFile].flatMap(([path, ofFile]) => {
    const parsed = ofFile.every(isRendered) ? undefined : parseAgain(path, workingDirectory);
    return ofFile.map((problem) => {
      const { code, level, message } = problem;
      const location = isRendered(problem) ? traceProblem(problem, renderings) : locate(problem, parsed);
      return { code, level, message, location: location ?? { path } };
    });
  });
}

/**
 * Finds what is doubtful in the meaning of a set, as warnings where the rest of the object counts: network policies that mean
 * nothing or contradict each other, roles that take each other in. What manifests alone cannot express is not among them.
 */
export function findDoubts(set: ManifestSet): readonly ObjectProblem[] {
  const policies = readPolicies(set).problems.filter(({ code }) => code !== "network/not-expressible");
  return [
    ...policies.map((problem) => ({ ...problem, level: "warning" as const })),
    ...(findPermissionGraph(set)?.problems ?? []),
  ];
}

function isRendered({ object }: ObjectProblem): boolean {
  return object.source.rendering !== undefined;
}

function traceProblem({ object, pointer }: ObjectProblem, renderings: readonly Rendering[]): Location | undefined {
  const rendering = renderings.find(({ reference }) => reference === object.source.rendering);
  const editable = rendering?.trace(object, object.source.pointer + pointer);
  return editable && locationOf(editable.source, editable.range);
}

function locate({ object, pointer }: ObjectProblem, parsed: PlacedManifest | undefined): Location | undefined {
  const { document, pointer: base } = object.source;
  const root = parsed?.documents.at(document)?.root;
  if (parsed === undefined || root === undefined) return undefined;
  return locationOf(parsed.source, rangeToShow(parsed.source.text, root, base + pointer));
}

/** Standard input cannot be read a second time: then only its name is shown. */
function parseAgain(path: string, workingDirectory: string): PlacedManifest | undefined {
  try {
    const { text } = decodeManifest(path, readFileSync(resolve(workingDirectory, path)));
    return text === undefined ? undefined : openManifest(path, text);
  } catch {
    return undefined;
  }
}
