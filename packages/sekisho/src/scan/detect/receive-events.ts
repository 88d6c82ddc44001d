import { readBodyJournal } from "../../access/audit-webhook/body-journal.ts";
import { startReceiverThread } from "../../access/audit-webhook/receiver-thread.ts";
import type { ReceiverCounts } from "../../access/audit-webhook/webhook-receiver.ts";
import type { AuditLogProblem } from "../../formats/audit-log/problems.ts";
import { readAuditDocument } from "../../formats/audit-log/read-audit-document.ts";
import { counted } from "../../model/counted.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { StreamEvent } from "../../model/runtime-event.ts";
import { loadReceiver } from "./load-receiver.ts";
import type { ListenOptions } from "./options.ts";

/** What arrives is said to stand in this log. */
const logName = "audit-webhook";

/** What receiving is done with. */
export interface Receiving {
  readonly listen: ListenOptions;
  readonly workingDirectory: string;
  readonly cluster: string;
  /** Judges events; the next ones wait for it. */
  readonly judge: (events: readonly StreamEvent[]) => Promise<void>;
  /** Called when nothing came for so long. */
  readonly onIdle: () => Promise<void>;
  readonly idleMs: number;
  /** Keeps everything that was judged up to now; the journal is then forgotten. Left out where nothing is kept. */
  readonly keepState: (() => Promise<void>) | undefined;
  /** Handed the function that asks for `keepState` between two requests. */
  readonly onStart: (askToKeep: () => void) => void;
}

/** What was received in the end. */
export interface Received {
  readonly problems: readonly AuditLogProblem[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Receives events from API servers until the signal is given. A request is answered when a bounded queue has its events, and
 * the journal, where there is one; a sender that gets no answer or is told to come again keeps them. They are judged in the
 * order in which they came, apart from the thread that answers.
 *
 * @throws {SekishoError} `usage` or `target-unreadable` when it cannot listen.
 */
export async function receiveEvents(receiving: Receiving): Promise<Received> {
  const { listen, judge, cluster, keepState } = receiving;
  const problems = new Map<string, AuditLogProblem>();
  const idle = startIdleTimer(receiving);
  const settings = await loadReceiver(listen, receiving.workingDirectory);
  const take = async (bytes: Buffer) => {
    const { events, problems: found } = readAuditDocument(bytes.toString(), logName, cluster);
    for (const problem of found) addProblem(problems, problem);
    idle.restart();
    await judge(events);
  };
  if (settings.journalFolder !== undefined) {
    for await (const bytes of readBodyJournal(settings.journalFolder, maxJournalBodyBytes)) await take(bytes);
  }
  const receiver = await startReceiverThread(settings);
  receiving.onStart(() => receiver.mark());
  receiver.mark();
  listen.onListening?.(receiver.url);
  void untilAborted(listen.signal).then(() => receiver.close());
  for await (const arrival of receiver.arrivals) {
    if (arrival.kind === "body") await take(arrival.bytes);
    else if (keepState !== undefined) {
      await keepState();
      receiver.drop(arrival.segment);
    }
  }
  await idle.stop();
  return { problems: [...problems.values()], diagnostics: diagnosticsOf(receiver.counts()) };
}

/** As much as a request may hold when it is unpacked. */
const maxJournalBodyBytes = 32 * 1_048_576;

function addProblem(problems: Map<string, AuditLogProblem>, problem: AuditLogProblem): void {
  const before = problems.get(problem.kind);
  problems.set(problem.kind, before === undefined ? problem : { ...before, count: before.count + problem.count });
}

function startIdleTimer({ onIdle, idleMs }: Receiving) {
  let timer: NodeJS.Timeout | undefined;
  let work = Promise.resolve();
  return {
    /** One timer is used again: there are thousands of requests a second. */
    restart() {
      if (timer !== undefined) timer.refresh();
      else {
        timer = setTimeout(() => {
          work = work.then(onIdle);
          // Whoever stops the timer is told what went wrong.
          work.catch(() => undefined);
        }, idleMs);
      }
    },
    async stop() {
      clearTimeout(timer);
      await work;
    },
  };
}

async function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

function diagnosticsOf(counts: ReceiverCounts): readonly Diagnostic[] {
  const { unauthorized, malformed, failed } = counts;
  return [
    ...(unauthorized === 0 ? [] : [diagnose("refused", unauthorizedText(unauthorized))]),
    ...(malformed === 0 ? [] : [diagnose("malformed", malformedText(malformed))]),
    ...(failed === 0 ? [] : [diagnose("failed", failedText(failed))]),
  ];
}

function diagnose(code: string, message: Diagnostic["message"]): Diagnostic {
  return { code: `audit-webhook/${code}`, level: "warning", message, location: { path: logName } };
}

function unauthorizedText(count: number): Diagnostic["message"] {
  return {
    en: `Refused ${counted(count, "request")} without the certificate or token that is asked.`,
    ja: `必要な証明書またはトークンを伴わない接続またはリクエスト ${count} 件を拒否しました。`,
  };
}

function malformedText(count: number): Diagnostic["message"] {
  return {
    en: `Refused ${counted(count, "request")} that held no audit events, or too much; expected POST of an EventList.`,
    ja: `監査イベントを含まない、または大きすぎるリクエスト ${count} 件を拒否しました。EventList の POST を想定しました。`,
  };
}

function failedText(count: number): Diagnostic["message"] {
  return {
    en: `Could not work off ${counted(count, "request")}; the senders were told to send again.`,
    ja: `${count} 件のリクエストを処理できませんでした。送信元に再送を求めました。`,
  };
}
