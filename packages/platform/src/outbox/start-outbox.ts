import { senders } from "../destinations/registry.ts";
import type { SenderTools } from "../destinations/sender.ts";
import { keepIssue, syncIssues } from "../destinations/sync-issues.ts";
import { repeatWork } from "../jobs/repeat-work.ts";
import { lookByClock } from "../notifications/look-by-clock.ts";
import type { Services } from "../services.ts";
import type { ConnectionSettings } from "../store/connection.ts";
import { Dispatcher } from "./dispatcher.ts";

/** What an outbox obeys while a platform runs. */
export interface OutboxSettings {
  readonly tools: SenderTools;
  /** For the connection over which it is woken. */
  readonly connection: ConnectionSettings;
  readonly onError: (error: unknown, what: string) => void;
}

/** Destinations that are sent to at a time: most of the time is spent waiting for others. */
const places = 16;
const clockMs = 60_000;
const issuesMs = 600_000;

/** Sends what waits, looks for what time brings, and asks after issues, until it is stopped. */
export function startOutbox(
  services: Services,
  { tools, connection, onError }: OutboxSettings,
): { stop(): Promise<void> } {
  const { store, secrets } = services;
  const dispatcher = new Dispatcher({
    database: store.worker,
    secrets,
    senders,
    tools,
    connection,
    places,
    chance: Math.random,
    onSent: (sent) => keepIssue(store.worker, sent),
    onError,
  });
  dispatcher.start();
  const rounds = [
    repeatWork({
      everyMs: clockMs,
      run: () => lookByClock(services),
      onError: (error) => onError(error, "look for what is overdue or missing"),
    }),
    repeatWork({
      everyMs: issuesMs,
      run: () => syncIssues(services, tools, onError),
      onError: (error) => onError(error, "ask after issues"),
    }),
  ];
  return {
    stop: async () => {
      for (const round of rounds) await round.stop();
      await dispatcher.stop();
    },
  };
}
