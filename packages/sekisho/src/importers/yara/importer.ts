import { type Conversion, defineImporter, type ImportContext, type ImportedRecord, type Outcome } from "../define.ts";
import { evidenceAt } from "../parts/evidence-at.ts";
import { fileSubject } from "../parts/file-place.ts";

/** Reads what the yara program prints. */
export const yara = defineImporter({
  id: "yara",
  name: "YARA",
  reads: ["output of yara, 3 and 4: with -s, -m or -g, or rules and paths alone"],
  mapped: {
    en: "Rule and path of each match. Strings that matched (`0x…` lines), metadata, tags and namespaces are passed over. Rules have no severity of their own: matches count as high. Without options every line has to be a rule with a path that starts with `/`, `./`, `../` or a drive; else say `--from yara`.",
    ja: "一致したルールとパスを取り込みます。一致した文字列（`0x…` の行）、メタデータ、タグ、名前空間は取り込みません。ルールには深刻度がないため、high とします。オプションなしの出力は、すべての行がルールとパス（`/`、`./`、`../`、ドライブ名で始まるもの）であるときに判別します。それ以外は `--from yara` を指定してください。",
  },
  variants: [
    {
      name: "YARA matches",
      form: "lines",
      signs: [
        { at: "/*", matches: /^[A-Za-z_]\w{0,127} (?:\[.{0,400}\] )?\S/ },
        { at: "/*", matches: /^0x[0-9a-f]{1,16}:\$\w{0,100}|^[A-Za-z_]\w{0,127} \[[^\]]{0,400}\] \S/ },
      ],
      header: [],
      records: [["/*"]],
      begin,
    },
    {
      name: "YARA matches, rule and path alone",
      form: "lines",
      signs: [{ at: "/*", allMatch: /^[A-Za-z_]\w{0,127} (?:\.{0,2}\/|[A-Za-z]:\\)\S/ }],
      header: [],
      records: [["/*"]],
      begin,
    },
  ],
});

function begin(_: unknown, { targetName }: ImportContext): Conversion {
  return { target: { kind: "filesystem", name: targetName }, convert };
}

const maxLine = 8000;

function convert({ value, pointer }: ImportedRecord): readonly Outcome[] {
  const line = typeof value === "string" ? value.slice(0, maxLine).trim() : "";
  if (/^0x[0-9a-f]{1,16}:\$/.test(line)) return [];
  const [rule = ""] = /^[A-Za-z_]\w{0,127}(?= )/.exec(line) ?? [];
  const path = withoutBrackets(line.slice(rule.length + 1));
  if (rule === "" || path === "") {
    const message = { en: "Expected a rule and a path.", ja: "ルールとパスを想定しました。" };
    return [{ kind: "left-out", note: { code: "no-match", level: "warning", message, pointer } }];
  }
  return [
    {
      kind: "finding",
      finding: {
        kind: "malware",
        rule,
        severity: "high",
        title: rule,
        message: `${path}: ${rule}`,
        subject: fileSubject(path),
        evidence: [evidenceAt(path)],
      },
    },
  ];
}

/** Tags and metadata stand in brackets before the path; a text among the metadata may hold a bracket. */
function withoutBrackets(rest: string): string {
  let path = rest;
  while (path.startsWith("[")) {
    const end = endOfBracket(path);
    if (end === -1) return path;
    path = path.slice(end + 1).trimStart();
  }
  return path;
}

function endOfBracket(text: string): number {
  let isQuoted = false;
  for (let at = 1; at < text.length; at++) {
    const character = text[at];
    if (character === "\\" && isQuoted) at++;
    else if (character === '"') isQuoted = !isQuoted;
    else if (character === "]" && !isQuoted) return at;
  }
  return -1;
}
