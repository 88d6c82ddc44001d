import { readFileCapability } from "../../semantics/image/file-capability.ts";
import { filesOf, findOwners, placeOf } from "../../semantics/image/image-files.ts";
import { defineImageCheck } from "./define.ts";

/** Capabilities that give root, or as much. Source: capabilities(7). */
const powerful: ReadonlySet<string> = new Set([
  "BPF",
  "CHOWN",
  "DAC_OVERRIDE",
  "DAC_READ_SEARCH",
  "FOWNER",
  "MAC_ADMIN",
  "MAC_OVERRIDE",
  "SETFCAP",
  "SETGID",
  "SETPCAP",
  "SETUID",
  "SYS_ADMIN",
  "SYS_CHROOT",
  "SYS_MODULE",
  "SYS_PTRACE",
  "SYS_RAWIO",
]);

/** What a service needs to listen at a low port: less than root in every way. */
const harmless: ReadonlySet<string> = new Set(["NET_BIND_SERVICE"]);

export const fileWithCapabilities = defineImageCheck({
  id: "image/file-with-capabilities",
  aliases: [],
  title: { en: "Program with capabilities", ja: "ケーパビリティが設定されたプログラム" },
  severity: "medium",
  severityReason: {
    en: "High for capabilities as powerful as root that no package brings, info for NET_BIND_SERVICE alone.",
    ja: "root に匹敵するケーパビリティを持ち、どのパッケージにも属さない場合は「高」、NET_BIND_SERVICE だけの場合は「情報」です。",
  },
  why: {
    en: "Whoever starts the program gets these rights of the kernel, root or not. Lists of setuid programs do not show it.",
    ja: "このプログラムを起動した者は、root でなくてもカーネルの特権の一部を得ます。setuid プログラムの一覧には現れません。",
  },
  remediation: {
    en: "Take the capabilities away (`RUN setcap -r FILE`), and give the container those that it needs when it starts. Run it with `no-new-privileges` or `allowPrivilegeEscalation: false`.",
    ja: "`RUN setcap -r FILE` で除去し、必要なケーパビリティは実行時にコンテナへ付与してください。実行時には `no-new-privileges` または `allowPrivilegeEscalation: false` を指定します。",
  },
  sources: ["capabilities(7), File capabilities", "CIS Docker Benchmark 1.6.0, 4.8"],
  examples: {
    fail: [
      {
        layers: [
          { "usr/bin/ping": { content: "x", mode: 0o755, capability: "0100000200200000000000000000000000000000" } },
        ],
      },
      {
        layers: [
          { "opt/shell": { content: "x", mode: 0o755, capability: "0100000280000000000000000000000000000000" } },
        ],
      },
    ],
    pass: [
      { layers: [{ "usr/bin/ping": { content: "x", mode: 0o755 } }] },
      {
        layers: [
          { "usr/bin/ping": { content: "x", mode: 0o755, capability: "0100000200200000000000000000000000000000" } },
          { "usr/bin/ping": { content: "x", mode: 0o755 } },
        ],
      },
    ],
  },
  evaluate(image) {
    const files = filesOf(image).filter(({ entry }) => entry.capability !== undefined);
    const owners = findOwners(image, files);
    return files.map((file) => {
      const names = readFileCapability(file.entry.capability ?? "");
      const owner = owners.get(file.path);
      const shown = names === undefined || names.length === 0 ? (file.entry.capability ?? "") : names.join(", ");
      const isPowerful = names === undefined || names.some((name) => powerful.has(name));
      const isHarmless = names?.every((name) => harmless.has(name)) === true;
      const mild = isHarmless ? ("info" as const) : ("medium" as const);
      return {
        message: {
          en: `/${file.path} has the capabilities ${shown}${owner === undefined ? ", and no package brings it" : `, brought by the package ${owner}`}.`,
          ja: `/${file.path} にケーパビリティ ${shown} が設定されています（${owner === undefined ? "どのパッケージにも属しません" : `パッケージ ${owner} に由来`}）。`,
        },
        subject: `file:/${file.path}`,
        severity: isPowerful && owner === undefined ? ("high" as const) : mild,
        evidence: [{ ...placeOf(file), excerpt: shown }],
      };
    });
  },
});
