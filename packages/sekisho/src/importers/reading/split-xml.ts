import type { XmlElement } from "../../formats/xml/parse-xml.ts";
import { XmlSplitter } from "../../formats/xml-stream/xml-splitter.ts";
import { type PieceReader, type RecordSink, WantedPlaces } from "./record-reader.ts";

const maxElementUnits = 16 * 1_048_576;

/** Makes a reader that hands over the elements at some patterns of an XML document: `/testsuites/testsuite`. */
export function splitXml(patterns: readonly string[], sink: RecordSink): PieceReader {
  const decoder = new TextDecoder("utf-8");
  const wanted = new WantedPlaces(patterns);
  const holders: { readonly path: string; readonly element: XmlElement }[] = [];
  let index = 0;
  const splitter = new XmlSplitter({
    handle: (path) => wanted.handlingOf(`/${path}`),
    onElement: (path, element, line) => {
      // What is around an element is known by the path: siblings have taken each other's place.
      while (holders.length > 0 && !path.startsWith(`${holders.at(-1)?.path ?? ""}/`)) holders.pop();
      const pattern = `/${path}`;
      if (wanted.handlingOf(pattern) !== "take") {
        holders.push({ path, element });
        return;
      }
      sink.onRecord({
        value: element,
        pattern,
        pointer: pattern,
        indices: [index],
        line,
        holders: holders.map((holder) => holder.element),
      });
      index++;
    },
    onProblem: ({ line, expected, isEnd }) => sink.onProblem({ pointer: "", line, expected, isEnd }),
    maxElementUnits,
  });
  return {
    write: (piece) => splitter.write(decoder.decode(piece, { stream: true })),
    end: () => {
      splitter.write(decoder.decode());
      splitter.end();
    },
  };
}
