import { quote } from "../../model/quote.ts";
import { definePodCheck } from "../manifest/define.ts";

export const hostAliases = definePodCheck({
  id: "workload/host-aliases",
  aliases: ["kubesec:HostAliases", "trivy:KSV-0007"],
  title: { en: "Pod overrides name resolution", ja: "Pod が名前解決を上書きしている" },
  severity: "low",
  why: {
    en: "hostAliases send names to addresses that no DNS server knows: traffic is redirected past every record that others look at.",
    ja: "hostAliases は DNS サーバーに登録のないアドレスへ名前を向けるため、DNS レコードからは分からない経路に通信が流れます。",
  },
  remediation: {
    en: "Publish the name in DNS, or as a Service of the type ExternalName.",
    ja: "名前は DNS に登録するか、ExternalName 型の Service で公開してください。",
  },
  sources: ["kubesec: HostAliases", "Kubernetes documentation: Adding entries to Pod /etc/hosts with HostAliases"],
  examples: {
    fail: [
      "spec: { hostAliases: [{ ip: 192.0.2.1, hostnames: [api.example.com] }], containers: [] }",
      "spec: { hostAliases: [{ ip: 127.0.0.1, hostnames: [localhost.localdomain] }, { ip: 192.0.2.7, hostnames: [db, db.local] }], containers: [] }",
    ],
    pass: [
      "spec: { containers: [] }",
      "spec: { hostAliases: [], containers: [] }",
      "spec: { hostAliases: [{ ip: 127.0.0.1, hostnames: [localhost.localdomain] }], containers: [] }",
    ],
  },
  evaluate({ spec }) {
    return (spec.hostAliases ?? []).flatMap(({ value: { ip = "", hostnames = [] }, pointer }) => {
      if (ip === "::1" || ip.startsWith("127.")) return [];
      const names = quote(hostnames.join(", "));
      return [
        {
          message: {
            en: `${names} leads to ${quote(ip)}.`,
            ja: `${names} の名前解決先が ${quote(ip)} に固定されています。`,
          },
          pointer,
          detail: `address:${ip}`,
        },
      ];
    });
  },
});
