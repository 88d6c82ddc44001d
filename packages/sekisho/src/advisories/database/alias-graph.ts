import { builtPart } from "./built-part.ts";
import { ByteWriter } from "./byte-writer.ts";
import type { BuiltPart } from "./part.ts";
import { compareTexts } from "./ranked-texts.ts";
import { writeAscending } from "./rows-builder.ts";
import type { Scratch } from "./scratch.ts";
import type { Table } from "./table-reader.ts";

const cve = /^CVE-\d{4}-\d+$/;

/**
 * Finds which names stand for one flaw, from what every source says of aliases.
 *
 * A statement that names several CVEs speaks of several flaws, whatever it calls them: it joins none, for otherwise two
 * flaws would become one finding and the fix of the first would hide the second.
 */
export class AliasGraph {
  readonly #numbers = new Map<string, number>();
  readonly #parents: number[] = [];

  add(id: string, aliases: readonly string[]): void {
    // Most statements name nothing else, and need no room here.
    if (aliases.length === 0) return;
    const names = [id, ...aliases];
    if (new Set(names.filter((name) => cve.test(name))).size > 1) return;
    const first = this.#numberOf(id);
    for (const alias of aliases) this.#join(first, this.#numberOf(alias));
  }

  /** Writes the names that have others, each with the numbers of its whole group. */
  finish(scratch: Scratch): BuiltPart {
    const groups = Map.groupBy(this.#numbers.keys(), (name) => this.#rootOf(this.#numbers.get(name) ?? 0));
    const members = new Map<string, readonly string[]>();
    for (const group of groups.values()) {
      if (group.length > 1) for (const name of group) members.set(name, group);
    }
    const names = [...members.keys()].sort(compareTexts);
    const places = new Map(names.map((name, place) => [name, place]));
    const entries = names.map((key) => {
      const writer = new ByteWriter(32);
      const group = (members.get(key) ?? []).map((name) => places.get(name) ?? 0);
      writeAscending(
        writer,
        group.sort((left, right) => left - right),
      );
      return { key, value: writer.take() };
    });
    const named = () => ({ kind: "aliases", source: "", ecosystem: "", rows: names.length }) as const;
    return builtPart([{ entries }], { named, words: [], scratch });
  }

  #numberOf(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const number = this.#parents.length;
    this.#numbers.set(name, number);
    this.#parents.push(number);
    return number;
  }

  #join(left: number, right: number): void {
    const [lower, higher] = [this.#rootOf(left), this.#rootOf(right)].sort((a, b) => a - b);
    if (lower !== undefined && higher !== undefined) this.#parents[higher] = lower;
  }

  #rootOf(number: number): number {
    let root = number;
    for (let parent = this.#parents[root]; parent !== undefined && parent !== root; parent = this.#parents[root]) {
      // Every second step is cut off, so that the next walk is shorter.
      this.#parents[root] = this.#parents[parent] ?? parent;
      root = parent;
    }
    return root;
  }
}

/** Gives the names of a flaw, the asked one included, in order. */
export function readAliases(table: Table, id: string): readonly string[] {
  const entry = table.find(id);
  if (entry === undefined) return [id];
  const names: string[] = [];
  let number = 0;
  for (let left = entry.value.count(); left > 0; left--) {
    number += entry.value.number();
    names.push(table.at(number).key);
  }
  return names;
}
