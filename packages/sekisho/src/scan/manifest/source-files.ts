import { readFileSync } from "node:fs";
import { isAbsolute, relative, resolve } from "node:path";
import { slashed } from "../../access/filesystem/ignore-rules.ts";
import { parseYamlSource } from "../../formats/yaml-source/parse-yaml-source.ts";
import type { YamlDocument } from "../../formats/yaml-source/syntax.ts";
import { createSourceText, type SourceText } from "../../model/source-text.ts";

/** The files that a rendering was made from, each read once. */
export interface SourceFiles {
  /** Names a path as reports do. */
  readonly nameOf: (path: string) => string;
  /** Gives the text of a file by its absolute path; `undefined` when it cannot be read. */
  readonly read: (path: string) => SourceText | undefined;
  /** Gives the text of a file by its name in reports, once it was read. */
  readonly named: (name: string) => SourceText | undefined;
  readonly documentsOf: (path: string) => readonly YamlDocument[];
}

/** Makes a reader of files. `inMemory` has the texts of files that are not on this machine, by absolute path. */
export function createSourceFiles(
  workingDirectory: string,
  inMemory: ReadonlyMap<string, string> = new Map(),
): SourceFiles {
  const texts = new Map<string, SourceText | undefined>();
  const documents = new Map<string, readonly YamlDocument[]>();
  const nameOf = (path: string): string => nameBelow(workingDirectory, path);
  const read = (path: string): SourceText | undefined => {
    const name = nameOf(path);
    const text = inMemory.get(path);
    if (!texts.has(name)) texts.set(name, text === undefined ? readText(path, name) : createSourceText(name, text));
    return texts.get(name);
  };
  return {
    nameOf,
    read,
    named: (name) => texts.get(name),
    documentsOf(path) {
      const known = documents.get(path);
      if (known !== undefined) return known;
      const parsed = parseYamlSource(read(path)?.text ?? "");
      documents.set(path, parsed);
      return parsed;
    },
  };
}

/** Gives a path as reports name it: relative to the working directory where that is possible, with forward slashes. */
function nameBelow(workingDirectory: string, path: string): string {
  const name = relative(workingDirectory, resolve(workingDirectory, path));
  if (name === "") return ".";
  return slashed(isAbsolute(name) ? path : name);
}

function readText(path: string, name: string): SourceText | undefined {
  try {
    return createSourceText(name, readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}
