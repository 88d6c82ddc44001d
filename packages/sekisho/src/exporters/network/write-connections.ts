import type { Language, Text } from "../../model/text.ts";
import type { Connection } from "../../semantics/reachability/list-connections.ts";
import { quoteDot, quoteMermaid } from "../escape/diagram.ts";
import { quoteJson, showControls } from "../escape/visible.ts";
import { columnsOf, padEndColumns } from "../width/columns.ts";

/** Forms that connections are written in. */
export const connectionFormats = ["table", "json", "dot", "mermaid"] as const;

/** A form that connections are written in. */
export type ConnectionFormat = (typeof connectionFormats)[number];

/** What the table says beside the connections themselves. */
export interface ConnectionFacts {
  readonly language: Language;
  /** Names of all workloads. */
  readonly workloads: readonly string[];
  readonly policies: number;
}

/** Writes connections piece by piece. */
export function* writeConnections(
  format: ConnectionFormat,
  connections: Iterable<Connection>,
  facts: ConnectionFacts,
): Generator<string> {
  switch (format) {
    case "json":
      yield* writeJson(connections);
      break;
    case "dot":
      yield* writeDot(connections, facts.workloads);
      break;
    case "mermaid":
      yield* writeMermaid(connections, facts.workloads);
      break;
    case "table":
      yield* writeTable(connections, facts);
      break;
  }
}

function* writeJson(connections: Iterable<Connection>): Generator<string> {
  yield '{\n  "connections": [';
  let separator = "\n";
  for (const { from, to, ports } of connections) {
    yield `${separator}    { "from": ${quoteJson(from)}, "to": ${quoteJson(to)}, "ports": ${quoteJson(ports)} }`;
    separator = ",\n";
  }
  yield separator === "\n" ? "]\n}\n" : "\n  ]\n}\n";
}

/** Gives the namespaces of names such as `shop/web[Deployment]`, with the names. */
function byNamespace(names: readonly string[]): ReadonlyMap<string, readonly string[]> {
  return Map.groupBy(names, (name) => name.slice(0, name.indexOf("/")));
}

function* writeDot(connections: Iterable<Connection>, workloads: readonly string[]): Generator<string> {
  yield "digraph {\n";
  for (const [namespace, names] of byNamespace(workloads)) {
    yield `  subgraph ${quoteDot(`cluster_${namespace}`)} {\n    label=${quoteDot(namespace)}\n`;
    for (const name of names) yield `    ${quoteDot(name)} [label=${quoteDot(name.slice(namespace.length + 1))}]\n`;
    yield "  }\n";
  }
  for (const { from, to, ports } of connections) {
    yield `  ${quoteDot(from)} -> ${quoteDot(to)} [label=${quoteDot(ports)}]\n`;
  }
  yield "}\n";
}

function* writeMermaid(connections: Iterable<Connection>, workloads: readonly string[]): Generator<string> {
  const ids = new Map<string, string>();
  const idOf = (name: string): string => {
    const id = ids.get(name) ?? `n${ids.size}`;
    ids.set(name, id);
    return id;
  };
  yield "flowchart LR\n";
  let namespaces = 0;
  for (const [namespace, names] of byNamespace(workloads)) {
    yield `  subgraph ns${namespaces}[${quoteMermaid(namespace)}]\n`;
    namespaces += 1;
    for (const name of names) yield `    ${idOf(name)}[${quoteMermaid(name.slice(namespace.length + 1))}]\n`;
    yield "  end\n";
  }
  for (const { from, to, ports } of connections) {
    for (const name of [from, to]) if (!ids.has(name)) yield `  ${idOf(name)}([${quoteMermaid(name)}])\n`;
    yield `  ${idOf(from)} -->|${quoteMermaid(ports)}| ${idOf(to)}\n`;
  }
}

const mostNames = 8;

const texts = {
  nothing: { en: "No connection is allowed.", ja: "許可されている接続はありません。" },
  everyOther: { en: "every other workload", ja: "ほかのすべてのワークロード" },
  everyOf: { en: "every other workload of", ja: "ほかのすべてのワークロード: 名前空間" },
} as const satisfies Readonly<Record<string, Text>>;

interface TableWorld extends ConnectionFacts {
  readonly namespaces: ReadonlyMap<string, readonly string[]>;
}

function* writeTable(connections: Iterable<Connection>, facts: ConnectionFacts): Generator<string> {
  const world: TableWorld = { ...facts, namespaces: byNamespace(facts.workloads) };
  let count = 0;
  for (const same of bySender(connections)) {
    count += same.length;
    yield* writeSender(same, world);
  }
  const { language, workloads, policies } = facts;
  if (count === 0) yield `${texts.nothing[language]}\n`;
  const summary: Text = {
    en: `${count} ${count === 1 ? "connection" : "connections"} between ${workloads.length} ${workloads.length === 1 ? "workload" : "workloads"}, ${policies} network ${policies === 1 ? "policy" : "policies"}.`,
    ja: `ワークロード ${workloads.length} 件、ネットワークポリシー ${policies} 件、許可されている接続 ${count} 件。`,
  };
  yield `${summary[language]}\n`;
}

function* bySender(connections: Iterable<Connection>): Generator<readonly Connection[]> {
  let same: Connection[] = [];
  for (const connection of connections) {
    if (same.length > 0 && same[0]?.from !== connection.from) {
      yield same;
      same = [];
    }
    same.push(connection);
  }
  if (same.length > 0) yield same;
}

function* writeSender(same: readonly Connection[], world: TableWorld): Generator<string> {
  const from = same[0]?.from ?? "";
  yield `${showControls(from)}\n`;
  const rows: { readonly to: string; readonly ports: string }[] = [];
  for (const [ports, alike] of Map.groupBy(same, (connection) => connection.ports)) {
    for (const to of shorten(
      alike.map((connection) => connection.to),
      from,
      world,
    ))
      rows.push({ to, ports });
  }
  let width = 0;
  for (const { to } of rows) width = Math.max(width, Math.min(mostNameColumns, columnsOf(to)));
  for (const { to, ports } of rows) yield `  → ${padEndColumns(to, width)}  ${ports}\n`;
  yield "\n";
}

const mostNameColumns = 50;

/** Names receivers one by one while they are few; whole namespaces and the whole set by one word each. */
function shorten(names: readonly string[], from: string, world: TableWorld): readonly string[] {
  const { workloads, namespaces, language } = world;
  const known = new Set(workloads);
  const reached = names.filter((name) => known.has(name));
  const others = names.filter((name) => !known.has(name));
  const isEvery = reached.length > 2 && reached.length >= workloads.length - Number(known.has(from));
  if (isEvery) return [...others, `${texts.everyOther[language]} (${reached.length})`].map(showControls);
  if (reached.length <= mostNames) return names.map(showControls);
  const shortened: string[] = [...others];
  for (const [namespace, some] of byNamespace(reached)) {
    const all = namespaces.get(namespace) ?? [];
    const isWhole = some.length > 2 && some.length >= all.length - Number(all.includes(from));
    if (isWhole) shortened.push(`${texts.everyOf[language]} ${namespace} (${some.length})`);
    else for (const name of some) shortened.push(name);
  }
  return shortened.map(showControls);
}
