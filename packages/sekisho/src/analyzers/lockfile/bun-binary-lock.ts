import { addDiagnostic, finishReading, startReading } from "../../semantics/lockfile/reading.ts";
import { defineAnalyzer } from "../define.ts";

/**
 * Recognises Bun's old binary lock file. Its form is an image of Bun's memory that only the Bun of its time can read,
 * so it is not guessed at: the diagnostic says how to get the text form.
 */
export const bunBinaryLock = defineAnalyzer({
  id: "lockfile/bun-binary-lock",
  version: 1,
  finds: ["package"],
  scope: "declared",
  packageTypes: ["npm"],
  paths: ["**/bun.lockb"],
  maxBytes: 64 * 1024 * 1024,
  analyze(file) {
    const reading = startReading(file.path);
    addDiagnostic(reading, "lockfile/binary-format", undefined, {
      en: "Expected bun.lock in text form, got Bun's binary lock file. Its packages are not listed. Run `bun install --save-text-lockfile --frozen-lockfile --lockfile-only` and scan again.",
      ja: "テキスト形式の bun.lock を想定しましたが、Bun のバイナリ形式のロックファイルです。このパッケージは一覧に含まれません。`bun install --save-text-lockfile --frozen-lockfile --lockfile-only` を実行してから再度スキャンしてください。",
    });
    return finishReading(reading);
  },
});
