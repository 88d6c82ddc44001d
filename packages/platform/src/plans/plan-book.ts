import { readFile } from "node:fs/promises";
import { SekishoError } from "sekisho";
import { z } from "zod";
import { type Meter, meter, meters } from "../contract/plan.ts";
import { slug, text } from "../contract/values.ts";

const count = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
/** Nobody runs into a wall without a word: a hard limit needs a soft one below it. */
const limits = z
  .strictObject({ soft: count.optional(), hard: count.optional() })
  .refine(({ soft, hard }) => hard === undefined || (soft !== undefined && soft <= hard), {
    message: "expected a soft limit at or below the hard one",
  });

const plan = z.strictObject({
  name: slug,
  title: text,
  /** What is not named has no limit. */
  limits: z.partialRecord(meter, limits).default({}),
  /** What is paid for it; left out where it costs nothing. */
  stripe: z
    .strictObject({
      /** Ids of prices: the first one tells this plan from others. */
      prices: z
        .array(z.string().regex(/^price_\w{1,100}$/))
        .min(1)
        .max(20),
      /** Names of Stripe's meters that are told what was used. */
      meterEvents: z.partialRecord(meter, z.string().min(1).max(100)).default({}),
    })
    .optional(),
});

const planBook = z
  .strictObject({
    plans: z.array(plan).min(1).max(50),
    /** Name of the plan of whoever has no other. */
    default: slug,
    /** Days between the first failed payment and the moment from which a tenant can only be read. */
    graceDays: z.int().min(1).max(90).default(14),
  })
  .refine(({ plans, default: wanted }) => plans.some(({ name, stripe }) => name === wanted && stripe === undefined), {
    message: "expected the default plan to be one of the plans, without payment",
  })
  .refine(({ plans }) => new Set(plans.map(({ name }) => name)).size === plans.length, {
    message: "expected every plan to have a name of its own",
  });

/** A plan: what a tenant may use. */
export type Plan = z.output<typeof plan>;
/** The plans of a server. */
export type PlanBook = z.output<typeof planBook>;
/** What may be used of one thing; `null` is without limit. */
export interface MeterLimit {
  readonly meter: Meter;
  readonly soft: number | null;
  readonly hard: number | null;
}

/**
 * Reads the file of plans that `SEKISHO_PLANS` names. `undefined` where none is named: then everybody may use everything,
 * nothing is measured, and nothing of plans is seen.
 *
 * @throws {SekishoError} `usage` when it cannot be read, or says something else.
 */
export async function openPlanBook(path: string | undefined): Promise<PlanBook | undefined> {
  if (path === undefined || path === "") return undefined;
  try {
    return parsePlanBook(await readFile(path, "utf8"));
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new SekishoError(
      "usage",
      {
        en: `SEKISHO_PLANS: the file ${path} holds no plans: ${said}`,
        ja: `SEKISHO_PLANS のファイル ${path} をプランとして読み取れません: ${said}`,
      },
      { cause },
    );
  }
}

/** Reads plans out of JSON; throws with the first wrong place. */
export function parsePlanBook(written: string): PlanBook {
  const read = planBook.safeParse(JSON.parse(written));
  if (read.success) return read.data;
  const [first] = read.error.issues;
  throw new Error(`${first?.path.join(".") ?? ""}: ${first?.message ?? ""}`.replace(/^: /, ""));
}

/** Gives the plan of a name; the default one where it is sold no more. */
export function planOf({ plans, default: otherwise }: PlanBook, name: string | undefined): Plan {
  const found = plans.find((known) => known.name === name) ?? plans.find((known) => known.name === otherwise);
  if (found === undefined) throw new Error(`expected a plan ${otherwise}`);
  return found;
}

/** Gives what a plan allows of everything that is measured. */
export function limitsOf({ limits: known }: Plan): readonly MeterLimit[] {
  return meters.map((of) => ({ meter: of, soft: known[of]?.soft ?? null, hard: known[of]?.hard ?? null }));
}
