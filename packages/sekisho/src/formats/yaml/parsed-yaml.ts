import type { DataNode } from "../../model/data-tree.ts";
import type { SyntaxProblem } from "../../model/syntax-problem.ts";

/** The documents of a YAML stream as far as they could be read. */
export interface ParsedYaml {
  /** One for each document that holds something. */
  readonly documents: readonly DataNode[];
  readonly problems: readonly SyntaxProblem[];
}
