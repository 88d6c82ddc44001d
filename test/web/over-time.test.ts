import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sampleDocument } from "../../packages/platform/src/routes/fixtures/sample-report.ts";
import { execEvent, tickEvent } from "../../packages/sekisho/src/scan/detect/fixtures/exec-events.ts";
import { findChromium } from "../../tools/browser/open-browser.ts";
import { findBarriers, widerThanWindow } from "./find-barriers.ts";
import { type OpenPages, openPages } from "./open-pages.ts";

const chromium = findChromium(process.env);
const patience = { timeout: 180_000 };
const past = "2020-01-01T00:00:00Z";

// Without Chromium: apt-get install -y chromium fonts-noto-cjk
describe.skipIf(chromium === undefined)("what becomes of things over time (needs Chromium on PATH)", () => {
  let pages: OpenPages;
  beforeAll(async () => {
    pages = await openPages(chromium ?? "");
  }, 180_000);
  afterAll(() => pages.close(), 60_000);

  test("an exception that ends opens its finding again, and the history says so", patience, async () => {
    await pages.upload(sampleDocument({ name: "excepted/Dockerfile", findings: [{ rule: "dockerfile/no-user" }] }));
    const { page, errors } = await pages.signIn();
    await page.goto(`${pages.url}/findings?query=${encodeURIComponent("asset:excepted/Dockerfile")}`);
    await page.getByRole("row").nth(1).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Reason").fill("until the new base image is there");
    await dialog.getByRole("button", { name: "Save decision" }).click();
    await page.getByText("The decision is saved").waitFor();
    await dialog.getByText("Accepted", { exact: true }).first().waitFor();
    await pages.endDecisions(past);
    // No report came: the page is told of nothing, and is asked again.
    await page.reload();
    await dialog.getByText("Reopened", { exact: true }).first().waitFor();

    expect(await dialog.getByText("ended").count()).toBeGreaterThan(0);
    expect(errors).toEqual([]);
  });

  test(
    "a framework shows its failed controls over time, as a chart and as a table, and hands them to the auditor",
    patience,
    async () => {
      await pages.upload(sampleDocument({ name: "controlled/Dockerfile", findings: [{ rule: "dockerfile/no-user" }] }));
      const { page, errors } = await pages.signIn();
      await page.goto(`${pages.url}/compliance/nist-sp800-190@2017`);
      await page.getByRole("heading", { name: "Failed controls over time" }).waitFor();
      await page.getByText("As a table").click();
      const today = page.getByRole("table", { name: "Failed controls over time" }).getByRole("row").nth(1);
      const failed = await today.getByRole("cell").nth(1).textContent();
      const barriers = await findBarriers(page);
      await page.getByRole("combobox", { name: "Time range" }).click();
      await page.getByRole("option", { name: "30 days" }).click();
      await page.waitForURL(/days=30/);
      const exported = page.waitForEvent("download");
      await page.getByRole("link", { name: "CSV" }).click();
      const file = await exported;

      // A container that runs as root: 4.3.2 and what other controls ask of users; at least one fails.
      expect(Number(failed)).toBeGreaterThan(0);
      expect(barriers).toEqual([]);
      expect(file.suggestedFilename()).toMatch(/\.csv$/);
      expect(errors).toEqual([]);
    },
  );

  test("a cluster that sends events shows how complete they are", patience, async () => {
    const { page, errors } = await pages.signIn();
    await page.goto(`${pages.url}/incidents`);
    await page.getByText("No cluster sends events yet.").waitFor();
    await pages.sendAuditEvents("shop", [
      {
        kind: "Event",
        apiVersion: "audit.k8s.io/v1",
        level: "Metadata",
        auditID: "one",
        stage: "ResponseComplete",
        requestURI: "/api/v1/namespaces/shop/pods/web/exec",
        verb: "create",
        user: { username: "jane", groups: ["system:authenticated"] },
        sourceIPs: ["203.0.113.7"],
        objectRef: { resource: "pods", subresource: "exec", namespace: "shop", name: "web", apiVersion: "v1" },
        responseStatus: { code: 101 },
        requestReceivedTimestamp: "2026-11-01T00:00:00.000000Z",
        stageTimestamp: "2026-11-01T00:00:00.000000Z",
      },
    ]);
    await page.reload();
    await page.getByRole("link", { name: "shop", exact: true }).click();
    await page.getByRole("heading", { name: "shop", level: 1 }).waitFor();
    const received = page.getByRole("row", { name: /^Events/ });
    await received.waitFor();

    expect(await received.getByRole("cell").nth(1).textContent()).toBe("1");
    expect(await findBarriers(page)).toEqual([]);
    expect(errors).toEqual([]);
  });

  test("an incident is told as a story, with why a step is unusual, and its events", patience, async () => {
    const usual = Array.from({ length: 200 }, (_, place) => listing(`pods-${place}`, 60 * place, "pods", "shop"));
    const exec = execEvent("jane", "exec", 60 * 200);
    const unusual = listing("secrets", 60 * 200 + 1, "secrets", "accounts");
    await pages.sendAuditEvents("told", [...usual, exec, unusual, tickEvent("tick", 60 * 201)]);
    const { page, errors } = await pages.signIn({ width: 390, height: 844 });
    await page.goto(`${pages.url}/incidents`);
    await page.getByRole("table", { name: "Incidents" }).getByRole("link").first().click();
    const title = page.getByRole("heading", { name: "How it happened" });
    await title.waitFor();
    const story = page.locator("section").filter({ has: title }).first();
    await story.getByRole("heading", { name: /jane/ }).waitFor();
    const asked = ["What is unusual", "How rare it is", "Compared with", "Since when that is known"];
    for (const term of asked) await story.getByText(term, { exact: true }).first().waitFor();
    await story.getByText("since 2026-03-02").first().waitFor();
    await story.getByText("1 event as evidence").first().click();
    await story.getByText("jane create pods/exec shop/web-0 → 101 (203.0.113.7)").first().waitFor();

    expect(await findBarriers(page)).toEqual([]);
    expect(await page.evaluate(widerThanWindow)).toBe(false);
    expect(errors).toEqual([]);
  });
});

/** Somebody lists objects of a namespace, so many minutes after the first of them. */
function listing(auditID: string, minute: number, resource: string, namespace: string): object {
  const event = execEvent("jane", auditID, minute);
  return {
    ...event,
    verb: "list",
    requestURI: `/api/v1/namespaces/${namespace}/${resource}`,
    objectRef: { resource, namespace, apiVersion: "v1" },
    responseStatus: { code: 200 },
  };
}
