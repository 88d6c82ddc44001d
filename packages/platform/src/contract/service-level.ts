import { z } from "zod";

const days = z.int().min(1).max(3650).optional();

/** Days until a finding is due, by severity; without a number it never is. */
export const serviceLevel = z.strictObject({ critical: days, high: days, medium: days, low: days, info: days });

/** Days until a finding is due, by severity. */
export type ServiceLevel = z.infer<typeof serviceLevel>;
