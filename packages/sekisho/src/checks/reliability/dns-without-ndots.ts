import { definePodCheck } from "../manifest/define.ts";

export const dnsWithoutNdots = definePodCheck({
  id: "reliability/dns-without-ndots",
  aliases: ["kube-linter:dnsconfig-options"],
  isOptional: true,
  title: { en: "Pod that looks up every outside name several times", ja: "外部の名前解決を何度も試みる Pod" },
  severity: "info",
  why: {
    en: "With the default of ndots:5 most outside names are tried with every search domain first: five lookups for one.",
    ja: "既定の ndots:5 では、外部の名前も先に検索ドメインを付けて試すため、1 回の名前解決に何度も問い合わせが発生します。",
  },
  remediation: { en: "Set the option ndots to 2 in dnsConfig.", ja: "dnsConfig で ndots を 2 に設定してください。" },
  sources: ["Kubernetes documentation, DNS for Services and Pods: Pod's DNS Config"],
  examples: {
    fail: ["spec: { containers: [] }", "spec: { containers: [], dnsConfig: { options: [{ name: edns0 }] } }"],
    pass: [
      "spec: { containers: [], dnsConfig: { options: [{ name: ndots, value: '2' }] } }",
      "spec: { containers: [], dnsPolicy: Default }",
    ],
  },
  evaluate({ spec: { dnsConfig, dnsPolicy = "ClusterFirst" } }) {
    const hasOption = (dnsConfig?.options ?? []).some(({ value }) => value.name === "ndots");
    if (hasOption || !dnsPolicy.startsWith("ClusterFirst")) return [];
    return [
      {
        message: { en: "ndots is 5 by default.", ja: "ndots が既定値の 5 です。" },
        pointer: "/spec/dnsConfig/options",
      },
    ];
  },
});
