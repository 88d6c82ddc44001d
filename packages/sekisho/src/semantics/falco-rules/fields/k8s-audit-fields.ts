import { fieldTable, mergeTables } from "./field.ts";

const requestFields = fieldTable({
  text: `
    ka.auditid ka.stage ka.auth.decision ka.auth.reason ka.auth.openshift.decision ka.auth.openshift.username
    ka.validations.admission.policy.failure ka.security.pod.violations ka.user.name ka.user.groups* ka.impuser.name
    ka.verb ka.uri ka.uri.param[.]! ka.target.name ka.target.namespace ka.target.resource ka.target.subresource
    ka.target.pod.name ka.req.binding.subjects* ka.req.binding.subjects.user_names*
    ka.req.binding.subjects.serviceaccount_names* ka.req.binding.subjects.serviceaccount_ns_names*
    ka.req.binding.subjects.group_names* ka.req.binding.role ka.req.binding.subject.has_name[.]!
    ka.req.configmap.name ka.req.configmap.obj ka.req.role.rules* ka.req.role.rules.apiGroups*[]
    ka.req.role.rules.nonResourceURLs*[] ka.req.role.rules.verbs*[] ka.req.role.rules.resources*[]
    ka.req.service.type ka.req.service.ports*[] ka.resp.name ka.response.code ka.response.reason ka.useragent
    ka.sourceips*[] ka.cluster.name`,
});

const podFields = fieldTable({
  text: `
    ka.req.container.image ka.req.container.image.repository ka.req.container.host_network
    ka.req.container.privileged ka.req.pod.host_ipc ka.req.pod.host_network ka.req.pod.host_pid
    ka.req.pod.run_as_user ka.req.pod.run_as_group ka.req.pod.fs_group ka.req.pod.supplemental_groups*
    ka.req.pod.volumes.hostpath*[] ka.req.volume.hostpath[.]! ka.req.pod.volumes.flexvolume_driver*[]
    ka.req.pod.volumes.volume_type*[]`,
});

/** The three lists of containers that a pod has. */
export const containerLists = ["containers", "initContainers", "ephemeralContainers"] as const;

/** What fields say of each container of a list. */
const containerMembers = [
  "name",
  "image",
  "image.repository",
  "command",
  "args",
  "host_port",
  "privileged",
  "allow_privilege_escalation",
  "read_only_fs",
  "run_as_user",
  "eff_run_as_user",
  "run_as_group",
  "eff_run_as_group",
  "proc_mount",
  "add_capabilities",
] as const;

const containerFields = fieldTable({
  text: containerLists.flatMap((list) => containerMembers.map((name) => `ka.req.pod.${list}.${name}*[]`)).join(" "),
});

/**
 * Fields of Kubernetes audit events. Sources: the k8saudit plugin of falcosecurity/plugins, README, "Supported Fields";
 * its pull requests 789, 829, 842 and 1400 for what came later.
 */
export const k8sAuditFields = mergeTables(requestFields, podFields, containerFields);
