import type { Diagnostic } from "../../model/diagnostic.ts";
import { quote } from "../../model/quote.ts";

/** Gives the diagnostic of a file larger than its analyzer reads. */
export function fileTooLarge(
  path: string,
  size: number,
  analyzer: { readonly id: string; readonly maxBytes: number },
): Diagnostic {
  return {
    code: "image/file-too-large",
    level: "error",
    message: {
      en: `${quote(path)} has ${size} bytes; ${analyzer.id} reads at most ${analyzer.maxBytes} (maxBytes). It was not examined.`,
      ja: `${quote(path)} のサイズは ${size} バイトで、${analyzer.id} の上限 ${analyzer.maxBytes} バイトを超えています（maxBytes）。このファイルは検査していません。`,
    },
    location: { path },
  };
}

/** Gives the diagnostic of an analyzer that has thrown: a mistake of ours, or something hostile that we do not know. */
export function analyzerFailed(path: string, analyzer: string, error: unknown): Diagnostic {
  const reason = quote(error instanceof Error ? error.message : String(error));
  return {
    code: "analyzer/failed",
    level: "error",
    message: {
      en: `${analyzer} failed on ${quote(path)}: ${reason}. The other analyzers have examined the file.`,
      ja: `${quote(path)} の解析中に ${analyzer} が失敗しました（${reason}）。ほかの解析は実行済みです。`,
    },
    location: { path },
  };
}

/** Gives the diagnostic of a file whose content broke off. */
export function contentBrokeOff(path: string, size: number, gotBytes: number): Diagnostic {
  return {
    code: "image/content-broke-off",
    level: "error",
    message: {
      en: `The content of ${quote(path)} breaks off: expected ${size} bytes, got ${gotBytes}. It was not examined.`,
      ja: `${quote(path)} の内容が途中で終わっています（想定 ${size} バイト、実際 ${gotBytes} バイト）。このファイルは検査していません。`,
    },
    location: { path },
  };
}

/** Gives the diagnostic of files that would take more memory than is spared for files that wait for one another. */
export function tooMuchHeld(path: string, maxHeldBytes: number): Diagnostic {
  return {
    code: "image/too-much-held",
    level: "error",
    message: {
      en: `${quote(path)} waits for a file beside it, and more than ${maxHeldBytes} bytes wait already (maxHeldBytes). It was not examined.`,
      ja: `${quote(path)} は隣接するファイルと併せて読む必要がありますが、待機中のデータが上限の ${maxHeldBytes} バイトを超えます（maxHeldBytes）。このファイルは検査していません。`,
    },
    location: { path },
  };
}
