import { filesOf, nameOf } from "../../semantics/image/image-files.ts";
import type { TreeFile } from "../../semantics/overlay/file-tree.ts";
import { defineImageCheck } from "./define.ts";

const hostKey = /^ssh_host_[a-z0-9]+_key$/;

export const sshHostKey = defineImageCheck({
  id: "image/ssh-host-key",
  aliases: [],
  title: { en: "Private host key of SSH in the image", ja: "イメージに含まれる SSH のホスト秘密鍵" },
  severity: "high",
  why: {
    en: "Every container of the image has the same key, and everybody who pulls the image has it: they can pass themselves off as any of these machines.",
    ja: "すべてのコンテナが同じ鍵を持つことになり、イメージを取得した者も同じ鍵を入手します。その鍵で、いずれのコンテナにもなりすませます。",
  },
  remediation: {
    en: "Remove the SSH server. If it must be, delete the keys in the RUN that installs it, and make them at the first start: `ssh-keygen -A`.",
    ja: "SSH サーバーを削除してください。必要な場合は、インストールした RUN の中で鍵を削除し、初回の起動時に `ssh-keygen -A` で作成します。",
  },
  sources: ["sshd(8), FILES", "NIST SP 800-190, 3.1.4"],
  findingKind: "secret",
  examples: {
    fail: [
      { layers: [{ "etc/ssh/ssh_host_rsa_key": "key" }] },
      { layers: [{ "etc/ssh/ssh_host_ed25519_key": "key" }, { "etc/ssh/.wh.ssh_host_ed25519_key": "" }] },
    ],
    pass: [{ layers: [{ "etc/ssh/ssh_host_rsa_key.pub": "key", "etc/ssh/sshd_config": "x" }] }],
  },
  evaluate(image) {
    const hidden = image.tree.hidden.map(({ file, by }) => ({ file, by }));
    const visible = filesOf(image).map((file) => ({ file, by: undefined }));
    return [...visible, ...hidden]
      .filter(({ file }) => isHostKey(file))
      .map(({ file, by }) => ({
        message:
          by === undefined
            ? { en: `/${file.path} is a private key of the machine.`, ja: `/${file.path} はホストの秘密鍵です。` }
            : {
                en: `/${file.path} is a private key of the machine. Layer ${by + 1} hides it, but it is still in layer ${file.place.layer + 1}.`,
                ja: `/${file.path} はホストの秘密鍵です。レイヤー ${by + 1} で見えなくなっていますが、レイヤー ${file.place.layer + 1} に残っています。`,
              },
        subject: `file:/${file.path}`,
        evidence: [{ path: file.path, layer: file.place.layer }],
      }));
  },
});

function isHostKey({ path, entry }: TreeFile): boolean {
  return entry.type === "file" && entry.size > 0 && hostKey.test(nameOf(path));
}
