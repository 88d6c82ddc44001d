import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findChromium } from "../../tools/browser/open-browser.ts";
import { findBarriers, widerThanWindow } from "./find-barriers.ts";
import { type OpenPages, openPages } from "./open-pages.ts";

const chromium = findChromium(process.env);
const patience = { timeout: 180_000 };

/** Of so many workloads each one reaches each other one of its namespace. */
function mapOf(workloads: number) {
  const peers = Array.from({ length: workloads }, (_, place) => `team-${place % 25}/app-${place}[Deployment]`);
  const connections = peers.flatMap((_, from) =>
    peers.flatMap((_, to) => (from !== to && from % 25 === to % 25 ? [[from, to, 0]] : [])),
  );
  const grants = [
    {
      verbs: ["*"],
      resources: ["*"],
      names: [],
      namespace: null,
      binding: "ClusterRoleBinding orders",
      role: "ClusterRole cluster-admin",
    },
  ];
  const way = [
    { does: { en: "is bound to cluster-admin", ja: "cluster-admin にバインドされている" }, to: "cluster-admin" },
  ];
  const name = "ServiceAccount:team-0/<b>orders</b>";
  const subjects = [{ name, workloads: ["team-0/app-0[Deployment]"], wayToAdministrator: way, grants }];
  return { schemaVersion: 1, peers, workloads, ports: ["TCP 8080"], connections, subjects, isWhole: true };
}

// Without Chromium: apt-get install -y chromium fonts-noto-cjk
describe.skipIf(chromium === undefined)("network and permissions in a browser (needs Chromium on PATH)", () => {
  let pages: OpenPages;
  beforeAll(async () => {
    pages = await openPages(chromium ?? "");
  }, 180_000);
  afterAll(() => pages.close(), 60_000);

  test(
    "stay readable with 500 workloads: namespaces open into workloads, the graph says the same",
    patience,
    async () => {
      const { page, errors } = await pages.signIn();
      await page.goto(`${pages.url}/network`);
      await page.getByRole("heading", { name: "Nothing was sent yet" }).waitFor();
      const headers = { ...(await pages.server.makeKey(["reports:upload"])), "content-type": "application/json" };
      const url = `/api/v1/access-maps?${new URLSearchParams({ project: "default", name: "deploy/" }).toString()}`;
      const sent = await pages.server.call({ method: "PUT", url, headers, payload: JSON.stringify(mapOf(500)) });
      await page.reload();
      await page.getByRole("link", { name: "deploy/" }).click();
      const matrix = page.getByRole("table", { name: "Who may connect to whom" });
      await matrix.waitFor();
      const before = await matrix.getByRole("row").count();
      await matrix.getByRole("button", { name: "team-3", exact: true }).click();
      await matrix.getByRole("button", { name: "team-3/app-3[Deployment]" }).waitFor();
      const after = await matrix.getByRole("row").count();
      const cell = matrix.getByRole("row", { name: /^team-3\/app-3\[/ }).getByRole("cell", { name: "TCP 8080" });
      const reached = await cell.count();
      const administrators = page.getByRole("table", { name: "Who can become administrator" });
      const who = await administrators.getByRole("cell").first().textContent();
      const barriers = await findBarriers(page);
      await page.getByText("As a graph").click();
      await page.locator("svg a").first().waitFor();

      expect(sent.status).toBeLessThan(300);
      // A row for each of 25 namespaces and one of headings; then 20 workloads in the place of one namespace.
      expect([before, after]).toEqual([26, 45]);
      expect(reached).toBe(19);
      expect(who).toBe("ServiceAccount:team-0/<b>orders</b>");
      expect(await page.locator("main b").count()).toBe(0);
      expect(barriers).toEqual([]);
      expect(errors).toEqual([]);
    },
  );

  test("fit on a phone, in Japanese", patience, async () => {
    const { page } = await pages.signIn({ width: 390, height: 844, theme: "dark", language: "ja" });
    await page.goto(`${pages.url}/network`);
    await page.getByRole("link", { name: "deploy/" }).click();
    await page.getByRole("table", { name: "通信の許可状況" }).waitFor();

    expect(await page.evaluate(widerThanWindow)).toBe(false);
    expect(await findBarriers(page)).toEqual([]);
  });
});
