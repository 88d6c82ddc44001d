import type { z } from "zod";
import type { Services } from "../services.ts";
import type { JobFailure } from "./job-queue.ts";

/** What a job works with. */
export interface JobContext {
  readonly tenantId: string;
  readonly services: Services;
}

/** One kind of work. */
export interface JobDefinition<Payload extends z.ZodType> {
  readonly kind: string;
  readonly payload: Payload;
  /**
   * Does the work. It may be done twice: a worker may die after the work and before it says so. What it throws is tried
   * again, but a `SekishoError`, which says that the job itself is at fault.
   */
  run(payload: z.output<Payload>, context: JobContext): Promise<void>;
  /** Tells whoever waits that the job was given up. */
  giveUp?(payload: z.output<Payload>, failure: JobFailure, context: JobContext): Promise<void>;
}

/** A kind of work as workers keep it. */
export interface Job {
  readonly kind: string;
  readonly run: (payload: unknown, context: JobContext) => Promise<void>;
  readonly giveUp: (payload: unknown, failure: JobFailure, context: JobContext) => Promise<void>;
}

/** Defines a kind of work. */
export function defineJob<Payload extends z.ZodType>(definition: JobDefinition<Payload>): Job {
  return {
    kind: definition.kind,
    run: (payload, context) => definition.run(definition.payload.parse(payload), context),
    giveUp: async (payload, failure, context) => {
      await definition.giveUp?.(definition.payload.parse(payload), failure, context);
    },
  };
}
