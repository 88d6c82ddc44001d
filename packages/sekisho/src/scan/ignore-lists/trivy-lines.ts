import type { SourceText } from "../../model/source-text.ts";
import type { ConfiguredException } from "../configuration/configuration.ts";
import type { ConfigurationProblem } from "../configuration/place.ts";
import type { RuleIndex } from "../configuration/rule-index.ts";
import { quoted } from "../configuration/shape.ts";
import { dayBefore, findTrivyRule, type IgnoreList, unknownId, warn } from "./ignore-list.ts";

/**
 * Reads `.trivyignore`: an id a line, perhaps with `exp:YYYY-MM-DD`, the day at whose beginning the entry is over. The
 * comment above a line or behind it is taken as the reason. Source: Trivy's documentation, "Filtering".
 */
export function readTrivyLines(source: SourceText, index: RuleIndex): IgnoreList {
  const exceptions: ConfiguredException[] = [];
  const problems: ConfigurationProblem[] = [];
  let comment: string[] = [];
  let start = 0;
  for (const line of source.text.split("\n")) {
    const range = { start, end: start + line.trimEnd().length };
    start += line.length + 1;
    const [words = "", ...behind] = line.split("#");
    const said = behind.join("#").trim();
    if (words.trim() === "") {
      comment = line.trim() === "" ? [] : [...comment, said];
      continue;
    }
    const [id = "", ...fields] = words.trim().split(/\s+/);
    const written = fields.find((field) => field.startsWith("exp:"))?.slice("exp:".length);
    const expires = written === undefined ? undefined : dayBefore(written);
    const rule = findTrivyRule(index, id);
    if (written !== undefined && expires === undefined) problems.push(warn(range, wrongDay(written)));
    else if (rule === undefined) problems.push(unknownId(id, range));
    else {
      const reason = [...comment, said].filter((part) => part !== "").join(" ");
      exceptions.push({
        rule: rule.name,
        ...(rule.ids.length === 0 ? {} : { ids: rule.ids }),
        reason: reason === "" ? source.path : reason,
        owner: undefined,
        expires,
        range,
        path: source.path,
        isOwn: true,
      });
    }
    comment = [];
  }
  return { exceptions, problems };
}

/** An end that nobody can read must not become an exception without end. */
function wrongDay(written: string) {
  return {
    en: `expected exp: with a day as YYYY-MM-DD, got ${quoted(written)}; the entry is left out`,
    ja: `exp: には YYYY-MM-DD 形式の日付を想定しましたが、${quoted(written)} が指定されています。この項目は使用しません。`,
  };
}
