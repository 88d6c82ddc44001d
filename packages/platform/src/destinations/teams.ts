import { destinationKinds } from "../contract/destination.ts";
import { findAnswerProblem } from "../outbox/send-problem.ts";
import { type NoticeWords, sayNotice } from "./notice-words.ts";
import { defineSender } from "./sender.ts";

/** A channel of Microsoft Teams, by a workflow "when a webhook request is received" whose address is the secret. */
export const teams = defineSender({
  kind: "teams",
  settings: destinationKinds.teams.settings,
  send: async ({ notice }, { language, secret }, { http, publicUrl }) => {
    const content = writeCard(sayNotice(notice, language, publicUrl));
    const attachment = { contentType: "application/vnd.microsoft.card.adaptive", contentUrl: null, content };
    const body = JSON.stringify({ type: "message", attachments: [attachment] });
    const headers = { "content-type": "application/json; charset=utf-8" };
    const answer = await http.send({ method: "POST", url: secret, headers, body });
    const problem = findAnswerProblem(answer, new URL(secret).host);
    if (problem !== undefined) throw problem;
    return undefined;
  },
});

/** Source: Adaptive Cards 1.5. Texts are runs, which are no Markdown: what a name says is shown as it is. */
function writeCard({ title, summary, lines, findings, more, url, link, reason }: NoticeWords): unknown {
  const paragraphs = [
    paragraph(title, { weight: "Bolder", size: "Medium" }),
    ...(summary === "" ? [] : [paragraph(summary, { weight: "Bolder" })]),
    ...lines.map((line) => paragraph(line, {})),
    ...findings.flatMap(({ head, rest }) => [paragraph(head, {}), paragraph(rest, { isSubtle: true, size: "Small" })]),
    ...(more === "" ? [] : [paragraph(more, {})]),
    ...(reason === "" ? [] : [paragraph(reason, { isSubtle: true, size: "Small" })]),
  ];
  return {
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    type: "AdaptiveCard",
    version: "1.5",
    msteams: { width: "Full" },
    body: paragraphs,
    ...(url === undefined ? {} : { actions: [{ type: "Action.OpenUrl", title: link, url }] }),
  };
}

function paragraph(text: string, style: Readonly<Record<string, unknown>>): unknown {
  return { type: "RichTextBlock", inlines: [{ type: "TextRun", text, ...style }] };
}
