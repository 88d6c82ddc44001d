import type { Query, QueryClient } from "@tanstack/react-query";
import type { LiveKind } from "./live.ts";

/** Reading so many pages of a list again takes less than a moment; a longer one is only marked as old. */
const pagesReadAgain = 3;

/** What hangs on reports; the word after `/api/v1/`. */
const reported = [
  "access-maps",
  "actions",
  "assets",
  "compliance",
  "components",
  "coverage",
  "findings",
  "flaws",
  "overview",
];
const topicsByKind: Readonly<Record<LiveKind, ReadonlySet<string> | undefined>> = {
  report: new Set([...reported, "projects", "reports", "trends"]),
  incident: new Set([...reported, "incidents", "trends"]),
  missed: undefined,
};

/** Gives what a change concerns; `undefined` for everything. */
export function topicsOf(kind: LiveKind): ReadonlySet<string> | undefined {
  return topicsByKind[kind];
}

/**
 * Reads again what is shown of these topics; of everything when left out. Lists of many pages are only marked as old: who
 * scrolls through 100,000 rows is not thrown back by each report.
 */
export async function refresh(queries: QueryClient, topics?: ReadonlySet<string>): Promise<void> {
  const isMeant = ({ queryKey }: Query) => topics === undefined || topics.has(topicOf(queryKey));
  await Promise.all([
    queries.invalidateQueries({ predicate: (query) => isMeant(query) && isLong(query), refetchType: "none" }),
    queries.invalidateQueries({ predicate: (query) => isMeant(query) && !isLong(query) }),
  ]);
}

/** `GET /api/v1/findings/{finding}` is of findings. */
function topicOf([name]: readonly unknown[]): string {
  return typeof name === "string" ? (name.split("/")[3] ?? "") : "";
}

function isLong({ state }: Query): boolean {
  const data: unknown = state.data;
  if (typeof data !== "object" || data === null || !("pages" in data)) return false;
  return Array.isArray(data.pages) && data.pages.length > pagesReadAgain;
}
