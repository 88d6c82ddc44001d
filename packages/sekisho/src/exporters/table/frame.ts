import { type ExportContext, type RuleDescription } from "../context.ts";
import { type ExcerptReader } from "../excerpt.ts";
import { type Phrases, phrasesIn } from "../phrases.ts";
import { createPaint, type Paint } from "./paint.ts";

/** What every part of the table needs. */
export interface Frame {
  readonly context: ExportContext;
  readonly columns: number;
  readonly phrases: Phrases;
  readonly paint: Paint;
  readonly excerptOf: ExcerptReader;
  /** One column in Unicode, three in ASCII. */
  readonly ellipsis: string;
  readonly gutter: string;
  /** Whether findings say who saw them: where they come from different tools. */
  readonly showsWitnesses: boolean;
  readonly ruleOf: (id: string) => RuleDescription | undefined;
}

const fewestColumns = 40;

/** Gathers width, words and colours for a table. */
export function createFrame(context: ExportContext, excerptOf: ExcerptReader, showsWitnesses = false): Frame {
  return {
    context,
    columns: Math.max(context.columns, fewestColumns),
    phrases: phrasesIn(context.language),
    paint: createPaint(context.hasColour),
    excerptOf,
    ellipsis: context.hasUnicode ? "…" : "...",
    gutter: context.hasUnicode ? "│" : "|",
    showsWitnesses,
    ruleOf: (id) => context.rules.get(id),
  };
}
