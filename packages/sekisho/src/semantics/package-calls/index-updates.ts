import type { Instruction } from "../../formats/dockerfile/syntax.ts";
import type { TextFix } from "../../model/fix.ts";
import { type MappedText, originRange } from "../../model/mapped-text.ts";
import { lineEndOf } from "../editing/instruction-edits.ts";
import type { DockerfileBuild, Step } from "../stages/build.ts";
import { cacheMountCoversCacheOf } from "../stages/mounts.ts";
import { callsOf, type LocatedCall, scriptsOf } from "../stages/scripts.ts";
import { type PlacedPackageCall, packageCalls } from "./package-calls.ts";
import { commandSubject, type PackageProblem } from "./package-problem.ts";

/**
 * Gives a problem for each update of a package index that no installation follows in its RUN, in file order.
 *
 * yum, dnf and zypper have no such command; their `update` without packages brings everything up to date, once, and its
 * layer gets old in the same way: that is a remark.
 */
export function packageIndexUpdates(build: DockerfileBuild): readonly PackageProblem[] {
  const calls = packageCalls(build);
  const lastUses = lastUsesByRun(calls);
  return calls.flatMap((call, at) => {
    const isIndex = call.action === "update" && indexFamilies.has(call.family);
    const isEverything = isUpdateOfEverything(call);
    if (!isIndex && !isEverything) return [];
    if (
      (lastUses.get(call.step.instruction)?.get(call.family) ?? -1) > at ||
      isKeptInMount(call) ||
      mayInstallLater(call)
    )
      return [];
    const fix = isIndex ? mergeWithNext(build, call, lastUses) : undefined;
    return [
      {
        message: messageOf(call, isIndex),
        range: call.range,
        subject: commandSubject(call),
        ...(isIndex ? {} : { severity: "info" as const }),
        ...(fix === undefined ? {} : { fix }),
      },
    ];
  });
}

const indexFamilies: ReadonlySet<string> = new Set(["apt", "apk", "zypper", "opkg"]);

function isUpdateOfEverything({ family, subcommand, packages }: PlacedPackageCall): boolean {
  const isUpdate = subcommand?.text === "update" || subcommand?.text === "up";
  return (family === "yum" || family === "zypper") && isUpdate && packages.length === 0;
}

function messageOf({ title }: PlacedPackageCall, isIndex: boolean): PackageProblem["message"] {
  if (!isIndex) {
    return {
      en: `\`${title}\` updates the packages only once; later builds take the layer from the cache.`,
      ja: `\`${title}\` による更新は 1 回だけ行われ、次回以降のビルドではキャッシュされたレイヤーが使われます。`,
    };
  }
  return {
    en: `\`${title}\` is in a RUN that installs nothing; later builds take the old index from the cache.`,
    ja: `\`${title}\` だけを行う RUN です。次回以降のビルドでは、キャッシュされた古いインデックスが使われます。`,
  };
}

/** For each RUN, the position of the last call of each family that makes use of an index. */
function lastUsesByRun(calls: readonly PlacedPackageCall[]): ReadonlyMap<Instruction, ReadonlyMap<string, number>> {
  const byRun = new Map<Instruction, Map<string, number>>();
  for (const [at, call] of calls.entries()) {
    const { step, family, action } = call;
    if (!usesIndex(action) || isUpdateOfEverything(call)) continue;
    const uses = byRun.get(step.instruction) ?? new Map<string, number>();
    byRun.set(step.instruction, uses.set(family, at));
  }
  return byRun;
}

function usesIndex(action: PlacedPackageCall["action"]): boolean {
  return action === "install" || action === "upgrade" || action === "dist-upgrade" || action === "download";
}

/** A script of the project that runs later in the RUN may install; nobody can tell from here. */
function mayInstallLater({ located, step }: PlacedPackageCall): boolean {
  return (lastOwnScript(step)?.range.start ?? -1) > located.range.start;
}

const ownScripts = new WeakMap<Step, LocatedCall | "none">();

function lastOwnScript(step: Step): LocatedCall | undefined {
  const known = ownScripts.get(step) ?? callsOf(step).findLast(isOwnScript) ?? "none";
  ownScripts.set(step, known);
  return known === "none" ? undefined : known;
}

/** `./install.sh`, `/opt/setup`, `bash install.sh`; programs of the system are no scripts of the project. */
function isOwnScript({ call, script }: LocatedCall): boolean {
  const program = script.text.text.slice(call.word.start, call.word.end).replace(/^["']/, "");
  if (/^(?:bash|sh|dash|ash)$/.test(call.name ?? ""))
    return call.args.some(({ text }) => /^[\w./${}-]+\.sh$/.test(text));
  return program.endsWith(".sh") || (program.includes("/") && !/^\/(?:usr\/)?(?:local\/)?s?bin\//.test(program));
}

function isKeptInMount({ family, step }: PlacedPackageCall): boolean {
  return (family === "apt" || family === "apk" || family === "zypper") && cacheMountCoversCacheOf(step, family);
}

/** Joins the RUN with the next instruction, when that one is a RUN that installs with the same manager. */
function mergeWithNext(
  build: DockerfileBuild,
  call: PlacedPackageCall,
  lastUses: ReadonlyMap<Instruction, ReadonlyMap<string, number>>,
): TextFix | undefined {
  const next = build.syntax.instructions[call.step.instruction.index + 1];
  if (next === undefined) return undefined;
  const installs = lastUses.get(next)?.has(call.family) === true;
  const first = mergeable(call.step.instruction);
  const second = mergeable(next);
  if (!installs || first === undefined || second === undefined) return undefined;
  const [script] = scriptsOf(call.step);
  const last = script?.script?.statements.at(-1);
  if (script === undefined || last === undefined || last.isBackground) return undefined;
  const isWhole = script.text.text.slice(last.end).trim() === "" && script.script?.errors.length === 0;
  const { end } = originRange(script.text, last);
  const start = originRange(second, { start: 0, end: 1 }).start;
  const gap = build.syntax.source.text.slice(end, start);
  if (!isWhole || !/^\s*RUN\s+$/i.test(gap)) return undefined;
  const text = ` ${build.syntax.escape}${lineEndOf(build)}    && `;
  return { safety: "proposal", edits: [{ start: end, end: start, text }] };
}

/** The command line of a RUN in shell form without flags and heredocs. */
function mergeable(instruction: Instruction): MappedText | undefined {
  if (instruction.keyword !== "RUN" || instruction.flags.length > 0 || instruction.heredocs.length > 0)
    return undefined;
  return instruction.command.form === "shell" ? instruction.command.script : undefined;
}
