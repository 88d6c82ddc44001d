import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test, vi } from "vitest";
import { shopConnections } from "./fixtures/shop-connections.ts";
import { NetworkView } from "./network-view.tsx";

// The page is written without a browser; its language stands in the document.
vi.hoisted(() => vi.stubGlobal("document", { documentElement: { lang: "" } }));

test("says in each cell what may pass from the row to the column", () => {
  const page = renderToStaticMarkup(createElement(NetworkView, { connections: shopConnections }));

  expect(page).toContain('aria-expanded="false"');
  expect(page).toContain("2 workloads");
  // Into the namespace, out of it, and within it; the range of addresses does not connect to itself.
  expect(page.match(/data-allowed="all"/g)).toHaveLength(3);
  expect(page.match(/data-allowed="same"/g)).toHaveLength(1);
});

test("shows hostile names as texts", () => {
  const name = "<img src=x>/<b>[Deployment]";
  const page = renderToStaticMarkup(
    createElement(NetworkView, { connections: [{ from: name, to: "0.0.0.0/0", ports: "<script>" }] }),
  );

  expect(page).not.toMatch(/<(?:img|b|script)\b/);
});

test("says that nothing may connect where nothing is said", () => {
  expect(renderToStaticMarkup(createElement(NetworkView, { connections: [] }))).toContain("Nothing may connect");
});
