import { setTimeout as sleep } from "node:timers/promises";
import type { AnySender, OpenDestination, SenderTools, SendResult } from "../destinations/sender.ts";
import type { SecretBox } from "../identity/secret-box.ts";
import type { ConnectionSettings } from "../store/connection.ts";
import type { Database } from "../store/database.ts";
import { NotificationListener } from "../store/notification-listener.ts";
import { newId } from "../store/uuid.ts";
import { isHopeless, waitSeconds } from "./back-off.ts";
import {
  type ClaimedLane,
  claimLane,
  type DueMessage,
  markFailed,
  markSent,
  readDueMessages,
  releaseLane,
} from "./lanes.ts";
import { outboxChannel } from "./post-message.ts";
import { readDestination } from "./read-destination.ts";
import { SendProblem } from "./send-problem.ts";

/** What happened to a message that was sent. */
export interface SentMessage {
  readonly tenantId: string;
  readonly destinationId: string;
  readonly message: DueMessage;
  readonly result: SendResult;
}

/** What a dispatcher obeys. */
export interface DispatcherSettings {
  readonly database: Database;
  readonly secrets: SecretBox;
  readonly senders: readonly AnySender[];
  readonly tools: SenderTools;
  /** For the connection over which it is woken; it only looks by itself when left out. */
  readonly connection?: ConnectionSettings;
  /** Destinations that are sent to at a time. */
  readonly places: number;
  /** After so long the destinations of a process that died are taken over. */
  readonly leaseSeconds?: number;
  /** From 0 to 1. */
  readonly chance: () => number;
  /** Keeps what a sender left behind. Runs before the message counts as sent, and so perhaps twice. */
  readonly onSent?: (sent: SentMessage) => Promise<void>;
  readonly onError: (error: unknown, what: string) => void;
}

/** Without a notification destinations are looked for so often. */
const pollMs = 1000;
/** Longer than a turn and the longest sending after it. */
const defaultLeaseSeconds = 60;
/** After so long a destination lets others go first; never later than at half of its lease. */
const longestTurnMs = 3000;
const turnMessages = 100;

interface Turn {
  readonly failures: number;
  readonly problem: SendProblem | undefined;
}

/** Sends what waits in the outbox, each destination in order, until it is stopped. */
export class Dispatcher {
  readonly #settings: DispatcherSettings;
  readonly #senders: ReadonlyMap<string, AnySender>;
  readonly #waking = { abort: new AbortController() };
  #loops: readonly Promise<void>[] = [];
  #listener: NotificationListener | undefined;
  #isStopping = false;

  constructor(settings: DispatcherSettings) {
    this.#settings = settings;
    this.#senders = new Map(settings.senders.map((sender) => [sender.kind, sender]));
  }

  /** Begins to send. */
  start(): void {
    const { places, connection, onError } = this.#settings;
    this.#loops = Array.from({ length: places }, () => this.#work());
    if (connection === undefined) return;
    this.#listener = new NotificationListener({
      connection,
      channel: outboxChannel,
      onNotification: () => this.#wake(),
      onError: (error) => onError(error, "listen to the outbox"),
    });
    this.#listener.start();
  }

  /** Sends until nothing is due now; for tests and for one-off runs. */
  async drain(): Promise<void> {
    while (await this.#takeTurn()) {
      // The next one.
    }
  }

  /** Takes no more turns, and waits for those that run. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#wake();
    await Promise.all(this.#loops);
    await this.#listener?.stop();
    this.#settings.tools.http.close();
    this.#settings.tools.mail?.close();
  }

  async #work(): Promise<void> {
    while (!this.#isStopping) {
      let hasWorked = false;
      try {
        hasWorked = await this.#takeTurn();
      } catch (error) {
        this.#settings.onError(error, "send messages");
      }
      if (!hasWorked && !this.#isStopping) await this.#rest();
    }
  }

  async #rest(): Promise<void> {
    try {
      await sleep(pollMs, undefined, { signal: this.#waking.abort.signal });
    } catch {
      // Woken.
    }
  }

  #wake(): void {
    this.#waking.abort.abort();
    this.#waking.abort = new AbortController();
  }

  async #takeTurn(): Promise<boolean> {
    const { database, leaseSeconds = defaultLeaseSeconds } = this.#settings;
    const lane = await claimLane(database, newId(), leaseSeconds);
    if (lane === undefined) return false;
    let turn: Turn = { failures: lane.failures, problem: undefined };
    try {
      turn = await this.#sendMessages(lane);
    } finally {
      const { failures, problem } = turn;
      const wait =
        problem === undefined ? 0 : waitSeconds(failures, this.#settings.chance(), problem.retryAfterSeconds);
      await releaseLane(database, lane, { failures, problem, waitSeconds: wait });
    }
    return true;
  }

  /** Sends one message after the other; after a failure the order waits with it. */
  async #sendMessages(lane: ClaimedLane): Promise<Turn> {
    const { database, secrets, leaseSeconds = defaultLeaseSeconds } = this.#settings;
    const endMs = performance.now() + Math.min(longestTurnMs, (leaseSeconds * 1000) / 2);
    const messages = await readDueMessages(database, lane, turnMessages);
    if (messages.length === 0) return { failures: lane.failures, problem: undefined };
    const opened = await readDestination(database, secrets, lane);
    let { failures } = lane;
    for (const message of messages) {
      const problem = opened === undefined ? undefined : await this.#send(lane, message, opened);
      if (problem === undefined) failures = 0;
      else {
        failures++;
        const isGivenUp = problem.isFinal || isHopeless(message.attempts + 1);
        await markFailed(database, lane, { position: message.position, problem, isGivenUp });
        if (!isGivenUp) return { failures, problem };
      }
      if (this.#isStopping || performance.now() > endMs) break;
    }
    return { failures, problem: undefined };
  }

  /** Gives why a message did not arrive; `undefined` when it did. */
  async #send(
    lane: ClaimedLane,
    message: DueMessage,
    opened: { readonly kind: string; readonly destination: OpenDestination<unknown> },
  ): Promise<SendProblem | undefined> {
    const { database, tools, onSent } = this.#settings;
    const { tenantId, destinationId } = lane;
    const { messageId: id, notice, createdAt } = message;
    const sender = this.#senders.get(opened.kind);
    if (sender === undefined) return new SendProblem("settings", `no sender for ${opened.kind}`, { isFinal: true });
    let result: SendResult;
    try {
      result = await sender.send({ id, notice, createdAt }, opened.destination, tools);
    } catch (error) {
      if (error instanceof SendProblem) return error;
      this.#settings.onError(error, `send to a destination of kind ${opened.kind}`);
      return new SendProblem("settings", "something went wrong in the server");
    }
    await onSent?.({ tenantId, destinationId, message, result });
    await markSent(database, lane, message.position);
    return undefined;
  }
}
