import * as z from "zod/mini";

/** A text that may be missing. Programs in Go write `null` for it, which is no mistake of the document. */
export const optionalText = z.nullish(z.string());

/** A number that may be missing. */
export const optionalNumber = z.nullish(z.number());

/** A truth value that may be missing. */
export const optionalTruth = z.nullish(z.boolean());

/** A list of texts that may be missing. */
export const optionalTexts = z.nullish(z.array(z.string()));

/** A number that some versions of a tool write as a text. */
export const optionalNumberOrText = z.nullish(z.union([z.number(), z.string()]));

/** A text, a number or nothing, as {@link optionalNumberOrText} reads it, as a number. */
export function toNumber(value: number | string | null | undefined): number | undefined {
  if (typeof value === "number") return value;
  if (value === undefined || value === null || value.trim() === "") return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}
