import type { PackageHash, Requirement } from "../../model/package.ts";
import { parsePrefixedHash } from "./integrity.ts";
import { addPackage, addSyntaxProblems, type LockfileReading, requirement } from "./reading.ts";
import { sourceQualifiers } from "./source-address.ts";

/** One gem in one platform's build. */
interface Gem {
  readonly name: string;
  readonly version: string;
  readonly platform: string | undefined;
  readonly line: number;
  readonly section: string;
  readonly source: string | undefined;
  readonly needs: { readonly name: string; readonly range: string | undefined }[];
}

interface Contents {
  readonly gems: Gem[];
  readonly direct: Set<string>;
  /** By `name (version)` as written. */
  readonly checksums: Map<string, readonly PackageHash[]>;
}

/** Reads the lock file of Bundler: sections whose lines say by their indentation what they are. */
export function readGemfileLock(text: string, reading: LockfileReading): void {
  const { gems, direct, checksums } = readSections(text, reading);
  const versions = new Map(gems.map((gem) => [gem.name, gem.version]));
  for (const gem of gems) {
    if (gem.section === "PATH") continue;
    const written = gem.platform === undefined ? gem.version : `${gem.version}-${gem.platform}`;
    addPackage(reading, {
      type: "gem",
      name: gem.name,
      version: gem.version,
      line: gem.line,
      hashes: checksums.get(`${gem.name} (${written})`),
      qualifiers: gem.platform === undefined ? sourceQualifiers(gem.source) : { platform: gem.platform },
      isDirect: direct.has(gem.name),
      requires: gem.needs.map(({ name, range }): Requirement => requirement(name, range, versions.get(name))),
    });
  }
}

const specPattern = /^([^\s()!]{1,300})(?: \(([^()]{0,500})\))?(!?)(?: (.{1,500}))?$/;

function readSections(text: string, reading: LockfileReading): Contents {
  const contents: Contents = { gems: [], direct: new Set(), checksums: new Map() };
  let section = "";
  let remote: string | undefined;
  let revision: string | undefined;
  for (const [index, raw] of text.split("\n").entries()) {
    const line = raw.trimEnd();
    const content = line.trimStart();
    const indent = line.length - content.length;
    if (content === "") continue;
    if (indent === 0) {
      section = content;
      remote = undefined;
      revision = undefined;
      continue;
    }
    const isSource = section === "GEM" || section === "GIT" || section === "PATH" || section.startsWith("PLUGIN");
    if (isSource && indent === 2) {
      if (content.startsWith("remote: ")) remote = content.slice("remote: ".length);
      if (content.startsWith("revision: ")) revision = content.slice("revision: ".length);
      continue;
    }
    const source = section === "GIT" && remote !== undefined ? `git+${remote}#${revision ?? ""}` : undefined;
    if (!takeLine(contents, { section, content, indent, line: index + 1, source })) {
      const expected = { en: "a gem with its version in brackets", ja: "括弧付きバージョンを持つ gem" };
      addSyntaxProblems(reading, [{ line: index + 1, expected, got: content.slice(0, 60) }]);
    }
  }
  return contents;
}

interface Line {
  readonly section: string;
  readonly content: string;
  readonly indent: number;
  readonly line: number;
  readonly source: string | undefined;
}

/** `false` when a line of a known section is none that it holds. */
function takeLine(contents: Contents, { section, content, indent, line, source }: Line): boolean {
  const isGemSection = section === "GEM" || section === "GIT" || section === "PATH" || section === "PLUGIN SOURCE";
  if (!isGemSection && section !== "DEPENDENCIES" && section !== "CHECKSUMS") return true;
  const found = specPattern.exec(content);
  const [, name = "", inBrackets] = found ?? [];
  if (found === null) return false;
  if (section === "DEPENDENCIES") contents.direct.add(name);
  else if (section === "CHECKSUMS") {
    contents.checksums.set(`${name} (${inBrackets ?? ""})`, (found[4] ?? "").split(",").flatMap(parsePrefixedHash));
  } else if (indent === 4) {
    if (inBrackets === undefined) return false;
    const dash = inBrackets.indexOf("-");
    const version = dash === -1 ? inBrackets : inBrackets.slice(0, dash);
    const platform = dash === -1 ? undefined : inBrackets.slice(dash + 1);
    contents.gems.push({ name, version, platform, line, section, source, needs: [] });
  } else contents.gems.at(-1)?.needs.push({ name, range: inBrackets });
  return true;
}
