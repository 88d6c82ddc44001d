import * as z from "zod/mini";
import { optionalText, optionalTexts } from "../parts/optional-fields.ts";

/** One of `details`. Source: dockle 0.4, pkg/report/json.go. */
export const dockleDetail = z.object({
  code: z.string(),
  title: optionalText,
  level: z.string(),
  alerts: optionalTexts,
});

/** What is around the details; `image` is missing in versions before 0.3. */
export const dockleHeader = z.object({
  image: optionalText,
  summary: z.object({ pass: z.nullish(z.number().check(z.gte(0))) }),
});
