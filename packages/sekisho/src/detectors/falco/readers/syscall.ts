import type { FieldReader } from "../compile-rules.ts";
import { type FieldForm, type FieldValue, textOf } from "../field-value.ts";
import { type EventTime, parseEventTime, readTimeField, timeOfSeconds } from "./event-time.ts";
import { isRecord, type JsonRecord, textOfJson } from "./json-value.ts";
import { findTetragonFields } from "./tetragon.ts";
import { findTraceeFields } from "./tracee.ts";

/** An event of the kernel, with Falco's names for what it says. */
export interface SyscallEvent {
  /** By name with its argument: `proc.aname[2]`. A field that is not there cannot be known; null is a known absence. */
  readonly fields: JsonRecord;
  readonly host: string;
  /** When it happened; read when somebody asks. */
  readonly time: () => EventTime | undefined;
  readonly number: number;
}

/**
 * Makes an event of one line: an alert of Falco with its `output_fields`, an event of Tetragon or Tracee, or an object with
 * the names of fields as keys, as our own sensors write.
 */
export function toSyscallEvent(document: JsonRecord, number: number, host: string): SyscallEvent {
  const { output_fields: alert, time, hostname, node_name: node, timestamp } = document;
  const fields = fieldsOf(document, alert);
  const named = typeof hostname === "string" ? hostname : node;
  return {
    fields,
    host: typeof named === "string" ? named : host,
    time: () => parseEventTime(time ?? fields["evt.time.iso8601"]) ?? timeOfNanoseconds(fields, timestamp),
    number,
  };
}

function fieldsOf(document: JsonRecord, alert: unknown): JsonRecord {
  if (isRecord(alert)) return alert;
  if (document["evt.type"] !== undefined) return document;
  return findTetragonFields(document) ?? findTraceeFields(document) ?? document;
}

function timeOfNanoseconds(fields: JsonRecord, stamp: unknown): EventTime | undefined {
  const raw = fields["evt.rawtime"] ?? fields["evt.time"] ?? stamp;
  if (typeof raw !== "number" || !Number.isFinite(raw) || raw < 1e15 || raw > 8e18) return undefined;
  const seconds = Math.floor(raw / 1e9);
  const fraction = String(Math.round(raw - seconds * 1e9)).padStart(9, "0");
  return timeOfSeconds(seconds, fraction.slice(0, 9));
}

/** Reads events of the kernel. */
export const syscallReader: FieldReader<SyscallEvent> = { open: openField, formOf };

type Read = (event: SyscallEvent) => FieldValue;

function openField(name: string, argument: string | undefined): Read {
  const key = argument === undefined ? name : `${name}[${argument}]`;
  const derive = findDerivation(name, argument);
  return (event) => {
    const value = event.fields[key];
    if (value === undefined) return derive === undefined ? null : derive(event);
    if (typeof value === "string") return value === "<NA>" ? undefined : value;
    if (typeof value === "number" || typeof value === "boolean") return value;
    if (value === null) return undefined;
    return Array.isArray(value) ? value.map((one) => textOfJson(one) ?? "") : textOfJson(value);
  };
}

/** Fields that say something of each ancestor, with the field of the process itself and of its parent. */
const ancestry: ReadonlyMap<string, readonly [own: string, parent: string]> = new Map([
  ["proc.aname", ["proc.name", "proc.pname"]],
  ["proc.aexe", ["proc.exe", "proc.pexe"]],
  ["proc.aexepath", ["proc.exepath", "proc.pexepath"]],
  ["proc.acmdline", ["proc.cmdline", "proc.pcmdline"]],
  ["proc.apid", ["proc.pid", "proc.ppid"]],
]);

/** Fields that are either end of a connection. */
const bothEnds: ReadonlyMap<string, readonly string[]> = new Map([
  ["fd.ip", ["fd.cip", "fd.sip"]],
  ["fd.port", ["fd.cport", "fd.sport"]],
  ["fd.net", ["fd.cnet", "fd.snet"]],
]);

/** Networks are asked of addresses. */
const sameAs: ReadonlyMap<string, string> = new Map([
  ["fd.cnet", "fd.cip"],
  ["fd.snet", "fd.sip"],
  ["fd.lnet", "fd.lip"],
  ["fd.rnet", "fd.rip"],
  ["syscall.type", "evt.type"],
]);

function formOf(name: string, argument: string | undefined): FieldForm {
  if (name === "fd.types") return "list";
  return argument === undefined && (ancestry.has(name) || bothEnds.has(name)) ? "any" : "one";
}

/** Finds how a field follows from others, for events that do not carry it. */
function findDerivation(name: string, argument: string | undefined): Read | undefined {
  const ends = bothEnds.get(name)?.map((end) => openField(end, undefined));
  if (ends !== undefined) return (event) => valuesOf(ends.map((read) => read(event)));
  const lineage = ancestry.get(name);
  if (lineage !== undefined)
    return argument === undefined ? anyAncestor(name, lineage[1]) : nearAncestor(argument, lineage);
  const same = sameAs.get(name);
  if (same !== undefined) return openField(same, undefined);
  if (name.startsWith("evt.type.is.")) return isType(name.slice("evt.type.is.".length));
  const readTime = readTimeField(name);
  if (readTime !== undefined) {
    return ({ time }) => {
      const known = time();
      return known === undefined ? null : readTime(known);
    };
  }
  return derivations.get(name);
}

/** What is known of several values; unknown when nothing is. */
function valuesOf(values: readonly FieldValue[]): FieldValue {
  if (values.every((value) => value === null)) return null;
  return values.flatMap((value) => {
    if (value === null || value === undefined) return [];
    return typeof value === "object" ? value : [textOf(value)];
  });
}

const maxAncestors = 64;

function anyAncestor(name: string, parent: string): Read {
  const readParent = openField(parent, undefined);
  return (event) => {
    const values: FieldValue[] = [];
    for (let level = 1; level <= maxAncestors; level += 1) {
      const value = event.fields[`${name}[${level}]`];
      if (value === undefined) break;
      if (typeof value === "string" || typeof value === "number") values.push(textOf(value));
    }
    return valuesOf(values.length > 0 ? values : [readParent(event)]);
  };
}

function nearAncestor(argument: string, [own, parent]: readonly [string, string]): Read | undefined {
  if (argument === "0") return openField(own, undefined);
  return argument === "1" ? openField(parent, undefined) : undefined;
}

function isType(type: string): Read {
  const read = openField("evt.type", undefined);
  return (event) => {
    const value = read(event);
    return value === null || value === undefined ? value : Number(value === type);
  };
}

function flagsContain(...flags: readonly string[]): Read {
  return ({ fields: { "evt.arg.flags": value } }) => {
    if (typeof value !== "string") return value === null ? undefined : null;
    return flags.some((flag) => value.includes(flag));
  };
}

function fromName(part: (path: string) => string): Read {
  return ({ fields: { "fd.name": name } }) => {
    if (typeof name !== "string") return null;
    return name.startsWith("/") ? part(name) : undefined;
  };
}

const derivations: ReadonlyMap<string, Read> = new Map<string, Read>([
  ["fd.directory", fromName((path) => path.slice(0, Math.max(1, path.lastIndexOf("/"))))],
  ["fd.filename", fromName((path) => path.slice(path.lastIndexOf("/") + 1))],
  // Sensors tell of calls when they end.
  ["evt.dir", () => "<"],
  ["evt.source", () => "syscall"],
  ["evt.hostname", ({ host }) => (host === "" ? null : host)],
  ["evt.num", ({ number }) => number],
  ["evt.is_async", () => false],
  ["evt.failed", ({ fields: { "evt.rawres": result } }) => (typeof result === "number" ? result < 0 : null)],
  ["evt.is_open_write", flagsContain("O_WRONLY", "O_RDWR")],
  ["evt.is_open_read", flagsContain("O_RDONLY", "O_RDWR")],
]);
