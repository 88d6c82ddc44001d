import * as z from "zod/mini";
import { defineImporter, type ImportContext, type ImportedRecord, type Outcome } from "../define.ts";
import { evidenceAt } from "../parts/evidence-at.ts";
import { fileSubject } from "../parts/file-place.ts";
import { leftOut } from "../parts/left-out.ts";
import { optionalText, optionalTexts } from "../parts/optional-fields.ts";

/** Reads what ClamAV prints: clamscan, clamdscan and their logs. */
export const clamav = defineImporter({
  id: "clamav",
  name: "ClamAV",
  reads: [
    "output and logs of clamscan and clamdscan, 0.98 and later",
    "JSON of clamscan --gen-json, one file or one in each line",
  ],
  mapped: {
    en: "Signature and path of files that are FOUND; files that are OK count as passed, files that could not be read are left out and told. Summaries say nothing of single files and are passed over.",
    ja: "FOUND と報告されたファイルの署名名とパスを取り込みます。OK のファイルは問題なしとして数え、読み取れなかったファイルは診断として報告します。集計部分は個々のファイルに関する情報ではないため、読み飛ばします。",
  },
  variants: [
    {
      name: "ClamAV log",
      form: "lines",
      signs: [
        {
          at: "/*",
          matches:
            /^(?:-{4,20} SCAN SUMMARY -{4,20}$|.{1,400}: [\w.\-/():]{1,200} FOUND$|Scan started: |Scanning \/.{0,400}$|-{70,90}$)/,
        },
        {
          at: "/*",
          matches: /^(?:.{1,1000}: (?:OK|[\w.\-/(): ]{1,200} FOUND|Empty file)|-{4,20} SCAN SUMMARY -{4,20})$/,
        },
      ],
      header: [],
      records: [["/*"]],
      begin: (_, context: ImportContext) => ({
        target: { kind: "filesystem", name: context.targetName },
        convert,
      }),
    },
    {
      name: "ClamAV JSON",
      form: "json",
      signs: [
        { at: "/*/Magic", matches: /^CLAMJSONv\d{1,3}$/ },
        { at: "/*/RootFileType", is: "text" },
      ],
      header: [],
      records: [["/*"]],
      begin: (_, context: ImportContext) => ({
        target: { kind: "filesystem", name: context.targetName },
        convert: (record) => convertFile(record, context),
      }),
    },
  ],
});

/** Source: Cisco-Talos/clamav, libclamav: metadata of `--gen-json`. */
const scannedFile = z.object({
  FileName: optionalText,
  Viruses: optionalTexts,
  ContainedObjects: z.nullish(z.array(z.unknown())),
});

/** A file with the files in it, however deep: the archive is what is named, since what is in it has no path of its own. */
function convertFile({ value, pointer }: ImportedRecord, context: ImportContext): readonly Outcome[] {
  const waiting = [{ value, pointer }];
  const names = new Set<string>();
  let path: string | undefined;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const file = context.read(scannedFile, next.value, next.pointer);
    if (file === undefined) continue;
    path ??= file.FileName ?? "";
    for (const name of file.Viruses ?? []) names.add(name);
    for (const [index, inside] of (file.ContainedObjects ?? []).entries()) {
      waiting.push({ value: inside, pointer: `${next.pointer}/ContainedObjects/${index}` });
    }
  }
  if (path === undefined) return [];
  const known = path === "" ? context.targetName : path;
  return names.size === 0 ? [{ kind: "passed" }] : [...names].map((name) => toFinding(known, name));
}

const maxLine = 8000;

function convert({ value, pointer }: ImportedRecord): readonly Outcome[] {
  const line = typeof value === "string" ? value.slice(0, maxLine).trimEnd() : "";
  // A name may hold colons: what is said of it stands behind the last one.
  const colon = line.lastIndexOf(": ");
  const path = line
    .slice(0, Math.max(0, colon))
    .replace(/^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4} -> /, "");
  const said = colon === -1 ? "" : line.slice(colon + 2);
  if (path === "") return [];
  if (said.endsWith(" FOUND")) return [toFinding(path, said.slice(0, -" FOUND".length))];
  if (said === "OK" || said === "Empty file") return [{ kind: "passed" }];
  if (/(?:ERROR|Excluded|Symbolic link|Access denied|Permission denied)/.test(said) && !said.startsWith("Not ")) {
    return [
      leftOut("unscanned", pointer, {
        en: "The tool did not look into the file.",
        ja: "ツールはこのファイルを検査していません。",
      }),
    ];
  }
  return [];
}

/** `Eicar-Signature(44d88612fea8a8f36de82e1278abb02f:68)` has a hash and a size behind the name. */
function toFinding(path: string, written: string): Outcome {
  const rule = written.replace(/\([0-9a-f]{32}:\d{1,20}\)$/, "");
  // Signatures of what is unwanted and not malicious have a prefix.
  const isUnwanted = /^(?:PUA|Heuristics)\./.test(rule);
  return {
    kind: "finding",
    finding: {
      kind: "malware",
      rule,
      severity: isUnwanted ? "medium" : "critical",
      title: rule,
      message: `${path}: ${rule}`,
      subject: fileSubject(path),
      evidence: [evidenceAt(path)],
      status: "FOUND",
    },
  };
}
