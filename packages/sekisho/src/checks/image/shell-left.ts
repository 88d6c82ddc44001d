import { spareProgramsOf } from "../../semantics/image/installed-programs.ts";
import { defineImageCheck } from "./define.ts";

const shells: ReadonlySet<string> = new Set("ash bash busybox csh dash fish ksh mksh pwsh sh tcsh zsh".split(" "));

export const shellLeft = defineImageCheck({
  id: "image/shell-left",
  aliases: [],
  title: { en: "Shell left in the image", ja: "イメージに残ったシェル" },
  severity: "info",
  isOptional: true,
  why: {
    en: "Most attacks on a service end in a shell: without one, many of them do nothing. A shell is needed only where an entrypoint is a script.",
    ja: "サービスへの攻撃の多くはシェルの起動を目的としており、シェルがなければ成立しません。シェルが必要なのは、エントリーポイントがスクリプトの場合だけです。",
  },
  remediation: {
    en: 'Copy the service to a base image without a shell (distroless, Chainguard, `scratch`) and start it in exec form: `ENTRYPOINT ["/server"]`.',
    ja: 'シェルのないベースイメージ（distroless、Chainguard、`scratch` など）にコピーし、`ENTRYPOINT ["/server"]` のように exec 形式で起動してください。',
  },
  sources: ["CIS Docker Benchmark 1.6.0, 4.3", "GoogleContainerTools/distroless, Why should I use distroless images?"],
  examples: {
    fail: [{ configuration: { entrypoint: ["/server"] }, layers: [{ "bin/dash": { content: "x", mode: 0o755 } }] }],
    pass: [
      { configuration: { entrypoint: ["/server"] }, layers: [{ server: { content: "x", mode: 0o755 } }] },
      {
        configuration: { entrypoint: ["/bin/sh", "-c", "exec server"] },
        layers: [{ "bin/sh": { content: "x", mode: 0o755 } }],
      },
    ],
  },
  evaluate(image) {
    return spareProgramsOf(image, (name) => shells.has(name)).map(({ name, file }) => ({
      message: { en: `The image has the shell /${file.path}.`, ja: `シェル /${file.path} が含まれています。` },
      subject: `program:${name}`,
      evidence: [{ path: file.path, layer: file.place.layer }],
    }));
  },
});
