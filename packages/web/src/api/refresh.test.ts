import { InfiniteQueryObserver, QueryClient } from "@tanstack/react-query";
import { expect, onTestFinished, test } from "vitest";
import { refresh, topicsOf } from "./refresh.ts";

function filled(): QueryClient {
  const queries = new QueryClient();
  const keys = [
    "GET /api/v1/findings",
    "GET /api/v1/findings/{finding}/page",
    "GET /api/v1/incidents",
    "GET /api/v1/members",
  ];
  for (const key of keys) queries.setQueryData([key, {}], {});
  queries.setQueryData(["sign-on", ""], {});
  return queries;
}

function oldOnes(queries: QueryClient): readonly unknown[] {
  return queries
    .getQueryCache()
    .getAll()
    .filter(({ state }) => state.isInvalidated)
    .map(({ queryKey: [name] }) => name);
}

test.each([
  { kind: "report", expected: ["GET /api/v1/findings", "GET /api/v1/findings/{finding}/page"] },
  {
    kind: "incident",
    expected: ["GET /api/v1/findings", "GET /api/v1/findings/{finding}/page", "GET /api/v1/incidents"],
  },
  {
    kind: "missed",
    expected: [
      "GET /api/v1/findings",
      "GET /api/v1/findings/{finding}/page",
      "GET /api/v1/incidents",
      "GET /api/v1/members",
      "sign-on",
    ],
  },
] as const)("a change of kind $kind makes old what hangs on it", async ({ kind, expected }) => {
  const queries = filled();
  await refresh(queries, topicsOf(kind));

  expect(oldOnes(queries)).toEqual(expected);
});

test("a list of many pages that is looked at is marked, and a short one is read again", async () => {
  const queries = new QueryClient();
  const read: string[] = [];
  const look = async (name: string, pages: number) => {
    const observer = new InfiniteQueryObserver(queries, {
      queryKey: ["GET /api/v1/findings", name],
      queryFn: ({ pageParam }) => {
        read.push(name);
        return Promise.resolve(pageParam);
      },
      initialPageParam: 0,
      getNextPageParam: (_: number, all: readonly number[]) => (all.length < pages ? all.length : undefined),
    });
    onTestFinished(observer.subscribe(() => undefined));
    for (let page = 0; page < pages; page++) await observer.fetchNextPage();
  };
  await look("long", 4);
  await look("short", 3);
  read.length = 0;
  await refresh(queries, new Set(["findings"]));

  expect(read).toEqual(["short", "short", "short"]);
  expect(oldOnes(queries)).toEqual(["GET /api/v1/findings"]);
});
