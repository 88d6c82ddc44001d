import { randomBytes } from "node:crypto";
import { isJsonObject } from "../../formats/json/json-value.ts";
import type { AuditStage } from "../../model/audit-event.ts";
import type { StreamEvent } from "../../model/runtime-event.ts";

const stageBits: Readonly<Record<AuditStage, number>> = {
  RequestReceived: 1,
  ResponseStarted: 2,
  ResponseComplete: 4,
  Panic: 8,
};
const answeredBits = stageBits.ResponseStarted | stageBits.ResponseComplete | stageBits.Panic;

/**
 * What an event is to the stream: `duplicate`, it was there before; `pending`, its request has no answer yet;
 * `answered-again`, its request was judged at an earlier stage; `first-answer`, it is the one to judge.
 */
export type EventRole = "duplicate" | "pending" | "answered-again" | "first-answer";

/** Requests as they are kept between runs: fingerprints mean something with their key alone. */
export interface SavedRequests {
  readonly key: readonly [number, number];
  /** Base64 of `packedRequestBytes` for each: both halves of its fingerprint, little-endian, and its stages. */
  readonly packed: string;
}

/** Knows the requests of the last while. */
export interface RecentRequests {
  /** An event of a kernel is a `duplicate` or a `first-answer`. */
  roleOf(event: StreamEvent): EventRole;
  save(): SavedRequests;
}

/** So many requests are known at least, and twice as many at most, in 2.4 MB. */
const recentRequestCount = 98_304;

/**
 * Makes a memory of requests, with what an earlier one saved.
 *
 * A request is known by its id, its time to the microsecond, its verb and its address together: clients may choose the id
 * (`Audit-ID`), and who chose that of another request would hide their own. Fingerprints of these texts are kept, by a key
 * that nobody outside knows.
 */
export function createRecentRequests(saved?: SavedRequests, capacity: number = recentRequestCount): RecentRequests {
  const key = saved?.key ?? [randomBytes(4).readUInt32LE(), randomBytes(4).readUInt32LE()];
  /** Two halves: when the younger one is full, the older one is forgotten. */
  let younger = createTable(capacity);
  let older = createTable(capacity);
  if (saved !== undefined) putPacked(younger, Buffer.from(saved.packed, "base64"), capacity);
  return {
    roleOf(event) {
      const bit = event.kind === "audit" ? stageBits[event.stage] : stageBits.ResponseComplete;
      // Without an id nothing can be known again.
      if ((event.kind === "audit" ? event.auditId : event.id) === "")
        return bit === stageBits.RequestReceived ? "pending" : "first-answer";
      const high = fingerprint(event, key[0]);
      const low = fingerprint(event, key[1]);
      const before = younger.get(high, low) || older.get(high, low);
      if ((before & bit) !== 0) return "duplicate";
      if (younger.isFull()) {
        older = younger;
        younger = createTable(capacity);
      }
      younger.put(high, low, before | bit);
      if (bit === stageBits.RequestReceived) return "pending";
      return (before & answeredBits) === 0 ? "first-answer" : "answered-again";
    },
    save: () => {
      const bytes = Buffer.alloc((older.count() + younger.count()) * packedRequestBytes);
      younger.pack(bytes, older.pack(bytes, 0));
      return { key, packed: bytes.subarray(-capacity * packedRequestBytes).toString("base64") };
    },
  };
}

/** What one request takes in a saved memory. */
const packedRequestBytes = 9;

/** Whether a text is what `save` wrote. */
export function isPacked(text: string): boolean {
  const bytes = Buffer.from(text, "base64");
  return bytes.length % packedRequestBytes === 0 && bytes.toString("base64") === text;
}

/** Packs requests that are given as numbers of 32 bits. */
export function packRequests(entries: readonly (readonly [high: number, low: number, stages: number])[]): string {
  const bytes = Buffer.alloc(entries.length * packedRequestBytes);
  let at = 0;
  for (const [high, low, stages] of entries) {
    at = bytes.writeUInt32LE(high, at);
    at = bytes.writeUInt32LE(low, at);
    at = bytes.writeUInt8(stages, at);
  }
  return bytes.toString("base64");
}

/** Puts the last ones into a table. */
function putPacked(table: Table, packed: Buffer, capacity: number): void {
  const bytes = packed.subarray(-capacity * packedRequestBytes);
  for (let at = 0; at + packedRequestBytes <= bytes.length; at += packedRequestBytes) {
    const stages = bytes.readUInt8(at + 8);
    if (stages !== 0) table.put(bytes.readUInt32LE(at), bytes.readUInt32LE(at + 4), stages);
  }
}

function fingerprint(event: StreamEvent, key: number): number {
  if (event.kind === "runtime") return finish(mixText(mixText(key, event.id), event.sensor));
  let hash = mixText(key, event.auditId);
  if (isJsonObject(event.raw)) {
    const time = event.raw["requestReceivedTimestamp"];
    if (typeof time === "string") hash = mixText(hash, time);
  }
  hash = mixText(hash, event.verb);
  hash = mixText(hash, event.requestUri);
  return finish(hash);
}

/** One round of MurmurHash3 for each unit, and the length, so that two texts in a row are not one. */
function mixText(start: number, text: string): number {
  let hash = start;
  for (let at = 0; at < text.length; at++) {
    let unit = Math.imul(text.charCodeAt(at), 0xcc9e2d51);
    unit = Math.imul((unit << 15) | (unit >>> 17), 0x1b873593);
    hash ^= unit;
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0;
  }
  return hash ^ text.length;
}

function finish(start: number): number {
  let hash = start;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Stages by fingerprint, in arrays of numbers: strings in a `Map` would take ten times the memory. */
interface Table {
  /** 0 for a fingerprint that is not there. */
  get(high: number, low: number): number;
  put(high: number, low: number, stages: number): void;
  isFull(): boolean;
  count(): number;
  /** Writes everything from an offset on; gives the offset behind it. */
  pack(bytes: Buffer, offset: number): number;
}

function createTable(capacity: number): Table {
  const slots = 2 ** Math.ceil(Math.log2(capacity / 0.75 + 1));
  const highs = new Uint32Array(slots);
  const lows = new Uint32Array(slots);
  const stages = new Uint8Array(slots);
  let count = 0;
  const slotOf = (high: number, low: number): number => {
    let slot = low & (slots - 1);
    while (stages[slot] !== 0 && (highs[slot] !== high || lows[slot] !== low)) slot = (slot + 1) & (slots - 1);
    return slot;
  };
  return {
    get: (high, low) => stages[slotOf(high, low)] ?? 0,
    put(high, low, value) {
      const slot = slotOf(high, low);
      if (stages[slot] === 0) count += 1;
      highs[slot] = high;
      lows[slot] = low;
      stages[slot] = value;
    },
    isFull: () => count >= capacity,
    count: () => count,
    pack(bytes, offset) {
      let at = offset;
      for (let slot = 0; slot < slots; slot++) {
        const value = stages[slot] ?? 0;
        if (value === 0) continue;
        at = bytes.writeUInt32LE(highs[slot] ?? 0, at);
        at = bytes.writeUInt32LE(lows[slot] ?? 0, at);
        at = bytes.writeUInt8(value, at);
      }
      return at;
    },
  };
}
