import type { FlawFacts } from "../../model/advisory.ts";
import { pick } from "./affected-codec.ts";
import type { ByteReader } from "./byte-reader.ts";
import type { ByteWriter } from "./byte-writer.ts";
import { readSeverities, writeSeverities } from "./statement-codec.ts";
import type { WordList } from "./word-list.ts";

const flag = { exploited: 1, due: 2, ransomware: 4, epss: 8 } as const;

/** Writes what is known of a flaw, without its CVE. */
export function writeFlaw(writer: ByteWriter, facts: FlawFacts, words: WordList): void {
  const { knownExploited, epss } = facts;
  let flags = knownExploited === undefined ? 0 : flag.exploited;
  if (knownExploited?.due !== undefined) flags |= flag.due;
  if (knownExploited?.ransomware === true) flags |= flag.ransomware;
  if (epss !== undefined) flags |= flag.epss;
  writer.number(flags);
  if (knownExploited !== undefined) {
    writer.text(knownExploited.added);
    if (knownExploited.due !== undefined) writer.text(knownExploited.due);
  }
  if (epss !== undefined) {
    writer.text(String(epss.probability));
    writer.text(String(epss.percentile));
    writer.number(words.placeOf(epss.date));
  }
  writeSeverities(writer, facts.severities, words);
}

/** Reads what `writeFlaw` wrote. */
export function readFlaw(reader: ByteReader, cve: string, words: readonly string[]): FlawFacts {
  const flags = reader.number();
  return {
    cve,
    ...((flags & flag.exploited) !== 0 && {
      knownExploited: {
        added: reader.text(),
        ...((flags & flag.due) !== 0 && { due: reader.text() }),
        ransomware: (flags & flag.ransomware) !== 0,
      },
    }),
    ...((flags & flag.epss) !== 0 && {
      epss: {
        probability: Number(reader.text()),
        percentile: Number(reader.text()),
        date: pick(words, reader.number()),
      },
    }),
    severities: readSeverities(reader, words),
  };
}

/** Joins what two sources know of one flaw: what the first lacks is taken from the second, ratings stand side by side. */
export function joinFlaws(first: FlawFacts, second: FlawFacts): FlawFacts {
  const knownExploited = first.knownExploited ?? second.knownExploited;
  const epss = newer(first.epss, second.epss);
  return {
    cve: first.cve,
    ...(knownExploited === undefined ? {} : { knownExploited }),
    ...(epss === undefined ? {} : { epss }),
    severities: [...first.severities, ...second.severities],
  };
}

function newer(first: FlawFacts["epss"], second: FlawFacts["epss"]): FlawFacts["epss"] {
  if (first === undefined || second === undefined) return first ?? second;
  return second.date > first.date ? second : first;
}
