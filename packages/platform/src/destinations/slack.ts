import { destinationKinds } from "../contract/destination.ts";
import { findAnswerProblem } from "../outbox/send-problem.ts";
import { type NoticeWords, sayNotice } from "./notice-words.ts";
import { defineSender } from "./sender.ts";

/** Slack takes so many characters in a section, and so many in a header. */
const maxSection = 2900;
const maxHeader = 150;

/** A channel of Slack, by an incoming webhook whose address is the secret. */
export const slack = defineSender({
  kind: "slack",
  settings: destinationKinds.slack.settings,
  send: async ({ notice }, { language, secret }, { http, publicUrl }) => {
    const body = JSON.stringify(writeBlocks(sayNotice(notice, language, publicUrl)));
    const headers = { "content-type": "application/json; charset=utf-8" };
    const answer = await http.send({ method: "POST", url: secret, headers, body });
    const problem = findAnswerProblem(answer, new URL(secret).host);
    if (problem !== undefined) throw problem;
    return undefined;
  },
});

function writeBlocks(words: NoticeWords): Readonly<Record<string, unknown>> {
  const { title, summary, lines, findings, more, url, link, reason } = words;
  const paragraphs = [
    ...(summary === "" ? [] : [`*${escape(summary)}*`]),
    ...lines.map(escape),
    ...findings.map(({ head, rest }) => `${escape(head)}\n${escape(rest)}`),
    ...(more === "" ? [] : [escape(more)]),
    ...(url === undefined ? [] : [`<${url.replaceAll(/[|<>]/g, encodeURIComponent)}|${escape(link)}>`]),
  ];
  const blocks: unknown[] = [{ type: "header", text: { type: "plain_text", text: title.slice(0, maxHeader) } }];
  for (const text of gather(paragraphs)) blocks.push({ type: "section", text: { type: "mrkdwn", text } });
  if (reason !== "") blocks.push({ type: "context", elements: [{ type: "plain_text", text: reason }] });
  return { text: title, blocks };
}

/** Puts paragraphs together as long as a section takes them. */
function gather(paragraphs: readonly string[]): readonly string[] {
  const sections: string[] = [];
  for (const paragraph of paragraphs) {
    const last = sections.at(-1);
    const text = paragraph.slice(0, maxSection);
    if (last === undefined || last.length + text.length + 1 > maxSection) sections.push(text);
    else sections[sections.length - 1] = `${last}\n${text}`;
  }
  return sections;
}

/** Source: Slack, "Formatting text for app surfaces", escaping; what else would be marked up stands between others. */
function escape(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/[*_~`]/g, (mark) => `\u{200b}${mark}`);
}
