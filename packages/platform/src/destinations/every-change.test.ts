import { expect, test } from "vitest";
import { type Notice, noticeChange } from "../contract/notice.ts";
import { trialNotice } from "../notifications/trial-notice.ts";
import { useCatcher } from "./fixtures/catcher.ts";
import { decoded, useMailServer } from "./fixtures/mail-server.ts";
import { makeTestTools, sampleMessage, sampleNotice } from "./fixtures/sample-notice.ts";
import { openMailTransport } from "./mail-transport.ts";
import { senders } from "./registry.ts";

const none = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
/** What is told with findings, and what is told in sentences alone: missing scans, incidents, digests, trials. */
const notices: readonly { readonly name: string; readonly notice: Notice }[] = [
  ...noticeChange.options.map((change) => ({ name: change, notice: noticeOf(change) })),
  { name: "digest", notice: inSentences("daily: 2 events", ["1 new finding: shop", "1 finding is overdue: bank"]) },
  { name: "trial", notice: trialNotice(sampleMessage.id, sampleNotice.at) },
];
const cases = senders.flatMap(({ kind }) => notices.map(({ name, notice }) => ({ kind, name, notice })));

test.each(cases)(
  "$kind tells of $name: its title, its sentences, and nothing that is empty",
  async ({ kind, notice }) => {
    const said = await tell(kind, notice);
    const wanted = [
      notice.title.en,
      ...notice.lines.map(({ en }) => en),
      ...(notice.findings.length > 0 ? ["CVE-2026-1"] : []),
    ];

    for (const words of wanted) expect(said).toContain(words);
    // Slack and Teams refuse blocks without text; elsewhere an empty text is a hole in the message.
    expect(said).not.toMatch(/"text":""|undefined|\[object/);
  },
);

test("every kind of destination and every change is among them", () => {
  expect(new Set(cases.map(({ kind }) => kind))).toEqual(new Set(["jira", "mail", "slack", "sns", "teams", "webhook"]));
  expect(notices.map(({ name }) => name)).toEqual(expect.arrayContaining([...noticeChange.options]));
});

function noticeOf(change: (typeof noticeChange.options)[number]): Notice {
  if (change === "scan-missing")
    return inSentences("Missing scans: 1 not seen for 3 days", ["shop/web was last seen on Monday"]);
  if (change === "incident") return inSentences("Incident in prod: web", ["A shell was opened in a container"]);
  const findings = sampleNotice.findings.map((finding) => ({ ...finding, change }));
  return { ...sampleNotice, title: { en: `2 findings: ${change}`, ja: `検出事項 2 件: ${change}` }, findings };
}

function inSentences(title: string, lines: readonly string[]): Notice {
  const both = lines.map((line) => ({ en: line, ja: line }));
  return { ...sampleNotice, title: { en: title, ja: title }, counts: none, findings: [], lines: both };
}

/** Sends a notice to a server of its own; gives what a reader there is told. */
async function tell(kind: string, notice: Notice): Promise<string> {
  const sender = senders.find((known) => known.kind === kind);
  const message = { ...sampleMessage, notice };
  if (kind === "mail") {
    const { url, letters } = await useMailServer();
    const mail = openMailTransport(url, "sekisho@example.com");
    await sender?.send(
      message,
      { settings: { to: ["a@example.com"] }, secret: "", language: "en" },
      { ...makeTestTools(), mail },
    );
    mail?.close();
    return decoded(letters[0]);
  }
  const { url, caught } = await useCatcher(({ path }) => {
    if (kind === "jira" && path.includes("/search")) return { body: JSON.stringify({ issues: [] }) };
    if (kind === "jira") return { status: 201, body: JSON.stringify({ id: "1", key: "SEC-7" }) };
    return { status: kind === "teams" ? 202 : 200, body: kind === "sns" ? "<PublishResponse/>" : "ok" };
  });
  const { settings, secret } = placeOf(kind, url);
  await sender?.send(message, { settings, secret, language: "en" }, makeTestTools());
  const body = caught.at(-1)?.body ?? "";
  return kind === "sns" ? [...new URLSearchParams(body).values()].join("\n") : body;
}

function placeOf(kind: string, url: string): { readonly settings: object; readonly secret: string } {
  const topicArn = "arn:aws:sns:eu-central-1:123456789012:security";
  if (kind === "jira") return { settings: { url, project: "SEC" }, secret: "token" };
  if (kind === "sns") return { settings: { topicArn, accessKeyId: "AKIDEXAMPLE", endpoint: `${url}/` }, secret: "x" };
  if (kind === "webhook") return { settings: { url }, secret: `whsec_${Buffer.alloc(32, 7).toString("base64")}` };
  return { settings: {}, secret: url };
}
