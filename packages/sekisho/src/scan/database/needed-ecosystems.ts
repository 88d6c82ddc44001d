import { inquire } from "../../advisories/matching/questions.ts";
import type { Inventory } from "../../model/inventory.ts";

/** Gives the ecosystems and releases whose advisories speak of the packages of an inventory, sorted. */
export function neededEcosystems(inventory: Inventory): readonly string[] {
  const needed = new Set<string>();
  for (const found of inventory.packages) {
    const inquiry = inquire(found, inventory);
    if (inquiry.kind === "asked") for (const { ecosystem } of inquiry.questions) needed.add(ecosystem);
  }
  return [...needed].sort();
}
