import type { AppliedVexStatement, VexStatement } from "../../model/vex.ts";
import type { ProductMatch } from "./match-product.ts";

/** A statement about a flaw in a package, with how it meets it. */
export interface MatchedStatement {
  readonly statement: VexStatement;
  readonly match: ProductMatch;
}

/** What the statements about one flaw in one package come to. */
export interface WeighedStatements {
  /** The one that decides first, unless they contradict each other. */
  readonly applied: readonly AppliedVexStatement[];
  /** Whether the flaw is not there by what decides. */
  readonly isHidden: boolean;
  readonly isContradicted: boolean;
}

/**
 * Weighs all statements about one flaw in one package. Of one author the more specific one counts, then the newer one; of
 * several authors the most specific one. Where those of the same weight disagree, nothing is hidden.
 *
 * A statement that the flaw is repaired counts only where it says in which version, or of which image.
 */
export function weighStatements(matched: readonly MatchedStatement[]): WeighedStatements {
  const usable = matched.filter((one) => !isTooBroad(one));
  const chains = Map.groupBy(usable, ({ statement }) => chainOf(statement));
  const leaders = [...chains.values()].flatMap(leadersOf);
  const strongest = allHighest(leaders, ({ match }) => match.specificity);
  const isContradicted = new Set(strongest.map(({ statement }) => hides(statement))).size > 1;
  const decisive = isContradicted ? undefined : strongest.toSorted(compareNewest)[0];
  const roleOf = (one: MatchedStatement): AppliedVexStatement["role"] => {
    if (one === decisive) return "decides";
    if (isTooBroad(one)) return "too-broad";
    return isContradicted && strongest.includes(one) ? "contradicted" : "outweighed";
  };
  const applied = matched.map((one) => toApplied(one, roleOf(one)));
  const rank = (one: AppliedVexStatement): number => roles.indexOf(one.role);
  return {
    applied: applied.toSorted((left, right) => rank(left) - rank(right)),
    isHidden: decisive !== undefined && hides(decisive.statement),
    isContradicted,
  };
}

/** The order in which statements are shown. */
const roles: readonly AppliedVexStatement["role"][] = ["decides", "contradicted", "outweighed", "too-broad"];

function hides({ status }: VexStatement): boolean {
  return status === "not_affected" || status === "fixed";
}

function isTooBroad({ statement, match }: MatchedStatement): boolean {
  return statement.status === "fixed" && !match.isPinned;
}

/** What one author says later stands for what it said before; of unnamed ones each document is a chain of its own. */
function chainOf({ document }: VexStatement): string {
  return document.author === undefined ? `path\n${document.path}` : `author\n${document.author}`;
}

/** The most specific and newest statements of a chain: several only where they are as specific and as new. */
function leadersOf(chain: readonly MatchedStatement[]): readonly MatchedStatement[] {
  const specific = allHighest(chain, ({ match }) => match.specificity);
  return allHighest(specific, ({ statement }) => timeOf(statement));
}

function allHighest(
  matched: readonly MatchedStatement[],
  measure: (one: MatchedStatement) => number,
): readonly MatchedStatement[] {
  let highest = Number.NEGATIVE_INFINITY;
  for (const one of matched) highest = Math.max(highest, measure(one));
  return matched.filter((one) => measure(one) === highest);
}

function compareNewest(left: MatchedStatement, right: MatchedStatement): number {
  return timeOf(right.statement) - timeOf(left.statement);
}

/** A statement without a readable time is older than every other. */
function timeOf({ timestamp }: VexStatement): number {
  const time = timestamp === undefined ? Number.NaN : Date.parse(timestamp);
  return Number.isNaN(time) ? 0 : time;
}

function toApplied({ statement, match }: MatchedStatement, role: AppliedVexStatement["role"]): AppliedVexStatement {
  const { document, status, pointer, justification, otherJustification, impact, action, notes, timestamp } = statement;
  return {
    role,
    status,
    ...(justification === undefined ? {} : { justification }),
    ...(otherJustification === undefined ? {} : { otherJustification }),
    ...(impact === undefined ? {} : { impact }),
    ...(action === undefined ? {} : { action }),
    ...(notes === undefined ? {} : { notes }),
    ...(document.author === undefined ? {} : { author: document.author }),
    ...(timestamp === undefined ? {} : { timestamp }),
    path: document.path,
    pointer,
    ...(document.id === undefined ? {} : { document: document.id }),
    ...(document.version === undefined ? {} : { version: document.version }),
    product: match.product,
  };
}
