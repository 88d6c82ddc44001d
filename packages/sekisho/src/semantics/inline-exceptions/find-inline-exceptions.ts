import type { Comment, Directive, DockerfileSyntax } from "../../formats/dockerfile/syntax.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { locationOf } from "../../model/location.ts";
import { type OffsetRange, positionAt, type SourceText } from "../../model/source-text.ts";
import type { Text } from "../../model/text.ts";
import { isCheckComment, readCheckComment } from "./buildkit-comment.ts";
import { readCheckDirective } from "./buildkit-directive.ts";
import { readCheckovComment } from "./checkov-comment.ts";
import { readHadolintComment } from "./hadolint-comment.ts";
import type { CommentPlace, InlineException, InlineExceptions, ShellPragma } from "./inline-exception.ts";
import { readSekishoComment } from "./sekisho-comment.ts";
import { readTrivyComment } from "./trivy-comment.ts";

/** BuildKit's exceptions say neither why nor who nor how long. */
const unnamed = { reason: undefined, owner: undefined, expires: undefined } as const;

interface Collection {
  readonly source: SourceText;
  readonly exceptions: InlineException[];
  readonly shells: ShellPragma[];
  readonly enabledRules: string[];
  readonly diagnostics: Diagnostic[];
}

/** Finds what the comments of a Dockerfile accept: our own, and those of hadolint, BuildKit, Checkov and Trivy. */
export function findInlineExceptions(syntax: DockerfileSyntax): InlineExceptions {
  const found: Collection = { source: syntax.source, exceptions: [], shells: [], enabledRules: [], diagnostics: [] };
  for (const directive of syntax.directives) if (directive.name === "check") takeDirective(found, directive);
  if (syntax.comments.length === 0) return found;
  const places = locateComments(syntax);
  for (const place of places) {
    takeSekisho(found, place);
    takeHadolint(found, place);
    found.exceptions.push(...readCheckovComment(place));
  }
  takeBuildKit(found, places);
  takeTrivy(found, places);
  return found;
}

function takeDirective(found: Collection, directive: Directive): void {
  const { skipped, enabled, invalid } = readCheckDirective(directive.value);
  const range = { start: directive.start, end: directive.end };
  for (const rule of skipped) found.exceptions.push({ tool: "buildkit", rule, scope: undefined, range, ...unnamed });
  found.enabledRules.push(...enabled);
  for (const part of invalid) {
    const got = JSON.stringify(part.slice(0, 60));
    report(found, directive.valueRange, "dockerfile/invalid-check-directive", {
      en: `BuildKit refuses this check directive: expected skip=…, error=true|false or experimental=…, got ${got}.`,
      ja: `この check ディレクティブは BuildKit でエラーになります。skip=…、error=true|false、experimental=… のいずれかを想定しましたが、${got} が書かれています。`,
    });
  }
}

/**
 * Of the comments before an instruction the first that begins with `check=` counts; an empty comment ends what stands
 * above it, a blank line does not. BuildKit reads a comment from the first column on only.
 * Source: BuildKit, parser.go, Parse (Node.PrevComment).
 */
function takeBuildKit(found: Collection, places: readonly CommentPlace[]): void {
  let pending: CommentPlace | undefined;
  for (const place of places) {
    if (place.isInside) continue;
    if (pending !== undefined && pending.nextInstruction?.start !== place.nextInstruction?.start) {
      takeCheckComment(found, pending);
      pending = undefined;
    }
    if (place.text.trim() === "") pending = undefined;
    else if (startsLine(found.source, place) && isCheckComment(place.text)) pending ??= place;
  }
  if (pending !== undefined) takeCheckComment(found, pending);
}

function takeCheckComment(found: Collection, place: CommentPlace): void {
  const { skipped, invalid } = readCheckComment(place.text);
  if (invalid.length > 0) {
    report(found, place.range, "exception/unreadable-comment", {
      en: "BuildKit passes over this comment: expected check=skip=NAME,NAME with no blank between the names.",
      ja: "このコメントは BuildKit では無視されます。「check=skip=名前,名前」の形で、名前の間に空白を入れずに書いてください。",
    });
    return;
  }
  const scope = place.nextInstruction ?? { start: place.range.end, end: place.range.end };
  for (const rule of skipped) found.exceptions.push({ tool: "buildkit", rule, scope, range: place.range, ...unnamed });
}

function startsLine({ text }: SourceText, { range }: CommentPlace): boolean {
  return range.start === 0 || text.charCodeAt(range.start - 1) === 0x0a;
}

function takeSekisho(found: Collection, place: CommentPlace): void {
  const reading = readSekishoComment(place);
  if (reading === undefined) return;
  if ("exceptions" in reading) found.exceptions.push(...reading.exceptions);
  else report(found, place.range, "exception/unreadable-comment", reading.problem);
}

function takeHadolint(found: Collection, place: CommentPlace): void {
  const reading = readHadolintComment(place);
  if (reading === undefined) return;
  if (reading.kind === "ignore") found.exceptions.push(...reading.exceptions);
  else if (reading.kind === "shell") found.shells.push({ ...place.range, shell: reading.shell });
  else {
    report(found, place.range, "exception/unreadable-comment", {
      en: 'This comment accepts nothing, as in hadolint: expected "hadolint ignore=DL3008,SC2086" with nothing behind it, in this case.',
      ja: "このコメントは hadolint と同じく無効です。「hadolint ignore=DL3008,SC2086」の形で、大文字と小文字を区別し、後ろに何も続けずに書いてください。",
    });
  }
}

/**
 * A Trivy comment holds for findings that begin on its own line or on the next one; comments on consecutive lines hold
 * together for what follows the last of them. Before the first instruction it holds for the whole file.
 */
function takeTrivy(found: Collection, places: readonly CommentPlace[]): void {
  let after: { readonly line: number; readonly scope: OffsetRange | undefined } | undefined;
  for (let index = places.length - 1; index >= 0; index--) {
    const place = places[index];
    const rules = place === undefined ? [] : readTrivyComment(place.text);
    if (place === undefined || rules.length === 0) continue;
    const own = place.isAtTop
      ? undefined
      : (place.adjacentInstruction ?? { start: place.range.start, end: place.range.end });
    const scope: OffsetRange | undefined = after?.line === place.line + 1 ? after.scope : own;
    for (const { rule, expires } of rules) {
      found.exceptions.push({
        tool: "trivy",
        rule,
        scope,
        reason: undefined,
        owner: undefined,
        expires,
        range: place.range,
      });
    }
    after = { line: place.line, scope };
  }
}

/** Pairs each comment with the instruction that it stands in or before. Both lists are in file order. */
function locateComments(syntax: DockerfileSyntax): readonly CommentPlace[] {
  const { source, instructions } = syntax;
  const starts = instructions.map((instruction) => positionAt(source, instruction.start).line);
  let next = 0;
  return syntax.comments.map((comment): CommentPlace => {
    while (next < instructions.length && (instructions[next]?.start ?? 0) < comment.start) next++;
    const index = comment.inside ?? next;
    const line = positionAt(source, comment.start).line;
    const scope = scopeOf(syntax, index);
    const isAdjacent = comment.inside === undefined && starts[index] === line + 1;
    return {
      text: comment.text,
      range: rangeOf(comment),
      line,
      nextInstruction: scope,
      adjacentInstruction: isAdjacent ? scope : undefined,
      isAtTop: comment.inside === undefined && next === 0,
      isInside: comment.inside !== undefined,
    };
  });
}

/** Gives the range from an instruction to the next one, so that a heredoc's end and trailing blanks belong to it. */
function scopeOf(syntax: DockerfileSyntax, index: number): OffsetRange | undefined {
  const instruction = syntax.instructions[index];
  if (instruction === undefined) return undefined;
  return { start: instruction.start, end: syntax.instructions[index + 1]?.start ?? syntax.source.text.length + 1 };
}

function rangeOf(comment: Comment): OffsetRange {
  return { start: comment.start, end: comment.end };
}

function report(found: Collection, range: OffsetRange, code: string, message: Text): void {
  found.diagnostics.push({ code, level: "warning", message, location: locationOf(found.source, range) });
}
