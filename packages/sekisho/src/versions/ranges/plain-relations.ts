import type { VersionScheme } from "../scheme.ts";
import { readAll, readComparators, type Spelling, testOf, usualSpelling } from "./comparators.ts";
import type { RangeSyntax } from "./range-syntax.ts";

/** What a syntax of plain relations is made of. */
export interface PlainRelations<Version> {
  readonly scheme: VersionScheme<Version>;
  readonly source: string;
  readonly spelling?: Spelling;
}

/** Gives the syntax of relations between commas or blanks, `>= 1.0, < 2.0`, with `||` between alternatives. */
export function plainRelations<Version>(settings: PlainRelations<Version>): RangeSyntax<Version> {
  const { scheme, source, spelling = usualSpelling } = settings;
  return {
    id: scheme.id,
    source,
    parse(text) {
      const alternatives = readAll(text.split("||"), (part) => readComparators(part, scheme, spelling));
      return alternatives === undefined ? undefined : testOf(scheme, alternatives);
    },
  };
}
