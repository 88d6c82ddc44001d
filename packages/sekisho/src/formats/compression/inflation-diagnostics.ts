import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Compression } from "./detect-compression.ts";

/** Gives the diagnostic of bytes packed in a way that no image may use. */
export function unsupported(compression: Compression): Diagnostic {
  return {
    code: "layer/unsupported-compression",
    level: "error",
    message: {
      en: `The layer is compressed with ${compression}; expected gzip, zstd or a plain tar archive. It was not examined.`,
      ja: `レイヤーが ${compression} で圧縮されています。gzip、zstd、または無圧縮の tar アーカイブを想定しています。このレイヤーは検査していません。`,
    },
  };
}

/** Gives the diagnostic of compressed data that are broken or end too early. */
export function broken(compression: Compression, reason: string, archiveBytes: number): Diagnostic {
  return {
    code: "layer/broken-compression",
    level: "error",
    message: {
      en: `The ${compression} data of the layer are broken after ${archiveBytes} unpacked bytes: ${reason}. What stands before was examined.`,
      ja: `レイヤーの ${compression} データが、展開後 ${archiveBytes} バイトの位置で壊れています（${reason}）。それより前の内容は検査しました。`,
    },
  };
}

/** Gives the diagnostic of bytes behind the compressed data. */
export function trailing(compression: Compression): Diagnostic {
  return {
    code: "layer/trailing-data",
    level: "warning",
    message: {
      en: `Other data follow the ${compression} data of the layer; they were not examined.`,
      ja: `レイヤーの ${compression} データの後に別のデータがあります。その部分は検査していません。`,
    },
  };
}

/** Gives the diagnostic of an archive that is larger than is read. */
export function tooLarge(maxArchiveBytes: number): Diagnostic {
  return {
    code: "layer/too-large",
    level: "error",
    message: {
      en: `The layer has more than ${maxArchiveBytes} bytes when it is unpacked (maxArchiveBytes). The rest was not examined.`,
      ja: `レイヤーの展開後のサイズが上限の ${maxArchiveBytes} バイトを超えています（maxArchiveBytes）。残りは検査していません。`,
    },
  };
}

/** Gives the diagnostic of data that unpack to so much more that they can only be meant to do harm. */
export function bomb(archiveBytes: number, storedBytes: number, maxRatio: number): Diagnostic {
  return {
    code: "layer/decompression-bomb",
    level: "error",
    message: {
      en: `${storedBytes} bytes of the layer unpack to more than ${archiveBytes}: above ${maxRatio} times as many (maxRatio). The rest was not examined.`,
      ja: `レイヤーの ${storedBytes} バイトが ${archiveBytes} バイト以上に展開され、上限の ${maxRatio} 倍を超えています（maxRatio）。残りは検査していません。`,
    },
  };
}
