import type { Requirement } from "../../model/package.ts";
import { quote } from "../../model/quote.ts";
import { hashOf, parseIntegrity } from "./integrity.ts";
import { type SplitName, splitDescriptor, splitNpmName } from "./package-name.ts";
import { addPackage, addSyntaxProblems, type LockfileReading, requirement } from "./reading.ts";
import { sourceQualifiers } from "./source-address.ts";

/** One block of the file. */
interface Block {
  readonly descriptors: readonly string[];
  readonly line: number;
  readonly fields: Map<string, string>;
  readonly dependencies: Map<string, string>;
}

/** Reads a lock file of Yarn 1: blocks of indented lines, texts in quotes or bare. */
export function readYarnClassic(text: string, reading: LockfileReading): void {
  const blocks = readYarnBlocks(text, reading);
  const byDescriptor = new Map<string, Block>();
  for (const block of blocks) for (const descriptor of block.descriptors) byDescriptor.set(descriptor, block);
  for (const block of blocks) {
    const resolved = block.fields.get("resolved");
    const isLocal = /@(?:link|file):/.test(block.descriptors[0] ?? "") && resolved === undefined;
    if (isLocal) continue;
    addPackage(reading, {
      type: "npm",
      ...nameOf(block),
      version: block.fields.get("version"),
      line: block.line,
      hashes: hashesOf(block),
      qualifiers: sourceQualifiers(resolved),
      requires: requirementsOf(block, byDescriptor),
    });
  }
}

const lineOfLockfile = { en: "a line of a yarn.lock", ja: "yarn.lock の行" };

function readYarnBlocks(text: string, reading: LockfileReading): readonly Block[] {
  const blocks: Block[] = [];
  let block: Block | undefined;
  let isDependencies = false;
  for (const [index, raw] of text.split("\n").entries()) {
    const line = raw.endsWith("\r") ? raw.slice(0, -1) : raw;
    const indent = line.length - line.trimStart().length;
    const words = line.trim() === "" || line.trimStart().startsWith("#") ? [] : readWords(line);
    if (words === undefined || (words.length > 0 && indent > 0 && block === undefined)) {
      addSyntaxProblems(reading, [{ line: index + 1, expected: lineOfLockfile, got: quote(line.trim()) }]);
    } else if (words.length > 0 && indent === 0) {
      block = { descriptors: words, line: index + 1, fields: new Map(), dependencies: new Map() };
      blocks.push(block);
      isDependencies = false;
    } else if (words.length > 0 && indent < 4) {
      isDependencies = words.length === 1 && /^(?:optionalD|d)ependencies$/.test(words[0] ?? "");
      block?.fields.set(words[0] ?? "", words[1] ?? "");
    } else if (words.length > 0 && isDependencies) block?.dependencies.set(words[0] ?? "", words[1] ?? "");
  }
  return blocks;
}

const wordPattern =
  /\s*(?:"((?:[^"\\]|\\.){0,4000})"|([^\s",:]{1,4000}(?::[^\s",:]{1,4000}){0,50}))(?:,|:?(?=\s|$)|:$)?/y;

/** Splits a line in its words; `undefined` when it is no line of the format. */
function readWords(line: string): string[] | undefined {
  const words: string[] = [];
  wordPattern.lastIndex = 0;
  for (let at = 0; at < line.length; at = wordPattern.lastIndex) {
    const found = wordPattern.exec(line);
    if (found === null) return line.slice(at).trim() === "" || line.slice(at).trim() === ":" ? words : undefined;
    words.push(found[1] ?? found[2] ?? "");
  }
  return words;
}

/** An alias is a key such as `short@npm:real@^1`. */
function nameOf(block: Block): SplitName {
  const { name, range } = splitDescriptor(block.descriptors[0] ?? "");
  if (!range.startsWith("npm:")) return splitNpmName(name);
  return splitNpmName(splitDescriptor(range.slice("npm:".length)).name);
}

/** Old files have no `integrity`, only a SHA-1 behind the address. */
function hashesOf(block: Block): ReturnType<typeof parseIntegrity> {
  const hashes = parseIntegrity(block.fields.get("integrity"));
  if (hashes.length > 0) return hashes;
  return hashOf("sha1", block.fields.get("resolved")?.split("#").at(1));
}

function requirementsOf(block: Block, byDescriptor: ReadonlyMap<string, Block>): readonly Requirement[] {
  return [...block.dependencies].map(([name, range]) => {
    const target = byDescriptor.get(`${name}@${range}`);
    const split: SplitName = target === undefined ? splitNpmName(name) : nameOf(target);
    const fullName = split.namespace === undefined ? split.name : `${split.namespace}/${split.name}`;
    return requirement(fullName, range, target?.fields.get("version"));
  });
}
