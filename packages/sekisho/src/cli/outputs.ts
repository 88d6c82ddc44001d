import { SekishoError } from "../model/error.ts";
import { allValues, type Call } from "./arguments.ts";
import { type FormatName, formatNames } from "./command-table.ts";

/** One rendering of the results: a form, and the file it goes to; standard output when `undefined`. */
export interface Output {
  readonly format: FormatName;
  readonly file: string | undefined;
}

/**
 * Gives the renderings that a call asks for; the table on standard output when none.
 *
 * @throws {SekishoError} `usage` when two of them would go to the same place.
 */
export function getOutputs(call: Call): readonly Output[] {
  const outputs = allValues(call, "format").map(readOutput);
  for (const [index, output] of outputs.entries()) {
    const earlier = outputs.slice(0, index).find((other) => other.file === output.file);
    if (earlier !== undefined) throw samePlace(earlier, output);
  }
  return outputs.length === 0 ? [{ format: "table", file: undefined }] : outputs;
}

/** The parser has seen to it that the form is a known one. */
function readOutput(written: string): Output {
  const equals = written.indexOf("=");
  const word = equals === -1 ? written : written.slice(0, equals);
  const format = formatNames.find((name) => name === word) ?? "table";
  return { format, file: equals === -1 ? undefined : written.slice(equals + 1) };
}

function samePlace(earlier: Output, output: Output): SekishoError {
  const place = output.file === undefined ? undefined : JSON.stringify(output.file);
  return new SekishoError(
    "usage",
    {
      en: `--format: ${earlier.format} and ${output.format} would both go to ${place ?? "standard output"}`,
      ja: `--format: ${earlier.format} と ${output.format} の出力先がどちらも${place === undefined ? "標準出力" : ` ${place} `}です。`,
    },
    {
      hint: {
        en: `write one of them to a file: --format ${output.format}=FILE`,
        ja: `一方をファイルに書き込んでください: --format ${output.format}=FILE`,
      },
    },
  );
}
