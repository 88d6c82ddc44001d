import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { showStatus } from "./shown-status.ts";

const listKey = ["GET /api/v1/findings", "pages", "state:open", "worst"];
const pageKey = ["GET /api/v1/findings/{finding}/page", { path: { finding: "a" } }];

function filled(): QueryClient {
  const queries = new QueryClient();
  const pages = [
    {
      findings: [
        { id: "a", status: "open" },
        { id: "b", status: "reopened" },
      ],
      next: "x",
    },
    { findings: [{ id: "c", status: "open" }], next: null },
  ];
  queries.setQueryData(listKey, { pages, pageParams: ["", "x"] });
  queries.setQueryData(pageKey, { finding: { id: "a", status: "open" }, decisions: [] });
  return queries;
}

test("shows another status in lists and on the finding's page, and takes it back", async () => {
  const queries = filled();
  const before = structuredClone([queries.getQueryData(listKey), queries.getQueryData(pageKey)]);
  const takeBack = await showStatus(queries, new Set(["a"]), "accepted");

  expect(queries.getQueryData(listKey)).toMatchObject({
    pages: [
      {
        findings: [
          { id: "a", status: "accepted" },
          { id: "b", status: "reopened" },
        ],
        next: "x",
      },
      { findings: [{ id: "c", status: "open" }], next: null },
    ],
    pageParams: ["", "x"],
  });
  expect(queries.getQueryData(pageKey)).toEqual({ finding: { id: "a", status: "accepted" }, decisions: [] });
  takeBack();
  expect([queries.getQueryData(listKey), queries.getQueryData(pageKey)]).toEqual(before);
});

test("does nothing where nothing is shown", async () => {
  const queries = new QueryClient();
  const takeBack = await showStatus(queries, new Set(["a"]), "excluded");
  takeBack();

  expect(queries.getQueryCache().getAll()).toEqual([]);
});
