import { parseJsonTree } from "../../formats/json-tree/parse-json-tree.ts";
import { parseToml } from "../../formats/toml/parse-toml.ts";
import { parseXml, type XmlElement } from "../../formats/xml/parse-xml.ts";
import { parseYaml } from "../../formats/yaml/parse-yaml.ts";
import type { MapNode } from "../../model/data-tree.ts";
import type { PackageType } from "../../model/package.ts";
import type { ParsedDocument } from "../../model/syntax-problem.ts";
import { decodeText } from "../../semantics/lockfile/decode-text.ts";
import {
  addSyntaxProblems,
  expectKind,
  finishReading,
  type LockfileReading,
  startReading,
} from "../../semantics/lockfile/reading.ts";
import { defineAnalyzer, type FileAnalyzer } from "../define.ts";

const maxBytes = 64 * 1024 * 1024;

/** A lock file's reader, whatever the format. */
interface Lockfile<Content> {
  readonly id: `lockfile/${string}`;
  readonly version: number;
  readonly paths: readonly [string, ...string[]];
  readonly packageTypes: readonly PackageType[];
  /** Adds packages and diagnostics to the reading. */
  read(content: Content, reading: LockfileReading): void;
}

/** Declares an analyzer of a lock file in JSON; with comments and trailing commas where `allowComments` says so. */
export function defineJsonLockfile(lockfile: Lockfile<MapNode> & { readonly allowComments?: boolean }): FileAnalyzer {
  const options = { allowComments: lockfile.allowComments === true };
  return defineTree(lockfile, (text) => parseJsonTree(text, options));
}

/** Declares an analyzer of a lock file in TOML. */
export function defineTomlLockfile(lockfile: Lockfile<MapNode>): FileAnalyzer {
  return defineTree(lockfile, parseToml);
}

/** Declares an analyzer of a lock file in YAML; each document of the file is read on its own. */
export function defineYamlLockfile(lockfile: Lockfile<MapNode>): FileAnalyzer {
  return defineTextLockfile({
    ...lockfile,
    read(text, reading) {
      const { documents, problems } = parseYaml(text);
      addSyntaxProblems(reading, problems);
      for (const root of documents) readRoot(lockfile, root, reading);
    },
  });
}

/** Declares an analyzer of a lock file in XML. */
export function defineXmlLockfile(lockfile: Lockfile<XmlElement>): FileAnalyzer {
  return defineTextLockfile({
    ...lockfile,
    read(text, reading) {
      const { root, problems } = parseXml(text);
      addSyntaxProblems(reading, problems);
      if (root !== undefined) lockfile.read(root, reading);
    },
  });
}

/** Declares an analyzer of a lock file that is text in a form of its own. */
export function defineTextLockfile(lockfile: Lockfile<string>): FileAnalyzer {
  const { id, version, paths, packageTypes } = lockfile;
  return defineAnalyzer({
    id,
    version,
    finds: ["package"],
    scope: "declared",
    packageTypes,
    paths,
    maxBytes,
    analyze(file) {
      const reading = startReading(file.path);
      lockfile.read(decodeText(file.bytes), reading);
      return finishReading(reading);
    },
  });
}

function defineTree(lockfile: Lockfile<MapNode>, parse: (text: string) => ParsedDocument): FileAnalyzer {
  return defineTextLockfile({
    ...lockfile,
    read(text, reading) {
      const { root, problems } = parse(text);
      addSyntaxProblems(reading, problems);
      if (root !== undefined) readRoot(lockfile, root, reading);
    },
  });
}

function readRoot(
  lockfile: Lockfile<MapNode>,
  root: NonNullable<ParsedDocument["root"]>,
  reading: LockfileReading,
): void {
  const map = expectKind(reading, root, "map", "/");
  if (map?.kind === "map") lockfile.read(map, reading);
}
