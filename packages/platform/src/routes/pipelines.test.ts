import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import {
  type ForgingProvider,
  type Lies,
  startForgingProvider,
} from "../identity/sign-on/fixtures/forging-provider.ts";
import { openSignOn } from "../identity/sign-on/open-sign-on.ts";
import { openTestServer, type TestAnswer, type TestServer } from "./fixtures/test-server.ts";

type Headers = Record<string, string>;

const timeoutMs = 120_000;
/** Claims as GitHub and GitLab write them. Sources: GitHub Docs, OpenID Connect reference; GitLab Docs, ID token authentication. */
const github = {
  aud: "sekisho",
  sub: "repo:acme/shop:ref:refs/heads/main",
  repository: "acme/shop",
  repository_owner: "acme",
  ref: "refs/heads/main",
};
const gitlab = {
  aud: "sekisho",
  sub: "project_path:acme/mill:ref_type:branch:ref:main",
  project_path: "acme/mill",
  ref: "main",
};

let server: TestServer;
let owner: Headers;
let issuer: ForgingProvider;
let number = 0;
beforeAll(async () => {
  issuer = await startForgingProvider();
  server = await openTestServer({ signOn: openSignOn("127.0.0.1") });
  owner = await server.signIn();
  await trust({ name: "shop", claims: { repository: "acme/shop", ref: "refs/heads/*" }, project: "default" });
  await trust({ name: "mill", claims: { project_path: "acme/mill" } });
}, timeoutMs);
afterAll(async () => {
  await server.close();
  server.services.signOn.network.client.close();
  await issuer.close();
});

describe("a pipeline", { timeout: timeoutMs }, () => {
  test.each([
    { name: "GitHub", claims: github, project: "default" },
    { name: "GitLab", claims: gitlab, project: null },
  ])("of $name gets a key that uploads, and nothing else", async ({ claims, project }) => {
    const signedIn = await signIn(claims);
    const headers = { authorization: `Bearer ${signedIn.body.key}` };
    const reads = await server.call({ url: "/api/v1/findings", headers });
    const uploads = await server.call<unknown>({
      method: "POST",
      url: "/api/v1/reports",
      headers: { ...headers, "content-type": "application/json" },
      payload: "{}",
    });

    expect(signedIn.status).toBe(201);
    expect(signedIn.body).toMatchObject({ expiresInSeconds: 900, permissions: ["reports:upload"], project });
    expect(reads.status).toBe(403);
    expect([401, 403]).not.toContain(uploads.status);
  });

  test.each<{ name: string; claims: Readonly<Record<string, unknown>>; lies?: Lies }>([
    { name: "of another repository", claims: { ...github, repository: "evil/shop" } },
    { name: "of a tag", claims: { ...github, ref: "refs/tags/v1" } },
    { name: "for another audience", claims: { ...github, aud: "other" } },
    { name: "signed by somebody else", claims: github, lies: { isForged: true } },
    { name: "not signed", claims: github, lies: { isUnsigned: true } },
    { name: "expired", claims: github, lies: { issuedAt: 1_700_000_000 } },
    { name: "of another issuer", claims: { ...github, iss: "https://evil.example" } },
    { name: "of nobody", claims: { ...github, sub: undefined } },
    { name: "without an end", claims: { ...github, exp: undefined } },
    { name: "with claims that are lists", claims: { ...github, repository: ["acme/shop"] } },
  ])("with a token $name gets nothing", async ({ claims, lies }) => {
    const refused = await signIn(claims, lies);

    expect([refused.status, refused.body.error?.code]).toEqual([401, "not-signed-in"]);
  });

  test.each(["", ".", "a.b.c", "e30.e30.", `x.${Buffer.from("[]").toString("base64url")}.x`])(
    "with %j gets nothing",
    async (token) => {
      expect([400, 401]).toContain((await send(token)).status);
    },
  );

  test("uses its token once, also when it is sent twice at once", async () => {
    const token = await issuer.sign({ ...github, jti: "once" });
    const answers = await Promise.all([send(token), send(token)]);
    const later = await send(token);

    expect(answers.map(({ status }) => status).toSorted((left, right) => left - right)).toEqual([201, 401]);
    expect(later.status).toBe(401);
  });

  test("uses its token once, also when its signature is spelled otherwise", async () => {
    const token = await issuer.sign({ ...github, jti: "spelled" });
    const first = await send(token);
    // The last sign of 64 or 256 bytes in Base64 has four bits that say nothing (RFC 4648, 3.5).
    const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const last = letters.indexOf(token.slice(-1));
    const spelled = `${token.slice(0, -1)}${letters[last ^ 1] ?? ""}`;
    const second = await send(spelled);

    expect(Buffer.from(spelled.split(".")[2] ?? "", "base64url")).toEqual(
      Buffer.from(token.split(".")[2] ?? "", "base64url"),
    );
    expect([first.status, second.status]).toEqual([201, 401]);
  });

  test("asks the issuer for its keys once for many tokens, and not for every forged one", async () => {
    for (let round = 0; round < 5; round++) await signIn(github);
    for (let round = 0; round < 5; round++) await signIn(github, { isForged: true });

    expect(issuer.asked()).toBeLessThanOrEqual(2);
  });

  test("loses its key with the rule", async () => {
    const rule = await trust({ name: "short", claims: { repository: "acme/short" } });
    const { body } = await signIn({ ...github, repository: "acme/short" });
    const headers = { authorization: `Bearer ${body.key}` };
    const before = await server.call({ url: "/api/v1/session", headers });
    await server.call({ method: "DELETE", url: `/api/v1/trust-rules/${rule.body.id}`, headers: owner });
    const after = await server.call({ url: "/api/v1/session", headers });

    expect([before.status, after.status]).toEqual([200, 401]);
  });
});

describe("a trust rule", { timeout: timeoutMs }, () => {
  test.each([
    { name: "no claim", claims: {} },
    { name: "claims that every customer of the issuer has", claims: { ref: "refs/heads/main" } },
    { name: "a star for every repository", claims: { repository: "*" } },
    { name: "hardly more than a star", claims: { sub: "re*" } },
  ])("is not made with $name", async ({ claims }) => {
    expect((await trust({ name: "wide", claims })).status).toBe(400);
  });

  test("is made by people alone, who give no more than they have", async () => {
    const key = await server.makeKey(["keys:manage", "reports:upload"]);
    const payload = { name: "x", issuer: issuer.issuer, audience: "sekisho", claims: { sub: "repo:acme/x" } };
    const byKey = await server.call({ method: "POST", url: "/api/v1/trust-rules", headers: key, payload });

    expect(byKey.status).toBe(403);
  });

  test("leads to no private address unless the owner of the server allows it", async () => {
    const signOn = openSignOn(undefined);
    const shut = await openTestServer({ signOn });
    onTestFinished(async () => {
      await shut.close();
      signOn.network.client.close();
    });
    const headers = await shut.signIn();
    const asked = issuer.asked();
    const payload = { name: "x", issuer: issuer.issuer, audience: "sekisho", claims: { repository: "acme/shop" } };
    await shut.call({ method: "POST", url: "/api/v1/trust-rules", headers, payload });
    const token = await issuer.sign({ ...github, jti: "private" });
    const refused = await shut.call({ method: "POST", url: "/api/v1/pipelines/session", payload: { token } });

    expect([refused.status, issuer.asked()]).toEqual([401, asked]);
  });
});

function trust(rule: object): Promise<TestAnswer<{ id: string }>> {
  const payload = { issuer: issuer.issuer, audience: "sekisho", ...rule };
  return server.call<{ id: string }>({ method: "POST", url: "/api/v1/trust-rules", headers: owner, payload });
}

async function signIn(claims: Readonly<Record<string, unknown>>, lies?: Lies): Promise<TestAnswer<{ key: string }>> {
  // Every job of a pipeline has a token of its own.
  number++;
  return await send(await issuer.sign({ jti: String(number), ...claims }, lies));
}

function send(token: string): Promise<TestAnswer<{ key: string }>> {
  return server.call<{ key: string }>({ method: "POST", url: "/api/v1/pipelines/session", payload: { token } });
}
