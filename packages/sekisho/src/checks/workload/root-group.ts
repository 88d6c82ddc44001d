import { defineContainerCheck } from "../manifest/define.ts";

export const rootGroup = defineContainerCheck({
  id: "workload/root-group",
  aliases: ["kubesec:RunAsGroup", "trivy:KSV-0029", "trivy:KSV-0116"],
  title: { en: "Container runs with the group root", ja: "コンテナが root グループで実行される" },
  severity: "low",
  why: {
    en: "Many files of images belong to the group root and are writable for it; on volumes of the node the group counts there too.",
    ja: "イメージ内には root グループが書き込めるファイルが多くあります。ノードのボリュームでは、ノード上の root グループの権限も得られます。",
  },
  remediation: {
    en: "Set runAsGroup, fsGroup and supplementalGroups to other numbers than 0.",
    ja: "runAsGroup、fsGroup、supplementalGroups には 0 以外を指定してください。",
  },
  sources: ["NSA/CISA Kubernetes Hardening Guide 1.2: non-root containers"],
  examples: {
    fail: [
      "spec: { containers: [{ name: app, securityContext: { runAsGroup: 0 } }] }",
      "spec: { securityContext: { fsGroup: 0 }, containers: [{ name: app }] }",
      "spec: { securityContext: { supplementalGroups: [100, 0] }, containers: [{ name: app }] }",
    ],
    pass: [
      "spec: { securityContext: { runAsGroup: 0 }, containers: [{ name: app, securityContext: { runAsGroup: 3000 } }] }",
      "spec: { containers: [{ name: app }] }",
    ],
  },
  evaluate({ template, effective, pointer: own }) {
    const { fsGroup, supplementalGroups = [] } = template.spec.securityContext ?? {};
    const fields: string[] = [];
    if (effective.runAsGroup?.value === 0) fields.push("runAsGroup");
    if (fsGroup === 0) fields.push("fsGroup");
    if (supplementalGroups.includes(0)) fields.push("supplementalGroups");
    const isOwn = effective.runAsGroup?.pointer.startsWith(own) === true;
    return fields.map((field) => ({
      message: { en: `${field} names group 0.`, ja: `${field} にグループ 0 が指定されています。` },
      pointer: field === "runAsGroup" && isOwn ? "/securityContext/runAsGroup" : "",
      detail: `field:${field}`,
    }));
  },
});
