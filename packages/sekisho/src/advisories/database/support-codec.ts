import type { ProductSupport, SupportCycle } from "../../model/support.ts";
import { pick } from "./affected-codec.ts";
import type { ByteReader } from "./byte-reader.ts";
import type { ByteWriter } from "./byte-writer.ts";
import type { WordList } from "./word-list.ts";

const flag = { ends: 1, isOver: 2, extended: 4 } as const;

/** Writes the release lines of a product, without its name. */
export function writeSupport(writer: ByteWriter, { cycles }: ProductSupport, words: WordList): void {
  writer.number(cycles.length);
  for (const { name, ends, isOver, extendedUntil } of cycles) {
    let flags = ends === undefined ? 0 : flag.ends;
    if (isOver === true) flags |= flag.isOver;
    if (extendedUntil !== undefined) flags |= flag.extended;
    writer.number(flags);
    writer.text(name);
    if (ends !== undefined) writer.number(words.placeOf(ends));
    if (extendedUntil !== undefined) writer.number(words.placeOf(extendedUntil));
  }
}

/** Reads what `writeSupport` wrote. */
export function readSupport(reader: ByteReader, words: readonly string[]): readonly SupportCycle[] {
  return Array.from({ length: reader.count() }, () => {
    const flags = reader.number();
    return {
      name: reader.text(),
      ...((flags & flag.ends) !== 0 && { ends: pick(words, reader.number()) }),
      ...((flags & flag.isOver) !== 0 && { isOver: true as const }),
      ...((flags & flag.extended) !== 0 && { extendedUntil: pick(words, reader.number()) }),
    };
  });
}
