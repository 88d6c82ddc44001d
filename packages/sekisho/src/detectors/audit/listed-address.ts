import { quote } from "../../model/quote.ts";
import { defineEventDetector } from "../define.ts";

export const listedAddress = defineEventDetector({
  id: "audit/listed-address",
  aliases: [
    "guardduty:CredentialAccess:Kubernetes/MaliciousIPCaller",
    "guardduty:CredentialAccess:Kubernetes/MaliciousIPCaller.Custom",
    "guardduty:CredentialAccess:Kubernetes/TorIPCaller",
    "guardduty:DefenseEvasion:Kubernetes/MaliciousIPCaller",
    "guardduty:DefenseEvasion:Kubernetes/MaliciousIPCaller.Custom",
    "guardduty:DefenseEvasion:Kubernetes/TorIPCaller",
    "guardduty:Discovery:Kubernetes/MaliciousIPCaller",
    "guardduty:Discovery:Kubernetes/MaliciousIPCaller.Custom",
    "guardduty:Discovery:Kubernetes/TorIPCaller",
    "guardduty:Impact:Kubernetes/MaliciousIPCaller",
    "guardduty:Impact:Kubernetes/MaliciousIPCaller.Custom",
    "guardduty:Impact:Kubernetes/TorIPCaller",
    "guardduty:Persistence:Kubernetes/MaliciousIPCaller",
    "guardduty:Persistence:Kubernetes/MaliciousIPCaller.Custom",
    "guardduty:Persistence:Kubernetes/TorIPCaller",
  ],
  title: { en: "Call from an address on a threat list", ja: "脅威アドレスからの呼び出し" },
  severity: "high",
  why: {
    en: "The address is known for attacks or hides who calls. A call that was allowed means that its credentials are in the wrong hands.",
    ja: "攻撃への使用や発信元の隠蔽が知られているアドレスです。許可された呼び出しがある場合、認証情報が第三者の手に渡っています。",
  },
  remediation: {
    en: "Withdraw the credentials that were used, and let only your own networks reach the API server.",
    ja: "使用された認証情報を無効にし、API サーバーへの接続を自社のネットワークだけに制限してください。",
  },
  response: [
    { en: "Withdraw the caller's credentials at once.", ja: "主体の認証情報を直ちに無効にします。" },
    {
      en: "List everything that came from the address, and everything the caller did from elsewhere.",
      ja: "そのアドレスからの操作と、同じ主体によるほかのアドレスからの操作をすべて確認します。",
    },
    {
      en: "Close the API server's address to the internet.",
      ja: "API サーバーのアドレスをインターネットから遮断します。",
    },
  ],
  falsePositives: {
    en: "Lists age: an address may have another owner by now. People who use Tor or a VPN for privacy are on such lists, too.",
    ja: "一覧は古くなるため、アドレスの所有者が変わっている場合があります。プライバシー目的で Tor や VPN を使う利用者も該当します。",
  },
  techniques: ["attack@18#T1090.003", "attack@18#T1078"],
  sources: ["MITRE ATT&CK, T1090.003 Multi-hop Proxy", "MITRE ATT&CK, T1078 Valid Accounts"],
  reads: { outcome: "any", callers: "all" },
  examples: {
    fires: [
      {
        name: "a Tor exit",
        threats: { "tor-exits": ["203.0.113.9"] },
        events: [{ verb: "list", resource: "secrets", namespace: "shop", address: "203.0.113.9" }],
      },
      {
        name: "a network, by a refused request of a node",
        threats: { own: ["2001:db8::/32"] },
        events: [
          {
            user: "system:node:worker-1",
            verb: "get",
            resource: "nodes",
            name: "worker-2",
            address: "2001:db8::7",
            code: 403,
          },
        ],
      },
    ],
    silent: [
      {
        name: "another address",
        threats: { "tor-exits": ["203.0.113.9"] },
        events: [{ verb: "list", resource: "secrets", namespace: "shop", address: "203.0.113.90" }],
      },
      { name: "no list", events: [{ verb: "list", resource: "secrets", namespace: "shop" }] },
    ],
  },
  judge({ sourceIps, response }, { threats }) {
    const isAllowed = response !== undefined && response.code < 400;
    for (const address of sourceIps) {
      const [found] = threats.find(address);
      if (found === undefined) continue;
      const [shown, list, entry] = [quote(address), quote(found.list), quote(found.entry)];
      return [
        {
          subject: `${shown} (${list})`,
          message: {
            en: `Called from ${shown}, which ${list} lists as ${entry}.`,
            ja: `一覧「${list}」の ${entry} に該当するアドレス ${shown} から呼び出しました。`,
          },
          severity: isAllowed ? "high" : "medium",
        },
      ];
    }
    return [];
  },
});
