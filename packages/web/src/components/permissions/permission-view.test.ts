import { MantineProvider } from "@mantine/core";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test, vi } from "vitest";
import { shopGrants } from "./fixtures/shop-grants.ts";
import { PermissionView } from "./permission-view.tsx";

// The page is written without a browser; its language stands in the document.
vi.hoisted(() => vi.stubGlobal("document", { documentElement: { lang: "" } }));

function shown(grants: typeof shopGrants): string {
  return renderToStaticMarkup(createElement(MantineProvider, null, createElement(PermissionView, { grants })));
}

test("marks every verb that somebody may use, and says why", () => {
  const page = shown(shopGrants);

  expect(page).toContain("ServiceAccount:shop/orders");
  expect(page).toContain("whole cluster");
  // Seven columns of verbs, and * allows all of them.
  expect(page.match(/aria-label="may"/g)).toHaveLength(7);
  expect(page).toContain("ClusterRoleBinding orders gives ClusterRole cluster-admin");
});

test("says that nobody may where nobody does", () => {
  expect(shown([])).toContain("Nobody may do this.");
});
