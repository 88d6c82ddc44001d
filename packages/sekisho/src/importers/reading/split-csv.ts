import { CsvSplitter } from "../../formats/csv/csv-splitter.ts";
import { findSeparator } from "./document-sketch.ts";
import type { PieceReader, RecordSink } from "./record-reader.ts";

const maxRowUnits = 4 * 1_048_576;
const maxHeaderUnits = 65_536;

const expectations = {
  "unclosed-quote": { en: "a closing quote", ja: "閉じる引用符" },
  "row-too-long": { en: "a row of at most 4 MiB", ja: "4 MiB 以内の行" },
} as const;

/** Makes a reader that hands over the rows of CSV as objects named by the first row: pattern `/*`. */
export function splitCsv(sink: RecordSink): PieceReader {
  const decoder = new TextDecoder("utf-8");
  let start = "";
  let splitter: CsvSplitter | undefined;
  let columns: readonly string[] | undefined;
  let index = 0;
  const begin = (): CsvSplitter => {
    const firstLine = /^[^\r\n]*/.exec(start)?.[0] ?? "";
    return new CsvSplitter({
      separator: findSeparator(firstLine) ?? ",",
      onRow: ({ cells, line }) => {
        if (columns === undefined) {
          columns = cells.map((name) => name.trim());
          return;
        }
        const named = columns.map((name, at) => [name, cells[at] ?? ""] as const);
        sink.onRecord({
          value: Object.fromEntries(named),
          pattern: "/*",
          pointer: `/${index}`,
          indices: [index],
          line,
        });
        index++;
      },
      onProblem: (line, problem) => sink.onProblem({ pointer: "", line, expected: expectations[problem], isEnd: true }),
      maxRowUnits,
    });
  };
  const write = (piece: string, isEnd: boolean): void => {
    if (splitter !== undefined) {
      splitter.write(piece);
      return;
    }
    start += piece;
    if (!isEnd && !/[\r\n]/.test(piece) && start.length < maxHeaderUnits) return;
    splitter = begin();
    splitter.write(start);
    start = "";
  };
  return {
    write: (piece) => write(decoder.decode(piece, { stream: true }), false),
    end: () => {
      write(decoder.decode(), true);
      splitter?.end();
    },
  };
}
