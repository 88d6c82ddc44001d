import { z } from "zod";
import { SekishoError } from "../../model/error.ts";
import { severities } from "../../model/severity.ts";
import type { AlertEntry } from "./alert-book.ts";
import type { DetectState } from "./detect-state.ts";
import type { LastingCoverage } from "./lasting-coverage.ts";
import { detectStateSchema, seenEvent } from "./parse-detect-state.ts";

/** What a watch over one cluster remembers, as plain JSON. */
export interface WatchMemory {
  readonly version: 1;
  readonly state: DetectState;
  readonly entries: readonly RememberedEntry[];
  /** How the questions that were put ended lately. */
  readonly coverage?: readonly LastingCoverage[] | undefined;
}

/** What was found. */
export interface RememberedEntry extends AlertEntry {
  /** When it last went on, by the machine's clock, in milliseconds since 1970. */
  readonly heardMs?: number | undefined;
}

const text = z.object({ en: z.string(), ja: z.string() });

const technique = z.custom<`attack@${number}#T${number}`>(
  (value) => typeof value === "string" && /^attack@\d{1,4}#T[\d.]{1,12}$/.test(value),
);

const anomaly = z.object({
  score: z.number(),
  unusual: text,
  rarity: text,
  baseline: text,
  learned: text,
  dimensions: z.array(z.object({ name: z.string(), value: z.string(), seen: z.enum(["never", "rare", "usual"]) })),
});

const savedEntry = z.object({
  rule: z.object({
    id: z.string(),
    aliases: z.array(z.string()),
    title: text,
    severity: z.enum(severities),
    remediation: text,
    techniques: z.array(technique),
  }),
  cluster: z.string(),
  caller: z.string(),
  subject: z.string(),
  incident: z.string(),
  severity: z.enum(severities),
  message: text,
  anomaly: anomaly.optional(),
  events: z.array(seenEvent),
  sources: z.array(z.string()),
  firstMs: z.number(),
  lastMs: z.number(),
  count: z.number(),
  heardMs: z.number().optional(),
});

const savedCoverage = z.object({
  plugin: z.string(),
  ended: z.enum(["done", "partial", "skipped", "failed"]),
  reason: text.optional(),
  isAsked: z.boolean(),
  atMs: z.number(),
});

const memorySchema = z.object({
  version: z.literal(1),
  state: detectStateSchema,
  entries: z.array(savedEntry),
  coverage: z.array(savedCoverage).optional(),
});

/** Gives what is written of an entry: a rule's examples and functions are not a part of what was found. */
export function saveEntry(entry: AlertEntry): AlertEntry {
  const { id, aliases, title, severity, remediation, techniques } = entry.rule;
  return { ...entry, rule: { id, aliases, title, severity, remediation, techniques }, exception: undefined };
}

/**
 * Reads what an earlier watch remembered.
 *
 * @throws {SekishoError} `state-invalid`.
 */
export function parseWatchMemory(json: unknown): WatchMemory {
  const read = memorySchema.safeParse(json);
  if (read.success) {
    const { version, state, entries, coverage } = read.data;
    return {
      version,
      state,
      entries: entries.map((entry) => ({ ...entry, anomaly: entry.anomaly, exception: undefined })),
      coverage,
    };
  }
  const [issue] = read.error.issues;
  const where = `/${issue?.path.map(String).join("/") ?? ""}: ${issue?.message ?? ""}`;
  throw new SekishoError("state-invalid", {
    en: `this is no memory of a watch: ${where}`,
    ja: `監視の状態として読み取れません: ${where}`,
  });
}
