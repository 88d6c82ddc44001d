import type { AnalyzerResult } from "../../../model/analysis.ts";
import type { StreamAnalyzer } from "../../define.ts";

/** Gives a file to an analyzer in pieces, as the reader of layers does; `undefined` when the analyzer does not want it. */
export function analyzeBytes(
  analyzer: StreamAnalyzer,
  bytes: Buffer,
  { path = "usr/bin/program", pieceBytes = 1000, size = bytes.length } = {},
): AnalyzerResult | undefined {
  const watch = analyzer.open({ path, mode: 0o755, userId: 0, size }, bytes.subarray(0, 4096));
  for (let at = 0; at < bytes.length; at += pieceBytes) watch?.write(Buffer.from(bytes.subarray(at, at + pieceBytes)));
  return watch?.end();
}
