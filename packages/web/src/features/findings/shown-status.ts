import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import type { AnswerOf } from "../../api/request.ts";
import type { FindingPageAnswer } from "./finding-page-answer.ts";

type Page = AnswerOf<"GET /api/v1/findings">;
type Status = Page["findings"][number]["status"];

const lists = { queryKey: ["GET /api/v1/findings", "pages"] };

/**
 * Shows findings with another status before the platform says so. Gives what shows them as before: for where it refuses.
 * What is being read meanwhile is dropped, as it would bring the old status back.
 */
export async function showStatus(
  queries: QueryClient,
  findings: ReadonlySet<string>,
  status: Status,
): Promise<() => void> {
  await queries.cancelQueries(lists);
  const before = queries.getQueriesData(lists);
  queries.setQueriesData<InfiniteData<Page>>(
    lists,
    (data) => data && { ...data, pages: changed(data.pages, findings, status) },
  );
  const open = [...findings].map((finding) => ["GET /api/v1/findings/{finding}/page", { path: { finding } }] as const);
  const pages = open.map((queryKey) => [queryKey, queries.getQueryData<FindingPageAnswer>(queryKey)] as const);
  for (const [queryKey, page] of pages) {
    if (page !== undefined) queries.setQueryData(queryKey, { ...page, finding: { ...page.finding, status } });
  }
  return () => {
    for (const [queryKey, data] of [...before, ...pages]) if (data !== undefined) queries.setQueryData(queryKey, data);
  };
}

/** Pages without any of them stay the same objects: nothing of them is drawn anew. */
function changed(pages: readonly Page[], findings: ReadonlySet<string>, status: Status): Page[] {
  return pages.map((page) =>
    page.findings.some(({ id }) => findings.has(id))
      ? { ...page, findings: page.findings.map((one) => (findings.has(one.id) ? { ...one, status } : one)) }
      : page,
  );
}
