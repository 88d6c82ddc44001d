import { quote } from "../../model/quote.ts";
import { parsePrefixedHash } from "./integrity.ts";
import { addPackage, addSyntaxProblems, addUnresolved, addWarning, type LockfileReading } from "./reading.ts";
import { withoutPassword } from "./source-address.ts";

/** One requirement or option, its continued lines joined. */
interface LogicalLine {
  readonly text: string;
  readonly line: number;
}

const requirementPattern = /^([A-Za-z0-9](?:[-\w.]{0,200}[A-Za-z0-9])?)\s{0,20}(?:\[[^\]]{0,500}\])?\s{0,20}/;
const pinPattern = /(?:^|[\s,(])={2,3}\s{0,20}([^\s,;)*]{1,100})(?=$|[\s,;)])/;

/** Reads a requirement file of pip, line by line. */
export function readRequirements(text: string, reading: LockfileReading): void {
  for (const { text: written, line } of joinLines(text)) {
    if (written.startsWith("-")) readOption(reading, written, line);
    else readRequirement(reading, written, line);
  }
}

/** A backslash at the end of a line joins the next one; a comment starts at `#` behind a blank or at the start. */
function joinLines(text: string): readonly LogicalLine[] {
  const joined: LogicalLine[] = [];
  let parts: string[] = [];
  let start = 1;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const isComment = raw.trimStart().startsWith("#");
    const goesOn = raw.endsWith("\\") && !isComment;
    if (parts.length === 0) start = index + 1;
    parts.push(goesOn ? raw.slice(0, -1) : raw);
    if (goesOn) continue;
    const line = withoutComment(parts.join(" ")).trim();
    if (line !== "") joined.push({ text: line, line: start });
    parts = [];
  }
  const rest = withoutComment(parts.join(" ")).trim();
  if (rest !== "") joined.push({ text: rest, line: start });
  return joined;
}

function withoutComment(line: string): string {
  if (line.trimStart().startsWith("#")) return "";
  const comment = /\s#/.exec(line);
  return comment === null ? line : line.slice(0, comment.index);
}

/** Files that are included are read on their own when their names say that they hold requirements. */
function readOption(reading: LockfileReading, written: string, line: number): void {
  const included = /^(?:-r|--requirement)[\s=]{0,20}(\S{1,1000})/.exec(written)?.[1];
  if (included === undefined || /^[^:]*requirements[^/]*\.txt$|^(?!\w+:).*requirements\/[^/]+\.txt$/.test(included))
    return;
  addWarning(reading, "lockfile/include-not-followed", line, {
    en: `“${quote(withoutPassword(included))}” is included here but not read: expected a file in the tree whose name says requirements, such as requirements-dev.txt.`,
    ja: `ここで読み込まれる「${quote(withoutPassword(included))}」は検査していません。requirements-dev.txt のように、名前に requirements を含むツリー内のファイルを想定しています。`,
  });
}

function readRequirement(reading: LockfileReading, written: string, line: number): void {
  const hashes = [...written.matchAll(/\s--hash[=\s](\w{2,10}:[0-9A-Fa-f]{1,200})/g)].map(([, hash]) => hash);
  const option = written.search(/\s--(?:hash|config-settings?|global-option|install-option)\b/);
  const bare = option === -1 ? written : written.slice(0, option);
  const beforeMarker = bare.split(/\s*;\s/)[0]?.trim() ?? "";
  const [named = "", name] = requirementPattern.exec(beforeMarker) ?? [];
  const rest = beforeMarker.slice(named.length);
  if (name === undefined || /^(?:\w{1,30}\+)?\w{1,30}:\/\//.test(beforeMarker) || /^[./]/.test(beforeMarker)) {
    readAddress(reading, beforeMarker, line);
    return;
  }
  if (rest !== "" && !/^[=<>!~(@]/.test(rest) && !rest.startsWith(";")) {
    const expected = { en: "a requirement such as name==1.2.3", ja: "name==1.2.3 のような要件" };
    addSyntaxProblems(reading, [{ line, expected, got: quote(beforeMarker) }]);
    return;
  }
  const version = pinPattern.exec(rest)?.[1];
  if (version === undefined) addUnresolved(reading, name, withoutPassword(rest || "*"), line);
  else {
    const only = hashes.length === 1 ? parsePrefixedHash(hashes[0]) : [];
    addPackage(reading, { type: "pypi", name, version, line, hashes: only });
  }
}

/** `git+https://…@COMMIT#egg=name`, an archive, or a directory of the project's own. */
function readAddress(reading: LockfileReading, address: string, line: number): void {
  const found =
    /^(git\+[^@#\s]{1,500}(?:@[^/@#\s]{1,200}(?=\/))?[^@#\s]{0,500})@([0-9a-f]{40})(?:#egg=([\w.-]{1,200}))?/.exec(
      address,
    );
  const isLocal = /^(?:\.|\/|file:)/.test(address) || !address.includes("://");
  if (found !== null && found[3] !== undefined) {
    const repository = withoutPassword(found[1] ?? "");
    addPackage(reading, {
      type: "pypi",
      name: found[3],
      version: found[2],
      line,
      qualifiers: { vcs_url: `${repository}@${found[2] ?? ""}` },
    });
  } else if (!isLocal) addUnresolved(reading, withoutPassword(address), "URL", line);
}
