import type { NodeProperties } from "./node-store.ts";
import { isBlankOrEnd, type YamlCursor } from "./yaml-cursor.ts";

/** Reads `&anchor` or `!tag` in front of a node. */
export function readProperties(cursor: YamlCursor, before: NodeProperties | undefined): NodeProperties {
  const start = before?.start ?? cursor.at;
  if (cursor.unit() === 0x26) {
    const at = cursor.at;
    cursor.at += 1;
    if (before?.anchor !== undefined) cursor.fail("unexpected-text", at);
    return { start, tag: before?.tag, anchor: readName(cursor) };
  }
  const at = cursor.at;
  while (!isBlankOrEnd(cursor.unit())) cursor.at += 1;
  if (before?.tag !== undefined) cursor.fail("unexpected-text", at);
  return { start, anchor: before?.anchor, tag: shortTag(cursor.text.slice(at, cursor.at)) };
}

/** Writes `!<tag:yaml.org,2002:str>` as `!!str`. */
function shortTag(tag: string): string {
  const found = /^!<tag:yaml\.org,2002:(\w{1,20})>$/.exec(tag);
  return found === null ? tag : `!!${found[1] ?? ""}`;
}

/** Reads the name of an anchor. */
export function readName(cursor: YamlCursor): string {
  const start = cursor.at;
  while (!cursor.isAtEnd && /[\w-]/.test(cursor.text.charAt(cursor.at))) cursor.at += 1;
  const next = cursor.unit();
  const ends = isBlankOrEnd(next) || [0x3f, 0x3a, 0x2c, 0x5d, 0x7d, 0x25, 0x40, 0x60].includes(next);
  if (cursor.at === start || !ends) cursor.fail("unexpected-text", start - 1);
  return cursor.text.slice(start, cursor.at);
}
