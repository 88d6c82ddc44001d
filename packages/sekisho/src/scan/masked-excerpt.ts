import type { OffsetRange, SourceText } from "../model/source-text.ts";
import { createSourceText } from "../model/source-text.ts";
import { excerptOf } from "./reported-place.ts";

/**
 * Gives the lines of a range with the secret in it replaced by `*`, so that a report spreads nothing.
 *
 * A name with `=` before the secret is kept. Columns stay what they are: each unit becomes one asterisk.
 */
export function maskedExcerptOf(source: SourceText, range: OffsetRange): string {
  const { text } = source;
  const equals = text.slice(range.start, range.end).search(/=/);
  const start = equals === -1 ? range.start : range.start + equals + 1;
  const masked = text.slice(start, range.end).replaceAll(/[^\r\n]/g, "*");
  return excerptOf(createSourceText(source.path, text.slice(0, start) + masked + text.slice(range.end)), range);
}
