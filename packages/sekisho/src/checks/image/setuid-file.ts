import type { Severity } from "../../model/severity.ts";
import type { Text } from "../../model/text.ts";
import { isShippedWithSetId } from "../../semantics/distribution/setuid-files.ts";
import { filesOf, findOwners, placeOf } from "../../semantics/image/image-files.ts";
import type { TreeFile } from "../../semantics/overlay/file-tree.ts";
import { defineImageCheck, type ImageViolation } from "./define.ts";

const setuidBit = 0o4000;
const setgidBit = 0o2000;

export const setuidFile = defineImageCheck({
  id: "image/setuid-file",
  aliases: ["docker-bench:4.8", "dockle:CIS-DI-0008"],
  title: { en: "Program with setuid or setgid", ja: "setuid または setgid が設定されたプログラム" },
  severity: "high",
  severityReason: {
    en: "Low for a program that distributions ship in this way, medium for another one of a package. High for one that no package brings and that runs as root.",
    ja: "ディストリビューションが標準で設定しているプログラムは「低」、パッケージに属するその他のプログラムは「中」です。どのパッケージにも属さず root で動くものは「高」です。",
  },
  why: {
    en: "Whoever starts the program gets the rights of its owner or group, root as a rule. One flaw in it undoes USER. A container seldom needs any of them.",
    ja: "このプログラムを起動した者は、所有者またはグループの権限（多くは root）を得ます。1 つの欠陥で USER による制限が無効になります。コンテナで必要になることはほとんどありません。",
  },
  remediation: {
    en: "Take the bits away at the end of the build: `RUN find / -xdev -type f -perm /6000 -exec chmod a-s {} +`. Run containers with `no-new-privileges` or `allowPrivilegeEscalation: false`.",
    ja: "ビルドの最後に `RUN find / -xdev -type f -perm /6000 -exec chmod a-s {} +` で除去してください。実行時には `no-new-privileges` または `allowPrivilegeEscalation: false` を指定します。",
  },
  sources: ["CIS Docker Benchmark 1.6.0, 4.8", "Dockle CIS-DI-0008"],
  examples: {
    fail: [
      { layers: [{ "usr/bin/su": { content: "x", mode: 0o4755 } }] },
      { layers: [{ "usr/bin/ssh-agent": { content: "x", mode: 0o2755, groupId: 102 } }] },
      { layers: [{ "tmp/.x": { content: "x", mode: 0o4755 } }] },
      { layers: [{ "opt/tool": { content: "x" } }, { "opt/tool": { content: "x", mode: 0o6755 } }] },
    ],
    pass: [
      { layers: [{ "usr/bin/su": { content: "x", mode: 0o755 } }] },
      { layers: [{ "var/mail": { isDirectory: true, mode: 0o2775 } }] },
      { layers: [{ "usr/bin/su": { content: "x", mode: 0o4755 } }, { "usr/bin/su": { content: "x", mode: 0o755 } }] },
      { layers: [{ "usr/bin/su": { content: "x", mode: 0o4755 } }, { "usr/bin/.wh.su": "" }] },
    ],
  },
  evaluate(image) {
    const files = filesOf(image).filter(
      ({ entry }) =>
        (entry.type === "file" || entry.type === "hardlink") && (entry.mode & (setuidBit | setgidBit)) !== 0,
    );
    const others = files.filter((file) => !isDistributions(file));
    const owners = findOwners(image, others);
    return [
      ...judgeShipped(files.filter(isDistributions)),
      ...others.map((file) => {
        const { path, entry } = file;
        const owner = owners.get(path);
        const bits = bitsOf(entry.mode);
        return {
          message: {
            en: `/${path} has ${bits.en} (${who(file)}), ${origin(owner).en}.`,
            ja: `/${path} に ${bits.ja}が設定されています（${who(file)}、${origin(owner).ja}）。`,
          },
          subject: `file:/${path}`,
          severity: severityOf(file, owner),
          evidence: [{ ...placeOf(file), excerpt: modeOf(file) }] as const,
        };
      }),
    ];
  },
});

/** What every image on a distribution has is one finding: it is repaired at once. */
function judgeShipped(files: readonly TreeFile[]): readonly ImageViolation[] {
  const [first, ...others] = files.map((file) => ({ ...placeOf(file), excerpt: modeOf(file) }));
  if (first === undefined) return [];
  const count = files.length;
  return [
    {
      message: {
        en:
          count === 1
            ? "1 program has setuid or setgid as distributions ship it."
            : `${count} programs have setuid or setgid as distributions ship them.`,
        ja: `ディストリビューションの標準設定で setuid または setgid が付いたプログラムが ${count} 件あります。`,
      },
      subject: "programs:distribution",
      severity: "low",
      evidence: [first, ...others],
    },
  ];
}

function modeOf({ entry: { mode } }: TreeFile): string {
  return (mode & 0o7777).toString(8).padStart(4, "0");
}

function bitsOf(mode: number): Text {
  const isSetuid = (mode & setuidBit) !== 0;
  const isSetgid = (mode & setgidBit) !== 0;
  if (isSetuid && isSetgid) return { en: "setuid and setgid", ja: "setuid と setgid " };
  return isSetuid ? { en: "setuid", ja: "setuid " } : { en: "setgid", ja: "setgid " };
}

/** As whom it runs. */
function who({ entry: { mode, userId, groupId } }: TreeFile): string {
  const parts = [
    ...((mode & setuidBit) === 0 ? [] : [`uid ${userId}`]),
    ...((mode & setgidBit) === 0 ? [] : [`gid ${groupId}`]),
  ];
  return parts.join(", ");
}

function isDistributions({ path, entry: { mode } }: TreeFile): boolean {
  return isShippedWithSetId(path, (mode & setuidBit) !== 0, (mode & setgidBit) !== 0);
}

function origin(owner: string | undefined): Text {
  if (owner === undefined) return { en: "and no package brings it", ja: "どのパッケージにも属しません" };
  return { en: `brought by the package ${owner}`, ja: `パッケージ ${owner} に由来` };
}

function severityOf(file: TreeFile, owner: string | undefined): Severity {
  const isRoots = (file.entry.mode & setuidBit) !== 0 && file.entry.userId === 0;
  return owner === undefined && isRoots ? "high" : "medium";
}
