import type { Inventory } from "../../model/inventory.ts";
import { findSupportEnd } from "../base-images/support.ts";
import type { SupportCalendar } from "../base-images/support-calendar.ts";
import { isRolling, supportProductOf } from "./support-products.ts";

/** Gives an inventory with the end of support that a calendar names; as it is where the calendar does not know it. */
export function withSupport(inventory: Inventory, calendar: SupportCalendar | undefined): Inventory {
  const { distribution } = inventory;
  if (calendar === undefined || distribution?.version === undefined || isRolling(distribution.id)) return inventory;
  const product = supportProductOf(distribution.id, distribution.prettyName);
  const endOfLife = findSupportEnd(product, distribution.version.replace(/^v/, ""), calendar);
  return endOfLife === undefined ? inventory : { ...inventory, distribution: { ...distribution, endOfLife } };
}
