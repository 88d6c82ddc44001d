import { type Conversion, defineImporter, type ImportContext, type ImportedRecord, type Outcome } from "../define.ts";
import { kubeHunterHit, kubeHunterOutcome } from "../parts/kube-hunter-hit.ts";
import { kubeHunterHeader } from "./schema.ts";

/** Reads what kube-hunter found open in a cluster. */
export const kubeHunter = defineImporter({
  id: "kube-hunter",
  name: "kube-hunter",
  reads: ["kube-hunter JSON, 0.2 and later"],
  mapped: {
    en: "vulnerabilities: number, category, severity, text, description, evidence, reference and location, which is the subject. Not read: nodes, services and hunter_statistics, which are no problems.",
    ja: "vulnerabilities の番号、分類、深刻度、名前、説明、証拠、参照先、場所を取り込みます。場所が検出の対象になります。nodes、services、hunter_statistics は問題を示すものではないため取り込みません。",
  },
  variants: [
    {
      name: "kube-hunter JSON",
      form: "json",
      signs: [
        { at: "", is: "object" },
        { at: "/nodes" },
        { at: "/services" },
        { at: "/vulnerabilities" },
        { at: "/vulnerabilities/*/vulnerability", is: "text" },
        { at: "/vulnerabilities/*/hunter", is: "text" },
      ],
      header: ["/nodes"],
      records: [["/vulnerabilities/*"]],
      begin,
    },
    {
      name: "kube-hunter JSON, nothing found",
      form: "json",
      signs: [
        { at: "", is: "object" },
        { at: "/nodes" },
        { at: "/services/*/service", is: "text" },
        { at: "/services/*/location", is: "text" },
        { at: "/vulnerabilities" },
      ],
      header: ["/nodes"],
      records: [["/vulnerabilities/*"]],
      begin,
    },
  ],
});

function begin(header: unknown, context: ImportContext): Conversion {
  context.read(kubeHunterHeader, header, "");
  return {
    target: { kind: "cluster", name: context.targetName },
    convert: (record) => convert(record, context),
  };
}

function convert({ value, pointer }: ImportedRecord, context: ImportContext): readonly Outcome[] {
  const read = context.read(kubeHunterHit, value, pointer);
  return read === undefined ? [] : [kubeHunterOutcome(read)];
}
