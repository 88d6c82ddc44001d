import type { VariableState } from "./build.ts";

interface Node {
  readonly key: string;
  readonly value: VariableState;
  readonly left: Node | undefined;
  readonly right: Node | undefined;
  readonly height: number;
}

/**
 * Variables by name that never change: `with` and `without` give a new map that shares all but a path of nodes with the
 * old one, so that every instruction of a long file can keep its own state. Iterates in the order of names.
 * Inside is an AVL tree: no choice of names makes it slow.
 */
export class VariableMap implements ReadonlyMap<string, VariableState> {
  static readonly empty = new VariableMap(undefined, 0);
  readonly size: number;
  readonly #root: Node | undefined;

  private constructor(root: Node | undefined, size: number) {
    this.#root = root;
    this.size = size;
  }

  get(key: string): VariableState | undefined {
    let node = this.#root;
    while (node !== undefined && node.key !== key) node = key < node.key ? node.left : node.right;
    return node?.value;
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  with(key: string, value: VariableState): VariableMap {
    return new VariableMap(insert(this.#root, key, value), this.has(key) ? this.size : this.size + 1);
  }

  without(key: string): VariableMap {
    return this.has(key) ? new VariableMap(remove(this.#root, key), this.size - 1) : this;
  }

  *entries(): Generator<[string, VariableState], undefined> {
    const open: Node[] = [];
    let node = this.#root;
    while (node !== undefined || open.length > 0) {
      for (; node !== undefined; node = node.left) open.push(node);
      const next = open.pop();
      if (next === undefined) return undefined;
      yield [next.key, next.value];
      node = next.right;
    }
    return undefined;
  }

  *keys(): Generator<string, undefined> {
    for (const [key] of this.entries()) yield key;
    return undefined;
  }

  *values(): Generator<VariableState, undefined> {
    for (const [, value] of this.entries()) yield value;
    return undefined;
  }

  [Symbol.iterator](): Generator<[string, VariableState], undefined> {
    return this.entries();
  }

  forEach(visit: (value: VariableState, key: string, map: ReadonlyMap<string, VariableState>) => void): void {
    for (const [key, value] of this.entries()) visit(value, key, this);
  }
}

function heightOf(node: Node | undefined): number {
  return node === undefined ? 0 : node.height;
}

function makeNode(entry: Pick<Node, "key" | "value">, left: Node | undefined, right: Node | undefined): Node {
  return { key: entry.key, value: entry.value, left, right, height: Math.max(heightOf(left), heightOf(right)) + 1 };
}

function balance(entry: Pick<Node, "key" | "value">, left: Node | undefined, right: Node | undefined): Node {
  const lean = heightOf(left) - heightOf(right);
  if (lean > 1 && left !== undefined) {
    if (heightOf(left.left) >= heightOf(left.right))
      return makeNode(left, left.left, makeNode(entry, left.right, right));
    const middle = left.right;
    if (middle !== undefined) {
      return makeNode(middle, makeNode(left, left.left, middle.left), makeNode(entry, middle.right, right));
    }
  }
  if (lean < -1 && right !== undefined) {
    if (heightOf(right.right) >= heightOf(right.left)) {
      return makeNode(right, makeNode(entry, left, right.left), right.right);
    }
    const middle = right.left;
    if (middle !== undefined) {
      return makeNode(middle, makeNode(entry, left, middle.left), makeNode(right, middle.right, right.right));
    }
  }
  return makeNode(entry, left, right);
}

function insert(node: Node | undefined, key: string, value: VariableState): Node {
  if (node === undefined) return makeNode({ key, value }, undefined, undefined);
  if (key === node.key) return { ...node, value };
  if (key < node.key) return balance(node, insert(node.left, key, value), node.right);
  return balance(node, node.left, insert(node.right, key, value));
}

function remove(node: Node | undefined, key: string): Node | undefined {
  if (node === undefined) return undefined;
  if (key < node.key) return balance(node, remove(node.left, key), node.right);
  if (key > node.key) return balance(node, node.left, remove(node.right, key));
  if (node.left === undefined) return node.right;
  if (node.right === undefined) return node.left;
  let next = node.right;
  while (next.left !== undefined) next = next.left;
  return balance(next, node.left, remove(node.right, next.key));
}
