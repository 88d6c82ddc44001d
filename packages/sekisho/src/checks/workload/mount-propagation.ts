import { quote } from "../../model/quote.ts";
import { defineContainerCheck } from "../manifest/define.ts";

export const mountPropagation = defineContainerCheck({
  id: "workload/mount-propagation",
  aliases: [],
  title: { en: "Container's mounts appear on its node", ja: "コンテナのマウントがノードに伝播する" },
  severity: "medium",
  why: {
    en: "With Bidirectional propagation what the container mounts appears on the node and in other pods; only storage drivers need that.",
    ja: "mountPropagation が Bidirectional の場合、コンテナ内でのマウントがノードや他の Pod に現れます。必要なのはストレージドライバーだけです。",
  },
  remediation: {
    en: "Delete mountPropagation, or use HostToContainer.",
    ja: "mountPropagation を削除するか、HostToContainer を使用してください。",
  },
  sources: ["Kubernetes documentation: Volumes, mount propagation"],
  examples: {
    fail: [
      "spec: { containers: [{ name: app, volumeMounts: [{ name: data, mountPath: /data, mountPropagation: Bidirectional }] }] }",
      "spec: { containers: [{ name: app, volumeMounts: [{ name: a, mountPath: /a }, { name: b, mountPath: /b, mountPropagation: Bidirectional }] }] }",
    ],
    pass: [
      "spec: { containers: [{ name: app, volumeMounts: [{ name: data, mountPath: /data, mountPropagation: HostToContainer }] }] }",
      "spec: { containers: [{ name: app, volumeMounts: [{ name: data, mountPath: /data }] }] }",
    ],
  },
  evaluate({ spec }) {
    return (spec.volumeMounts ?? []).flatMap(({ value, pointer }) => {
      if (value.mountPropagation !== "Bidirectional") return [];
      const place = pointer.slice(pointer.lastIndexOf("/volumeMounts/"));
      return [
        {
          message: {
            en: `Volume ${quote(value.name ?? "")} is mounted with Bidirectional propagation.`,
            ja: `ボリューム ${quote(value.name ?? "")} が Bidirectional でマウントされています。`,
          },
          pointer: `${place}/mountPropagation`,
          detail: `volume:${value.name ?? ""}`,
          fix: { safety: "proposal", changes: [{ remove: `${place}/mountPropagation` }] },
        },
      ];
    });
  },
});
