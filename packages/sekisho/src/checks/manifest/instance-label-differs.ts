import { quote } from "../../model/quote.ts";
import { defineObjectCheck } from "./define.ts";

const label = "app.kubernetes.io/instance";

export const instanceLabelDiffers = defineObjectCheck({
  id: "manifest/instance-label-differs",
  aliases: ["polaris:metadataAndInstanceMismatched"],
  isOptional: true,
  title: { en: "Instance label differs from the name", ja: "名前と異なる instance ラベル" },
  severity: "info",
  why: {
    en: "Dashboards and cost reports group by this label and show the wrong name.",
    ja: "このラベルで集計する画面やコストのレポートに、誤った名前が表示されます。",
  },
  remediation: { en: `Set ${label} to the object's name.`, ja: `${label} をオブジェクト名と同じ値にしてください。` },
  sources: ["Kubernetes documentation, Recommended Labels"],
  examples: {
    fail: [
      `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web, labels: { ${label}: shop } }`,
      `apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: db, labels: { ${label}: '' } }`,
    ],
    pass: [
      `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web, labels: { ${label}: web } }`,
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }",
    ],
  },
  evaluate({ name, labels }) {
    const instance = labels[label];
    if (instance === undefined || instance === name || name === "") return [];
    return [
      {
        message: {
          en: `${label} is “${quote(instance)}”, the name ${quote(name)}.`,
          ja: `${label} は「${quote(instance)}」ですが、名前は ${quote(name)} です。`,
        },
        pointer: "/metadata/labels/app.kubernetes.io~1instance",
      },
    ];
  },
});
