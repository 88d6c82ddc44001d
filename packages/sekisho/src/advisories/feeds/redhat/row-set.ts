import type { AdvisoryStatus, AffectedPackage } from "../../../model/advisory.ts";
import type { Rating } from "../rating-words.ts";
import type { RedHatProduct } from "./product-tree.ts";

/** What a document says of one package in one product. */
export interface Statement {
  readonly product: RedHatProduct;
  readonly status: AdvisoryStatus;
  readonly rating?: Rating;
}

/** One row while its architectures are gathered. */
interface OpenRow {
  readonly statement: Statement;
  readonly architectures: Set<string>;
  isForAll: boolean;
}

/** Gives the rows of one flaw: a row a package, product, status and version, with all architectures that say the same. */
export function makeRows(statements: readonly Statement[]): readonly AffectedPackage[] {
  const newestMinors = findNewestMinors(statements);
  const sourceNames = new Map<string, string[]>();
  const open = new Map<string, OpenRow>();
  for (const statement of statements) {
    const channel = channelOf(statement, newestMinors);
    const key = JSON.stringify([...keyOf(statement), channel, statement.product.component.version]);
    const row = open.get(key) ?? { statement, architectures: new Set<string>(), isForAll: false };
    open.set(key, row);
    const { architecture, name, names } = statement.product.component;
    if (architecture === undefined) row.isForAll = true;
    else row.architectures.add(architecture);
    if (names === "binary") appendTo(sourceNames, scopeOf(statement), name);
  }
  const rows: AffectedPackage[] = [];
  for (const row of open.values()) {
    if (!isNamedByBinaries(row.statement, sourceNames)) rows.push(makeRow(row, channelOf(row.statement, newestMinors)));
  }
  return rows;
}

function makeRow({ statement, architectures, isForAll }: OpenRow, channel: string | undefined): AffectedPackage {
  const { product, status, rating } = statement;
  const { name, names, version, module } = product.component;
  return {
    ecosystem: product.platform.ecosystem,
    name,
    names,
    status,
    ranges: rangesOf(status, version),
    versions: [],
    ...(module === undefined ? {} : { module }),
    ...(isForAll || architectures.size === 0 ? {} : { architectures: [...architectures].sort() }),
    ...(channel === undefined ? {} : { channel }),
    ...(rating === undefined || status === "not-affected" ? {} : { rating }),
  };
}

function rangesOf(status: AdvisoryStatus, version: string | undefined): AffectedPackage["ranges"] {
  if (status === "not-affected") return [];
  return status === "fixed" && version !== undefined ? [{ fixed: version }] : [{}];
}

/** Product and state, without the package. */
function scopeOf({ product: { platform, component }, status }: Statement): string {
  return JSON.stringify([platform, component.module, status]);
}

function keyOf({ product: { platform, component }, status }: Statement): readonly (string | undefined)[] {
  return [platform.ecosystem, component.name, component.names, component.module, status];
}

function appendTo(lists: Map<string, string[]>, key: string, value: string): void {
  const known = lists.get(key);
  if (known === undefined) lists.set(key, [value]);
  else known.push(value);
}

/** A source package says nothing more where its binary packages are named: `openssl` beside `openssl-libs`. */
function isNamedByBinaries(statement: Statement, binaries: ReadonlyMap<string, readonly string[]>): boolean {
  const { name, names } = statement.product.component;
  if (names !== "source") return false;
  const named = binaries.get(scopeOf(statement)) ?? [];
  return named.some((binary) => binary === name || binary.startsWith(`${name}-`) || binary.startsWith(`lib${name}`));
}

/**
 * A flaw repaired in several minor releases has one row in each. The newest is what the main channel gives today; the
 * others hold for who stays on their minor release, in a channel of its own, `main-9.2`.
 */
function findNewestMinors(statements: readonly Statement[]): ReadonlyMap<string, string> {
  const newest = new Map<string, string>();
  for (const statement of statements) {
    const { minor, channel } = statement.product.platform;
    if (minor === undefined || channel !== undefined || statement.status !== "fixed") continue;
    const key = JSON.stringify(keyOf(statement));
    const known = newest.get(key);
    if (known === undefined || compareMinors(known, minor) < 0) newest.set(key, minor);
  }
  return newest;
}

function compareMinors(left: string, right: string): number {
  return Number(left.split(".")[1]) - Number(right.split(".")[1]);
}

function channelOf(statement: Statement, newestMinors: ReadonlyMap<string, string>): string | undefined {
  const { channel, minor } = statement.product.platform;
  if (channel !== undefined || minor === undefined || statement.status !== "fixed") return channel;
  return newestMinors.get(JSON.stringify(keyOf(statement))) === minor ? undefined : `main-${minor}`;
}
