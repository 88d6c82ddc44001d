import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { type CatcherAnswer, type CaughtRequest, useCatcher } from "./fixtures/catcher.ts";
import { decoded, useMailServer } from "./fixtures/mail-server.ts";
import { makeTestTools, sampleMessage, sampleNotice } from "./fixtures/sample-notice.ts";
import { moveIssue, readIssueState } from "./jira.ts";
import { openMailTransport } from "./mail-transport.ts";
import { senders } from "./registry.ts";
import type { AnySender, OpenDestination, SendResult } from "./sender.ts";
import { signAws } from "./sign-aws.ts";
import { signDelivery } from "./webhook-signature.ts";

function senderOf(kind: string): AnySender {
  const found = senders.find((sender) => sender.kind === kind);
  if (found === undefined) throw new Error(`expected a sender for ${kind}`);
  return found;
}

function to(settings: unknown, secret = "", language: "en" | "ja" = "en"): OpenDestination<unknown> {
  return { settings, secret, language };
}

/** Sends the sample to a server of its own; gives what arrived there. */
async function deliver(
  kind: string,
  destinationOf: (url: string) => OpenDestination<unknown>,
  answer?: (request: CaughtRequest) => CatcherAnswer,
): Promise<{
  readonly url: string;
  readonly caught: readonly CaughtRequest[];
  readonly first: CaughtRequest;
  readonly result: SendResult;
}> {
  const { url, caught } = await useCatcher(answer);
  const result = await senderOf(kind).send(sampleMessage, destinationOf(url), makeTestTools());
  const [first] = caught;
  if (first === undefined) throw new Error(`expected a request of ${kind}`);
  return { url, caught, first, result };
}

/** Sends the sample to a server that does not take it. */
async function fail(
  kind: string,
  destinationOf: (url: string) => OpenDestination<unknown>,
  answer: CatcherAnswer,
): Promise<SendResult> {
  const { url } = await useCatcher(() => answer);
  return await senderOf(kind).send(sampleMessage, destinationOf(url), makeTestTools());
}

describe("a webhook", () => {
  // Computed by openssl dgst -sha256 -mac HMAC over id, time and body with dots between them.
  test("signs as Standard Webhooks say", () => {
    const delivery = { id: "msg_p5jXN8AQM9LWM0D4loKWxlek", timestamp: 1_614_265_330, body: '{"test": 2432232314}' };
    const headers = signDelivery(delivery, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    expect(headers["webhook-signature"]).toBe("v1,BWy17FPvrvgB9B8Tq0JOg4pHYngeNOMHSr/OYzFsrg0=");
  });

  test("receives the whole notice once with an id, a time and a signature over them", async () => {
    const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
    const { headers, body } = (await deliver("webhook", (url) => to({ url }, secret))).first;
    const signed = `${sampleMessage.id}.1795305602.${body}`;
    const expected = createHmac("sha256", Buffer.alloc(32, 7)).update(signed).digest("base64");

    expect(headers).toMatchObject({
      "webhook-id": sampleMessage.id,
      "webhook-timestamp": "1795305602",
      "webhook-signature": `v1,${expected}`,
    });
    expect(JSON.parse(body)).toMatchObject({ type: "sekisho.notice", data: { cause: sampleNotice.cause } });
  });

  test("that refuses is told with its answer", async () => {
    const sending = fail("webhook", (url) => to({ url }, "whsec_"), { status: 500, body: "out of order" });

    await expect(sending).rejects.toMatchObject({
      code: "refused",
      message: expect.stringMatching(/500: out of order/),
    });
  });
});

describe("Slack", () => {
  test("shows names as they are: nothing in them is a link, a mention or mark-up", async () => {
    const { body } = (await deliver("slack", (url) => to({}, url, "ja"))).first;
    const blocks = z.object({ blocks: z.array(z.object({ type: z.string() })) }).parse(JSON.parse(body)).blocks;

    expect(blocks.map(({ type }) => type)).toEqual(["header", "section", "context"]);
    expect(body).toContain("緊急 1 件、高 1 件");
    expect(body).toContain("<https://sekisho.example.com/reports/");
    expect(body).toContain("&lt;script&gt;");
    expect(body).not.toMatch(/<script|<!channel|[^\u200b]\*bold/);
  });
});

describe("Teams", () => {
  test("receives an adaptive card in runs of text", async () => {
    const { body } = (
      await deliver(
        "teams",
        (url) => to({}, url),
        () => ({ status: 202 }),
      )
    ).first;
    const block = z.object({ type: z.string() });
    const content = z.object({ type: z.string(), body: z.array(block), actions: z.array(block) });
    const card = z.object({ type: z.string(), attachments: z.tuple([z.object({ contentType: z.string(), content })]) });
    const { type, attachments } = card.parse(JSON.parse(body));

    expect(type).toBe("message");
    expect(attachments[0].contentType).toBe("application/vnd.microsoft.card.adaptive");
    expect(new Set(attachments[0].content.body.map((one) => one.type))).toEqual(new Set(["RichTextBlock"]));
    expect(attachments[0].content.actions).toMatchObject([{ type: "Action.OpenUrl" }]);
  });
});

// By hand, from the sample: every text that a person reads, in each language.
describe.each([
  { language: "en", words: ["1 critical, 1 high", "Show in Sekisho", "Sent by the rule "], others: /[ぁ-んァ-ン]/ },
  {
    language: "ja",
    words: ["緊急 1 件、高 1 件", "Sekisho で表示", "により送信しました。"],
    others: /Show in|Sent by/,
  },
] as const)("a message in $language", ({ language, words, others }) => {
  test.each(["slack", "teams"])("to %s says everything in it, and nothing in the other one", async (kind) => {
    const { body } = (
      await deliver(
        kind,
        (url) => to({}, url, language),
        () => ({ status: 202 }),
      )
    ).first;
    // Names of the sample are the same in both.
    const said = JSON.stringify(JSON.parse(body)).replaceAll("日本", "");

    for (const word of words) expect(said).toContain(word);
    expect(said).not.toMatch(others);
  });
});

describe("AWS", () => {
  const signer = {
    accessKeyId: "AKIDEXAMPLE",
    // Put together, so that no scanner takes the published example for a secret.
    secretAccessKey: ["wJalrXUtnFEMI", "K7MDENG+bPxRfiCYEXAMPLEKEY"].join("/"),
    region: "us-east-1",
    service: "service",
    nowMs: Date.parse("2015-08-30T12:36:00Z"),
  };

  // AWS, Signature Version 4 test suite: get-vanilla, get-vanilla-query-order-key-case, post-vanilla,
  // post-x-www-form-urlencoded.
  test.each([
    {
      name: "get-vanilla",
      request: { method: "GET", url: "https://example.amazonaws.com/", headers: {}, body: "" },
      signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
    },
    {
      name: "get-vanilla-query-order-key-case",
      request: {
        method: "GET",
        url: "https://example.amazonaws.com/?Param2=value2&Param1=value1",
        headers: {},
        body: "",
      },
      signature: "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
    },
    {
      name: "post-vanilla",
      request: { method: "POST", url: "https://example.amazonaws.com/", headers: {}, body: "" },
      signature: "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
    },
    {
      name: "post-x-www-form-urlencoded",
      request: {
        method: "POST",
        url: "https://example.amazonaws.com/",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: "Param1=value1",
      },
      signature: "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
    },
  ])("takes the signature of $name", ({ request, signature }) => {
    expect(signAws(request, signer)["authorization"]?.split("Signature=")[1]).toBe(signature);
  });

  test("SNS receives one publication a message, signed for its region", async () => {
    const topicArn = "arn:aws:sns:eu-central-1:123456789012:security.fifo";
    const { url, first } = await deliver(
      "sns",
      (endpoint) => to({ topicArn, accessKeyId: "AKIDEXAMPLE", endpoint: `${endpoint}/` }, signer.secretAccessKey),
      () => ({ body: "<PublishResponse/>" }),
    );
    const { headers, body } = first;
    const form = new URLSearchParams(body);

    expect(headers.authorization).toContain("Credential=AKIDEXAMPLE/20261122/eu-central-1/sns/aws4_request");
    expect(Object.fromEntries(form)).toMatchObject({
      Action: "Publish",
      TopicArn: topicArn,
      MessageDeduplicationId: sampleMessage.id,
      Subject: "2 new findings: shop/web",
    });
    // What AWS does: the signature is computed again from what came.
    const again = signAws(
      { method: "POST", url: `${url}/`, headers: { "content-type": String(headers["content-type"]) }, body },
      { ...signer, region: "eu-central-1", service: "sns", nowMs: Date.parse("2026-11-22T00:00:02Z") },
    );
    expect(headers.authorization).toBe(again["authorization"]);
  });

  test.each([
    { name: "an unknown topic", status: 404, body: "<Code>NotFound</Code>", isFinal: false },
    { name: "a malformed call", status: 400, body: "<Code>InvalidParameter</Code>", isFinal: true },
    { name: "throttling", status: 400, body: "<Code>Throttling</Code>", isFinal: false },
  ])("SNS may refuse $name", async ({ status, body, isFinal }) => {
    const settings = { topicArn: "arn:aws:sns:eu-central-1:123456789012:s", accessKeyId: "AKIDEXAMPLE" };
    const sending = fail("sns", (endpoint) => to({ ...settings, endpoint }, "secret"), { status, body });

    await expect(sending).rejects.toMatchObject({ isFinal });
  });
});

describe("Jira", () => {
  const settingsOf = (url: string, more: object = {}): object => ({ url, project: "SEC", ...more });

  function jiraServer(found: readonly string[]): (request: CaughtRequest) => CatcherAnswer {
    return ({ method, path }) => {
      if (path.includes("/search")) return { body: JSON.stringify({ issues: found.map((key) => ({ key })) }) };
      if (path.endsWith("/transitions") && method === "GET") {
        return { body: JSON.stringify({ transitions: [{ id: "31", name: "Done" }] }) };
      }
      if (path.endsWith("/transitions")) return { status: 204 };
      if (method === "POST") return { status: 201, body: JSON.stringify({ id: "1", key: "SEC-7" }) };
      const status = { name: "In Progress", statusCategory: { key: "indeterminate" } };
      return { body: JSON.stringify({ fields: { status } }) };
    };
  }

  test("gets one issue a message, by a token of one's own server", async () => {
    const made = await deliver("jira", (server) => to(settingsOf(server), "token"), jiraServer([]));
    const { url, caught, result } = made;

    expect(result).toEqual({ issue: { key: "SEC-7", url: `${url}/browse/SEC-7` } });
    expect(caught.map(({ method, path }) => `${method} ${path.split("?")[0] ?? ""}`)).toEqual([
      "GET /rest/api/2/search",
      "POST /rest/api/2/issue",
    ]);
    expect(caught[1]?.headers.authorization).toBe("Bearer token");
    expect(JSON.parse(caught[1]?.body ?? "")).toMatchObject({
      fields: {
        project: { key: "SEC" },
        issuetype: { name: "Task" },
        labels: ["sekisho", `sekisho-${sampleMessage.id}`],
        description: expect.stringContaining("\\{panel\\}"),
      },
    });
  });

  test("gets no second issue where the first was made before somebody died", async () => {
    const cloud = (server: string) => to(settingsOf(server, { email: "a@example.com" }), "token");
    const { url, caught, result } = await deliver("jira", cloud, jiraServer(["SEC-5"]));

    expect(result).toEqual({ issue: { key: "SEC-5", url: `${url}/browse/SEC-5` } });
    expect(caught).toHaveLength(1);
    expect(caught[0]?.path).toContain("/rest/api/3/search/jql");
    expect(caught[0]?.headers.authorization).toBe(`Basic ${Buffer.from("a@example.com:token").toString("base64")}`);
  });

  test("says what state an issue is in, and moves it by name", async () => {
    const { url, caught } = await useCatcher(jiraServer([]));
    const open = {
      settings: { url, project: "SEC", issueType: "Task", tellsClosing: true },
      secret: "t",
      language: "en",
    } as const;
    const state = await readIssueState("SEC-7", open, makeTestTools());
    await moveIssue("SEC-7", "done", open, makeTestTools());

    expect(state).toEqual({ name: "In Progress", isDone: false });
    expect(JSON.parse(caught.at(-1)?.body ?? "")).toEqual({ transition: { id: "31" } });
    await expect(moveIssue("SEC-7", "Fly", open, makeTestTools())).rejects.toMatchObject({ code: "settings" });
  });

  test("that answers a page of a proxy is not believed", async () => {
    const page = { body: "<html>welcome</html>" };
    const sending = fail("jira", (url) => to(settingsOf(url), "token"), page);

    await expect(sending).rejects.toMatchObject({ code: "refused" });
  });
});

describe("mail", () => {
  test("goes out as text and HTML in the reader's language, with one id for all attempts", async () => {
    const { url, letters } = await useMailServer();
    const mail = openMailTransport(url, "Sekisho <sekisho@example.com>");
    const tools = { ...makeTestTools(), mail };
    await senderOf("mail").send(sampleMessage, to({ to: ["a@example.com", "b@example.com"] }, "", "ja"), tools);
    mail?.close();
    const [letter] = letters;
    const text = decoded(letter);

    expect(letter).toMatchObject({ from: "sekisho@example.com", to: ["a@example.com", "b@example.com"] });
    expect(letter?.text).toContain(`Message-ID: <${sampleMessage.id}@example.com>`);
    expect(letter?.text).toContain("Content-Type: multipart/alternative");
    expect(letter?.text).not.toMatch(/^Bcc:/m);
    expect(text).toContain("緊急 1 件、高 1 件");
    expect(text).toContain("&lt;script&gt;");
    expect(text).toContain('lang="ja"');
  });

  test.each([
    { name: "for good", refusal: 550, isFinal: true },
    { name: "for now", refusal: 451, isFinal: false },
  ])("that is refused $name", async ({ refusal, isFinal }) => {
    const { url } = await useMailServer(() => refusal);
    const mail = openMailTransport(url, "sekisho@example.com");
    const sending = senderOf("mail").send(sampleMessage, to({ to: ["a@example.com"] }), { ...makeTestTools(), mail });

    await expect(sending).rejects.toMatchObject({ code: "refused", isFinal });
    mail?.close();
  });

  test("without a mail server says what is missing", async () => {
    const sending = senderOf("mail").send(sampleMessage, to({ to: ["a@example.com"] }), makeTestTools());

    await expect(sending).rejects.toMatchObject({
      code: "settings",
      message: expect.stringContaining("SEKISHO_SMTP_URL"),
    });
  });

  test.each([
    { url: "http://mail.example.com", from: "a@example.com" },
    { url: "smtp://mail.example.com", from: undefined },
    { url: "mail.example.com", from: "a@example.com" },
  ])("is not sent by $url from $from", ({ url, from }) => {
    expect(() => openMailTransport(url, from)).toThrow("SEKISHO_SMTP_URL");
  });
});
