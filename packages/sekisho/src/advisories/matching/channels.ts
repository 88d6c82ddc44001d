import type { Inventory } from "../../model/inventory.ts";

/** Lines of updates beside the ordinary ones that a target takes part in: `eus-9.2`, `extras-docker`. */
export type Channels = ReadonlySet<string>;

const contentSetLine = /-(eus|aus|tus|e4s|els)-/;
const contentSetRelease = /__(\d{1,4})_DOT_(\d{1,4})$/;
const extrasSuite = /^amzn2extra-(.{1,200})$/;

/**
 * Gives the lines of updates that an inventory shows: Red Hat's content sets name minor streams
 * (`rhel-9-for-x86_64-baseos-eus-rpms__9_DOT_2` is `eus-9.2`), repositories of Amazon Linux 2 name extras.
 *
 * @param named Those that the user says the target has.
 */
export function findChannels(inventory: Inventory, named: readonly string[]): Channels {
  const channels = new Set(named);
  const version = inventory.distribution?.version;
  for (const set of inventory.contentSets) {
    const line = contentSetLine.exec(set)?.[1];
    if (line === undefined) continue;
    const [, major, minor] = contentSetRelease.exec(set) ?? [];
    const release = major === undefined ? version : `${major}.${minor ?? "0"}`;
    if (release !== undefined) channels.add(`${line}-${release}`);
  }
  for (const { suite, isEnabled } of inventory.repositories) {
    const extra = extrasSuite.exec(suite ?? "")?.[1];
    if (extra !== undefined && isEnabled) channels.add(`extras-${extra}`);
  }
  return channels;
}
