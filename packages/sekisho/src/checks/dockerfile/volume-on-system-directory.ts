import { placedInstructions } from "../../semantics/stages/placed-instructions.ts";
import { expand, lookupIn } from "../../semantics/stages/variables.ts";
import { isBelow, joinWorkdir } from "../../semantics/stages/working-directory.ts";
import { defineDockerfileCheck } from "./define.ts";

const kernelDirectories = ["/dev", "/proc", "/sys"] as const;

export const volumeOnSystemDirectory = defineDockerfileCheck({
  id: "dockerfile/volume-on-system-directory",
  aliases: ["dockle:DKL-DI-0002"],
  title: { en: "Volume on a kernel directory", ja: "カーネルのディレクトリ上のボリューム" },
  severity: "high",
  why: {
    en: "The kernel provides `/dev`, `/proc` and `/sys`, and the runtime masks parts of them. A volume there hides devices and limits, or makes masked parts writable and persistent.",
    ja: "`/dev`、`/proc`、`/sys` はカーネルが提供し、ランタイムが一部を隠蔽しています。ここにボリュームを置くと、デバイスや制限が見えなくなったり、隠蔽された領域が書き込み可能な形で永続化されたりします。",
  },
  remediation: {
    en: "Put the volume on a directory of the application, for example `VOLUME /var/lib/app`. Pass single devices with `docker run --device`.",
    ja: "`VOLUME /var/lib/app` のように、ボリュームはアプリケーション用のディレクトリに置いてください。デバイスが必要な場合は、`docker run --device` で個別に渡します。",
  },
  sources: ["Dockerfile reference, VOLUME", "goodwithtech/dockle, DKL-DI-0002"],
  examples: {
    fail: [
      "FROM debian:12\nVOLUME /dev",
      'FROM debian:12\nVOLUME ["/data", "/proc/sys"]',
      "FROM debian:12\nVOLUME /data /sys/",
    ],
    pass: ["FROM debian:12\nVOLUME /data", "FROM debian:12\nVOLUME /devices", "FROM debian:12\nARG DIR\nVOLUME $DIR"],
  },
  evaluate(build) {
    return placedInstructions(build, "VOLUME").flatMap(({ instruction, step }) => {
      if (instruction.keyword !== "VOLUME") return [];
      const find = lookupIn(step.state, step.stage.root.kind === "scratch");
      return instruction.words.flatMap((word) => {
        const written = expand(word, find);
        const path = joinWorkdir("/", written.value, "linux");
        const directory = kernelDirectories.find((candidate) => isBelow(path, candidate));
        if (!written.isKnown || directory === undefined) return [];
        return [
          {
            message: {
              en: `The volume ${path} covers ${path === directory ? "" : "a part of "}${directory}.`,
              ja: `ボリューム ${path} は ${directory} ${path === directory ? "" : "の一部"}を覆います。`,
            },
            range: { start: word.start, end: word.end },
            subject: `${step.stage.subject}/volume:${path}`,
          },
        ];
      });
    });
  },
});
