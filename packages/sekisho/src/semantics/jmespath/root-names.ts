import type { PathNode } from "./syntax.ts";

/** What an expression asks of what surrounds it. */
export interface PathDemands {
  /** Names that it looks up in the outermost value; `@` when it takes that value itself. */
  readonly names: ReadonlySet<string>;
  readonly functions: ReadonlySet<string>;
}

/** Finds what an expression asks of what surrounds it, so that it can be said before anything is evaluated. */
export function demandsOfPath(node: PathNode): PathDemands {
  const names = new Set<string>();
  const functions = new Set<string>();
  visit(node, true, { names, functions });
  return { names, functions };
}

interface Found {
  readonly names: Set<string>;
  readonly functions: Set<string>;
}

function visit(node: PathNode, isOutermost: boolean, found: Found): void {
  switch (node.kind) {
    case "field":
      if (isOutermost) found.names.add(node.name);
      break;
    case "current":
      if (isOutermost) found.names.add("@");
      break;
    case "then":
      visit(node.left, isOutermost, found);
      visit(node.right, false, found);
      break;
    case "project":
      visit(node.left, isOutermost, found);
      visit(node.right, false, found);
      if (node.condition !== undefined) visit(node.condition, false, found);
      break;
    case "reference":
      visit(node.body, false, found);
      break;
    case "call":
      found.functions.add(node.name);
      for (const operand of node.operands) visit(operand, isOutermost, found);
      break;
    default:
      for (const part of partsOf(node)) visit(part, isOutermost, found);
  }
}

function partsOf(node: PathNode): readonly PathNode[] {
  switch (node.kind) {
    case "or":
    case "and":
    case "compare":
      return [node.left, node.right];
    case "not":
      return [node.operand];
    case "list":
      return node.items;
    case "map":
      return node.entries.map(([, value]) => value);
    default:
      return [];
  }
}
