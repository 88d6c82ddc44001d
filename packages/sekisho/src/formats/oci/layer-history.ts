import type { HistoryEntry } from "../../model/image.ts";

/**
 * Gives for every layer the index of the history entry that made it; `undefined` when history and layers do not fit:
 * another number of entries that made a layer than there are layers.
 */
export function joinHistory(history: readonly HistoryEntry[], layerCount: number): readonly number[] | undefined {
  const makers: number[] = [];
  for (const [index, entry] of history.entries()) {
    if (!entry.isEmptyLayer) makers.push(index);
  }
  return makers.length === layerCount ? makers : undefined;
}
