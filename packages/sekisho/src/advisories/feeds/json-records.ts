import { type JsonHandling, type JsonPlace, JsonSplitter } from "../../formats/json-stream/json-splitter.ts";
import type { FeedContext, FeedReader, FeedSink } from "./define.ts";
import { faultAt } from "./feed-problem.ts";

/** How a large JSON document is cut into records. */
export interface JsonRecordSettings {
  readonly handle: (pattern: string) => JsonHandling;
  /** Told of every record that is taken. */
  readonly onRecord: (place: JsonPlace, value: unknown) => void;
  /** Called once behind the last record, also of a document that breaks off. */
  readonly onEnd?: () => void;
}

/** The largest single record of such documents has a few megabytes. */
const maxRecordBytes = 32 * 1_048_576;

/** Reads a JSON document record by record, so that its size does not matter. What breaks the rules is an error. */
export function openJsonRecords(context: FeedContext, sink: FeedSink, settings: JsonRecordSettings): FeedReader {
  const splitter = new JsonSplitter({
    handle: settings.handle,
    onValue: settings.onRecord,
    onProblem({ pointer, offset, expected, isEnd }) {
      const message = {
        en: `Expected ${expected.en} at byte ${offset}. ${isEnd ? "Nothing behind it was read." : "The record is left out."}`,
        ja: `${offset} バイト目に${expected.ja}を想定しましたが、違う内容でした。${isEnd ? "以降は読み取っていません。" : "このレコードは使用しません。"}`,
      };
      sink(faultAt({ path: context.path, pointer }, { code: "broken-document", level: "error", message }));
    },
    maxValueBytes: maxRecordBytes,
  });
  return {
    write: (piece) => splitter.write(piece),
    end() {
      splitter.end();
      settings.onEnd?.();
    },
  };
}
