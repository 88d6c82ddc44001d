import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decoded, type Letter, openMailServer } from "../destinations/fixtures/mail-server.ts";
import { makeTestTools } from "../destinations/fixtures/sample-notice.ts";
import { openMailTransport } from "../destinations/mail-transport.ts";
import { jobs } from "../jobs/registry.ts";
import { Worker } from "../jobs/worker.ts";
import { openTestServer, type TestAnswer, type TestServer } from "./fixtures/test-server.ts";

interface MadeLink {
  readonly id: string;
  readonly link: string | null;
  readonly mail: { readonly state: string; readonly sentAt: string | null } | null;
}

interface Trail {
  readonly entries: readonly {
    readonly action: string;
    readonly subject: string;
    readonly details: Readonly<Record<string, unknown>>;
  }[];
}

const timeoutMs = 120_000;
const password = "four words with blanks";

let server: TestServer;
let owner: Record<string, string>;
let letters: readonly Letter[];
/** What the mail server answers to a mail, by the address that it is for. */
const refusals = new Map<string, number[]>();
let close: () => Promise<void>;
beforeAll(async () => {
  const mailServer = await openMailServer(({ to: [to = ""] }) => refusals.get(to)?.shift());
  ({ letters } = mailServer);
  const mail = openMailTransport(mailServer.url, "Sekisho <sekisho@example.com>");
  server = await openTestServer({ outgoing: { ...makeTestTools(), mail } });
  owner = await server.signIn();
  close = async () => {
    mail?.close();
    await server.close();
    await mailServer.close();
  };
}, timeoutMs);
afterAll(() => close());

describe("an invitation by mail", { timeout: timeoutMs }, () => {
  test.each([
    { language: "en", said: "invites you to", title: "you are invited to" },
    { language: "ja", said: "に招待されました。", title: "への招待" },
  ])("brings the link to whom it is for and to nobody else, in $language", async ({ language, said, title }) => {
    const email = `${language}@example.com`;
    const made = await invite(email, { role: "viewer", language });
    const listed = await find(made.body.id);
    await drain();
    const [letter] = lettersTo(email);
    const text = decoded(letter);
    const answered = await answer(tokenIn(text), { name: "Hanako", password });
    const again = await answer(tokenIn(text), { name: "Somebody else", password });

    expect(made).toMatchObject({ status: 201, body: { link: null, mail: { state: "waiting", sentAt: null } } });
    expect(listed?.mail?.state).toBe("waiting");
    expect(letter).toMatchObject({ from: "sekisho@example.com", to: [email] });
    expect(letter?.text).toContain("Content-Type: multipart/alternative");
    expect(letter?.text).toContain(`Message-ID: <${made.body.id}.1@example.com>`);
    expect(text).toContain(said);
    expect(text).toContain(`<html lang="${language}">`);
    expect(text).toContain(title);
    expect(text.match(/https:\/\/sekisho\.example\.com\/welcome#/g)?.length).toBeGreaterThanOrEqual(3);
    expect([answered.status, again.status]).toEqual([201, 404]);
    expect(answered.body).toMatchObject({ tenant: "default", email });
  });

  test("says that it was sent, and is on record with each step", async () => {
    const made = await invite("record@example.com", { role: "editor" });
    await drain();
    const shown = await find(made.body.id);
    const token = tokenIn(decoded(lettersTo("record@example.com")[0]));
    await call("DELETE", `/api/v1/invitations/${made.body.id}`);
    const trail = await server.call<Trail>({ url: "/api/v1/audit", headers: owner });
    const steps = trail.body.entries.filter(({ subject }) => subject === made.body.id);

    expect(shown?.mail).toMatchObject({ state: "sent", sentAt: expect.any(String) });
    expect(steps.map(({ action }) => action).toSorted()).toEqual([
      "invitation.create",
      "invitation.mail",
      "invitation.revoke",
    ]);
    expect(JSON.stringify(trail.body)).not.toContain(token.split(".")[1]);
    expect((await answer(token, { password })).status).toBe(404);
  });

  test("stands nowhere in the database but as a hash, before it is sent and after", async () => {
    await invite("hash@example.com", { role: "viewer" });
    const before = await dump();
    await drain();
    const [, secret = ""] = tokenIn(decoded(lettersTo("hash@example.com")[0])).split(".");
    const hex = Buffer.from(secret, "base64url").toString("hex");
    const after = await dump();

    expect(before).toContain("hash@example.com");
    for (const text of [before, after]) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain(hex);
    }
  });

  test("is sent again with another link, and the one before is good no more", async () => {
    const made = await invite("again@example.com", { role: "viewer" });
    await drain();
    const resent = await call<MadeLink>("POST", `/api/v1/invitations/${made.body.id}/resend`, { language: "ja" });
    await drain();
    const [first, second] = lettersTo("again@example.com").map((letter) => tokenIn(decoded(letter)));
    const statuses = [
      (await answer(first ?? "", { password })).status,
      (await answer(second ?? "", { password })).status,
      (await call("POST", `/api/v1/invitations/${made.body.id}/resend`, {})).status,
    ];

    expect(resent).toMatchObject({ status: 200, body: { id: made.body.id, link: null, mail: { state: "waiting" } } });
    expect(decoded(lettersTo("again@example.com")[1])).toContain("招待を受ける");
    expect(statuses).toEqual([404, 201, 404]);
  });

  test("can be handed over instead: then the link is in the answer and no mail goes out", async () => {
    const made = await invite("hand@example.com", { role: "viewer", delivery: "link" });
    await drain();
    const mailed = await call<MadeLink>("POST", `/api/v1/invitations/${made.body.id}/resend`, {});
    const handed = await call<MadeLink>("POST", `/api/v1/invitations/${made.body.id}/resend`, { delivery: "link" });
    await drain();
    const answered = await answer(handed.body.link?.split("#")[1] ?? "", { password });

    expect(made.body.mail).toBeNull();
    expect(mailed.body.mail?.state).toBe("waiting");
    // The mail that waited would have brought a link that is good no more.
    expect(lettersTo("hand@example.com")).toEqual([]);
    expect(answered.status).toBe(201);
  });

  test("that the mail server takes later is the same mail with the same link", async () => {
    refusals.set("later@example.com", [451, 421]);
    const made = await invite("later@example.com", { role: "viewer" });
    await drain();
    const texts = lettersTo("later@example.com").map(decoded);
    const ids = lettersTo("later@example.com").map(({ text }) => /Message-ID: (\S+)/.exec(text)?.[1]);

    expect(texts.map(tokenIn)).toEqual(Array<string>(3).fill(tokenIn(texts[0] ?? "")));
    expect(new Set(ids)).toEqual(new Set([`<${made.body.id}.1@example.com>`]));
    expect((await find(made.body.id))?.mail?.state).toBe("sent");
  });

  test.each([
    { name: "for good", refusal: 550, attempts: 1 },
    { name: "again and again", refusal: 451, attempts: 20 },
  ])("that is refused $name has failed, which is shown and on record", async ({ refusal, attempts }) => {
    const email = `refused-${refusal}@example.com`;
    refusals.set(email, Array<number>(30).fill(refusal));
    const made = await invite(email, { role: "viewer" });
    await drain();
    const trail = await server.call<Trail>({ url: "/api/v1/audit?action=invitation.mail", headers: owner });
    const entry = trail.body.entries.find(({ subject }) => subject === made.body.id);

    expect(lettersTo(email)).toHaveLength(attempts);
    expect((await find(made.body.id))?.mail).toEqual({ state: "failed", sentAt: null });
    expect(entry?.details).toMatchObject({ ended: "failed", reason: "refused" });
  });

  test.each<{ name: string; spoil: (id: string) => Promise<unknown> }>([
    { name: "was taken back", spoil: (id) => call("DELETE", `/api/v1/invitations/${id}`) },
    {
      name: "is too old",
      spoil: (id) => asAdmin("UPDATE invitations SET expires_at = now() WHERE invitation_id = $1", id),
    },
    { name: "was made anew", spoil: () => invite("spoilt@example.com", { role: "viewer", delivery: "link" }) },
  ])("is not sent any more once it $name", async ({ spoil }) => {
    const before = lettersTo("spoilt@example.com").length;
    const made = await invite("spoilt@example.com", { role: "viewer", language: "en" });
    await spoil(made.body.id);
    await drain();

    expect(made.status).toBe(201);
    expect(lettersTo("spoilt@example.com")).toHaveLength(before);
  });

  test("goes to one address five times an hour, however it is asked for", async () => {
    const made = await invite("flood@example.com", { role: "viewer" });
    const statuses = [made.status];
    let { id } = made.body;
    for (let mails = 1; mails < 5; mails++) {
      if (mails % 2 === 0) {
        const next = await invite("flood@example.com", { role: "viewer" });
        statuses.push(next.status);
        ({ id } = next.body);
      } else statuses.push((await call("POST", `/api/v1/invitations/${id}/resend`, {})).status);
    }
    const sixth = await call("POST", `/api/v1/invitations/${id}/resend`, {});
    const seventh = await invite("flood@example.com", { role: "viewer" });
    const byHand = await invite("flood@example.com", { role: "viewer", delivery: "link" });

    expect(statuses).toEqual([201, 200, 201, 200, 201]);
    expect([sixth.body.error?.code, seventh.body.error?.code]).toEqual(["too-many-requests", "too-many-requests"]);
    expect(byHand.status).toBe(201);
  });

  test("shows names as names, whatever is in them", async () => {
    const evil = 'Eve <img src=x onerror="alert(1)">\u202e';
    await call("PATCH", "/api/v1/account", { name: evil });
    await invite("html@example.com", { role: "viewer", language: "en" });
    await drain();
    await call("PATCH", "/api/v1/account", { name: "Owner" });
    const text = decoded(lettersTo("html@example.com")[0]);

    expect(text).toContain("Eve &lt;img src=x onerror=&quot;alert(1)&quot;&gt;");
    expect(text).not.toContain("\u202e");
  });

  test("for a new password goes to the member alone", async () => {
    const made = await invite("lost@example.com", { role: "viewer", delivery: "link" });
    await answer(made.body.link?.split("#")[1] ?? "", { password });
    const members = await server.call<{ members: { id: string; email: string }[] }>({
      url: "/api/v1/members",
      headers: owner,
    });
    const member = members.body.members.find(({ email }) => email === "lost@example.com");
    const link = await call<MadeLink>("POST", `/api/v1/members/${member?.id}/password-link`);
    await drain();
    const text = decoded(lettersTo("lost@example.com")[0]);
    const answered = await answer(tokenIn(text), { password: "another five words with blanks" });

    expect(link.body.link).toBeNull();
    expect(text).toContain("a new password");
    expect(answered.status).toBe(201);
  });
});

describe("whoever opens a link", { timeout: timeoutMs }, () => {
  test("sees for whom it is, without using it", async () => {
    const made = await invite("look@example.com", { role: "viewer", delivery: "link" });
    const token = made.body.link?.split("#")[1] ?? "";
    const opened = await look(token);

    expect(opened).toMatchObject({
      status: 200,
      body: { tenant: { name: "default" }, email: "look@example.com", kind: "account", providers: [] },
    });
    expect((await answer(token, { password })).status).toBe(201);
    expect((await look(token)).status).toBe(404);
  });

  test.each([
    { name: "made up", token: `00000000-0000-4000-8000-000000000000.${"A".repeat(43)}` },
    { name: "no token", token: "x" },
    { name: "long", token: "x".repeat(500) },
  ])("learns nothing by one that is $name", async ({ token }) => {
    const looked = await look(token);
    const answered = await answer(token, { password });

    expect(looked.status).toBe(404);
    expect(looked.body.error?.message).toBe(answered.body.error?.message);
  });
});

test("somebody who may give less does not send again what gives more", { timeout: timeoutMs }, async () => {
  const made = await invite("boss@example.com", { role: "owner", delivery: "link" });
  const admin = await invite("admin@example.com", { role: "admin", delivery: "link" });
  await answer(admin.body.link?.split("#")[1] ?? "", { password });
  const signedIn = await server.call({
    method: "POST",
    url: "/api/v1/session",
    payload: { email: "admin@example.com", password },
  });
  const [cookie = ""] = String(signedIn.headers["set-cookie"]).split(";");
  const headers = { cookie, origin: "http://localhost", host: "localhost" };
  const resent = await server.call<MadeLink>({
    method: "POST",
    url: `/api/v1/invitations/${made.body.id}/resend`,
    headers,
    payload: { delivery: "link" },
  });

  expect(resent.body.error?.code).toBe("not-permitted");
  expect((await answer(made.body.link?.split("#")[1] ?? "", { password })).status).toBe(201);
});

function call<Body>(method: "POST" | "PATCH" | "DELETE", url: string, payload?: object): Promise<TestAnswer<Body>> {
  return server.call<Body>({ method, url, headers: owner, ...(payload === undefined ? {} : { payload }) });
}

function invite(email: string, more: object): Promise<TestAnswer<MadeLink>> {
  return call<MadeLink>("POST", "/api/v1/invitations", { email, ...more });
}

async function find(id: string): Promise<MadeLink | undefined> {
  const list = await server.call<{ invitations: MadeLink[] }>({ url: "/api/v1/invitations", headers: owner });
  return list.body.invitations.find((one) => one.id === id);
}

function answer(token: string, said: { name?: string; password: string }): Promise<TestAnswer<unknown>> {
  return server.call({ method: "POST", url: "/api/v1/invitations/answer", payload: { token, ...said } });
}

function look(token: string): Promise<TestAnswer<unknown>> {
  return server.call({ method: "POST", url: "/api/v1/invitations/opened", payload: { token } });
}

function lettersTo(email: string): readonly Letter[] {
  return letters.filter(({ to }) => to.includes(email));
}

function tokenIn(text: string): string {
  return /\/welcome#([\w.-]+)/.exec(text)?.[1] ?? "";
}

async function drain(): Promise<void> {
  const errors: unknown[] = [];
  const { services, store } = server;
  const onError = (error: unknown): void => void errors.push(error);
  await new Worker({ jobs, services, connection: { url: store.workerUrl }, places: 1, onError }).drain();
  expect(errors).toEqual([]);
}

/** Everything that stands in the tables of people and of work, as text. */
async function dump(): Promise<string> {
  const tables = ["invitations", "jobs", "audit_entries", "accounts"];
  const parts = await Promise.all(
    tables.map((table) => asAdmin(`SELECT row_to_json(t)::text AS text FROM ${table} t`)),
  );
  return parts.join("\n");
}

async function asAdmin(statement: string, ...values: readonly string[]): Promise<string> {
  const admin = new pg.Client({ connectionString: server.store.adminUrl });
  await admin.connect();
  try {
    const { rows } = await admin.query<{ text?: string }>(statement, [...values]);
    return rows.map(({ text }) => text ?? "").join("\n");
  } finally {
    await admin.end();
  }
}
