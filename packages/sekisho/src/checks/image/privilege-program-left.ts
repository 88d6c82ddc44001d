import { spareProgramsOf } from "../../semantics/image/installed-programs.ts";
import { defineImageCheck } from "./define.ts";

const programs: ReadonlySet<string> = new Set(["sudo", "doas", "pkexec", "ksu", "sudo-rs"]);

export const privilegeProgramLeft = defineImageCheck({
  id: "image/privilege-program-left",
  aliases: [],
  title: { en: "sudo or its like in the image", ja: "sudo などの権限昇格プログラムを含むイメージ" },
  severity: "medium",
  why: {
    en: "Such programs have the setuid bit and give root by rules that are easily written too wide. Flaws in them made root of everybody more than once (CVE-2021-3156, CVE-2021-4034).",
    ja: "setuid が設定されており、設定の記述が緩いと容易に root を渡してしまいます。プログラム自体の欠陥により、誰でも root になれた例もあります（CVE-2021-3156、CVE-2021-4034）。",
  },
  remediation: {
    en: "Remove the package. Do what needs root during the build. In an entrypoint, change the user with gosu or setpriv.",
    ja: "パッケージを削除し、root が必要な処理はビルド中に行ってください。エントリーポイントでユーザーを切り替える場合は、gosu や setpriv を使用します。",
  },
  sources: ["CIS Docker Benchmark 1.6.0, 4.3", "Docker documentation, Building best practices: USER"],
  examples: {
    fail: [
      { layers: [{ "usr/bin/sudo": { content: "x", mode: 0o4755 } }] },
      { layers: [{ "usr/bin/doas": { content: "x", mode: 0o4755 } }] },
    ],
    pass: [
      { layers: [{ "etc/sudoers.d/README": "x", "usr/bin/gosu": { content: "x", mode: 0o755 } }] },
      { layers: [{ "usr/bin/sudo": { content: "x", mode: 0o4755 } }, { "usr/bin/.wh.sudo": "" }] },
    ],
  },
  evaluate(image) {
    return spareProgramsOf(image, (name) => programs.has(name)).map(({ name, file }) => ({
      message: { en: `The image has /${file.path}.`, ja: `/${file.path} が含まれています。` },
      subject: `program:${name}`,
      evidence: [{ path: file.path, layer: file.place.layer }],
    }));
  },
});
