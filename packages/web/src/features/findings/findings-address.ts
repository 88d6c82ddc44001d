/** What the address of the list of findings says: any view of it can be shared. */
export interface FindingsAddress {
  /** In the query language; what is open when left out. */
  readonly query?: string | undefined;
  readonly sort?: FindingSort | undefined;
  /** What is shown of each finding: `asset,epss`; the usual columns when left out. */
  readonly columns?: string | undefined;
  /** The finding that is looked at beside the list. */
  readonly finding?: string | undefined;
}

/** Orders of the list. */
export const findingSorts = ["worst", "newest", "due"] as const;
/** Order of the list. */
export type FindingSort = (typeof findingSorts)[number];

/** What the list shows when nobody asked for anything else. */
export const defaultQuery = "state:open";

/** Reads the address; what is none of it is said to be missing: the router would keep it otherwise. */
export function readFindingsAddress(search: Readonly<Record<string, unknown>>): FindingsAddress {
  const { query, sort, columns, finding } = search;
  return {
    query: typeof query === "string" ? query : undefined,
    sort: findingSorts.find((name) => name === sort),
    columns: typeof columns === "string" ? columns : undefined,
    finding: typeof finding === "string" ? finding : undefined,
  };
}
