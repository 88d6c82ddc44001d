import type { Language, Text } from "../../model/text.ts";
import type { ChangedConnection } from "../../semantics/reachability/compare-connections.ts";
import { quoteJson, showControls } from "../escape/visible.ts";

const marks = { added: "+", removed: "-", changed: "~" } as const;

const nothing: Text = {
  en: "The allowed connections are the same.\n",
  ja: "許可されている接続に変わりはありません。\n",
};

/** Writes what changed, as text or as JSON: `{ "changes": [ { "kind", "from", "to", "before", "after" } ] }`. */
export function* writeChanges(
  format: "table" | "json",
  changes: Iterable<ChangedConnection>,
  language: Language,
): Generator<string> {
  if (format === "json") yield* writeJson(changes);
  else yield* writeText(changes, language);
}

function* writeJson(changes: Iterable<ChangedConnection>): Generator<string> {
  yield '{\n  "changes": [';
  let separator = "\n";
  for (const { kind, from, to, before, after } of changes) {
    const fields = { kind, from, to, before, after };
    const written = Object.entries(fields).map(([name, value]) => `"${name}": ${quoteJson(value)}`);
    yield `${separator}    { ${written.join(", ")} }`;
    separator = ",\n";
  }
  yield separator === "\n" ? "]\n}\n" : "\n  ]\n}\n";
}

function* writeText(changes: Iterable<ChangedConnection>, language: Language): Generator<string> {
  const counts = { added: 0, removed: 0, changed: 0 };
  for (const { kind, from, to, before, after } of changes) {
    counts[kind] += 1;
    const ports = { added: after, removed: before, changed: `${before} → ${after}` };
    yield `${marks[kind]} ${showControls(`${from} → ${to}`)}  ${ports[kind]}\n`;
  }
  const { added, removed, changed } = counts;
  if (added + removed + changed === 0) {
    yield nothing[language];
    return;
  }
  const summary: Text = {
    en: `\n${added} added, ${removed} removed, ${changed} changed.\n`,
    ja: `\n追加 ${added} 件、削除 ${removed} 件、変更 ${changed} 件。\n`,
  };
  yield summary[language];
}
