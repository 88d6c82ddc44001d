import type { VexStatus } from "../../model/vex.ts";
import type { Vulnerability } from "../../model/vulnerability.ts";
import type { FlawStatement, StatedFlaw } from "../vex/stated-flaws.ts";
import type { ProductTree } from "./product-tree.ts";
import { scoreOf } from "./scores.ts";

/** What is stated of one flaw, by the id of the product. */
export interface GatheredFlaw {
  readonly vulnerability: Vulnerability;
  /** All that the packages' advisories call it. */
  readonly names: ReadonlySet<string>;
  readonly statements: ReadonlyMap<string, ProductStatement>;
}

/** What is stated of a product, and which package it is about. */
interface ProductStatement {
  readonly statement: FlawStatement;
  readonly vulnerability: Vulnerability;
}

/** Source: CSAF 2.0, section 3.2.3.9. */
const statusNames: Readonly<Record<VexStatus, string>> = {
  fixed: "fixed",
  affected: "known_affected",
  not_affected: "known_not_affected",
  under_investigation: "under_investigation",
};

/** A product may have one status alone: of several targets with the same package the one that is most careful counts. */
const carefulness: readonly VexStatus[] = ["affected", "under_investigation", "not_affected", "fixed"];

/** Gathers statements by flaw, in the order of their first one. */
export function gatherFlaws(flaws: readonly StatedFlaw[], products: ProductTree): readonly GatheredFlaw[] {
  const gathered = new Map<string, OpenFlaw>();
  for (const { target, vulnerability, statement } of flaws) {
    const id = products.idOf(target, vulnerability);
    const flaw = gathered.get(vulnerability.flaw) ?? openFlaw(vulnerability);
    gathered.set(vulnerability.flaw, flaw);
    for (const name of [vulnerability.flaw, ...vulnerability.aliases]) flaw.names.add(name);
    const known = flaw.statements.get(id);
    if (known === undefined || rankOf(statement) < rankOf(known.statement)) {
      flaw.statements.set(id, { statement, vulnerability });
    }
  }
  return [...gathered.values()];
}

/** What is gathered, while it grows. */
interface OpenFlaw extends GatheredFlaw {
  readonly names: Set<string>;
  readonly statements: Map<string, ProductStatement>;
}

function openFlaw(vulnerability: Vulnerability): OpenFlaw {
  return { vulnerability, names: new Set(), statements: new Map() };
}

function rankOf({ status }: FlawStatement): number {
  return carefulness.indexOf(status);
}

/** Writes what is stated of a flaw. Source: CSAF 2.0, sections 3.2.3 and 4.5. */
export function toVulnerability({ vulnerability, names, statements }: GatheredFlaw): object {
  const cve = [...names].find((name) => /^CVE-\d{4}-\d{4,}$/.test(name));
  const ids = [...names].filter((name) => name !== cve && name !== "");
  const { flaw, summary } = vulnerability;
  const texts = new Set([...statements.values()].flatMap(({ statement }) => fixedNote(statement)));
  return {
    ...(cve === undefined ? {} : { cve }),
    ...(ids.length === 0 ? {} : { ids: ids.map((text) => ({ system_name: systemOf(text), text })) }),
    ...(cve === undefined && ids.length === 0
      ? { ids: [{ system_name: "sekisho", text: vulnerability.advisory || "?" }] }
      : {}),
    notes: [
      { category: "summary", text: summary.trim() === "" ? flaw || "?" : summary },
      ...[...texts].map((text) => ({ category: "general", text })),
    ],
    product_status: statusesOf(statements),
    ...listed("scores", grouped(statements, ratingOf, "products")),
    ...listed("flags", grouped(statements, flagOf)),
    ...listed("threats", grouped(statements, threatOf)),
    ...listed("remediations", grouped(statements, remediationOf)),
  };
}

/** Who gives names of that form: the letters before the first number. */
function systemOf(name: string): string {
  return /^[A-Za-z]{2,20}(?=-)/.exec(name)?.[0] ?? name;
}

/** Why it counts as fixed has no other place. */
function fixedNote({ status, notes }: FlawStatement): readonly string[] {
  return status !== "fixed" || notes === undefined || notes === "" ? [] : [notes];
}

function statusesOf(statements: GatheredFlaw["statements"]): object {
  const byStatus = Map.groupBy([...statements], ([, { statement }]) => statusNames[statement.status]);
  return Object.fromEntries([...byStatus].map(([name, group]) => [name, group.map(([id]) => id)]));
}

function flagOf({ statement }: ProductStatement): object | undefined {
  return statement.justification === undefined ? undefined : { label: statement.justification };
}

/** What is repaired or not affected has no score. */
function ratingOf({ statement, vulnerability }: ProductStatement): object | undefined {
  const isThere = statement.status === "affected" || statement.status === "under_investigation";
  return isThere ? scoreOf(vulnerability) : undefined;
}

/** What is not affected says why: by a flag, in words, or both. */
function threatOf({ statement }: ProductStatement): object | undefined {
  if (statement.status !== "not_affected") return undefined;
  const details = statement.impact ?? statement.notes ?? "";
  if (details !== "") return { category: "impact", details };
  return statement.justification === undefined ? { category: "impact", details: "?" } : undefined;
}

/** What is affected says what to do; what is looked into may. */
function remediationOf({ statement, vulnerability }: ProductStatement): object | undefined {
  if (statement.status === "under_investigation" && statement.notes !== undefined && statement.notes !== "") {
    return { category: fixCategory(vulnerability), details: statement.notes };
  }
  if (statement.status !== "affected") return undefined;
  const details = statement.action === undefined || statement.action === "" ? "?" : statement.action;
  const category = statement.isRiskAccepted === true ? "no_fix_planned" : fixCategory(vulnerability);
  return { category, details };
}

function fixCategory({ fixedIn }: Vulnerability): string {
  return fixedIn === undefined ? "none_available" : "vendor_fix";
}

/** Gives what is said of products, once for all products of which it is the same. */
function grouped(
  statements: GatheredFlaw["statements"],
  say: (said: ProductStatement) => object | undefined,
  member: "product_ids" | "products" = "product_ids",
): readonly object[] {
  const groups = new Map<string, { readonly said: object; readonly ids: string[] }>();
  for (const [id, about] of statements) {
    const said = say(about);
    if (said === undefined) continue;
    const key = JSON.stringify(said);
    const group = groups.get(key) ?? { said, ids: [] };
    groups.set(key, group);
    group.ids.push(id);
  }
  return [...groups.values()].map(({ said, ids }) => ({ ...said, [member]: ids }));
}

function listed(key: string, values: readonly object[]): object {
  return values.length === 0 ? {} : { [key]: values };
}
