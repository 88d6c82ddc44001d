import type { Text } from "../../model/text.ts";
import type { ReceiverCounts, ReceiverLimits, ReceiverTls } from "./webhook-receiver.ts";

/** What a thread that receives is started with: plain data. */
export interface ReceiverSetup {
  readonly host: string;
  readonly port: number;
  readonly tls: ReceiverTls | undefined;
  /** Left out, no token is asked. */
  readonly tokens: readonly string[] | undefined;
  readonly limits: Partial<ReceiverLimits> | undefined;
  /** Accepted bodies wait for their working off in so many bytes; while they are used up, senders are told to come again. */
  readonly maxQueuedBytes: number;
  /** Where accepted bodies are kept until they are worked off; left out, they are in memory alone. */
  readonly journalFolder: string | undefined;
}

/** What the thread is told. */
export type ToReceiver =
  /** So many bytes of bodies are worked off. */
  | { readonly kind: "done"; readonly bytes: number }
  /** Everything that was accepted up to now belongs together; answered by `mark`. */
  | { readonly kind: "mark" }
  /** Everything before a mark is worked off and kept elsewhere. */
  | { readonly kind: "drop"; readonly segment: number }
  | { readonly kind: "close" };

/** What the thread tells, in the order in which it happened. */
export type FromReceiver =
  | { readonly kind: "listening"; readonly url: string }
  /** It cannot listen. */
  | { readonly kind: "refused"; readonly text: Text }
  | { readonly kind: "body"; readonly bytes: Uint8Array }
  | { readonly kind: "mark"; readonly segment: number }
  | { readonly kind: "closed"; readonly counts: ReceiverCounts };
