import { createTransport } from "nodemailer";
import { SekishoError } from "sekisho";
import { SendProblem } from "../outbox/send-problem.ts";
import type { MailTransport } from "./sender.ts";

const timeoutMs = 15_000;
/** Answers of a mail server from here on are final: the address or the mail itself is wrong. Source: RFC 5321, 4.2.1. */
const firstFinalAnswer = 500;

/**
 * Opens the mail server of the installation, by `SEKISHO_SMTP_URL` (`smtp://user:password@host:587`, `smtps://…`) and
 * `SEKISHO_MAIL_FROM`. `undefined` where none is named.
 *
 * @throws {SekishoError} `usage` when the address is none of SMTP, or the sender is missing.
 */
export function openMailTransport(url: string | undefined, from: string | undefined): MailTransport | undefined {
  if (url === undefined || url === "") return undefined;
  const isRight = URL.canParse(url) && /^smtps?:$/.test(new URL(url).protocol);
  if (!isRight || from === undefined || !from.includes("@")) throw wrongSettings();
  const { hostname } = new URL(url);
  const domain = from.replace(/^.*@/, "").replace(/>.*$/, "");
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 2,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    // Nothing is read from files or fetched because a text says so.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async ({ messageId, to, ...mail }) => {
      try {
        await transport.sendMail({
          ...mail,
          from,
          to: [...to],
          messageId: `<${messageId}@${domain}>`,
          headers: { "auto-submitted": "auto-generated" },
        });
      } catch (error) {
        throw problemOf(error, hostname);
      }
    },
    close: () => transport.close(),
  };
}

function problemOf(error: unknown, host: string): SendProblem {
  const code = error instanceof Error && "responseCode" in error ? error.responseCode : undefined;
  if (typeof code === "number") {
    return new SendProblem("refused", `${host} answered ${code}`, { isFinal: code >= firstFinalAnswer, cause: error });
  }
  const kind = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "failed";
  return new SendProblem(kind === "ETIMEDOUT" ? "timeout" : "unreachable", `${host}: ${kind}`, { cause: error });
}

function wrongSettings(): SekishoError {
  return new SekishoError("usage", {
    en: "SEKISHO_SMTP_URL: expected an address such as smtp://user:password@mail.example.com:587, with the sender in SEKISHO_MAIL_FROM",
    ja: "SEKISHO_SMTP_URL には smtp://user:password@mail.example.com:587 の形のアドレスを、SEKISHO_MAIL_FROM には差出人を指定してください。",
  });
}
