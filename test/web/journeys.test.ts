import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sampleDocument } from "../../packages/platform/src/routes/fixtures/sample-report.ts";
import { codeAt } from "../../packages/platform/src/routes/fixtures/second-factors.ts";
import { findChromium } from "../../tools/browser/open-browser.ts";
import { findBarriers, widerThanWindow } from "./find-barriers.ts";
import { type OpenPages, openPages } from "./open-pages.ts";

const chromium = findChromium(process.env);
const patience = { timeout: 180_000 };

// Without Chromium: apt-get install -y chromium fonts-noto-cjk
describe.skipIf(chromium === undefined)("pages in a browser (needs Chromium on PATH)", () => {
  let pages: OpenPages;
  beforeAll(async () => {
    pages = await openPages(chromium ?? "");
  }, 180_000);
  afterAll(() => pages.close(), 60_000);

  test("ask who you are, and lead where you wanted to go", patience, async () => {
    const { page, errors } = await pages.openPage();
    await page.goto(`${pages.url}/findings?query=state%3Aopen+nothing`);
    await page.locator("input[name=email]").fill("owner@localhost");
    await page.locator("input[name=password]").fill("wrong");
    await page.locator("button[type=submit]").click();
    const refusal = await page.getByRole("alert").textContent();
    await page.locator("input[name=password]").fill(pages.server.password);
    await page.locator("button[type=submit]").click();
    await page.getByRole("heading", { name: "Findings" }).waitFor();

    expect(refusal).toBe("tenant, e-mail address or password is wrong");
    expect(new URL(page.url()).searchParams.get("query")).toBe("state:open nothing");
    expect(errors).toEqual([]);
  });

  test.each([
    { name: "another site", next: "//evil.example/x" },
    { name: "another site with a backslash", next: "/\\evil.example" },
    { name: "a script", next: "javascript:alert(1)" },
  ])("never lead to $name after signing in", patience, async ({ next }) => {
    const { page } = await pages.openPage();
    await page.goto(`${pages.url}/sign-in?next=${encodeURIComponent(next)}`);
    await page.locator("input[name=email]").fill("owner@localhost");
    await page.locator("input[name=password]").fill(pages.server.password);
    await page.locator("button[type=submit]").click();
    await page.locator("#content").waitFor();

    expect(page.url()).toBe(`${pages.url}/`);
  });

  test("tell how a finding is decided, and take it back", patience, async () => {
    const name = "decided/Dockerfile";
    await pages.upload(sampleDocument({ name, findings: [{ rule: "dockerfile/no-user" }] }));
    const { page, errors } = await pages.signIn();
    await page.goto(`${pages.url}/findings?query=${encodeURIComponent(`state:open asset:${name}`)}`);
    await page.getByRole("row").nth(1).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("heading", { name: "Container runs as root" }).waitFor();
    await dialog.getByLabel("Reason").fill("the base image drops its rights by itself");
    await dialog.getByRole("button", { name: "Save decision" }).click();
    await page.getByText("The decision is saved").waitFor();
    await dialog.getByText("Accepted", { exact: true }).first().waitFor();
    await dialog.getByRole("button", { name: "Take it back" }).first().click();
    await dialog.getByText("ended").first().waitFor();

    await dialog.getByText(/^(?:Open|Reopened)$/).waitFor();

    expect(errors).toEqual([]);
  });

  test("count what is open, and each number leads to what it counts", patience, async () => {
    await pages.upload(
      sampleDocument({
        name: "counted/Dockerfile",
        findings: [1, 2, 3].map((place) => ({ rule: `test/counted-${place}`, severity: "critical" as const })),
      }),
    );
    const { page } = await pages.signIn();
    const link = page.getByRole("definition").first().getByRole("link");
    const count = await link.textContent();
    await link.click();
    await page.getByRole("grid").waitFor();

    // Nothing else of these tests is critical.
    expect(count).toBe("3");
    expect(await page.getByRole("status").first().textContent()).toBe("3 findings");
  });

  test("invite a viewer, who then reads and decides nothing", patience, async () => {
    await pages.upload(sampleDocument({ name: "viewed/Dockerfile", findings: [{ rule: "dockerfile/no-user" }] }));
    const { page: ownersPage } = await pages.signIn();
    await ownersPage.goto(`${pages.url}/settings`);
    await ownersPage.getByLabel("E-mail address").fill("viewer@example.com");
    await ownersPage.getByRole("button", { name: "Invite" }).click();
    const link = await ownersPage.locator("[data-made-link]").textContent();
    const { page, errors } = await pages.openPage();
    await page.goto(link ?? "");
    await page.getByLabel("Your name").fill("Hanako");
    await page.locator("input[name=password]").fill("passwordpassword");
    await page.getByRole("button", { name: "Save and sign in" }).click();
    const refusal = await page.getByRole("alert").textContent();
    await page.locator("input[name=password]").fill("four words with blanks");
    await page.getByRole("button", { name: "Save and sign in" }).click();
    await page.locator("#content").waitFor();
    await page.goto(`${pages.url}/findings?query=asset%3Aviewed%2FDockerfile`);
    await page.getByRole("row").nth(1).click();
    await page.getByRole("dialog").getByRole("heading", { name: "History" }).waitFor();

    expect(refusal).toContain("attackers try first");
    expect(await page.getByRole("button", { name: "Save decision" }).count()).toBe(0);
    expect(await page.getByRole("button", { name: "Add comment" }).count()).toBe(0);
    expect(errors.filter((error) => !error.includes("status of 400"))).toEqual([]);
  });

  test("ask for a second factor once there is one, and take a recovery code", patience, async () => {
    const { page: ownersPage } = await pages.signIn();
    await ownersPage.goto(`${pages.url}/settings`);
    await ownersPage.getByLabel("E-mail address").fill("factor@example.com");
    await ownersPage.getByRole("button", { name: "Invite" }).click();
    const link = await ownersPage.locator("[data-made-link]").textContent();
    const { page, errors } = await pages.openPage();
    await page.goto(link ?? "");
    await page.locator("input[name=password]").fill("four words with blanks");
    await page.getByRole("button", { name: "Save and sign in" }).click();
    await page.locator("#content").waitFor();
    await page.goto(`${pages.url}/settings`);
    await page.getByRole("button", { name: "Set up app" }).click();
    const secret = await page.locator("[data-secret]").textContent();
    await page.getByLabel("First code").fill(codeAt(secret ?? "", Date.now()));
    await page.getByRole("button", { name: "Confirm" }).click();
    await page.getByText("Keep these codes").waitFor();
    const recoveryCode = await page.locator("[role=status] li code").first().textContent();
    await page.getByRole("button", { name: "factor@example.com" }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.locator("input[name=email]").fill("factor@example.com");
    await page.locator("input[name=password]").fill("four words with blanks");
    await page.locator("button[type=submit]").click();
    await page.locator("input[name=code]").fill("wrong code");
    await page.locator("button[type=submit]").click();
    const refusal = await page.getByRole("alert").textContent();
    await page.locator("input[name=code]").fill(recoveryCode ?? "");
    await page.locator("button[type=submit]").click();
    await page.locator("#content").waitFor();

    expect(refusal).not.toBe("");
    expect(errors).toEqual([]);
  });

  test("speak the other language from one click on", patience, async () => {
    const { page } = await pages.signIn();
    await page.getByRole("button", { name: "日本語" }).click();
    await page.getByRole("link", { name: "検出事項" }).waitFor();
    await page.reload();
    await page.getByRole("link", { name: "検出事項" }).waitFor();

    expect(await page.locator("html").getAttribute("lang")).toBe("ja");
  });

  test("show hostile texts as texts", patience, async () => {
    const hostile = [
      "<img src=x onerror=\"document.title='run'\">",
      "</script><script>document.title='run'</script>",
      "\u202eevil\u202c \u001b[31mred\u001b[0m {{constructor.constructor('document.title=1')()}}",
      "x".repeat(10_000),
    ];
    await pages.upload(
      sampleDocument({
        name: "<b>hostile</b>/Dockerfile",
        findings: hostile.map((message, place) => ({
          rule: `test/hostile-${place}`,
          subject: message.slice(0, 400),
          message,
        })),
      }),
    );
    const { page, errors } = await pages.signIn();
    await page.goto(`${pages.url}/findings?query=${encodeURIComponent("rule:test/hostile-*")}`);
    await page.getByRole("row").nth(4).waitFor();
    for (let place = 1; place <= hostile.length; place++) {
      await page.getByRole("row").nth(place).click();
      await page.getByRole("dialog").locator("article").waitFor();
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "hidden" });
    }

    expect(await page.title()).toBe("Sekisho");
    expect(await page.locator("main img, main b").count()).toBe(0);
    expect(await page.evaluate(widerThanWindow)).toBe(false);
    expect(errors).toEqual([]);
  });

  test.each([{ theme: "light" }, { theme: "dark" }] as const)(
    "are accessible to everybody, on $theme",
    patience,
    async ({ theme }) => {
      const { page } = await pages.signIn({ theme });
      const lists = ["/", "/findings", "/assets", "/components", "/advisories", "/reports", "/compliance"];
      for (const path of ["/sign-in", ...lists, "/compliance/nist-sp800-190@2017", "/settings"]) {
        await page.goto(`${pages.url}${path}`);
        await page.getByRole("heading", { level: 1 }).waitFor();
        await page.waitForLoadState("networkidle");

        expect([path, ...(await findBarriers(page))]).toEqual([path]);
      }
    },
  );

  test.each(["/assets", "/reports", "/compliance"])(
    "below %s can be shared: the address shows the same thing when it is loaded again",
    patience,
    async (path) => {
      const { page } = await pages.signIn();
      await page.goto(`${pages.url}${path}`);
      await page.locator(`main a[href^='${path}/']`).first().click();
      await page.waitForURL(`**${path}/**`);
      await page.waitForLoadState("networkidle");
      const heading = await page.getByRole("heading", { level: 1 }).innerText();
      await page.reload();
      await page.getByRole("heading", { level: 1, name: heading, exact: true }).waitFor();

      expect(new URL(page.url()).pathname.startsWith(`${path}/`)).toBe(true);
    },
  );

  test("are accessible to everybody: a finding", patience, async () => {
    const { page } = await pages.signIn();
    await page.goto(`${pages.url}/findings`);
    await page.getByRole("row").nth(1).click();
    await page.getByRole("link", { name: "Open page" }).click();
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.locator("main article").waitFor();

    expect(await findBarriers(page)).toEqual([]);
  });
});
