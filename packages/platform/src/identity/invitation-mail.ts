import { escapeHtml } from "../destinations/escape-html.ts";
import { plainText } from "../destinations/plain-text.ts";

/** What a mail with a link tells. */
export interface InvitationMail {
  readonly kind: "account" | "password";
  readonly language: "en" | "ja";
  /** Who asked for it; the name and the title are whatever somebody wrote. */
  readonly inviter: { readonly name: string; readonly email: string };
  readonly tenantTitle: string;
  readonly address: string;
  readonly expiresAt: string;
}

/** A mail as it is sent. */
export interface WrittenMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

interface Words {
  readonly subject: string;
  readonly lead: string;
  readonly button: string;
  readonly rest: readonly string[];
}

const longestName = 100;

/** Writes a mail with a link, as text and as HTML. */
export function writeInvitationMail(mail: InvitationMail): WrittenMail {
  const { subject, lead, button, rest } = mail.language === "en" ? sayInEnglish(mail) : sayInJapanese(mail);
  const { address } = mail;
  const paragraphs = [
    `<p>${escapeHtml(lead)}</p>`,
    `<p><a href="${escapeHtml(address)}">${escapeHtml(button)}</a></p>`,
    `<p><small>${escapeHtml(address)}</small></p>`,
    ...rest.map((line) => `<p>${escapeHtml(line)}</p>`),
  ];
  return {
    subject,
    text: `${[lead, `${button}:\n${address}`, ...rest].join("\n\n")}\n`,
    // Mail readers know no style sheets of others: plain elements, no images.
    html: `<!doctype html>\n<html lang="${mail.language}"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>
<body style="font-family:sans-serif;line-height:1.6">\n${paragraphs.join("\n")}\n</body></html>\n`,
  };
}

function sayInEnglish({ kind, inviter, tenantTitle, expiresAt }: InvitationMail): Words {
  const title = plainText(tenantTitle, longestName);
  const who = `${plainText(inviter.name, longestName)} (${inviter.email})`;
  const until = `The link works once, until ${momentOf(expiresAt)} (UTC).`;
  const strange = "If you do not know what this is about, ignore this mail: without the link nothing happens.";
  if (kind === "password") {
    return {
      subject: `Sekisho: a new password for ${title}`,
      lead: `${who} asked for a new password for your account of ${title}.`,
      button: "Choose a password",
      rest: [until, strange],
    };
  }
  return {
    subject: `Sekisho: you are invited to ${title}`,
    lead: `${who} invites you to ${title}.`,
    button: "Accept the invitation",
    rest: ["There you choose a password, or sign in at the provider of your organization.", until, strange],
  };
}

function sayInJapanese({ kind, inviter, tenantTitle, expiresAt }: InvitationMail): Words {
  const title = plainText(tenantTitle, longestName);
  const who = `${plainText(inviter.name, longestName)} さん（${inviter.email}）`;
  const until = `リンクの有効期限は ${momentOf(expiresAt)}（UTC）です。一度だけ使用できます。`;
  const strange = "お心当たりがない場合は、このメールを破棄してください。リンクを開かない限り、何も変更されません。";
  if (kind === "password") {
    return {
      subject: `Sekisho: 「${title}」のパスワード再設定`,
      lead: `${who}が、「${title}」のアカウントのパスワード再設定を依頼しました。`,
      button: "パスワードを設定する",
      rest: [until, strange],
    };
  }
  return {
    subject: `Sekisho: 「${title}」への招待`,
    lead: `${who}から「${title}」に招待されました。`,
    button: "招待を受ける",
    rest: ["リンク先でパスワードを設定するか、所属組織の認証プロバイダーでサインインしてください。", until, strange],
  };
}

function momentOf(moment: string): string {
  return `${moment.slice(0, 10)} ${moment.slice(11, 16)}`;
}
