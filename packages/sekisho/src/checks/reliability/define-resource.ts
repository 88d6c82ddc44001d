import type { Text } from "../../model/text.ts";
import { findLimit, findRequest } from "../../semantics/kubernetes/container-resources.ts";
import { type ContainerCheck, defineContainerCheck } from "../manifest/define.ts";

/** A question whether a container says how much of a resource it wants or may use at most. */
interface ResourceCheck extends Omit<ContainerCheck, "subject" | "evaluate" | "parameters"> {
  readonly resource: "cpu" | "memory";
  readonly amount: "request" | "limit";
}

/**
 * Declares a check of one amount of one resource: whoever accepts that a container has no limit of CPU has not accepted that
 * it has none of memory. Containers for debugging cannot have resources.
 */
export function defineResourceCheck({ resource, amount, ...check }: ResourceCheck): ContainerCheck {
  const find = amount === "limit" ? findLimit : findRequest;
  const violation = { message: messages[amount][resource], pointer: `/resources/${amount}s/${resource}` };
  return defineContainerCheck({
    ...check,
    evaluate: (container, { set }) =>
      container.role === "ephemeral" || find(set, container, resource) !== undefined ? [] : [violation],
  });
}

const messages: Readonly<Record<ResourceCheck["amount"], Readonly<Record<ResourceCheck["resource"], Text>>>> = {
  limit: {
    cpu: { en: "No limit of cpu.", ja: "CPU の上限がありません。" },
    memory: { en: "No limit of memory.", ja: "メモリの上限がありません。" },
  },
  request: {
    cpu: { en: "No request of cpu.", ja: "CPU の要求量がありません。" },
    memory: { en: "No request of memory.", ja: "メモリの要求量がありません。" },
  },
};
