import { spareProgramsOf } from "../../semantics/image/installed-programs.ts";
import { groupByPackage } from "../../semantics/image/spare-program-groups.ts";
import { defineImageCheck } from "./define.ts";

/** Compilers and what belongs to them, under their plain names. */
const buildTools: ReadonlySet<string> = new Set(
  "ant as autoconf automake bison c++ c89 c99 cargo cc clang clang++ cmake cpp dotnet-sdk flex g++ gcc gfortran ghc go gradle javac ld ld.bfd ld.gold libtool lld m4 make meson mvn ninja rustc rustup sbt tcc yasm nasm".split(
    " ",
  ),
);

/** With a version or a machine in its name: `gcc-14`, `x86_64-linux-gnu-gcc`. */
const versioned =
  /^(?:[a-z0-9_]+-(?:[a-z0-9_]+-)?[a-z0-9_]+-)?(?:gcc|g\+\+|cpp|clang|clang\+\+|gfortran)(?:-\d+(?:\.\d+)*)?$/;

export const buildToolLeft = defineImageCheck({
  id: "image/build-tool-left",
  aliases: [],
  title: { en: "Compiler or build tool left in the image", ja: "イメージに残ったコンパイラーやビルドツール" },
  severity: "low",
  why: {
    en: "An intruder builds exploits in place with them, for the very kernel and libraries that are there. They are large, and their packages bring most of the vulnerabilities that scans of such images show.",
    ja: "侵入者は、その環境のカーネルやライブラリに合わせた攻撃プログラムを、その場で作成できます。サイズが大きいうえ、スキャンで見つかる脆弱性の多くはこれらのパッケージに由来します。",
  },
  remediation: {
    en: "Build in a stage of its own and copy the result: `COPY --from=build /out/server /server`. Otherwise remove the packages in the RUN that needs them.",
    ja: "ビルド専用のステージを分け、`COPY --from=build /out/server /server` で成果物だけをコピーしてください。難しい場合は、使用した RUN の中でパッケージを削除します。",
  },
  sources: ["CIS Docker Benchmark 1.6.0, 4.3", "NIST SP 800-190, 4.1.2", "Docker documentation, Multi-stage builds"],
  examples: {
    fail: [
      {
        layers: [
          {
            "usr/bin/x86_64-linux-gnu-gcc-14": { content: "x", mode: 0o755 },
            "usr/bin/gcc": { linkTo: "x86_64-linux-gnu-gcc-14" },
          },
        ],
      },
      { layers: [{ "usr/local/go/bin/go": { content: "x", mode: 0o755 } }] },
      { layers: [{ "usr/lib/jvm/java-21/bin/javac": { content: "x", mode: 0o755 } }] },
    ],
    pass: [
      { layers: [{ "usr/bin/java": { content: "x", mode: 0o755 }, "usr/lib/gcc/cc1": { content: "x", mode: 0o755 } }] },
      { configuration: { command: ["make", "serve"] }, layers: [{ "usr/bin/make": { content: "x", mode: 0o755 } }] },
    ],
  },
  evaluate(image) {
    const programs = spareProgramsOf(image, (name) => buildTools.has(name) || versioned.test(name));
    return groupByPackage(programs).map(({ subject, brings, evidence }) => ({
      message: {
        en: `${brings.en}, and nothing that the container starts names it.`,
        ja: `${brings.ja}が、コンテナが起動する処理では使われていません。`,
      },
      subject,
      evidence,
    }));
  },
});
