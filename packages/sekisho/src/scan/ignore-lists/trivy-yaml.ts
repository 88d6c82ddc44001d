import type { SourceText } from "../../model/source-text.ts";
import type { ConfiguredException } from "../configuration/configuration.ts";
import type { ConfigurationProblem } from "../configuration/place.ts";
import type { RuleIndex } from "../configuration/rule-index.ts";
import { quoted } from "../configuration/shape.ts";
import { readYamlTree, type YamlTree } from "../configuration/yaml-tree.ts";
import {
  dayBefore,
  findTrivyRule,
  fromTop,
  type IgnoreList,
  textOf,
  textsOf,
  unknownId,
  valueOf,
  warn,
} from "./ignore-list.ts";

const sections = ["vulnerabilities", "misconfigurations", "secrets"] as const;

/**
 * Reads `.trivyignore.yaml`: entries by kind of finding, with paths, package URLs, a day at whose beginning they are over,
 * and a statement, which is the reason. Licences have no findings here. Source: Trivy's documentation, "Filtering".
 */
export function readTrivyYaml(source: SourceText, index: RuleIndex): IgnoreList {
  const { root, problems: yamlProblems } = readYamlTree(source);
  const problems: ConfigurationProblem[] = yamlProblems.map((problem) => ({ level: "warning", ...problem }));
  const exceptions: ConfiguredException[] = [];
  for (const section of sections) {
    const list = root === undefined ? undefined : valueOf(root, section);
    if (list?.kind !== "list") continue;
    for (const entry of list.items) {
      const read = readEntry(entry, { section, index, path: source.path });
      if ("rule" in read) exceptions.push(read);
      else problems.push(read);
    }
  }
  return { exceptions, problems };
}

function readEntry(
  entry: YamlTree,
  { section, index, path }: { readonly section: string; readonly index: RuleIndex; readonly path: string },
): ConfiguredException | ConfigurationProblem {
  const id = textOf(valueOf(entry, "id"));
  if (id === undefined) return warn(entry, { en: `${section}: an id is missing`, ja: `${section}: id がありません。` });
  const rule = findTrivyRule(index, id);
  if (rule === undefined) return unknownId(id, entry);
  const written = textOf(valueOf(entry, "expired_at"));
  const expires = written === undefined ? undefined : dayBefore(written.slice(0, "YYYY-MM-DD".length));
  if (written !== undefined && expires === undefined) return warn(entry, wrongDay(written));
  const paths = textsOf(valueOf(entry, "paths"));
  const purls = textsOf(valueOf(entry, "purls"));
  return {
    rule: rule.name,
    ...(rule.ids.length === 0 ? {} : { ids: rule.ids }),
    // An empty list selects nothing away in Trivy: it is as if it were not there.
    ...(paths === undefined || paths.length === 0 ? {} : { paths: paths.map(fromTop) }),
    ...(purls === undefined || purls.length === 0 ? {} : { packages: purls.map(escapeGlob) }),
    reason: textOf(valueOf(entry, "statement")) ?? path,
    owner: undefined,
    expires,
    range: { start: entry.start, end: entry.end },
    path,
    isOwn: true,
  };
}

/** Package URLs are no globs there. What stands behind the version says where the package is, not which one. */
function escapeGlob(purl: string): string {
  return purl.replace(/[?#].*$/, "").replaceAll(/[*[\]{}\\]/g, "\\$&");
}

function wrongDay(written: string) {
  return {
    en: `expired_at: expected a day as YYYY-MM-DD, got ${quoted(written)}; the entry is left out`,
    ja: `expired_at: YYYY-MM-DD 形式の日付を想定しましたが、${quoted(written)} が指定されています。この項目は使用しません。`,
  };
}
