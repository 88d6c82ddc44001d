import { SekishoError } from "../model/error.ts";
import { allValues, type Call } from "./arguments.ts";
import type { FormatName } from "./command-table.ts";
import { formatNames } from "./option-table.ts";

/** One rendering of the results: a form, and the file it goes to; standard output when `undefined`. */
export interface Output<Name extends string = FormatName> {
  readonly format: Name;
  readonly file: string | undefined;
}

/**
 * Gives the renderings that a call asks for; the table on standard output when none.
 *
 * @throws {SekishoError} `usage` when two of them would go to the same place.
 */
export function getOutputs(call: Call): readonly Output[] {
  return getOutputsOf(call, formatNames, "table");
}

/**
 * Gives the renderings that a call asks for in forms of its own; `fallback` on standard output when none.
 *
 * @throws {SekishoError} `usage` when two of them would go to the same place.
 */
export function getOutputsOf<Name extends string>(
  call: Call,
  names: readonly Name[],
  fallback: Name,
): readonly Output<Name>[] {
  const outputs = allValues(call, "format").map((written) => readOutput(written, names, fallback));
  for (const [index, output] of outputs.entries()) {
    const earlier = outputs.slice(0, index).find((other) => other.file === output.file);
    if (earlier !== undefined) throw samePlace(earlier, output);
  }
  return outputs.length === 0 ? [{ format: fallback, file: undefined }] : outputs;
}

/** The parser has seen to it that the form is a known one. */
function readOutput<Name extends string>(written: string, names: readonly Name[], fallback: Name): Output<Name> {
  const equals = written.indexOf("=");
  const word = equals === -1 ? written : written.slice(0, equals);
  const format = names.find((name) => name === word) ?? fallback;
  return { format, file: equals === -1 ? undefined : written.slice(equals + 1) };
}

function samePlace(earlier: Output<string>, output: Output<string>): SekishoError {
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
