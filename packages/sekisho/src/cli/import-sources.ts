import { accessSync, constants, statSync } from "node:fs";
import { resolve } from "node:path";
import { readPieces } from "../access/filesystem/read-pieces.ts";
import type { DocumentSource } from "../importers/reading/document-source.ts";
import { SekishoError } from "../model/error.ts";
import { type SpooledStream, spoolStream } from "../scan/import/spool-stream.ts";
import type { Terminal } from "./terminal.ts";
import { createYoungGeneration } from "./young-generation.ts";

/** The documents that a call names, as far as they can be opened. */
export interface ImportSources {
  readonly sources: readonly DocumentSource[];
  /** One of them is so large that memory counts. */
  readonly isLarge: boolean;
  readonly failures: readonly SekishoError[];
  /** Deletes what was kept of standard input. */
  readonly close: () => Promise<void>;
}

/** From here on memory counts more than the few per cent of time that it costs to keep it small. */
const largeBytes = 16 * 1_048_576;

/** What is made of the records of a piece dies in so much: in half of it an import takes a sixth more time. */
const youngBytes = 16 * 1_048_576;

/** Opens documents; `-` is standard input. What cannot be opened takes nothing from the others. */
export async function openImportSources(names: readonly string[], terminal: Terminal): Promise<ImportSources> {
  const spooled = names.includes("-") ? await spoolStream(terminal.input) : undefined;
  const opened = names.map((name) => openSource(name, spooled, terminal));
  const sources = opened.flatMap((one) => (one instanceof SekishoError ? [] : [one]));
  const isLarge = sources.some(({ bytes }) => bytes > largeBytes);
  return {
    sources: isLarge ? sources.map(holdHeap) : sources,
    isLarge,
    failures: opened.flatMap((one) => (one instanceof SekishoError ? [one] : [])),
    close: async () => await spooled?.remove(),
  };
}

interface SizedSource extends DocumentSource {
  readonly bytes: number;
}

function openSource(
  name: string,
  spooled: SpooledStream | undefined,
  { workingDirectory }: Terminal,
): SizedSource | SekishoError {
  // Of standard input the size is not known.
  if (name === "-" && spooled !== undefined) return { ...spooled.source, bytes: Number.POSITIVE_INFINITY };
  const path = resolve(workingDirectory, name);
  const status = statSync(path, { throwIfNoEntry: false });
  if (status === undefined) {
    return new SekishoError("target-not-found", { en: `${name} does not exist.`, ja: `${name} が存在しません。` });
  }
  if (status.isDirectory()) {
    return new SekishoError("target-unreadable", {
      en: `${name} is a directory; expected a file.`,
      ja: `${name} はディレクトリです。ファイルを指定してください。`,
    });
  }
  return mayRead(path)
    ? { name, bytes: status.size, open: () => readPieces(path) }
    : new SekishoError("target-unreadable", {
        en: `${name} cannot be read: permission was denied.`,
        ja: `${name} を読み取る権限がありません。`,
      });
}

function mayRead(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    // The system says no; whatever its reason is, reading fails as well.
    return false;
  }
}

/** Lets the heap's young generation grow as far as the records of one piece of a document need it, and no further. */
export function holdHeap({ name, open }: DocumentSource): DocumentSource {
  const youngGeneration = createYoungGeneration(youngBytes);
  return {
    name,
    async *open() {
      for await (const piece of open()) {
        youngGeneration.holdFor({ total: Number.POSITIVE_INFINITY });
        yield piece;
      }
    },
  };
}
