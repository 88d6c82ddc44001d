import { placedInstructions } from "../../semantics/stages/placed-instructions.ts";
import { expand, lookupIn } from "../../semantics/stages/variables.ts";
import { isBelow, joinWorkdir } from "../../semantics/stages/working-directory.ts";
import { defineDockerfileCheck } from "./define.ts";

const systemDirectories = ["/proc", "/sys", "/dev", "/boot", "/initrd", "/lost+found"] as const;

export const workdirInSystemDirectory = defineDockerfileCheck({
  id: "dockerfile/workdir-in-system-directory",
  aliases: ["trivy:DS-0030", "trivy:AVD-DS-0030"],
  title: { en: "Working directory in a system directory", ja: "システムディレクトリ内の作業ディレクトリ" },
  severity: "high",
  why: {
    en: "With a working directory such as `/proc/self/fd/7`, a vulnerable runtime starts the process in a directory of the host, outside the container (CVE-2024-21626). No service needs its files in `/proc`, `/sys`, `/dev` or `/boot`.",
    ja: "`/proc/self/fd/7` のような作業ディレクトリを指定すると、脆弱性のあるランタイムでは、コンテナの外にあるホストのディレクトリでプロセスが起動します（CVE-2024-21626）。`/proc`、`/sys`、`/dev`、`/boot` にファイルを置く必要のあるサービスはありません。",
  },
  remediation: {
    en: "Write a directory of the application, for example `WORKDIR /app`.",
    ja: "`WORKDIR /app` のように、アプリケーション用のディレクトリを指定してください。",
  },
  sources: ["CVE-2024-21626", "opencontainers/runc advisory GHSA-xr7r-f8xq-vfvv"],
  examples: {
    fail: [
      "FROM debian:12\nWORKDIR /proc/self/fd/8",
      "FROM debian:12\nWORKDIR /\nWORKDIR proc",
      "FROM debian:12\nWORKDIR /app/../dev/shm",
      "FROM debian:12\nONBUILD WORKDIR /sys/fs",
    ],
    pass: [
      "FROM debian:12\nWORKDIR /app",
      "FROM debian:12\nWORKDIR /device",
      "FROM debian:12\nARG DIR\nWORKDIR $DIR/proc",
    ],
  },
  evaluate(build) {
    return placedInstructions(build, "WORKDIR").flatMap(({ instruction, step }) => {
      if (instruction.keyword !== "WORKDIR" || instruction.value === undefined) return [];
      const { stage, state } = step;
      const written = expand(instruction.value, lookupIn(state, stage.root.kind === "scratch"));
      if (!written.isKnown || stage.platform === "windows") return [];
      const path = joinWorkdir(state.workdir?.value ?? "/", written.value, "linux");
      const directory = systemDirectories.find((candidate) => isBelow(path, candidate));
      if (directory === undefined) return [];
      return [
        {
          message: { en: `${path} is in ${directory}.`, ja: `${path} は ${directory} の中にあります。` },
          range: { start: instruction.value.start, end: instruction.value.end },
          subject: `${stage.subject}/workdir:${path}`,
        },
      ];
    });
  },
});
