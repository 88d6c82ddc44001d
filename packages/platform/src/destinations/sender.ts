import type { z } from "zod";
import type { Notice } from "../contract/notice.ts";
import type { HttpClient } from "../outbox/send-request.ts";

/** A message as it leaves. */
export interface OutgoingMessage {
  /** The same however often it is tried: receivers know by it what they have had. */
  readonly id: string;
  readonly notice: Notice;
  readonly createdAt: string;
}

/** Sends mail. */
export interface MailTransport {
  send(mail: {
    readonly messageId: string;
    readonly to: readonly string[];
    readonly subject: string;
    readonly text: string;
    readonly html: string;
  }): Promise<void>;
  close(): void;
}

/** What senders work with. */
export interface SenderTools {
  readonly http: HttpClient;
  /** Left out where the server has no mail server. */
  readonly mail?: MailTransport | undefined;
  /** Address under which browsers see the platform. */
  readonly publicUrl?: string | undefined;
  readonly now: () => number;
}

/** A destination with its secret opened. */
export interface OpenDestination<Settings> {
  readonly settings: Settings;
  readonly secret: string;
  readonly language: "en" | "ja";
}

/** An issue that was made elsewhere. */
export interface MadeIssue {
  readonly key: string;
  readonly url: string;
}

/** What a sender leaves behind: an issue where it made one. */
export type SendResult = { readonly issue?: MadeIssue } | undefined;

/** One kind of destination. */
export interface Sender<Settings extends z.ZodType> {
  readonly kind: string;
  readonly settings: Settings;
  /** @throws {SendProblem} when the other side did not take it. */
  send(
    message: OutgoingMessage,
    destination: OpenDestination<z.output<Settings>>,
    tools: SenderTools,
  ): Promise<SendResult>;
}

/** A kind of destination as the outbox keeps it. */
export interface AnySender {
  readonly kind: string;
  readonly send: (
    message: OutgoingMessage,
    destination: OpenDestination<unknown>,
    tools: SenderTools,
  ) => Promise<SendResult>;
}

/** Defines a kind of destination. */
export function defineSender<Settings extends z.ZodType>(sender: Sender<Settings>): AnySender {
  return {
    kind: sender.kind,
    send: (message, { settings, ...rest }, tools) =>
      sender.send(message, { ...rest, settings: sender.settings.parse(settings) }, tools),
  };
}
