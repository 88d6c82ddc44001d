import { z } from "zod";
import { nextCursor, pageQuery } from "./page.ts";
import { moment, slug, text } from "./values.ts";

/** Which streams are asked for. */
export const eventStreamQuery = pageQuery.extend({ project: slug.optional() });

/** The events of a cluster as they come in, counted since the first one. */
export const eventStream = z.object({
  project: slug,
  cluster: z.string(),
  events: z.int(),
  /** Requests that were sent or logged more than once; each was judged once. */
  duplicates: z.int(),
  /** Events that came after later ones were judged. */
  late: z.int(),
  /** Events that were judged before others could come before them: more may not wait. */
  early: z.int(),
  /** Events with a time that was still to come. */
  future: z.int(),
  /** Lines and values that are no events, and events without a time. */
  problems: z.int(),
  /** Alerts beyond the limit of findings. */
  dropped: z.int(),
  /** Requests that could not be judged at all. */
  failedRequests: z.int(),
  /** Requests that wait to be judged, counted up to 2,000. */
  waitingRequests: z.int(),
  /** Events that wait for others to come before them. */
  held: z.int(),
  /** When the last request came; `null` where it is longer ago than requests are kept. */
  lastHeardAt: moment.nullable(),
  /** By the clock of the cluster. */
  lastEventAt: moment.nullable(),
  judgedAt: moment,
  /** What detection remembers, compressed. */
  stateBytes: z.int(),
  /** Since when it is learned what is usual, by the clock of the cluster; `null` where nothing was learned. */
  learningSince: moment.nullable(),
  /** Questions that could not be put to every event lately: most often the audit policy keeps bodies out. */
  incompleteQuestions: z.int(),
});

/** A page of streams. */
export const eventStreamList = z.object({ streams: z.array(eventStream), next: nextCursor });

/** How one question ended lately. */
export const streamCoverage = z.object({
  /** Detector or rule. */
  plugin: z.string(),
  ended: z.enum(["done", "partial", "skipped", "failed"]),
  reason: text.optional(),
  /** False where no event was of the kind that it asks about. */
  isAsked: z.boolean(),
  /** When it last ended so. */
  at: moment,
});

/** Something that went wrong with a stream, as it was told last. */
export const streamTrouble = z.object({
  code: z.string(),
  level: z.enum(["error", "warning", "info"]),
  message: text,
  at: moment,
});

/** A stream with how every question ended and what went wrong. */
export const wholeEventStream = eventStream.extend({
  coverage: z.array(streamCoverage),
  troubles: z.array(streamTrouble),
});
