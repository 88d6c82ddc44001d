import type { LayerFacts } from "../../model/analysis.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { LayerReading } from "../layer/layer-reading.ts";

/** Entries of all layers of an image together that are held in memory at once; one layer alone may have fewer. */
const maxImageEntries = 1_572_864;

/** Keeps the memory that an image takes from growing with the number of its layers. */
export interface EntryAllowance {
  /** Gives a reading as it is, or without its contents where the image has no room for them any more. */
  admit(reading: LayerReading): LayerReading;
  /** True when no further layer has room. */
  isUsedUp(): boolean;
  /** Gives what is said of a layer that was not looked at for want of room. */
  refuse(): LayerReading;
}

/** Begins to count the entries of one image. */
export function createEntryAllowance(maxEntries: number = maxImageEntries): EntryAllowance {
  let entries = 0;
  const refuse = (): LayerReading => ({ facts: nothing, diagnostics: [tooManyEntries(maxEntries)], isWhole: false });
  return {
    admit(reading) {
      entries += reading.facts.entries.length;
      return entries > maxEntries ? refuse() : reading;
    },
    isUsedUp: () => entries > maxEntries,
    refuse,
  };
}

const nothing: LayerFacts = {
  storedBytes: 0,
  archiveBytes: 0,
  entries: [],
  analyses: [],
  coverage: [],
  diagnostics: [],
};

function tooManyEntries(maxEntries: number): Diagnostic {
  return {
    code: "image/too-many-entries",
    level: "error",
    message: {
      en: `The layers of the image have more than ${maxEntries} entries together (maxImageEntries). This layer was not examined.`,
      ja: `イメージの全レイヤーのエントリ数が上限の ${maxEntries} 件を超えています（maxImageEntries）。このレイヤーは検査していません。`,
    },
  };
}
