import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";

interface Page {
  readonly next: string | null;
}

/** Rows that are read at once. */
export const pageRows = 100;

/** Describes a list that is read page by page: `read` gets the cursor of the page, nothing for the first one. */
export function paging<Read extends Page>(
  key: readonly unknown[],
  read: (cursor: { readonly cursor?: string }, signal: AbortSignal) => Promise<Read>,
) {
  return infiniteQueryOptions({
    queryKey: [...key, "pages"],
    queryFn: ({ pageParam, signal }) => read(pageParam === "" ? {} : { cursor: pageParam }, signal),
    initialPageParam: "",
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
  });
}
