import { z } from "zod";
import { moment, text } from "./values.ts";

/** What files events are judged by: rules of Falco, suppressions in the form of `.sekisho.yaml`, lists of addresses. */
export const detectionFileKind = z.enum(["falco-rules", "configuration", "addresses"]);

/** Names a file. */
export const detectionFileName = z.strictObject({
  kind: detectionFileKind,
  name: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,99}$/),
});

/** What a file holds. */
export const detectionFileContent = z.strictObject({ content: z.string().max(1_000_000) });

const problem = z.object({
  level: z.enum(["error", "warning"]),
  code: z.string(),
  message: text,
  hint: text.optional(),
  line: z.int().optional(),
  column: z.int().optional(),
});

/** A file as lists show it. */
const summary = z.object({ kind: detectionFileKind, name: z.string(), bytes: z.int(), changedAt: moment });

/** Every file of the tenant. */
export const detectionFileList = z.object({ files: z.array(summary) });

/** A file with its content and what is doubtful in it. */
export const wholeDetectionFile = summary.extend({ content: z.string(), problems: z.array(problem) });

/** What is wrong in a file that is not kept. */
export const detectionFileCheck = z.object({ isValid: z.boolean(), problems: z.array(problem) });
