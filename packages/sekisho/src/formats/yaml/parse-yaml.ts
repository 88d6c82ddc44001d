import { readBlocks } from "./block-reader.ts";
import { readWithLibrary } from "./library-reader.ts";
import type { ParsedYaml } from "./parsed-yaml.ts";

/**
 * Reads YAML with the line of every key. Numbers stay texts as written, because `1.10` is a version and not `1.1`;
 * `true`, `false` and `null` are what they say. Aliases give the very node they name, so that nothing multiplies.
 *
 * What package managers write (block maps and lists, values on one line) is read in one pass over the lines; a text
 * that uses more of YAML is read again by the library, which is about ten times slower. Source: YAML 1.2.2.
 */
export function parseYaml(text: string): ParsedYaml {
  const source = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const documents = readBlocks(source);
  return documents === undefined ? readWithLibrary(source) : { documents, problems: [] };
}
