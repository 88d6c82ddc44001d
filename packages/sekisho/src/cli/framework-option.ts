import { findFramework, frameworks } from "../compliance/controls-of.ts";
import type { Framework } from "../compliance/framework.ts";
import { findClosestWord } from "../model/closest-word.ts";
import { SekishoError } from "../model/error.ts";
import type { Configuration } from "../scan/configuration/configuration.ts";
import type { Output } from "./outputs.ts";

/** Forms that show controls. */
const frameworkFormats: readonly string[] = ["table", "json", "html", "markdown"];

/**
 * Finds the framework that `--framework` names; `undefined` when the option is not given.
 *
 * @throws {SekishoError} `unknown-framework` with the closest one; `usage` for a format that cannot show controls.
 */
export function getFramework(
  id: string | undefined,
  outputs: readonly Output[],
  kubernetesMinor: number | undefined,
): Framework | undefined {
  if (id === undefined) return undefined;
  const framework = findFramework(id, kubernetesMinor);
  if (framework === undefined) throw unknownFramework(id);
  const other = outputs.find((output) => !frameworkFormats.includes(output.format));
  if (other !== undefined) {
    throw new SekishoError("usage", {
      en: `--framework: expected the format table, json, html or markdown, got ${other.format}`,
      ja: `--framework で使用できる形式は table、json、html、markdown ですが、${other.format} が指定されています。`,
    });
  }
  return framework;
}

/** Asks every check that the framework's controls need, optional ones too, unless the user has switched one off. */
export function withChecksOf(framework: Framework | undefined, configuration: Configuration): Configuration {
  if (framework === undefined) return configuration;
  const disabled = new Set(configuration.disable);
  const wanted = framework.controls.flatMap(({ checks }) => checks.filter((check) => !disabled.has(check)));
  return { ...configuration, enable: [...new Set([...configuration.enable, ...wanted])] };
}

function unknownFramework(id: string): SekishoError {
  const ids = frameworks.map((framework) => framework.id);
  const name = findClosestWord(nameOf(id), ids.map(nameOf));
  const closest = findClosestWord(id, ids) ?? findNewest(ids.filter((known) => nameOf(known) === name));
  const hint =
    closest === undefined
      ? { en: `frameworks: ${ids.join(", ")}`, ja: `基準: ${ids.join("、")}` }
      : { en: `did you mean ${closest}?`, ja: `「${closest}」の誤りではありませんか。` };
  return new SekishoError(
    "unknown-framework",
    { en: `unknown framework ${JSON.stringify(id)}`, ja: `${JSON.stringify(id)} という基準はありません。` },
    { hint },
  );
}

/** Gives an id without its version, which people leave out. */
function nameOf(id: string): string {
  return id.split("@", 1)[0] ?? id;
}

function findNewest(ids: readonly string[]): string | undefined {
  return ids.toSorted((left, right) => left.localeCompare(right, "en", { numeric: true })).at(-1);
}
