import * as z from "zod/mini";
import { optionalText } from "../parts/optional-fields.ts";

const issue = z.object({ group: optionalText, gvr: optionalText, level: z.number(), message: optionalText });

/** What popeye says of the objects of one kind. Source: popeye 0.21, internal/report/builder.go; 0.9 says `sanitizer`. */
export const popeyeSection = z.object({
  linter: optionalText,
  sanitizer: optionalText,
  gvr: optionalText,
  issues: z.nullish(z.record(z.string(), z.nullish(z.array(issue)))),
});

/** What is around the sections. */
export const popeyeHeader = z.object({
  ClusterName: optionalText,
  ContextName: optionalText,
  popeye: z.nullish(z.object({ report_time: optionalText })),
});

/** One of the issues of an object. */
export type PopeyeIssue = z.infer<typeof issue>;
