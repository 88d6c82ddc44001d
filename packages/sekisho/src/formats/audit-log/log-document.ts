import { JsonSplitter } from "../json-stream/json-splitter.ts";
import { clusterOf, type EventSink, expandEntry, listMembers } from "./expand-entry.ts";

/** Reads a document of many events, of any size, piece by piece. */
export interface LogDocument {
  /** Gives where the document ends in the bytes, or where it breaks; `undefined` while it goes on. */
  write(bytes: Buffer): number | undefined;
  /** Says that the log ends here. */
  end(): void;
  isBroken(): boolean;
  /** Whether a list has begun. */
  hasList(): boolean;
  /** How many lines it stands on, the one on which it ends included. */
  lines(): number;
}

/** What a reading obeys. */
interface LogDocumentSettings {
  readonly path: string;
  readonly cluster: string;
  /** How many lines of the log come before it. */
  readonly linesBefore: number;
  /** Larger members of its lists are passed over. */
  readonly maxEventBytes: number;
  readonly sink: EventSink;
}

const newline = 10;

/** Opens a reader of a document: a list of events, or an envelope with one. Anything else so large is too large. */
export function openLogDocument(settings: LogDocumentSettings): LogDocument {
  const { path, cluster, linesBefore, maxEventBytes, sink } = settings;
  const line = linesBefore + 1;
  let readBytes = 0;
  let lineEnds = 0;
  let brokenAt = 0;
  let hasList = false;
  let named = cluster;
  // Most logs are one document: its events are found by their pointers alone.
  const place = (pointer: string) => ({ path, line: linesBefore === 0 && pointer !== "" ? 0 : line, pointer });
  const splitter = new JsonSplitter({
    handle: (pattern) => {
      if (pattern === "/logGroup") return "take";
      if (pattern === "" || listMembers.some((name) => pattern === `/${name}`)) return "open";
      if (!pattern.endsWith("/*")) return "skip";
      hasList = true;
      return "take";
    },
    onValue: ({ pointer }, value) => {
      // What names the cluster stands before the list.
      if (pointer === "/logGroup") named = clusterOf({ logGroup: value }) || named;
      else expandEntry(value, place(pointer), sink, named);
    },
    onProblem: ({ pointer, offset, isEnd }) => {
      if (isEnd) brokenAt = offset;
      sink.onProblem(isEnd ? "cut-off" : "too-large", place(pointer));
      hasList = true;
    },
    maxValueBytes: maxEventBytes,
    stopsAtEnd: true,
  });
  return {
    write(bytes) {
      const read = splitter.write(bytes);
      const end = splitter.isBroken ? Math.max(0, brokenAt - readBytes) : read;
      readBytes += bytes.length;
      lineEnds += countLineEnds(bytes, end);
      if (splitter.isOver && !hasList) sink.onProblem("too-large", place(""));
      return splitter.isOver || splitter.isBroken ? end : undefined;
    },
    end: () => splitter.end(),
    isBroken: () => splitter.isBroken,
    hasList: () => hasList,
    lines: () => lineEnds + 1,
  };
}

function countLineEnds(bytes: Buffer, end: number): number {
  let count = 0;
  for (let at = bytes.indexOf(newline); at !== -1 && at < end; at = bytes.indexOf(newline, at + 1)) count += 1;
  return count;
}
