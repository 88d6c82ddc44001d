import { quote } from "../../model/quote.ts";
import { definePodCheck } from "../manifest/define.ts";

export const noPriorityClass = definePodCheck({
  id: "reliability/no-priority-class",
  aliases: ["kube-linter:priority-class-name", "polaris:priorityClassNotSet"],
  isOptional: true,
  title: {
    en: "Pod without a priority class, or with one that is not accepted",
    ja: "優先度クラスのない、または許可されていない優先度クラスの Pod",
  },
  severity: "info",
  why: {
    en: "When resources get short, the scheduler cannot tell what matters.",
    ja: "リソースが不足したとき、スケジューラーは重要なワークロードを区別できません。",
  },
  remediation: { en: "Set priorityClassName.", ja: "priorityClassName を設定してください。" },
  sources: ["Kubernetes documentation, Pod Priority and Preemption"],
  parameters: {
    accepted: {
      type: "string-list",
      description: {
        en: "Classes that may be used; any when the list is empty.",
        ja: "使用してよいクラス。空の場合はどれでも使用できます。",
      },
      default: [],
    },
  },
  examples: {
    fail: [
      "spec: { containers: [] }",
      { manifests: "spec: { containers: [], priorityClassName: huge }", parameters: { accepted: ["low", "high"] } },
    ],
    pass: [
      "spec: { containers: [], priorityClassName: huge }",
      { manifests: "spec: { containers: [], priorityClassName: high }", parameters: { accepted: ["low", "high"] } },
    ],
  },
  evaluate({ spec: { priorityClassName: name = "" } }, { parameters: { accepted } }) {
    if (name !== "" && (accepted.length === 0 || accepted.includes(name))) return [];
    const message =
      name === ""
        ? { en: "priorityClassName is not set.", ja: "priorityClassName が設定されていません。" }
        : { en: `priorityClassName is ${quote(name)}.`, ja: `priorityClassName が ${quote(name)} です。` };
    return [{ message, pointer: "/spec/priorityClassName" }];
  },
});
