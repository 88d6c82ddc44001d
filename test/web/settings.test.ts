import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startRealProvider } from "../../packages/platform/src/identity/sign-on/fixtures/real-provider.ts";
import { openSignOn } from "../../packages/platform/src/identity/sign-on/open-sign-on.ts";
import { sampleDocument } from "../../packages/platform/src/routes/fixtures/sample-report.ts";
import { findChromium } from "../../tools/browser/open-browser.ts";
import { findBarriers, widerThanWindow } from "./find-barriers.ts";
import { type OpenPages, openPages } from "./open-pages.ts";

const chromium = findChromium(process.env);
const patience = { timeout: 180_000 };

// Without Chromium: apt-get install -y chromium fonts-noto-cjk
describe.skipIf(chromium === undefined)("settings in a browser (needs Chromium on PATH)", () => {
  const records: string[][] = [];
  let pages: OpenPages;
  beforeAll(async () => {
    const signOn = { ...openSignOn("127.0.0.1"), resolveTexts: () => Promise.resolve(records) };
    pages = await openPages(chromium ?? "", { signOn });
  }, 180_000);
  afterAll(() => pages.close(), 60_000);

  test("set single sign-on up, try it, and let somebody in by it", patience, async () => {
    const person = { sub: "h-1", email: "hanako@example.com", groups: ["developers"] };
    const provider = await startRealProvider(person, `${pages.url}/sign-on`);
    const { page, errors } = await pages.signIn();
    await page.goto(`${pages.url}/settings/sign-on`);
    await page.getByLabel("Name on the sign-in page").fill("Company");
    await page.getByLabel("Issuer").fill(provider.issuer);
    await page.getByLabel("Client ID").fill("sekisho");
    await page.getByLabel("Client secret").fill("a secret of a test, of no use");
    await page.getByLabel("Group 1", { exact: true }).fill("developers");
    await page.getByRole("combobox", { name: "Role of group 1" }).click();
    await page.getByRole("option", { name: /^Editor/ }).click();
    await page.getByRole("button", { name: "Set up" }).click();
    await page.getByRole("cell", { name: "Company", exact: true }).waitFor();
    await page.getByLabel("Domain", { exact: true }).fill("example.com");
    await page.getByRole("button", { name: "Claim domain" }).click();
    const record = await page.getByRole("region", { name: "TXT record for example.com" }).locator("code").textContent();
    await page.getByRole("button", { name: "Look for the record of example.com" }).click();
    await page.getByRole("alert").waitFor();
    const refusal = await page.getByRole("alert").textContent();
    records.push([record?.split(" TXT ")[1] ?? ""]);
    await page.getByRole("button", { name: "Look for the record of example.com" }).click();
    await page.getByText("Proved on").waitFor();
    const barriers = await findBarriers(page);
    await page.getByRole("button", { name: "Try Company: show what it says" }).click();
    await page.getByText("the provider says hanako@example.com, and the role would be editor").waitFor();
    const claims = page.getByRole("row", { name: /developers/ });
    await claims.waitFor();
    const { page: hanakos } = await pages.openPage();
    await hanakos.goto(`${pages.url}/sign-in`);
    await hanakos.getByRole("button", { name: /Company/ }).click();
    await hanakos.getByRole("button", { name: person.email }).waitFor();
    await page.goto(`${pages.url}/settings/sign-on`);
    await page.getByRole("button", { name: "Shut Company" }).click();
    await page.getByRole("button", { name: "Open Company" }).waitFor();
    await provider.close();

    expect(refusal).not.toBe("");
    expect(barriers).toEqual([]);
    expect(errors.filter((error) => !error.includes("status of 4"))).toEqual([]);
  });

  test("renew a key while the secret before still counts", patience, async () => {
    const { page, errors } = await pages.signIn();
    await page.goto(`${pages.url}/settings`);
    await page.getByLabel("Name of the key").fill("pipeline");
    await page.getByRole("button", { name: "Make key" }).click();
    await page.getByRole("button", { name: "Renew key pipeline" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Renew", exact: true }).click();
    const renewed = await page.locator("[data-renewed-key]").textContent();
    const barriers = await findBarriers(page);
    await page.keyboard.press("Escape");
    await page.getByText("the secret before counts until").waitFor();

    expect(renewed).toMatch(/^sekisho_/);
    expect(barriers).toEqual([]);
    expect(errors).toEqual([]);
  });

  test("say when findings are due, and which projects somebody sees", patience, async () => {
    const { page, errors } = await pages.signIn();
    await page.goto(`${pages.url}/settings`);
    await page.getByLabel("Critical, days").fill("7");
    await page.getByLabel("Info, days").fill("");
    const levels = page.locator("form").filter({ has: page.getByLabel("Critical, days") });
    await levels.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").waitFor();
    await page.getByLabel("E-mail address").fill("limited@example.com");
    await page.getByRole("button", { name: "Invite" }).click();
    const link = await page.locator("[data-made-link]").textContent();
    const { page: theirs } = await pages.openPage();
    await theirs.goto(link ?? "");
    await theirs.locator("input[name=password]").fill("four words with blanks");
    await theirs.getByRole("button", { name: "Save and sign in" }).click();
    await theirs.locator("#content").waitFor();
    await page.reload();
    await page.getByRole("button", { name: "Projects of limited@example.com" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("combobox").first().click();
    await page.getByRole("option", { name: /^Viewer/ }).click();
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByText("default: Viewer: reads").waitFor();
    const headers = await pages.server.signIn();
    const kept = await pages.server.call({ url: "/api/v1/service-levels", headers });

    expect(kept.body).toMatchObject({ critical: 7 });
    expect(kept.body).not.toHaveProperty("info");
    expect(errors).toEqual([]);
  });

  test("show the secret of one-time codes as a picture, too", patience, async () => {
    const { page, errors } = await pages.signIn();
    await page.goto(`${pages.url}/settings`);
    await page.getByRole("button", { name: "Set up app" }).click();
    const picture = page.getByRole("img", { name: "QR code for the app" });
    await picture.waitFor();

    // Version 1 has 21 modules a side, each further one 4 more (ISO/IEC 18004); four of light ground on each side.
    expect(await picture.getAttribute("viewBox")).toMatch(/^0 0 (\d+) \1$/);
    const side = Number((await picture.getAttribute("viewBox"))?.split(" ")[2]);
    expect((side - 8 - 21) % 4).toBe(0);
    expect(errors).toEqual([]);
  });

  test("tell of findings by Amazon SNS, but not at night", patience, async () => {
    const { page, errors } = await pages.signIn();
    await page.goto(`${pages.url}/settings/notifications`);
    await page.getByRole("combobox", { name: "Kind" }).click();
    await page.getByRole("option", { name: "Amazon SNS" }).click();
    await page.getByLabel("Name").fill("Topic");
    await page.getByLabel("ARN of the topic").fill("arn:aws:sns:ap-northeast-1:123456789012:alerts");
    await page.getByLabel("Access key ID").fill("AKIDEXAMPLE");
    await page.getByLabel("Secret access key").fill("of a test, of no use");
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByRole("cell", { name: "Topic", exact: true }).waitFor();
    const rule = page.locator("form").last();
    await rule.getByLabel("Name").fill("By day");
    await rule.getByLabel("Keep quiet for some hours").check();
    await rule.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByText("at once, quiet from 22:00 to 07:00").waitFor();
    const barriers = await findBarriers(page);

    expect(barriers).toEqual([]);
    expect(errors).toEqual([]);
  });

  test("take a report that is chosen, and say why another is not one", patience, async () => {
    const { page } = await pages.signIn({ width: 390, height: 844 });
    await page.goto(`${pages.url}/reports`);
    const document = sampleDocument({ name: "dropped/Dockerfile", findings: [{ rule: "dockerfile/no-user" }] });
    await page.locator("input[type=file]").setInputFiles([
      { name: "report.json", mimeType: "application/json", buffer: Buffer.from(document) },
      { name: "<img src=x>.gz", mimeType: "application/gzip", buffer: Buffer.from("no gzip") },
    ]);
    await page.getByRole("link", { name: "Sent: look at it" }).first().click();
    await page.locator("main article").waitFor();
    const isWide = await page.evaluate(widerThanWindow);

    expect(isWide).toBe(false);
  });

  test.each([
    { name: "in Japanese on dark", view: { theme: "dark", language: "ja" } },
    { name: "on a phone", view: { width: 390, height: 844 } },
  ] as const)("are accessible to everybody, $name", patience, async ({ view }) => {
    const { page } = await pages.signIn(view);
    for (const path of ["/settings/sign-on", "/settings", "/settings/notifications", "/reports"]) {
      await page.goto(`${pages.url}${path}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.waitForLoadState("networkidle");
      expect([path, ...(await findBarriers(page)), await page.evaluate(widerThanWindow)]).toEqual([path, false]);
    }
  });
});
