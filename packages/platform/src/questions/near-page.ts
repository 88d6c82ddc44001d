import type { TenantTransaction } from "../store/database.ts";
import type { CallerOfQuery } from "./finding-conditions.ts";
import { type FindingListing, type FindingPage, listFindings } from "./list-findings.ts";
import { findNearCondition } from "./resolve-query.ts";

/** Which page is asked for. */
export interface AskedPage extends Pick<FindingPage, "sort" | "limit" | "cursor"> {
  readonly query: string;
  readonly caller: CallerOfQuery;
}

/** Findings that are looked at for each one that is shown. */
const nearness = 4;

/**
 * Gives a page of findings that some words find where it is full within the next few findings of the order: most findings
 * have common words, and which others have them need not be known then. `undefined` where it is not full, or where the query
 * asks for no words.
 */
export async function findNearPage(
  transaction: TenantTransaction,
  { query, caller, sort, limit, cursor }: AskedPage,
): Promise<FindingListing | undefined> {
  const condition = findNearCondition(query, caller);
  if (condition === undefined) return undefined;
  const near = await listFindings(transaction, { condition, sort, limit, cursor, near: limit * nearness });
  return near.next === null ? undefined : near;
}
