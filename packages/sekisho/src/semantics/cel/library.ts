import type { Overload } from "./overload.ts";

/** The functions that expressions may call, by name; of each name every way to call it. */
export type Library = ReadonlyMap<string, readonly Overload[]>;

/** Puts groups of functions together; the same name may come from several. */
export function createLibrary(groups: readonly (readonly Overload[])[]): Library {
  const library = new Map<string, Overload[]>();
  for (const overload of groups.flat()) {
    const sameName = library.get(overload.name);
    if (sameName === undefined) library.set(overload.name, [overload]);
    else sameName.push(overload);
  }
  return library;
}
