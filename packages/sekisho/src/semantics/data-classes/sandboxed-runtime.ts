import type { ManifestSet } from "../kubernetes/manifest-set.ts";
import { findTextAt } from "../kubernetes/manifest-value.ts";
import type { PodTemplate } from "../pod-settings/pod-template.ts";
import type { Demand, DemandAnswer } from "./demand.ts";

/** Pods have a kernel of their own, or one in user space. */
export const sandboxedRuntime: Demand = {
  id: "sandboxed-runtime",
  title: { en: "Pods run in a sandbox", ja: "サンドボックス化されたランタイムでの実行" },
  judge: ({ templates }, { set }) => templates.map((template) => judgeRuntime(template, set)),
};

/** Handlers and common names of gVisor, Kata Containers and Firecracker, Edera and Hyper-V. Sources: their documentation. */
const sandboxes = /^(?:gvisor|runsc|kata|firecracker|cloud-hypervisor|edera|runhcs-wcow-hypervisor)/;

function judgeRuntime({ workload, pointer, spec }: PodTemplate, set: ManifestSet): DemandAnswer {
  const place = { object: workload, pointer: `${pointer}/spec/runtimeClassName` };
  const name = spec.runtimeClassName;
  if (name === undefined) {
    const message = {
      en: `${workload.name} shares its node's kernel: it names no RuntimeClass.`,
      ja: `${workload.name} に RuntimeClass の指定がなく、ノードのカーネルを共有します。`,
    };
    return { ended: "missing", ...place, message };
  }
  const runtimeClass = set.find("RuntimeClass", "", name);
  const handler = findTextAt(runtimeClass?.content, "handler");
  if (sandboxes.test(handler ?? name)) {
    const message = {
      en: `${workload.name} runs with the RuntimeClass ${name}, a sandbox.`,
      ja: `${workload.name} は、サンドボックスの RuntimeClass ${name} で実行されます。`,
    };
    return { ended: "met", ...place, message };
  }
  if (handler === undefined) {
    const message = {
      en: `Whether the RuntimeClass ${name} is a sandbox is not in these files.`,
      ja: `RuntimeClass ${name} がサンドボックスかどうかは、検査したファイルからは判定できません。`,
    };
    return { ended: "undecided", ...place, message };
  }
  const ended = handler === "runc" || handler === "crun" ? "missing" : "undecided";
  const message = {
    en: `The RuntimeClass ${name} runs ${handler}, which is not known as a sandbox.`,
    ja: `RuntimeClass ${name} のハンドラー ${handler} は、既知のサンドボックスではありません。`,
  };
  return { ended, ...place, message };
}
