import type { Severity } from "../../model/severity.ts";
import { isBelow, joinWorkdir } from "../../semantics/stages/working-directory.ts";
import { defineImageCheck } from "./define.ts";

/** Directories that belong to the kernel, the runtime or the system; `/var/run/docker.sock` is a file of the host. */
const systemDirectories: readonly (readonly [directory: string, severity: Severity])[] = [
  ["/var/run/docker.sock", "critical"],
  ["/run/docker.sock", "critical"],
  ["/run/containerd", "critical"],
  ["/dev", "high"],
  ["/proc", "high"],
  ["/sys", "high"],
  ["/etc", "high"],
  ["/boot", "high"],
  ["/bin", "high"],
  ["/sbin", "high"],
  ["/lib", "high"],
  ["/usr/bin", "high"],
  ["/usr/sbin", "high"],
  ["/usr/lib", "high"],
  ["/root", "medium"],
];

/** Directories below those where services keep their configuration and data: a volume there is usual. */
const usual = /^\/etc\/[^/]+|^\/lib\/[^/]+|^\/usr\/lib\/[^/]+|^\/root\/[^/]+/;

export const volumeOnSystemDirectory = defineImageCheck({
  id: "image/volume-on-system-directory",
  aliases: ["dockle:DKL-DI-0002"],
  title: { en: "Volume on a directory of the system", ja: "システムのディレクトリ上のボリューム" },
  severity: "high",
  severityReason: {
    en: "Critical for the socket of a container runtime: whoever can write to it is root on the node.",
    ja: "コンテナランタイムのソケットは「緊急」です。書き込める者はノードの root になれます。",
  },
  why: {
    en: "A volume hides what the image or the kernel has there, makes it writable and keeps it: programs and configuration that were scanned are not those that run.",
    ja: "ボリュームを置くと、イメージやカーネルが提供する内容が隠れ、書き込み可能な状態で永続化されます。検査したプログラムや設定が、実際に使われるものと一致しなくなります。",
  },
  remediation: {
    en: "Put the volume on a directory of the application, for example `VOLUME /var/lib/app`. Give a container no socket of its runtime.",
    ja: "`VOLUME /var/lib/app` のように、ボリュームはアプリケーション用のディレクトリに置いてください。ランタイムのソケットはコンテナに渡さないでください。",
  },
  sources: ["Dockerfile reference, VOLUME", "CIS Docker Benchmark 1.6.0, 5.6 and 5.32", "Dockle DKL-DI-0002"],
  examples: {
    fail: [
      { configuration: { volumes: ["/dev"] } },
      { configuration: { volumes: ["/data", "/proc/sys"] } },
      { configuration: { volumes: ["/etc/"] } },
      { configuration: { volumes: ["/var/run/docker.sock"] } },
      { configuration: { volumes: ["/"] } },
    ],
    pass: [
      { configuration: { volumes: ["/data", "/var/lib/postgresql/data"] } },
      { configuration: { volumes: ["/etc/nginx/conf.d", "/devices"] } },
    ],
  },
  evaluate({ inventory }) {
    const volumes = inventory.image?.configuration.volumes ?? [];
    return volumes.flatMap((volume) => {
      const path = joinWorkdir("/", volume, "linux");
      const covered = path === "/" ? (["/", "high"] as const) : systemDirectories.find(([name]) => isBelow(path, name));
      if (covered === undefined || usual.test(path)) return [];
      const [directory, severity] = covered;
      const isWhole = path === directory;
      return [
        {
          message: {
            en: `The volume ${path} covers ${isWhole ? "" : "a part of "}${directory}.`,
            ja: `ボリューム ${path} は ${directory} ${isWhole ? "" : "の一部"}を覆います。`,
          },
          subject: `volume:${path}`,
          severity,
          evidence: [{ pointer: "/config/Volumes", excerpt: volume }],
        },
      ];
    });
  },
});
