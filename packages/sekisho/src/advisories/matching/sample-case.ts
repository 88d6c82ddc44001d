import type { Inventory } from "../../model/inventory.ts";
import type { Package } from "../../model/package.ts";
import { matchInventory } from "./match-inventory.ts";
import { inventoryOf, row, type SampleStatement, sampleStore } from "./sample-store.ts";

/** Packages and statements of a test, with what is to be found. */
export interface MatchCase {
  readonly name: string;
  readonly distribution?: string;
  readonly packages: readonly Package[];
  readonly statements: readonly SampleStatement[];
  readonly inventory?: Partial<Inventory>;
  /** `FLAW NAME VERSION`, with `< FIX`, `!REASON` where suppressed and `?` where only possible. */
  readonly expected: readonly string[];
}

/** Gives what is found in a case, a line a finding. */
export function found({ distribution = "", packages, statements, inventory = {} }: MatchCase): readonly string[] {
  const result = matchInventory(inventoryOf(distribution, packages, inventory), sampleStore(statements));
  return result.vulnerabilities.map(({ flaw, name, installed: version, fixedIn, fixChannel, suppressed, confidence }) =>
    [
      flaw,
      name,
      version,
      ...(fixedIn === undefined ? [] : [`< ${fixedIn}`]),
      ...(fixChannel === undefined ? [] : [`(${fixChannel})`]),
      ...(suppressed === undefined ? [] : [`!${suppressed}`]),
      ...(confidence === "possible" ? ["?"] : []),
    ].join(" "),
  );
}

/** A repair of a source package of Debian. */
export const debianFix: SampleStatement = {
  id: "CVE-2024-1",
  source: "debian-tracker",
  affected: [row("debian:12", "samba", { names: "source", ranges: [{ fixed: "2:4.17.12+dfsg-0+deb12u2" }] })],
};
