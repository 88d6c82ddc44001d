/** What the address of the list of assets says. */
export interface AssetsAddress {
  /** Part of the name. */
  readonly name?: string | undefined;
  readonly sort?: AssetSort | undefined;
}

/** Orders of the list; `worst` leaves those out in which nothing was found. */
export const assetSorts = ["worst", "name", "newest"] as const;
/** Order of the list. */
export type AssetSort = (typeof assetSorts)[number];

/** Reads the address; what is none of it is said to be missing. */
export function readAssetsAddress({ name, sort }: Readonly<Record<string, unknown>>): AssetsAddress {
  return { name: typeof name === "string" ? name : undefined, sort: assetSorts.find((known) => known === sort) };
}
