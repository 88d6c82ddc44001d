import type { Text } from "../../model/text.ts";
import type { ManifestSet } from "../kubernetes/manifest-set.ts";
import { findTextAt, listAt, type ManifestValue, pointerPart, textMapAt } from "../kubernetes/manifest-value.ts";
import type { PodTemplate } from "../pod-settings/pod-template.ts";
import type { Demand, DemandAnswer, DemandEnding } from "./demand.ts";

/** Volumes that keep data are encrypted by their storage. */
export const encryptionAtRest: Demand = {
  id: "encryption-at-rest",
  title: { en: "Data is encrypted at rest", ja: "保存時の暗号化" },
  judge: ({ templates }, { set }) => templates.flatMap((template) => judgeVolumes(template, set)),
};

/** A claim on storage: in the pod, in its workload, or in a PersistentVolumeClaim. */
interface Claim {
  readonly name: string;
  /** JSON pointer in the workload. */
  readonly pointer: string;
  /** `undefined` where the claim itself is not in the set. */
  readonly spec: ManifestValue | undefined;
}

function judgeVolumes(template: PodTemplate, set: ManifestSet): readonly DemandAnswer[] {
  const { workload } = template;
  const claims = claimsOf(template, set);
  if (claims.length > 0) return claims.map((claim) => judgeClaim(claim, template, set));
  return [
    {
      ended: "undecided",
      object: workload,
      pointer: "/metadata/name",
      message: {
        en: `${workload.name} keeps nothing in a volume of its own; where else its data lies is not in these files.`,
        ja: `${workload.name} は永続ボリュームを使用していません。データの保存先は、検査したファイルからは判定できません。`,
      },
    },
  ];
}

function claimsOf({ workload, pointer, spec }: PodTemplate, set: ManifestSet): readonly Claim[] {
  const claims: Claim[] = [];
  for (const { value, pointer: at } of spec.volumes ?? []) {
    const claimName = value.persistentVolumeClaim?.claimName;
    if (claimName === undefined) continue;
    const claim = set.find("PersistentVolumeClaim", workload.namespace, claimName);
    claims.push({ name: claimName, pointer: pointer + at, spec: claim?.content["spec"] });
  }
  for (const [index, held] of listAt(workload.content, "spec", "volumeClaimTemplates").entries()) {
    const name = findTextAt(held, "metadata", "name") ?? String(index);
    const content = typeof held === "object" && held !== null && "spec" in held ? held["spec"] : undefined;
    claims.push({ name, pointer: `/spec/volumeClaimTemplates${pointerPart(index)}`, spec: content ?? null });
  }
  return claims;
}

function judgeClaim(claim: Claim, { workload }: PodTemplate, set: ManifestSet): DemandAnswer {
  const place = { object: workload, pointer: claim.pointer };
  const className = findTextAt(claim.spec, "storageClassName");
  if (className === undefined) return { ended: "undecided", ...place, message: unknownClass(claim.name) };
  const storageClass = set.find("StorageClass", "", className);
  if (storageClass === undefined) return { ended: "undecided", ...place, message: absentClass(claim.name, className) };
  const ended = judgeStorage(storageClass.content);
  if (ended === "missing") {
    return { ended, object: storageClass, pointer: "/parameters", message: classTexts.missing(claim.name, className) };
  }
  return { ended, ...place, message: classTexts[ended](claim.name, className) };
}

/** Drivers of clouds that encrypt every disk. Sources: Google Cloud and Azure documentation on encryption at rest. */
const alwaysEncrypted: ReadonlySet<string> = new Set([
  "disk.csi.azure.com",
  "file.csi.azure.com",
  "kubernetes.io/azure-disk",
  "kubernetes.io/gce-pd",
  "pd.csi.storage.gke.io",
  "filestore.csi.storage.gke.io",
]);

/** Parameters that switch encryption: of EBS, Ceph and Longhorn (`encrypted`), of Portworx (`secure`). */
const switches = ["encrypted", "secure"];

function judgeStorage(content: ManifestValue): DemandEnding {
  const parameters = textMapAt(content, "parameters");
  const values = switches.map((name) => parameters[name]?.toLowerCase());
  if (values.includes("true")) return "met";
  if (values.includes("false")) return "missing";
  return alwaysEncrypted.has(findTextAt(content, "provisioner") ?? "") ? "met" : "undecided";
}

const classTexts: Readonly<Record<DemandEnding, (claim: string, storageClass: string) => Text>> = {
  met: (claim, storageClass) => ({
    en: `The StorageClass ${storageClass} encrypts the volume ${claim}.`,
    ja: `StorageClass ${storageClass} により、ボリューム ${claim} は暗号化されます。`,
  }),
  missing: (claim, storageClass) => ({
    en: `The StorageClass ${storageClass} does not encrypt the volume ${claim}.`,
    ja: `StorageClass ${storageClass} では、ボリューム ${claim} が暗号化されません。`,
  }),
  undecided: (claim, storageClass) => ({
    en: `The StorageClass ${storageClass} does not say whether it encrypts the volume ${claim}.`,
    ja: `StorageClass ${storageClass} の設定からは、ボリューム ${claim} が暗号化されるかを判定できません。`,
  }),
};

function unknownClass(claim: string): Text {
  return {
    en: `The claim ${claim} names no StorageClass in these files.`,
    ja: `ボリューム要求 ${claim} の StorageClass は、検査したファイルからは分かりません。`,
  };
}

function absentClass(claim: string, storageClass: string): Text {
  return {
    en: `The StorageClass ${storageClass} of the volume ${claim} is not in these files.`,
    ja: `ボリューム ${claim} の StorageClass ${storageClass} は、検査したファイルにありません。`,
  };
}
