import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startRealProvider } from "../../packages/platform/src/identity/sign-on/fixtures/real-provider.ts";
import { openSignOn } from "../../packages/platform/src/identity/sign-on/open-sign-on.ts";
import { makeIdentityProvider } from "../../packages/platform/src/identity/sign-on/saml/fixtures/identity-provider.ts";
import { makeHttpClient } from "../../packages/platform/src/outbox/send-request.ts";
import { type FakeStripe, startFakeStripe } from "../../packages/platform/src/plans/fixtures/fake-stripe.ts";
import { parsePlanBook } from "../../packages/platform/src/plans/plan-book.ts";
import type { PlanServices } from "../../packages/platform/src/plans/plan-services.ts";
import { openStripe } from "../../packages/platform/src/plans/stripe/stripe-provider.ts";
import { sampleDocument } from "../../packages/platform/src/routes/fixtures/sample-report.ts";
import { findChromium } from "../../tools/browser/open-browser.ts";
import { findBarriers, widerThanWindow } from "./find-barriers.ts";
import { joinTenant } from "./join-tenant.ts";
import { type OpenPages, openPages } from "./open-pages.ts";

const chromium = findChromium(process.env);
const patience = { timeout: 180_000 };

// Without Chromium: apt-get install -y chromium fonts-noto-cjk
describe.skipIf(chromium === undefined)("settings in a browser (needs Chromium on PATH)", () => {
  const records: string[][] = [];
  let pages: OpenPages;
  let payments: Awaited<ReturnType<typeof startFakeStripe>>;
  beforeAll(async () => {
    const signOn = { ...openSignOn("127.0.0.1"), resolveTexts: () => Promise.resolve(records) };
    payments = await startFakeStripe();
    pages = await openPages(chromium ?? "", { signOn, plans: plansPaidAt(payments.stripe) });
  }, 180_000);
  afterAll(async () => {
    await pages.close();
    payments.close();
  }, 60_000);

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

  test("let somebody in by SAML, whose provider answers with a form", patience, async () => {
    const headers = await pages.server.signIn();
    const claim = { method: "POST", url: "/api/v1/domains", headers, payload: { domain: "example.org" } } as const;
    records.push([(await pages.server.call<{ recordText: string }>(claim)).body.recordText]);
    await pages.server.call({ method: "POST", url: "/api/v1/domains/example.org/proof", headers });
    const provider = makeIdentityProvider();
    const { page, errors } = await pages.signIn();
    await page.goto(`${pages.url}/settings/sign-on`);
    await page.getByRole("combobox", { name: "Protocol" }).click();
    await page.getByRole("option", { name: "SAML 2.0" }).click();
    await page.getByLabel("Name on the sign-in page").fill("Head office");
    await page.getByLabel("Entity ID of the provider").fill(provider.issuer);
    await page.getByLabel("Sign-in address").fill(provider.signInAddress);
    await page.getByLabel("Certificates").fill(provider.certificate);
    await page.getByLabel("Group 1", { exact: true }).fill("developers");
    await page.getByRole("button", { name: "Set up" }).click();
    await page.getByRole("cell", { name: "Head office", exact: true }).waitFor();
    const { page: jiros } = await pages.openPage();
    const attributes = { email: ["jiro@example.org"], groups: ["developers"] };
    await jiros.route("https://idp.example/**", async (route) => {
      const address = route.request().url();
      const fields = [...provider.answer(address, { nameId: "jiro", attributes })]
        .map(([name, value]) => `<input name="${name}" value="${value}">`)
        .join("");
      const form = `<form method="post" action="${provider.read(address).answerAddress}">${fields}<button>On</button></form>`;
      await route.fulfill({ contentType: "text/html", body: form });
    });
    await jiros.goto(`${pages.url}/sign-in`);
    await jiros.getByRole("button", { name: /Head office/ }).click();
    await jiros.getByRole("button", { name: "On" }).click();
    await jiros.getByRole("button", { name: "jiro@example.org" }).waitFor();

    expect(errors).toEqual([]);
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

  test("make a role of one's own, and give it to a member", patience, async () => {
    await joinTenant(pages, "narrow@example.com");
    const { page, errors } = await pages.signIn();
    await page.goto(`${pages.url}/settings/roles`);
    await page.getByText("No role of your own yet").waitFor();
    await page.getByLabel("Name of the role").fill("Trail readers");
    await page.getByRole("combobox", { name: "It counts in" }).click();
    await page.getByRole("option", { name: "Projects that a member sees" }).click();
    const trail = page.getByRole("checkbox", { name: /^See who did what/ });
    const isClosedInProjects = await trail.isDisabled();
    await page.getByRole("combobox", { name: "It counts in" }).click();
    await page.getByRole("option", { name: "The whole tenant" }).click();
    await trail.check();
    await page.getByRole("checkbox", { name: /^See projects/ }).check();
    await page.getByRole("button", { name: "Make role" }).click();
    await page.getByRole("button", { name: "Change role Trail readers" }).waitFor();
    const barriers = await findBarriers(page);
    await page.goto(`${pages.url}/settings`);
    await page.getByRole("combobox", { name: "Role of narrow@example.com" }).click();
    await page.getByRole("option", { name: "Trail readers" }).click();
    await page.goto(`${pages.url}/settings/roles`);
    await page.getByText("Somebody has it").waitFor();
    const headers = await pages.server.signIn();
    const { body } = await pages.server.call<{ members: readonly { email: string; customRole: unknown }[] }>({
      url: "/api/v1/members",
      headers,
    });

    expect(isClosedInProjects).toBe(true);
    expect(body.members.find(({ email }) => email === "narrow@example.com")?.customRole).toMatchObject({
      title: "Trail readers",
    });
    expect(barriers).toEqual([]);
    expect(errors).toEqual([]);
  });

  test("let a second person agree to what somebody decided, and refuse another", patience, async () => {
    await pages.upload(
      sampleDocument({ name: "second", findings: [{ rule: "test/agreed" }, { rule: "test/refused" }] }),
    );
    const editor = await joinTenant(pages, "decider@example.com", "editor");
    const owner = await pages.server.signIn();
    await pages.server.call({
      method: "PUT",
      url: "/api/v1/approval-rule",
      headers: owner,
      payload: { isApprovalNeeded: true },
    });
    for (const rule of ["test/agreed", "test/refused"]) {
      const payload = { verdict: "accepted", reason: "nobody reaches it", scope: "tenant", rule };
      await pages.server.call({ method: "POST", url: "/api/v1/decisions", headers: editor, payload });
    }
    const { page, errors } = await pages.signIn();
    await page.goto(`${pages.url}/settings/exceptions?state=waiting`);
    await page.getByRole("button", { name: "Agree to the decision about test/agreed" }).click();
    await page.getByText("Agreed: 1 finding changed.").waitFor();
    await page.getByRole("button", { name: "Refuse the decision about test/refused" }).click();
    await page.getByText("Nothing waits for a second person").waitFor();
    await page.getByRole("combobox", { name: "State" }).click();
    await page.getByRole("option", { name: "In force" }).click();
    await page.getByRole("cell", { name: "test/agreed everywhere" }).waitFor();
    const statuses = await statusesOf(pages, "test/");
    const barriers = await findBarriers(page);
    await pages.server.call({
      method: "PUT",
      url: "/api/v1/approval-rule",
      headers: owner,
      payload: { isApprovalNeeded: false },
    });

    expect(statuses).toMatchObject({ "test/agreed": "accepted", "test/refused": "open" });
    expect(barriers).toEqual([]);
    expect(errors).toEqual([]);
  });

  test("say what is used of the plan, and buy another one", patience, async () => {
    const { page } = await pages.signIn();
    await page.goto(`${pages.url}/settings`);
    await page.getByRole("link", { name: "Plan and usage" }).click();
    await page.getByText("Your plan is Free.").waitFor();
    const uploads = page.getByRole("row", { name: /Uploads of reports/ }).first();
    await uploads.waitFor();
    const said = await uploads.textContent();
    await page.getByText("The first month is not over yet.").waitFor();
    await page.route("https://checkout.example.com/**", (route) => route.fulfill({ body: "the checkout" }));
    await page.getByRole("button", { name: "Buy the plan Team" }).click();
    await page.waitForURL("https://checkout.example.com/cs_1");

    expect(said).toContain("100200");
    expect(payments.stripe.asked.map(({ path }) => path)).toContain("/v1/checkout/sessions");
  });

  test("change a destination, whose secret stays", patience, async () => {
    const headers = await pages.server.signIn();
    const settings = { url: "https://jira.example", project: "SEC", tellsClosing: false };
    const payload = { name: "Tickets", kind: "jira", settings, secret: "of a test, of no use" };
    await pages.server.call({ method: "POST", url: "/api/v1/destinations", headers, payload });
    const { page, errors } = await pages.signIn();
    await page.goto(`${pages.url}/settings/notifications`);
    await page.getByRole("button", { name: "Change Tickets" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name", { exact: true }).fill("Issues");
    await dialog.getByLabel("Key of the project").fill("OPS");
    const barriers = await findBarriers(page);
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByRole("cell", { name: "Issues", exact: true }).waitFor();
    const { body } = await pages.server.call<{ destinations: readonly { name: string; settings: unknown }[] }>({
      url: "/api/v1/destinations",
      headers,
    });

    expect(body.destinations.find(({ name }) => name === "Issues")?.settings).toEqual({
      ...settings,
      project: "OPS",
      issueType: "Task",
    });
    expect(barriers).toEqual([]);
    expect(errors).toEqual([]);
  });

  test("take everything along, ask for deletion, and keep the tenant", patience, async () => {
    const { page, errors } = await pages.signIn();
    await page.goto(`${pages.url}/settings/tenant`);
    const forms = page.getByLabel(/^Type the tenant's name/);
    const begin = page.getByRole("button", { name: "Begin export" });
    await forms.first().fill("another");
    const isClosed = await begin.isDisabled();
    await forms.first().fill("default");
    await begin.click();
    await page.getByText("waits for its turn").or(page.getByText("is being written")).waitFor();
    await pages.work();
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: /^Download the archive/ }).click();
    const archive = await download;
    await forms.last().fill("default");
    await page.getByRole("button", { name: "Ask for deletion" }).click();
    const receipt = await page.locator("[data-receipt]").textContent();
    const barriers = await findBarriers(page);
    await page.getByRole("button", { name: "Keep the tenant" }).click();
    await page.getByText("The tenant stays.").waitFor();
    await page.getByRole("link", { name: "Read a certificate of deletion" }).click();
    await page.getByLabel("Receipt").fill(receipt ?? "");
    await page.getByRole("button", { name: "Read certificate" }).click();
    await page.getByRole("alert").waitFor();

    expect(isClosed).toBe(true);
    expect(archive.suggestedFilename()).toMatch(/^sekisho-.*\.tar$/);
    expect(receipt?.length).toBeGreaterThan(20);
    expect(barriers).toEqual([]);
    expect(errors.filter((error) => !error.includes("status of 404"))).toEqual([]);
  });

  test.each([
    { name: "in Japanese on dark", view: { theme: "dark", language: "ja" } },
    { name: "on a phone", view: { width: 390, height: 844 } },
  ] as const)("are accessible to everybody, $name", patience, async ({ view }) => {
    const { page } = await pages.signIn(view);
    const ofSettings = ["sign-on", "notifications", "roles", "exceptions", "usage", "tenant"];
    for (const path of ["/settings", ...ofSettings.map((name) => `/settings/${name}`), "/reports", "/certificate"]) {
      await page.goto(`${pages.url}${path}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.waitForLoadState("networkidle");
      expect([path, ...(await findBarriers(page)), await page.evaluate(widerThanWindow)]).toEqual([path, false]);
    }
  });
});

/** Plans of which uploads are limited so that a few are near the limit; paid for at a server that answers as Stripe does. */
function plansPaidAt({ url, key, webhookSecret }: FakeStripe): PlanServices {
  const plans = [
    { name: "free", title: { en: "Free", ja: "無料" }, limits: { uploads: { soft: 100, hard: 200 } } },
    { name: "team", title: { en: "Team", ja: "チーム" }, stripe: { prices: ["price_team"] } },
    { name: "company", title: { en: "Company", ja: "企業" }, stripe: { prices: ["price_company"] } },
  ];
  const http = makeHttpClient({ isAllowedByOwner: () => true });
  const book = parsePlanBook(JSON.stringify({ default: "free", plans }));
  return { book, provider: openStripe({ url, key, webhookSecret, http }) };
}

/** Gives the states of the findings whose rule begins so, by rule. */
async function statusesOf({ server }: OpenPages, start: string): Promise<Record<string, string>> {
  const headers = await server.signIn();
  const { body } = await server.call<{ findings: readonly { rule: string; status: string }[] }>({
    url: "/api/v1/findings?limit=200",
    headers,
  });
  const asked = body.findings.filter(({ rule }) => rule.startsWith(start));
  return Object.fromEntries(asked.map(({ rule, status }) => [rule, status]));
}
