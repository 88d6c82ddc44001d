import { destinationKinds } from "../contract/destination.ts";
import { SendProblem } from "../outbox/send-problem.ts";
import { escapeHtml } from "./escape-html.ts";
import { type NoticeWords, sayNotice } from "./notice-words.ts";
import { defineSender } from "./sender.ts";

/** Readers of mail, as plain text and as HTML. */
export const mail = defineSender({
  kind: "mail",
  settings: destinationKinds.mail.settings,
  send: async ({ id, notice }, { settings, language }, { mail: transport, publicUrl }) => {
    if (transport === undefined) {
      throw new SendProblem("settings", "this server has no mail server: set SEKISHO_SMTP_URL and SEKISHO_MAIL_FROM");
    }
    const words = sayNotice(notice, language, publicUrl);
    // Mail servers and readers take one Message-ID for one mail, however often it comes.
    await transport.send({
      messageId: id,
      to: settings.to,
      subject: words.title,
      text: writeText(words),
      html: writeHtml(words, language),
    });
    return undefined;
  },
});

function writeText({ title, summary, lines, findings, more, url, reason }: NoticeWords): string {
  const parts = [
    [title, ...(summary === "" ? [] : [summary])].join("\n"),
    ...lines,
    ...findings.map(({ head, rest }) => `${head}\n  ${rest}`),
    ...[more, url ?? "", reason].filter((part) => part !== ""),
  ];
  return `${parts.join("\n\n")}\n`;
}

/** Mail readers know no style sheets of others and no scripts: plain elements, no images. */
function writeHtml(
  { title, summary, lines, findings, more, url, link, reason }: NoticeWords,
  language: string,
): string {
  const paragraphs = [
    `<h1 style="font-size:18px">${escapeHtml(title)}</h1>`,
    ...(summary === "" ? [] : [`<p><strong>${escapeHtml(summary)}</strong></p>`]),
    ...lines.map((line) => `<p>${escapeHtml(line)}</p>`),
    ...(findings.length === 0 ? [] : [`<ul>${findings.map(writeItem).join("")}</ul>`]),
    ...(more === "" ? [] : [`<p>${escapeHtml(more)}</p>`]),
    ...(url === undefined ? [] : [`<p><a href="${escapeHtml(url)}">${escapeHtml(link)}</a></p>`]),
    ...(reason === "" ? [] : [`<p><small>${escapeHtml(reason)}</small></p>`]),
  ];
  return `<!doctype html>\n<html lang="${language}"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head>
<body style="font-family:sans-serif;line-height:1.6">\n${paragraphs.join("\n")}\n</body></html>\n`;
}

function writeItem({ head, rest }: NoticeWords["findings"][number]): string {
  return `<li>${escapeHtml(head)}<br><small>${escapeHtml(rest)}</small></li>`;
}
