import { z } from "zod";
import { eventStream } from "./event-stream.ts";
import { nextCursor, pageQuery } from "./page.ts";
import { id, moment, severity, slug, text } from "./values.ts";

const cluster = z.string().trim().min(1).max(200);

/** Names a cluster. */
export const clusterParameters = z.strictObject({ cluster });

/** Whose stream events belong to. */
export const eventsQuery = z.strictObject({ project: slug.default("default") });

/** What was taken. */
export const acceptedEvents = z.object({ segment: id });

/** Which incidents are asked for. */
export const incidentQuery = pageQuery.extend({ project: slug.optional(), cluster: cluster.optional() });

/** An incident as lists show it. */
export const incidentSummary = z.object({
  id,
  project: z.string(),
  cluster: z.string(),
  severity,
  /** As findings name them: `User:jane`, `Pod:shop/web-0`. */
  actors: z.array(z.string()),
  firstAt: moment,
  lastAt: moment,
  /** The worst of what happened. */
  title: text,
  activities: z.int(),
  /** Whether everything in it is accepted. */
  isAccepted: z.boolean(),
});

/** A page of incidents. */
export const incidentList = z.object({ incidents: z.array(incidentSummary), next: nextCursor });

/** Why an activity is unusual for its actor. */
export const explainedAnomaly = z.object({
  /** 0 to 100. */
  score: z.number(),
  /** What is unusual. */
  unusual: text,
  /** How rare it is. */
  rarity: text,
  /** What it was compared with. */
  baseline: text,
  /** Since when that was learned. */
  learned: text,
  dimensions: z.array(
    z.object({
      /** `action`, `namespace`, `user-agent`, `network`, `image`, `hour`. */
      name: z.string(),
      value: z.string(),
      seen: z.enum(["never", "rare", "usual"]),
    }),
  ),
});

const activity = z.object({
  id,
  rule: z.string(),
  title: text,
  message: text,
  severity,
  subject: z.string(),
  caller: z.string(),
  sources: z.array(z.string()),
  firstAt: moment,
  lastAt: moment,
  count: z.int(),
  isAccepted: z.boolean(),
  /** `null` where it was not compared with what is usual. */
  anomaly: explainedAnomaly.nullable(),
  /** The finding that lists show; `null` until it is imported. */
  finding: id.nullable(),
});

/** An incident with everything that happened, the first first. */
export const wholeIncident = incidentSummary.extend({
  timeline: z.array(activity),
  /** The stream that it was found in: what it could not read may be missing here. */
  stream: eventStream.nullable(),
});

/** The events that an incident is made of. */
export const incidentEvents = z.object({
  events: z.array(z.object({ activity: id, id: z.string(), at: moment, event: z.unknown() })),
  next: nextCursor,
});
