import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Inventory } from "../../model/inventory.ts";
import type { Package } from "../../model/package.ts";
import { quote } from "../../model/quote.ts";
import type { VexStatement } from "../../model/vex.ts";
import type { Vulnerability } from "../../model/vulnerability.ts";
import { parsePackageUrl } from "../../semantics/package-url/package-url.ts";
import { matchProduct, type ProductMatch } from "../../semantics/vex/match-product.ts";
import { toVexTarget, type VexTarget } from "../../semantics/vex/vex-target.ts";
import { type MatchedStatement, weighStatements } from "../../semantics/vex/weigh-statements.ts";
import type { VexCollection } from "./load-vex.ts";

/** Known flaws with what VEX statements say of them. */
export interface StatedVulnerabilities {
  readonly vulnerabilities: readonly Vulnerability[];
  /** Statements that were contradicted or met nothing, and what of the documents could not be used. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Names of flaws in one message. */
const namedFlaws = 5;

/** Holds the known flaws of a target against VEX statements. No flaw is taken away: what is said of each is written to it. */
export function applyVex(
  vulnerabilities: readonly Vulnerability[],
  inventory: Inventory,
  vex: VexCollection,
): StatedVulnerabilities {
  const target = toVexTarget(inventory);
  const packages = Map.groupBy(inventory.packages, ({ purl }) => purl);
  const used = new Set<VexStatement>();
  const contradicted = new Map<string, Diagnostic>();
  const stated = vulnerabilities.map((vulnerability): Vulnerability => {
    const statements = statementsAbout(vulnerability, vex);
    if (statements.length === 0) return vulnerability;
    const matched = matchAll(statements, packages.get(vulnerability.package) ?? [], target);
    if (matched.length === 0) return vulnerability;
    for (const { statement } of matched) used.add(statement);
    const { applied, isHidden, isContradicted } = weighStatements(matched);
    if (isContradicted)
      contradicted.set(`${vulnerability.flaw}\n${vulnerability.package}`, contradiction(vulnerability, matched));
    return { ...vulnerability, vex: { statements: applied, isHidden } };
  });
  const diagnostics = [...vex.diagnostics, ...contradicted.values(), ...unusedDiagnostics(vex, used)];
  return { vulnerabilities: stated, diagnostics };
}

function statementsAbout({ flaw, aliases }: Vulnerability, { byFlaw }: VexCollection): readonly VexStatement[] {
  const found = new Set<VexStatement>();
  for (const name of [flaw, ...aliases]) {
    for (const statement of byFlaw.get(name.toLowerCase()) ?? []) found.add(statement);
  }
  return [...found];
}

/** One package URL can stand for several packages: a statement is about it only where it is about each of them. */
function matchAll(
  statements: readonly VexStatement[],
  packages: readonly Package[],
  target: VexTarget,
): readonly MatchedStatement[] {
  return statements.flatMap((statement) => {
    const matches = packages.map((found) => bestMatch(statement, found, target));
    const [first] = matches;
    return first === undefined || matches.includes(undefined) ? [] : [{ statement, match: first }];
  });
}

function bestMatch(statement: VexStatement, found: Package, target: VexTarget): ProductMatch | undefined {
  const url = parsePackageUrl(found.purl);
  if (url === undefined) return undefined;
  const { source } = found;
  const judged = { url, package: found, ...(source === undefined ? {} : { source }) };
  let best: ProductMatch | undefined;
  for (const product of statement.products) {
    const match = matchProduct(product, judged, target);
    if (match !== undefined && (best === undefined || match.specificity > best.specificity)) best = match;
  }
  return best;
}

function contradiction({ flaw, package: purl }: Vulnerability, matched: readonly MatchedStatement[]): Diagnostic {
  const places = matched.map(({ statement }) => `${statement.document.path}#${statement.pointer} ${statement.status}`);
  const shown = places.slice(0, namedFlaws).map(quote).join(", ");
  const [first] = matched;
  return {
    code: "vex/contradiction",
    level: "warning",
    message: {
      en: `VEX statements of the same weight contradict each other about ${quote(flaw)} in ${quote(purl)}: ${shown}. The finding stays open.`,
      ja: `${quote(purl)} の ${quote(flaw)} について、同じ優先度の VEX ステートメントが矛盾しています: ${shown}。検出事項は未対応のままです。`,
    },
    ...(first === undefined ? {} : { location: placeOf(first.statement) }),
  };
}

function placeOf({ document, pointer }: VexStatement): { readonly path: string; readonly pointer: string } {
  return { path: document.path, pointer };
}

/** A supplier states far more than one target needs: for each document it is said once how much met nothing. */
function unusedDiagnostics({ statements }: VexCollection, used: ReadonlySet<VexStatement>): readonly Diagnostic[] {
  const byPath = Map.groupBy(statements, ({ document }) => document.path);
  return [...byPath].flatMap(([path, all]): readonly Diagnostic[] => {
    const unused = all.filter((statement) => !used.has(statement));
    if (unused.length === 0) return [];
    const flaws = [...new Set(unused.map(({ flaws: [flaw] }) => quote(flaw)))];
    const names = `${flaws.slice(0, namedFlaws).join(", ")}${flaws.length > namedFlaws ? ", …" : ""}`;
    return [
      {
        code: "vex/unused",
        level: "info",
        message: {
          en: `${unused.length} of ${all.length} VEX statements are about no finding of this target (${names}).`,
          ja: `VEX ステートメント ${all.length} 件のうち ${unused.length} 件は、この対象の検出事項に該当しません（${names}）。`,
        },
        location: { path },
      },
    ];
  });
}
