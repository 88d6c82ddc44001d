import type { FalcoRule, RuleSet } from "../../semantics/falco-rules/rule-set.ts";
import { type FalcoSource, falcoSources } from "../../semantics/falco-rules/sources.ts";
import { compileRules, type FieldReader, type RuleProgram } from "./compile-rules.ts";
import type { RaisedFalcoAlert } from "./falco-alert.ts";
import { verdicts } from "./field-value.ts";
import { createAlertFormat, type FormatAlert } from "./format-alert.ts";
import { cloudtrailReader } from "./readers/cloudtrail.ts";
import type { EventTime } from "./readers/event-time.ts";
import { type JsonEvent, jsonReader, timeOf } from "./readers/json-event.ts";
import { isRecord, type JsonRecord } from "./readers/json-value.ts";
import { findTemplateView, k8sAuditReader } from "./readers/k8s-audit.ts";
import { isPodField } from "./readers/k8s-pod.ts";
import { syscallReader, toSyscallEvent } from "./readers/syscall.ts";
import { type FindRules, indexRules } from "./rule-index.ts";
import {
  coverageOf,
  type FalcoRuleCoverage,
  fieldsOf,
  type RuleRecord,
  recordUndecided,
  startRecord,
} from "./rule-record.ts";

/** How rules are tried. */
export interface FalcoSettings {
  /** Whether the first rule that fires ends the matter for an event, as Falco does unless told otherwise, or all may. */
  readonly matching?: "first" | "all";
  /** Whether the templates of controllers are judged like the pods that they make. Default: yes. */
  readonly judgesTemplates?: boolean;
}

/** Judges events by the rules of Falco, one after the other. */
export interface FalcoEvaluator {
  /**
   * Gives the alerts of an event, plain JSON; `host` names its host or cluster, where that is known beside the event.
   * Never throws; what is no event gives none.
   */
  readonly evaluate: (event: unknown, source: FalcoSource, host?: string) => readonly RaisedFalcoAlert[];
  /** Says of every rule how often it fired, and where it could not be decided. */
  readonly coverage: () => readonly FalcoRuleCoverage[];
}

/** Makes an evaluator of the rules of a set. Sources without rules cost nothing. */
export function createFalcoEvaluator({ rules }: Pick<RuleSet, "rules">, settings: FalcoSettings = {}): FalcoEvaluator {
  const lanes = new Map<FalcoSource, Lane>();
  for (const source of falcoSources) {
    const own = rules.filter((rule) => rule.source === source);
    if (own.length > 0) lanes.set(source, createLane(own, source, settings));
  }
  return {
    evaluate: (event, source, host = "") => {
      const lane = lanes.get(source);
      return lane === undefined || !isRecord(event) ? noAlerts : lane.evaluate(event, host);
    },
    coverage: () => [...lanes.values()].flatMap(({ records }) => records.map(coverageOf)),
  };
}

/** The rules of one source at work. */
interface Lane {
  readonly records: readonly RuleRecord[];
  readonly evaluate: (document: JsonRecord, host: string) => readonly RaisedFalcoAlert[];
}

const noAlerts: readonly RaisedFalcoAlert[] = [];

function createLane(rules: readonly FalcoRule[], source: FalcoSource, settings: FalcoSettings): Lane {
  let number = 0;
  if (source === "syscall") {
    const stage = createStage(rules, { source, reader: syscallReader, settings });
    return {
      records: stage.records,
      evaluate: (document, host) => {
        number += 1;
        return stage.judge(toSyscallEvent(document, number, host));
      },
    };
  }
  const reader = jsonReaders[source];
  const members = timeMembers[source];
  const stage = createStage(rules, { source, reader, settings });
  const judgesTemplates = source === "k8s_audit" && settings.judgesTemplates !== false;
  const templates = judgesTemplates ? createTemplateStage(rules, stage.records, settings) : undefined;
  return {
    records: stage.records,
    evaluate: (document, host) => {
      number += 1;
      const event: JsonEvent = { document, source, host, time: () => timeOf(document, members), number };
      const alerts = stage.judge(event);
      if (source === "k8s_audit" && isBodyLeftOut(document)) stage.noteWithoutBody();
      const more = templates?.(event) ?? noAlerts;
      return more.length === 0 ? alerts : [...alerts, ...more];
    },
  };
}

const jsonReaders: Readonly<Record<Exclude<FalcoSource, "syscall">, FieldReader<JsonEvent>>> = {
  k8s_audit: k8sAuditReader,
  aws_cloudtrail: cloudtrailReader,
  json: jsonReader,
};

/** Members that say when an event happened, the best first. */
const timeMembers: Readonly<Record<Exclude<FalcoSource, "syscall">, readonly string[]>> = {
  k8s_audit: ["stageTimestamp", "requestReceivedTimestamp", "timestamp"],
  aws_cloudtrail: ["eventTime"],
  json: ["time", "timestamp", "eventTime"],
};

/** What has a time and a host for alerts to show. */
interface Stamped {
  readonly time: () => EventTime | undefined;
  readonly host: string;
}

interface StageOptions<Event> {
  readonly source: FalcoSource;
  readonly reader: FieldReader<Event>;
  readonly settings: FalcoSettings;
}

interface Stage<Event> {
  readonly records: readonly RuleRecord[];
  readonly judge: (event: Event) => readonly RaisedFalcoAlert[];
  /** Counts for every rule that the last event concerned and that asks for a body. */
  readonly noteWithoutBody: () => void;
}

/** A request that sends something, written down without it. Source: Kubernetes documentation, "Auditing". */
function isBodyLeftOut({ level, verb, requestObject }: JsonRecord): boolean {
  return (
    level === "Metadata" && requestObject === undefined && (verb === "create" || verb === "update" || verb === "patch")
  );
}

function createStage<Event extends Stamped>(rules: readonly FalcoRule[], options: StageOptions<Event>): Stage<Event> {
  const program = compileRules(rules, options.source, options.reader);
  const records = new Map(program.rules.map((compiled) => [compiled.rule, startRecord(compiled, program.open)]));
  const formats = new Map(rules.map((rule) => [rule, createAlertFormat(rule, program.open)]));
  const find = indexRules(program, options.source);
  const isFirst = options.settings.matching !== "all";
  const judge = (event: Event): readonly RaisedFalcoAlert[] => {
    program.load(event);
    return judgeLoaded({ find, records, isFirst }, (rule) => formats.get(rule)?.(event));
  };
  const noteWithoutBody = (): void => {
    for (const { rule } of find()) {
      const record = records.get(rule);
      if (record?.readsBody === true) record.withoutBody += 1;
    }
  };
  return { records: [...records.values()], judge, noteWithoutBody };
}

interface Judging {
  readonly find: FindRules;
  readonly records: ReadonlyMap<FalcoRule, RuleRecord>;
  readonly isFirst: boolean;
}

/** Tries the rules that an event can concern, in their order. */
function judgeLoaded(
  { find, records, isFirst }: Judging,
  write: (rule: FalcoRule) => RaisedFalcoAlert | undefined,
): readonly RaisedFalcoAlert[] {
  let alerts: RaisedFalcoAlert[] | undefined;
  for (const compiled of find()) {
    compiled.judged += 1;
    const verdict = compiled.judge();
    if (verdict === verdicts.no) continue;
    const { rule } = compiled;
    const record = records.get(rule);
    if (record === undefined) continue;
    if (verdict === verdicts.undecided) {
      recordUndecided(record);
      continue;
    }
    record.alerts += 1;
    const alert = write(rule);
    alerts ??= [];
    if (alert !== undefined) alerts.push(alert);
    if (isFirst) break;
  }
  return alerts ?? noAlerts;
}

/** Rules that ask for the settings of pods judge the templates of controllers, too; alerts name who sent them. */
function createTemplateStage(
  rules: readonly FalcoRule[],
  allRecords: readonly RuleRecord[],
  settings: FalcoSettings,
): ((event: JsonEvent) => readonly RaisedFalcoAlert[]) | undefined {
  const own = rules.filter(({ condition }) => fieldsOf(condition).some(({ name }) => isPodField(name)));
  if (own.length === 0) return undefined;
  const judged = compileRules(own, "k8s_audit", k8sAuditReader);
  const shown: RuleProgram<JsonEvent> = compileRules<JsonEvent>([], "k8s_audit", k8sAuditReader);
  const formats = new Map<FalcoRule, FormatAlert>(own.map((rule) => [rule, createAlertFormat(rule, shown.open, true)]));
  const records = new Map(allRecords.map((record) => [record.rule, record]));
  const find = indexRules(judged, "k8s_audit");
  const isFirst = settings.matching !== "all";
  return (event) => {
    const view = findTemplateView(event);
    if (view === undefined) return noAlerts;
    judged.load(view.asPod);
    shown.load(view.shown);
    return judgeLoaded({ find, records, isFirst }, (rule) => formats.get(rule)?.(event));
  };
}
