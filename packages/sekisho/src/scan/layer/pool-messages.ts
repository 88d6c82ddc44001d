import type { FileRange } from "../../access/image-source.ts";
import type { FileAnalysis } from "../../model/analysis.ts";
import type { Text } from "../../model/text.ts";
import type { EntryTable } from "./entry-table.ts";
import type { EndedReading, ExaminedScope, LateReading, LayerClaims } from "./layer-reading.ts";

/** What a thread is given when it starts: analyzers are functions and stay behind, their ids go. */
export interface ThreadSetup {
  readonly analyzers: readonly string[];
  readonly scope: ExaminedScope;
}

/** What a thread is told. */
export type ToThread =
  | {
      readonly kind: "read";
      readonly claimed: LayerClaims;
      /** Left out when the bytes come as pieces. */
      readonly range?: FileRange;
      /** Given when the layer is read again. */
      readonly wanted?: ReadonlyMap<number, readonly string[]>;
    }
  | { readonly kind: "piece"; readonly bytes: Uint8Array }
  | { readonly kind: "end" }
  | { readonly kind: "broken"; readonly text: Text }
  | { readonly kind: "close" };

/** What a thread tells. */
export type FromThread =
  /** So many bytes of the pieces are used up: as many may be sent. */
  | { readonly kind: "credit"; readonly bytes: number }
  | { readonly kind: "progress"; readonly readBytes: number }
  /** The next part of the layer; the end of a reading comes behind the last one. */
  | { readonly kind: "part"; readonly entries: EntryTable; readonly analyses: readonly FileAnalysis[] }
  | { readonly kind: "reading"; readonly reading: EndedReading }
  | { readonly kind: "late"; readonly reading: LateReading }
  | { readonly kind: "failed"; readonly message: string };
