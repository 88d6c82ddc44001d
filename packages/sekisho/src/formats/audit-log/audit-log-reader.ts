import { isAscii } from "node:buffer";
import type { StreamEvent } from "../../model/runtime-event.ts";
import type { EventPlace } from "./event-place.ts";
import { type EventSink, expandEntry, parseLine } from "./expand-entry.ts";
import { maxEventBytes } from "./limits.ts";
import { documentsOf } from "./line-documents.ts";
import { type LogDocument, openLogDocument } from "./log-document.ts";
import { type AuditLogProblem, createProblemCounter } from "./problems.ts";

/** Reads the bytes of one log. */
export interface AuditLogReader {
  /** Reads the next bytes; gives the events that are complete with them. */
  write(bytes: Buffer): readonly StreamEvent[];
  /** Says that the log ends here; gives the events of its last line. */
  end(): readonly StreamEvent[];
  readonly problems: () => readonly AuditLogProblem[];
  /** How far the log is read: everything before it needs never be read again. */
  readonly position: () => LogPosition;
}

/** A place between two lines of a log. */
export interface LogPosition {
  /** Unpacked, from the start of the log. */
  readonly bytes: number;
  /** Lines before it. */
  readonly lines: number;
}

/** What a reading obeys. */
export interface AuditLogSettings {
  /** As reports name the file. */
  readonly path: string;
  /** The name that the user gives to the cluster; that of an envelope wins. */
  readonly cluster?: string;
  readonly maxEventBytes?: number;
  /** Where the bytes begin, when they are not those of the whole log. */
  readonly from?: LogPosition;
}

/** What the lines of a log are: each an event or an envelope, or together one document. */
type Form = "unknown" | "lines" | "printed" | "document";

const newline = 10;

/**
 * Opens a reader of an audit log: JSON lines, JSON documents printed over many lines, or one document of any size
 * (`EventList`, exports of cloud providers). What is no event is counted, and the next line is read.
 */
export function openAuditLog(settings: AuditLogSettings): AuditLogReader {
  return new LogReader(settings);
}

/** Holds the beginning of a line whose end has not come yet, and counts lines. */
class LogReader implements AuditLogReader {
  readonly #path: string;
  readonly #cluster: string;
  readonly #maxEventBytes: number;
  readonly #problems = createProblemCounter();
  readonly #sink: EventSink;
  #events: StreamEvent[] = [];
  #form: Form = "unknown";
  /** Pieces of an unfinished line, and how long they are together. */
  #rest: Buffer[] = [];
  #restBytes = 0;
  /** Whether the line goes on that was found too long. */
  #isSkipping = false;
  /** Whether a document has just ended: another may stand behind it in the same line. */
  #isBehindDocument = false;
  #line: number;
  /** Unpacked bytes that were written, those before the first one included. */
  #bytes: number;
  /** Lines of a printed document. */
  #printed: string[] = [];
  #printedBytes = 0;
  #printedLine = 0;
  #document: LogDocument | undefined;

  constructor({ path, cluster = "", maxEventBytes: limit = maxEventBytes, from }: AuditLogSettings) {
    this.#path = path;
    this.#line = from?.lines ?? 0;
    this.#bytes = from?.bytes ?? 0;
    this.#cluster = cluster;
    this.#maxEventBytes = limit;
    this.#sink = {
      onEvent: (event) => this.#events.push(event),
      onProblem: (kind, place) => this.#problems.add(kind, place),
    };
  }

  problems = (): readonly AuditLogProblem[] => this.#problems.all();

  position = (): LogPosition => {
    const isBetweenLines = this.#document === undefined && this.#printed.length === 0 && !this.#isSkipping;
    return isBetweenLines ? { bytes: this.#bytes - this.#restBytes, lines: this.#line } : { bytes: 0, lines: 0 };
  };

  write(bytes: Buffer): readonly StreamEvent[] {
    this.#bytes += bytes.length;
    this.#read(bytes);
    return this.#take();
  }

  end(): readonly StreamEvent[] {
    if (this.#document !== undefined) this.#document.end();
    else {
      if (this.#restBytes > 0) {
        const text = Buffer.concat(this.#rest).toString();
        this.#dropRest();
        this.#line += 1;
        this.#readLine(text, true);
      }
      if (this.#printed.length > 0) this.#closePrinted(true);
    }
    return this.#take();
  }

  #take(): readonly StreamEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }

  #read(bytes: Buffer): void {
    let rest = bytes;
    while (rest.length > 0 && (this.#document !== undefined || this.#isBehindDocument)) {
      rest = this.#document === undefined ? this.#readBehindDocument(rest) : this.#readDocument(this.#document, rest);
    }
    if (rest.length > 0) this.#readLines(rest);
  }

  /** Amazon Data Firehose puts documents behind each other; what is none belongs to the document's last line. */
  #readBehindDocument(bytes: Buffer): Buffer {
    const start = bytes.findIndex((byte) => byte !== 0x20 && byte !== 0x09 && byte !== 0x0d);
    if (start === -1) return empty;
    this.#isBehindDocument = false;
    if (this.#form === "unknown" && (bytes[start] === 0x7b || bytes[start] === 0x5b)) {
      // Its line was counted with the document before it.
      this.#line -= 1;
      this.#startDocument();
    } else this.#isSkipping = true;
    return bytes.subarray(start);
  }

  /** Gives what stands behind the document. */
  #readDocument(document: LogDocument, bytes: Buffer): Buffer {
    const end = document.write(bytes);
    if (end === undefined) return empty;
    this.#document = undefined;
    this.#form = document.isBroken() ? "lines" : "unknown";
    this.#line += document.lines();
    this.#isBehindDocument = true;
    return bytes.subarray(end);
  }

  #readLines(bytes: Buffer): void {
    let start = this.#restBytes > 0 || this.#isSkipping ? this.#finishLine(bytes) : 0;
    if (start === -1 || this.#isLongFirstLine(bytes, start)) return;
    const end = bytes.lastIndexOf(newline);
    if (end >= start) {
      this.#readWholeLines(bytes.subarray(start, end));
      start = end + 1;
    }
    if (start < bytes.length) this.#keep(bytes.subarray(start));
  }

  /** A first line that is longer than any event, and whole in a piece, is a document. */
  #isLongFirstLine(bytes: Buffer, start: number): boolean {
    if (this.#form !== "unknown" || bytes.length - start <= this.#maxEventBytes) return false;
    const end = bytes.indexOf(newline, start);
    if (end !== -1 && end - start <= this.#maxEventBytes) return false;
    return this.#openDocument(bytes.subarray(start));
  }

  /** Gives where the next line begins; -1 when the line goes on behind these bytes. */
  #finishLine(bytes: Buffer): number {
    const end = bytes.indexOf(newline);
    if (end === -1) {
      if (!this.#isSkipping) this.#keep(bytes);
      return -1;
    }
    if (this.#isSkipping) this.#isSkipping = false;
    else if (this.#restBytes + end > this.#maxEventBytes && this.#openDocument(bytes)) return -1;
    else {
      const line = Buffer.concat([...this.#rest, bytes.subarray(0, end)]);
      this.#dropRest();
      this.#line += 1;
      if (line.length > this.#maxEventBytes) this.#problems.add("too-large", this.#place());
      else this.#readLine(line.toString(), false);
    }
    return end + 1;
  }

  /** One decoding for all lines of a piece: most logs are plain ASCII, which takes the least time and memory. */
  #readWholeLines(bytes: Buffer): void {
    const text = isAscii(bytes) ? bytes.toString("latin1") : bytes.toString();
    let start = 0;
    while (start <= text.length) {
      const found = text.indexOf("\n", start);
      const end = found === -1 ? text.length : found;
      this.#line += 1;
      if (end - start > this.#maxEventBytes) this.#problems.add("too-large", this.#place());
      else this.#readLine(text.slice(start, end), false);
      start = end + 1;
    }
  }

  #keep(bytes: Buffer): void {
    // The caller uses the memory of the piece again.
    this.#rest.push(Buffer.from(bytes));
    this.#restBytes += bytes.length;
    if (this.#restBytes <= this.#maxEventBytes || this.#openDocument(empty)) return;
    this.#line += 1;
    this.#problems.add("too-large", this.#place());
    this.#dropRest();
    this.#isSkipping = true;
  }

  #dropRest(): void {
    this.#rest = [];
    this.#restBytes = 0;
  }

  #place(pointer = ""): EventPlace {
    return { path: this.#path, line: this.#line, pointer };
  }

  #readLine(text: string, isLast: boolean): void {
    if (this.#form === "unknown") this.#form = formOf(text);
    if (this.#form === "printed") this.#readPrinted(text);
    else if (text.length > 1 || text.trim() !== "") this.#readEvent(text, isLast);
  }

  #readEvent(text: string, isLast: boolean): void {
    const { value, isJson } = parseLine(text);
    const documents = isJson ? [value] : documentsOf(text);
    if (documents !== undefined)
      for (const one of documents) expandEntry(one, this.#place(), this.#sink, this.#cluster);
    else if (isUtf16(text)) this.#problems.add("utf-16", this.#place());
    else if (text.trim() !== "") this.#problems.add(isLast ? "cut-off" : "not-json", this.#place());
  }

  /** A document that a program printed over many lines ends with a bracket in the first column. */
  #readPrinted(text: string): void {
    if (this.#printed.length === 0) this.#printedLine = this.#line;
    this.#printed.push(text);
    this.#printedBytes += text.length + 1;
    if (/^[\]}]/.test(text)) this.#closePrinted(false);
    else if (this.#printedBytes > this.#maxEventBytes) this.#openPrinted();
  }

  #openPrinted(): void {
    const printed = this.#printed;
    const lines = this.#line;
    this.#dropPrinted();
    // Its lines are counted again.
    this.#line = this.#printedLine - 1;
    this.#startDocument();
    this.#read(Buffer.from(`${printed.join("\n")}\n`));
    if (this.#document === undefined || this.#document.hasList()) return;
    this.#line = lines;
    if (!this.#readWhatStandsAlone(printed)) return;
    this.#problems.add("not-json", { path: this.#path, line: this.#printedLine, pointer: "" });
    this.#document = undefined;
  }

  #closePrinted(isLast: boolean): void {
    const printed = this.#printed;
    const text = printed.join("\n");
    const place = { path: this.#path, line: this.#printedLine, pointer: "" };
    this.#dropPrinted();
    if (text.trim() === "") return;
    const { value, isJson } = parseLine(text);
    if (isJson) {
      expandEntry(value, place, this.#sink, this.#cluster);
      return;
    }
    this.#problems.add(isLast ? "cut-off" : "not-json", place);
    this.#readWhatStandsAlone(printed);
  }

  /** What began like a printed document may have been a line that breaks off: the events behind it stand in lines. */
  #readWhatStandsAlone(printed: readonly string[]): boolean {
    for (const [index, text] of printed.entries()) {
      const { value, isJson } = text.startsWith('{"') ? parseLine(text) : nothing;
      if (!isJson) continue;
      const place = { path: this.#path, line: this.#printedLine + index, pointer: "" };
      expandEntry(value, place, this.#sink, this.#cluster);
      this.#form = "lines";
    }
    return this.#form === "lines";
  }

  #dropPrinted(): void {
    this.#printed = [];
    this.#printedBytes = 0;
  }

  /** A first line that is too long for an event is a document of many; gives false where lines came before. */
  #openDocument(bytes: Buffer): boolean {
    if (this.#form !== "unknown") return false;
    const pieces = [...this.#rest, bytes];
    this.#dropRest();
    this.#startDocument();
    for (const piece of pieces) this.#read(piece);
    return true;
  }

  #startDocument(): void {
    this.#form = "document";
    this.#document = openLogDocument({
      path: this.#path,
      cluster: this.#cluster,
      linesBefore: this.#line,
      maxEventBytes: this.#maxEventBytes,
      sink: this.#sink,
    });
  }
}

/** The first letters of `{"` and of what follows, each with an empty byte beside it; a mark of the order may come first. */
function isUtf16(text: string): boolean {
  const start = text.slice(0, 12);
  return start.split("\0").length > 4 && /^[\uFEFF\uFFFD\0]{0,3}[{[]/.test(start);
}

const empty = Buffer.alloc(0);
const nothing = { value: undefined, isJson: false };

function formOf(firstLine: string): Form {
  const text = firstLine.trim();
  if (text === "") return "unknown";
  return /^[[{]/.test(text) && /[[{,]$/.test(text) ? "printed" : "lines";
}
