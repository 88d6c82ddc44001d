import type { Pipeline } from "../../formats/shell/syntax.ts";
import type { CommandCall } from "./calls.ts";
import { partsOfPipeline } from "./pipeline-parts.ts";

const downloaders: ReadonlySet<string> = new Set(["curl", "wget", "fetch", "aria2c", "http", "https", "lynx"]);
const interpreters =
  /^(?:sh|bash|dash|ash|ksh|zsh|fish|python[\d.]*|pypy[\d.]*|perl[\d.]*|ruby[\d.]*|node|php[\d.]*|pwsh)$/;

/** A download whose bytes an interpreter runs. */
export interface DownloadedProgram {
  readonly interpreter: string;
  readonly downloader: string;
  /** As written; `undefined` where no word is one. */
  readonly address: string | undefined;
  /** Anyone on the way can replace it: the address has no TLS. */
  readonly isPlain: boolean;
}

/**
 * Finds the download that a call of an interpreter runs without looking at it; `undefined` for every other call.
 *
 * @param calls All calls of the script that the call stands in, always the same list.
 */
export function findDownloadedProgram(call: CommandCall, calls: readonly CommandCall[]): DownloadedProgram | undefined {
  if (call.name === undefined || !interpreters.test(call.name)) return undefined;
  const source = pipedFrom(call, calls) ?? substitutedFrom(call, calls);
  if (source === undefined) return undefined;
  const address = source.args.find(({ text }) => /^(?:https?|ftp):\/\//.test(text))?.text;
  const isPlain = address !== undefined && !address.startsWith("https:");
  return { interpreter: call.name, downloader: source.name ?? "", address, isPlain };
}

/** `curl … | sh`: the nearest download before the interpreter in the pipeline that it stands in. */
function pipedFrom(call: CommandCall, calls: readonly CommandCall[]): CommandCall | undefined {
  const { pipeline } = call;
  if (pipeline === undefined || runsAnotherProgram(call)) return undefined;
  const download = downloadsBeforeParts(calls, pipeline.node)[pipeline.index];
  return download?.depth === call.depth ? download : undefined;
}

const downloadsByPipeline = new WeakMap<Pipeline, readonly (CommandCall | undefined)[]>();

/** For each part of a pipeline the last download in the parts before it. */
function downloadsBeforeParts(calls: readonly CommandCall[], pipeline: Pipeline): readonly (CommandCall | undefined)[] {
  const known = downloadsByPipeline.get(pipeline);
  if (known !== undefined) return known;
  let last: CommandCall | undefined;
  const before = Array.from(partsOfPipeline(calls, pipeline), (part) => {
    const earlier = last;
    last = part?.findLast(isDownload) ?? last;
    return earlier;
  });
  downloadsByPipeline.set(pipeline, before);
  return before;
}

function isDownload({ name }: CommandCall): boolean {
  return downloaders.has(name ?? "");
}

/** `bash -c "$(curl …)"`, `bash <(curl …)`, `python3 -c "$(curl …)"`. */
function substitutedFrom(call: CommandCall, calls: readonly CommandCall[]): CommandCall | undefined {
  const holders = call.args.filter(({ text }) => text.startsWith("$(") || text.startsWith("<("));
  if (holders.length === 0) return undefined;
  return downloadsOf(calls).find(({ range }) =>
    holders.some((holder) => range.start >= holder.start && range.end <= holder.end),
  );
}

const downloadsByScript = new WeakMap<readonly CommandCall[], readonly CommandCall[]>();

function downloadsOf(calls: readonly CommandCall[]): readonly CommandCall[] {
  const downloads = downloadsByScript.get(calls) ?? calls.filter(isDownload);
  downloadsByScript.set(calls, downloads);
  return downloads;
}

/** A script on its command line, not on its input: `sh -c cat`, `python3 tool.py`. */
function runsAnotherProgram({ args }: CommandCall): boolean {
  const [first] = args;
  if (first === undefined || first.text === "-" || first.text === "/dev/stdin") return false;
  if (/^-[a-z]*c$/.test(first.text)) return true;
  const isReadingInput = args.some(({ text }) => text === "-s" || text === "-" || /^-[a-z]*s[a-z]*$/.test(text));
  return !isReadingInput && args.some(({ text }) => !text.startsWith("-"));
}
