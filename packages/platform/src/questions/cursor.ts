import { SekishoError } from "sekisho";
import { z } from "zod";

/** Where a page ends: the keys of its last row, in the order of the list. */
export interface PageEnd {
  /** Name of the order: a cursor of one list is none of another. */
  readonly order: string;
  readonly keys: readonly (string | number)[];
}

const pageEnd = z.tuple([z.string(), z.array(z.union([z.string(), z.number()])).max(6)]);

/** Writes where a page ends as a text that callers hand back and need not understand. */
export function writeCursor({ order, keys }: PageEnd): string {
  return Buffer.from(JSON.stringify([order, keys])).toString("base64url");
}

/**
 * Reads where the page before ended.
 *
 * @param keys What the keys of this order look like.
 * @throws {SekishoError} `request-invalid` when the cursor is none of this order.
 */
export function readCursor<Keys>(cursor: string, order: string, keys: z.ZodType<Keys>): Keys {
  const read = pageEnd.safeParse(parseJson(Buffer.from(cursor, "base64url").toString("utf8")));
  const found = read.success && read.data[0] === order ? keys.safeParse(read.data[1]) : undefined;
  if (found?.success === true) return found.data;
  throw new SekishoError("request-invalid", {
    en: "cursor: expected the one that the page before gave, got another text",
    ja: "cursor には、前のページで返された値を指定してください。",
  });
}

function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    // The schema refuses it.
    return undefined;
  }
}
