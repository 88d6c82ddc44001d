import type { AuditLogProblem, AuditLogProblemKind } from "../../formats/audit-log/problems.ts";
import { counted } from "../../model/counted.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Text } from "../../model/text.ts";
import type { DetectionCounts } from "./detection.ts";
import { maxHeldEvents } from "./event-order.ts";

/** What each problem means: `error` where events may be missing. */
const descriptions: Readonly<
  Record<AuditLogProblemKind, { readonly level: Diagnostic["level"]; readonly text: (count: number) => Text }>
> = {
  "not-json": {
    level: "error",
    text: (count) => ({
      en: `Passed over ${counted(count, "line")} without JSON; the first one is named.`,
      ja: `JSON ではない ${count} 行を読み飛ばしました。位置は最初の行です。`,
    }),
  },
  "utf-16": {
    level: "error",
    text: (count) => ({
      en: `Passed over ${counted(count, "line")} in UTF-16; expected UTF-8. \`iconv -f UTF-16 -t UTF-8\` converts the log.`,
      ja: `UTF-16 の ${count} 行を読み飛ばしました。UTF-8 を想定しています。ログは \`iconv -f UTF-16 -t UTF-8\` で変換できます。`,
    }),
  },
  "cut-off": {
    level: "warning",
    text: () => ({
      en: "The last event breaks off: the log was still being written, or is incomplete.",
      ja: "最後のイベントが途中で切れています。ログの書き込み中か、ファイルが不完全です。",
    }),
  },
  "not-an-event": {
    level: "error",
    text: (count) => ({
      en: `Passed over ${counted(count, "value")} without an audit event, an event of a known sensor or a known envelope; the first one is named. Expected auditID, stage and user, or JSON of Falco, Tetragon or Tracee.`,
      ja: `監査イベントでも、センサーのイベントでも、既知の形式でもない値が ${count} 件あります。auditID、stage、user、または Falco、Tetragon、Tracee の JSON を想定しました。位置は最初のものです。`,
    }),
  },
  "too-large": {
    level: "error",
    text: (count) => ({
      en: `Passed over ${counted(count, "event")} larger than maxEventBytes = 10 MiB; the first one is named.`,
      ja: `上限 maxEventBytes（10 MiB）を超えるイベント ${count} 件を読み飛ばしました。位置は最初のものです。`,
    }),
  },
  "damaged-envelope": {
    level: "error",
    text: (count) => ({
      en: `Could not unpack ${counted(count, "compressed envelope")}, broken or larger than 64 MiB; the first one is named.`,
      ja: `展開できないか、64 MiB を超える圧縮データが ${count} 件あります。位置は最初のものです。`,
    }),
  },
  "no-time": {
    level: "warning",
    text: (count) => ({
      en: `Judged ${counted(count, "event")} without a time that can be read: no place in the order of events.`,
      ja: `時刻を読み取れないイベントが ${count} 件あります。判定は行いましたが、時系列には含まれません。`,
    }),
  },
};

/** Gives what reports say of the problems of a log. */
export function logDiagnostics(problems: readonly AuditLogProblem[]): readonly Diagnostic[] {
  return problems.map(({ kind, count, first }) => {
    const { level, text } = descriptions[kind];
    const { path, line, pointer } = first;
    const location = { path, ...(line === 0 ? {} : { startLine: line }), ...(pointer === "" ? {} : { pointer }) };
    return { code: `audit-log/${kind}`, level, message: text(count), location };
  });
}

/** How a stream is read. */
export interface StreamReading {
  /** An earlier run has read the logs up to some place: that nothing is new is no trouble. */
  readonly isContinued: boolean;
  /** As messages call it: the name of the option, or the time. */
  readonly tolerance: string;
  readonly maxHeldBytes: number;
}

/** Gives what reports say of the stream as a whole. */
export function streamDiagnostics(counts: DetectionCounts, reading: StreamReading): readonly Diagnostic[] {
  const { events, late, early, future, droppedAlerts } = counts;
  return [
    ...(events === 0 && !reading.isContinued ? [noEvents] : []),
    ...(late === 0 ? [] : [lateEvents(late, reading)]),
    ...(early === 0 ? [] : [earlyEvents(early, reading)]),
    ...(future === 0 ? [] : [futureEvents(future)]),
    ...(droppedAlerts === 0 ? [] : [tooManyFindings(droppedAlerts)]),
  ];
}

const noEvents: Diagnostic = {
  code: "audit-log/no-events",
  level: "error",
  message: {
    en: "There is no audit event and no event of a sensor: nothing was examined.",
    ja: "監査イベントもセンサーのイベントもありません。何も検査していません。",
  },
};

function lateEvents(count: number, { tolerance }: StreamReading): Diagnostic {
  return {
    code: "audit-log/late-events",
    level: "info",
    message: {
      en: `Got ${counted(count, "event")} later than the tolerance (${tolerance}) allows, and judged them as they came; detectors that look at the order of events may have missed something.`,
      ja: `許容時間（${tolerance}）より遅れて届いたイベントが ${count} 件あります。到着時に判定しましたが、順序を見る検知ルールでは見落とす可能性があります。`,
    },
  };
}

function earlyEvents(count: number, { tolerance, maxHeldBytes }: StreamReading): Diagnostic {
  const mebibytes = maxHeldBytes / 1_048_576;
  return {
    code: "audit-log/order-limit",
    level: "info",
    message: {
      en: `Judged ${counted(count, "event")} before the tolerance (${tolerance}) was over: no more than maxHeldEvents = ${maxHeldEvents} or maxHeldEventBytes = ${mebibytes} MiB wait for others to come before them.`,
      ja: `順序を整えるために待機できるイベントは maxHeldEvents（${maxHeldEvents} 件）、maxHeldEventBytes（${mebibytes} MiB）までです。${count} 件は許容時間（${tolerance}）を待たずに判定しました。`,
    },
  };
}

function futureEvents(count: number): Diagnostic {
  return {
    code: "audit-log/future-events",
    level: "warning",
    message: {
      en: `Got ${counted(count, "event")} from the future: a clock is wrong, or somebody writes to the log.`,
      ja: `未来の時刻を持つイベントが ${count} 件あります。時計のずれ、またはログへの書き込みの可能性があります。`,
    },
  };
}

function tooManyFindings(count: number): Diagnostic {
  return {
    code: "audit-log/too-many-findings",
    level: "error",
    message: {
      en: `Left out ${counted(count, "alert")}: there are more findings than the limit of 20000.`,
      ja: `検出事項が上限の 20000 件を超えたため、アラート ${count} 件を表示していません。`,
    },
  };
}
