import { StringDecoder } from "node:string_decoder";
import type { XmlElement } from "../../formats/xml/parse-xml.ts";
import { type XmlHandling, XmlSplitter } from "../../formats/xml-stream/xml-splitter.ts";
import type { Text } from "../../model/text.ts";
import type { FeedContext, FeedReader, FeedSink } from "./define.ts";
import { faultAt, wrongRecord } from "./feed-problem.ts";

/** How a large XML document is cut into records. */
export interface XmlRecordSettings {
  /** Name of the outermost element. */
  readonly root: string;
  /** What the document is, for a message. */
  readonly expected: Text;
  readonly handle: (path: string) => XmlHandling;
  /** Told of every record with its line in the document. */
  readonly onRecord: (path: string, element: XmlElement, line: number) => void;
  /** Called once behind the last record, also of a document that breaks off. */
  readonly onEnd?: () => void;
}

/** The longest definition seen, a kernel's, has half a million characters. */
const maxElementUnits = 32 * 1_048_576;

/** Reads an XML document record by record, so that its size does not matter. What breaks the rules is an error. */
export function openXmlRecords(context: FeedContext, sink: FeedSink, settings: XmlRecordSettings): FeedReader {
  const { path } = context;
  const decoder = new StringDecoder("utf8");
  let isRootRight = true;
  const splitter = new XmlSplitter({
    handle(name) {
      if (name.includes("/")) return settings.handle(name);
      isRootRight = name === settings.root;
      if (!isRootRight) sink(wrongRecord({ path }, settings.expected, name));
      return isRootRight ? "open" : "skip";
    },
    onElement: settings.onRecord,
    onProblem({ line, expected, isEnd }) {
      const message = {
        en: `Expected ${expected.en}. ${isEnd ? "Nothing behind it was read." : "The record is left out."}`,
        ja: `${expected.ja}を想定しましたが、違う内容でした。${isEnd ? "以降は読み取っていません。" : "このレコードは使用しません。"}`,
      };
      sink(faultAt({ path, line }, { code: "broken-document", level: "error", message }));
    },
    maxElementUnits,
  });
  return {
    write: (piece) => splitter.write(decoder.write(Buffer.from(piece.buffer, piece.byteOffset, piece.length))),
    end() {
      splitter.write(decoder.end());
      splitter.end();
      settings.onEnd?.();
    },
  };
}

/** Gives the first child of that name. */
export function findChild(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === name);
}

/** Gives the text of the first child of that name; `undefined` when there is none or it is empty. */
export function findChildText(element: XmlElement | undefined, name: string): string | undefined {
  const text = findChild(element, name)?.text.trim();
  return text === "" ? undefined : text;
}

/** Gives all children of that name. */
export function childrenOf(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}
